"""No text makes the reader crash, hang, lose its offsets, or take more than linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.reader import Reader, load_reader
from sijill.records import Document
from sijill.render import CodedDocument, cards, coded, json_line

SLACK = 5
PATIENCE = 4.0
WORDS = (
    "قصف",
    "قصفت",
    "القوات",
    "بلدة",
    "سراقب",
    "مقتل",
    "ثلاثة",
    "مدنيين",
    "و",
    "في",
    "الخميس",
    "ليل",
    "«",
    "»",
    '"',
    ".",
    "،",
    ":",
    "\n",
    "٢٠٢٣",
    "12",
    "صواريخ",
    "نفت",
    "زعم",
    "إن",
    "ردا",
    "على",
    "بينهم",
    "أربعة",
    "من",
    "بين",
    "منذ",
    "مطلع",
    "آذار/مارس",
    "استـ.ـهداف",
    "ق.ت.ل",
    "🇸🇾",
    "%",
    "120كم",
    "\u200f",
    "\u0640",
    "الاحتلال",
    "وزارة",
    "الدفاع",
    "ريف",
    "حلب",
    "إدلب",
)


def read(reader: Reader, text: str, published: str = "2023-11-10") -> CodedDocument:
    reading = reader.read(Document(id="x", published=published, text=text))
    for report in reading.reports:
        for part in (
            report.trigger,
            *report.participants,
            *report.weapons,
            *report.places,
            *report.harm,
            *report.sources,
        ):
            assert part.text == text[part.start : part.end]
    for item in (*reading.tallies, *reading.framing, *reading.issues):
        assert item.text == text[item.start : item.end]
    json_line(reading)
    cards(reading)
    return coded(reading)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_unicode(text: str) -> None:
    read(load_reader(), text)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([" ", "", "  ", "\u200c"]))
def test_any_order_of_news_words(words: list[str], between: str) -> None:
    read(load_reader(), between.join(words))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12))
def test_any_publication_date(published: str) -> None:
    read(load_reader(), "قصفت القوات بلدة سراقب ليل الخميس", published)


def test_one_input_twice_is_one_output(reader: Reader) -> None:
    text = " ".join(WORDS * 5)
    first, second = (
        json_line(reader.read(Document(id="x", published="2024-01-01", text=text))) for _ in range(2)
    )
    assert first == second


LONG = {
    "one letter": lambda n: "ب" * n,
    "one letter of another script": lambda n: "a" * n,
    "tatweel": lambda n: "ـ" * n,
    "nested quotes": lambda n: "«" * (n // 2) + "قصف" + "»" * (n // 2),
    "one long sentence": lambda n: ("قصفت القوات بلدة سراقب وقتل ثلاثة مدنيين " * n)[:n],
    "many sentences": lambda n: ("قصفت القوات بلدة سراقب يوم السبت. " * n)[:n],
    "one word again": lambda n: ("قصف " * n)[:n],
    "numbers": lambda n: ("خمسة وعشرون ألفا و" * n)[:n],
    "digits": lambda n: "7" * n,
    "times": lambda n: ("ليل الخميس " * n)[:n],
    "places": lambda n: ("حلب وإدلب و" * n)[:n],
    "letters and dots": lambda n: ("ق." * n)[:n],
    "lines": lambda n: ("قصف\n" * n)[:n],
    "proclitics": lambda n: "و" * n + "قصف",
}


@pytest.mark.parametrize("kind", LONG)
def test_time_is_linear(reader: Reader, kind: str) -> None:
    """Three times the text: three times the time, where nine would be quadratic."""
    make, small, large = LONG[kind], 2_000, 6_000
    least = [_seconds(reader, make(small)), _seconds(reader, make(large))]
    for _ in range(3):  # a collection may have fallen in one: what counts is the least seen
        if SLACK * max(least[0], 0.02) < least[1] < PATIENCE:
            least = [
                min(least[0], _seconds(reader, make(small))),
                min(least[1], _seconds(reader, make(large))),
            ]
    assert least[1] <= SLACK * max(least[0], 0.02), least


def test_a_megabyte_of_one_letter(reader: Reader) -> None:
    assert _seconds(reader, "ب" * 1_000_000) < 60


def _seconds(reader: Reader, text: str) -> float:
    began = time.process_time()
    reader.read(Document(id="x", published="2024-01-01", text=text))
    return time.process_time() - began
