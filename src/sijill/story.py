"""One document -> drafts: sentence by sentence, then merged, split by place, dated by what stands around."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from . import (
    answers,
    attribution,
    denials,
    doers,
    families,
    habits,
    harm,
    places,
    private,
    realis,
    rulings,
    told,
)
from .accidents import by_accident, by_nature, has_cue, of_accident
from .arguments import Clause
from .assemble import draft_of, in_retrospect
from .attach import attach, cues_in, lend_rest
from .attribution import Speech, Voice
from .casting import by_whom, dealt, struck
from .cluster import cluster
from .coreference import Hierarchy, merge
from .drafts import FAMILY, FORCE, Dated, Draft, Trigger
from .gazetteer.load import Gazetteer
from .harm import HarmMention
from .landmarks import Landmarks
from .language import Language, When
from .lexicon import EventEntry, HarmEntry
from .matching import Match
from .mentions import Mention
from .outlet import outlet_of
from .places import PlaceMention
from .recognise import Stretch, recognise
from .records import Document, Issue, Reason, Tally
from .seen import Seen
from .spread import lend, name_sites, split_by_place, spots
from .standing import stands
from .tallies import Taken, Tallier
from .testimony import Hearing
from .triggers import triggers
from .turns import turn
from .voices import once
from .whereabouts import Whereabouts

DEATH = "harm.killed.death"
UNDATED = frozenset({"threat", "agreement", "protest", "deployment"})  # told at times of their own


class Story(msgspec.Struct):
    """What the reading of a document's sentences gathered."""

    drafts: list[Draft]
    mentions: list[PlaceMention]
    tallies: list[Tally]
    seen: list[Seen]
    reasons: list[Reason]
    accusations: list[tuple[Speech, Mention]] = []
    issues: list[Issue] = []


