"""Find every form of the word lists and every place name in a sentence: one walk of one trie per word.

This is the seam where a faster matcher could be put. It matches folded, clitic-free words, not characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from .lexicon import ActorEntry, Entry, Form, Node
from .text import Key, Token

MAX_WORDS = 9
NOTHING = Entry(id="", source="", added=date.min)


class Match(msgspec.Struct, frozen=True, gc=False):
    """A stretch of tokens [first, last) that one kind of word list knows.

    `start` and `end` are document offsets with the proclitics of the first word left off; `pre` are those
    proclitics, `suffix` the pronoun on the last word. `apart` is the token of a second word further on.
    `entry` is that of the first form: a place has none, and a match that means nothing is never handed out.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    forms: tuple[Form, ...]
    entry: Entry
    pre: str = ""
    suffix: str = ""
    places: tuple[str, ...] = ()
    apart: int = -1


class _Hit(msgspec.Struct, gc=False):
    last: int
    key: Key
    suffix: str
    node: Node


class _Word(msgspec.Struct):
    """What the trie makes of a word wherever it stands.

    `ways` are the readings that may begin a match, with the nodes that they lead to, and `grown` what these
    lead on to; `letters` and `onward` are the proclitics and the stems, with their suffixes, by which the
    word goes on with a match, `steps` both. `alone` are the matches of the word by itself, as what they have
    beside their offsets, and `plain` says that neither words further on nor its spelling can make others.
    """

    keys: Sequence[Key]
    ways: list[tuple[Key, Node]]
    grown: Sequence[Mapping[str, Node]]
    steps: tuple[str, ...]
    letters: tuple[str, ...]
    onward: dict[str, str]
    alone: list[tuple[str, Key, tuple[Form, ...], Entry, str, tuple[str, ...]]]
    plain: bool


REMEMBERED = 1 << 16


class _Trie:
    """A trie with what it makes of the words that came: they are remembered by what they are made of."""

    __slots__ = ("root", "words")

    def __init__(self, root: Node) -> None:
        self.root = root
        self.words: dict[str, _Word] = {}

    def word(self, token: Token) -> _Word:
        """What the trie makes of a word."""
        found = self.words.get(token.norm)
        if found is None or found.keys is not token.keys:
            if len(self.words) >= REMEMBERED:
                self.words.clear()
            found = self.words[token.norm] = _read(token, self.root)
        return found


@lru_cache(maxsize=4)
def _trie(root: Node) -> _Trie:
    return _Trie(root)


def _read(token: Token, root: Node) -> _Word:
    ways = []
    for key in token.keys:
        node = root.next.get(key.stem)
        if node is not None and (not (key.pre or key.suffix) or _likely(key, token, root)):
            ways.append((key, node))
    onward: dict[str, str] = {}
    for key in token.keys:
        if not key.pre:
            onward.setdefault(key.stem, key.suffix)
    onward.setdefault(token.norm, "")
    letters = tuple(dict.fromkeys(key.pre[-1] for key in token.keys if key.pre))
    alone = next((_alone(key, node) for key, node in ways if node.forms or node.places or not node.next), [])
    gaps = any(node.gaps and not key.suffix for key, node in ways)
    kin = any(kind == "people" for kind, *_ in alone) and any(key.suffix for key, _ in ways)
    grown = [node.next for key, node in ways if node.next and not key.suffix]
    steps = (*onward, *letters)
    return _Word(token.keys, ways, grown, steps, letters, onward, alone, not gaps and not kin)


def _alone(key: Key, node: Node) -> list[tuple[str, Key, tuple[Form, ...], Entry, str, tuple[str, ...]]]:
    """The matches that end where they begin."""
    kinds = _by_kind(node, key.article, bool(key.suffix))
    made: list[tuple[str, Key, tuple[Form, ...], Entry, str, tuple[str, ...]]]
    made = [(kind, key, forms, entry, key.suffix, ()) for kind, forms, entry in kinds]
    if node.places and not key.suffix:
        made.append(("places", key, (), NOTHING, "", node.places))
    return made


def find(tokens: Sequence[Token], root: Node) -> list[Match]:
    """All matches of all kinds, longest first at each word, sorted by place; within a kind none overlap."""
    found: list[Match] = []
    until: dict[str, int] = {}
    trie = _trie(root)
    for first, token in enumerate(tokens):
        if token.pos == ".":
            continue
        word = trie.word(token)
        if not word.ways:
            continue
        for match in _at(tokens, first, word, trie):
            kind = match.kind
            if until.get(kind, 0) <= first and (kind != "actors" or not _opens_longer(tokens, match, trie)):
                until[kind] = match.last
                if match.places or match.entry is not NOTHING:
                    found.append(match)
    return found


