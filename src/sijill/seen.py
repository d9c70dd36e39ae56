"""What is recognised in one sentence: tokens, matches, times and numbers by token index, and the chunks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from .language import Known, Quantity, When
from .lexicon import CueEntry, EventEntry, PlaceWordEntry, WeaponEntry
from .matching import Match
from .text import Token

DASHES = frozenset("-–—")


class Chunk(msgspec.Struct, gc=False):
    """A run of tokens [first, last).

    `kind`: np, event (a noun that tells of an event, with its adjectives), verb, time, mark (subordination,
    relative, conjunction, particle), comma, stop. `prep` is the function of the preposition before an np;
    `conj` says that it is coordinated; `head` is the token that governs it; `after` is true where it
    follows the chunk before directly.
    """

    kind: str
    first: int
    last: int
    head: int = 0
    prep: str = ""
    conj: bool = False
    after: bool = False
    prep_at: int = -1


PARTS = frozenset({"outskirts", "countryside_of"})
OWNED = ("people", "facilities")


class Seen(msgspec.Struct):
    """All that was recognised in one sentence, by token index."""

    tokens: Sequence[Token]
    pos: Sequence[str]
    matches: Sequence[Match]
    cover: Mapping[int, Mapping[str, Match]]
    times: Sequence[When]
    numbers: Sequence[Quantity]
    chunks: list[Chunk]
    commas: frozenset[str] = DASHES
    kinds: dict[str, list[Match]] = {}
    cues: dict[int, str] = {}
    known: dict[int, Known] = {}
    timed: set[int] = set()
    verbs: dict[int, bool | None] = {}

    def __post_init__(self) -> None:
        """Note what is asked again and again: a kind's matches, a token's cue, the tokens of times."""
        for when in self.times:
            self.timed.update(range(when.first, when.last))
        kinds = self.kinds
        for match in self.matches:
            if match.kind in kinds:
                kinds[match.kind].append(match)
            else:
                kinds[match.kind] = [match]
        for match in kinds.get("cues", ()):
            entry = match.entry
            for index in range(match.first, max(match.last, match.first + 1)):
                if isinstance(entry, CueEntry) and self.cover[index]["cues"] is match:
                    self.cues[index] = entry.cue

    def begins(self, index: int) -> int:
        """The document offset at which a phrase that begins with a token begins: a letter that looks like a
        preposition belongs to the name that is known with it.
        """
        for kind in ("places", "actors"):
            match = self.at(kind, index)
            if match is not None and match.first == index and not match.pre:
                return match.start
        return self.tokens[index].body

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The document offsets of tokens [first, last), in whatever order a language lays them out."""
        start, end = self.begins(first), self.tokens[last - 1].end
        for token in self.tokens[first:last]:
            start, end = min(start, token.body), max(end, token.end)
        return start, end

    def at(self, kind: str, index: int) -> Match | None:
        """The match of a kind of word list that covers a token."""
        here = self.cover.get(index)
        return here.get(kind) if here else None

    def is_object(self, verb: Match) -> bool:
        """Whether the second word of a verb of two words is what it was done to ('downed | a drone', 'found |
        the dead').
        """
        dead, arms = self.at("harm", verb.apart), self.at("weapons", verb.apart)
        if verb.kind == "events" and getattr(dead and dead.entry, "way", "") == "people":
            return True
        frame = getattr(verb.entry, "frame", "")
        taken = (self.at("facilities", verb.apart), self.at("people", verb.apart))
        if frame == "seize" and any(m is not None and m.first == verb.apart for m in taken):
            return True
        held = frame in ("intercept", "confiscate")
        return held and arms is not None and arms.first == verb.apart

    def is_cue(self, index: int, name: str) -> bool:
        """Whether a word of grammar of this name stands at a token."""
        match = self.at("cues", index)
        return match is not None and getattr(match.entry, "cue", "") == name

    def is_noun(self, index: int) -> bool:
        """Whether a word is a noun by its tag and a list of people or sites knows it as one, verb as it may
        be besides.
        """
        here = self.cover.get(index) if self.pos[index] == "N" else None
        if not here:
            return False
        people, site = here.get("people"), here.get("facilities")
        return (people is not None and people.first == index) or (site is not None and site.first == index)

    def country(self, index: int) -> bool:
        """Whether a token is a country's bare name, without the article."""
        match = self.at("demonyms", index)
        bare = match is not None and any(form.spelling.pos == "X" for form in match.forms)
        return bare and not self.tokens[index].article

    def verbal(self, kind: str, index: int) -> bool:
        """Whether a list knows the word at a token as a verb only."""
        match = self.at(kind, index)
        return match is not None and all(form.spelling.pos == "V" for form in match.forms)

    def downed_before(self, index: int) -> bool:
        """Whether a word of interception or ruin stands before a token, or with a pronoun for it behind: what
        is downed is no march.
        """
        return any(
            getattr(m.entry, "frame", "") in ("intercept", "destroy") and (m.first < index or bool(m.suffix))
            for m in self.kinds.get("events", ())
        )

    def is_verb(self, index: int, before: Chunk | None) -> bool:
        """A verb by its tag, or by a word list that knows it as nothing else; `before` is the last chunk."""
        if index not in self.cover:
            return self.pos[index] == "V"
        if index not in self.verbs:
            self.verbs[index] = self._verb_by_lists(index)
        listed = self.verbs[index]
        if listed is not None or self.pos[index] != "V":
            return bool(listed)
        return not (self.names_actor(index, before) or self._subject(index, before))

    def _subject(self, index: int, before: Chunk | None) -> bool:
        """Whether a bare word that the lists know as one of people stands where a verb has its subject."""
        people = self.at("people", index)
        if people is None or people.first != index or before is None or self.tokens[index].pre:
            return False
        return before.last == index and before.kind in ("verb", "time")

    def _verb_by_lists(self, index: int) -> bool | None:
        """Whether the word lists know a word as a verb or as none; None where its tag is to tell."""
        here = self.cover[index]
        if self.is_noun(index) or ("events" in here and self.governed(index)):
            return False
        for kind in ("events", "harm", "reporting", "cues"):
            match = here.get(kind)
            if match is not None and match.first <= index:
                parts = {form.spelling.pos for form in match.forms}
                if parts == {"V"}:
                    return index == match.first
                if parts and "V" not in parts:
                    return False
        if any((own := here.get(kind)) and own.first == index and own.suffix for kind in OWNED):
            return False  # 'his wife', 'his car': a word for people or a thing with a pronoun
        return None

    def governed(self, index: int) -> bool:
        """Whether a preposition that only a noun can follow stands before: 'a part in | the striking'."""
        if not index or self.tokens[index].pre or self.tokens[index - 1].suffix or self.pos[index - 1] != "P":
            return False
        return any(self.is_cue(index - 1, f"prep.{name}") for name in ("in", "to", "on", "about"))

    def is_thing(self, entry: EventEntry, index: int) -> bool:
        """Whether a weak event word is a weapon or a facility here, as another list says, or a verb by its
        form where it is a noun of people.
        """
        if self.verbal("events", index) and self.is_noun(index):
            return True
        weak = entry.weak or (entry.event_type == "protest" and self.downed_before(index))
        return weak and any(self.at(kind, index) for kind in ("weapons", "facilities"))

    def opens_verb(self, index: int) -> bool:
        """Whether a word that a list knows only as a verb of harm begins here, whatever its tag."""
        match = self.at("harm", index)
        return match is not None and match.first == index and {f.spelling.pos for f in match.forms} == {"V"}

    def names_actor(self, index: int, before: Chunk | None) -> bool:
        """Whether a word is the name of an actor, whatever its tag: one coordinated with a phrase that names
        one ('the coalition and | X'), or one with a verb right behind it. `before` is the last chunk.
        """
        name = self.at("actors", index)
        if name is None or name.first != index or getattr(name.entry, "generic", False):
            return False
        joined = before is not None and before.kind == "np" and before.last == index and bool(name.pre)
        if joined and self.at("actors", index - 1) is not None:
            return True
        verb = self.at("events", name.last)
        return verb is not None and verb.first == name.last and {f.spelling.pos for f in verb.forms} == {"V"}

    def inside(self, kind: str, first: int, last: int) -> list[Match]:
        """The matches of a kind that begin in [first, last)."""
        matches = self.kinds.get(kind)
        return [match for match in matches if first <= match.first < last] if matches else []


