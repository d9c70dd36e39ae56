"""Place phrases of a sentence: relation words, cue words, directions, names (unknown ones: naming.py)."""

from __future__ import annotations

import msgspec

from . import openings
from .lexicon import DemonymEntry, PlaceWordEntry
from .matching import QUOTES, Match
from .naming import NATURAL, SETTLED, alias_end, follows, listed, timed, unknown_end
from .openings import COUNTRYSIDE
from .seen import Seen

BRACKETS = frozenset("()[]")


class PlaceMention(msgspec.Struct):
    """A place as the text names it, not yet looked up in the gazetteer.

    `relation` and `precision` are those that the words say (codebook 6); `kind` the cue's ('town', 'base');
    `ids` the gazetteer entries of that name, none for an unknown one; `name` the name's words alone.
    `again`: the words stand for a place named before ('same': with such a word, 'plain': only 'the town').
    `headless`: they name a side or the countryside of a place told elsewhere. `heading`: it heads lines.
    `title`: it stands in the headline. `own`: the word for countryside is a part of the place's own name.
    `linked`: a word for 'and' joins it to the one before. `around`: it says where the coordinated places
    before it lie. `opened`: the kind of the cue word that is a part of the name. `km`: how far from the
    place, where that is told.
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
    again: str = ""
    headless: bool = False
    heading: bool = False
    title: bool = False
    own: bool = False
    around: bool = False
    opened: str = ""
    linked: bool = False
    km: float | None = None


def find(seen: Seen, source: str) -> list[PlaceMention]:
    """All place phrases of a sentence, left to right."""
    found: list[PlaceMention] = []
    index, size = 0, len(seen.tokens)
    while index < size:
        here = seen.cover.get(index)
        if here is None or ("places" not in here and "placewords" not in here):
            index += 1  # no list of places knows the word: no phrase of place begins with it
            continue
        mention, index, number = _at(seen, index, source, found)
        if mention is not None:
            found.append(mention)
            index = _list(seen, mention, index, number, source, found)
    return found


def _at(
    seen: Seen, index: int, source: str, found: list[PlaceMention]
) -> tuple[PlaceMention | None, int, str]:
    """Read a place phrase that begins at a token: relation words, then cues, then a name."""
    words = openings.read(seen, index)
    lands = _lands(seen, words, index, source)
    if lands is not None:
        return lands, lands.last, ""
    cued = (
        words.cue is not None
        and not words.definite
        and not (words.number == "many" and words.cue.place_kind not in SETTLED)
    )
    named = _name(seen, words, index, cued)
    if named is None:
        return (*_nameless(seen, words, index, source), "")
    first, last, ids = named
    if words.here == index and (not ids or _of_a_person(seen, first, last)):
        return None, index + 1, ""
    if words.definite and words.cue is not None and words.cue.place_kind != "city":
        return None, index + 1, ""
    name_end = last
    last = alias_end(seen, _direction_after(seen, last, words.relation))
    begin = _visible(index, first, words)
    mention = _mention(seen, index, begin, last, source, ids)
    mention.name = source[slice(*seen.span(first, name_end))]
    _govern(seen, mention, words, first, last)
    _relate(mention, words)
    if words.relation is not None and words.relation.place_kind == "opposite" and _afloat(seen):
        mention.relation = "off_coast"
    _share(seen, mention, found)
    return mention, max(last, index + 1), words.number


def _govern(seen: Seen, mention: PlaceMention, words: openings.Words, first: int, last: int) -> None:
    """What relation words say of the preposition in front, and cue words that are a part of the name."""
    opening = openings.word_at(seen, mention.first) if words.relation is not None else None
    if opening is not None and _prefixed(seen, opening[0]):
        mention.prep = "in"
    mention.own = (
        words.relation is not None and words.here == first and seen.at("placewords", first) is not None
    )
    inner = openings.word_at(seen, first)
    if inner is not None and inner[0].last < last:
        mention.opened = inner[1].place_kind


def _mention(
    seen: Seen, index: int, begin: int, last: int, source: str, ids: tuple[str, ...]
) -> PlaceMention:
    start, end = seen.span(begin, last)
    text = source[start:end]
    return PlaceMention(index, last, start, end, text, text, ids, prep=openings.prep_at(seen, index))


def _visible(index: int, first: int, words: openings.Words) -> int:
    """Where the mention's own words begin: 'countryside of X' is part of the name, 'near X' is not."""
    if words.relation is None or words.relation.relation == COUNTRYSIDE:
        return words.shown if words.relation is not None and words.outer is not None else index
    if words.cue is not None:
        return words.cue_at
    return index if words.shown == index else first


