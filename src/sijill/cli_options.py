"""Options that several commands have."""

from __future__ import annotations

import click

ledger_option = click.option(
    "--ledger",
    required=True,
    envvar="SIJILL_LEDGER",
    metavar="PATH|URL",
    help="The ledger: a file, or postgresql://… (SIJILL_LEDGER names one for all commands).",
)
workers_option = click.option(
    "--workers", default=1, type=click.IntRange(1, 64), metavar="N", help="Processes that read."
)
progress_option = click.option(
    "--progress",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="How far it is, on standard error; auto: where that is a terminal.",
)
