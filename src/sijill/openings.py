"""The words that open a place phrase: how something lies to it, what kind of place it is, which side."""

from __future__ import annotations

import msgspec

from .lexicon import PlaceWordEntry
from .matching import QUOTES, Match
from .naming import NATURAL, SETTLED, ends
from .seen import Seen

COUNTRYSIDE = "countryside_of"
AREAS = frozenset({"district", "region", "governorate"})
NO_OPENING = frozenset({"stand", "unit", "away", "extent"})  # they tell of a force or a distance, not a name
NAMED = SETTLED | {"governorate"}
THINGS = frozenset({"airport", "port", "dam", "base", "field", "refinery", "crossing"})


class Words(msgspec.Struct):
    """The relation and cue words that open a place phrase, and the token after them."""

    here: int
    shown: int
    relation: PlaceWordEntry | None = None
    outer: PlaceWordEntry | None = None
    cue: PlaceWordEntry | None = None
    cue_at: int = -1
    number: str = ""
    definite: bool = False
    sided: int = -1


def word_at(seen: Seen, index: int) -> tuple[Match, PlaceWordEntry] | None:
    """The word of place that begins at a token, unless a verb does."""
    match = seen.at("placewords", index)
    if match is None or match.first != index:
        return None
    entry = match.entry
    if not isinstance(entry, PlaceWordEntry) or entry.way in NO_OPENING:
        return None
    cue = seen.at("cues", index)
    if cue is not None and cue.first == index and all(f.spelling.pos == "V" for f in cue.forms):
        return None
    return match, entry


def read(seen: Seen, index: int) -> Words:
    """The relation and cue words from a token on: 'outskirts of', 'the eastern side of', 'camp'."""
    words = Words(index, index)
    size = len(seen.tokens)
    while words.here < size and (word := word_at(seen, words.here)) is not None:
        match, entry = word
        here = words.here
        place = seen.at("places", here)
        if place is not None and place.first == here and place.last > match.last:
            if entry.relation == COUNTRYSIDE and words.relation is None:
                words.relation = entry
            break
        if here > index and (not goes_on(seen, here, words) or called_by(seen, here, words, entry)):
            break
        if place is not None and place.first == here and _is_its_name(seen, here, match.last, words):
            break
        if here > index and entry.way == "relation" and words.cue is not None:
            if seen.tokens[here].article and not (words.definite and _lying(words, entry)):
                words.sided = here
            elif words.cue.relation or not words.definite:
                break
        _take(seen, words, match, entry)
        words.here = _skip_quotes(seen, match.last)
        if words.sided == here and words.relation is not None and not _side(words.relation):
            words.here = _past_from(seen, words.here)
    return words


def _take(seen: Seen, words: Words, match: Match, entry: PlaceWordEntry) -> None:
    """Add one word to the opening of a phrase."""
    here = words.here
    article = seen.tokens[here].article
    if entry.way == "relation":
        if words.relation is not None and article and seen.tokens[match.first].article and _side(entry):
            words.sided = here  # 'the northern countryside': the side is told of the word before
        elif words.cue is None or not article or _lying(words, entry):
            if article and words.cue is not None:
                words.cue, words.cue_at, words.definite = None, -1, False
            words.outer = words.relation if entry.relation == COUNTRYSIDE else words.outer
            words.relation = (
                entry if words.relation is None or entry.relation == COUNTRYSIDE else words.relation
            )
            if not _side(entry):
                words.shown = match.last
        return
    if words.cue is not None and words.cue.place_kind not in AREAS and entry.place_kind in NATURAL:
        return  # 'village of Hill X': the second word is part of the name
    if words.cue is None or words.cue.place_kind not in AREAS:
        words.cue_at = here
    words.cue = (
        entry
        if words.cue is None or entry.precision >= words.cue.precision
        else msgspec.structs.replace(entry, precision=words.cue.precision)
    )
    words.number = next((f.spelling.number for f in match.forms if f.spelling.number), words.number)
    words.definite = article
    if words.relation is None:
        words.shown = words.cue_at


def _lying(words: Words, entry: PlaceWordEntry) -> bool:
    """Whether a relation tells where 'the area' before it lies, so that what follows is the place."""
    return words.cue is not None and words.cue.place_kind in AREAS and entry.relation in ("between", "near")


def called_by(seen: Seen, here: int, words: Words, entry: PlaceWordEntry) -> bool:
    """Whether a definite word is the name of the road or site before it: 'the airport road'."""
    named = words.cue is not None and not words.definite and words.cue.place_kind in ("road", "site")
    return named and entry.way == "cue" and entry.place_kind in THINGS and seen.tokens[here].article


def _is_its_name(seen: Seen, here: int, last: int, words: Words) -> bool:
    """Whether a word of place is the name of the settlement before it: 'the town of | the Hill', and a bare
    one with nothing behind it that could go on: 'the village of | Hill in X'.
    """
    settled = words.cue is not None and not words.definite and words.cue.place_kind in NAMED
    return settled and (seen.tokens[here].article or last >= len(seen.tokens) or ends(seen, last))


def _past_from(seen: Seen, index: int) -> int:
    """The token after a 'from' that links a side to its whole: 'the western outskirts of X'."""
    cue = seen.at("cues", index)
    linked = cue is not None and cue.first == index and getattr(cue.entry, "cue", "") == "prep.from"
    return index + 1 if linked and index + 1 < len(seen.tokens) else index


def _side(entry: PlaceWordEntry) -> bool:
    """Whether a relation is a direction, or the countryside: a part of what the place is called."""
    return entry.relation.endswith("_of") and entry.relation != "off_coast"


def goes_on(seen: Seen, here: int, words: Words) -> bool:
    """Whether a later word still belongs to the phrase: with no proclitic, or with the one that links it."""
    return not seen.tokens[here].pre or (words.relation is not None and prep_at(seen, here) == "for")


def _skip_quotes(seen: Seen, index: int) -> int:
    while index < len(seen.tokens) and seen.tokens[index].norm in QUOTES:
        index += 1
    return index


def prep_at(seen: Seen, index: int) -> str:
    """The function of the preposition in front of the phrase."""
    for chunk in seen.chunks:
        if chunk.first <= index < chunk.last:
            return chunk.prep
    return ""
