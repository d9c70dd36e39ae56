"""How the toll of an incident grew: the dead by the day on which they were told, as a drawing."""

from __future__ import annotations

from datetime import date

import msgspec

from ..incident import Incident
from .speech import Speech

WIDTH, HEIGHT = 400, 208
AXIS, TOP, BASE = 13.0, 14.0, 166.0
FIRST, LAST = 76.0, 336.0
APART = 128.0
MOST_TICKS = 5


class Dot(msgspec.Struct, frozen=True):
    """A figure of the dead as an outlet told it on a day; `x` and `y` are its place in the drawing."""

    day: str
    outlet: str
    number: int
    x: float
    y: float


class Tick(msgspec.Struct, frozen=True):
    """Words beside an axis: `at` is the place along it."""

    at: float
    words: str


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: figures by day, and in steps the highest told so far. `axis` is where the numbers stand:
    at the side where the reader begins. `base` is the height of zero.
    """

    width: int = WIDTH
    height: int = HEIGHT
    axis: float
    base: float = BASE
    dots: tuple[Dot, ...]
    line: str
    numbers: tuple[Tick, ...]
    days: tuple[Tick, ...]


class _Scale(msgspec.Struct, frozen=True):
    """From days and numbers to places in the drawing; time runs the way the reader reads."""

    first: int
    last: int
    top: int
    rtl: bool

    def x(self, day: str) -> float:
        span = self.last - self.first
        part = (date.fromisoformat(day).toordinal() - self.first) / span if span else 0.5
        return self.turned(FIRST + (LAST - FIRST) * part)

    def y(self, number: int) -> float:
        return round(BASE - (BASE - TOP) * number / self.top, 1)

    def turned(self, x: float) -> float:
        return round(WIDTH - x if self.rtl else x, 1)


def growth(incident: Incident, speech: Speech) -> Growth | None:
    """The figures of the dead over the days on which they were told; None where fewer than two were."""
    told = _told(incident)
    if len(told) < 2:
        return None
    days = sorted({day for day, _, _ in told})
    step = _step(max(number for _, _, number in told))
    top = max(step, -(-max(number for _, _, number in told) // step) * step)
    first, last = (date.fromisoformat(day).toordinal() for day in (days[0], days[-1]))
    scale = _Scale(first, last, top, speech.direction == "rtl")
    return Growth(
        axis=scale.turned(AXIS),
        dots=tuple(Dot(day, outlet, n, scale.x(day), scale.y(n)) for day, outlet, n in told),
        line=_line(told, days, scale),
        numbers=tuple(Tick(scale.y(n), speech.figures(n)) for n in range(0, top + 1, step)),
        days=_labelled(days, scale, speech),
    )


def _told(incident: Incident) -> list[tuple[str, str, int]]:
    """Day, outlet and number of each figure of the dead, the lower end of a range, in order of time."""
    toll = next((t for t in incident.harm if t.kind == "killed" and not t.part), None)
    days = {telling.key: telling.published for telling in incident.reports}
    told: set[tuple[str, str, int]] = set()
    for value in toll.values if toll else ():
        number = value.value.strip("+").split("-")[0].split("–")[0]
        for said in value.said:
            if number.isdigit() and days.get(said.report):
                told.add((days[said.report][:10], said.outlet, int(number)))
    return sorted(told)


def _step(most: int) -> int:
    """The distance of the numbers beside the axis: 1, 2 or 5 times a power of ten, at most five of them."""
    step, factors = 1, (2, 5, 10)
    while most > step * MOST_TICKS:
        power = 10 ** (len(str(step)) - 1)
        step = power * next(f for f in factors if f * power > step)
    return step


def _line(told: list[tuple[str, str, int]], days: list[str], scale: _Scale) -> str:
    highest = 0
    points: list[str] = []
    for day in days:
        before, highest = highest, max(highest, *(n for when, _, n in told if when == day))
        at = scale.x(day)
        points += [f"{at},{scale.y(before)}"] if points else []
        points.append(f"{at},{scale.y(highest)}")
    return " ".join(points)


def _labelled(days: list[str], scale: _Scale, speech: Speech) -> tuple[Tick, ...]:
    """The first and the last day, and those between that have room."""
    kept = [days[0]]
    for day in days[1:-1]:
        if abs(scale.x(day) - scale.x(kept[-1])) >= APART <= abs(scale.x(days[-1]) - scale.x(day)):
            kept.append(day)
    kept += days[-1:] if len(days) > 1 else []
    return tuple(Tick(scale.x(day), speech.written(day)) for day in kept)
