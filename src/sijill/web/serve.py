"""Run the desk: on this machine alone unless people have accounts."""

from __future__ import annotations

import contextlib
import gc
import ipaddress
import re
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
import uvicorn
from fastapi import FastAPI

from ..errors import SijillError, UsageError
from ..ledger_commands import now
from ..store import existing_ledger
from .access.asked import LOCAL
from .app import create_app
from .serving import Serving

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:.]+\](:[0-9]{1,5})?")
MOST_AT_ONCE = 200  # questions that are answered at once; more are told to come again
ANYWHERE = ("0.0.0.0", "::", "[::]")


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """Where a desk listens and who may ask. `hosts` are names besides this machine's own; `proxy` is
    'trusted' where a proxy on this machine passes questions on; `certificate` and `key` are files for
    https; pages of the origins `cors` may ask the API.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    by: str = ""
    hosts: tuple[str, ...] = ()
    proxy: str = "none"
    certificate: str = ""
    key: str = ""
    cors: tuple[str, ...] = ()


def serve(ledger: str, at: Listening) -> None:
    """Serve a ledger until it is stopped. Raises UsageError where others could ask and nobody has an account,
    and LedgerError of some kind where the ledger cannot be opened.
    """
    serving = serving_of(ledger, at)
    scheme = "https" if at.certificate else "http"
    click.echo(f"sijill: {scheme}://{at.host}:{at.port}/ (stop with Ctrl-C)", err=True)
    app = create_app(serving)
    threading.Thread(target=_warm, args=(app,), daemon=True).start()
    uvicorn.run(
        app, host=at.host.strip("[]"), port=at.port, log_level="warning", server_header=False,
        proxy_headers=False, limit_concurrency=MOST_AT_ONCE, h11_max_incomplete_event_size=32_768,
        ssl_certfile=at.certificate or None, ssl_keyfile=at.key or None,
    )  # fmt: skip


def _warm(app: FastAPI) -> None:
    """Make the shelf and what is made of it before anybody asks; what is wrong with the ledger, the first
    page says. What is held for long is kept out of the way of the collector of rubbish.
    """
    with contextlib.suppress(SijillError), app.state.ledgers.lent() as opened:
        app.state.atlases.of(app.state.shelves.of(opened))
        app.state.boards.of(opened, app.state.shelves)
        app.state.remembered.of("counts", opened, opened.counts)
        gc.collect()
        gc.freeze()


def serving_of(ledger: str, at: Listening) -> Serving:
    """How a ledger is served. Raises UsageError where others could ask and nobody has an account, or where
    passwords would travel in clear; LedgerError of some kind where the ledger cannot be opened.
    """
    if not ledger:
        raise UsageError("say which ledger to serve: --ledger PATH, or --demo for the bundled one")
    if bool(at.certificate) != bool(at.key):
        raise UsageError("https needs both --certificate and --key")
    with existing_ledger(ledger) as opened:
        known, shown = opened.people.any(), opened.where
    _refuse_without_accounts(at, known, shown)
    if known and at.by:
        raise UsageError("this ledger has accounts, and each signs for themselves: leave --by out")
    own = () if at.host in ANYWHERE else (f"[{at.host.strip('[]')}]" if ":" in at.host else at.host,)
    return Serving(
        ledger=ledger, now=now, signed_by=at.by, accounts="asked" if known else "none",
        hosts=tuple(dict.fromkeys((*LOCAL, *own, *(name.lower() for name in at.hosts)))),
        proxy="trusted" if at.proxy == "trusted" else "none", cors=origins(at.cors),
    )  # fmt: skip


def _refuse_without_accounts(at: Listening, known: bool, ledger: str) -> None:
    alone = loopback(at.host)
    if not known and not (alone and not at.hosts and at.proxy == "none"):
        where = at.host if not alone else "by another name or behind a proxy"
        raise UsageError(
            f"{where}: others could reach the desk, and nobody has an account. Make one first: "
            f"sijill accounts add NAME --role admin --ledger {ledger}"
        )
    if not alone and not at.certificate:
        raise UsageError(
            f"{at.host}: passwords would travel in clear. Give --certificate FILE --key FILE, or stay on "
            "127.0.0.1 with --hosts NAME --behind-proxy and let a proxy on this machine speak https"
        )


def serve_demo(at: Listening) -> None:
    """Serve the bundled corpus from a passing ledger."""
    from ..demo import CORPUS
    from ..ledger_commands import Adding, add_sources

    if not loopback(at.host) or at.hosts or at.proxy != "none":
        raise UsageError("the bundled corpus is served to this machine alone: it has no accounts")
    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        ledger = str(Path(folder) / "demo.sijill")
        add_sources([str(CORPUS)], ledger, Adding())
        serve(ledger, at)


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
