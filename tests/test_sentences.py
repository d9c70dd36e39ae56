"""Sentences as news tells them: which events each tells, and which tell of none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sijill
from sijill.reader import Reader
from sijill.records import Document

CORPUS = Path(sijill.__file__).parent / "lang" / "ar" / "corpus" / "sentences.toml"
CASES = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]
HEADING = "أخبار متفرقة من المنطقة\n\n"


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_what_a_sentence_tells(reader: Reader, case: dict[str, list[str]]) -> None:
    text = HEADING + str(case["text"])
    found = reader.read(Document(id="x", published="2024-03-16", text=text)).reports
    told = [r.event_type + "!" * (r.realis == "denied") for r in found if r.realis in ("actual", "denied")]
    assert sorted(told) == sorted(case["events"])
