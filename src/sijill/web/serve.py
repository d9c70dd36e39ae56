"""Run the desk: on this machine alone unless people have accounts."""

from __future__ import annotations

import ipaddress
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import uvicorn

from ..errors import UsageError
from ..ledger_commands import now
from ..store import existing_ledger
from .app import create_app
from .serving import Serving

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:.]+\](:[0-9]{1,5})?")
LOCAL = ("127.0.0.1", "localhost", "[::1]")


def serve(ledger: str, host: str, port: int, by: str, cors: Sequence[str] = ()) -> None:
    """Serve a ledger until it is stopped; pages of the origins `cors` may ask the API. Raises UsageError for
    another address than this machine's own and for what is no origin, and LedgerError of some kind where the
    ledger cannot be opened.
    """
    if not ledger:
        raise UsageError("say which ledger to serve: --ledger PATH, or --demo for the bundled one")
    if not loopback(host):
        raise UsageError(f"{host} is not this machine alone: other addresses need accounts")
    existing_ledger(ledger).close()
    app = create_app(Serving(ledger=ledger, now=now, hosts=LOCAL, signed_by=by, cors=origins(cors)))
    click.echo(f"sijill: http://{host}:{port}/ (stop with Ctrl-C)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=True)


def serve_demo(host: str, port: int, by: str, cors: Sequence[str] = ()) -> None:
    """Serve the bundled corpus from a passing ledger."""
    from ..demo import CORPUS
    from ..ledger_commands import Adding, add_sources

    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        ledger = str(Path(folder) / "demo.sijill")
        add_sources([str(CORPUS)], ledger, Adding())
        serve(ledger, host, port, by, cors)


def origins(given: Sequence[str]) -> tuple[str, ...]:
    """Origins as browsers send them. Raises UsageError for what is none, and for `*`: every site a reader
    visits could read the ledger then.
    """
    for origin in given:
        if not ORIGIN.fullmatch(origin.lower()):
            raise UsageError(
                f"--cors: '{origin}' is no origin (wanted like https://example.org or http://localhost:3000)"
            )
    return tuple(origin.lower() for origin in given)


def loopback(host: str) -> bool:
    """Whether an address is this machine's own and no other's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
