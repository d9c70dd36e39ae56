"""What is enough to be a report, and what is not."""

from __future__ import annotations

import pytest

from sijill.reader import Reader
from sijill.records import Document, Report


def reports(reader: Reader, text: str) -> tuple[Report, ...]:
    return reader.read(Document(id="x", published="2024-03-16", text=text)).reports


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("شنت الطائرات الحربية ثلاث غارات على بلدة سراقب.", 3),
        ("نفذت الطائرات خمس غارات على مدينة إدلب مساء الأحد.", 5),
    ],
)
def test_a_number_before_raids_is_no_phrase_of_its_own(reader: Reader, text: str, times: int) -> None:
    (report,) = reports(reader, text)
    assert report.event_type == "airstrike"
    assert report.repeats is not None
    assert report.repeats.min == report.repeats.max == times


@pytest.mark.parametrize("pair", [("حركة حماس", "حركة فتح"), ("حركة فتح", "حركة حماس")])
def test_what_an_armed_body_denies_is_an_armed_act(reader: Reader, pair: tuple[str, str]) -> None:
    (report,) = reports(reader, f"نفت {pair[0]} استهداف {pair[1]} أمس.")
    assert [p.text for p in report.participants if p.role == "target"] == [pair[1]]
    assert report.sources[1].stance == "denies"


@pytest.mark.parametrize(
    "text", ["نفت الوزارة استهداف الموازنة أمس.", "هجوم إعلامي على الوزير.", "قصف من الانتقادات للبرنامج."]
)
def test_words_alone_are_no_event(reader: Reader, text: str) -> None:
    assert reports(reader, text) == ()


def test_a_phrase_ends_with_the_bracket_that_it_opened(reader: Reader) -> None:
    (report,) = reports(reader, "قصفت جماعة أنصار الله (الحوثيين) قاعدة عسكرية في مأرب يوم الأحد.")
    assert [p.text for p in report.participants if p.role == "attacker"] == ["جماعة أنصار الله (الحوثيين)"]
