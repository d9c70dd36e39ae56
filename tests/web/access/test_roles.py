"""Every route has a role, and every role gets what is its own and nothing above: asked of a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sijill.people import ROLES, may
from sijill.store import existing_ledger
from sijill.web import Serving, create_app
from sijill.web.access.rights import ADMIN, ANYONE, OPEN, READER, REVIEWER, RIGHTS, is_open, needed
from sijill.web.access.visiting import allowed
from sijill.web.guard import posted
from sijill.web.outlines import digest_of

At = Callable[[str], str]


def routes() -> Iterator[tuple[str, str, Any]]:
    """Every route of the desk: method, path, and what it asks first."""
    for route in create_app(Serving(ledger="none", now=str)).routes:
        contexts = getattr(route, "effective_route_contexts", None)
        for one in contexts() if contexts else [route]:
            for method in sorted(getattr(one, "methods", None) or {"MOUNT"}):
                yield method, one.path, getattr(one, "dependant", None)


ALL = list(routes())
POSTS = [path for method, path, _ in ALL if method not in ("GET", "HEAD", "OPTIONS", "MOUNT")]


def first_asked(dependant: Any) -> list[Any]:
    return [one.call for one in dependant.dependencies] if dependant is not None else []


def test_every_route_has_a_role() -> None:
    """A new route is added to `RIGHTS` with the role that it needs."""
    named = {f"{method} {path}" for method, path, _ in ALL if method not in ("HEAD", "MOUNT")}
    assert not named - set(RIGHTS), "routes without a role"
    assert not set(RIGHTS) - named, "roles of routes that are not there"
    assert set(RIGHTS.values()) <= {ANYONE, READER, REVIEWER, ADMIN}


def test_every_route_asks_for_the_role_first() -> None:
    for method, path, dependant in ALL:
        if method == "MOUNT":
            assert path in ("/static", "/api/v1")  # the API asks for itself: test_api.py
        else:
            assert first_asked(dependant)[:1] == [allowed], path


def test_every_route_that_changes_anything_asks_for_the_token_next() -> None:
    assert len(POSTS) >= 13
    for method, path, dependant in ALL:
        if method not in ("GET", "HEAD", "MOUNT"):
            assert method == "POST"
            assert first_asked(dependant)[:2] == [allowed, posted], path


def test_a_route_that_is_not_in_the_table_is_nobodys() -> None:
    for method, path in (("GET", "/new"), ("PUT", "/"), ("POST", "/documents")):
        assert not any(may(role, needed(method, path)) for role in ROLES)
    assert needed("HEAD", "/") == READER


def test_only_what_signing_in_needs_is_open() -> None:
    open_to_all = {key.split()[1] for key, role in RIGHTS.items() if role == ANYONE}
    assert open_to_all == set(OPEN)
    assert not any(
        is_open(p) for p in ("/", "/api/v1", "/login/", "/settings/x", "/static", "/staticx", "/Login")
    )


def filled_in(path: str, at: At) -> str:
    names = {"/words/{ident:path}": "/words/weapon.drone", "/places/{ident}": "/places/place.sy.saraqib"}
    names |= {"{ident:path}": "{doc}", "{number}": "1", "{login}": "lina", "{digest}": digest_of()}
    for name, value in names.items():
        path = path.replace(name, value)
    return at(path.replace("{ident}", "{single}"))


@pytest.mark.parametrize("role", ["", *ROLES])
def test_every_role_gets_its_own_and_nothing_above(client: Callable[..., Any], at: At, role: str) -> None:
    """POSTs go without a token: one whose role is enough is told of the token (400), others never get there."""
    one = client({"": "", "reader": "lina", "reviewer": "omar", "admin": "rana"}[role])
    wrong = []
    for key, wanted in RIGHTS.items():
        method, path = key.split()
        there = filled_in(path, at)
        answer = one.send(method, there, **({"data": {"kind": "confirm"}} if method == "POST" else {}))
        if wanted == ANYONE:
            expected = {200, 303} if method == "GET" else {400}
        elif not role:
            expected = {303} if method == "GET" else {401}
            if method == "GET" and not answer.headers.get("location", "").startswith("/login"):
                wrong.append((key, "not sent to sign in"))
        elif may(role, wanted):
            expected = {200} if method == "GET" else {400}
        else:
            expected = {403}
        if answer.status_code not in expected:
            wrong.append((key, answer.status_code))
    assert not wrong


def test_nothing_is_decided_by_a_reader(client: Callable[..., Any], at: At, where: Path) -> None:
    """With the right token of the reader's own session."""
    one = client("lina")
    for act in ("correct", "mark", "merge", "split", "withdraw"):
        data = {
            "field": "killed",
            "value": "9",
            "kind": "confirm",
            "number": "1",
            "other": "i-0",
            "reports": "x",
        }
        assert one.post(at("/incidents/{single}/") + act, data).status_code == 403
    assert one.post("/accounts/lina", {"act": "role", "value": "admin"}).status_code == 403
    new = {"name": "mine", "role": "admin", "password": "correct horse battery"}
    assert one.post("/accounts", new).status_code == 403
    with existing_ledger(str(where)) as ledger:
        assert ledger.decisions() == []
        assert ledger.people.account("mine") is None
        lina = ledger.people.account("lina")
        assert lina is not None
        assert lina.role == "reader"
    assert "form" in one.get("/").text
    page = one.get(at("/incidents/{single}")).text
    assert "/correct" not in page
    assert "/withdraw" not in page


def test_without_accounts_the_pages_say_how_to_make_one(reading: str) -> None:
    import httpx

    for path in ("/account", "/accounts"):
        assert "sijill accounts add" in httpx.get(reading + path).text
    for path in ("/accounts", "/account/tokens", "/account/password", "/accounts/rana"):
        sent = httpx.post(
            reading + path,
            data={"token": "t", "name": "me", "role": "admin", "password": "correct horse battery"},
            cookies={"sijill-token": "t"},
        )
        assert sent.status_code in (400, 404)
