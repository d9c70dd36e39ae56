"""The command that lists the names of places that no list knows."""

from __future__ import annotations

import click

from .cli_options import ledger_option


@click.command()
@ledger_option
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Only names in documents that speak of this country (ISO code, repeatable).",
)
@click.option(
    "--least",
    default=1,
    type=click.IntRange(min=1),
    metavar="N",
    help="Only names in at least so many documents.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="Lines for people, lines to fill in with a point, or everything.",
)
def unknown(ledger: str, countries: tuple[str, ...], least: int, shape: str) -> None:
    """List the names of places in a ledger that wait for a point, those in most documents first."""
    from .unknown_commands import list_unknown

    list_unknown(ledger, [code.upper() for code in countries], least, shape)
