"""A desk that runs: the bundled corpus in a ledger, a real server on a free port, and a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from sijill.demo import CORPUS
from sijill.ledger_commands import Adding, add_sources
from sijill.store import existing_ledger
from sijill.web import Serving, create_app

CHROMIUM = Path("/usr/bin/chromium")
NOW = "2026-01-02T03:04:05Z"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled corpus in a ledger, made once and never written to."""
    path = tmp_path_factory.mktemp("desk") / "demo.sijill"
    add_sources([str(CORPUS)], str(path), Adding())
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    path = tmp_path / "demo.sijill"
    shutil.copy(filled, path)
    return path


@pytest.fixture(scope="session")
def at(filled: Path) -> Callable[[str], str]:
    """A path with `{disputed}` and `{single}` put in: ids of incidents; `{doc}`: a document's."""
    with existing_ledger(str(filled)) as ledger:
        found = sorted(ledger.incidents(), key=lambda i: -len(i.reports))
        names = {
            "disputed": next(i.id for i in found if i.status == "disputed" and i.harm),
            "single": next(i.id for i in found if len(i.reports) == 1),
            "doc": found[0].reports[0].doc,
        }
    return lambda path: path.format(**names)


class Running:
    """A server in a thread of this process; `at` is its address, `app` what it serves. `config` changes how it
    listens.
    """

    def __init__(self, serving: Serving, app: FastAPI | None = None, **config: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.app = app or create_app(serving)
        options = {"log_level": "critical", "proxy_headers": False, "server_header": False, **config}
        self._server = uvicorn.Server(uvicorn.Config(self.app, host="127.0.0.1", port=self.port, **options))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self.at = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Running:
        self._thread.start()
        end = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture(scope="session")
def reading(filled: Path) -> Iterator[str]:
    """The address of a desk that nobody changes, for tests that only read."""
    with Running(Serving(ledger=str(filled), now=lambda: NOW)) as running:
        yield running.at


@pytest.fixture
def desk(ledger: Path) -> Iterator[str]:
    """The address of a desk of this test's own."""
    with Running(Serving(ledger=str(ledger), now=lambda: NOW)) as running:
        yield running.at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own: language, width and scripts as asked. A request to any other host,
    an error in a script and a breach of the security policy fail the test.
    """
    opened = []
    wrong: list[str] = []

    def go(
        url: str, language: str = "ar", width: int = 1280, scripts: str = "on", theme: str = "light"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts == "on",
            color_scheme="dark" if theme == "dark" else "light",
        )
        host = url.split("/")[2]
        context.add_cookies([{"name": "language", "value": language, "url": url}])
        page = context.new_page()
        page.on(
            "request",
            lambda r: (
                None
                if r.url.split("/")[2:3] in ([host], []) or r.url.startswith(("data:", "blob:"))
                else wrong.append(r.url)
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda m: wrong.append(m.text) if m.type == "error" and "status of 4" not in m.text else None,
        )
        page.goto(url)
        opened.append(context)
        return page

    yield go
    for context in opened:
        context.close()
    assert wrong == []
