"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from ...people import AuditLine
from ..guard import posted
from ..pages import page
from ..serving import Ledgers, Serving
from ..settings import local
from .asked import address_of, is_private
from .door import Door, MustWait, NotSignedIn, Visitor
from .hashing import digest
from .visiting import COOKIE

router = APIRouter()


@router.get("/login")
def ask(request: Request) -> Response:
    """The page to sign in."""
    there = local(request.query_params.get("next", "/"))
    if request.state.visitor.login:
        return RedirectResponse(there, status_code=303)
    return _asked(request, there)


@router.post("/login", dependencies=[Depends(posted)])
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in; a session that the browser had ends."""
    serving: Serving = request.app.state.serving
    there = local(next)
    if serving.accounts == "none" or not is_private(request):
        return _asked(request, there, 403)
    ledgers: Ledgers = request.app.state.ledgers
    door: Door = request.app.state.door
    agent, address = request.headers.get("user-agent", ""), address_of(request)
    with ledgers.lent() as ledger:
        people = ledger.people
        try:
            secret = door.sign_in(people, name, password, address, agent, serving.now())
        except NotSignedIn:
            return _asked(request, there, 401, trouble="wrong")
        except MustWait as wait:
            answer = _asked(request, there, 429, trouble="wait", seconds=wait.seconds)
            answer.headers["Retry-After"] = str(wait.seconds)
            return answer
        old = request.state.visitor
        if old.session:
            people.end_session(old.session, old.account)
    return give_session(RedirectResponse(there, status_code=303), secret)


@router.post("/logout", dependencies=[Depends(posted)])
def sign_out(request: Request) -> Response:
    """End this browser's session."""
    visitor: Visitor = request.state.visitor
    serving: Serving = request.app.state.serving
    ledgers: Ledgers = request.app.state.ledgers
    if visitor.session:
        with ledgers.lent() as ledger, ledger.writing():
            ledger.people.end_session(digest(request.cookies.get(COOKIE, "")), visitor.account)
            line = AuditLine(at=serving.now(), by=f"person:{visitor.login}", what="logout")
            ledger.people.note(line)
    return take_session(RedirectResponse("/login", status_code=303))


def give_session(answer: Response, secret: str) -> Response:
    """Put a session's secret into the browser: never sent in clear, to no script, from no other site."""
    answer.set_cookie(COOKIE, secret, httponly=True, secure=True, samesite="strict", path="/")
    return answer


def take_session(answer: Response) -> Response:
    """Take a session's secret out of the browser."""
    answer.delete_cookie(COOKIE, httponly=True, secure=True, samesite="strict", path="/")
    return answer


def _asked(request: Request, there: str, status: int = 200, trouble: str = "", seconds: int = 0) -> Response:
    serving: Serving = request.app.state.serving
    return page(
        request, "login.html", status=status, next=there, trouble=trouble, seconds=seconds,
        accounts=serving.accounts, private=is_private(request),
    )  # fmt: skip
