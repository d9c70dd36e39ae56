"""Copies among documents: which texts are one text, cut, edited or carried by another outlet.

Texts are compared by their folded words. `bands` gives each document a few keys, so that two that share much
share a key (MinHash); `alike` then looks at the words themselves. A copy may have another headline, another
dateline, a part cut off, paragraphs in another order or a few words edited. Two bulletins of one form that
name other places or figures are no copies, nor is a long article that quotes a short text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

SEED = b"sijill/copies/1"  # a change of anything here that moves a band is a new number
BANDS = 32
CROWD = 4  # documents under one band that others are compared with
LONG = 5  # words of a shingle of the index
LEAST_WORDS = 8  # shorter texts are copies only when all their words are the same
CONTAINED = 0.72  # share of the shorter text's words that stands in the longer in runs of three or more
NEARLY_ALL = 0.9  # below this the lead must be shared too: a sequel shares its background alone
LEAD = slice(10, 40)  # the words of the lead, headline and dateline left off
QUOTED = 0.2  # a text that is less of the other than this is quoted in it and no copy
BOTH_WAYS = 0.5  # share of the longer text from which two texts are each a copy of the other
GAP = 40  # words of a gap between two shared runs in which words were replaced
EDGE = 4  # the same at the beginning and end of a text, where datelines and signatures stand
WORDS_FOR_FIGURE = 40  # a copy may have one figure or place replaced in so many words,
WORDS_FOR_WORD = 9  # and one other word in so many
REMEMBERED = 256  # texts whose runs of words are kept for the next comparison
PLACES = 8  # of one shingle in a text that are looked at
_MASK = (1 << 32) - 1
_PRIME = (1 << 61) - 1


_Run = tuple[str, str, str]


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """Folded words of a language: those that count, and those that lead to the name of a place."""

    counting: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it is compared: its folded words, digits Western, and which of them are telling (figures,
    and what stands after a word that leads to a place).
    """

    words: tuple[str, ...]
    telling: frozenset[int] = frozenset()


