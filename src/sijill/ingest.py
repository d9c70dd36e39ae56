"""Files -> documents: plain text, pages, JSON Lines. What cannot be read is told with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from .errors import InputError, LanguageError, UsageError
from .records import Document
from .script import decode, problem, script_of

PAGES = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of documents that do not say it themselves."""

    id: str = ""
    published: str = ""
    outlet: str = ""
    lang: str = "ar"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it came: where it stood, and either the document or why it could not be had."""

    where: str
    document: Document | None = None
    problem: str = ""
    note: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of JSON Lines input. Unknown keys are ignored, null is absent."""

    id: str | int | None = None
    text: str | None = None
    published: str | None = None
    outlet: str | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None


def gather(names: Sequence[str], given: Given, stdin: BinaryIO) -> Iterator[Item]:
    """Every document of the files named ('-' is standard input), in order, good or bad."""
    for name in names:
        try:
            data = stdin.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            yield Item(where=name, problem=f"cannot be read: {error.strerror or error}")
            continue
        yield from from_bytes(name, data, given)


def from_bytes(name: str, data: bytes, given: Given) -> Iterator[Item]:
    """The documents in the bytes of one file; its kind is told by its name, or by how it begins."""
    if not data.strip():
        yield Item(where=name, problem="empty")
        return
    kind = Path(name).suffix.lower()
    head = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    plain = kind in (".txt", ".text")
    if kind in LINES or (not plain and kind not in PAGES and head == b"{"):
        yield from _lines(name, data, given)
    elif kind in PAGES or (not plain and head == b"<"):
        yield _page(name, data, given)
    else:
        yield _plain(name, data, given)


def civil_date(text: str) -> str:
    """The ISO day of a date or date-time ('' stays ''). UsageError where it is no date."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is no date (wanted YYYY-MM-DD)") from None


def with_title(title: str, text: str) -> str:
    """A title given apart becomes the first line, unless the text begins with it."""
    if not title.strip() or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n{text}"


def _plain(name: str, data: bytes, given: Given) -> Item:
    try:
        text, note = decode(data, script_of(given.lang))
    except (InputError, LanguageError) as error:
        return Item(where=name, problem=str(error))
    document = Document(
        id=given.id or _stem(name), lang=given.lang, outlet=given.outlet, published=given.published, text=text
    )
    return _checked(name, document, note)


def _page(name: str, data: bytes, given: Given) -> Item:
    from .ingest_html import article, charset  # the extractor is slow to import

    try:
        declared = charset(data)
        text, note = (
            decode(data, script_of(given.lang)) if not declared else (data.decode(declared, "replace"), "")
        )
        page = article(text)
    except (InputError, LanguageError) as error:
        return Item(where=name, problem=str(error))
    document = Document(
        id=given.id or _stem(name),
        lang=given.lang,
        outlet=given.outlet or page.outlet,
        url=page.url,
        title=page.title,
        published=given.published or page.published,
        text=with_title(page.title, page.text),
    )
    return _checked(name, document, note)


def _lines(name: str, data: bytes, given: Given) -> Iterator[Item]:
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if raw.strip():
            yield _line(name, number, raw, given)


def _line(name: str, number: int, raw: bytes, given: Given) -> Item:
    where = f"{name}:{number}"
    try:
        line = msgspec.json.decode(raw, type=Line)
        published = civil_date(line.published or given.published)
    except UnicodeDecodeError:
        return Item(where=where, problem="not UTF-8")
    except (msgspec.DecodeError, UsageError) as error:
        return Item(where=where, problem=str(error))
    if line.text is None:
        return Item(where=where, problem="no 'text'")
    title = line.title or ""
    document = Document(
        id=given.id or (f"{_stem(name)}-{number}" if line.id is None else str(line.id)),
        lang=line.lang or given.lang,
        outlet=line.outlet or given.outlet,
        url=line.url or "",
        title=title,
        published=published,
        text=with_title(title, line.text),
    )
    return _checked(where, document, "")


def _checked(where: str, document: Document, note: str) -> Item:
    """The document as an item, refused where its text is not of its language."""
    try:
        wrong = problem(document.text, document.lang)
    except LanguageError as error:
        wrong = str(error)
    if wrong:
        return Item(where=where, problem=wrong, note=note)
    return Item(where=where, document=document, note=note)


def _stem(name: str) -> str:
    return "stdin" if name == "-" else Path(name).stem
