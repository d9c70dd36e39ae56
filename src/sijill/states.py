"""How far people are with an incident, told from what they signed and from when it changed. Pure.

    machine  ->  assigned  ->  peer_review  ->  finalised
       |            |
       +------------+---->  reviewed (confirmed or rejected)

An incident that changed after it was reviewed, put to peer review or finalised is `updated`: a person looks
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from .errors import UsageError
from .incident import Change, Decision

STATES = ("machine", "assigned", "updated", "peer_review", "reviewed", "finalised")
OPEN = frozenset(("machine", "assigned", "updated", "peer_review"))
LOOKS = ("state", "confirm", "reject")
MARKED = frozenset(("decided", "confirmed", "rejected", "locked", "was"))


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The last look of a person at an incident: its state, the decision's number (0: none) and who signed it;
    `to` is whom it is assigned to.
    """

    state: str = "machine"
    number: int = 0
    by: str = ""
    to: str = ""


def look(standing: Iterable[Decision], changed: int = 0) -> Look:
    """The look that holds, of the standing decisions on an incident, oldest first; `changed` is the line of
    the feed by which it last became another than it was.
    """
    last = next((d for d in reversed(tuple(standing)) if d.kind in LOOKS), None)
    if last is None:
        return Look()
    state = last.value if last.kind == "state" else "reviewed"
    if state != "assigned" and changed > last.as_of > 0:
        state = "updated"
    return Look(state=state, number=last.number, by=last.by, to=last.to)


def may_finalise(standing: Iterable[Decision], by: str) -> None:
    """Refuse to finalise what nobody put to peer review, or whoever did. Raises UsageError."""
    last = look(standing)
    if last.state != "peer_review":
        raise UsageError("it is in no peer review: put it to peer review first")
    if _person(last.by) == _person(by):
        raise UsageError(f"{by.removeprefix('person:')} put it to peer review: another person finalises it")


def is_by(signed: str, person: str) -> bool:
    """Whether a decision was signed by a person of this name, however it is written."""
    return bool(person) and _person(signed) == _person(person)


def _person(name: str) -> str:
    return " ".join(name.removeprefix("person:").split()).casefold()


def last_changes(feed: Iterable[Change], known: Mapping[str, int]) -> dict[str, int]:
    """For each incident the line of the feed by which it last became another than it was; that people marked
    it does not count. `known` is what an earlier part of the feed gave.
    """
    found = dict(known)
    for change in feed:
        if change.kind == "new" or set(change.fields) - MARKED:
            found[change.incident] = change.number
    return found
