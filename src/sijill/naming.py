"""Names of places that no gazetteer knows: where they end, their aliases, and how lists of them go on."""

from __future__ import annotations

from .lexicon import PlaceWordEntry
from .matching import QUOTES
from .phrases import NOMINAL
from .seen import Seen

SETTLED = frozenset({"city", "town", "village", "neighbourhood", "camp"})
NATURAL = frozenset({"mountain", "river", "site", "neighbourhood", "field", "dam"})
KNOWN = (
    "events",
    "harm",
    "actors",
    "people",
    "cues",
    "reporting",
    "demonyms",
    "placewords",
    "facilities",
    "sources",
    "weapons",
)
FAMILIAR = frozenset({"people", "demonyms", "harm", "events", "facilities", "weapons"})
MARKS = QUOTES - frozenset("/-_#")
SLASHES = frozenset("/(")
LONGEST = 3


def unknown_end(seen: Seen, index: int) -> int:
    """Where the unknown name that begins at a token ends; the token itself where none begins."""
    if index >= len(seen.tokens) or seen.tokens[index].pre:
        return index
    closed = _quoted(seen, index)
    if closed:
        return closed
    if not _opens(seen, index):
        return index
    last = index + 1
    while last - index < LONGEST and _goes_on(seen, index, last):
        last += 1
        if seen.tokens[last - 1].article:
            break
    return last


def _quoted(seen: Seen, index: int) -> int:
    """Where a name in quotation marks ends, 0 where the token does not open one of a few words."""
    if not 0 < index < len(seen.tokens) or seen.tokens[index - 1].norm not in MARKS:
        return 0
    for end in range(index + 1, min(index + LONGEST + 2, len(seen.tokens))):
        if seen.tokens[end].norm in MARKS:
            return end
        if seen.tokens[end].pos == "." or seen.pos[end] in "VS":
            return 0
    return 0


def _opens(seen: Seen, index: int) -> bool:
    """Whether a name can begin here; a listed word only with the article, or before a definite one."""
    token = seen.tokens[index]
    if token.pos == "." or timed(seen, index) or seen.pos[index] in "V#PSRG":
        return False
    kinds = {k for k in KNOWN if (m := seen.at(k, index)) is not None and m.last - m.first >= 1}
    if not kinds:
        return seen.pos[index] in NOMINAL - {"#"} and (seen.pos[index] != "J" or token.article)
    if not kinds <= FAMILIAR:
        return False
    if token.article:
        return all((m := seen.at(k, index)) is not None and m.last == index + 1 for k in kinds)
    after = seen.tokens[index + 1] if index + 1 < len(seen.tokens) else None
    return len(token.norm) <= 3 and after is not None and after.article and not after.pre


def _goes_on(seen: Seen, first: int, index: int) -> bool:
    """Whether the token is a further word of the name: a proper name, or the definite end of a genitive."""
    if index >= len(seen.tokens):
        return False
    token, pos = seen.tokens[index], seen.pos[index]
    if token.pos == "." or token.pre or timed(seen, index) or any(seen.at(k, index) for k in KNOWN):
        return False
    if seen.tokens[first].article:
        return pos == "X" and not token.article
    if pos == "X" or (token.article and pos == "N"):
        return True
    return pos == "N" and index == first + 1 and not token.suffix and len(token.norm) > 2


def timed(seen: Seen, index: int) -> bool:
    """Whether a token is a part of words of time."""
    return any(w.first <= index < w.last for w in seen.times)


def follows(seen: Seen, first: int, last: int) -> int:
    """Where a known name of one word really ends: 'Khan' may be the 'Khan of the Hill' that is not known."""
    if last - first > 1 or seen.tokens[first].article or last >= len(seen.tokens):
        return last
    token = seen.tokens[last]
    if (
        token.pos == "."
        or token.pre
        or timed(seen, last)
        or any(seen.at(k, last) for k in (*KNOWN, "places"))
    ):
        return last
    if seen.pos[last] == "X" or (seen.pos[last] == "N" and token.article):
        return last + 1
    return last


def alias_end(seen: Seen, last: int) -> int:
    """The end of a name with its other name behind a slash or in brackets: 'A / B', 'A (B)'."""
    tokens = seen.tokens
    quoted = _quoted(seen, last + 1)
    if quoted and tokens[last - 1].norm not in MARKS and _alias(seen, last + 1, quoted):
        return quoted + 1
    if last + 1 >= len(tokens) or tokens[last].norm not in SLASHES or tokens[last + 1].pos == ".":
        return last
    if any(seen.at(k, last + 1) for k in KNOWN) or timed(seen, last + 1) or tokens[last + 1].pre:
        return last
    if tokens[last].norm == "/":
        return (
            last + 2
            if seen.pos[last + 1] in NOMINAL - {"#"} and tokens[last].start > tokens[last - 1].end
            else last
        )
    for end in range(last + 2, min(last + 4, len(tokens))):
        if tokens[end].norm == ")":
            return end + 1
    return last


def _alias(seen: Seen, first: int, last: int) -> bool:
    """Whether words in quotation marks after a name can be its other name: one or two nouns, none known."""
    tokens = range(first, last)
    return (
        len(tokens) < 3
        and not seen.tokens[first].pre
        and all(seen.pos[n] in "NXJ" and not timed(seen, n) for n in tokens)
        and not any(seen.at(k, n) for n in tokens for k in KNOWN)
    )


def listed(seen: Seen, index: int) -> tuple[int, int, tuple[str, ...]] | None:
    """The next name of a list after one cue: its tokens [first, last) and what the gazetteer knows of it."""
    here = index
    parted = False
    while here < len(seen.tokens) and seen.tokens[here].norm in QUOTES | seen.commas | {"(", ")"}:
        parted = parted or seen.tokens[here].norm in seen.commas
        here += 1
    if here >= len(seen.tokens):
        return None
    joined = any(c.first == here and c.conj for c in seen.chunks) and len(seen.tokens[here].pre) == 1
    place = seen.at("places", here)
    if place is not None and place.first == here and (joined or parted):
        return here, place.last, place.places
    if not (joined or (parted and not seen.tokens[here].pre)):
        return None
    if _landform(seen, here) and (end := unknown_end(seen, here + 1)) > here + 1:
        return here, end, ()
    if not _plain(seen, here):
        return None
    last = here + 1
    if last < len(seen.tokens) and seen.pos[last] == "X" and _goes_on(seen, here, last):
        last += 1
    elif seen.pos[here] != "X" and last < len(seen.tokens) and not ends(seen, last):
        return None
    return here, last, ()


def _landform(seen: Seen, index: int) -> bool:
    """Whether a word such as 'hill' opens a name at a token: 'the villages of A and Hill B'."""
    match = seen.at("placewords", index)
    if match is None or match.first != index or match.last != index + 1 or seen.tokens[index].article:
        return False
    return isinstance(match.entry, PlaceWordEntry) and match.entry.place_kind in NATURAL


def _plain(seen: Seen, index: int) -> bool:
    return (
        seen.pos[index] in "NXJ"
        and not timed(seen, index)
        and not seen.tokens[index].suffix
        and not any(seen.at(k, index) for k in KNOWN)
    )


def ends(seen: Seen, index: int) -> bool:
    """Whether nothing at the token could go on with the name before it."""
    token = seen.tokens[index]
    return (
        token.pos == "."
        or bool(token.pre)
        or seen.pos[index] in "PCSV"
        or seen.at("placewords", index) is not None
    )
