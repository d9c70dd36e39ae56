"""Text with its offsets: folding, paragraphs, and the tokens that every later stage reads.

Nothing here knows a language: which characters fold to which is a table of the language's folder, and what a
word's clitics are is told by the language's analyser. All offsets are into the text as received.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec


class FoldTable(msgspec.Struct, frozen=True, kw_only=True):
    """How a language folds spelling: characters dropped, characters mapped, pairs composed first.

    `joiners` are characters that stretch a word; one broken by punctuation between two of them is one word.
    """

    drop: frozenset[str] = frozenset()
    mapping: Mapping[str, str] = {}
    pairs: Mapping[str, str] = {}
    joiners: str = ""


def fold(text: str, table: FoldTable) -> tuple[str, list[int]]:
    """Fold `text`; return it with an index map whose entry i is the offset in `text` of folded character i.

    The map has one entry more than the folded text: the length of `text`. Folding is idempotent.
    """
    out: list[str] = []
    where: list[int] = []
    position, length = 0, len(text)
    while position < length:
        pair = text[position : position + 2]
        char, width = (table.pairs[pair], 2) if pair in table.pairs else (text[position], 1)
        if char not in table.drop:
            for folded in table.mapping.get(char, char):
                out.append(folded)
                where.append(position)
        position += width
    where.append(length)
    return "".join(out), where


def folder(table: FoldTable) -> Callable[[str], str]:
    """The folding of `fold` without the index map, which one pass of the interpreter's own can do."""
    letters: dict[int, str | None] = {ord(char): folded for char, folded in table.mapping.items()}
    letters.update((ord(char), None) for char in table.drop)
    if not table.pairs:
        return lambda text: text.translate(letters)
    pair = re.compile("|".join(map(re.escape, table.pairs)))
    return lambda text: pair.sub(lambda found: table.pairs[found.group()], text).translate(letters)


def moving(table: FoldTable) -> frozenset[str]:
    """The characters after which folding may change an offset: without them a fold keeps every place."""
    changed = {char for char, folded in table.mapping.items() if len(folded) != 1}
    return table.drop | changed | {char for pair in table.pairs for char in pair}


class Analysis(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a language makes of one written word, whatever its context.

    `norm` is the folded word; `pre` the folded one-letter proclitics in front; `stem` the folded word without
    proclitics, article and pronoun suffix; `suffix` that pronoun; `pos` a coarse guess (see `Token`);
    `body` and `tail` the offsets, in the word as written, of the first character after the proclitics and of
    the first character of the suffix; `keys` all stems a word list may know the word by, likeliest first.
    """

    norm: str
    stem: str
    pre: str = ""
    article: bool = False
    suffix: str = ""
    pos: str = "N"
    body: int = 0
    tail: int = 0
    keys: tuple[Key, ...] = ()


class Key(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One way to look a word up: its stem, the proclitics and article taken off, the suffix taken off."""

    stem: str
    pre: str
    article: bool
    suffix: str
    body: int


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or punctuation mark of the text.

    `pos` is coarse: N noun, J adjective, X name, V verb, P preposition, C conjunction, S subordinating
    particle, R relative pronoun, D demonstrative or pronoun, A adverb or other particle, G negation,
    # number, . punctuation. `start` and `end` are offsets in the document; `body` is where the word begins
    once its proclitics are off.
    """

    text: str
    start: int
    end: int
    body: int
    norm: str
    stem: str
    pre: str = ""
    article: bool = False
    suffix: str = ""
    pos: str = "N"
    keys: tuple[Key, ...] = ()


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A run of tokens with no full stop inside. `paragraph` counts from 0; `title` marks the title line."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int = 0
    title: bool = False


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the non-blank lines of `text`, white space at both ends left off."""
    for line in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+", text):
        body = line.group().strip()
        if body:
            start = line.start() + line.group().index(body)
            yield start, start + len(body)
