"""Files -> documents: plain text, pages, JSON Lines. What cannot be read is told with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from ..errors import InputError, LanguageError, UsageError
from ..records import Document
from ..script import decode, language_of, problem, script_of
from .arrival import LONGEST_ID, LONGEST_LINE, LONGEST_PAGE, LONGEST_TEXT, Given, Item, Refused
from .dates import civil_date

PAGES = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
UTF8_MARK = b"\xef\xbb\xbf"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of JSON Lines input. Unknown keys are ignored, null is absent."""

    id: str | int | None = None
    text: str | None = None
    published: str | None = None
    outlet: str | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    synthetic: bool | None = None


def from_bytes(name: str, data: bytes, given: Given) -> Iterator[Item]:
    """The documents in the bytes of one file; its kind is told by its name, or by how it begins."""
    if not data.strip():
        yield Item(where=name, problem="empty", code="empty")
        return
    kind = Path(name).suffix.lower()
    head = data[:200].removeprefix(UTF8_MARK).lstrip()[:1]
    plain = kind in (".txt", ".text")
    if kind in LINES or (not plain and kind not in PAGES and head == b"{"):
        yield from json_lines(name, data.split(b"\n"), given)
    elif kind in PAGES or (not plain and head == b"<"):
        yield page_item(name, data, given)
    else:
        yield plain_item(name, data, given)


def with_title(title: str, text: str) -> str:
    """A title given apart becomes the first line, unless the text begins with it."""
    if not title.strip() or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n{text}"


def plain_item(name: str, data: bytes, given: Given, ident: str = "") -> Item:
    """A plain text. `ident` is its id where the caller gives none."""
    try:
        _refuse_long(data)
        text, note = decode(data, script_of(given.lang))
    except (InputError, LanguageError) as error:
        return failed(name, error)
    document = Document(
        id=given.id or ident or stem(name),
        lang=given.lang,
        outlet=given.outlet,
        published=given.published,
        text=text,
    )
    return checked(
        Item(
            where=name,
            document=document,
            note=note,
            sha256=digest(data),
            dated_by="given" if given.published else "",
            own_id=bool(given.id),
            synthetic=given.synthetic,
        )
    )


def page_item(
    name: str, data: bytes, given: Given, ident: str = "", url: str = "", declared: str = ""
) -> Item:
    """The article of a page that was had from `url`; `declared` is the encoding that came with it."""
    from .pages import article, charset  # the extractor is slow to import

    try:
        _refuse_long(data)
        encoding = charset(data, declared)
        text, note = (
            (data.decode(encoding, "replace"), "") if encoding else decode(data, script_of(given.lang))
        )
        page = article(text, url)
    except (InputError, LanguageError) as error:
        return failed(name, error)
    document = Document(
        id=given.id or ident or stem(name),
        lang=given.lang,
        outlet=given.outlet or page.outlet,
        url=page.url,
        title=page.title,
        published=given.published or page.published,
        text=with_title(page.title, page.text),
    )
    return checked(
        Item(
            where=name,
            document=document,
            note=note,
            sha256=digest(data),
            dated_by="given" if given.published else page.dated_by,
            own_id=bool(given.id),
            synthetic=given.synthetic or page.synthetic,
        )
    )


def json_lines(name: str, lines: Iterable[bytes], given: Given) -> Iterator[Item]:
    """The documents of JSON Lines; a bad line is told with its number and the rest is done."""
    for number, raw in enumerate(lines, 1):
        if len(raw) > LONGEST_LINE:
            yield Item(
                where=f"{name}:{number}", problem=f"a line of more than {LONGEST_LINE} bytes", code="too-big"
            )
            continue
        data = raw.removeprefix(UTF8_MARK) if number == 1 else raw
        if data.strip():
            yield json_item(f"{name}:{number}", f"{stem(name)}-{number}", data.strip(), given)


def json_item(where: str, ident: str, data: bytes, given: Given) -> Item:
    """One JSON object as a document; `ident` is its id where it has none."""
    try:
        line = msgspec.json.decode(data, type=Line)
    except UnicodeDecodeError:
        return Item(where=where, problem="not UTF-8", code="bad-line")
    except (msgspec.DecodeError, RecursionError) as error:
        return Item(where=where, problem=str(error), code="bad-line")
    return line_item(where, ident, line, data, given)


def line_item(where: str, ident: str, line: Line, data: bytes, given: Given) -> Item:
    """A record as a document: what it says itself outranks what the caller gives."""
    try:
        published = civil_date(line.published or given.published)
    except UsageError as error:
        return Item(where=where, problem=str(error), code="bad-date")
    if line.text is None:
        return Item(where=where, problem="no 'text'", code="bad-line")
    title = line.title or ""
    named = "" if line.id is None else str(line.id).strip()
    document = Document(
        id=given.id or named or ident,
        lang=line.lang or given.lang,
        outlet=line.outlet or given.outlet,
        url=line.url or "",
        title=title,
        published=published,
        text=with_title(title, line.text),
    )
    return checked(
        Item(
            where=where,
            document=document,
            sha256=digest(data),
            dated_by="record" if line.published else "given" if given.published else "",
            own_id=bool(given.id or named),
            synthetic=given.synthetic or bool(line.synthetic),
        )
    )


def checked(item: Item) -> Item:
    """The item, refused where its text is too long or of no language that Sijill reads, or its id is no id.

    One of another language than was given is read in its own, and a note says so.
    """
    document = item.document
    if document is None:
        return item
    lang, note = document.lang, item.note
    fields = (document.text, document.title, document.outlet, document.url)
    if len(document.text) > LONGEST_TEXT:
        wrong, code = f"a text of {len(document.text)} characters ({LONGEST_TEXT} at most)", "too-big"
    elif any("\x00" in field for field in fields):
        wrong, code = "binary: a NUL in it", "binary"
    elif not document.id.isprintable() or len(document.id) > LONGEST_ID:
        wrong, code = f"an id with control characters or more than {LONGEST_ID} characters", "bad-id"
    else:
        try:
            lang = language_of(document.text, document.lang)
            wrong = problem(document.text, lang)
        except LanguageError as error:
            wrong = str(error)
        code = "empty" if wrong.startswith("empty") else "language"
    if wrong:
        return Item(where=item.where, problem=wrong, note=note, code=code)
    if lang == document.lang:
        return item
    found = f"read as {script_of(lang).name}, which it is, not as {script_of(document.lang).name}"
    return msgspec.structs.replace(
        item,
        document=msgspec.structs.replace(document, lang=lang),
        note="; ".join(filter(None, (note, found))),
    )


def _refuse_long(data: bytes) -> None:
    if len(data) > LONGEST_PAGE:
        raise Refused("too-big", f"{len(data)} bytes ({LONGEST_PAGE} at most for one text or page)")


def failed(where: str, error: Exception) -> Item:
    """An item that tells an error, with the code of its kind."""
    message = str(error)
    if isinstance(error, Refused):
        code = error.code
    elif isinstance(error, LanguageError):
        code = "language"
    else:
        code = "binary" if message.startswith("binary") else "encoding"
    return Item(where=where, problem=message, code=code)


def unreadable(where: str, error: OSError) -> Item:
    """An item that tells why a file cannot be read."""
    return Item(where=where, problem=f"cannot be read: {error.strerror or error}", code="unreadable")


def digest(data: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def stem(name: str) -> str:
    """The id that a file's name makes."""
    return "stdin" if name == "-" else printable(Path(name).stem)


def printable(name: str) -> str:
    """A name with what cannot be shown replaced."""
    return "".join(c if c.isprintable() else "_" for c in name)
