"""The English time grammar: every time expression of a sentence, resolved against the publication day.

`find` is the whole of it. The other `times_*` modules read one kind of expression each, `times.toml` holds
their words, and `corpus/times.toml` says what each phrase means. Stretches are reckoned as in Arabic.

- 'early Friday' is Friday from midnight to nine, 'late Friday' from six in the evening to midnight;
  'overnight' and the night of a day are the codebook's night, from six in the evening to six;
- a bare weekday is the latest not behind publication, the next where its clause tells the future ('will');
- two hours of one day ('between 3:00 and 11:45 p.m.') date an event, as a part of that day;
- hours are kept as written: a zone behind them is read over, and nothing is converted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from sijill.text import Token

from . import times_dates
from .times_moments import settle
from .times_roles import Candidate, candidate
from .times_words import calls_today
from .written import Line

__all__ = ["Anchor", "When", "calls_today", "find"]


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What times are measured from: the day of publication, and a day that the text set before."""

    published: date | None = None
    context: date | None = None


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: tokens [first, last), its bounds, both inclusive, and what it can serve for.

    `role` is point (it may date an event), window (bounds of a tally), habitual or duration; `direction` is
    past, future or none. Bounds are None where nothing tells them. `today` is the day that is called today.
    """

    first: int
    last: int
    start: str | None = None
    end: str | None = None
    precision: str = "day"
    role: str = "point"
    direction: str = "past"
    today: str | None = None


def find(tokens: Sequence[Token], anchor: Anchor) -> tuple[When, ...]:
    """Every time expression of a sentence, in order and without overlap."""
    line = Line(tokens)
    base = times_dates.Anchor(anchor.published, anchor.context)
    found: list[Candidate] = []
    index = 0
    while index < line.size:
        here = candidate(line, index, base)
        if here is not None:
            found.append(here)
        index = here.last if here is not None else index + 1
    whens: list[When] = []
    for number, here in enumerate(found):
        when = _when(line, here, base, _day_beside(found, number))
        if when.first < when.last and (not whens or when.first >= whens[-1].last):
            whens.append(when)
    return tuple(whens)


def _day_beside(found: list[Candidate], number: int) -> date | None:
    """The day that the sentence names nearest before an hour without one, else nearest behind it."""
    if not any(end.dayless for end in found[number].ends):
        return None
    for other in (*reversed(found[:number]), *found[number + 1 :]):
        for end in other.ends:
            days = end.days
            if other.role == "point" and days and days.precision == "day" and days.first == days.last:
                return days.first
    return None


def _when(line: Line, here: Candidate, anchor: times_dates.Anchor, beside: date | None) -> When:
    bounds = [settle(end, anchor, beside) for end in here.ends]
    start, end, precision, direction = here.bounds(bounds, anchor)
    today = next((bound.today for bound in bounds if bound.today), None)
    first, last = line.span(here.first, here.last)
    return When(
        first=first,
        last=last,
        start=start,
        end=end,
        precision=precision,
        role=here.role,
        direction=direction,
        today=today.isoformat() if today else None,
    )
