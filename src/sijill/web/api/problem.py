"""What went wrong, as RFC 9457 has it: `application/problem+json` with the part of the query at fault."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from starlette.responses import Response

from ...errors import SijillError

MEDIA = "application/problem+json"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the query that is at fault, with what is wrong about it."""

    parameter: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why there is no answer. `type` is the address of its explanation, about:blank where the title says all;
    `errors` are the parts of the query at fault.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: tuple[Part, ...] = ()


class Fault(SijillError):
    """A question that has no answer: the status it gets, and the parameter at fault, '' where none is."""

    def __init__(self, status: int, detail: str, parameter: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.parameter = parameter


def missing(what: str, ident: str) -> Fault:
    """The fault of asking for what the ledger does not have."""
    return Fault(404, f"there is no {what} '{ident}'")


def problem(status: int, detail: str, parameter: str = "") -> Response:
    """The answer that tells what went wrong."""
    told = Problem(
        type=EXPLAINED.get(status, "about:blank"),
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=(Part(parameter=parameter, detail=detail),) if parameter else (),
    )
    return Response(msgspec.json.encode(told), status, {"Cache-Control": "no-store"}, media_type=MEDIA)


EXPLAINED = {400: "/api#query", 401: "/api#tokens", 404: "/api#missing"}
