"""What an event answers or protests against keeps its own place, dead and type."""

from __future__ import annotations

import pytest

from sijill.reader import Reader
from sijill.records import Document, Report


def only(reader: Reader, text: str) -> Report:
    (report,) = reader.read(Document(id="d", outlet="o", published="2024-03-14", text=text)).reports
    return report


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قصف الجيش التركي مواقع في منبج أمس ردا على قصف مدينة اعزاز.", "place.sy.manbij"),
        ("أطلق حزب الله صواريخ على كريات شمونة ردا على الغارة على بلدة عيترون.", "place.il.kiryat-shmona"),
        ("تظاهر المئات في الناصرية أمس تضامنا مع أهالي البصرة.", "place.iq.nasiriyah"),
        ("تظاهر المئات في بغداد أمس تنديدا بقصف دهوك.", "place.iq.baghdad"),
        ("تظاهر العشرات احتجاجا على سوء الخدمات في البصرة أمس.", "place.iq.basra"),
    ],
)
def test_the_place_is_the_event_s_own(reader: Reader, text: str, place: str) -> None:
    assert [p.gazetteer_id for p in only(reader, text).places] == [place]


def test_rockets_in_answer_to_a_raid_are_no_raid(reader: Reader) -> None:
    text = "أطلق حزب الله صواريخ على كريات شمونة ردا على الغارة على بلدة عيترون."
    assert only(reader, text).event_type == "shelling"


def test_the_dead_that_a_protest_is_about_are_not_its_own(reader: Reader) -> None:
    assert only(reader, "خرجت مظاهرة في درعا أمس احتجاجا على مقتل شاب في إنخل.").harm == ()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("تقدمت قوات الجيش في حلب اليوم بعد اشتباكات قتل فيها خمسة جنود.", "armed_clash"),
        ("اندلعت النيران أمس في مستودع للوقود في بورتسودان بعد ضربة نفذتها طائرة مسيرة.", "drone_strike"),
    ],
)
def test_what_is_told_in_the_clause_behind_it_is_news(reader: Reader, text: str, event: str) -> None:
    assert event in {
        r.event_type
        for r in reader.read(Document(id="d", outlet="o", published="2024-03-14", text=text)).reports
    }
