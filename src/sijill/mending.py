"""Which documents to read again because places came, changed or went: those where such a name stands.

What is found is never too little: a document that is left out would be read as it was. It may be a little
too much, where a word of the name stands there for something else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec

from .gazetteer.differences import Differences, differences
from .gazetteer.load import PlaceRecord, load_gazetteer
from .language import Language
from .lexicon import Node
from .reader import load_reader
from .store import Ledger
from .versions import own_part, program_part, words_part

MOST_NAMES = 400
GLUED = 4
LOOSE = 3


def laid_over(own: Sequence[PlaceRecord]) -> Iterable[PlaceRecord]:
    """All places, ours with the user's own: one of the same id takes the place of ours."""
    return {r.id: r for r in (*load_gazetteer(), *own)}.values()


def reading_language(code: str) -> Language:
    """A language as documents are read in it, the names of all places known to it."""
    return load_reader(code).language


class OwnPlaces(msgspec.Struct, frozen=True):
    """The user's own places: the digest by which readings name them ('' for none), and how to load them.

    `laid` gives all places with some of the user's laid over ours, `language` a language that knows them.
    """

    digest: str = ""
    load: Callable[[], Sequence[PlaceRecord]] = tuple
    laid: Callable[[Sequence[PlaceRecord]], Iterable[PlaceRecord]] = laid_over
    language: Callable[[str], Language] = reading_language


NONE = OwnPlaces()


def _lists(reader: str) -> tuple[str, str]:
    return program_part(reader), words_part(reader)


class Mender:
    """Finds the documents of a ledger that the places of now would read otherwise."""

    __slots__ = ("_ledger", "_own")

    def __init__(self, ledger: Ledger, own: OwnPlaces) -> None:
        self._ledger = ledger
        self._own = own

    def outdated(self, reader: str) -> list[str]:
        """The documents to read again under `reader`: all that another version of the program read, and of
        the rest those that other places of the user change.
        """
        every = list(self._ledger.read_by())
        old = {d for d, _, r in every if _lists(r) != _lists(reader)}
        touched = set(self._touched((d, lang, r) for d, lang, r in every if d not in old))
        return [doc for doc, _, _ in every if doc in old or doc in touched]

    def touched(self) -> list[str]:
        """The documents that other places of the user change, whichever version of the program read them."""
        return sorted(self._touched(self._ledger.read_by()))

    def note(self) -> None:
        """Keep the own places of now, before the first reading that names them is written."""
        if self._own.digest and self._ledger.kept_places(self._own.digest) is None:
            self._ledger.note_places(self._own.digest, tuple(self._own.load()))

    def _touched(self, read: Iterable[tuple[str, str, str]]) -> Iterator[str]:
        groups: dict[str, dict[str, set[str]]] = {}
        for doc, lang, reader in read:
            if own_part(reader) != self._own.digest:
                groups.setdefault(own_part(reader), {}).setdefault(lang, set()).add(doc)
        if not groups:
            return
        now = list(self._own.laid(tuple(self._own.load())))
        for digest, by_lang in sorted(groups.items()):
            then = self._ledger.kept_places(digest) if digest else ()
            found = (
                differences(self._own.laid(then), now) if then is not None else Differences(everywhere=True)
            )
            for lang, docs in by_lang.items():
                yield from docs if _is_wide(found) else docs & self._with_names(found, lang, now)

    def _with_names(self, found: Differences, lang: str, now: Sequence[PlaceRecord]) -> set[str]:
        language = self._own.language(lang)
        fresh = _Fresh(language, (n for r in now for n in (r.name_ar, *r.other_names)), found)
        names = {words for name in (*found.came, *found.went) if (words := folded(name, language))}
        gone = {word for name in found.went for word in folded(name, language)}
        wanted = {(word,) for words in names for word in words if fresh.is_fresh(word)} | names
        forms = written({w for words in wanted for w in words}, gone, self._ledger.index_words(), language)
        return self._ledger.documents_with([[forms[w] for w in words] for words in sorted(wanted)])


def folded(name: str, language: Language) -> tuple[str, ...]:
    """The words of a name as texts are matched against them."""
    return tuple(word for word, _ in language.phrase(name))


def _is_wide(found: Differences) -> bool:
    """Whether looking for names would find nearly everything."""
    return found.everywhere or len(found.came | found.went) > MOST_NAMES


class _Fresh:
    """Which words only the places that changed know: such a word alone changes how texts are cut."""

    def __init__(self, language: Language, names: Iterable[str], found: Differences) -> None:
        changed = found.came | found.went
        self._root = language.lexicon.root
        words = (word for name in names if name not in changed for word in folded(name, language))
        self._known = frozenset(words)

    def is_fresh(self, word: str) -> bool:
        """Whether neither another place nor a word list has the word."""
        node = self._root.next.get(word)
        return word not in self._known and (node is None or not _listed(node))


def _listed(node: Node) -> bool:
    """Whether a form of a word list begins at a node."""
    return bool(node.forms or node.gaps) or any(_listed(after) for after in node.next.values())


def written(
    words: Collection[str], gone: Collection[str], index: Iterable[str], language: Language
) -> dict[str, frozenset[str]]:
    """The words of the index that may be one of `words`, with prefixes, with endings or run together.

    A word of a place that went is looked for inside any other: the texts were cut when it was known.
    """
    found: dict[str, set[str]] = {word: {word.casefold()} for word in words}
    plain = {word: word.casefold() for word in words}
    for term in index:
        for word, letters in plain.items():
            if letters in term and _may_be(term, word, letters, word in gone, language):
                found[word].add(term)
    return {word: frozenset(terms) for word, terms in found.items()}


def _may_be(term: str, word: str, letters: str, gone: bool, language: Language) -> bool:
    if gone and len(letters) >= LOOSE:
        return True
    if len(letters) >= GLUED and term.endswith(letters):
        return True
    return any(
        word in (token.norm, token.stem, *(key.stem for key in token.keys)) for token in language.tokens(term)
    )
