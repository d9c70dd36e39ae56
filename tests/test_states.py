"""How far people are with an incident: from what they signed, and from where it changed in the feed."""

from __future__ import annotations

import msgspec
import pytest

from sijill.decisions import check
from sijill.errors import UsageError
from sijill.incident import Change, Decision
from sijill.states import OPEN, last_changes, look, may_finalise


def made(number: int, kind: str, value: str = "", by: str = "person:amal", as_of: int = 10) -> Decision:
    return Decision(
        number=number, at="2026-01-01T00:00:00Z", by=by, kind=kind, these=("d/0-3",), value=value,
        note="why", to="suad" if value == "assigned" else "", as_of=as_of,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("decisions", "changed", "state"),
    [
        ((), 99, "machine"),
        ((made(1, "comment"),), 0, "machine"),
        ((made(1, "state", "assigned"),), 99, "assigned"),
        ((made(1, "confirm"),), 10, "reviewed"),
        ((made(1, "reject"),), 11, "updated"),
        ((made(1, "confirm", as_of=0),), 11, "reviewed"),  # kept before the feed was noted
        ((made(1, "confirm"), made(2, "correct")), 12, "updated"),
        ((made(1, "confirm"), made(2, "comment")), 0, "reviewed"),
        ((made(1, "correct"), made(2, "confirm")), 0, "reviewed"),
        ((made(1, "confirm"), made(2, "state", "peer_review")), 0, "peer_review"),
        ((made(1, "state", "peer_review"), made(2, "state", "finalised", "person:b")), 0, "finalised"),
        ((made(1, "state", "peer_review"), made(2, "state", "finalised", "person:b")), 50, "updated"),
    ],
)
def test_state(decisions: tuple[Decision, ...], changed: int, state: str) -> None:
    found = look(decisions, changed)
    assert found.state == state
    assert found.to == ("suad" if state == "assigned" else "")


def test_what_waits() -> None:
    assert sorted(OPEN) == ["assigned", "machine", "peer_review", "updated"]


@pytest.mark.parametrize(
    ("decisions", "by", "words"),
    [
        ((), "person:b", "no peer review"),
        ((made(1, "state", "peer_review"),), "person: Amal ", "another person"),
        ((made(1, "state", "peer_review"), made(2, "confirm", by="person:c")), "person:b", "no peer review"),
    ],
)
def test_finalised_by_another_person(decisions: tuple[Decision, ...], by: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        may_finalise(decisions, by)
    may_finalise((made(1, "state", "peer_review"),), "person:b")


def test_a_mark_is_no_change() -> None:
    def line(number: int, kind: str, *fields: str) -> Change:
        return Change(number=number, at="", incident="i-1", kind=kind, fields=fields)

    assert last_changes([line(1, "new"), line(2, "changed", "confirmed", "decided")], {}) == {"i-1": 1}
    assert last_changes([line(3, "changed", "decided", "harm")], {"i-1": 1}) == {"i-1": 3}
    assert last_changes([line(4, "changed", "harm")], {"i-1": 1, "i-2": 2}) == {"i-1": 4, "i-2": 2}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "reviewed"}, "no state to be given"),
        ({"note": " "}, "has a comment"),
        ({"to": ""}, "say whom"),
        ({"value": "finalised"}, "say whom, and only then"),
        ({"to": "a\0"}, "written in text"),
    ],
)
def test_a_state_is_checked(change: dict[str, str], words: str) -> None:
    given = made(1, "state", "assigned")
    check(given)
    with pytest.raises(UsageError, match=words):
        check(msgspec.structs.replace(given, **change))
