"""Where an outlet writes from, by the registry or by its own name, and what that decides."""

from __future__ import annotations

import pytest

from sijill.outlet import at_home, home_of
from sijill.reader import Reader
from sijill.records import Document

HOMES = {"صوت ليبيا الحر": "LY", "إذاعة بيروت المستقلة": "LB", "أخبار الغد": "", "": "", "الجزيرة": ""}


@pytest.mark.parametrize("name", HOMES)
def test_the_home_of_an_outlet(reader: Reader, name: str) -> None:
    assert home_of(reader.language, reader.gazetteer, name) == HOMES[name]


def test_a_home_weighs_only_beside_what_the_text_says() -> None:
    assert at_home({"LY": 1.0, "LB": 1.0}, "LB") == {"LY": 1.0, "LB": 1.5}
    assert at_home({"LY": 1.0}, "LB") == {"LY": 1.0}
    assert at_home({}, "LB") == {"LB": 0.5}
    assert at_home({"LY": 1.0}, "") == {"LY": 1.0}


@pytest.mark.parametrize(("outlet", "ident"), [("صوت ليبيا الحر", "place.ly.tripoli"), ("إذاعة بيروت", "place.lb.tripoli")])  # fmt: skip
def test_the_home_decides_between_two_cities(reader: Reader, outlet: str, ident: str) -> None:
    text = "قتل شخصان بانفجار قنبلة يدوية في طرابلس فجر الأربعاء."
    reading = reader.read(Document(id="x", outlet=outlet, published="2024-03-16", text=text))
    assert [p.gazetteer_id for r in reading.reports for p in r.places] == [ident]
    assert any("document-country" in reason.rule for reason in reading.reasons)


def test_without_a_home_they_stay_open(reader: Reader) -> None:
    text = "قتل شخصان بانفجار قنبلة يدوية في طرابلس فجر الأربعاء."
    reading = reader.read(Document(id="x", published="2024-03-16", text=text))
    (place,) = [p for r in reading.reports for p in r.places]
    assert not place.gazetteer_id
    assert any("place.ly.tripoli" in r.rule and "place.lb.tripoli" in r.rule for r in reading.reasons)
