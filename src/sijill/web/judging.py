"""What a person does with an item of the review queue: a signed decision, and on to the next item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated
from urllib.parse import parse_qsl, quote, unquote

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from ..deciding import Desk
from ..errors import UsageError
from ..incident import Decision
from ..states import is_by
from ..store import Ledger
from .correcting import typed
from .guard import posted
from .queueing import Ask, ask_of
from .serving import Ledgers, Serving
from .settings import remember, signature
from .shelf import Shelves
from .waiting import Board, Boards, Item

router = APIRouter()
AT = "review-at"
MADE = "review-made"
KEPT = 100
PAIRED = frozenset(("merge", "split"))
STAYS = frozenset(("correct", "comment", "merge", "split"))


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a form of the queue says. `seen` is the state in which the item was looked at."""

    item: str
    what: str
    seen: int
    ask: Ask
    person: str = ""
    note: str = ""
    to: str = ""
    field: str = ""
    value: str = ""
    other: str = ""
    reports: tuple[str, ...] = ()


async def said_in(request: Request) -> Said:
    """The form that was sent. Raises UsageError where it is none of the queue's."""
    form = await request.form()

    def text(name: str) -> str:
        return str(form.get(name, "")).strip()

    seen = text("seen")
    if not seen.isascii() or not seen.isdigit() or len(seen) > 12:
        raise UsageError("this form is no page's of the review queue: load the page again")
    return Said(
        item=text("item"), what=text("what"), seen=int(seen), ask=ask_of(parse_qsl(text("ask"))),
        person=text("person"), note=text("note"), to=text("to"), field=text("field"), value=text("value"),
        other=text("other") or text("near"), reports=tuple(str(key) for key in form.getlist("reports")),
    )  # fmt: skip


@router.post("/review", dependencies=[Depends(posted)])
def judge(request: Request, said: Annotated[Said, Depends(said_in)]) -> Response:
    """Take a decision on an item and go on. Nothing is decided on an item that changed meanwhile."""
    name = request.state.person or signature(said.person)
    if not name:
        raise UsageError("a decision is signed: say your name")
    ledgers: Ledgers = request.app.state.ledgers
    serving: Serving = request.app.state.serving
    with ledgers.lent() as ledger:
        desk = Desk(ledger, ledgers.registry, f"person:{name}", serving.now())
        if said.what == "undo":
            answer = _undo(request, ledger, desk, said)
        else:
            answer = _decide(request, ledger, desk, said)
    if signature(said.person) and not request.state.person:
        remember(answer, said.person)
    return answer


def _board(request: Request, ledger: Ledger) -> Board:
    boards: Boards = request.app.state.boards
    shelves: Shelves = request.app.state.shelves
    return boards.of(ledger, shelves)


def _decide(request: Request, ledger: Ledger, desk: Desk, said: Said) -> Response:
    board = _board(request, ledger)
    item = board.get(said.item)
    if item is None:
        return _to(said.ask.address(told="gone"))
    take = TAKES.get((item.kind if item.kind in ("incident", "pair") else "question", said.what))
    if take is None:
        raise UsageError(f"'{said.what}' is nothing that can be done with this")
    with ledger.writing():
        if seen_of(ledger, item) != said.seen:
            return _to(said.ask.address(at=item.id, told="meanwhile"))
        made = take(desk, item, said)
    there = (
        _home(ledger, made, item) if said.what in STAYS else _following(request, ledger, board, item, said)
    )
    answer = _to(said.ask.address(at=there, did=str(made.number)))
    _keep(answer, [*_cookie(request), (made.number, item.id)])
    return answer


def _following(request: Request, ledger: Ledger, before: Board, item: Item, said: Said) -> str:
    """The id of the next item that still waits, as the queue stood before the decision; '' for none."""
    now = _board(request, ledger)
    waiting = {one.id for one in now.found(said.ask)}
    found = [one for one in before.found(said.ask) if one.id in waiting and one.id != item.id]
    following = before.after(found, item.id)
    return following.id if following else ""


