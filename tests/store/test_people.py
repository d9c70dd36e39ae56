"""Accounts, sessions, tokens, failed sign-ins and the audit log, in both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from sijill.errors import LedgerError, UsageError
from sijill.incident import Decision
from sijill.people import AuditLine, Session, Token, Tries
from sijill.store import Ledger
from tests.store.made import add

AT, LATER = "2026-01-02T03:04:05Z", "2026-01-02T04:04:05Z"


def session(digest: str, account: int, seen: str = AT) -> Session:
    return Session(digest=digest, account=account, made_at=AT, seen_at=seen, agent="Browser 1")


def token(digest: str, account: int) -> Token:
    return Token(
        number=0,
        account=account,
        name="نقل",
        role="reader",
        digest=digest,
        made_at=AT,
        expires_at="2027-01-01T00:00:00Z",
    )


def test_accounts(ledger: Ledger, opened: Callable[[], Ledger]) -> None:
    people = ledger.people
    assert not people.any()
    rana, omar = people.add("rana", "admin", "hash-1", AT), people.add("عمر", "reader", "hash-2", AT)
    assert people.any()
    assert [one.login for one in opened().people.accounts()] == ["rana", "عمر"]
    assert people.account("rana") == rana == people.numbered(rana.number)
    assert people.account("Rana") is None
    with pytest.raises(UsageError, match="already"):
        people.add("rana", "reader", "hash-3", AT)
    people.change(omar.number, LATER, role="reviewer")
    changed = people.account("عمر")
    assert changed is not None
    assert (changed.role, changed.changed_at, changed.made_at) == ("reviewer", LATER, AT)
    people.rehashed(omar.number, "hash-4")
    again = people.account("عمر")
    assert again is not None
    assert again.password == "hash-4"


@pytest.mark.parametrize("values", [{"role": "reviewer"}, {"state": "disabled"}])
def test_the_last_admin_stays(ledger: Ledger, values: dict[str, str]) -> None:
    people = ledger.people
    rana = people.add("rana", "admin", "h", AT)
    people.open_session(session("s", rana.number))
    with pytest.raises(UsageError, match="no active admin"):
        people.change(rana.number, LATER, **values)
    assert people.account("rana") == rana
    assert people.session("s") is not None
    people.add("zayd", "admin", "h", AT)
    people.change(rana.number, LATER, **values)
    assert people.session("s") is None
    if "state" in values:
        with pytest.raises(UsageError, match="no active admin"):
            people.change(2, LATER, state="disabled")


def test_sessions(ledger: Ledger) -> None:
    people = ledger.people
    rana, omar = people.add("rana", "admin", "h", AT), people.add("omar", "reader", "h", AT)
    for digest, whose in (("a", rana), ("b", rana), ("c", omar)):
        people.open_session(session(digest, whose.number))
    found = people.session("a")
    assert found is not None
    assert found == (session("a", rana.number), rana)
    people.seen("b", LATER)
    assert [one.digest for one in people.sessions_of(rana.number)] == ["b", "a"]
    assert people.end_session("c", rana.number) == 0
    assert people.session("c") is not None
    assert people.end_sessions(rana.number, "a") == 1
    assert people.session("b") is None
    people.forget_sessions(AT, "2026-01-01T00:00:00Z")
    assert people.session("a") is None
    assert people.session("") is None


def test_tokens(ledger: Ledger) -> None:
    people = ledger.people
    rana, omar = people.add("rana", "admin", "h", AT), people.add("omar", "reader", "h", AT)
    one, two = people.add_token(token("a", rana.number)), people.add_token(token("b", rana.number))
    assert (one.number, two.number) == (1, 2)
    assert people.token("a") == (one, rana)
    assert people.token("A") is None
    people.used(1, LATER)
    assert people.revoke(1, omar.number, LATER) == 0
    assert people.revoke(1, rana.number, LATER) == 1
    assert people.revoke(1, rana.number, LATER) == 0
    assert [(t.number, t.used_at, t.revoked_at) for t in people.tokens_of(rana.number)] == [
        (2, "", ""),
        (1, LATER, LATER),
    ]


def test_tries(ledger: Ledger, opened: Callable[[], Ledger]) -> None:
    people = ledger.people
    assert people.tries("account:x") == Tries()
    people.put_tries("account:x", Tries(failures=3, last_at=AT, until_at=LATER))
    people.put_tries("account:x", Tries(failures=4, last_at=AT, until_at=LATER))
    people.put_tries("account:y", Tries(failures=1, last_at=LATER))
    assert opened().people.tries("account:x").failures == 4
    people.put_tries("account:y", Tries())
    people.forget_tries(LATER)
    assert people.tries("account:x") == people.tries("account:y") == Tries()


def test_the_audit_log_is_only_ever_added_to(ledger: Ledger) -> None:
    people = ledger.people
    for number in range(5):
        people.note(AuditLine(at=AT, by=f"person:{number % 2}", what="login", detail="x" * 1000))
    assert [line.number for line in people.audit(3)] == [5, 4, 3]
    assert [line.number for line in people.audit(3, 3)] == [2, 1]
    assert [line.number for line in people.audit(9, 0, "person:1")] == [4, 2]
    assert len(people.audit(1)[0].detail) == 300
    for command in ("UPDATE audit SET made_by = 'x'", "DELETE FROM audit"):
        with pytest.raises(LedgerError, match="append-only"):
            ledger._database.run(text(command))
    assert len(people.audit(9)) == 5


def test_every_decision_is_in_the_audit_log(ledger: Ledger) -> None:
    (key,) = add(ledger, "d1")
    ledger.add_decision(Decision(number=0, at=AT, by="person:rana", kind="confirm", these=(key,)))
    (line,) = ledger.people.audit(9)
    assert (line.at, line.by, line.what, line.about, line.detail) == (
        AT, "person:rana", "decision", "1", "confirm",
    )  # fmt: skip


def test_what_fails_leaves_nothing(ledger: Ledger) -> None:
    def twice() -> None:
        with ledger.writing():
            ledger.people.add("rana", "admin", "h", AT)
            ledger.people.note(AuditLine(at=AT, by="x", what="account-added"))
            ledger.people.add("rana", "admin", "h", AT)

    with pytest.raises(UsageError):
        twice()
    assert ledger.people.accounts() == []
    assert ledger.people.audit(9) == []


def test_the_database_itself_refuses_a_role_that_is_none(ledger: Ledger) -> None:
    rana = ledger.people.add("rana", "admin", "h", AT)
    with pytest.raises(LedgerError):
        ledger._database.run(text(f"UPDATE accounts SET role = 'root' WHERE number = {rana.number}"))