class Teller:
    """Reads the sentences of one document in order, with what earlier ones leave to later ones."""

    def __init__(
        self,
        language: Language,
        gazetteer: Gazetteer,
        document: Document,
        published: date | None,
        countries: Mapping[str, float],
    ) -> None:
        self.language = language
        self.gazetteer = gazetteer
        self.published = published
        self.text = document.text
        self.countries = countries
        self.voice = Voice(outlet_of(language, document.outlet))
        self.context: date | None = None
        self.landmarks = Landmarks(gazetteer)
        self.drafts: list[Draft] = []
        self.orphans: list[HarmMention] = []
        self.titled: Dated | None = None
        self.tallier = Tallier(published, Whereabouts(gazetteer, dict(countries)))
        self.disaster = False
        self.hearing = Hearing()
        self.story = Story([], [], [], [], [])

    def tell(self, stretches: Sequence[Stretch], matched: Sequence[Sequence[Match]]) -> Story:
        """Read all sentences; `matched` is what the word lists matched in each."""
        for number, (stretch, matches) in enumerate(zip(stretches, matched, strict=True)):
            self._sentence(number, stretch, matches)
        self._background()
        self._dates()
        for draft in self.drafts:
            turn(draft)
            rulings.confront(draft, self.language.lexicon, self.gazetteer, self.countries)
            rulings.refine(draft)
            rulings.borne(draft)
            rulings.storm(draft)
            rulings.shot_dead(draft)
            rulings.from_platform(draft)
            rulings.crowd(draft)
            rulings.platform(draft, self.language.lexicon, self.gazetteer, self.countries)
        apart = [part for draft in self.drafts for part in split_by_place(draft)]
        merged, reasons = merge(apart, self._hierarchy())
        for draft in merged:
            rulings.platform(draft, self.language.lexicon, self.gazetteer, self.countries)
        self.story.drafts = [draft for draft in merged if stands(draft)]
        for draft in merged:
            if not stands(draft):
                denials.fold(draft, self.story.drafts)
        self.hearing.give(self.story.drafts)
        doers.hand_down(self.story.drafts)
        for draft in self.story.drafts:
            draft.speech = once(draft.speech, self.voice.outlet)
            denials.account(draft, self.story.drafts)
            lend(draft, self.story.drafts)
            draft.private = private.is_private(draft, self.story.seen, self.language.lexicon)
        links = [answers.linked(draft, self.story.drafts, self.text) for draft in self.story.drafts]
        for draft, link in zip(self.story.drafts, links, strict=True):
            draft.answer = link
        self.story.reasons = reasons
        self.story.accusations = self.voice.accusations
        self.story.tallies = list(self.tallier.close())
        return self.story

    def _sentence(self, number: int, stretch: Stretch, matches: Sequence[Match]) -> None:
        seen = recognise(stretch, matches, self.language, self.published, self.context)
        self.story.seen.append(seen)
        clause = Clause(seen, self.text, self.language.frames, {})
        found = places.find(seen, self.text)
        found = self.landmarks.read(clause, found, stretch)
        if stretch.title or (stretch.opens and _heads_a_day(clause)):
            self.titled = next(
                (_title_date(clause, w) for w in seen.times if w.role == "point" and w.start), None
            )
        self.story.mentions.extend(found)
        speech = attribution.find(
            clause, self.voice, ("title" if stretch.title else "paragraph") if stretch.opens else ""
        )
        figures = harm.find(clause)
        drafts = [draft_of(clause, t, stretch) for t in triggers(clause, number)]
        for draft in drafts:
            draft.lead = stretch.lead
            if stretch.title and draft.triggers[0].prep not in ("about", "for", "after", "response"):
                draft.triggers[0].told = True
        totals = self.tallier.read(clause, found, speech, figures, drafts)
        self.hearing.listen(clause, number, stretch.paragraph, [] if totals else speech)
        drafts = _coded(clause, drafts, totals)
        habits.mark(clause, drafts, self.published)
        grouped = cluster(clause, drafts, found, self._apart)
        families.hand_on(clause, grouped)
        doers.tell(clause, grouped, self.drafts)
        figures = [f for f in figures if not _counted(f, totals)]
        left = attach(clause, grouped, found, figures, speech)
        answers.find(clause, grouped)
        denials.deny(grouped)
        name_sites(clause, grouped, found)
        self.disaster = self.disaster or (stretch.title and not grouped and by_nature(clause))
        self._orphans(clause, left, grouped, found, speech, number, stretch)
        self._shared(grouped, clause)
        self.drafts.extend(grouped)
        self._remember(grouped)

    def _orphans(
        self,
        clause: Clause,
        left: list[HarmMention],
        grouped: list[Draft],
        found: list[PlaceMention],
        speech: list[Speech],
        number: int,
        stretch: Stretch,
    ) -> None:
        """Harm with no event in its sentence: the event before it, where one can have it; else a killing."""
        left = [f for f in left if self._told(clause, f)]
        if not left or by_accident(clause, grouped):
            return
        apart = self._elsewhere(found)
        home = next((d for d in reversed(self.drafts[-3:]) if _can_hold(d, stretch) and not apart(d)), None)
        if home is not None and not grouped and not stretch.title:
            home.harm.extend(f for f in left if f.kind != "displaced" or home.event_type != "killing")
            lend_rest(clause, home)
            if number not in home.sentences:
                home.sentences.append(number)
            home.places.extend(p for p in found if p not in home.places)
            return
        deaths = [f for f in left if f.kind == "killed" and f.count.min != 0 and self._violent(clause, f)]
        told = deaths or [
            f for f in left if f.kind == "wounded" and f.count.min != 0 and dealt(clause, f.chunk)
        ]
        if not told:
            self.story.issues.extend(_homeless(figure) for figure in left)
            return
        draft = self._killing(clause, told[0], number, stretch)
        if not deaths or struck(clause, told[0].chunk):
            draft.event_type, draft.frame = "armed_attack", "attack"
        attach(clause, [draft], found, left, speech)
        grouped.append(draft)

    def _violent(self, clause: Clause, figure: HarmMention) -> bool:
        """Whether a death is told as somebody's doing: not a bare 'passing', none in the news of a flood."""
        if not (self.disaster or figure.entry.startswith(DEATH)):
            return True
        return dealt(clause, figure.chunk)

    def _apart(self, one: Sequence[PlaceMention], two: Sequence[PlaceMention]) -> bool:
        """Whether both name spots that are known, and none of the one lies in one of the other."""
        here, there = ([self._chain(p) for p in spots(found)] for found in (one, two))
        if not here or not there or not all(here) or not all(there):
            return False
        return not any(a <= b or b <= a for a in here for b in there)

    def _elsewhere(self, found: Sequence[PlaceMention]) -> Callable[[Draft], bool]:
        """Whether a draft's places are all known and none holds, or lies in, one of the places found."""
        chains = [self._chain(p) for p in found if p.ids]

        def apart(draft: Draft) -> bool:
            theirs = [self._chain(p) for p in draft.places if p.ids]
            return bool(chains and theirs) and not any(a <= b or b <= a for a in chains for b in theirs)

        return apart

    def _chain(self, place: PlaceMention) -> frozenset[str]:
        """The units of the gazetteer that a place may be, with all that hold them."""
        return frozenset(r.id for ident in place.ids for r in self.gazetteer.chain(ident))

    def _told(self, clause: Clause, figure: HarmMention) -> bool:
        """Whether harm alone is told as having happened, not mentioned in passing."""
        if realis.of_trigger(clause, figure.chunk) != "actual":
            return False
        chunk = clause.chunk(figure.chunk)
        if chunk.kind == "verb":
            return told.by_verb(clause, figure.chunk)
        return told.by_noun(clause, figure.chunk) if chunk.kind == "event" else figure.count.min is not None

    def _killing(self, clause: Clause, figure: HarmMention, number: int, stretch: Stretch) -> Draft:
        entry = self.story_entry(figure.entry)
        head = clause.chunk(figure.chunk).head
        word = clause.seen.tokens[head]
        trigger = Trigger(
            figure.chunk,
            head,
            word.body,
            word.end,
            self.text[word.body : word.end],
            entry,
            True,
            False,
            False,
            True,
            "",
            number,
        )
        draft = Draft("killing", "kill", [trigger], [number], "actual", [], [], [], [], [], [], [])
        draft.title, draft.paragraph = stretch.title, stretch.paragraph
        draft.background = in_retrospect(clause, trigger)
        draft.arguments.extend(by_whom(clause, figure.chunk))
        return draft

    def story_entry(self, ident: str) -> EventEntry:
        """A killing told by a word of harm alone, as if that word were an event's."""
        entry = self.language.lexicon.by_id[ident]
        assert isinstance(entry, HarmEntry)
        return EventEntry(
            id=entry.id, source=entry.source, added=entry.added, event_type="killing", frame="kill"
        )

    def _shared(self, grouped: list[Draft], clause: Clause) -> None:
        """Events of one sentence share its one time; a new clause with no time takes the time of the event
        before.
        """
        if not self.drafts or all(draft.dates for draft in grouped) or "meanwhile" not in cues_in(clause):
            return
        for draft in grouped:
            if not draft.dates and self.drafts[-1].dates:
                draft.dates = [_borrow(d) for d in self.drafts[-1].dates]

    def _remember(self, grouped: list[Draft]) -> None:
        for draft in grouped:
            for dated in draft.dates:
                if dated.when.precision in ("day", "part_of_day", "hour", "minute") and dated.when.start:
                    self.context = date.fromisoformat(dated.when.start[:10])

    def _background(self) -> None:
        """An event told in retrospect counts only where the text gives it a time of its own."""
        self.drafts = [
            d
            for d in self.drafts
            if not d.background or any(x.borrowed in ("", "announced") for x in d.dates)
        ]

    def _dates(self) -> None:
        """Events with no time take the headline's day in a bulletin,
        else that of the event told just before.
        """
        titled = self.titled
        before: Draft | None = None
        for draft in self.drafts:
            if not draft.dates and titled is not None:
                draft.dates = [_borrow(titled)]
            elif (
                not draft.dates
                and before is not None
                and draft.paragraph - before.paragraph <= 2
                and not draft.background
                and draft.event_type not in UNDATED
            ):
                draft.dates = [_borrow(d) for d in before.dates if d.borrowed != "announced"]
            if draft.dates:
                before = draft

    def _hierarchy(self) -> Hierarchy:
        chains: dict[str, frozenset[str]] = {}
        words: dict[str, frozenset[str]] = {}
        regions: dict[str, str] = {}
        for mention in self.story.mentions:
            for ident in mention.ids:
                if ident not in chains:
                    chains[ident] = frozenset(r.id for r in self.gazetteer.chain(ident))
                    regions[ident] = (
                        self.gazetteer.by_id[ident].admin1 if ident in self.gazetteer.by_id else ""
                    )
            if mention.name in words:
                continue
            words[mention.name] = frozenset([" ".join(w for w, _ in self.language.phrase(mention.name))])
        return Hierarchy(chains, words, regions, self.language.lexicon.by_id)


