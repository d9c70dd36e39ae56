"""Full-text search: a shadow of each text in folded words, and queries that know the prefixes of a word.

The shadow is a list of words that the document's language has folded, so a word is found however it is
vocalised or spelt. A query is expanded by the language (`Language.spellings`); all its words must be there.
Nothing in a query is an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import and_, column, or_, select, text
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import TextualSelect

from ..language import Language, load_language
from .database import Database, Found, Scalar, pieces
from .tables import documents, membership, standing

_LETTERS = re.compile(r"[^\W_]+")
_LONGEST = 64  # characters of a word that count
_MOST = 40_000  # different words of one document: PostgreSQL takes a megabyte of them
_WIDTH = 180
_PAGE = 200
_ALTERNATIVES = 50  # phrases of one query


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that has all the words. `snippet` is `text[start:end]`; `spans` are the places of the words
    inside it, as offsets into the document's text. `incidents` are the ids of those it reports on.
    """

    doc: str
    title: str
    outlet: str
    published: str
    snippet: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    incidents: tuple[str, ...] = ()
    synthetic: bool = False


def make_index(database: Database) -> None:
    """Make the empty index."""
    if not database.postgres:
        options = "content='', tokenize='unicode61 remove_diacritics 0'"
        database.script((f"CREATE VIRTUAL TABLE shadow USING fts5(words, {options})",))
        return
    database.script(
        (
            "CREATE TABLE shadow (document INTEGER PRIMARY KEY REFERENCES documents (number),"
            " words TSVECTOR NOT NULL)",
            "CREATE INDEX shadow_words ON shadow USING GIN (words)",
        )
    )


def index_all(database: Database) -> None:
    """Index every document there is; the index must be empty."""
    numbers = [row[0] for row in database.rows(select(documents.c.number).order_by(documents.c.number))]
    for piece in pieces(numbers, _PAGE):
        chosen = select(documents.c.number, documents.c.lang, documents.c.text)
        for number, lang, words in database.rows(chosen.where(documents.c.number.in_(piece))):
            index(database, number, lang, words)


def index(database: Database, number: int, lang: str, words: str) -> None:
    """Index one document. Raises LanguageError where its language has no folder."""
    found = list(dict.fromkeys(word for word, _, _ in _words(load_language(lang), words)))[:_MOST]
    values: dict[str, Scalar] = {"document": number, "words": " ".join(found)}
    if database.postgres:
        into = "INSERT INTO shadow VALUES (:document, array_to_tsvector(string_to_array(:words, ' ')))"
        if not found:
            into = "INSERT INTO shadow VALUES (:document, CAST(:words AS tsvector))"
        database.run(text(into), [values])
    else:
        database.run(text("INSERT INTO shadow (rowid, words) VALUES (:document, :words)"), [values])


def search(database: Database, words: str, limit: int, after: str = "") -> list[Hit]:
    """Documents with all the words, the newest first; nothing where no word is left of the query.

    With `after`, the id of a document, those that come after it.
    """
    langs = [str(row[0]) for row in database.rows(select(documents.c.lang).distinct())]
    asked = {lang: _asked(load_language(lang), words) for lang in sorted(langs)}
    wanted = [groups for groups in asked.values() if groups]
    if not wanted or limit < 1:
        return []
    newest = (documents.c.published.desc(), documents.c.number.desc())
    chosen = select(documents.c.number).where(matches(database, wanted)).order_by(*newest).limit(limit)
    if after:
        chosen = chosen.where(_older(after))
    numbers = [row.number for row in database.rows(chosen)]
    rows = [
        row
        for piece in pieces(numbers)
        for row in database.rows(select(documents).where(documents.c.number.in_(piece)).order_by(*newest))
    ]
    known = _incidents(database, [row.number for row in rows])
    return [_hit(row, asked[row.lang], known.get(row.number, ())) for row in rows]


def found_numbers(database: Database, words: str) -> list[int]:
    """The numbers of all documents with all the words: the index on words alone is asked."""
    wanted = _wanted(database, words)
    return [row[0] for row in database.rows(_found(database, wanted))] if wanted else []


def newest_with(database: Database, phrases: Sequence[str], limit: int) -> list[str]:
    """The ids of the newest documents that have all the words of one of the phrases."""
    langs = [str(row[0]) for row in database.rows(select(documents.c.lang).distinct())]
    asked = [_asked(load_language(lang), phrase) for lang in sorted(langs) for phrase in phrases]
    wanted = [list(groups) for groups in dict.fromkeys(tuple(groups) for groups in asked if groups)]
    found: dict[str, tuple[str, int]] = {}
    for piece in pieces(wanted, _ALTERNATIVES):
        chosen = select(documents.c.id, documents.c.published, documents.c.number)
        newest = (documents.c.published.desc(), documents.c.number.desc())
        for row in database.rows(chosen.where(matches(database, piece)).order_by(*newest).limit(limit)):
            found[row.id] = (row.published, row.number)
    return sorted(found, key=lambda doc: found[doc], reverse=True)[:limit]


