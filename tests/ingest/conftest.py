"""A real web server on this machine, with pages that are good, slow, broken and hostile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sijill.ingest import Arrived, Given, Manners, Options, Seen
from sijill.ingest.arrivals import arrivals
from sijill.ingest.web import Web

NOON = "2026-11-22T12:00:00Z"
LOCAL = "127.0.0.1"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What a server answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.url = ""
        self.pauses: list[float] = []

    def put(
        self,
        path: str,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        status: int = 200,
        **headers: str,
    ) -> str:
        """Answer a path with a body; the address is returned."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self.pages[path] = answer
        return self.url + path

    def answer(self, path: str, answer: Answer) -> str:
        """Answer a path in any way."""
        self.pages[path] = answer
        return self.url + path

    def web(self, **manners: object) -> Web:
        """The web as it is asked in tests: this machine is let in, pauses are counted and not slept."""
        polite = {"private": (LOCAL,), "delay": 0.0, "timeout": 2.0, **manners}
        return Web(Manners(**polite), pause=self.pauses.append)

    def come(
        self, *sources: str, given: Given | None = None, seen: Seen | None = None, **manners: object
    ) -> list[Arrived]:
        """What arrives of sources."""
        polite = Manners(**{"private": (LOCAL,), "delay": 0.0, "timeout": 2.0, **manners})
        return list(
            arrivals(
                sources,
                given or Given(),
                clock=lambda: NOON,
                options=Options(manners=polite),
                seen=seen,
                web=Web(polite, pause=self.pauses.append),
            )
        )


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.append(self.headers.get("User-Agent", ""))
            answer = found.pages.get(self.path)
            try:
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((LOCAL, 0), Handler)
    server.daemon_threads = True
    found.url = f"http://{LOCAL}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
