"""One's own account: password, browsers that are signed in, tokens for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from ...errors import UsageError
from ...people import LONGEST_TOKEN, ROLES, SHORTEST_PASSWORD, Account, AuditLine, may
from ...store import Ledger
from ..guard import posted
from ..pages import page
from ..serving import Ledgers, Serving
from .asked import address_of
from .door import Door, MustWait, NotSignedIn, Visitor, issue_token, revoke_token, set_password
from .login import give_session, take_session

router = APIRouter(prefix="/account")
Text = Annotated[str, Form()]


@router.get("")
def account(request: Request) -> Response:
    """The page of one's own account; where there are no accounts, how the first is made."""
    serving: Serving = request.app.state.serving
    if serving.accounts == "none":
        return page(request, "account.html", account=None)
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        return _shown(request, ledger)


@router.post("/password", dependencies=[Depends(posted)])
def change_password(request: Request, old: Text = "", new: Text = "", again: Text = "") -> Response:
    """Set another password: every other browser is signed out, this one gets a new session."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    door: Door = request.app.state.door
    if new != again:
        raise UsageError("the new password was not written twice in the same way")
    with ledgers.lent() as ledger:
        mine = whose(request, ledger)
        try:
            door.check(ledger.people, mine, old, address_of(request), serving.now())
        except NotSignedIn:
            return _shown(request, ledger, 401, trouble="wrong")
        except MustWait as wait:
            return _shown(request, ledger, 429, trouble="wait", seconds=wait.seconds)
        hashed = door.hashed(new, mine.login)
        with ledger.writing():
            set_password(ledger.people, mine, hashed, mine.login, serving.now())
            agent = request.headers.get("user-agent", "")
            secret = door.open_session(ledger.people, mine, agent, serving.now())
    return give_session(RedirectResponse("/account", status_code=303), secret)


@router.post("/sessions", dependencies=[Depends(posted)])
def end_sessions(request: Request, which: Text = "") -> Response:
    """Sign browsers out: 'all', 'others', or the one of a digest."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    visitor: Visitor = request.state.visitor
    with ledgers.lent() as ledger, ledger.writing():
        mine, people = whose(request, ledger), ledger.people
        if which in ("all", "others"):
            ended = people.end_sessions(mine.number, "" if which == "all" else visitor.session)
        else:
            ended = people.end_session(which, mine.number)
        line = AuditLine(
            at=serving.now(), by=f"person:{mine.login}", what="sessions-ended", about=mine.login,
            detail=str(ended),
        )  # fmt: skip
        people.note(line)
    if which in ("all", visitor.session):
        return take_session(RedirectResponse("/login", status_code=303))
    return RedirectResponse("/account#sessions", status_code=303)


@router.post("/tokens", dependencies=[Depends(posted)])
def make_token(request: Request, name: Text = "", role: Text = "reader", days: Text = "90") -> Response:
    """Make a token; this answer alone shows it, for no address may carry it and nothing keeps it."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    if not (days.isascii() and days.isdecimal() and len(days) < 5):
        raise UsageError(f"days: '{days}' is no number of days")
    with ledgers.lent() as ledger:
        mine = whose(request, ledger)
        made, secret = issue_token(ledger.people, mine, name, role, int(days), mine.login, serving.now())
        return _shown(request, ledger, made=made, secret=secret)


@router.post("/tokens/{number}/revoke", dependencies=[Depends(posted)])
def end_token(request: Request, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    """Revoke a token of one's own."""
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        mine = whose(request, ledger)
        revoke_token(ledger.people, number, mine, mine.login, serving.now())
    return RedirectResponse("/account#tokens", status_code=303)


def whose(request: Request, ledger: Ledger) -> Account:
    """The account of who asks. Raises UsageError where there are no accounts."""
    found = ledger.people.numbered(request.state.visitor.account)
    if found is None:
        raise UsageError("this desk has no accounts: sijill accounts add NAME makes one")
    return found


def _shown(request: Request, ledger: Ledger, status: int = 200, **more: object) -> Response:
    mine, now = whose(request, ledger), request.app.state.serving.now()
    told = {"trouble": "", "seconds": 0, "made": None, "secret": "", **more}
    return page(
        request,
        "account.html",
        status=status,
        account=mine,
        sessions=ledger.people.sessions_of(mine.number),
        tokens=ledger.people.tokens_of(mine.number),
        roles=[role for role in ROLES if may(mine.role, role)],
        visitor=request.state.visitor,
        now=now,
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_TOKEN,
        **told,
    )
