"""A desk with accounts: rana (admin), omar (reviewer), lina (reader), gone (disabled), and a clock to turn."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.conftest import Running

from sijill.people import later
from sijill.store import existing_ledger
from sijill.web import Serving
from sijill.web.access.hashing import Hasher

PASSWORD = "correct horse battery"
PEOPLE = {"rana": "admin", "omar": "reviewer", "lina": "reader", "gone": "admin"}
START = "2026-01-02T03:04:05Z"


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> str:
        return self.at

    def pass_by(self, seconds: int) -> None:
        self.at = later(self.at, seconds)


class Client:
    """A browser without pages: keeps cookies as one on this machine would, and knows a form's token."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {
            "cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            **more.pop("headers", {}),
        }
        if not headers["cookie"]:
            del headers["cookie"]
        answer = httpx.request(method, self.at + path, headers=headers, timeout=30, **more)
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.send("GET", path, **more)

    def token(self, page: str = "/settings") -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get(page).text)
        assert found is not None
        return found[1]

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        return self.send("POST", path, data={"token": self.token(), **(data or {})}, **more)

    def sign_in(self, name: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
        return self.post("/login", {"name": name, "password": password}, **more)


@pytest.fixture(scope="session")
def peopled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled corpus with accounts, made once and never written to."""
    path = tmp_path_factory.mktemp("access") / "peopled.sijill"
    shutil.copy(filled, path)
    hashed = Hasher().hash(PASSWORD)
    with existing_ledger(str(path)) as ledger:
        for name, role in PEOPLE.items():
            ledger.people.add(name, role, hashed, START)
        gone = ledger.people.account("gone")
        assert gone is not None
        ledger.people.change(gone.number, START, state="disabled")
    return path


@pytest.fixture
def where(peopled: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    path = tmp_path / "peopled.sijill"
    shutil.copy(peopled, path)
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def serve(where: Path, clock: Clock) -> Iterator[Callable[..., Running]]:
    """Start a server on this test's ledger; `more` changes how it serves or listens."""
    running: list[Running] = []

    def start(config: dict[str, Any] | None = None, **more: Any) -> Running:
        serving = {"ledger": str(where), "now": clock, "accounts": "asked", **more}
        running.append(Running(Serving(**serving), **(config or {})).__enter__())
        return running[-1]

    yield start
    for one in running:
        one.__exit__()


@pytest.fixture
def guarded(serve: Callable[..., Running]) -> Running:
    """A desk that asks people to sign in."""
    return serve()


@pytest.fixture
def client(guarded: Running) -> Callable[..., Client]:
    """A new browser, signed in under a name where one is given."""

    def make(name: str = "") -> Client:
        one = Client(guarded.at)
        if name:
            assert one.sign_in(name).status_code == 303
        return one

    return make