def _name(
    seen: Seen, words: openings.Words, index: int, cued: bool
) -> tuple[int, int, tuple[str, ...]] | None:
    """The name after the opening words: a gazetteer name, or after a cue the words of an unknown one."""
    here = words.here
    if here >= len(seen.tokens) or (words.definite and not seen.at("places", here)):
        return None
    if here > index and seen.tokens[here].pre and not openings.goes_on(seen, here, words):
        return None
    place = seen.at("places", here)
    if place is not None and place.first == here:
        if cued and words.cue is not None and words.cue.place_kind in SETTLED - {"city"}:
            longer = follows(seen, here, place.last)
            if longer > place.last:
                return here, longer, ()
        return here, place.last, place.places
    if not cued:
        return None
    word = openings.word_at(seen, here) if words.here > index else None
    if word is not None and openings.called_by(seen, here, words, word[1]):
        return here, word[0].last, ()
    settled = words.cue is not None and words.cue.place_kind in SETTLED
    if not settled and (seen.at("events", here) or seen.at("harm", here)):
        return None
    first = here
    while (
        first - 1 > words.cue_at
        and (word := openings.word_at(seen, first - 1)) is not None
        and word[1].place_kind in NATURAL
    ):
        first -= 1
    last = unknown_end(seen, here)
    return (first, last, ()) if last > here else None


def _of_a_person(seen: Seen, first: int, last: int) -> bool:
    """Whether a bare name stands beside another proper name that no list knows, as a surname does."""
    if seen.tokens[first].pre or (last - first > 1 and openings.word_at(seen, first) is not None):
        return False  # 'field of X | the oily'
    for at in (last, first - 1):
        if not 0 <= at < len(seen.tokens) or seen.pos[at] not in "XJ" or (seen.tokens[at].pre and at == last):
            continue
        if at not in seen.cover and len(seen.tokens[at].norm) > 2 and not timed(seen, at):
            return True
    return False


def _nameless(seen: Seen, words: openings.Words, index: int, source: str) -> tuple[PlaceMention | None, int]:
    """A phrase with no name: 'the northern countryside', 'the said village', 'around the town'."""
    last = words.here
    while last > index and seen.tokens[last - 1].norm in QUOTES:
        last -= 1
    if last <= index:
        return None, index + 1
    sided = words.sided >= 0
    if words.cue is None and words.relation is not None and words.relation.relation == COUNTRYSIDE and sided:
        mention = _mention(seen, index, index, words.sided + 1, source, ())
        mention.relation, mention.precision, mention.headless, mention.cue = (
            COUNTRYSIDE,
            2,
            True,
            words.relation.id,
        )
        return mention, last
    if words.cue is None or not seen.tokens[words.cue_at].article:
        return None, index + 1
    again = "" if words.number == "two" else _again(seen, last, words)
    mention = _mention(seen, index, words.cue_at, last + (again == "same"), source, ())
    mention.kind, mention.cue, mention.precision = words.cue.place_kind, words.cue.id, words.cue.precision
    if sided and words.cue.place_kind in ("district", "region", "neighbourhood"):
        mention.headless, mention.precision = True, 3 if words.cue.place_kind != "neighbourhood" else 1
        return mention, last
    if not again or words.number == "many" or words.cue.place_kind not in SETTLED | {"base", "airport"}:
        return None, index + 1
    mention.again = again
    if words.relation is not None:
        mention.again, mention.relation = "same", words.relation.relation or "in"
        mention.precision = 2 if mention.relation != "in" else mention.precision
    return mention, mention.last


def _lands(seen: Seen, words: openings.Words, index: int, source: str) -> PlaceMention | None:
    """A country told by an adjective: 'the Yemeni territory', 'the Iranian airspace'."""
    here = words.here
    if words.relation is None or words.relation.place_kind != "lands" or here >= len(seen.tokens):
        return None
    match = seen.at("demonyms", here)
    if match is None or not seen.tokens[here].article or not isinstance(match.entry, DemonymEntry):
        return None
    if not match.entry.country or seen.tokens[here].pre:
        return None
    opening = here - 1
    mention = _mention(seen, index, opening, here + 1, source, (f"place.{match.entry.country.lower()}",))
    mention.cue, mention.relation = words.relation.id, words.relation.relation
    mention.precision = max(4, words.relation.precision)
    return mention


