"""Take the pictures of the desk for `docs/images`, of the bundled corpus, which is synthetic.

    python scripts/build_pictures.py

Needs what the tests of the desk need: Playwright and Debian's Chromium.
"""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from sijill.demo import CORPUS
from sijill.ledger_commands import Adding, add_sources
from sijill.store import existing_ledger
from sijill.web import Serving, create_app

HERE = Path(__file__).resolve().parent.parent / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
HEIGHT = 860
# name, path, language, width, theme
PICTURES = (
    ("overview-ar", "/", "ar", 1200, "light"),
    ("incidents-ar", "/incidents", "ar", 1200, "light"),
    ("incident-ar", "/incidents/{disputed}", "ar", 1200, "light"),
    ("incident-en", "/incidents/{disputed}", "en", 1200, "dark"),
    ("reader-ar", "/documents/{document}", "ar", 1200, "light"),
    ("review-en", "/review", "en", 1200, "light"),
    ("incident-narrow-ar", "/incidents/{disputed}", "ar", 360, "light"),
    ("correct-ar", "/incidents/{disputed}?field=killed#decide", "ar", 1200, "light"),
    ("growth-ar", "/incidents/{disputed}#line", "ar", 1200, "light"),
    ("totals-ar", "/tallies", "ar", 1200, "dark"),
)


@contextmanager
def served(ledger: str) -> Iterator[str]:
    """The address at which the desk is served while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Serving(ledger=ledger, now=lambda: "2026-01-01T00:00:00Z"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def shown(ledger: str) -> dict[str, str]:
    """The ids that the addresses name: the disputed incident of most voices and a text that tells it."""
    with existing_ledger(ledger) as opened:
        every = [one for one in opened.incidents() if one.status == "disputed"]
        disputed = max(every, key=lambda one: (one.voices, one.id))
    return {"disputed": disputed.id, "document": disputed.reports[0].key.rpartition("/")[0]}


def main() -> None:
    """Take every picture."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "demo.sijill")
        add_sources([str(CORPUS)], ledger, Adding())
        ids = shown(ledger)
        with served(ledger) as at, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for name, path, language, width, theme in PICTURES:
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT},
                    color_scheme="dark" if theme == "dark" else "light",
                )
                context.add_cookies([{"name": "language", "value": language, "url": at}])
                page = context.new_page()
                page.goto(at + path.format(**ids))
                if path == "/incidents":
                    page.locator("#map[data-ready]").wait_for(timeout=60_000)  # its outlines are drawn
                page.wait_for_timeout(1500)
                page.screenshot(path=HERE / f"{name}.jpg", type="jpeg", quality=70)
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
