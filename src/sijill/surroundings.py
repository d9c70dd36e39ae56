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
AWAY = frozenset({"prep.from", "prep.about"})
BETWEEN = frozenset({"actors", "demonyms", "weapons", "facilities", "people", "harm"})
DONE_TO_A_PLACE = frozenset({"attack", "kill", "explode", "clash", "destroy", "territory"})


class Around:
    """One sentence's words and, by token, what the lists of other words than places make of them."""

    def __init__(self, words: Sequence[Token], matches: Sequence[Match], letters: str = "") -> None:
        self.words = words
        self.letters = letters
        self.kinds: dict[str, list[Match]] = {}
        self.known: set[int] = set()
        self.cue_at: dict[int, Match] = {}
        self.cues_ending: dict[int, list[Match]] = {}
        self.adjectives: set[int] = set()
        self.known_sites: set[int] = set()
        self.acting: set[int] = set()
        self.ends: set[int] = set()
        for match in matches:
            kind = match.kind
            if kind in WORDS and not (kind == "framing" and about_a_name(match)):
                self.known.update(range(match.first, match.last))
            self.kinds.setdefault(kind, []).append(match)
            if kind == "placewords":
                self.cue_at[match.first] = match
                self.cues_ending.setdefault(match.last, []).append(match)
            elif kind == "demonyms" and not country_name(match):
                self.adjectives.add(match.first)
            elif kind == "facilities":
                self.known_sites.add(match.first)
            elif kind == "actors":
                self.acting.update(range(match.first, match.last))
            elif kind == "places":
                self.ends.add(match.last)

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
    def led(self) -> dict[int, int]:
        """Where a preposition of place begins, by where it ends."""
        cues = ((m, m.entry) for m in self._of("cues") if not m.suffix)
        return {m.last: m.first for m, e in cues if isinstance(e, CueEntry) and e.cue in LED}

    @cached_property
    def away(self) -> dict[int, int]:
        """Where the 'from' of a distance begins, by where it ends."""
        cues = ((m, m.entry) for m in self._of("cues") if not m.suffix)
        return {m.last: m.first for m, e in cues if isinstance(e, CueEntry) and e.cue in AWAY}

    @cached_property
    def countries(self) -> set[int]:
        """Where a country's bare name begins that no other list knows."""
        listed = {i for m in self._of(*LISTED) for i in range(m.first, m.last)}
        return {m.first for m in self._of("demonyms") if country_name(m)} - listed

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
