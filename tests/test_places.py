"""Places: relation and precision, what is no place, lists, namesakes (docs/codebook.md 6, 14)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sijill.lang.ar
from sijill.reader import Reader
from sijill.records import Document, Report

CORPUS = Path(sijill.lang.ar.__file__).parent / "corpus" / "places.toml"
CASES = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]


def read(reader: Reader, text: str) -> tuple[Report, ...]:
    return reader.read(Document(id="x", published="2024-03-16", text=text)).reports


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_places_of_an_event(reader: Reader, case: dict[str, object]) -> None:
    reports = read(reader, str(case["text"]))
    assert reports
    if "places" in case:
        number = case.get("report", 0)
        assert isinstance(number, int)
        found = [[p.text, p.relation, p.precision, p.country] for p in reports[number].places]
        assert found == case["places"]
    for words in case.get("none", []):  # type: ignore[attr-defined]
        assert all(words not in p.text for r in reports for p in r.places)


def test_one_report_for_each_village_of_a_list(reader: Reader) -> None:
    reports = read(reader, "قصفت المدفعية قرى الفطيرة وسفوهن وكنصفرة في جبل الزاوية.")
    assert [r.places[0].text for r in reports] == ["قرى الفطيرة", "سفوهن", "كنصفرة"]
    assert all("جبل الزاوية" in [p.text for p in r.places] for r in reports)


def test_harm_for_the_set_undivided_keeps_one_report(reader: Reader) -> None:
    reports = read(reader, "قتل خمسة مدنيين بقصف مدفعي على بلدتي سرمين والنيرب.")
    assert len(reports) == 1
    assert len(reports[0].places) == 2


def test_each_place_keeps_its_own_countryside(reader: Reader) -> None:
    reports = read(reader, "قصفت المدفعية بلدة آفس بريف إدلب الشرقي، ومحيط بلدة كفرنوران بريف حلب الغربي.")
    assert [[p.text for p in r.places] for r in reports] == [
        ["بلدة آفس", "ريف إدلب الشرقي"], ["بلدة كفرنوران", "ريف حلب الغربي"],
    ]  # fmt: skip


def test_a_namesake_far_from_all_else_is_not_taken(reader: Reader) -> None:
    (report,) = read(reader, "انفجرت عبوة ناسفة في قرية العدوان في ريف القامشلي شمال الحسكة.")
    village = report.places[0]
    assert not village.gazetteer_id
    assert village.lat is None
    assert village.country == "SY"


def test_the_countrys_doer_does_not_move_the_place(reader: Reader) -> None:
    (report,) = read(reader, "قصف الجيش التركي وطائرات تركية قرية زيتونة الغرب بناحية عين عيسى.")
    assert {p.country for p in report.places} == {"SY"}
