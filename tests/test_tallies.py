"""Tallies: what counts as a sum over a time, what is the harm of one event, and how parts make a whole."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sijill.gazetteer.load import load_gazetteer
from sijill.language import load_language
from sijill.pipeline import index_places, read
from sijill.records import Document, Reading, Tally

LANGUAGE = load_language("ar")
GAZETTEER = load_gazetteer()
index_places(LANGUAGE, GAZETTEER)
CORPUS = Path(__file__).parent.parent / "src/sijill/lang/ar/corpus"
CASES = tomllib.loads((CORPUS / "tallies.toml").read_text(encoding="utf-8"))["case"]
SCOPED = tomllib.loads((CORPUS / "tallies_scopes.toml").read_text(encoding="utf-8"))["case"]


def reading(text: str) -> Reading:
    return read(Document(id="t", published="2024-03-20", text=text), LANGUAGE, GAZETTEER)


def shown(value: object) -> str:
    return "*" if value is None else str(value)


def line(tally: Tally) -> str:
    count, window = tally.count, tally.window
    return f"{tally.measure} {shown(count.min)}-{shown(count.max)} {shown(window.start)}..{shown(window.end)}"


def agrees(expected: str, got: str) -> bool:
    """Whether a line agrees; an open day in the expectation is not looked at."""
    (what, many, days), (measure, count, window) = expected.split(), got.split()
    ends = zip(days.split(".."), window.split(".."), strict=True)
    return (what, many) == (measure, count) and all(e in ("*", g) for e, g in ends)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_corpus(case: dict[str, object]) -> None:
    found = reading(str(case["text"]))
    expected = case["tallies"]
    assert isinstance(expected, list)
    lines = [line(t) for t in sorted(found.tallies, key=lambda t: t.start)]
    assert len(lines) == len(expected), lines
    assert all(agrees(e, g) for e, g in zip(expected, lines, strict=True)), lines
    if "parts" in case:
        assert [f"{p.count.min} {p.place}" for p in found.tallies[0].parts] == case["parts"]
        assert found.tallies[0].adds_up is True
    if expected and "Ordinal" not in case:
        assert not any(
            h.count.min == t.count.min for r in found.reports for h in r.harm for t in found.tallies
        )


@pytest.mark.parametrize("case", SCOPED, ids=[c["text"][:40] for c in SCOPED])
def test_scopes_and_parts(case: dict[str, object]) -> None:
    found = sorted(reading(str(case["text"])).tallies, key=lambda t: t.start)
    expected = case["tallies"]
    assert isinstance(expected, list)
    lines = [line(t) for t in found]
    assert len(lines) == len(expected), lines
    assert all(agrees(e, g) for e, g in zip(expected, lines, strict=True)), lines
    if found:
        first = found[0]
        assert list(first.scope.places) == case.get("places", [])
        assert (first.scope.actor or "", first.scope.target or "") == (
            case.get("actor", ""),
            case.get("target", ""),
        )
        assert [f"{p.count.min} {p.place or '-'}" for p in first.parts] == case.get("parts", [])
        assert first.adds_up is case.get("adds_up")


def test_list_lines_under_a_tally_are_its_parts_and_no_reports() -> None:
    text = (
        "نفذت الطائرات 10 غارات على الريف منذ بداية الشهر الحالي، توزعت على النحو التالي:\n"
        "- 6 غارات على إدلب أسفرت عن مقتل رجل.\n- 4 غارات على حلب."
    )
    found = reading(text)
    assert [t.count.min for t in found.tallies] == [10]
    assert [p.count.min for p in found.tallies[0].parts] == [6, 4]
    assert found.tallies[0].adds_up is True
    assert not found.reports


def test_a_tally_told_in_headline_and_body_is_one() -> None:
    text = "مقتل 73 مدنياً خلال شباط\nوثقت الشبكة مقتل 73 مدنياً خلال شهر شباط الماضي."
    assert len(reading(text).tallies) == 1


def test_the_event_of_a_day_stays_beside_the_sum() -> None:
    text = "قتل جنديان في انفجار لغم اليوم الأربعاء، ما يرفع عدد القتلى إلى 31 قتيلاً منذ بداية العام."
    found = reading(text)
    assert [t.count.min for t in found.tallies] == [31]
    assert [r.event_type for r in found.reports] == ["bombing"]
    assert [h.count.min for h in found.reports[0].harm] == [2]


def test_spans_are_the_words() -> None:
    for case in CASES:
        found = reading(case["text"])
        assert all(found.doc.text[t.start : t.end] == t.text for t in found.tallies)


def test_a_list_with_a_heading_of_its_own_after_a_sum_breaks_it_down() -> None:
    text = (
        "وبذلك يرتفع إلى 9 تعداد الغارات منذ بداية العام.\nوتوزعت الغارات كالآتي:\n"
        "- 6 غارات على حماة قتل فيها رجلان.\n- 3 غارات على حلب."
    )
    found = reading(text)
    assert [(t.measure, t.count.min) for t in found.tallies] == [("airstrikes", 9)]
    assert [p.count.min for p in found.tallies[0].parts] == [6, 3]
    assert not found.reports


def test_a_sum_with_no_time_takes_that_of_the_sum_before() -> None:
    text = "قتل 40 مدنياً منذ مطلع شباط. وأضاف المركز أن عدد الجرحى يقدر بنحو 210."
    found = reading(text)
    assert [line(t) for t in found.tallies] == [
        "killed 40-40 2024-02-01..2024-03-20",
        "wounded 210-210 2024-02-01..2024-03-20",
    ]


def test_each_verb_of_harm_has_its_own_people() -> None:
    found = reading("قال الناطق إن سبعة جنود قُتلوا وأصيب خمسة آخرون في كمين أمس.")
    figures = [(h.kind, h.count.min, h.count.max) for r in found.reports for h in r.harm]
    assert figures == [("killed", 7, 7), ("wounded", 5, 5)]
    assert not found.tallies
