"""The English time grammar against its corpus, and properties that hold for any text."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.lang.en import times
from sijill.lang.en.times_words import words
from sijill.language import load_language
from sijill.text import Token

CORPUS = tomllib.loads(
    resources.files("sijill.lang.en").joinpath("corpus", "times.toml").read_text(encoding="utf-8")
)
DAYS = st.dates(min_value=date(2003, 1, 1), max_value=date(2026, 12, 31))
PRECISIONS = {"minute", "hour", "part_of_day", "day", "week", "month", "year", "vague"}
WEEKDAYS = [name.title() for name in words().weekdays if name.endswith("day")]
MONTHS = [name.title() for name in words().months if len(name) > 4 or name in ("may", "june", "july")]
PIECES = [
    *WEEKDAYS, *MONTHS, *sorted(words().groups["scope"]), *sorted(words().parts.firsts), *sorted(words().told.firsts),
    *sorted(words().which.firsts), *sorted(words().units), *["of", "and", "from", "between", "since", "until", "on", "at", ",", "(", ")", "-", "/", ":", "the"],
    *["12", "2023", "30", "5", "0300", "3:15", "a.m.", "p.m.", "local", "GMT", "Z", "Nov.", "24", "last", "two", "ago", "every", "Eid", "Ramadan", "early", "mid"],
]  # fmt: skip


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text as the language cuts them."""
    return load_language("en").tokens(text)


def anchor(published: str | None, context: str | None = None) -> times.Anchor:
    """An anchor from ISO dates."""
    read = date.fromisoformat
    return times.Anchor(
        published=read(published) if published else None, context=read(context) if context else None
    )


@pytest.mark.parametrize("case", CORPUS["case"], ids=lambda case: case["text"])
def test_corpus(case: dict) -> None:
    """Each phrase of the corpus means what the corpus says, and each trap means nothing."""
    cut = tokens(case["text"])
    found = [
        {
            "text": case["text"][cut[when.first].start : cut[when.last - 1].end],
            "start": when.start,
            "end": when.end,
            "precision": when.precision,
            "role": when.role,
            "direction": when.direction,
        }
        for when in times.find(cut, anchor(case.get("anchor"), case.get("context")))
    ]
    plain = {"start": None, "end": None, "role": "point", "direction": "past"}
    assert found == [plain | expected for expected in case["expect"]]


def test_corpus_is_wide() -> None:
    """The corpus holds enough phrases and enough traps."""
    assert sum(bool(case["expect"]) for case in CORPUS["case"]) >= 200
    assert sum(not case["expect"] for case in CORPUS["case"]) >= 30


def check(text: str, base: times.Anchor) -> None:
    """Spans lie inside and apart, bounds parse and are in order."""
    cut = tokens(text)
    after = 0
    for when in times.find(cut, base):
        assert after <= when.first < when.last <= len(cut)
        after = when.last
        assert when.precision in PRECISIONS
        assert when.role in {"point", "window", "habitual", "duration"}
        assert when.direction in {"past", "future", "none"}
        for bound in (when.start, when.end):
            assert bound is None or datetime.fromisoformat(bound)
        if when.start and when.end:
            assert when.start[:10] <= when.end[:10]


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60), DAYS | st.none())
def test_any_text(text: str, published: date | None) -> None:
    """No text makes the grammar fail."""
    check(text, times.Anchor(published=published))


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=9), DAYS | st.none(), DAYS | st.none())
def test_any_order_of_time_words(pieces: list[str], published: date | None, context: date | None) -> None:
    """Nor does any heap of its own words."""
    check(" ".join(pieces), times.Anchor(published=published, context=context))


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from(["{day} {month} {year}", "{month} {day}, {year}"]))
def test_full_date_is_itself(day: date, published: date, form: str) -> None:
    """A day with month and year is that day, whatever the publication date."""
    text = form.format(day=day.day, month=day.strftime("%B"), year=day.year)
    found = times.find(tokens(f"It began on {text} there"), times.Anchor(published=published))
    assert [(when.start, when.end) for when in found] == [(day.isoformat(), day.isoformat())]


@settings(deadline=None)
@given(DAYS, st.integers(0, 364))
def test_day_and_month_look_back(published: date, back: int) -> None:
    """A day and month of the last year, written without it, is that day."""
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    text = f"It began on {day.strftime('%B')} {day.day} in the hills"
    found = times.find(tokens(text), times.Anchor(published=published))
    assert [when.start for when in found] == [day.isoformat()]


@settings(deadline=None)
@given(DAYS, st.sampled_from(WEEKDAYS))
def test_weekday_is_of_the_last_seven_days(published: date, name: str) -> None:
    """A bare weekday is the latest one; with 'last' it lies before publication, with 'next' after it."""
    base = times.Anchor(published=published)
    (bare,) = times.find(tokens(f"They left on {name}"), base)
    (past,) = times.find(tokens(f"They left last {name}"), base)
    (future,) = times.find(tokens(f"They leave next {name}"), base)
    assert 0 <= (published - date.fromisoformat(bare.start or "")).days <= 6
    assert 1 <= (published - date.fromisoformat(past.start or "")).days <= 7
    assert 1 <= (date.fromisoformat(future.start or "") - published).days <= 7


def test_today_named() -> None:
    """'Today' with a weekday or a date says which day the text was written on."""
    (when,) = times.find(tokens("It fell today, Thursday"), anchor("2023-11-10"))
    assert when.today == "2023-11-09"
    (when,) = times.find(tokens("It fell yesterday, Nov. 8 in the hills"), anchor("2023-11-10"))
    assert when.today == "2023-11-09"


def test_time_is_linear() -> None:
    """A sentence ten times as long takes about ten times as long: look-ahead is bounded."""
    long = tokens("since late Saturday , in between 3 and early 2014 the " * 200)
    assert times.find(long, anchor("2023-11-10"))
