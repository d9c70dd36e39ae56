"""In which documents words stand: by the index that search uses, its words as they are written there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select, text

from .database import Database
from .search import matches
from .tables import documents

_AT_ONCE = 50


def index_words(database: Database) -> Iterator[str]:
    """Every different word of the index, prefixes and article with it."""
    if database.postgres:
        found = database.rows(text("SELECT word FROM ts_stat('SELECT words FROM shadow')"))
    else:
        database.script(
            ("CREATE VIRTUAL TABLE IF NOT EXISTS temp.shadow_words USING fts5vocab('main', 'shadow', 'row')",)
        )
        found = database.rows(text("SELECT term FROM temp.shadow_words"))
    for (word,) in found:
        yield str(word)


def documents_with(database: Database, names: Sequence[Sequence[frozenset[str]]]) -> set[str]:
    """The ids of the documents that have a name: of each of its groups one of the words, as indexed."""
    found: set[str] = set()
    for at in range(0, len(names), _AT_ONCE):
        wanted = [groups for groups in names[at : at + _AT_ONCE] if groups and all(groups)]
        if wanted:
            rows = database.rows(select(documents.c.id).where(matches(database, wanted)))
            found.update(row.id for row in rows)
    return found
