"""Who says what: the cases of the language's own corpus, for and against each rule."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from sijill.reader import Reader, load_reader
from sijill.records import Document, Report

CORPUS = resources.files("sijill.lang.ar") / "corpus" / "attribution.toml"
CASES = tomllib.loads(CORPUS.read_text("utf-8"))["case"]


def document_of(case: dict[str, str]) -> Document:
    """A case's text as a document."""
    return Document(id="case", outlet=case.get("outlet", ""), published="2024-05-10", text=case["text"])


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The Arabic reader, loaded once."""
    return load_reader("ar")


def report_of(reader: Reader, case: dict[str, str]) -> Report:
    """The first report of the case's event, else the first of all."""
    reports = reader.read(document_of(case)).reports
    assert reports, "no report"
    return next((r for r in reports if r.event_type == case["event"]), reports[0])


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_sources(reader: Reader, case: dict[str, str]) -> None:
    """Speaker, kind, stance, chain and distance are those of the case."""
    report = report_of(reader, case)
    said = [[s.text, s.kind, s.stance] for s in report.sources[1:]]
    assert sorted(said) == sorted(case["said"])
    for inner, outer in case.get("via", ()):
        passing = next(s.via for s in report.sources if s.text == inner)
        assert report.sources[passing].text == outer
    if "distance" in case:
        assert any(s.distance for s in report.sources)
    if "realis" in case:
        assert report.realis == case["realis"]


def test_spans_are_the_words(reader: Reader) -> None:
    """A source's span holds exactly its words."""
    for case in CASES:
        document = document_of(case)
        for report in reader.read(document).reports:
            for source in report.sources[1:]:
                assert document.text[source.start : source.end] == source.text