def _homeless(figure: HarmMention) -> Issue:
    """Harm that is told with no event that it can belong to."""
    return Issue(
        code="harm-without-event", text=figure.text, start=figure.start, end=figure.end, detail=figure.kind
    )


def _title_date(clause: Clause, when: When) -> Dated:
    start, end = clause.seen.tokens[when.first].body, clause.seen.tokens[when.last - 1].end
    return Dated(when, start, end, clause.source[start:end])


def _heads_a_day(clause: Clause) -> bool:
    """'Events of Sunday 2 October': a line with no verb that ends in the day it is for."""
    chunks = clause.seen.chunks
    if not chunks or chunks[-1].kind != "time" or any(c.kind in ("verb", "stop", "comma") for c in chunks):
        return False
    opening = clause.seen.tokens[chunks[-1].first]
    return chunks[-1].prep == "for" or clause.frames.proclitics.get(opening.norm[:1]) == "for"


def _borrow(dated: Dated) -> Dated:
    return Dated(dated.when, dated.start, dated.end, dated.text, "previous report")


def _coded(clause: Clause, drafts: Sequence[Draft], totals: Sequence[Taken]) -> list[Draft]:
    """The drafts of a sentence that are events: no counted noun of a tally, no death by accident."""
    told = [d for d in drafts if d.realis != "none" and not _tallied(d, totals)]
    accident = by_accident(clause, told)
    space = has_cue(clause, "space")  # what carries a satellite is fired at nobody
    told = [d for d in told if not (space and d.triggers[0].entry.needs == "means")]
    told = [d for d in told if not _alleged(d)]
    return [d for d in told if not (accident and of_accident(clause, d))]


def _alleged(draft: Draft) -> bool:
    """Whether a noun with other senses tells only of what may be ('on a claim of | stabbing')."""
    word = draft.triggers[0]
    return draft.realis == "hypothetical" and word.noun and (draft.weak or word.entry.id in families.BY_HAND)


def _tallied(draft: Draft, totals: Sequence[Taken]) -> bool:
    """Whether the trigger is the counted noun of a tally."""
    trigger = draft.triggers[0]
    return any(t.start <= trigger.start < t.end for t in totals)


def _counted(figure: HarmMention, totals: Sequence[Taken]) -> bool:
    """Whether a figure of harm is that of a tally."""
    return any(t.start <= figure.start < t.end or figure.start <= t.start < figure.end for t in totals)


def _can_hold(draft: Draft, stretch: Stretch) -> bool:
    near = stretch.paragraph - draft.paragraph <= 1
    return near and (FAMILY[draft.event_type] in FORCE or draft.event_type in ("armed_clash", "raid"))
