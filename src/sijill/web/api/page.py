"""The page that describes the API, in the reader's language; nothing on it comes from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..pages import page
from .parameters import Parameter
from .resources import RESOURCES

router = APIRouter()
SECTIONS = ("paging", "tags", "query", "missing", "tokens", "cors")


@router.get("/api")
def describe(request: Request) -> Response:
    """What can be asked, and how."""
    return page(request, "api.html", resources=RESOURCES, parameters=parameters(), sections=SECTIONS)


def parameters() -> tuple[Parameter, ...]:
    """Every parameter once, in the order in which they come."""
    every = {parameter.about: parameter for resource in RESOURCES for parameter in resource.parameters}
    return tuple(every.values())
