"""Who speaks of an event in a sentence that tells none: what a medic, a witness, a monitor adds after it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause
from .attribution import Speech
from .drafts import FAMILY, FORCE, Draft
from .lexicon import CueEntry, EventEntry, HarmEntry

NEAR = 1  # paragraphs between an event and one who speaks of what came of it
FAR = 3  # and between it and one who names it again: 'the attack', 'the raid'
SPOTS = 2  # reports of one telling, split by place, that words without a place can be of
HURTING = frozenset({*FORCE, "clash", "raid"})
HURT = frozenset({"", "killed", "wounded"})
SPEAKERS = frozenset({"political", "social_media"})  # who comment on events more than they tell them


class Heard(msgspec.Struct):
    """Speech of one sentence, with what points back in it: events named again, what came of one."""

    number: int
    paragraph: int
    saying: Speech
    named: frozenset[str]
    outcome: bool
    days: tuple[str, ...] = ()


class Hearing:
    """Gathers the speech of a document's sentences and gives what is left over to the event before it."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.paragraphs: list[int] = []

    def listen(self, clause: Clause, number: int, paragraph: int, speech: Sequence[Speech]) -> None:
        """Keep the speech of one sentence whose words point back to an event."""
        self.paragraphs.append(paragraph)
        if any(w.role in ("window", "habitual") for w in clause.seen.times):
            return  # a word on a series, not on the event before
        days = tuple(w.start[:10] for w in clause.seen.times if w.role == "point" and w.start)
        for saying in speech:
            named, outcome = _points_back(clause, saying)
            if named or outcome:
                self.heard.append(Heard(number, paragraph, saying, named, outcome, days))

    def give(self, drafts: Sequence[Draft]) -> None:
        """Let words that tell no event of their own be said of the event told last before them."""
        told = [t for draft in drafts for t in draft.triggers]
        for heard in self.heard:
            own = any(t.sentence == heard.number and heard.saying.covers(t.start) for t in told)
            if own or (heard.saying.kind in SPEAKERS and heard.saying.stance != "denies"):
                continue
            for home in self._homes(heard, drafts):
                if all(s.start != heard.saying.start for s in home.speech):
                    home.speech.append(heard.saying)
                    home.sentences.extend(n for n in (heard.number,) if n not in home.sentences)

    def _homes(self, heard: Heard, drafts: Sequence[Draft]) -> list[Draft]:
        """The events told last before the words that these can be of; parts of one telling together."""
        begin = heard.saying.words[0]
        last: tuple[bool, int] = (False, -1)
        found: list[Draft] = []
        for draft in drafts:
            before = [t for t in draft.triggers if t.start < begin]
            told = max((t.sentence for t in before), default=-1)
            if told < 0 or draft.realis != "actual" or not self._of(heard, draft, told):
                continue
            rank = (not heard.named and any(h.count.min != 0 for h in draft.harm), told)
            if rank < last:
                continue
            found = [*found, draft] if rank == last else [draft]
            last = rank
        return [d for d in found if d.triggers[0].start == found[-1].triggers[0].start][:SPOTS]

    def _of(self, heard: Heard, draft: Draft, told: int) -> bool:
        """Whether the words can be of an event told in sentence `told`."""
        gap = heard.paragraph - self.paragraphs[told]
        if heard.days and _other_days(heard.days, draft):
            return False
        family = FAMILY[draft.event_type]
        if heard.named:
            alike = family in heard.named or (family in FORCE and bool(heard.named & FORCE))
            return alike and gap <= FAR
        if heard.saying.stance == "denies":
            return gap <= NEAR
        return family in HURTING and gap <= NEAR


def _other_days(days: Sequence[str], draft: Draft) -> bool:
    """Whether a sentence gives days, and all of them lie before those of an event."""
    starts = [d.when.start[:10] for d in draft.dates if d.when.start]
    return bool(starts) and max(days) < min(starts)


def _points_back(clause: Clause, saying: Speech) -> tuple[frozenset[str], bool]:
    """Which families of event the words name again ('the attack'), and whether they tell what came of one."""
    seen = clause.seen
    first = saying.first if saying.trails or saying.told < 0 else max(saying.first, saying.told)
    named: set[str] = set()
    outcome = saying.stance == "claims_responsibility" or _denies_that(clause, saying)
    placed = any(m.kind == "places" for m in seen.matches)
    for match in seen.matches:
        if not match.forms or not first <= match.first < saying.last:
            continue
        entry = match.entry
        if isinstance(entry, EventEntry) and match.kind == "events":
            token = seen.tokens[match.first]
            verb = seen.pos[match.first] == "V" and not placed and not entry.weak
            if verb or (seen.pos[match.first] != "V" and (token.article or bool(token.suffix))):
                named.add(FAMILY[entry.event_type])
        elif (isinstance(entry, HarmEntry) and entry.harm in HURT) or _is_outcome(clause, match.first):
            outcome = outcome or saying.stance not in ("denies", "doubts")
    return frozenset(named), outcome


def _denies_that(clause: Clause, saying: Speech) -> bool:
    """Whether no more is denied than what was told: 'the group denied | that', 'the truth of the reports'."""
    seen = clause.seen
    words = range(max(saying.first, saying.told), saying.last)
    if saying.stance != "denies" or any(seen.at("events", i) or seen.at("harm", i) for i in words):
        return False
    said = (seen.at("reporting", i) for i in words if seen.tokens[i].article)
    return any(seen.pos[i] == "D" for i in words) or any(
        getattr(m and m.entry, "way", "") == "noun" for m in said
    )


def _is_outcome(clause: Clause, token: int) -> bool:
    """Whether a word tells what came of an attack: the wounded brought in, bodies found, the place hit."""
    match = clause.seen.at("cues", token)
    if match is None or not isinstance(match.entry, CueEntry):
        return False
    aimed_at = match.entry.cue == "prep.against" and clause.seen.tokens[token].article
    return match.entry.cue == "outcome" or aimed_at
