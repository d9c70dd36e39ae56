"""Place phrases of a sentence: relation words, cue words, names known and unknown, directions."""

from __future__ import annotations

import msgspec

from .lexicon import DemonymEntry, PlaceWordEntry
from .matching import QUOTES, Match
from .phrases import COMMAS, NOMINAL, Seen


class PlaceMention(msgspec.Struct):
    """A place as the text names it, not yet looked up in the gazetteer.

    `relation` and `precision` are those that the words say (codebook 6); `kind` the cue's ('town', 'base', ...);
    `ids` the gazetteer entries of that name, none for an unknown one; `name` the name's words alone.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    name: str
    ids: tuple[str, ...] = ()
    relation: str = "in"
    precision: int = 1
    kind: str = ""
    direction: bool = False
    prep: str = ""
    cue: str = ""
    joined: bool = False


def find(seen: Seen, source: str) -> list[PlaceMention]:
    """All place phrases of a sentence, left to right."""
    found: list[PlaceMention] = []
    index, size = 0, len(seen.tokens)
    while index < size:
        mention, index = _at(seen, index, source, found)
        if mention is not None:
            found.append(mention)
    return found


def _word(seen: Seen, index: int) -> tuple[Match, PlaceWordEntry] | None:
    match = seen.at("placewords", index)
    if match is None or match.first != index:
        return None
    entry = match.entry
    return (match, entry) if isinstance(entry, PlaceWordEntry) else None


def _at(seen: Seen, index: int, source: str, found: list[PlaceMention]) -> tuple[PlaceMention | None, int]:
    """Read a place phrase that begins at a token: relation words, then cues, then a name."""
    here, relation, cue = index, None, None
    shown = index
    while (word := _word(seen, here)) is not None:
        match, entry = word
        place = seen.at("places", here)
        if place is not None and place.first == here and place.last > match.last:
            break
        if here > index and seen.tokens[here].pre and not _joins(seen, here):
            break
        if entry.way == "relation":
            relation = entry if relation is None or entry.relation == "countryside_of" else relation
            if entry.relation == "countryside_of" or relation.relation.endswith("_of"):
                pass
            else:
                shown = match.last
        else:
            cue = (match, entry)
            if relation is None:
                shown = index
        here = _skip_quotes(seen, match.last)
        if here >= len(seen.tokens):
            break
    named = _name(seen, here, cue is not None, relation is not None)
    if named is None:
        return None, index + 1
    first, last, ids = named
    if here == index and not ids:
        return None, index + 1
    last = _direction_after(seen, last, relation)
    begin = _visible(seen, index, shown, first, relation, cue)
    start, end = seen.tokens[begin].body, seen.tokens[last - 1].end
    mention = PlaceMention(
        index, last, start, end, source[start:end], source[seen.tokens[first].body : seen.tokens[named[1] - 1].end], ids
    )
    _relate(mention, relation, cue[1] if cue else None)
    mention.prep = _prep(seen, index)
    _share(seen, mention, found)
    return mention, max(last, index + 1)


def _joins(seen: Seen, index: int) -> bool:
    """Whether a later word of the phrase may carry a proclitic: 'between' and 'near to' do."""
    return seen.tokens[index].pre in ("",)


def _skip_quotes(seen: Seen, index: int) -> int:
    while index < len(seen.tokens) and seen.tokens[index].norm in QUOTES:
        index += 1
    return index


def _visible(
    seen: Seen, index: int, shown: int, first: int, relation: PlaceWordEntry | None, cue: tuple[Match, PlaceWordEntry] | None
) -> int:
    """Where the mention's own words begin: 'countryside of X' is part of the name, 'near X' is not."""
    if relation is None or relation.relation == "countryside_of":
        return index
    return cue[0].first if cue is not None else max(shown, index) if shown < first else first


def _name(seen: Seen, index: int, cued: bool, related: bool) -> tuple[int, int, tuple[str, ...]] | None:
    """The name at a token: a gazetteer name, or after a cue the words of an unknown one."""
    if index >= len(seen.tokens):
        return None
    place = seen.at("places", index)
    if place is not None and place.first == index:
        return index, place.last, place.places
    if not cued:
        return None
    last = index
    while last < len(seen.tokens) and last - index < 3 and _nameable(seen, last, index):
        last += 1
        if seen.tokens[last - 1].article and last - index > 1:
            break
    return (index, last, ()) if last > index else None


def _nameable(seen: Seen, index: int, first: int) -> bool:
    token = seen.tokens[index]
    if token.pos == "." or seen.pos[index] not in NOMINAL - {"#"}:
        return False
    if index > first:
        if token.pre or seen.pos[index] == "J":
            return False
        if seen.pos[index] == "N" and token.article and not seen.tokens[first].article:
            return False
    if any(w.first <= index < w.last for w in seen.times):
        return False
    blocked = ("events", "harm", "actors", "people", "cues", "reporting", "demonyms", "placewords", "facilities")
    return not any(seen.at(kind, index) for kind in blocked)


def _direction_after(seen: Seen, last: int, relation: PlaceWordEntry | None) -> int:
    """'countryside of X' takes a direction after the name: the northern one."""
    if relation is None or relation.relation != "countryside_of":
        return last
    count = 0
    while last < len(seen.tokens) and count < 2 and not seen.tokens[last].pre:
        word = seen.at("placewords", last)
        if word is None or not seen.tokens[last].article:
            break
        entry = word.entry
        if not isinstance(entry, PlaceWordEntry) or entry.way != "relation":
            break
        last, count = word.last, count + 1
    return last


def _relate(mention: PlaceMention, relation: PlaceWordEntry | None, cue: PlaceWordEntry | None) -> None:
    if cue is not None:
        mention.kind, mention.cue, mention.precision = cue.place_kind, cue.id, cue.precision
        mention.relation = cue.relation or "in"
    if relation is not None:
        mention.relation = relation.relation or "in"
        mention.cue = mention.cue or relation.id
        mention.direction = relation.relation.endswith("_of") and relation.relation != "countryside_of"
        mention.precision = max(2, mention.precision) if relation.relation not in ("in", "") else mention.precision


def _prep(seen: Seen, index: int) -> str:
    """The function of the preposition in front of the phrase."""
    for chunk in seen.chunks:
        if chunk.first <= index < chunk.last:
            return chunk.prep
    return ""


def _share(seen: Seen, mention: PlaceMention, found: list[PlaceMention]) -> None:
    """A name coordinated with a place is `joined`; a bare one takes its relation, cue and precision too."""
    if not found:
        return
    before = found[-1]
    gap = seen.tokens[before.last : mention.first]
    joined = all(t.pos == "." and t.norm in QUOTES | COMMAS | {"(", ")"} for t in gap)
    linked = "and" in seen.tokens[mention.first].pre or seen.tokens[mention.first].pre[:1] != ""
    mention.joined = joined and bool(gap or linked) and mention.prep in ("", before.prep)
    if mention.joined and before.cue and not mention.cue:
        mention.relation, mention.kind, mention.precision = before.relation, before.kind, before.precision
        mention.cue = before.cue


def is_country(seen: Seen, mention: PlaceMention) -> bool:
    """Whether the words of a place are a country's bare name."""
    match = seen.at("demonyms", mention.last - 1)
    return match is not None and isinstance(match.entry, DemonymEntry)
