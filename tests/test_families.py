"""The rarer families of event: what is told, who did it and to whom, in short sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sijill
from sijill.reader import Reader
from sijill.records import Document, Report

CORPUS = Path(sijill.__file__).parent / "lang" / "ar" / "corpus"
CASES = [
    case
    for name in (
        "families.toml",
        "fresh_posts.toml",
        "fresh_gulf.toml",
        "fresh_more.toml",
        "fresh_airwars.toml",
        "leads_east.toml",
        "leads_more.toml",
        "leads_north.toml",
        "leads_third.toml",
        "leads_west.toml",
        "told.toml",
        "triggers.toml",
    )
    for case in tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))["case"]
]


def holds(report: Report, wanted: str) -> bool:
    """Whether a report is what a case wants: its type, and each 'role=words' of it."""
    kind, _, rest = wanted.partition(" ")
    said = {(p.role, p.text) for p in report.participants} | {("place", p.text) for p in report.places}
    pairs: list[tuple[str, str]] = []
    for word in rest.split():
        role, sign, text = word.partition("=")
        if sign:
            pairs.append((role, text))
        else:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {word}")
    return report.event_type == kind and all(pair in said for pair in pairs)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:30] for case in CASES])
def test_events(case: dict[str, object], reader: Reader) -> None:
    text, wanted = str(case["text"]), case["events"]
    assert isinstance(wanted, list)
    reports = reader.read(Document(id="d", text=text, lang="ar", published="2024-05-06")).reports
    for one in wanted:
        assert any(holds(report, one) for report in reports), (
            one,
            [
                (r.event_type, [(p.role, p.text) for p in r.participants], [p.text for p in r.places])
                for r in reports
            ],
        )
    assert len(reports) == len(wanted), [(r.event_type, r.trigger.text) for r in reports]