def covering(matches: Sequence[Match]) -> dict[int, dict[str, Match]]:
    """For each token that a word list knows, the match of each kind that covers it."""
    cover: dict[int, dict[str, Match]] = {}
    for match in matches:
        first, last, kind = match.first, match.last, match.kind
        for index in range(first, last) if last > first else (first,):
            here = cover.get(index)
            if here is None:
                cover[index] = {kind: match}
            elif kind not in here:
                here[kind] = match
    return cover


def known(seen: Seen, index: int) -> Known:
    """A word with what the word lists know of it, for the language to judge its agreement."""
    found = seen.known.get(index)
    if found is None:
        found = seen.known[index] = _known(seen, index)
    return found


def names_force(seen: Seen, index: int) -> bool:
    """Whether the name of a force, and no common word for one, begins at a token ('the faction | X')."""
    name = seen.at("actors", index)
    if name is None or name.first != index or seen.tokens[index].pre:
        return False
    return not getattr(name.entry, "generic", False)


def _known(seen: Seen, index: int) -> Known:
    here = seen.cover.get(index)
    if not here:
        return Known(seen.tokens[index], seen.pos[index])
    number = ""
    for kind in ("people", "actors", "harm", "facilities", "weapons"):
        match = here.get(kind)
        if number or match is None or index not in (match.first, match.last - 1):
            continue  # the last word shows it too: 'gunmen | unknown'
        numbers = {f.spelling.number for f in match.forms}
        number = numbers.pop() if len(numbers) == 1 else "many" if "many" in numbers else ""
    arms, place, site = here.get("weapons"), here.get("placewords"), here.get("facilities")
    noun = site is not None and site.first == index
    noun = noun or (place is not None and getattr(place.entry, "way", "") == "cue")
    named = any(
        m.last == index + 1 and (bool(m.places) or not getattr(m.entry, "generic", False))
        for k in ("actors", "places")
        if (m := here.get(k))
    )
    qualifies = "demonyms" in here or (arms is not None and getattr(arms.entry, "adjective", False))
    return Known(
        seen.tokens[index], seen.pos[index], number, noun, noun or "people" in here, named, qualifies
    )