def _opens_longer(tokens: Sequence[Token], match: Match, trie: _Trie) -> bool:
    """Whether the last word of a general name opens the name meant: 'forces of the | army of X'."""
    last = match.last - 1
    if last == match.first or tokens[last].article:
        return False
    general = isinstance(match.entry, ActorEntry) and match.entry.generic
    return general and _opens_actor(tokens, last, trie) > match.last


def _at(tokens: Sequence[Token], first: int, word: _Word, trie: _Trie) -> list[Match]:
    """The matches that begin at a word, the longest of each kind."""
    if word.plain and not _goes_on(tokens, first, word, trie):
        at, end = tokens[first].start, tokens[first].end
        return [
            Match(kind, first, first + 1, at + key.body, end, forms, entry, key.pre, suffix, places)
            for kind, key, forms, entry, suffix, places in word.alone
        ]
    hits: list[_Hit] = []
    longest = 0
    for key, node in word.ways:
        mine = _walk(tokens, first, key, node, trie)
        reach = max([hit.last for hit in mine], default=0)
        if reach > longest:
            longest = reach
            hits.extend(mine)
    best: dict[str, Match] = {}
    for match in _gapped(tokens, first, word.ways, trie.root.next):
        best[match.kind] = match
    subject = _opens_actor(tokens, first + 1, trie) if best else 0
    for hit in hits:
        for match in _matches(tokens, first, hit):
            if match.kind in best and first + 1 < match.last < subject:
                continue  # 'sent | the forces of X | reinforcements': the second word is the subject's
            old = best.get(match.kind)
            whole = old is not None and old.last == match.last and bool(old.suffix) and not match.suffix
            if old is None or match.last > old.last or (whole and match.last > first + 1):
                best[match.kind] = match  # the last word whole before the same cut for a pronoun
    if "people" in best and best["people"].last == first + 1:
        best["people"] = _pronounced(tokens, first, word.ways, best["people"])
    return list(best.values())


def _pronounced(tokens: Sequence[Token], first: int, ways: Sequence[tuple[Key, Node]], whole: Match) -> Match:
    """'His brother' where folding makes it the same word as 'sister': as it is spelt, a pronoun ends it."""
    if whole.suffix:
        return whole
    for key, node in ways:
        if key.suffix and tokens[first].text.endswith(key.suffix):
            found = (m for m in _matches(tokens, first, _Hit(first + 1, key, key.suffix, node)))
            kin = next((m for m in found if m.kind == "people" and m.forms[0].entry is not None), None)
            if kin is not None:
                return kin
    return whole


def _opens_actor(tokens: Sequence[Token], first: int, trie: _Trie) -> int:
    """Where the longest name of an actor that begins at a word ends; 0 for none."""
    if first >= len(tokens):
        return 0
    matches = _at(tokens, first, trie.word(tokens[first]), trie)
    return max((m.last for m in matches if m.kind == "actors"), default=0)


def _next(tokens: Sequence[Token], position: int) -> int:
    """The word at a token or behind the quotation marks there; past the end where another mark stands."""
    size = len(tokens)
    while position < size and tokens[position].pos == ".":
        if tokens[position].norm not in QUOTES:
            return size
        position += 1
    return position


def _goes_on(tokens: Sequence[Token], first: int, word: _Word, trie: _Trie) -> bool:
    """Whether the word after the first leads anywhere: a quick look that saves the walk."""
    position = _next(tokens, first + 1) if word.grown else len(tokens)
    if position == len(tokens):
        return False
    steps = trie.word(tokens[position]).steps
    for known in word.grown:
        for step in steps:
            if step in known:
                return True
    return False


def _walk(tokens: Sequence[Token], first: int, key: Key, node: Node, trie: _Trie) -> list[_Hit]:
    """Every node with forms that the words from `first` on lead to, the first word being read as `key`."""
    if not node.next:
        return [_Hit(first + 1, key, key.suffix, node)]
    hits: list[_Hit] = []
    stack = [(first + 1, node, key.suffix)]
    while stack:
        position, here, suffix = stack.pop()
        if here.forms or here.places:
            hits.append(_Hit(position, key, suffix, here))
        if suffix or not here.next or position - first >= MAX_WORDS:
            continue
        position = _next(tokens, position)
        if position == len(tokens):
            continue
        word = trie.word(tokens[position])
        for letter in word.letters:
            if letter not in here.next:
                continue
            proclitic = here.next[letter]  # the form ends in a proclitic that the next word carries
            if proclitic.forms:
                hits.append(_Hit(position, key, "", proclitic))
        for stem, ending in word.onward.items():
            following = here.next.get(stem)
            if following is not None:
                stack.append((position + 1, following, ending))
    return hits


