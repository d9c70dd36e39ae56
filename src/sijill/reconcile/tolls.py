"""Harm of an incident: what each voice says last, lowest and highest, the policy's figure, and what is
conceded.

No average is ever made. A voice's later figure takes the place of its earlier one; figures of others stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..incident import Conceded, Filed, Said, Toll, Value
from ..records import Harm
from ..registry import Registry
from .parties import blames_others
from .speech import CARRIED, first_cited, said, speaker
from .values import best, gather, voices

POLICY = "latest of each voice; most voices, then the lowest"
KINDS = ("killed", "wounded", "missing", "abducted", "arrested", "displaced")


class Figure(msgspec.Struct, frozen=True):
    """One voice's figure in one report: bounds, who was harmed, and the words of its first entry. `actor` is
    who says it, '' where the report names others as the doers.
    """

    kind: str
    who: str
    low: int | None
    high: int | None
    part: bool
    voice: str
    actor: str
    day: str
    said: Said


def tolls(told: Sequence[Filed], doers: frozenset[str], registry: Registry) -> tuple[Toll, ...]:
    """The harm of an incident: for each kind the total, then its parts by who was harmed."""
    figures = latest(f for filed in told for f in _figures(filed, registry))
    found = []
    for kind in KINDS:
        of_kind = [f for f in figures if f.kind == kind]
        totals = _totals(of_kind)
        if not totals:
            continue
        groups = sorted({f.who for f in totals} | {f.who for f in of_kind})
        alone = groups[0] if len(groups) == 1 else "unspecified"
        found.append(_toll(kind, alone, totals, doers, part=False))
        if len(groups) > 1:
            for who in groups:
                if who != "unspecified":
                    shares = [f for f in of_kind if f.who == who]
                    found.append(_toll(kind, who, shares, doers, part=True))
    return tuple(found)


def latest(figures: Iterable[Figure]) -> list[Figure]:
    """Of each voice the figures of its last report: a toll that grows replaces what it grew from. Where
    outlets carry one text, all of them say what the last says.
    """
    told: dict[tuple[str, str], dict[tuple[str, str], list[Figure]]] = {}
    for f in figures:
        told.setdefault((f.kind, f.voice), {}).setdefault((f.day, f.said.report), []).append(f)
    found: list[Figure] = []
    for reports in told.values():
        newest = max(reports)
        last = _counts(reports[newest])
        found += [f for at, group in reports.items() if at == newest or _carried(group, last) for f in group]
    return found


def _carried(figures: Sequence[Figure], last: list[tuple[str, str, bool]]) -> bool:
    return figures[0].said.voice.startswith(CARRIED) and _counts(figures) == last


def _counts(figures: Sequence[Figure]) -> list[tuple[str, str, bool]]:
    """What a report counts, in an order of its own."""
    return sorted((f.who, bounds(f.low, f.high), f.part) for f in figures)


def _figures(filed: Filed, registry: Registry) -> Iterable[Figure]:
    """The figures of a report; a denied report's are what is denied, and no figures of the event."""
    if filed.report.realis != "actual":
        return
    for item in filed.report.harm:
        index = item.source or first_cited(filed)
        voice = speaker(filed, index)
        yield Figure(
            kind=item.kind,
            who=item.who,
            low=item.count.min,
            high=item.count.max,
            part=_is_part(item),
            voice=voice.id,
            actor="" if blames_others(filed, voice.actor) else voice.actor,
            day=filed.published,
            said=said(filed, index, (item.text, item.start, item.end), registry),
        )


def _is_part(item: Harm) -> bool:
    return item.part_of is not None


def _totals(figures: Sequence[Figure]) -> list[Figure]:
    """For each report and voice the sum of what is no part of another entry."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for f in figures:
        if not f.part:
            groups.setdefault((f.said.report, f.voice), []).append(f)
    return [_sum(group) for _, group in sorted(groups.items())]


def _apart(group: Sequence[Figure]) -> list[Figure]:
    """The figures without those that say another again: of the same people, and one number by their bounds.

    A headline's 'six' and a body's 'at least six' are one figure; the narrower stays.
    """
    kept: list[Figure] = []
    for figure in sorted(group, key=lambda f: (f.high is None, (f.high or 0) - (f.low or 0), f.said.start)):
        if not any(figure.who == other.who and _one_number(figure, other) for other in kept):
            kept.append(figure)
    return kept


def _one_number(a: Figure, b: Figure) -> bool:
    """Whether two counts, one of them open or a range, may be one and the same."""
    if (a.low, a.high) == (b.low, b.high) or a.low is None or b.low is None:
        return a.low is None or b.low is None
    inside = (b.high is None or a.low <= b.high) and (a.high is None or b.low <= a.high)
    return inside and (a.low == b.low or a.high != a.low or b.high != b.low)


def _sum(every: Sequence[Figure]) -> Figure:
    group = _apart(every)
    first = min(group, key=lambda f: (f.said.start, f.said.end))
    if len(group) == 1:
        return first
    low = None if all(f.low is None for f in group) else sum(f.low or 0 for f in group)
    high = None if any(f.high is None for f in group) else sum(f.high or 0 for f in group)
    who = {f.who for f in group}
    return msgspec.structs.replace(
        first, low=low, high=high, who=who.pop() if len(who) == 1 else "unspecified"
    )


def _toll(kind: str, who: str, figures: Sequence[Figure], doers: frozenset[str], *, part: bool) -> Toll:
    values = gather((bounds(f.low, f.high), bounds(f.low, f.high), f.said) for f in figures)
    chosen = best(values, lambda v: (-len(voices(v)), *_size(v)))
    lows = [f.low for f in figures if f.low is not None]
    highs = [f.high for f in figures]
    return Toll(
        kind=kind,
        who=who,
        low=min(lows, default=None),
        high=None if not highs or None in highs else max(h for h in highs if h is not None),
        best=parse_bounds(chosen.value)[0] if chosen else None,
        policy=POLICY,
        part=part,
        conceded=_conceded(figures, doers),
        values=values,
    )


def _size(value: Value) -> tuple[float]:
    low, _ = parse_bounds(value.value)
    return (float("inf") if low is None else float(low),)


def bounds(low: int | None, high: int | None) -> str:
    """A count as a canonical value: '4', '4-6', '4+' (open), '?' (unknown)."""
    if low is None:
        return "?" if high is None else f"0-{high}"
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def parse_bounds(text: str) -> tuple[int | None, int | None]:
    """The bounds of a canonical count. Raises ValueError for what is none."""
    if text == "?":
        return None, None
    if text.endswith("+"):
        return int(text[:-1]), None
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _conceded(figures: Sequence[Figure], doers: frozenset[str]) -> tuple[Conceded, ...]:
    """What doers themselves say of the harm they did."""
    own: dict[str, list[Figure]] = {}
    for f in figures:
        if f.actor and f.actor in doers:
            own.setdefault(f.actor, []).append(f)
    return tuple(
        Conceded(
            actor=actor,
            low=min((f.low for f in said if f.low is not None), default=None),
            high=None if any(f.high is None for f in said) else max(f.high or 0 for f in said),
        )
        for actor, said in sorted(own.items())
    )
