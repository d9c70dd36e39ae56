"""Loaded wording: every span with its category, whom or what it is about, and a neutral label."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import ActorEntry, DemonymEntry, EventEntry, FramingEntry
from .matching import Match
from .records import Framing
from .seen import Seen

QUOTE_MARKS = "\"'“”«»‘’"
ACT_REACH = 3


def find(seen: Seen, source: str) -> list[Framing]:
    """The loaded wording of a sentence; of spans that overlap the first and longest."""
    found: list[Framing] = []
    for match in seen.matches if "framing" in seen.kinds or "actors" in seen.kinds else ():
        told = _told(seen, match) if match.kind in ("framing", "actors") else None
        if told is None or _in_a_place_name(seen, match) or _in_an_own_name(seen, match):
            continue
        category, about, neutral = told
        found.append(
            Framing(
                category=category,
                about=about,
                neutral=neutral,
                quoted=_quoted(source, match.start, match.end),
                text=source[match.start : match.end],
                start=match.start,
                end=match.end,
            )
        )
    return _outermost(found)


def _told(seen: Seen, match: Match) -> tuple[str, str | None, str] | None:
    """The category, the actor meant and the neutral label of a loaded word or name."""
    entry = match.entry
    if isinstance(entry, ActorEntry) and match.forms[0].loaded:
        return match.forms[0].loaded, entry.id, entry.name_en
    if not isinstance(entry, FramingEntry):
        return None
    if entry.needs == "party" and match.last - match.first == 1 and not _names_a_party(seen, match):
        return None
    if entry.of_act and _of_an_act(seen, match):
        return entry.of_act, entry.about or None, "attack"
    return entry.category, entry.about or None, entry.neutral


def _names_a_party(seen: Seen, match: Match) -> bool:
    """Whether a sentence names a party or a nation, or tells of an attack, beside the loaded word."""
    for other in seen.matches:
        if other.kind not in ("actors", "demonyms", "events", "framing"):
            continue
        if other.first < match.last and match.first < other.last:
            continue
        entry = other.entry
        if isinstance(entry, (ActorEntry, DemonymEntry)) or _party_word(entry):
            return True
        sure = isinstance(entry, EventEntry) and not entry.weak and not entry.needs
        if sure and isinstance(entry, EventEntry) and entry.event_type != "killing":
            return True
    return False


def _party_word(entry: object) -> bool:
    return isinstance(entry, FramingEntry) and entry.category in ("delegitimising", "legitimising")


def _of_an_act(seen: Seen, match: Match) -> bool:
    """Whether an adjective in the singular stands after an event noun, or is said of one just before."""
    if match.last - match.first > 1 or any(f.spelling.number == "many" for f in match.forms):
        return False
    for index in range(match.first - 1, max(-1, match.first - 1 - ACT_REACH), -1):
        if seen.at("events", index) is not None or seen.at("framing", index) is not None:
            return seen.at("people", index) is None
        if (
            seen.at("people", index) is not None
            or seen.at("actors", index) is not None
            or seen.pos[index] == "V"
        ):
            return False
        if seen.pos[index] == "N" and not seen.tokens[match.first].pre:
            return False
    return False


def _in_a_place_name(seen: Seen, match: Match) -> bool:
    """Whether the word is, or is part of, the name of a place that a word for a place introduces."""
    place = seen.at("places", match.first)
    if place is None:
        return False
    if place.last - place.first > match.last - match.first:
        return True
    cued = any(m.kind == "placewords" and m.last == place.first for m in seen.matches)
    return cued and place.first <= match.first and match.last <= place.last


def _in_an_own_name(seen: Seen, match: Match) -> bool:
    """Whether the word is part of a party's own longer name."""
    name = seen.at("actors", match.first) if match.kind == "framing" else None
    if name is None or not isinstance(name.entry, ActorEntry) or name.forms[0].loaded or name.entry.generic:
        return False
    return (
        name.first <= match.first
        and match.last <= name.last
        and name.last - name.first > match.last - match.first
    )


def _quoted(source: str, start: int, end: int) -> bool:
    """Whether quotation marks stand about the words, or about the first of them."""
    opened = start > 0 and source[start - 1] in QUOTE_MARKS
    return opened and any(mark in QUOTE_MARKS for mark in source[start : end + 1])


def _outermost(found: Sequence[Framing]) -> list[Framing]:
    kept: list[Framing] = []
    for item in sorted(found, key=lambda f: (f.start, -(f.end - f.start))):
        if kept and item.start < kept[-1].end:
            continue
        kept.append(item)
    return kept
