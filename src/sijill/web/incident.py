"""The page of one incident: every source's version beside the others, and what people decide about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from ..answering import answered
from ..deciding import Desk
from ..decisions import FIELDS, on
from ..errors import UsageError
from ..incident import Decision, Incident
from ..store import Ledger
from ..wording import of_incidents
from .access.asked import is_secure
from .correcting import form_of, typed
from .growth import growth
from .guard import posted
from .incidents import ENDINGS
from .naming import Naming
from .pages import page, speech_of
from .serving import Ledgers, Serving
from .settings import remember, signature
from .told import stances
from .versions import versions

router = APIRouter(prefix="/incidents")
MARKS = ("confirm", "reject", "lock", "unlock", "comment")
Note = Annotated[str, Form()]


@router.get("/{ident}")
def incident(request: Request, ident: str) -> Response:
    """Fields by outlets, the line of time, wording, history and links of an incident."""
    ledgers: Ledgers = request.app.state.ledgers
    naming = Naming(speech_of(request), ledgers.registry)
    with ledgers.lent() as ledger, ledger.reading_at_once():
        found = ledger.incident(ident)
        if found is None:
            raise HTTPException(404)
        if found.id != ident:
            return RedirectResponse(f"/incidents/{found.id}", status_code=301)
        found = answered(found, ledger, ledgers.registry)
        keys = [telling.key for telling in found.reports]
        decisions = ledger.decisions_on(keys)
        did = request.query_params.get("did", "")
        return page(
            request,
            "incident.html",
            incident=found,
            versions=versions(found, naming),
            stances=stances(found, naming),
            growth=growth(found, naming.speech),
            links=ledger.links_among(keys),
            named_twice=Counter(telling.outlet for telling in found.reports),
            decisions=on(keys, decisions),
            did=next((one for one in decisions if str(one.number) == did), None),
            opened=request.query_params.get("open", ""),
            form=form_of(found, request.query_params.get("field", ""), naming),
            changes=ledger.changes_of((found.id, *found.was)),
            as_of=ledger.last_change(),
            today=request.app.state.serving.now()[:10],
            address=address_of(request),
            wording=_wording(found, ledger),
            answering=_names(ledger, [a.incident for a in found.answers if a.incident]),
            fields=sorted(FIELDS),
            marks=MARKS,
            formats=sorted(ENDINGS),
            synthetic=found.synthetic,
        )


def address_of(request: Request) -> str:
    """The whole address of this page as it was asked for, without what comes after a question mark."""
    scheme = "https" if is_secure(request) else "http"
    return f"{scheme}://{request.headers.get('host', '')}{request.url.path}"


def _wording(found: Incident, ledger: Ledger) -> object:
    docs = sorted({telling.doc for telling in found.reports})
    items = []
    for doc in docs:
        entry, reading = ledger.entry(doc), ledger.reading(doc)
        items += [(entry, item) for item in reading.framing] if entry and reading else []
    return of_incidents((found,), items)


def _names(ledger: Ledger, idents: list[str]) -> dict[str, Incident]:
    found = ((ident, ledger.incident(ident)) for ident in idents)
    return {ident: one for ident, one in found if one is not None}


def signed(request: Request, person: str, take: Callable[[Desk], Decision]) -> Decision:
    """Take a decision in the name of a person. Raises UsageError where there is no name."""
    serving: Serving = request.app.state.serving
    name = request.state.person or signature(person)
    if not name:
        raise UsageError("a decision is signed: say your name")
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        return take(Desk(ledger, ledgers.registry, f"person:{name}", serving.now()))


def home(request: Request, decision: Decision, ident: str, person: str) -> Response:
    """Back to the incident that the reports are in now, the name kept for the next decision."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger:
        homes = ledger.incidents_of((*decision.these, *decision.those))
        there = ident if ident in homes.values() else min(homes.values(), default="")
    where = f"/incidents/{there}?did={decision.number}" if there else "/incidents"
    answer = RedirectResponse(where, status_code=303)
    if signature(person) and not request.state.person:
        remember(answer, person)
    return answer


@router.post("/{ident}/correct", dependencies=[Depends(posted)])
def correct(
    request: Request,
    ident: str,
    field: Annotated[str, Form()],
    value: Annotated[str, Form()],
    note: Note = "",
    person: Note = "",
) -> Response:
    """Set a field of the incident to a value."""
    made = signed(request, person, lambda desk: desk.correct(ident, field, typed(field, value), note))
    return home(request, made, ident, person)


@router.post("/{ident}/mark", dependencies=[Depends(posted)])
def mark(
    request: Request, ident: str, kind: Annotated[str, Form()], note: Note = "", person: Note = ""
) -> Response:
    """Confirm, reject, lock or unlock the incident, or comment on it."""
    if kind not in MARKS:
        raise UsageError(f"'{kind}' is no mark (one of {', '.join(MARKS)})")
    made = signed(request, person, lambda desk: desk.mark(ident, kind, note))
    return home(request, made, ident, person)


@router.post("/{ident}/merge", dependencies=[Depends(posted)])
def merge(
    request: Request, ident: str, other: Annotated[str, Form()], note: Note = "", person: Note = ""
) -> Response:
    """Say that another incident is this one."""
    made = signed(request, person, lambda desk: desk.merge(ident, other.strip(), note))
    return home(request, made, ident, person)


@router.post("/{ident}/split", dependencies=[Depends(posted)])
def split(
    request: Request,
    ident: str,
    reports: Annotated[list[str] | None, Form()] = None,
    note: Note = "",
    person: Note = "",
) -> Response:
    """Say that some reports tell of something else."""
    made = signed(request, person, lambda desk: desk.split(ident, reports or [], note))
    return home(request, made, ident, person)


@router.post("/{ident}/withdraw", dependencies=[Depends(posted)])
def withdraw(
    request: Request, ident: str, number: Annotated[int, Form()], note: Note = "", person: Note = ""
) -> Response:
    """Take a decision back."""
    made = signed(request, person, lambda desk: desk.withdraw(number, note))
    return home(request, made, ident, person)
