"""What stands around the place names of one sentence: the words that other lists know, by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from .gazetteer.load import Gazetteer, PlaceRecord
from .lexicon import CueEntry, EventEntry
from .matching import Match
from .text import Token

WORDS = frozenset(
    (
        "events",
        "harm",
        "people",
        "cues",
        "reporting",
        "weapons",
        "facilities",
        "placewords",
        "framing",
        "sources",
    )
)
LISTED = WORDS - {"placewords"}
LED = frozenset({"prep.in", "prep.on", "prep.to", "prep.from"})
NO_VERB_AFTER = LED - {"prep.from"}  # which 'who' may be spelt like
AWAY = frozenset({"prep.from", "prep.about"})
BETWEEN = frozenset({"actors", "demonyms", "weapons", "facilities", "people", "harm"})
DONE_TO_A_PLACE = frozenset({"attack", "kill", "explode", "clash", "destroy", "territory"})


class Around:
    """One sentence's words and, by token, what the lists of other words than places make of them.

    `led` and `away` say where a preposition of place, and the 'from' of a distance, begins by where it ends;
    `nouns` where no verb may begin; `countries` where a country's bare name begins that no other list knows.
    `cued`, `plain` and `named` are what has been found of the place names, by their first token.
    """

    def __init__(self, words: Sequence[Token], matches: Sequence[Match], letters: str = "") -> None:
        self.words = words
        self.matches = matches
        self.letters = letters
        kinds: dict[str, list[Match]] = {}
        known: set[int] = set()
        for match in matches:
            kind, first = match.kind, match.first
            if kind in kinds:
                kinds[kind].append(match)
            else:
                kinds[kind] = [match]
            if kind in WORDS and (kind != "framing" or not about_a_name(match)):
                known.add(first)
                if match.last > first + 1:
                    known.update(range(first, match.last))
        self.kinds, self.known = kinds, known
        self.ends = {match.last for match in kinds.get("places", ())}
        lands = [(match.first, country_name(match)) for match in kinds.get("demonyms", ())]
        self.adjectives = {first for first, bare in lands if not bare}
        self.countries = self._unlisted({first for first, bare in lands if bare})
        self.known_sites = {match.first for match in kinds.get("facilities", ())}
        self.acting = {i for match in kinds.get("actors", ()) for i in range(match.first, match.last)}
        self.cue_at: dict[int, Match] = {}
        self.cues_ending: dict[int, list[Match]] = {}
        for match in kinds.get("placewords", ()):
            self.cue_at[match.first] = match
            self.cues_ending.setdefault(match.last, []).append(match)
        self.led: dict[int, int] = {}
        self.away: dict[int, int] = {}
        self.nouns: set[int] = set()
        self._note_prepositions()
        self.cued: dict[int, bool] = {}
        self.plain: dict[int, bool] = {}
        self.named: dict[int, list[PlaceRecord]] = {}

    def _note_prepositions(self) -> None:
        for match in self.kinds.get("cues", ()):
            cue = match.entry.cue if isinstance(match.entry, CueEntry) and not match.suffix else ""
            if cue in LED:
                self.led[match.last] = match.first
            if cue in NO_VERB_AFTER:
                self.nouns.add(match.last)
            if cue in AWAY:
                self.away[match.last] = match.first

    def is_no_verb(self, first: int) -> bool:
        """Whether what lists know only as a verb stands where none may: 'in | Tadmur', not 'destroys'."""
        others = [m for kind in WORDS for m in self.kinds.get(kind, ()) if m.first <= first < m.last]
        return first in self.nouns and all(f.spelling.pos == "V" for m in others for f in m.forms)

    def _unlisted(self, bare: set[int]) -> set[int]:
        return bare - {i for m in self._of(*LISTED) for i in range(m.first, m.last)} if bare else bare

    def _of(self, *names: str) -> Iterator[Match]:
        return (match for name in names for match in self.kinds.get(name, ()))

    @cached_property
    def told(self) -> list[int]:
        """Where the words that tell of something end."""
        return [m.last for m in self._of("events", "harm")]

    @cached_property
    def struck(self) -> set[int]:
        """Where those end that tell of what is done to a place."""
        events = ((m.last, m.entry) for m in self._of("events"))
        return {last for last, e in events if isinstance(e, EventEntry) and e.frame in DONE_TO_A_PLACE}

    @cached_property
    def between(self) -> set[int]:
        """The tokens that may stand between what is told and where."""
        return {i for m in self._of(*BETWEEN) for i in range(m.first, m.last)}


def about_a_name(match: Match) -> bool:
    """Whether a match of loaded words has a place's own name in them ('occupied X')."""
    return match.entry.id.endswith("-place")


def country_name(match: Match) -> bool:
    """Whether a demonym's match is a country's bare name, not an adjective."""
    return any(form.spelling.pos == "X" for form in match.forms)


def records_of(match: Match, gazetteer: Gazetteer) -> list[PlaceRecord]:
    """The places that a match of a name can mean."""
    return [gazetteer.by_id[i] for i in match.places if i in gazetteer.by_id]