def _home(ledger: Ledger, made: Decision, item: Item) -> str:
    """The item in which an incident's reports are now."""
    homes = set(ledger.incidents_of((*made.these, *made.those)).values())
    return item.id if item.id in homes or item.kind != "incident" else min(homes, default="")


def _undo(request: Request, ledger: Ledger, desk: Desk, said: Said) -> Response:
    board = _board(request, ledger)
    last = next(made_here(request, board), None)
    if last is None:
        return _to(said.ask.address(at=said.item, told="nothing"))
    number, ident = last
    made = desk.withdraw(number)
    now = _board(request, ledger)
    there = ident if now.get(ident) else min(ledger.incidents_of(made.these).values(), default="")
    answer = _to(said.ask.address(at=there, did=str(made.number)))
    _keep(answer, [pair for pair in _cookie(request) if pair[0] < number])
    return answer


def made_here(request: Request, board: Board) -> Iterator[tuple[int, str]]:
    """The decisions that this reader took in this session and that hold, the last first, with their items."""
    stand = {decision.number: decision for decision in board.stand}
    for number, ident in reversed(_cookie(request)):
        if number in stand and is_by(stand[number].by, request.state.person):
            yield number, ident


def _cookie(request: Request) -> list[tuple[int, str]]:
    parts = (part.partition(":") for part in unquote(request.cookies.get(MADE, "")).split("."))
    return [(int(n), ident) for n, _, ident in parts if n.isascii() and n.isdigit() and len(n) < 10]


def _keep(answer: Response, made: list[tuple[int, str]]) -> None:
    value = quote(".".join(f"{number}:{ident}" for number, ident in made[-KEPT:]), safe="")
    answer.set_cookie(MADE, value, samesite="strict", httponly=True, path="/review")


def _to(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


def seen_of(ledger: Ledger, item: Item) -> int:
    """A number that is another one after anything was decided on an item, or it changed."""
    if item.kind == "incident":
        return max((change.number for change in ledger.changes_of((item.id,))), default=0)
    decisions = ledger.decisions_on(item.keys)
    if item.kind == "pair":
        own = {d.number for d in decisions if d.kind in PAIRED and {*item.keys} <= {*d.these, *d.those}}
        decisions = [d for d in decisions if d.number in own or d.withdraws in own]
    return max((decision.number for decision in decisions), default=0)


def _mark(kind: str) -> Take:
    return lambda desk, item, said: desk.mark(item.id, kind, said.note)


def _state(value: str) -> Take:
    return lambda desk, item, said: desk.state(item.id, value, said.note, said.to)


def _question(kind: str) -> Take:
    return lambda desk, item, said: desk.judge(item.keys, kind, said.note)


def _same(desk: Desk, item: Item, said: Said) -> Decision:
    return desk.together(item.keys[0], item.keys[1], said.note)


def _apart(desk: Desk, item: Item, said: Said) -> Decision:
    return desk.apart(item.keys[0], item.keys[1], said.note)


Take = Callable[[Desk, Item, Said], Decision]
TAKES: Mapping[tuple[str, str], Take] = MappingProxyType(
    {
        ("incident", "accept"): _mark("confirm"),
        ("incident", "reject"): _mark("reject"),
        ("incident", "comment"): _mark("comment"),
        ("incident", "peer"): _state("peer_review"),
        ("incident", "finalise"): _state("finalised"),
        ("incident", "assign"): _state("assigned"),
        ("incident", "correct"): lambda desk, item, said: desk.correct(
            item.id, said.field, typed(said.field, said.value), said.note
        ),
        ("incident", "merge"): lambda desk, item, said: desk.merge(item.id, said.other, said.note),
        ("incident", "split"): lambda desk, item, said: desk.split(item.id, said.reports, said.note),
        ("pair", "accept"): _same,
        ("pair", "reject"): _apart,
        ("question", "accept"): _question("confirm"),
        ("question", "reject"): _question("reject"),
    }
)
