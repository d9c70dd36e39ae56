"""The reader's choices: language, digits, colours, and the name that signs decisions; kept in cookies."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from .guard import posted
from .pages import COOKIES, page
from .speech import MONTHS, months

router = APIRouter()
YEAR = 365 * 24 * 3600
LONGEST = 80


@router.get("/settings")
def settings(request: Request) -> Response:
    """The page of choices."""
    names = {country: months("ar", country) for country in MONTHS}
    return page(
        request, "settings.html", back=local(request.query_params.get("back", "/")), month_names=names
    )


@router.post("/settings", dependencies=[Depends(posted)])
async def choose(request: Request, back: Annotated[str, Form()] = "/") -> Response:
    """Keep what was chosen and go back to where the reader was."""
    form = await request.form()
    answer = RedirectResponse(local(back), status_code=303)
    for name, values in COOKIES.items():
        if str(form.get(name, "")) in values:
            answer.set_cookie(name, str(form[name]), max_age=YEAR, samesite="lax", httponly=True)
    if "person" in form and not request.state.visitor.login:
        remember(answer, str(form["person"]))
    return answer


def signature(person: str) -> str:
    """A name as decisions are signed with it: blanks in order, not endless."""
    return " ".join(person.split())[:LONGEST]


def remember(answer: Response, person: str) -> None:
    """Keep a name for the next decision; a cookie holds letters of any script only quoted."""
    value = quote(signature(person))
    answer.set_cookie("person", value, max_age=YEAR, samesite="strict", httponly=True)


def local(address: str) -> str:
    """An address of this desk; the overview for any other, and for one with signs that no address has (some
    browsers read a bar for a slash and pass over tabs).
    """
    ours = address.startswith("/") and not address.startswith("//")
    return address if ours and "\\" not in address and address.isprintable() else "/"
