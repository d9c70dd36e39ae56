"""Carry over what people decided on reports that a new reading of their document has under another name.

Each carrying is a row beside the decisions, signed by the rule (`moving.py`) and append-only: linking anew
obeys the rows that are there and looks for none. A person may withdraw it, and then it is not made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from .decisions import CARRY, held
from .incident import Decision
from .moving import RULE, Moves, moves
from .store import Ledger


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A decision about a report that is no more: the report's key, and why nothing was carried over."""

    decision: Decision
    key: str
    why: str


class Carrying:
    """Carries decisions over in a ledger. `at` is the time of it."""

    __slots__ = ("_at", "_ledger")

    def __init__(self, ledger: Ledger, at: str = "") -> None:
        self._ledger = ledger
        self._at = at

    def carry(self) -> tuple[str, ...]:
        """Carry over what can be, and take back what stands again where it stood. Returns the keys that it
        concerns.
        """
        with self._ledger.writing():
            every = self._ledger.decisions()
            made = [self._back(step) for step in self._home(every)]
            every = self._ledger.decisions() if made else every
            open_keys = _ends(every)
            found = self._moves(open_keys)
            refused = _refused(every)
            for key in sorted(open_keys):
                to = found[key].to.get(key) if key in found else None
                if to and (key, to) not in refused:
                    made.append(self._keep(CARRY, (key,), (to,)))
        return tuple(sorted({key for d in made for key in (*d.these, *d.those)}))

    def waiting(self) -> list[Waiting]:
        """The decisions that hold and name a report that is no more and was not carried over."""
        every = self._ledger.decisions()
        ends = _ends(every)
        found = self._moves(ends)
        stand = {d.number for d in held(every)}
        refused = _refused(every)
        return [
            Waiting(decision=d, key=key, why=_why(key, found[key], refused))
            for key in sorted(found)
            for d in ends[key]
            if d.number in stand
        ]

    def _home(self, every: Sequence[Decision]) -> list[Decision]:
        """The carryings that hold, of reports that stand again where they stood."""
        steps = [d for d in held(every) if d.kind == CARRY]
        there = {f.key for f in self._ledger.filed(key for d in steps for key in d.these)}
        return [d for d in steps if there & {*d.these}]

    def _back(self, step: Decision) -> Decision:
        return self._keep("withdraw", step.these, step.those, step.number)

    def _keep(
        self, kind: str, these: tuple[str, ...], those: tuple[str, ...], number: int | None = None
    ) -> Decision:
        note = "the report stands where it stood" if number else "a new reading names the report otherwise"
        draft = Decision(
            number=0, at=self._at, by=RULE, kind=kind, these=these, those=those, note=note, withdraws=number
        )
        return self._ledger.add_decision(draft)

    def _moves(self, keys: Iterable[str]) -> dict[str, Moves]:
        """For each of the keys that no reading has now, where the reports of its last reading went."""
        now = {}
        found = {}
        for key, before in self._ledger.beside(keys).items():
            doc = key.rsplit("/", 1)[0]
            if doc not in now:
                now[doc] = {f.key: f.report for f in self._ledger.reports_of(doc)}
            found[key] = moves(before, now[doc])
        return found


def _ends(every: Sequence[Decision]) -> dict[str, list[Decision]]:
    """By report the decisions of people about it, where carryings that hold lead no further."""
    steps = [d for d in held(every) if d.kind == CARRY]
    onward = {key: to for d in steps for key in d.these for to in d.those}
    found: dict[str, list[Decision]] = {}
    for decision in every:
        if decision.kind in (CARRY, "withdraw"):
            continue
        for key in {*decision.these, *decision.those}:
            seen = {key}
            while key in onward and onward[key] not in seen:
                key = onward[key]
                seen.add(key)
            found.setdefault(key, []).append(decision)
    return found


def _refused(every: Sequence[Decision]) -> frozenset[tuple[str, str]]:
    """The carryings that a person took back and that do not hold again."""
    stand = {d.number for d in held(every)}
    by_hand = {d.withdraws for d in every if d.kind == "withdraw" and d.by != RULE and d.number}
    return frozenset(
        (key, to)
        for d in every
        if d.kind == CARRY and d.number not in stand and d.number in by_hand
        for key in d.these
        for to in d.those
    )


def _why(key: str, found: Moves, refused: Iterable[tuple[str, str]]) -> str:
    to = found.to.get(key)
    if to is None:
        return found.why[key]
    return f"a person withdrew that it is {to}" if (key, to) in set(refused) else f"{to} is it: link reread"
