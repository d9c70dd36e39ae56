"""What the pages on words and places share: who may change them, whose name is on it, and what is loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from ..filing import registry_of
from ..people import may
from ..store import Ledger
from .settings import remember, signature
from .trial import Trials
from .uses import Looked, Uses

T = TypeVar("T")
LANGUAGE = "ar"


def may_change(request: Request) -> bool:
    """Whether words and places can be changed here: by whom the desk runs for, or by an admin."""
    return may(request.state.visitor.role, "admin")


async def changing(request: Request) -> None:
    """The dependency of every route that tries or changes words and places."""
    if not may_change(request):
        raise HTTPException(403, "words and places are changed by an admin")


def signer(request: Request, person: str) -> str:
    """The name that signs, '' where nobody said one."""
    return str(request.state.person or signature(person))


def home(request: Request, address: str, person: str) -> Response:
    """On to a page after a change, everything that was loaded before loaded anew, the name kept."""
    request.app.state.ledgers.registry = registry_of()
    answer = RedirectResponse(address, status_code=303)
    if signature(person) and not request.state.person:
        remember(answer, person)
    return answer


class Latest(Generic[T]):
    """What is made of something, made again only when that is another."""

    __slots__ = ("_lock", "_made", "_of")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._made: T | None = None

    def made(self, of: object, make: Callable[[], T]) -> T:
        """What `make` makes of `of`."""
        with self._lock:
            if self._made is None or self._of != of:
                self._made, self._of = make(), of
            return self._made


class Workshop:
    """What the pages on words and places keep between requests: lists, uses, and seals of what was tried."""

    __slots__ = ("places", "trials", "uses", "words")

    def __init__(self) -> None:
        from .placelist import Atlas
        from .wordlists import Catalogue

        self.words: Latest[Catalogue] = Latest()
        self.places: Latest[Atlas] = Latest()
        self.uses = Uses()
        self.trials = Trials()


def used(request: Request, ledger: Ledger) -> Looked:
    """What the newest documents of the ledger use."""
    workshop: Workshop = request.app.state.workshop
    return workshop.uses.of(ledger)
