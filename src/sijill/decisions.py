"""What people decided, as linking and reconciling must obey it. Nothing automatic outranks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
from msgspec.structs import replace

from .errors import UsageError
from .incident import Decision

NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
CARRY = "carry"  # by a rule, never by a person: what was decided on `these` holds for `those`
KINDS = frozenset(
    ("merge", "split", "correct", "confirm", "reject", "lock", "unlock", "comment", "withdraw", "state")
)
STATES = ("assigned", "peer_review", "finalised")  # what a decision of kind state may say (see states.py)
FIELDS = frozenset(
    (
        "event_type",
        "status",
        "time",
        "place",
        "attacker",
        "target",
        "killed",
        "wounded",
        "arrested",
        "political",
    )
)


class Rulings(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of reports that are one, pairs that are not, and locked sets; the latest decision on a pair
    holds.
    """

    one: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    locked: tuple[frozenset[str], ...] = ()

    def bars(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        """Whether a person keeps two sets of reports apart."""
        left, right = frozenset(ours), frozenset(theirs)
        if any(pair(a, b) in self.apart for a in left for b in right):
            return True
        return any(
            (left & held and not right <= held) or (right & held and not left <= held) for held in self.locked
        )


def pair(a: str, b: str) -> tuple[str, str]:
    """Two keys in their order."""
    return (a, b) if a < b else (b, a)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions of people that hold, oldest first: those withdrawn are left out, and so are withdrawals
    themselves. A withdrawal may itself be withdrawn; what it took back holds again.

    A decision that was carried over to another report names that one too.
    """
    every = held(decisions)
    moved = [d for d in every if d.kind == CARRY]
    return tuple(_followed(d, moved) for d in every if d.kind != CARRY)


def held(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What was not withdrawn, oldest first, as it was signed; carryings too."""
    every = sorted(decisions, key=lambda d: d.number)
    gone: set[int] = set()
    for decision in reversed(every):
        if decision.kind == "withdraw" and decision.number not in gone and decision.withdraws is not None:
            gone.add(decision.withdraws)
    return tuple(d for d in every if d.number not in gone and d.kind != "withdraw")


def _followed(decision: Decision, moved: Sequence[Decision]) -> Decision:
    """A decision with the reports to which those that it names were carried over."""
    if not moved:
        return decision
    return replace(decision, these=_led(decision.these, moved), those=_led(decision.those, moved))


def _led(keys: tuple[str, ...], moved: Sequence[Decision]) -> tuple[str, ...]:
    found = list(keys)
    for key in found:
        for step in moved:
            if key in step.these:
                found += [to for to in step.those if to not in found]
    return tuple(found)


def about(keys: Iterable[str], decisions_on: Callable[[Iterable[str]], Sequence[Decision]]) -> list[Decision]:
    """Every decision on these reports and on those that were carried over to them, withdrawn ones too."""
    wanted = set(keys)
    while True:
        found = decisions_on(wanted)
        more = {key for d in found if d.kind == CARRY and wanted & {*d.those} for key in d.these} - wanted
        if not more:
            return list(found)
        wanted |= more


def rulings(decisions: Iterable[Decision]) -> Rulings:
    """What the standing decisions say of which reports are one."""
    verdict: dict[tuple[str, str], bool] = {}
    locked: set[frozenset[str]] = set()
    for decision in standing(decisions):
        if decision.kind == "merge":
            verdict.update(dict.fromkeys(_pairs(decision), True))
        elif decision.kind == "split":
            verdict.update({pair(a, b): False for a in decision.these for b in decision.those if a != b})
        elif decision.kind in ("lock", "unlock"):
            held = frozenset(decision.these)
            locked = {s for s in locked if decision.kind == "lock" or not s & held}
            locked |= {held} if decision.kind == "lock" else set()
    return Rulings(
        one=frozenset(p for p, same in verdict.items() if same),
        apart=frozenset(p for p, same in verdict.items() if not same),
        locked=tuple(sorted(locked, key=sorted)),
    )


def _pairs(decision: Decision) -> Iterable[tuple[str, str]]:
    keys = sorted({*decision.these, *decision.those})
    return (pair(a, b) for a, b in combinations(keys, 2))


def on(keys: Iterable[str], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The standing decisions about any of these reports, oldest first."""
    wanted = frozenset(keys)
    return tuple(d for d in standing(decisions) if wanted & {*d.these, *d.those})


def history(keys: Iterable[str], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What is decided about any of these reports, and what was carried over to them, oldest first."""
    every = list(decisions)
    wanted = set(keys)
    carried = tuple(d for d in held(every) if d.kind == CARRY and wanted & {*d.those})
    return tuple(sorted((*on(wanted, every), *carried), key=lambda d: d.number))


def corrections(keys: Iterable[str], decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """For each field the correction that holds for the incident of these reports: the latest."""
    return {d.field: d for d in on(keys, decisions) if d.kind == "correct"}


def check(decision: Decision) -> None:
    """Refuse a decision that says nothing. Raises UsageError."""
    if decision.kind not in KINDS:
        raise UsageError(f"'{decision.kind}' is no kind of decision (one of {', '.join(sorted(KINDS))})")
    if any(NO_TEXT.search(words) for words in (decision.by, decision.to, decision.value, decision.note)):
        raise UsageError("a decision is written in text: no NUL, nor bytes that are no UTF-8")
    if not decision.by.removeprefix("person:").strip():
        raise UsageError("a decision is signed: say who decides (--by NAME)")
    if decision.kind == "correct" and decision.field not in FIELDS:
        raise UsageError(f"'{decision.field}' cannot be corrected (one of {', '.join(sorted(FIELDS))})")
    if decision.kind == "withdraw" and decision.withdraws is None:
        raise UsageError("say which decision is withdrawn, by its number")
    if decision.kind == "comment" and not decision.note.strip():
        raise UsageError("a comment has words")
    if decision.kind in ("merge", "split") and not (decision.these and decision.those):
        raise UsageError(f"a {decision.kind} names two sides")
    if decision.kind == "state":
        _check_state(decision)


def _check_state(decision: Decision) -> None:
    if decision.value not in STATES:
        raise UsageError(f"'{decision.value}' is no state to be given (one of {', '.join(STATES)})")
    if not decision.note.strip():
        raise UsageError("a change of state has a comment: say why")
    if (decision.value == "assigned") != bool(decision.to.strip()):
        raise UsageError("an incident is assigned to somebody: say whom, and only then")
