"""Counts over a window: how many attacks, dead or wounded since or during a time, their parts, and whether they add up."""

from __future__ import annotations

from .arguments import Clause
from .attribution import Speech
from .language import Quantity
from .lexicon import CueEntry, DemonymEntry, EventEntry, HarmEntry, WeaponEntry
from .places import PlaceMention
from .records import Count, Scope, Source, Tally, TallyPart, Window

MEASURES = {
    "airstrike": "airstrikes", "drone_strike": "airstrikes", "shelling": "attacks", "bombing": "explosions",
    "suicide_bombing": "attacks", "armed_attack": "attacks", "armed_clash": "attacks", "protest": "protests", "riot": "protests",
    "killing": "killed", "arrest": "arrested", "abduction": "abducted", "release": "released", "raid": "attacks",
}
WEAPONS = {"rocket": "rockets", "missile": "missiles", "ballistic_missile": "missiles", "drone": "drones", "artillery": "shells",
           "mortar": "shells"}


class Counted:
    """One counted noun of a sentence: its measure, figure and words."""

    def __init__(self, measure: str, number: Quantity, start: int, end: int, token: int) -> None:
        self.measure = measure
        self.number = number
        self.start = start
        self.end = end
        self.token = token


def find(clause: Clause, places: list[PlaceMention], speech: list[Speech]) -> list[Tally]:
    """The tallies of a sentence: counts inside a window of time, or told as a sum."""
    window = next((w for w in clause.seen.times if w.role == "window" and (w.start or w.end)), None)
    total = any(isinstance(m.entry, CueEntry) and m.entry.cue == "sum" for m in clause.seen.matches if m.kind == "cues")
    if window is None and not total:
        return []
    counted = _counted(clause)
    if window is None:
        counted = [c for c in counted if (c.number.count.min or 0) > 1]
    out: list[Tally] = []
    span = Window(start=_day(window.start), end=_day(window.end)) if window is not None else Window()
    for item in counted:
        text = clause.source[item.start : item.end]
        sources = tuple(
            Source(kind=s.kind, stance=s.stance, actor=s.actor, distance=s.distance, text=s.text, start=s.start, end=s.end)
            for s in speech
        )
        out.append(Tally(measure=item.measure, count=item.number.count, window=span, scope=_scope(clause, places),
                         sources=sources, text=text, start=item.start, end=item.end))
    return out


def _day(stamp: str | None) -> str | None:
    return stamp[:10] if stamp else None


def _counted(clause: Clause) -> list[Counted]:
    found: list[Counted] = []
    for number in clause.seen.numbers:
        if number.kind not in ("cardinal", "dual", "vague") or number.count.min is None:
            continue
        head = number.head if number.head is not None else number.first
        measure, last = _measure(clause, head)
        if measure:
            start = clause.seen.tokens[number.first].body
            found.append(Counted(measure, number, start, clause.seen.tokens[last - 1].end, head))
    return found


def _measure(clause: Clause, head: int) -> tuple[str, int]:
    """What the noun at a token counts, and where its words end."""
    for kind in ("harm", "events", "weapons"):
        match = clause.seen.at(kind, head)
        if match is None:
            continue
        entry = match.entry
        if isinstance(entry, HarmEntry) and entry.harm and entry.way in ("people", "noun"):
            return entry.harm, match.last
        if isinstance(entry, EventEntry):
            return MEASURES.get(entry.event_type, "attacks"), match.last
        if isinstance(entry, WeaponEntry) and entry.weapon in WEAPONS and not entry.adjective:
            return WEAPONS[entry.weapon], match.last
    return "", head + 1


def _scope(clause: Clause, places: list[PlaceMention]) -> Scope:
    codes: list[str] = []
    for match in clause.seen.matches:
        entry = match.entry if match.kind == "demonyms" else None
        if isinstance(entry, DemonymEntry) and entry.country and any(f.spelling.pos == "X" for f in match.forms):
            codes.append(entry.country)
    named = [p.ids[0] for p in places if len(p.ids) == 1]
    return Scope(places=tuple(dict.fromkeys((*codes, *named))))


def with_parts(tallies: list[Tally]) -> list[Tally]:
    """Let later, smaller counts of one measure and other places be parts of a larger one before them."""
    out: list[Tally] = []
    used: set[int] = set()
    for n, tally in enumerate(tallies):
        if n in used:
            continue
        rest = [(m, t) for m, t in enumerate(tallies) if m > n and m not in used and _may_be_part(tally, t)]
        chosen = _adding_up(tally, rest) or []
        used.update(m for m, _ in chosen)
        parts = tuple(
            TallyPart(count=t.count, place=t.scope.places[0] if t.scope.places else None, text=t.text, start=t.start, end=t.end)
            for _, t in chosen
        )
        out.append(_with(tally, parts))
    return out


def _may_be_part(whole: Tally, part: Tally) -> bool:
    return part.measure == whole.measure and (part.count.min or 0) < (whole.count.min or 0) and part.start - whole.end < 1200


def _adding_up(whole: Tally, rest: list[tuple[int, Tally]]) -> list[tuple[int, Tally]] | None:
    """The first two or three later counts that make the whole."""
    for size in (2, 3, 4):
        group = rest[:size]
        if len(group) == size and sum(t.count.min or 0 for _, t in group) == whole.count.min:
            return group
    return None


def _with(tally: Tally, parts: tuple[TallyPart, ...]) -> Tally:
    if not parts:
        return tally
    total = sum(p.count.min or 0 for p in parts)
    return Tally(measure=tally.measure, count=tally.count, window=tally.window, scope=tally.scope, parts=parts,
                 adds_up=total == tally.count.min, sources=tally.sources, text=tally.text, start=tally.start, end=tally.end)


def empty() -> Count:
    """A count that says nothing."""
    return Count()
