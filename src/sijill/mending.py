"""Which documents to read again because words or places came, changed or went: those where they stand.

What is found is never too little: a document that is left out would be read as it was. It may be a little
too much, where a word of the name stands there for something else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec

from .gazetteer.differences import Differences, differences
from .gazetteer.load import PlaceRecord, load_gazetteer
from .language import Language, load_language
from .lexicon import Node
from .own_words import all_words_digest
from .reader import load_reader
from .script import languages
from .store import Ledger
from .versions import own_part, program_part, words_part
from .words_changed import Concerned, Listed, concerned

MOST_NAMES = 400
GLUED = 4
LOOSE = 3


def laid_over(own: Sequence[PlaceRecord]) -> Iterable[PlaceRecord]:
    """All places, ours with the user's own: one of the same id takes the place of ours."""
    return {r.id: r for r in (*load_gazetteer(), *own)}.values()


def reading_language(code: str) -> Language:
    """A language as documents are read in it, the names of all places known to it."""
    return load_reader(code).language


class AllWords(msgspec.Struct, frozen=True):
    """The word lists of now: the digest by which readings name them ('' for none), and how to load them."""

    digest: str
    load: Callable[[], Sequence[Listed]]


def words_of_now() -> AllWords:
    """All word lists, ours and the user's own, in every language."""
    return AllWords(all_words_digest(), _listed_now)


def _listed_now() -> tuple[Listed, ...]:
    return tuple(
        Listed(code, kind, entry)
        for code in languages()
        for kind, group in load_language(code).lexicon.entries.items()
        for entry in group
    )


class OwnPlaces(msgspec.Struct, frozen=True):
    """The user's own places: the digest by which readings name them ('' for none), and how to load them.

    `laid` gives all places with some of the user's laid over ours, `language` a language that knows them.
    """

    digest: str = ""
    load: Callable[[], Sequence[PlaceRecord]] = tuple
    laid: Callable[[Sequence[PlaceRecord]], Iterable[PlaceRecord]] = laid_over
    language: Callable[[str], Language] = reading_language


NONE = OwnPlaces()


class Mender:
    """Finds the documents of a ledger that the words and places of now would read otherwise."""

    __slots__ = ("_ledger", "_own", "_words")

    def __init__(self, ledger: Ledger, own: OwnPlaces, words: AllWords | None = None) -> None:
        self._ledger = ledger
        self._own = own
        self._words = words or words_of_now()

    def outdated(self, reader: str) -> list[str]:
        """The documents to read again under `reader`: all that another version of the program read, and of
        the rest those that other words, or other places of the user, change.
        """
        every = list(self._ledger.read_by())
        old = {doc for doc, _, r in every if program_part(r) != program_part(reader)}
        rest = [one for one in every if one[0] not in old]
        touched = {*self._touched(rest), *self._said(rest, words_part(reader))}
        return [doc for doc, _, _ in every if doc in old or doc in touched]

    def touched(self) -> list[str]:
        """The documents that other places of the user change, whichever version of the program read them."""
        return sorted(self._touched(self._ledger.read_by()))

    def _said(self, read: Iterable[tuple[str, str, str]], now: str) -> Iterator[str]:
        """The documents that other words than those of a digest changed."""
        for (digest, lang), docs in _grouped(read, words_part, now):
            then = self._ledger.words.kept(digest)
            language = self._own.language(lang)
            found = Concerned(everywhere=True)
            if then is not None:
                found = concerned(then, self._words.load(), language)
            yield from docs if found.everywhere else docs & self._with(found.phrases, found.gone, language)

    def note(self) -> None:
        """Keep the words and own places of now, before the first reading that names them is written."""
        if not self._ledger.words.has(self._words.digest):
            self._ledger.words.note(self._words.digest, self._words.load())
        if self._own.digest and self._ledger.kept_places(self._own.digest) is None:
            self._ledger.note_places(self._own.digest, tuple(self._own.load()))

    def _touched(self, read: Iterable[tuple[str, str, str]]) -> Iterator[str]:
        now: list[PlaceRecord] = []
        for (digest, lang), docs in _grouped(read, own_part, self._own.digest):
            now = now or list(self._own.laid(tuple(self._own.load())))
            then = self._ledger.kept_places(digest) if digest else ()
            found = Differences(everywhere=True)
            if then is not None:
                found = differences(self._own.laid(then), now)
            yield from docs if _is_wide(found) else docs & self._with_names(found, lang, now)

    def _with_names(self, found: Differences, lang: str, now: Sequence[PlaceRecord]) -> set[str]:
        language = self._own.language(lang)
        fresh = _Fresh(language, (n for r in now for n in (r.name_ar, *r.other_names)), found)
        names = {words for name in (*found.came, *found.went) if (words := folded(name, language))}
        gone = {word for name in found.went for word in folded(name, language)}
        wanted = {(word,) for words in names for word in words if fresh.is_fresh(word)} | names
        return self._with(wanted, gone, language)

    def _with(
        self, wanted: Collection[tuple[str, ...]], gone: Collection[str], language: Language
    ) -> set[str]:
        """The documents that have all words of one of the phrases, however they are written."""
        forms = written({w for words in wanted for w in words}, gone, self._ledger.index_words(), language)
        return self._ledger.documents_with([[forms[w] for w in words] for words in sorted(wanted)])


def _grouped(
    read: Iterable[tuple[str, str, str]], part: Callable[[str], str], now: str
) -> list[tuple[tuple[str, str], set[str]]]:
    """The documents by that part of the version that read them, and language; not those of now."""
    groups: dict[tuple[str, str], set[str]] = {}
    for doc, lang, reader in read:
        if part(reader) != now:
            groups.setdefault((part(reader), lang), set()).add(doc)
    return sorted(groups.items())


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
    plain: dict[str, list[str]] = {}
    for word in words:
        plain.setdefault(word.casefold(), []).append(word)
    for term in index:
        size = len(term)
        inside = {term[at:end] for at in range(size) for end in range(at + 1, size + 1)} & plain.keys()
        for letters in inside:
            for word in plain[letters]:
                if _may_be(term, word, letters, word in gone, language):
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
