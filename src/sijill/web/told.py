"""Who said what of an incident on which day: claims, denials, acknowledgements, and how the toll grew."""

from __future__ import annotations

import msgspec

from ..incident import Incident
from .naming import Naming

WIDTH, HEIGHT, EDGE = 640, 180, 34


class Stance(msgspec.Struct, frozen=True):
    """A source's stance on a day."""

    day: str
    stance: str
    outlet: str
    chain: tuple[str, ...]
    doc: str
    distance: bool


class Dot(msgspec.Struct, frozen=True):
    """A figure of the dead as an outlet told it on a day; `x` and `y` are its place in the drawing."""

    day: str
    outlet: str
    number: int
    x: float
    y: float


class Growth(msgspec.Struct, frozen=True):
    """The drawing of a toll: its figures by day, and the line of the highest told so far."""

    width: int
    height: int
    edge: int
    most: int
    dots: tuple[Dot, ...]
    line: str


def stances(incident: Incident, naming: Naming) -> tuple[Stance, ...]:
    """Each source's stance in the order of publication; plain telling by outlets alone is left out."""
    published = {telling.key: telling for telling in incident.reports}
    found: list[Stance] = []
    for source in incident.sources:
        for key in source.reports:
            telling = published.get(key)
            if telling is None or (source.stance == "reports" and not source.chain[1:]):
                continue
            chain = tuple(naming.said_by(name) for name in source.chain[1:])
            made = Stance(
                telling.published, source.stance, source.outlet, chain, telling.doc, source.distance
            )
            if made not in found:
                found.append(made)
    return tuple(sorted(found, key=lambda s: (s.day or "9", s.outlet, s.stance)))


def growth(incident: Incident) -> Growth | None:
    """The figures of the dead over the days on which they were told; None where fewer than two were."""
    toll = next((t for t in incident.harm if t.kind == "killed" and not t.part), None)
    days = {telling.key: telling.published for telling in incident.reports}
    told: list[tuple[str, str, int]] = []
    for value in toll.values if toll else ():
        number = value.value.strip("+").split("-")[0].split("–")[0]
        for said in value.said:
            if number.isdigit() and days.get(said.report):
                told.append((days[said.report], said.outlet, int(number)))
    told = sorted(set(told))
    if len(told) < 2:
        return None
    steps = sorted({day for day, _, _ in told})
    most = max(number for _, _, number in told) or 1
    dots = tuple(
        Dot(day, outlet, number, _x(steps.index(day), len(steps)), _y(number, most))
        for day, outlet, number in told
    )
    highest, points = 0, []
    for place, day in enumerate(steps):
        highest = max(highest, *(number for when, _, number in told if when == day))
        points.append(f"{_x(place, len(steps)):.1f},{_y(highest, most):.1f}")
    return Growth(WIDTH, HEIGHT, EDGE, most, dots, " ".join(points))


def _x(place: int, of: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * (place / (of - 1) if of > 1 else 0.5)


def _y(number: int, most: int) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * number / most
