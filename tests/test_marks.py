"""Marks: unique in a document, and the same for the same triggers whatever else is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sijill.marks import mark_reports, mark_tallies
from sijill.records import Count, Report, Span, Tally


def _report(ident: str, start: int, end: int) -> Report:
    return Report(id=ident, event_type="shelling", trigger=Span(text="", start=start, end=end))


def test_a_mark_is_where_the_trigger_stands() -> None:
    reports = [_report("r1", 120, 124), _report("r2", 120, 124), _report("r3", 7, 9), _report("r4", 120, 124)]
    assert mark_reports(reports) == {"r1": "120-124", "r2": "120-124.2", "r3": "7-9", "r4": "120-124.3"}


def test_a_mark_does_not_change_with_the_number_of_the_report() -> None:
    assert set(mark_reports([_report("r1", 5, 8)]).values()) == {"5-8"}
    assert mark_reports([_report("r1", 1, 2), _report("r2", 5, 8)])["r2"] == "5-8"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_marks_are_unique(spans: list[tuple[int, int]]) -> None:
    reports = [_report(f"r{at}", start, end) for at, (start, end) in enumerate(spans)]
    marks = mark_reports(reports)
    assert len(set(marks.values())) == len(marks) == len(spans)


def test_tallies_are_marked_by_their_words() -> None:
    tally = Tally(measure="killed", count=Count(min=3, max=3), start=10, end=20)
    assert mark_tallies([tally, tally]) == ("k10-20", "k10-20.2")
