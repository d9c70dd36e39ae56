"""The commands by which people decide."""

from __future__ import annotations

import click

from .cli_options import ledger_option

by_option = click.option(
    "--by", required=True, envvar="SIJILL_BY", metavar="NAME", help="Who decides: decisions are signed."
)
note_option = click.option("--note", default="", metavar="WORDS", help="Why.")


@click.group()
def decide() -> None:
    """Decide what no program should: every decision is signed, kept, and can be withdrawn."""


@decide.command("merge")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@ledger_option
@by_option
@note_option
def decide_merge(first: str, second: str, ledger: str, by: str, note: str) -> None:
    """Two incidents are one."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.merge(first, second, note))


@decide.command("split")
@click.argument("ident", metavar="ID")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT…")
@ledger_option
@by_option
@note_option
def decide_split(ident: str, reports: tuple[str, ...], ledger: str, by: str, note: str) -> None:
    """These reports tell of something else than the rest of the incident."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.split(ident, reports, note))


@decide.command("correct")
@click.argument("ident", metavar="ID")
@click.argument("field")
@click.argument("value")
@ledger_option
@by_option
@note_option
def decide_correct(ident: str, field: str, value: str, ledger: str, by: str, note: str) -> None:
    """Correct a field (event_type, status, time, place, attacker, target, killed …); what is told stays."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.correct(ident, field, value, note))


@decide.command("mark")
@click.argument("ident", metavar="ID")
@click.argument("kind", type=click.Choice(["confirm", "reject", "lock", "unlock", "comment"]))
@ledger_option
@by_option
@note_option
def decide_mark(ident: str, kind: str, ledger: str, by: str, note: str) -> None:
    """Confirm or reject an incident, lock its set of reports, or comment on it (--note)."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.mark(ident, kind, note))


@decide.command("state")
@click.argument("ident", metavar="ID")
@click.argument("value", metavar="STATE", type=click.Choice(["assigned", "peer_review", "finalised"]))
@ledger_option
@by_option
@click.option("--to", default="", metavar="NAME", help="Whom it is assigned to.")
@click.option("--note", required=True, metavar="WORDS", help="Why.")
def decide_state(ident: str, value: str, ledger: str, by: str, to: str, note: str) -> None:
    """Assign an incident (--to), put it to peer review, or, as another person, finalise it."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.state(ident, value, note, to))


@decide.command("withdraw")
@click.argument("number", type=int)
@ledger_option
@by_option
@note_option
def decide_withdraw(number: int, ledger: str, by: str, note: str) -> None:
    """Take a decision back; it stays in the history."""
    from .ledger_commands import decided

    decided(ledger, by, lambda desk: desk.withdraw(number, note))


@decide.command("list")
@ledger_option
def decide_list(ledger: str) -> None:
    """Every decision, as JSON Lines."""
    from .ledger_commands import print_decisions

    print_decisions(ledger)
