"""Run the desk: on this machine alone unless people have accounts."""

from __future__ import annotations

import ipaddress
import tempfile
from pathlib import Path

import click
import uvicorn

from ..errors import UsageError
from ..ledger_commands import now
from ..store import existing_ledger
from .app import create_app
from .serving import Serving

LOCAL = ("127.0.0.1", "localhost", "[::1]")


def serve(ledger: str, host: str, port: int, by: str) -> None:
    """Serve a ledger until it is stopped. Raises UsageError for another address than this machine's own, and
    LedgerError of some kind where the ledger cannot be opened.
    """
    if not ledger:
        raise UsageError("say which ledger to serve: --ledger PATH, or --demo for the bundled one")
    if not loopback(host):
        raise UsageError(f"{host} is not this machine alone: other addresses need accounts")
    existing_ledger(ledger).close()
    app = create_app(Serving(ledger=ledger, now=now, hosts=LOCAL, signed_by=by))
    click.echo(f"sijill: http://{host}:{port}/ (stop with Ctrl-C)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=True)


def serve_demo(host: str, port: int, by: str) -> None:
    """Serve the bundled corpus from a passing ledger."""
    from ..demo import CORPUS
    from ..ledger_commands import Adding, add_sources

    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        ledger = str(Path(folder) / "demo.sijill")
        add_sources([str(CORPUS)], ledger, Adding())
        serve(ledger, host, port, by)


def loopback(host: str) -> bool:
    """Whether an address is this machine's own and no other's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
