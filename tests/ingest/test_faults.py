"""Input that is cut short, packed to burst, far too big or made to hurt: refused in a line, never a crash."""

from __future__ import annotations

import gzip
import json
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sijill.ingest import Given, Item, from_bytes
from sijill.ingest.arrival import LONGEST_LINE, LONGEST_PAGE, Refused
from sijill.ingest.feeds import posts
from sijill.ingest.sitemaps import listed
from tests.conftest import Ran

Run = Callable[..., Ran]
TEXT = "قصفت المدفعية بلدة سراقب يوم السبت، ما أدى إلى مقتل ثلاثة مدنيين وإصابة آخرين."
LINE = json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False).encode() + b"\n"
BODY = f"<p>{TEXT}</p>" * 5
PATIENCE = 30.0


def ids(ran: Ran) -> list[str]:
    return [json.loads(line)["doc"]["id"] for line in ran.out.splitlines()]


def rows(path: Path, count: int) -> Path:
    pq.write_table(pa.table({"id": [f"r{n}" for n in range(count)], "text": [TEXT] * count}), path)
    return path


@pytest.mark.parametrize("command", ["read", "add"])
def test_gzip_that_is_cut_short_keeps_what_came_before(sijill: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(LINE.replace(b'"a"', b'"a%d"' % n) for n in range(400))
    path.write_bytes(gzip.compress(lines)[:-30])
    more = ("--format", "jsonl") if command == "read" else ("--ledger", tmp_path / "x.sijill")
    ran = sijill(command, path, *more)
    assert ran.code == 1, ran.err
    assert "a.jsonl.gz: gzip that ends before its end" in ran.err
    assert "Traceback" not in ran.err
    if command == "read":
        assert ids(ran)[:2] == ["a0", "a1"]


@pytest.mark.parametrize("command", ["read", "add"])
@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.jsonl", LINE + LINE.replace(b'"a"', b'"b"')[:50], "a.jsonl:2: "),
        ("a.jsonl.gz", gzip.compress(LINE) + b"\x1f\x8b\x08\x00rest", "a.jsonl.gz: "),
        ("a.jsonl", LINE + b"x" * (LONGEST_LINE + 5) + b"\n" + b"{}\n", "a.jsonl:2: a line of more than"),
    ],
)
def test_lines_that_are_cut_short_or_too_long(
    sijill: Run, tmp_path: Path, command: str, name: str, data: bytes, word: str
) -> None:
    (tmp_path / name).write_bytes(data)
    more = ("--format", "jsonl") if command == "read" else ("--ledger", tmp_path / "x.sijill")
    ran = sijill(command, tmp_path / name, *more)
    assert ran.code == 1, ran.err
    assert word in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["read", "add"])
def test_parquet(sijill: Run, tmp_path: Path, command: str) -> None:
    more = ("--format", "jsonl") if command == "read" else ("--ledger", tmp_path / "x.sijill")
    assert sijill(command, rows(tmp_path / "whole.parquet", 3), *more).code == 0
    whole = rows(tmp_path / "b.parquet", 200).read_bytes()
    for name, data, word in (
        ("cut.parquet", whole[:-100], "no Parquet, or cut short"),
        ("head.parquet", whole[:4], "no Parquet, or cut short"),
        ("torn.parquet", whole[:40] + b"\xff" * 60 + whole[100:], "torn.parquet"),
        ("empty.parquet", b"", "empty.parquet"),
    ):
        (tmp_path / name).write_bytes(data)
        ran = sijill(command, tmp_path / name, *more)
        assert ran.code in (1, 3), (name, ran.err)
        assert word in ran.err
        assert "Traceback" not in ran.err
    pq.write_table(pa.table({"body": [TEXT]}), tmp_path / "other.parquet")
    ran = sijill(command, tmp_path / "other.parquet", *more)
    assert ran.code == 3
    assert "no column 'text' for text (there are: body)" in ran.err


def test_a_bad_row_of_parquet_is_told_and_the_rest_is_done(sijill: Run, tmp_path: Path) -> None:
    table = pa.table({"text": [TEXT, None, TEXT], "published": ["2024-03-10", "", "soon"]})
    pq.write_table(table, tmp_path / "a.parquet")
    ran = sijill("read", tmp_path / "a.parquet", "--format", "jsonl")
    assert ran.code == 1
    assert ids(ran) == ["a-1"]
    assert "a.parquet:row 2: no 'text'" in ran.err
    assert "a.parquet:row 3: 'soon' is no date" in ran.err


