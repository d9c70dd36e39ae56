"""Weapons: which words name the means of an event, and which only look like it."""

from __future__ import annotations

import pytest

from sijill.pipeline import read
from sijill.reader import load_reader
from sijill.records import Document, Report

READER = load_reader()


def reports(text: str, published: str = "2024-05-06") -> tuple[Report, ...]:
    """The reports of a short text."""
    document = Document(id="x", outlet="", published=published, text=text)
    return read(document, READER.language, READER.gazetteer).reports


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("استهدفت طائرة معادية مسيرة مقهى في البلدة", "drone", 1),
        ("استهدفت طائرة مسيرة مقهى في البلدة", "drone", 1),
        ("ألقت طائرة مسيرة قنابل على أطراف القرية", "aircraft_bomb", None),
        ("قتل ثلاثة تلاميذ في انفجار سيارة مفخخة وسط العاصمة", "vehicle_bomb", 1),
        ("اندلعت اشتباكات بالأسلحة المتوسطة بين فصيلين في المدينة", "small_arms", None),
        ("قتل مزارعان برصاص الحرس في القرية", "small_arms", None),
        ("استهدف المسلحون ثكنة في البلدة بصاروخ موجه", "anti_tank", 1),
        ("استهدفت طائرة حربية سيارة في البلدة بصاروخ موجه", "missile", 1),
        ("قصف الجيش البلدة بالأسلحة الثقيلة وقذائف المدفعية", "artillery", None),
    ],
)
def test_means_named(text: str, kind: str, count: int | None) -> None:
    weapons = [w for r in reports(text) for w in r.weapons]
    found = [w.count.min if w.count else None for w in weapons if w.kind == kind]
    assert found == [count]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصفت المدفعية القرية بالتزامن مع تحليق للطيران الحربي في الأجواء", "aircraft_bomb"),
        ("قصفت المدفعية القرية وسط تحليق لطائرات الاستطلاع", "aircraft_bomb"),
        ("هاجم مسلحون بالرصاص معتصمين في ساحة الطيران وسط البلدة", "aircraft_bomb"),
        ("استهدفت المدفعية محيط نقطة الرادار في البلدة", "air_defence"),
        ("قصف الجيش البلدة بالأسلحة الثقيلة وقذائف المدفعية", "unspecified"),
        ("استهدفت طائرة معادية مسيرة مقهى في البلدة", "aircraft_bomb"),
        ("نفذت الشرطة بمساندة طيران التحالف عملية أمنية في القرية واعتقلت رجلين", "aircraft_bomb"),
        ("قتل مسلحون تاجر أسلحة في البلدة", "unspecified"),
    ],
)
def test_no_means(text: str, kind: str) -> None:
    found = reports(text)
    assert found
    assert kind not in {w.kind for r in found for w in r.weapons}


def test_weapons_of_a_later_sentence_that_has_no_event() -> None:
    text = "قصف القوات على مخيم في البلدة.\nقتلت سيدة جراء سقوط 6 قذائف مدفعية منتصف الليل."
    (report,) = reports(text)
    assert [(w.kind, w.count and w.count.min) for w in report.weapons] == [("artillery", 6)]
    assert report.time is not None
    assert report.time.start == "2024-05-05T18:00"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("شبكة أخبار\nآخر تحديث: 08.05.2024\nقصفت المدفعية أمس سوق البلدة.", "2024-05-07"),
        ("شبكة أخبار\nآخر تحديث: 06.05.2024\nقصفت المدفعية أمس سوق البلدة.", "2024-05-05"),
        ("شبكة أخبار\nآخر تحديث: 08.05.2019\nقصفت المدفعية أمس سوق البلدة.", "2024-05-05"),
        ("قصفت المدفعية اليوم الأربعاء سوق البلدة.", "2024-05-08"),
        ("شبكة أخبار\nحصاد الأحداث ليوم الأحد 05-05-2024\nقصفت المدفعية سوق البلدة.", "2024-05-05"),
        ("اتهمت الرئاسة، الأحد، مجهولين باغتيال تاجر في هجوم على سيارته يوم 2 أيار", "2024-05-02"),
        ("شنت طائرة غارة على البلدة يوم الجمعة، وفق بيان للجيش ورد مساء السبت", "2024-05-03"),
    ],
)
def test_day_of_the_event(text: str, start: str) -> None:
    times = [r.time.start for r in reports(text) if r.time is not None]
    assert times[0] == start


def test_a_threat_takes_no_time_from_the_event_before() -> None:
    text = "قصفت المدفعية سوق البلدة صباح اليوم.\nوهدد الوزير بضرب القواعد."
    times = {r.event_type: r.time for r in reports(text)}
    assert times["shelling"] is not None
    assert times["shelling"].precision == "part_of_day"
    threat = times.get("threat")
    assert threat is None or threat.precision == "vague"
