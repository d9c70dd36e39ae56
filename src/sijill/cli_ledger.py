"""The commands of the ledger. Data goes to standard output, everything else to standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from .cli_deciding import decide
from .cli_options import ledger_option, progress_option, workers_option

if TYPE_CHECKING:
    from collections.abc import Callable


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose among incidents."""
    for option in (
        click.option(
            "--type", "types", multiple=True, metavar="TYPE", help="Only this event type (repeatable)."
        ),
        click.option(
            "--status", "statuses", multiple=True, metavar="STATUS", help="Only this status (repeatable)."
        ),
        click.option("--since", default="", metavar="DATE", help="From this day on."),
        click.option("--until", default="", metavar="DATE", help="Up to this day."),
        click.option(
            "--country", "countries", multiple=True, metavar="CODE", help="ISO code, e.g. SY (repeatable)."
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@ledger_option
@click.option(
    "--published", default="", metavar="DATE", help="Day of publication, where a document does not say it."
)
@click.option("--outlet", default="", metavar="NAME", help="Outlet, where a document does not say it.")
@click.option("--lang", default="ar", metavar="CODE", help="Language, where a document does not say it.")
@click.option("--columns", default="", metavar="FIELD=COLUMN,…", help="Which columns of a table hold what.")
@click.option(
    "--contact", default="", metavar="ADDRESS", help="Whom a web site may write to; sent with each request."
)
@click.option("--delay", default=1.0, metavar="SECONDS", help="Between two requests to one host.")
@click.option("--timeout", default=20.0, metavar="SECONDS", help="For one whole reply.")
@click.option(
    "--private", multiple=True, metavar="HOST", help="A host in a private network that may be asked."
)
@click.option(
    "--provenance",
    type=click.Choice(["real", "synthetic"]),
    default="real",
    help="Synthetic: made up, and every export says so.",
)
@workers_option
@progress_option
def add(
    sources: tuple[str, ...],
    ledger: str,
    published: str,
    outlet: str,
    lang: str,
    columns: str,
    contact: str,
    delay: float,
    timeout: float,
    private: tuple[str, ...],
    provenance: str,
    workers: int,
    progress: str,
) -> None:
    """Read, keep and link documents: files, folders, URLs, feeds, tables, archives, channels ('-': stdin)."""
    from .ledger_commands import Adding, add_sources

    asked = Adding(
        published=published,
        outlet=outlet,
        lang=lang,
        columns=columns,
        contact=contact,
        delay=delay,
        timeout=timeout,
        private=private,
        synthetic=provenance == "synthetic",
        workers=workers,
        progress=progress,
    )
    _finish(add_sources(sources, ledger, asked))


@click.command()
@ledger_option
@click.argument("what", type=click.Choice(["waiting", "anew", "reread", "mend"]), default="waiting")
@workers_option
def link(ledger: str, what: str, workers: int) -> None:
    """Link what is waiting; anew: every report again; reread: as `sijill reread`;
    mend: first read again only the documents that places of your own, added or removed since, change.

    Decisions of people are kept.
    """
    from .ledger_commands import link_ledger

    _finish(link_ledger(ledger, what, workers))


@click.command()
@ledger_option
@workers_option
def reread(ledger: str, workers: int) -> None:
    """Read again what a new version of the program, other words or other places may read otherwise; link it.

    After a change of words or places alone, only the documents in which they stand are read.
    """
    from .ledger_commands import link_ledger

    _finish(link_ledger(ledger, "reread", workers))


@click.command()
@ledger_option
@filter_options
@click.option("--format", "shape", type=click.Choice(["table", "jsonl"]), default="table")
def incidents(
    ledger: str,
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    since: str,
    until: str,
    countries: tuple[str, ...],
    shape: str,
) -> None:
    """List incidents, by day."""
    from .ledger_commands import filters_of, list_incidents

    list_incidents(ledger, filters_of(types, statuses, since, until, countries), shape)


@click.command()
@click.argument("ident", metavar="ID")
@ledger_option
@click.option("--format", "shape", type=click.Choice(["pretty", "json"]), default="pretty")
def show(ident: str, ledger: str, shape: str) -> None:
    """Show an incident with every value and who says it."""
    from .ledger_commands import show_incident

    show_incident(ident, ledger, shape)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@ledger_option
@click.option("--limit", default=20, type=click.IntRange(1, 10_000), metavar="N", help="At most so many.")
def search(words: tuple[str, ...], ledger: str, limit: int) -> None:
    """Find documents by words, whatever their spelling, vowels and one-letter prefixes."""
    from .ledger_commands import search_ledger

    search_ledger(" ".join(words), ledger, limit)


@click.command()
@click.argument("form", metavar="FORMAT")
@ledger_option
@click.option("--output", "-o", required=True, metavar="FILE", help="Write here, whole or not at all.")
@filter_options
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-8-sig"]),
    default="utf-8",
    help="Of tables; -sig for spreadsheet programs.",
)
@click.option(
    "--interaction",
    type=click.Choice(["numbers", "words"]),
    default="numbers",
    help="How ACLED's actor codes stand.",
)
def export(
    form: str,
    ledger: str,
    output: str,
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    since: str,
    until: str,
    countries: tuple[str, ...],
    encoding: Literal["utf-8", "utf-8-sig"],
    interaction: Literal["numbers", "words"],
) -> None:
    """Write incidents or reports in a format; docs/exports says what each loses."""
    from .export import Style
    from .ledger_commands import export_ledger, filters_of

    style = Style(encoding=encoding, interaction=interaction)
    export_ledger(form, ledger, output, filters_of(types, statuses, since, until, countries), style)


@click.command()
@ledger_option
@click.option("--since", default="", metavar="NUMBER|DATE", help="Only after this line, or from this day on.")
def changes(ledger: str, since: str) -> None:
    """Print the feed of changes to incidents, as JSON Lines."""
    from .ledger_commands import print_changes

    print_changes(ledger, since)


@click.command()
@ledger_option
@click.option("--format", "shape", type=click.Choice(["pretty", "jsonl"]), default="pretty")
def tallies(ledger: str, shape: str) -> None:
    """Check the totals that parties announce: against their parts, earlier totals and the ledger."""
    from .ledger_commands import print_tallies

    print_tallies(ledger, shape)


@click.command()
@ledger_option
@click.option(
    "--of",
    "what",
    type=click.Choice(["outlet", "incident"]),
    default="outlet",
    help="Each outlet's wording, or how the outlets of one incident word it.",
)
@click.option("--format", "shape", type=click.Choice(["pretty", "jsonl"]), default="pretty")
def framing(ledger: str, what: str, shape: str) -> None:
    """Show how each outlet words each actor and act, with counts and quotes."""
    from .ledger_commands import print_framing

    print_framing(ledger, what, shape)


@click.command()
@ledger_option
def review(ledger: str) -> None:
    """List the pairs of reports that a person should look at: alike, but not enough to link."""
    from .ledger_commands import print_review

    print_review(ledger)


@click.command()
@click.option(
    "--ledger", default="", metavar="PATH|URL", help="Keep the ledger here; else it is gone at the end."
)
def demo(ledger: str) -> None:
    """Put the bundled corpus (synthetic, invented outlets) into a ledger and show what was found."""
    from .demo.show import show as show_demo

    show_demo(ledger)


@click.command()
@click.option("--ledger", default="", envvar="SIJILL_LEDGER", metavar="PATH|URL", help="The ledger to serve.")
@click.option("--demo", "what", flag_value="demo", help="Serve the bundled corpus (synthetic) instead.")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen; elsewhere needs accounts."
)
@click.option("--port", default=8321, type=click.IntRange(0, 65535), metavar="N", help="On which port.")
@click.option("--by", default="", metavar="NAME", help="Sign every decision so; else each browser says who.")
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="Let pages of this origin ask the API; repeatable."
)
@click.option("--hosts", multiple=True, metavar="NAME", help="A name it may be asked by (repeatable).")
@click.option(
    "--behind-proxy", "proxy", flag_value="trusted", help="A proxy on this machine speaks https for it."
)
@click.option(
    "--certificate", default="", metavar="FILE", help="Speak https itself, with this certificate (PEM)."
)
@click.option("--key", default="", metavar="FILE", help="The certificate's private key (PEM).")
def serve(
    ledger: str,
    what: str | None,
    host: str,
    port: int,
    by: str,
    cors: tuple[str, ...],
    hosts: tuple[str, ...],
    proxy: str | None,
    certificate: str,
    key: str,
) -> None:
    """Serve the desk: the ledger in a browser, in Arabic and English."""
    from .web.serve import Listening, serve_demo
    from .web.serve import serve as run

    at = Listening(
        host=host, port=port, by=by, hosts=hosts, proxy=proxy or "none", certificate=certificate, key=key,
        cors=cors,
    )  # fmt: skip
    if what:
        serve_demo(at)
    else:
        run(ledger, at)


COMMANDS: tuple[click.Command, ...] = (
    add, link, reread, incidents, show, search, export, changes, tallies, framing, review, decide, demo,
    serve,
)  # fmt: skip


def _finish(code: int) -> None:
    if code:
        raise click.exceptions.Exit(code)