@pytest.mark.parametrize("command", ["read", "add"])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("bomb.html.gz", lambda: gzip.compress(b"<p>" + b"\0" * 300_000_000, 1)),
        ("bomb.txt.gz", lambda: gzip.compress(b"x" * 300_000_000, 1)),
        ("bomb.jsonl.gz", lambda: gzip.compress(b"{" + b" " * 300_000_000, 1)),
        ("big.html", lambda: b"<html><body>" + b"<p>x" * 25_000_000),
        ("big.txt", lambda: TEXT.encode() * (100_000_000 // len(TEXT.encode()))),
    ],
)
def test_what_is_too_big_is_refused_in_little_memory(
    sijill: Run, tmp_path: Path, command: str, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    more = () if command == "read" else ("--ledger", tmp_path / "x.sijill")
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ran = sijill(command, tmp_path / name, *more)
    assert ran.code == 3, ran.err
    assert f"more than {LONGEST_PAGE} bytes" in ran.err or "more than" in ran.err or "at most" in ran.err
    assert "Traceback" not in ran.err
    assert time.process_time() - began < PATIENCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kilobytes


HOSTILE = {
    "deep": "<div>" * 100_000 + BODY,
    "deep and unclosed": "<b><i>" * 50_000 + BODY,
    "deep lists": "<article>" + "<ul><li>" * 30_000 + BODY,
    "a huge attribute": f"<article data-x='{'x' * 5_000_000}'>{BODY}</article>",
    "many attributes": f"<article {' '.join(f'a{n}=1' for n in range(300_000))}>{BODY}</article>",
    "many quoted attributes": "<article " + " ".join(f"a{n}='>'" for n in range(100_000)) + f">{BODY}",
    "many attributes behind a stray quote": '<a b=c" ' + " ".join(f"a{n}='>'" for n in range(100_000)) + BODY,
    "entities": f"<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '{'&a;' * 10_000}'>]><article>&b;{BODY}",
    "many comments": "<article>" + "<!--" * 200_000 + BODY,
    "deep data": "<script type='application/ld+json'>" + '{"@graph":[' * 50_000 + "</script>" + BODY,
    "nested data": "<script type='application/ld+json'>"
    + '{"@graph":[' * 400
    + "]}" * 400
    + "</script>"
    + BODY,
    "NUL": "<article>" + BODY.replace("ب", "ب\0"),
    "a date of a million digits": f"<meta property='article:published_time' content='{'9' * 1_000_000}'>{BODY}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_pages_that_are_made_to_hurt(kind: str) -> None:
    began = time.process_time()
    items = list(from_bytes("a.html", f"<html><body>{HOSTILE[kind]}</body></html>".encode(), Given()))
    assert len(items) == 1
    assert isinstance(items[0], Item)
    assert items[0].document is not None or items[0].problem
    assert time.process_time() - began < PATIENCE


FEED = "<rss version='2.0'><channel><title>x</title>{}</channel></rss>"


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>"
        + "".join(f"<!ENTITY b{n} '&a;&a;'>" for n in range(50))
        + "]><rss/>",
        FEED.format("<item>" * 20_000),
        FEED.format("<item><title>" + "<b>" * 50_000 + "</title></item>"),
        FEED.format("<item " + " ".join(f"a{n}='1'" for n in range(30_000)) + "><title>x</title></item>"),
        FEED.format(
            f"<item><description>&lt;p {' '.join(f'a{n}=1' for n in range(50_000))}&gt;x</description></item>"
        ),
        "<rss" * 10_000,
        FEED.format("<item><pubDate>" + "9" * 200_000 + "</pubDate><title>x</title></item>"),
    ],
    ids=["entities", "items", "deep", "attributes", "attributes inside", "open", "date"],
)
def test_feeds_that_are_made_to_hurt(data: str) -> None:
    began = time.process_time()
    for reads in (posts, lambda given: list(listed(given))):
        with suppress(Refused):
            reads(data.encode())
    assert time.process_time() - began < PATIENCE
