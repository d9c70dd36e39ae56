"""An incident as a table: fields down, those who tell it across, each cell what they say in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import Markup

from ..incident import Incident, Said, Telling, Toll, Value
from .naming import Naming

DECIDED = re.compile(r"decided by (?:person:)?(.*) \(decision (\d+)\)")


class Cell(msgspec.Struct, frozen=True):
    """One value as one outlet tells it: `chain` are those it cites, and the words are `doc[start:end]`."""

    value: Markup
    words: str
    doc: str
    start: int
    end: int
    chain: tuple[str, ...]
    stance: str
    distance: bool


class Row(msgspec.Struct, frozen=True):
    """One field: what is shown and by which policy, whether voices agree, and the cells of each outlet."""

    name: str
    of: str
    shown: Markup
    policy: Markup
    decided: bool
    agreed: bool
    cells: tuple[tuple[Cell, ...], ...]
    conceded: tuple[tuple[str, Markup], ...] = ()


class Versions(msgspec.Struct, frozen=True):
    """The whole table. `outlets` head its columns, in the order in which they first told it."""

    outlets: tuple[str, ...]
    rows: tuple[Row, ...]


def versions(incident: Incident, naming: Naming) -> Versions:
    """Every field and harm of an incident by outlet."""
    outlets = _outlets(incident.reports)
    rows = [
        _row(
            field.name, "", field.values, outlets, naming, naming.value(field.name, field.chosen),
            field.policy, field.agreed,
        )
        for field in sorted(incident.fields, key=lambda f: _rank(f.name))
        if field.name not in {toll.kind for toll in incident.harm}
    ]  # fmt: skip
    rows += [_toll(toll, outlets, naming) for toll in incident.harm]
    return Versions(outlets, tuple(rows))


ORDER = (
    "event_type", "status", "time", "place", "origin", "attacker", "claimant", "target", "victim", "party",
    "weapon",
)  # fmt: skip


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _outlets(reports: Iterable[Telling]) -> tuple[str, ...]:
    ordered = sorted(reports, key=lambda t: (t.published or "9", t.outlet, t.key))
    return tuple(dict.fromkeys(t.outlet for t in ordered))


def _row(
    name: str,
    of: str,
    values: Sequence[Value],
    outlets: Sequence[str],
    naming: Naming,
    shown: Markup,
    policy: str,
    agreed: bool,
) -> Row:
    cells: dict[str, list[Cell]] = {outlet: [] for outlet in outlets}
    for value in values:
        made = naming.value(name, value.value, value.label)
        for said in value.said:
            cell = _cell(made, said, naming)
            held = cells.setdefault(said.outlet, [])
            if cell not in held:
                held.append(cell)
    told = tuple(tuple(cells[o]) for o in outlets)
    decided = DECIDED.fullmatch(policy)
    if decided is None:
        return Row(name, of, shown, Markup("{}").format(policy), False, agreed, told)
    person, number = Markup("<bdi>{}</bdi>").format(decided[1]), naming.speech.number(decided[2])
    by = naming.speech.text("incident.decided_by", person=person, number=number)
    return Row(name, of, shown, by, True, agreed, told)


def _toll(toll: Toll, outlets: Sequence[str], naming: Naming) -> Row:
    shown = naming.speech.count(toll.low, toll.high)
    of = ("part " if toll.part else "") + ("" if toll.who == "unspecified" else toll.who)
    row = _row(toll.kind, of, toll.values, outlets, naming, shown, toll.policy, toll.low == toll.high)
    conceded = tuple((naming.actor(c.actor), naming.speech.count(c.low, c.high)) for c in toll.conceded)
    return msgspec.structs.replace(row, conceded=conceded)


def _cell(value: Markup, said: Said, naming: Naming) -> Cell:
    chain = tuple(naming.said_by(name) for name in said.chain[1:])
    return Cell(
        value, said.text, said.report.rsplit("/", 1)[0], said.start, said.end, chain, said.stance,
        said.distance,
    )  # fmt: skip
