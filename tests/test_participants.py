"""Where one phrase ends and the next begins, and who is the doer and who the done-to, in sentences of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sijill
from sijill.reader import Reader
from sijill.records import Document, Report

CORPUS = Path(sijill.__file__).parent / "lang" / "ar" / "corpus" / "participants.toml"
CASES = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]


def told(report: Report) -> str:
    """An event with all of its participants, in the words of a case."""
    roles = [f"{p.role}={p.text}" for p in report.participants if p.role != "claimant"]
    return " ".join([report.event_type, *roles])


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:30] for case in CASES])
def test_participants(case: dict[str, object], reader: Reader) -> None:
    reports = reader.read(Document(id="d", text=str(case["text"]), lang="ar", published="2024-05-06")).reports
    assert [told(report) for report in reports] == case["events"]
