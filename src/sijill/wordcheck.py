"""Check every word list of a language: spelling, homonyms, and each entry's own examples (docs/words.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

import msgspec
import tomli

from .language import Language
from .lexicon import ActorEntry, Entry, Form, Node, OutletEntry, spell
from .matching import find
from .own_words import own_files
from .script import FOLDERS


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a word list: the file, the entry, the rule, and what breaks it."""

    file: str
    entry: str
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.rule}: {self.detail}"


def check(language: Language) -> list[Finding]:
    """Everything wrong with the word lists of a loaded language, by file and entry."""
    files = {**files_of(FOLDERS / language.code / "lexicon"), **own_files(language.code)}
    entries = list(_entries(language))
    found = [
        *spelling(language, files, entries),
        *homonyms(language, files),
        *examples(language, files, entries),
    ]
    return sorted(found, key=lambda f: (f.file, f.entry, f.rule, f.detail))


def check_entry(language: Language, entry: Entry, kind: str) -> list[Finding]:
    """What is wrong with one entry of a loaded language, and with others on account of it."""
    words = {
        word
        for form in spell(entry, kind, language.lexicon.speller)
        for word, _ in language.phrase(form.spelling.text)
    }
    near = [e for e in _entries(language) if e.id != entry.id and _shares(e, words, language)]
    found = [*spelling(language, {}, [entry]), *examples(language, {}, [entry, *near])]
    for one, two, pair in _clashes(language):
        if entry.id in pair:
            other = pair[0] if pair[1] == entry.id else pair[1]
            form = one if one.entry is entry else two
            detail = f"'{form.spelling.text}' is also {other}"
            found.append(Finding(file="", entry=entry.id, rule="homonym without 'when'", detail=detail))
    return found


def _shares(entry: Entry, words: set[str], language: Language) -> bool:
    """Whether one of the words stands in an example of an entry."""
    texts = (*entry.found_in, *entry.except_in)
    return any(word in words for text in texts for word, _ in language.phrase(text))


def files_of(folder: Path) -> dict[str, str]:
    """The file ('actors/syria.toml') of every entry id."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.toml")):
        for entry in tomli.loads(path.read_text(encoding="utf-8")).get("entry", []):
            found[str(entry["id"])] = f"{path.parent.name}/{path.name}"
    return found


def spelling(language: Language, files: Mapping[str, str], entries: Iterable[Entry]) -> Iterator[Finding]:
    """Forms that fold to nothing, and forms that stand twice in one entry."""
    for entry in entries:
        seen: dict[tuple[tuple[str, bool], ...], str] = {}
        for form in _literal(entry):
            words = language.phrase(form)
            if not words:
                yield _finding(files, entry, "folds to nothing", form)
            elif _key(words) in seen:
                yield _finding(files, entry, "stands twice", f"'{seen[_key(words)]}' and '{form}'")
            seen.setdefault(_key(words), form)
        for citations in (entry.nouns, entry.verbs, entry.passives):
            for citation in sorted({c for c in citations if citations.count(c) > 1}):
                yield _finding(files, entry, "stands twice", citation)


def homonyms(language: Language, files: Mapping[str, str]) -> Iterator[Finding]:
    """Forms that two entries of one kind share, neither of them saying when it is meant."""
    for one, _, pair in _clashes(language):
        yield Finding(
            file=files.get(pair[0], ""),
            entry=pair[0],
            rule="homonym without 'when'",
            detail=f"'{one.spelling.text}' is also {pair[1]} ({files.get(pair[1], '')})",
        )


def _clashes(language: Language) -> Iterator[tuple[Form, Form, tuple[str, str]]]:
    """Two forms of one spelling that nothing decides, each pair of entries once."""
    told: set[tuple[str, str]] = set()
    for node in _nodes(language.lexicon.root):
        for one, two in combinations([f for f in node.forms if f.entry is not None], 2):
            pair = _clash(one, two)
            if pair is not None and pair not in told:
                told.add(pair)
                yield one, two, pair


def examples(language: Language, files: Mapping[str, str], entries: Iterable[Entry]) -> Iterator[Finding]:
    """Examples in which an entry is not recognised, and traps in which it is."""
    for entry in entries:
        if not entry.found_in:
            yield _finding(files, entry, "no example", "found_in is empty")
        for text in entry.found_in:
            if not _found(entry, text, language):
                yield _finding(files, entry, "not recognised", text)
        for text in entry.except_in:
            if entry.id in recognised(text, language):
                yield _finding(files, entry, "recognised where it must not be", text)


def recognised(text: str, language: Language) -> set[str]:
    """The ids of the entries that the word lists find in a text."""
    matches = find(language.tokens(text), language.lexicon.root)
    return {form.entry.id for match in matches for form in match.forms if form.entry is not None}


def _found(entry: Entry, text: str, language: Language) -> bool:
    """Whether an entry is recognised in its example; outlets are looked up by name, never in running text."""
    if not isinstance(entry, OutletEntry):
        return entry.id in recognised(text, language)
    words = " ".join(word for word, _ in language.phrase(text))
    names = (" ".join(word for word, _ in language.phrase(form)) for form in entry.forms)
    return any(f" {name}" in f" {words}" for name in names)


def _entries(language: Language) -> Iterator[Entry]:
    for kind in sorted(language.lexicon.entries):
        yield from language.lexicon.of(kind)


def _literal(entry: Entry) -> Iterator[str]:
    yield from entry.forms
    if isinstance(entry, ActorEntry):
        yield from (name.form for name in entry.loaded)


def _key(words: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    """What makes two forms one: their words; the article counts only on a word that stands alone."""
    return words if len(words) == 1 else tuple((word, False) for word, _ in words)


def _nodes(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.next[word] for word in sorted(node.next, reverse=True))


def _clash(one: Form, two: Form) -> tuple[str, str] | None:
    """The two ids, where two forms of one spelling and kind are homonyms that nothing decides."""
    a, b = one.entry, two.entry
    if a is None or b is None or a.id == b.id or one.kind != two.kind or one.article != two.article:
        return None
    if (
        one.spelling[1:] != two.spelling[1:]
    ):  # a noun and a verb, or an active and a passive: grammar tells them apart
        return None
    if _conditioned(one, a) or _conditioned(two, b):
        return None
    return (a.id, b.id) if a.id < b.id else (b.id, a.id)


def _conditioned(form: Form, entry: Entry) -> bool:
    """Whether the entry, or the loaded name by which it is known here, says when it is meant."""
    if entry.when is not None:
        return True
    if not isinstance(entry, ActorEntry) or not form.loaded:
        return False
    return any(name.form == form.spelling.text and name.when is not None for name in entry.loaded)


def _finding(files: Mapping[str, str], entry: Entry, rule: str, detail: str) -> Finding:
    return Finding(file=files.get(entry.id, ""), entry=entry.id, rule=rule, detail=detail)
