"""What an entry or a place would change: documents of the ledger read without it and with it, side by side.

Nothing is written. What was tried carries a seal, and only what carries one can be saved.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from markupsafe import Markup

from ..incident import Entry
from ..lexicon import Entry as Word
from ..lexicon import Speller, spell
from ..reader import Reader, load_reader
from ..records import Document, Reading, Report
from ..store import Ledger
from .marking import Mark, marks
from .naming import Naming

MOST = (20, 50, 100)
LONGEST = 60_000  # characters of a document that is read on trial


class Row(msgspec.Struct, frozen=True):
    """One difference: a report that is added or gone, or a kind of value that changes in one.

    `words` are those of the text that tell of the report ('' where a value belongs to none).
    """

    what: str
    layer: str
    words: str
    before: tuple[Markup, ...] = ()
    after: tuple[Markup, ...] = ()


class Changed(msgspec.Struct, frozen=True):
    """A document that reads otherwise, with every difference."""

    entry: Entry
    rows: tuple[Row, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a trial showed: how many documents were read, which read otherwise, how many have such words."""

    read: int
    changed: tuple[Changed, ...]
    too_long: int = 0
    full: bool = False

    def number(self, what: str) -> int:
        """How many differences of one sort."""
        return sum(row.what == what for one in self.changed for row in one.rows)


class Trials:
    """One trial at a time, and the seal on what was tried: good for this run of the desk alone."""

    __slots__ = ("_key", "lock")

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self.lock = threading.Lock()

    def seal(self, what: object) -> str:
        """The seal of a draft."""
        return hmac.digest(self._key, msgspec.json.encode(what), "sha256").hex()

    def holds(self, what: object, given: str) -> bool:
        """Whether a draft is the one that was tried."""
        return hmac.compare_digest(self.seal(what).encode(), given.encode())


def spellings(word: Word, kind: str, speller: Speller) -> list[str]:
    """Every spelling of an entry, none twice: what to look for in texts."""
    return list(dict.fromkeys(form.spelling.text for form in spell(word, kind, speller)))


def tried(ledger: Ledger, phrases: Sequence[str], most: int, other: Reader, naming: Naming) -> Outcome:
    """Read the newest documents in which a phrase stands, with the desk's reader and with another."""
    usual, found, long = load_reader(other.language.code), [], 0
    docs = ledger.newest_with(phrases, most)
    for doc in docs:
        entry, text = ledger.entry(doc), ledger.text(doc)
        if entry is None or text is None or entry.lang != other.language.code or len(text) > LONGEST:
            long += 1
            continue
        document = Document(
            id=entry.id, lang=entry.lang, outlet=entry.outlet, url=entry.url, title=entry.title,
            published=entry.published, text=text,
        )  # fmt: skip
        rows = tuple(differences(usual.read(document), other.read(document), lambda r: marks(r, naming)))
        if rows:
            found.append(Changed(entry, rows))
    return Outcome(len(docs) - long, tuple(found), long, len(docs) == most)


def differences(one: Reading, two: Reading, marked: Callable[[Reading], Sequence[Mark]]) -> Iterator[Row]:
    """What differs between two readings of one text, report by report; the first has no new entry."""
    before, after = _by_trigger(one.reports), _by_trigger(two.reports)
    old, new = marked(one), marked(two)
    for where in sorted({*before, *after}):
        first, second = before.get(where), after.get(where)
        if first is None and second is not None:
            yield Row("added", "act", second.trigger.text, (), _values(new, second.id, "act"))
        elif second is None and first is not None:
            yield Row("gone", "act", first.trigger.text, _values(old, first.id, "act"), ())
        elif first is not None and second is not None:
            yield from _layers(first.trigger.text, _of(old, first.id), _of(new, second.id))
    yield from _layers("", _loose(old), _loose(new))


def _by_trigger(reports: Iterable[Report]) -> dict[tuple[int, int, int], Report]:
    """The reports by the words that tell of them; several told by one word are numbered."""
    found: dict[tuple[int, int, int], Report] = {}
    for report in reports:
        number = sum(key[:2] == (report.trigger.start, report.trigger.end) for key in found)
        found[report.trigger.start, report.trigger.end, number] = report
    return found


def _of(found: Iterable[Mark], report: str) -> list[Mark]:
    return [mark for mark in found if mark.path.partition(".")[0] == report]


def _loose(found: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in found if mark.path.startswith(("tallies.", "framing."))]


def _values(found: Iterable[Mark], report: str, layer: str) -> tuple[Markup, ...]:
    return tuple(mark.value for mark in _of(found, report) if mark.layer == layer)


def _layers(words: str, old: Sequence[Mark], new: Sequence[Mark]) -> Iterator[Row]:
    layers = dict.fromkeys(mark.layer for mark in (*old, *new))
    for layer in layers:
        before = tuple(dict.fromkeys(mark.value for mark in old if mark.layer == layer))
        after = tuple(dict.fromkeys(mark.value for mark in new if mark.layer == layer))
        if set(before) != set(after):
            yield Row("changed", layer, words, before, after)
