"""Everybody's accounts and the audit log, for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from ...errors import UsageError
from ...people import ROLES, SHORTEST_PASSWORD, Account, AuditLine, login_of
from ...store import Ledger
from ..guard import posted
from ..pages import page
from ..serving import Ledgers, Serving
from .door import Door, add_account, revoke_token, set_password, set_role, set_state
from .own import whose

router = APIRouter(prefix="/accounts")
Text = Annotated[str, Form()]
LINES = 100


@router.get("")
def accounts(request: Request) -> Response:
    """Every account, and the form for one more."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        people, now = ledger.people, serving.now()
        found = people.accounts() if serving.accounts == "asked" else []
        return page(
            request, "accounts.html", accounts=found, asked=serving.accounts == "asked", roles=ROLES, now=now,
            tokens={one.login: people.tokens_of(one.number) for one in found}, shortest=SHORTEST_PASSWORD,
        )  # fmt: skip


@router.post("", dependencies=[Depends(posted)])
def add(request: Request, name: Text = "", role: Text = "", password: Text = "") -> Response:
    """Make an account with a first password, which its owner changes."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    door: Door = request.app.state.door
    with ledgers.lent() as ledger:
        by = whose(request, ledger).login
        hashed = door.hashed(password, login_of(name))
        add_account(ledger.people, name, role, hashed, by, serving.now())
    return RedirectResponse("/accounts", status_code=303)


@router.post("/{login}", dependencies=[Depends(posted)])
def change(request: Request, login: str, act: Text = "", value: Text = "") -> Response:
    """Change an account: `act` is role, state, password, sessions or token."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        by, other = whose(request, ledger), ledger.people.account(login)
        if other is None:
            raise HTTPException(404)
        _carried_out(request, ledger, by, other, act, value)
    return RedirectResponse("/accounts", status_code=303)


def _carried_out(request: Request, ledger: Ledger, by: Account, other: Account, act: str, value: str) -> None:
    people, at = ledger.people, request.app.state.serving.now()
    if act == "role":
        set_role(people, other, value, by.login, at)
    elif act == "state":
        set_state(people, other, value, by.login, at)
    elif act == "password":
        if other.number == by.number:
            raise UsageError("your own password is changed on the page of your account, with the old one")
        door: Door = request.app.state.door
        set_password(people, other, door.hashed(value, other.login), by.login, at)
    elif act == "sessions":
        with ledger.writing():
            ended = people.end_sessions(other.number)
            who = f"person:{by.login}"
            line = AuditLine(at=at, by=who, what="sessions-ended", about=other.login, detail=str(ended))
            people.note(line)
    elif act == "token" and value.isascii() and value.isdecimal() and len(value) < 10:
        revoke_token(people, int(value), other, by.login, at)
    else:
        raise UsageError("an account's role, state, password, sessions or token can be changed")


@router.get("/audit")
def audit(request: Request, before: str = "", by: str = "") -> Response:
    """The audit log, the newest first."""
    if before and not (before.isascii() and before.isdecimal() and len(before) < 10):
        raise UsageError(f"before: '{before}' is no number")
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        lines = ledger.people.audit(LINES + 1, int(before or "0"), by)
    return page(
        request, "audit.html", lines=lines[:LINES], by=by,
        following=lines[LINES - 1].number if len(lines) > LINES else 0,
    )  # fmt: skip