GAP = 7


def _gapped(
    tokens: Sequence[Token], first: int, ways: Sequence[tuple[Key, Node]], known: Mapping[str, Node]
) -> list[Match]:
    """Verbs of two words whose second stands after the subject: 'lost | a man | his life'."""
    found: list[Match] = []
    for key, node in ways:
        if not node.gaps or key.suffix:
            continue
        seconds = _seconds(node)
        stops = 0
        for at, later in enumerate(tokens[first + 2 : first + 2 + GAP], first + 2):
            stops += later.pos == "." and later.norm not in QUOTES and later.norm not in "()"
            if stops > 2:
                break
            if stops == 1:
                continue  # what stands between two commas is passed over
            if later.pos == "P":
                continue
            ways_on = next((seconds[k.stem] for k in later.keys if k.stem in seconds and not k.pre), ())
            ways_on = ways_on or seconds.get(later.norm, ())
            if not ways_on:
                continue
            telling = any(
                form.kind == "events" for k in later.keys if k.stem in known for form in known[k.stem].forms
            )  # 'went out ... in marches': the third word tells by itself
            forms = [
                form for lead, form in ways_on if not lead or (tokens[at - 1].norm == lead and not telling)
            ]
            if forms:
                found.extend(_apart(tokens[first], first, at, key, tuple(forms)))
                break
    return found


@lru_cache(maxsize=1 << 12)
def _seconds(node: Node) -> dict[str, tuple[tuple[str, Form], ...]]:
    """The words further on of the verbs that begin at a node, each with what must stand before it."""
    seconds: dict[str, tuple[tuple[str, Form], ...]] = {}
    for word, lead, form in node.gaps:
        seconds[word] = (*seconds.get(word, ()), (lead, form))
    return seconds


def _apart(opening: Token, first: int, at: int, key: Key, forms: Sequence[Form]) -> Iterator[Match]:
    """The matches of a verb of two words that stand apart, one of each kind that knows it."""
    for kind in dict.fromkeys(form.kind for form in forms):
        alike = [form for form in forms if form.kind == kind]
        same = tuple(form for form in alike if form.entry is alike[0].entry)
        start = opening.start + key.body
        yield Match(kind, first, first + 1, start, opening.end, same, meant(same), key.pre, apart=at)


def _likely(key: Key, token: Token, root: Node) -> bool:
    """A word is looked up whole, as it is analysed, or cut otherwise where it is unknown or the rest long."""
    if token.pre and not token.suffix and not key.pre:
        return False  # 'and | the name' is no word with a pronoun at its end
    if not key.suffix and len(key.stem) >= 3 and token.norm not in root.next:
        return True
    return (key.pre == token.pre and key.suffix in ("", token.suffix)) or len(key.stem) >= 5


QUOTES = frozenset("\"'“”«»‘’/-_#")


def _matches(tokens: Sequence[Token], first: int, hit: _Hit) -> list[Match]:
    opening, closing = tokens[first], tokens[hit.last - 1]
    start = opening.start + hit.key.body
    end = closing.end
    made = [
        Match(kind, first, hit.last, start, end, forms, entry, hit.key.pre, hit.suffix)
        for kind, forms, entry in _by_kind(hit.node, hit.key.article, bool(hit.suffix))
    ]
    if hit.node.places and not hit.suffix:
        places = hit.node.places
        made.append(Match("places", first, hit.last, start, end, (), NOTHING, hit.key.pre, "", places))
    return made


@lru_cache(maxsize=1 << 14)
def _by_kind(node: Node, article: bool, suffixed: bool) -> tuple[tuple[str, tuple[Form, ...], Entry], ...]:
    """The forms that end at a node, by kind, with the entry of the first; a phrase that means nothing
    outweighs one with a meaning.
    """
    groups: dict[str, list[Form]] = {}
    for form in node.forms:
        if form.article and not article:
            continue
        if suffixed and form.spelling.pos == "" and form.kind == "actors":
            continue
        groups.setdefault(form.kind, []).append(form)
    found = [(kind, [f for f in forms if f.entry is None] or forms) for kind, forms in groups.items()]
    return tuple((kind, tuple(forms), meant(forms)) for kind, forms in found)


def meant(forms: Sequence[Form]) -> Entry:
    """The entry of the first of some forms."""
    return forms[0].entry or NOTHING
