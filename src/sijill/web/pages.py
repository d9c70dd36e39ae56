"""A page: a template, the reader's language, and what is shown. Every page of the desk is made here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import __version__
from ..people import may
from .island import Islands
from .naming import Naming
from .ruling import rule
from .speech import DIGITS, LANGUAGES, MONTHS, Speech

HERE = Path(__file__).parent
COOKIES = {"language": LANGUAGES, "digits": DIGITS, "months": MONTHS, "theme": ("system", "light", "dark")}


def environment() -> Environment:
    """The templates: all that is put in is escaped, and a name that is not there is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def speech_of(request: Request) -> Speech:
    """The reader's language: asked for in the address, chosen before, or the browser's; else Arabic."""
    chosen = request.query_params.get("lang") or request.cookies.get("language") or _preferred(request)
    digits, country = request.cookies.get("digits", ""), request.cookies.get("months", "")
    return Speech(
        language=chosen if chosen in LANGUAGES else "ar",
        digits=digits if digits in DIGITS else DIGITS[0],
        country=country if country in MONTHS else MONTHS[0],
    )


def _preferred(request: Request) -> str:
    wanted = request.headers.get("accept-language", "").split(",")
    codes = (part.split(";")[0].strip()[:2].lower() for part in wanted)
    return next((code for code in codes if code in LANGUAGES), "ar")


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """Render a template for this reader."""
    speech = speech_of(request)
    theme = request.cookies.get("theme", "system")
    asked = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    context = {
        "request": request,
        "speech": speech,
        "t": speech.text,
        "label": speech.label,
        "num": speech.number,
        "count": speech.count,
        "code": speech.plain,
        "day": speech.day,
        "facet_name": Naming(speech, request.app.state.ledgers.registry).facet,
        "rule_of": partial(rule, naming=Naming(speech, request.app.state.ledgers.registry)),
        "moment": speech.moment,
        "name_of": Naming(speech, request.app.state.ledgers.registry),
        "theme": theme if theme in COOKIES["theme"] else "system",
        "here": request.url.path + (f"?{urlencode(asked)}" if asked else ""),
        "languages": LANGUAGES,
        "islands": request.app.state.islands,
        "version": __version__,
        "synthetic": False,
        "empty": False,
        "token": getattr(request.state, "token", ""),
        "person": getattr(request.state, "person", ""),
        "login": getattr(getattr(request.state, "visitor", None), "login", ""),
        "may": partial(may, getattr(getattr(request.state, "visitor", None), "role", "")),
        **shown,
    }
    env: Environment = request.app.state.templates
    return HTMLResponse(env.get_template(template).render(context), status_code=status)


def islands_of(folder: Path) -> Islands:
    """The built scripts of a folder."""
    return Islands.of(folder)