def _again(seen: Seen, last: int, words: openings.Words) -> str:
    """'same' before a word such as 'said', 'plain' where the cue word stands alone."""
    if last >= len(seen.tokens):
        return "plain"
    cue = seen.at("cues", last)
    if cue is not None and getattr(cue.entry, "cue", "") == "same":
        return "same"
    inside = any(c.first <= last < c.last and c.first <= words.cue_at for c in seen.chunks)
    return "" if inside else "plain"


def _direction_after(seen: Seen, last: int, relation: PlaceWordEntry | None) -> int:
    """'countryside of X' takes a direction after the name: the northern one."""
    if relation is None or relation.relation != COUNTRYSIDE:
        return last
    count = 0
    while last < len(seen.tokens) and count < 2 and not seen.tokens[last].pre:
        word = openings.word_at(seen, last)
        if word is None or not seen.tokens[last].article or word[1].way != "relation":
            break
        last, count = word[0].last, count + 1
    return last


def _relate(mention: PlaceMention, words: openings.Words) -> None:
    """What the opening words say of kind, relation and precision."""
    if words.cue is not None:
        mention.kind, mention.cue, mention.precision = words.cue.place_kind, words.cue.id, words.cue.precision
        mention.relation = words.cue.relation or "in"
    relation = words.relation
    if relation is None:
        return
    mention.relation = relation.relation or "in"
    mention.cue = mention.cue or relation.id
    mention.direction = relation.relation.endswith("_of") and relation.relation != COUNTRYSIDE
    if relation.relation not in ("in", ""):
        mention.precision = max(2, mention.precision)
    elif relation.precision > 1:
        mention.precision = max(relation.precision, mention.precision)
        if relation.precision == 3:
            mention.direction = True


def _afloat(seen: Seen) -> bool:
    """Whether a sentence tells of a vessel, so that 'opposite the town' is off its coast."""
    boats = (m.entry for kind in ("facilities", "weapons") for m in seen.kinds.get(kind, ()))
    return any(
        getattr(entry, "facility", "") == "ship" or getattr(entry, "weapon", "") == "warship"
        for entry in boats
    )


def _prefixed(seen: Seen, match: Match) -> bool:
    """Whether the relation words hold their own preposition, so that the one before is not the place's."""
    if match.last - match.first < 2 and seen.pos[match.first] != "J":
        return False
    return seen.tokens[match.first].article


def _share(seen: Seen, mention: PlaceMention, found: list[PlaceMention]) -> None:
    """A name coordinated with a place is `joined`; a bare one takes its relation, cue and precision too."""
    if not found:
        return
    before = found[-1]
    gap = seen.tokens[before.last : mention.first]
    joined = all(
        t.norm in QUOTES | seen.commas | BRACKETS
        if t.pos == "."
        else seen.pos[before.last + n] == "C" and len(t.norm) == 1
        for n, t in enumerate(gap)
    )
    linked = any(c.first == mention.first and c.conj for c in seen.chunks)
    parted = any(t.norm in seen.commas for t in gap)
    mention.linked = linked
    mention.joined = joined and (parted or linked) and mention.prep in ("", before.prep)
    if mention.joined and not mention.prep:
        mention.prep = before.prep
    if mention.joined and before.cue and not mention.cue:
        mention.relation, mention.kind, mention.precision = before.relation, before.kind, before.precision
        mention.cue = before.cue


def _list(
    seen: Seen, mention: PlaceMention, index: int, number: str, source: str, found: list[PlaceMention]
) -> int:
    """The further names after one cue in dual or plural: 'the villages of A, B and C'."""
    if number not in ("two", "many") or mention.kind not in SETTLED:
        return index
    for _ in range(1 if number == "two" else 20):
        span = listed(seen, index)
        if span is None:
            break
        first, last, ids = span
        more = _mention(seen, first, first, last, source, ids)
        more.relation, more.kind, more.precision, more.cue = (
            mention.relation,
            mention.kind,
            mention.precision,
            mention.cue,
        )
        more.prep, more.joined = mention.prep, True
        more.linked = True
        found.append(more)
        index = alias_end(seen, last)
    return index


def is_country(seen: Seen, mention: PlaceMention) -> bool:
    """Whether the words of a place are a country's bare name."""
    match = seen.at("demonyms", mention.last - 1)
    whole = match is not None and (mention.cue != "" or match.first <= mention.first)
    return whole and match is not None and isinstance(match.entry, DemonymEntry)
