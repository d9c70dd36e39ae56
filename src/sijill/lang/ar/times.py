"""The Arabic time grammar: every time expression of a sentence, resolved against the day of publication.

`find` is the whole of it. The other `times_*` modules read one kind of expression each, `times.toml` holds
their words, and `corpus/times.toml` says what each phrase means. Beyond the codebook, section 7:

- the thirds of a year are of four months each; 'the beginning of the week' is the week;
- a season is three months, and a winter begins in the December before the year it is called by;
- 'a few' units ago are two to six of them; a window of unnumbered days is six days long, of hours one day,
  and of longer units it has no beginning;
- 'N months ago' is the month that holds that day, 'N weeks ago' the week;
- an hour with no day is of a day named in the sentence, else of the day set before, else of publication
  (for evening and night: the night before);
- a clock hour from 1 to 12 that does not say which half of the day it is dates no finer than its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from sijill.text import Token

from . import times_dates
from .times_moments import settle
from .times_roles import Candidate
from .times_rules import candidate
from .times_words import Line, calls_today

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
    for start in line.openings():
        here = candidate(line, start, base) if start >= index else None
        if here is not None:
            found.append(here)
            index = here.last
    return tuple(_when(here, base, _day_beside(found, number)) for number, here in enumerate(found))


def _day_beside(found: list[Candidate], number: int) -> date | None:
    """The day that the sentence names nearest before an hour without one, else nearest after it."""
    if not any(end.dayless for end in found[number].ends):
        return None
    for other in (*reversed(found[:number]), *found[number + 1 :]):
        for end in other.ends:
            days = end.days
            if other.role == "point" and days and days.precision == "day" and days.first == days.last:
                return days.first
    return None


def _when(here: Candidate, anchor: times_dates.Anchor, beside: date | None) -> When:
    bounds = [settle(end, anchor, beside) for end in here.ends]
    start, end, precision, direction = here.bounds(bounds, anchor)
    today = next((bound.today for bound in bounds if bound.today), None)
    return When(
        first=here.first,
        last=here.last,
        start=start,
        end=end,
        precision=precision,
        role=here.role,
        direction=direction,
        today=today.isoformat() if today else None,
    )