def _wanted(database: Database, words: str) -> list[list[frozenset[str]]]:
    """The words of a query in each language that the ledger has, those where none is left out."""
    langs = [str(row[0]) for row in database.rows(select(documents.c.lang).distinct())]
    asked = (_asked(load_language(lang), words) for lang in sorted(langs))
    return [groups for groups in asked if groups]


def _words(language: Language, words: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, each with the span of what it was written as."""
    for token in language.tokens(words):
        for part in _LETTERS.findall(token.norm.casefold()):
            yield part[:_LONGEST], token.start, token.end


def _asked(language: Language, words: str) -> list[frozenset[str]]:
    """The words of a query, each as the forms in which it may stand."""
    groups: list[frozenset[str]] = []
    for token in language.tokens(words):
        parts = _LETTERS.findall(token.norm.casefold())
        if len(parts) == 1:
            forms = (form.casefold()[:_LONGEST] for form in language.spellings(token))
            groups.append(frozenset(form for form in forms if _LETTERS.fullmatch(form)) | {parts[0]})
        else:
            groups.extend(frozenset((part[:_LONGEST],)) for part in parts)
    return list(dict.fromkeys(groups))


def matches(database: Database, wanted: Sequence[Sequence[frozenset[str]]]) -> ColumnElement[bool]:
    """The condition on a document that it has, in one of the languages asked, every word in some form."""
    return documents.c.number.in_(select(_found(database, wanted).subquery().c.document))


def _found(database: Database, wanted: Sequence[Sequence[frozenset[str]]]) -> TextualSelect:
    """The numbers of those documents."""
    either, both = (" | ", " & ") if database.postgres else (" OR ", " AND ")
    mark = "'" if database.postgres else '"'
    said = either.join(
        "("
        + both.join("(" + either.join(f"{mark}{w}{mark}" for w in sorted(forms)) + ")" for forms in groups)
        + ")"
        for groups in wanted
    )
    if database.postgres:
        # OFFSET 0: found by the index on words first, whatever the planner thinks of so many alternatives.
        found = text("SELECT document FROM shadow WHERE words @@ CAST(:said AS tsquery) OFFSET 0")
        return found.bindparams(said=said).columns(column("document"))
    found = text("SELECT rowid AS document FROM shadow WHERE words MATCH :said")
    return found.bindparams(said=said).columns(column("document"))


def _older(doc: str) -> ColumnElement[bool]:
    """The condition on a document that it comes after another, the newest first."""
    other = documents.alias("other")
    known = select(other.c.published, other.c.number).where(other.c.id == doc)
    day, number = (known.with_only_columns(c).scalar_subquery() for c in (other.c.published, other.c.number))
    same = and_(documents.c.published == day, documents.c.number < number)
    return or_(documents.c.published < day, same)


def _incidents(database: Database, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The incidents of each document."""
    found: dict[int, tuple[str, ...]] = {}
    for piece in pieces(numbers):
        chosen = (
            select(standing.c.document, membership.c.incident)
            .join(membership, membership.c.report == standing.c.number)
            .where(standing.c.document.in_(piece))
            .distinct()
            .order_by(standing.c.document, membership.c.incident)
        )
        for number, incident in database.rows(chosen):
            found[number] = (*found.get(number, ()), incident)
    return found


def _hit(row: Found, groups: Sequence[frozenset[str]], incidents: tuple[str, ...]) -> Hit:
    found: list[tuple[int, int, int]] = []
    for word, start, end in _words(load_language(row.lang), row.text):
        found.extend((start, end, at) for at, forms in enumerate(groups) if word in forms)
    start, end = _window(row.text, found)
    inside = [(first, last) for first, last, _ in found if start <= first and last <= end]
    return Hit(
        doc=row.id,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        snippet=row.text[start:end],
        start=start,
        end=end,
        spans=tuple(dict.fromkeys(inside)),
        incidents=incidents,
        synthetic=bool(row.synthetic),
    )


def _window(words: str, found: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The stretch of the text with the most different words that were asked for, cut at blanks."""
    best, most = 0, 0
    for at, (start, _, _) in enumerate(found):
        within = {group for _, last, group in found[at : at + 40] if last <= start + _WIDTH}
        if len(within) > most:
            best, most = start, len(within)
    first = max(0, best - _WIDTH // 4)
    if first:
        blank = re.compile(r"\s").search(words, first, best)
        first = blank.end() if blank else best
    last = min(len(words), first + _WIDTH)
    if last < len(words):
        blanks = [m.start() for m in re.finditer(r"\s", words[first:last])]
        last = first + blanks[-1] if blanks and first + blanks[-1] > best else last
    return first, last