def directs(seen: Seen, index: int) -> bool:
    """Whether a bare word of direction stands before a place: 'shepherds | east of the town'."""
    if not _direction(seen, index) or _direction(seen, index - 1) or index + 1 >= len(seen.tokens):
        return False
    word = seen.at("placewords", index)
    after = word.last if word is not None else index + 1
    named = seen.at("places", after) or seen.at("placewords", after)
    return named is not None and named.first == after


def _direction(seen: Seen, index: int) -> bool:
    word = seen.at("placewords", index)
    if word is None or word.first != index or seen.tokens[index].article:
        return False
    return getattr(word.entry, "way", "") == "relation"


def suffers(seen: Seen, index: int, kind: str) -> bool:
    """Whether what follows a noun of harm is one harmed ('the wounding of | a Palestinian, an infant')."""
    here = seen.cover.get(index, {})
    if kind not in ("events", "harm") or seen.tokens[index].article or seen.at("harm", index - 1) is None:
        return False
    people = here.get("people")
    if people is not None and people.first == index:
        return True
    return "demonyms" in here and known(seen, index - 1).number != "many"


def sided(seen: Seen, match: Match, proclitics: Mapping[str, str]) -> bool:
    """Whether a preposition of more words governs nothing: 'X on the one side | and Y'."""
    if match.last == match.first + 1 or match.last >= len(seen.tokens):
        return False
    after = seen.tokens[match.last]
    joins = proclitics.get((after.pre or after.norm)[:1]) == "and" and (after.pre or len(after.norm) == 1)
    return bool(joins) or after.norm in seen.commas


def hits(seen: Seen, index: int) -> bool:
    """Whether a bare site stands behind an aircraft or gun, which has no such genitive: 'a drone | a car'."""
    arms, site = seen.at("weapons", index - 1), seen.at("facilities", index)
    if arms is None or site is None or arms.last != index or site.first != index:
        return False
    if seen.pos[index] not in "NJ" or (arms.first and seen.pos[arms.first - 1] == "J"):
        return False
    if seen.tokens[index].article or getattr(site.entry, "facility", "") in ("aircraft", "ship"):
        return False
    return isinstance(arms.entry, WeaponEntry) and arms.entry.platform


def sides(seen: Seen, index: int) -> bool:
    """Whether a definite noun says which side of a place is meant, so that no phrase goes on with it."""
    word = seen.at("placewords", index)
    if word is None or word.first != index or not isinstance(word.entry, PlaceWordEntry):
        return False
    return word.entry.relation in PARTS


def described(seen: Seen, index: int) -> bool:
    """Whether the phrase before a token ends in an adjective, so that a definite noun begins another."""
    before = seen.tokens[index - 1]
    group = seen.at("actors", index - 1)
    if group is not None and group.last == index > group.first + 1 and getattr(group.entry, "generic", False):
        bare = not any(t.article for t in seen.tokens[group.first : index])
        if bare:
            return True  # 'unknown gunmen | the judge'
    return seen.pos[index - 1] == "J" or (seen.at("demonyms", index - 1) is not None and before.article)
