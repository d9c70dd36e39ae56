"""Which role each route needs. A route that is not here is refused to everybody who is not this machine."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ANYONE, READER, REVIEWER, ADMIN = "anyone", "reader", "reviewer", "admin"

# What is answered without a role: the page to sign in, its choices of language and colours, styles and fonts.
OPEN = ("/login", "/settings")
OPEN_FOLDER = "/static/"

RIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "GET /login": ANYONE,
        "POST /login": ANYONE,
        "POST /logout": READER,
        "GET /settings": ANYONE,
        "POST /settings": ANYONE,
        "GET /": READER,
        "GET /incidents": READER,
        "GET /incidents/download": READER,
        "GET /incidents/here": READER,
        "GET /incidents/lines/{digest}.geojson": READER,
        "GET /incidents/points.json": READER,
        "GET /incidents/{ident}": READER,
        "GET /incidents/{ident}/download": READER,
        "GET /documents": READER,
        "GET /documents/{ident:path}": READER,
        "GET /read": READER,
        "POST /read": READER,
        "GET /tallies": READER,
        "GET /framing": READER,
        "GET /api": READER,
        "GET /review": READER,
        "POST /review": REVIEWER,
        "GET /words": READER,
        "GET /words/new": ADMIN,
        "POST /words/test": ADMIN,
        "POST /words/save": ADMIN,
        "POST /words/take-out": ADMIN,
        "GET /words/{ident:path}": READER,
        "GET /places": READER,
        "GET /places/unknown": READER,
        "GET /places/new": ADMIN,
        "POST /places/test": ADMIN,
        "POST /places/save": ADMIN,
        "POST /places/take-out": ADMIN,
        "GET /places/{ident}": READER,
        "GET /account": READER,
        "POST /account/password": READER,
        "POST /account/sessions": READER,
        "POST /account/tokens": READER,
        "POST /account/tokens/{number}/revoke": READER,
        "POST /incidents/{ident}/correct": REVIEWER,
        "POST /incidents/{ident}/mark": REVIEWER,
        "POST /incidents/{ident}/merge": REVIEWER,
        "POST /incidents/{ident}/split": REVIEWER,
        "POST /incidents/{ident}/withdraw": REVIEWER,
        "GET /accounts": ADMIN,
        "POST /accounts": ADMIN,
        "POST /accounts/{login}": ADMIN,
        "GET /accounts/audit": ADMIN,
    }
)


def needed(method: str, path: str) -> str:
    """The role that a route needs; a word that no role reaches where the route is not in the table."""
    return RIGHTS.get(f"{'GET' if method == 'HEAD' else method} {path}", "nobody")


def is_open(path: str) -> bool:
    """Whether an address is answered to those who are not signed in."""
    return path in OPEN or path.startswith(OPEN_FOLDER)
