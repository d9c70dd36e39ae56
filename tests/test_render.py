"""Cards and JSON."""

from __future__ import annotations

import json

import msgspec
import pytest

from sijill.demo import article
from sijill.reader import Reader
from sijill.records import Count
from sijill.render import CodedDocument, cards, count_words, json_line, json_list


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, ""),
        (Count(), "some"),
        (Count(min=4, max=4), "4"),
        (Count(min=4, max=6), "4–6"),
        (Count(min=3), "at least 3"),
        (Count(max=5), "at most 5"),
        (Count(min=0, max=0), "0"),
    ],
)
def test_counts(count: Count | None, words: str) -> None:
    assert count_words(count) == words


def test_json_is_the_contract_and_no_more(reader: Reader) -> None:
    reading = reader.read(article())
    line = json_line(reading)
    assert msgspec.json.decode(line, type=CodedDocument).reports == reading.reports
    assert "reasons" not in json.loads(line)
    assert json.loads(json_list([reading])) == [json.loads(line)]


def test_a_card_for_each_report(reader: Reader) -> None:
    reading = reader.read(article())
    text = cards(reading)
    for report in reading.reports:
        assert f"── {report.id} · {report.event_type} · {report.realis}" in text
    for number, _ in enumerate(reading.tallies):
        assert f"── tally {number}" in text
