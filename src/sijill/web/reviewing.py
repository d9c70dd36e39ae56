"""The review queue: one item at a time, what there is to know of it, and what a person may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..decisions import FIELDS
from ..incident import Decision, Filed, Incident, Link
from ..states import LOOKS, STATES, is_by
from ..store import Ledger
from .judging import AT, made_here, seen_of
from .naming import Naming
from .pages import page, speech_of
from .queueing import KINDS, ask_of
from .serving import Ledgers
from .shelf import Shelves
from .versions import Row, versions
from .waiting import Board, Boards, Item, Spoken

router = APIRouter()
SHOWN_QUESTIONS = 12
AROUND = 80
TOLD = ("meanwhile", "gone", "nothing")
ACTIONS = (
    "accept", "next", "previous", "reject", "edit", "merge", "split", "peer", "assign", "comment", "undo",
    "help",
)  # fmt: skip


class Words(msgspec.Struct, frozen=True):
    """Something that was not understood, with the words around it."""

    spoken: Spoken
    before: str
    words: str
    after: str


class Shown(msgspec.Struct, frozen=True):
    """What is to be known of an item; what belongs to another kind of item is empty."""

    item: Item
    seen: int
    decisions: tuple[Decision, ...] = ()
    incident: Incident | None = None
    rows: tuple[Row, ...] = ()
    near: tuple[tuple[str, Link], ...] = ()
    both: tuple[tuple[Filed, str], ...] = ()
    link: Link | None = None
    questions: tuple[Words, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Whether anything of it was made up."""
        return bool(
            (self.incident and self.incident.synthetic)
            or any(filed.synthetic for filed, _ in self.both)
            or any(words.spoken.entry.synthetic for words in self.questions)
        )


@router.get("/review")
def review(request: Request) -> Response:
    """The item that is asked for, or the one at which the reader stopped."""
    ask = ask_of(request.query_params.multi_items())
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        boards: Boards = request.app.state.boards
        shelves: Shelves = request.app.state.shelves
        board = boards.of(ledger, shelves)
        found = board.found(ask)
        item, told = _chosen(request, ledger, board, found)
        shown = _shown(ledger, board, item, Naming(speech_of(request), ledgers.registry)) if item else None
        answer = page(
            request,
            "review.html",
            ask=ask,
            kinds=KINDS,
            states=STATES,
            counts=board.counts(ask),
            people=board.people,
            countries=board.countries,
            found=found,
            place=board.place(found, item.id) if item else 0,
            previous=board.before(found, item.id) if item else None,
            following=board.after(found, item.id) if item else None,
            shown=shown,
            empty=not ledger.newest(1, 0, ""),
            nearby={ident: shelves.of(ledger).get(ident) for ident, _ in (shown.near if shown else ())},
            told=told,
            did=board.by_number.get(_number(request.query_params.get("did", ""))),
            undoable=any(True for _ in made_here(request, board)),
            mine=_mine(request, shown),
            actions=ACTIONS,
            fields=sorted(FIELDS),
            synthetic=bool(shown and shown.synthetic),
        )
    if item is not None:
        answer.set_cookie(AT, item.id, samesite="strict", httponly=True, path="/review")
    return answer


def _chosen(request: Request, ledger: Ledger, board: Board, found: Sequence[Item]) -> tuple[Item | None, str]:
    """The item to show, and what there is to tell about the choice."""
    told = request.query_params.get("told", "")
    told = told if told in TOLD else ""
    wanted = request.query_params.get("at", "")
    if wanted:
        item = board.get(wanted)
        if item is not None:
            return item, told
        now = ledger.incident(wanted)  # an id that another took over leads to that one
        return (board.get(now.id) if now else None) or next(iter(found), None), "gone"
    stopped = request.cookies.get(AT, "")
    here = found[at - 1] if (at := board.place(found, stopped)) else None
    if here is None and board.get(stopped):
        here = board.after(found, stopped)
    return here or next(iter(found), None), told


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _mine(request: Request, shown: Shown | None) -> str:
    """'peer' where the reader put the incident to peer review and so cannot finalise it."""
    last = next((d for d in reversed(shown.decisions) if d.kind in LOOKS), None) if shown else None
    return "peer" if last is not None and is_by(last.by, request.state.person) else ""


def _shown(ledger: Ledger, board: Board, item: Item, naming: Naming) -> Shown:
    shown = Shown(item, seen_of(ledger, item), _about(board, item))
    if item.kind == "incident":
        return _of_incident(ledger, shown, naming)
    if item.kind == "pair":
        return _of_pair(ledger, shown)
    words = tuple(_around(ledger, spoken) for spoken in item.spoken[:SHOWN_QUESTIONS])
    return msgspec.structs.replace(shown, questions=words)


def _about(board: Board, item: Item) -> tuple[Decision, ...]:
    """The standing decisions on an item, oldest first; of a pair those that name both its reports."""
    keys = frozenset(item.keys)
    found = ((d, keys & {*d.these, *d.those}) for d in board.stand)
    return tuple(d for d, of in found if (of == keys if item.kind == "pair" else of))


def _of_incident(ledger: Ledger, shown: Shown, naming: Naming) -> Shown:
    found = ledger.incident(shown.item.id)
    if found is None:
        return shown
    maybe = [link for link in ledger.links_of(shown.item.keys) if link.verdict == "maybe"]
    return msgspec.structs.replace(
        shown, incident=found, rows=versions(found, naming).rows, near=_near(ledger, found, maybe)
    )


def _near(ledger: Ledger, found: Incident, links: Iterable[Link]) -> tuple[tuple[str, Link], ...]:
    """Other incidents that may be this one, the most alike first, each by its best link."""
    every = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    homes = ledger.incidents_of({key for link in every for key in (link.a, link.b)})
    best: dict[str, Link] = {}
    for link in every:
        for key in (link.a, link.b):
            if homes.get(key, found.id) != found.id:
                best.setdefault(homes[key], link)
    return tuple(best.items())


def _of_pair(ledger: Ledger, shown: Shown) -> Shown:
    keys = shown.item.keys
    homes = ledger.incidents_of(keys)
    both = tuple((filed, homes.get(filed.key, "")) for filed in ledger.filed(keys))
    link = next((link for link in ledger.links_among(keys)), None)
    return msgspec.structs.replace(shown, both=both, link=link)


def _around(ledger: Ledger, spoken: Spoken) -> Words:
    issue, text = spoken.issue, ledger.text(spoken.entry.id) or ""
    if issue.end <= issue.start:
        return Words(spoken, "", issue.text or issue.detail, "")
    first, last = max(0, issue.start - AROUND), issue.end + AROUND
    return Words(spoken, text[first : issue.start], text[issue.start : issue.end], text[issue.end : last])
