"""The commands. Data goes to standard output, everything else to standard error.

Every command imports what it needs when it runs, so that `sijill --help` starts at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from . import __version__
from .cli_accounts import accounts
from .cli_ledger import COMMANDS
from .cli_options import progress_option, workers_option
from .cli_places import places
from .cli_unknown import unknown
from .errors import SijillError, UsageError

if TYPE_CHECKING:
    from .ingest import Given

SOME_FAILED = 1
NO_INPUT = 3
INTERRUPTED = 130

published_option = click.option(
    "--published", default="", metavar="DATE", help="Day of publication, where a document does not say it."
)
outlet_option = click.option(
    "--outlet", default="", metavar="NAME", help="Outlet, where a document does not say it."
)
output_option = click.option(
    "--output",
    "-o",
    default="-",
    metavar="FILE",
    help="Write here, whole or not at all, in place of standard output.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sijill")
def sijill() -> None:
    """Reads Arabic conflict news into reports with a source for every value."""


@sijill.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option("--id", "ident", default="", metavar="ID", help="Id of the document (one document only).")
@published_option
@outlet_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["pretty", "json", "jsonl", "parquet"]),
    default="pretty",
    help="Cards for people, JSON, JSON Lines, or Parquet.",
)
@output_option
@workers_option
@progress_option
def read(
    files: tuple[str, ...],
    ident: str,
    published: str,
    outlet: str,
    shape: str,
    output: str,
    workers: int,
    progress: str,
) -> None:
    """Read documents (.txt, .html, .jsonl, .parquet, each also as .gz; '-': stdin) into reports.

    With --output and --format jsonl or parquet, a run that was killed goes on where it was: run it again.
    """
    from .reading_commands import Manner, read_files

    given, manner = _given(ident, published, outlet), Manner(workers=workers, progress=progress)
    _finish(read_files(files, given, shape, output, manner))


@sijill.command()
@click.argument("what", nargs=-1, required=True, metavar="FILE|- REPORT.FIELD  or  INCIDENT[.FIELD]")
@click.option("--id", "ident", default="", metavar="ID", help="Which document, where FILE holds several.")
@click.option("--ledger", default="", metavar="PATH|URL", help="Explain an incident of this ledger.")
@published_option
@outlet_option
def explain(what: tuple[str, ...], ident: str, ledger: str, published: str, outlet: str) -> None:
    """Say why a value stands, down to the words: of a report (r1.time) or, with --ledger, of an incident."""
    ledger = ledger or (os.environ.get("SIJILL_LEDGER", "") if len(what) == 1 else "")
    if ledger:
        from .ledger_commands import explain_incident

        (path,) = _exactly(what, 1, "one INCIDENT[.FIELD] with --ledger")
        click.echo(explain_incident(path, ledger))
        return
    from .commands import explain_file

    file, path = _exactly(what, 2, "FILE and REPORT.FIELD, or --ledger and INCIDENT[.FIELD]")
    click.echo(explain_file(file, path, ident, _given("", published, outlet)))


@sijill.command()
@click.argument("text")
@click.option("--anchor", default="", metavar="DATE", help="The day from which the phrase is said.")
def time(text: str, anchor: str) -> None:
    """Print what the time grammar makes of TEXT, as JSON with spans."""
    from .commands import time_phrase

    click.echo(time_phrase(text, anchor))


@sijill.command()
@click.argument("text")
def number(text: str) -> None:
    """Print what the number grammar makes of TEXT, as JSON with spans."""
    from .commands import number_phrase

    click.echo(number_phrase(text))


@sijill.group()
def words() -> None:
    """Work on the word lists."""


@words.command("check")
@click.option("--lang", default="ar", metavar="CODE", help="The language whose lists to check.")
def words_check(lang: str) -> None:
    """Check every word list: rules of spelling, homonyms, and each entry's examples."""
    from .commands import check_words

    _finish(check_words(lang))


@sijill.command()
@click.argument("gold", metavar="GOLD.jsonl")
@click.argument("predicted", required=False, metavar="[PREDICTED.jsonl]")
@click.option("--worst", default=0, metavar="N", help="Name the N documents that came out worst.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json"]),
    default="table",
    help="Lines for people, or JSON.",
)
@output_option
def evaluate(gold: str, predicted: str | None, worst: int, shape: str, output: str) -> None:
    """Score coded documents against gold; without predictions, read the gold documents' own texts first."""
    from .commands import score_files

    score_files(gold, predicted, worst, shape, output)


for _command in COMMANDS:
    sijill.add_command(_command)
places.add_command(unknown)
sijill.add_command(places)
sijill.add_command(accounts)


def _exactly(what: tuple[str, ...], number: int, wanted: str) -> tuple[str, ...]:
    if len(what) != number:
        raise UsageError(f"explain: say {wanted}")
    return what


def _given(ident: str, published: str, outlet: str) -> Given:
    from .ingest import Given, civil_date

    return Given(id=ident, published=civil_date(published), outlet=outlet)


def _finish(code: int) -> None:
    if code:
        raise click.exceptions.Exit(code)


def main() -> None:
    """Run the command line; what goes wrong on purpose is told in a line and by the exit code."""
    try:
        code = sijill.main(standalone_mode=False)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = UsageError.exit_code
    except SijillError as error:
        click.echo(f"sijill: {error}", err=True)
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)
