"""The tables of the ledger as queries name them; `schema/` makes them, and a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.types import REAL

ALL = MetaData()


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


meta = Table("meta", ALL, Column("name", Text, primary_key=True), *_texts("value"))

documents = Table(
    "documents",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("id", "sha256", "outlet", "outlet_id", "lang", "url", "title"),
    *_texts("published", "dated_by", "retrieved", "origin"),
    Column("synthetic", Integer, nullable=False),
    *_texts("text"),
)

readings = Table(
    "readings",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Integer, nullable=False),
    *_texts("reader", "tallies", "framing", "rest"),
)

reports = Table(
    "reports",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, nullable=False),
    *_texts("key", "quote", "json"),
)

standing = Table(
    "standing",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("key"),
    Column("document", Integer, nullable=False),
    Column("report", Integer, nullable=False),
    *_texts("state"),
)

blocks = Table(
    "blocks",
    ALL,
    Column("block", Text, primary_key=True),
    Column("report", Integer, primary_key=True, autoincrement=False),
)

links = Table(
    "links",
    ALL,
    Column("a", Integer, primary_key=True, autoincrement=False),
    Column("b", Integer, primary_key=True, autoincrement=False),
    Column("score", REAL, nullable=False),
    *_texts("verdict", "barred", "steps"),
)

incidents = Table(
    "incidents",
    ALL,
    Column("id", Text, primary_key=True),
    *_texts("event_type", "status", "start_at", "end_at", "countries"),
    Column("lat", REAL),
    Column("lon", REAL),
    Column("synthetic", Integer, nullable=False),
    *_texts("json"),
)

membership = Table(
    "membership",
    ALL,
    Column("report", Integer, primary_key=True, autoincrement=False),
    *_texts("incident"),
)

aliases = Table("aliases", ALL, Column("old", Text, primary_key=True), *_texts("incident"))

decisions = Table(
    "decisions",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("withdraws", Integer),
    *_texts("json"),
)

decided = Table(
    "decided",
    ALL,
    Column("key", Text, primary_key=True),
    Column("decision", Integer, primary_key=True, autoincrement=False),
)

changes = Table(
    "changes",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("made_at", "incident", "kind", "taken_into", "fields"),
    Column("synthetic", Integer, nullable=False),
)

bands = Table(
    "bands",
    ALL,
    Column("band", Text, primary_key=True),
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("leads", Integer, nullable=False),
)

copies = Table(
    "copies",
    ALL,
    Column("a", Integer, primary_key=True, autoincrement=False),
    Column("b", Integer, primary_key=True, autoincrement=False),
    *_texts("verdict"),
    Column("jaccard", REAL, nullable=False),
    Column("contained", REAL, nullable=False),
    Column("whole", Integer),
)

voices = Table(
    "voices",
    ALL,
    Column("document", Integer, primary_key=True, autoincrement=False),
    *_texts("voice"),
)

unknown_places = Table(
    "unknown_places",
    ALL,
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("key", "json"),
)

place_sets = Table(
    "place_sets",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("digest"),
)

own_places = Table(
    "own_places",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("id"),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    *_texts("json"),
)

word_entries = Table(
    "word_entries",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("json"),
)

word_sets = Table(
    "word_sets",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("digest", "members"),
)

accounts = Table(
    "accounts",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("login", "role", "password", "state", "made_at", "changed_at"),
)

sessions = Table(
    "sessions",
    ALL,
    Column("digest", Text, primary_key=True),
    Column("account", Integer, nullable=False),
    *_texts("made_at", "seen_at", "agent"),
)

tokens = Table(
    "tokens",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("account", Integer, nullable=False),
    *_texts("name", "role", "digest", "made_at", "expires_at", "revoked_at", "used_at"),
)

tries = Table(
    "tries",
    ALL,
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    *_texts("last_at", "until_at"),
)

audit = Table(
    "audit",
    ALL,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_texts("made_at", "made_by", "what", "about", "detail"),
)

# What is only ever added to; triggers see to it. The first schema made all but the audit log.
FIRST_APPEND_ONLY = ("documents", "readings", "reports", "decisions", "decided", "changes")
APPEND_ONLY = (*FIRST_APPEND_ONLY, "audit")