class Resemblance(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two texts are: `verdict` is same, copy or apart, and `why` says which rule gave it.

    `jaccard` is of their runs of three words; `contained` the share of the shorter text's words found in the
    longer, `covers` that of the longer's found in the shorter; `figures` and `replaced` count words replaced.
    """

    verdict: str
    why: str
    jaccard: float = 0.0
    contained: float = 0.0
    covers: float = 0.0
    figures: int = 0
    replaced: int = 0


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """That two documents are copies; `a` sorts before `b`. `whole` is the longer one where it holds the other
    and much besides, '' where each is a copy of the other.
    """

    a: str
    b: str
    verdict: str
    jaccard: float
    contained: float
    whole: str = ""


def signature(words: Sequence[str], cues: Cues | None = None) -> Signature:
    """The signature of a text given as folded words."""
    cues = cues or Cues()
    plain = tuple(str(int(word)) if word.isdecimal() else word for word in words)
    telling = {
        at
        for at, word in enumerate(plain)
        if word.isdecimal() or word in cues.counting or (at and plain[at - 1] in cues.leading)
    }
    return Signature(words=plain, telling=frozenset(telling))


def bands(signed: Signature) -> tuple[str, ...]:
    """The keys under which a text is filed: texts that share much share one of them. Sorted, no key twice."""
    hashes = _shingles(signed.words, LONG)
    if not hashes:
        return ()
    lowest = (min([h * m & _MASK for h in hashes]) for m in _multipliers())
    return tuple(f"{n:02d}{low:08x}" for n, low in enumerate(lowest))


def alike(one: Signature, other: Signature) -> Resemblance:
    """How alike two texts are; the order of the two does not matter."""
    short, long = sorted((one, other), key=lambda s: (len(s.words), s.words))
    if short.words == long.words:
        return Resemblance(verdict="same", why="same words", jaccard=1.0, contained=1.0, covers=1.0)
    if len(short.words) < LEAST_WORDS:
        return Resemblance(verdict="apart", why="too short")
    here, there = _runs(short.words), _runs(long.words)
    shared = here & there
    covered = _covered(short.words, shared)
    contained = sum(covered) / len(covered)
    figures, replaced = _replaced(short, long, covered) if contained >= CONTAINED else (0, 0)
    measured = Resemblance(
        verdict="apart",
        why="",
        jaccard=round(len(shared) / (len(here) + len(there) - len(shared)), 4),
        contained=round(contained, 4),
        covers=round(sum(_covered(long.words, shared)) / len(long.words), 4),
        figures=figures,
        replaced=replaced,
    )
    verdict, why = _judged(measured, covered, len(long.words))
    return msgspec.structs.replace(measured, verdict=verdict, why=why)


def compared(a: str, one: Signature, b: str, other: Signature) -> Copy | None:
    """Two documents as copies, None where they are none."""
    found = alike(one, other)
    if found.verdict == "apart":
        return None
    longer = a if len(one.words) > len(other.words) else b
    return Copy(
        a=min(a, b),
        b=max(a, b),
        verdict=found.verdict,
        jaccard=found.jaccard,
        contained=found.contained,
        whole="" if found.covers >= BOTH_WAYS else longer,
    )


def copies_among(signed: Mapping[str, Signature]) -> list[Copy]:
    """All copies among documents given by id, sorted.

    Of the documents under one band the `CROWD` of lowest `rank` lead: every document under the band is
    compared with them, and two that do not lead are not compared. A wire text that a hundred outlets carry is
    joined through its leaders, and a thousand bulletins of one form are not compared each with each.
    """
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    found: list[Copy] = []
    for ident in sorted(signed, key=rank):
        keys = bands(signed[ident])
        for earlier in sorted({other for key in keys for other in shelves[key][:CROWD]}):
            copy = compared(earlier, signed[earlier], ident, signed[ident])
            found += [copy] if copy else []
        for key in keys:
            shelves[key].append(ident)
    return sorted(found, key=lambda c: (c.a, c.b))


def rank(ident: str) -> tuple[bytes, str]:
    """Where a document stands among those under a band: at random by its id, and the same everywhere, so that
    few of those that come later go before those that came earlier, whatever the order they come in.
    """
    return blake2b(ident.encode("utf-8", "surrogatepass"), digest_size=8, key=SEED).digest(), ident


def voices(copies: Iterable[Copy]) -> dict[str, str]:
    """The voice of every document that is a copy or is copied: the smallest id of its group.

    A group is a connected component, so the order of the copies does not matter. A document that holds
    several texts which are no copies of each other is a round-up and joins none of them.
    """
    known = sorted(copies, key=lambda c: (c.a, c.b))
    groups, roundups = _Groups(), _roundups(known)
    for copy in known:
        if copy.whole not in roundups:
            groups.join(copy.a, copy.b)
    return {ident: groups.of(ident) for copy in known for ident in (copy.a, copy.b)}


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each of the ids in pairs the smallest id that pairs lead to."""
    groups, every = _Groups(), list(pairs)
    for a, b in every:
        groups.join(a, b)
    return {ident: groups.of(ident) for pair in every for ident in pair}


class _Groups:
    """Connected components, each named by its smallest member."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, ident: str) -> str:
        way = []
        while (above := self._above.get(ident, ident)) != ident:
            way.append(ident)
            ident = above
        for passed in way:
            self._above[passed] = ident
        return ident

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.of(a), self.of(b)))
        self._above[second] = first


def _roundups(copies: Sequence[Copy]) -> frozenset[str]:
    """The documents that hold texts which are not linked among each other."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    held: defaultdict[str, set[str]] = defaultdict(set)
    for copy in copies:
        near[copy.a].add(copy.b)
        near[copy.b].add(copy.a)
        if copy.whole:
            held[copy.whole].add(copy.a if copy.whole == copy.b else copy.b)
    return frozenset(whole for whole, parts in held.items() if len(parts) > 1 and not _linked(parts, near))


def _linked(parts: set[str], near: Mapping[str, set[str]]) -> bool:
    """Whether one can go from any of the parts to any other by copies among them."""
    reached: set[str] = set()
    waiting = [min(parts)]
    while waiting:
        ident = waiting.pop()
        if ident not in reached:
            reached.add(ident)
            waiting += near[ident] & parts
    return reached == parts


def _judged(measured: Resemblance, covered: Sequence[bool], long: int) -> tuple[str, str]:
    short, lead = len(covered), covered[LEAD]
    if measured.contained < CONTAINED:
        return "apart", "too few words in common"
    if short < QUOTED * long:
        return "apart", "quoted"
    if measured.contained < NEARLY_ALL and sum(lead) < len(lead) / 2:
        return "apart", "another lead before the same background"
    if measured.figures * WORDS_FOR_FIGURE + measured.replaced * WORDS_FOR_WORD > short:
        return "apart", "other figures, places or words in the same form"
    return "copy", "words in common"


def _replaced(short: Signature, long: Signature, covered: Sequence[bool]) -> tuple[int, int]:
    """How many figures or places, and how many other words, stand replaced between the same words."""
    figures = replaced = 0
    there = _placed(long.words)
    for first, last in _gaps(covered):
        match = _opposite(short.words, long.words, first, last, there)
        if match is None:
            continue
        start, end = match
        ours, theirs = set(short.words[first:last]), set(long.words[start:end])
        if not (ours - theirs and theirs - ours):
            continue
        telling = [w for at, w in enumerate(short.words[first:last], first) if at in short.telling]
        opposite = [w for at, w in enumerate(long.words[start:end], start) if at in long.telling]
        gone, new = set(telling) - theirs, set(opposite) - ours
        if gone and new:
            figures += min(len(gone), len(new))
        else:
            replaced += min(len(ours - theirs), len(theirs - ours))
    return figures, replaced


def _gaps(covered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of words that the other text does not have."""
    start = None
    for at, is_covered in enumerate((*covered, True)):
        if not is_covered and start is None:
            start = at
        elif is_covered and start is not None:
            yield start, at
            start = None


def _opposite(
    words: Sequence[str], others: Sequence[str], first: int, last: int, there: Mapping[_Run, list[int]]
) -> tuple[int, int] | None:
    """What stands in the other text where a gap is: between the same words, or at the same end."""
    starts, ends = [0], [len(others)]
    if first:
        starts = [at + 3 for at in there.get((words[first - 3], words[first - 2], words[first - 1]), ())]
    if last < len(words):
        ends = there.get((words[last], words[last + 1], words[last + 2]), [])
    most = GAP if first and last < len(words) else EDGE
    spans = [(e - s, s, e) for s in starts[:PLACES] for e in ends[:PLACES] if 0 < e - s <= most]
    return min(spans)[1:] if spans and last - first <= most else None


@lru_cache(maxsize=REMEMBERED)
def _placed(words: tuple[str, ...]) -> dict[_Run, list[int]]:
    """Where each run of three words stands."""
    places: dict[_Run, list[int]] = {}
    for at, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
        places.setdefault(run, []).append(at)
    return places


@lru_cache(maxsize=REMEMBERED)
def _runs(words: tuple[str, ...]) -> frozenset[_Run]:
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _covered(words: Sequence[str], shared: frozenset[_Run]) -> list[bool]:
    """Which words stand in a run of three that both texts have."""
    covered = [False] * len(words)
    if shared:
        for at, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
            if run in shared:
                covered[at : at + 3] = (True, True, True)
    return covered


def _shingles(words: Sequence[str], length: int) -> list[int]:
    """The hashes of a text's shingles, each once; of a shorter text, of all its words."""
    hashes = [_hash(word) for word in words]
    length = min(length, len(hashes))
    if not length:
        return []
    factors = _multipliers()
    turned = [[h * factor for h in hashes[at:]] for at, factor in enumerate(factors[:length])]
    return list({total % _PRIME & _MASK for total in map(sum, zip(*turned, strict=False))})


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(_digest(word.encode("utf-8", "surrogatepass")), "big")


@lru_cache(maxsize=1)
def _multipliers() -> tuple[int, ...]:
    """Odd numbers of 32 bits, made of the seed."""
    return tuple(int.from_bytes(_digest(n.to_bytes(4, "big")), "big") | 1 for n in range(BANDS))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=4, key=SEED).digest()
