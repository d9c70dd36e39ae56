"""The commands of accounts: who may sign in to a desk that others can reach."""

from __future__ import annotations

import click

from .cli_options import ledger_option

role_choice = click.Choice(["reader", "reviewer", "admin"])


@click.group()
def accounts() -> None:
    """Say who may sign in to the desk. Passwords are typed at a prompt, or come by standard input."""


@accounts.command("add")
@click.argument("name")
@click.option("--role", type=role_choice, default="reader", help="What the person may do.")
@ledger_option
def accounts_add(name: str, role: str, ledger: str) -> None:
    """Make an account; its name signs decisions and stays."""
    from .web.access.commands import add

    add(ledger, name, role)


@accounts.command("list")
@ledger_option
def accounts_list(ledger: str) -> None:
    """Every account with its role, state and tokens, as JSON Lines."""
    from .web.access.commands import show

    show(ledger)


@accounts.command("role")
@click.argument("name")
@click.argument("role", type=role_choice)
@ledger_option
def accounts_role(name: str, role: str, ledger: str) -> None:
    """Give an account another role; it is signed out everywhere."""
    from .web.access.commands import change_role

    change_role(ledger, name, role)


@accounts.command("password")
@click.argument("name")
@ledger_option
def accounts_password(name: str, ledger: str) -> None:
    """Set a password; the account is signed out everywhere, and need not wait any longer."""
    from .web.access.commands import change_password

    change_password(ledger, name)


@accounts.command("disable")
@click.argument("name")
@ledger_option
def accounts_disable(name: str, ledger: str) -> None:
    """Let an account in no more, nor its tokens; its decisions stay."""
    from .web.access.commands import change_state

    change_state(ledger, name, "disabled")


@accounts.command("enable")
@click.argument("name")
@ledger_option
def accounts_enable(name: str, ledger: str) -> None:
    """Let a disabled account in again."""
    from .web.access.commands import change_state

    change_state(ledger, name, "active")


@accounts.command("token")
@click.argument("name")
@click.option("--for", "label", default="", metavar="WORDS", help="What the token is for.")
@click.option("--role", type=role_choice, default="reader", help="What it may do; not more than the account.")
@click.option("--days", default=90, type=click.IntRange(1, 365), metavar="N", help="How long it lives.")
@click.option("--revoke", type=click.IntRange(1), metavar="NUMBER", help="Revoke this one instead.")
@ledger_option
def accounts_token(name: str, label: str, role: str, days: int, revoke: int | None, ledger: str) -> None:
    """Make a token for a program and print it, this once; or revoke one."""
    from .web.access.commands import end_token, make_token

    if revoke:
        end_token(ledger, name, revoke)
    else:
        make_token(ledger, name, label, role, days)


@accounts.command("audit")
@click.option("--limit", default=100, type=click.IntRange(1, 500), metavar="N", help="At most so many.")
@click.option("--by", default="", metavar="WHO", help="Only what one did, e.g. person:NAME.")
@ledger_option
def accounts_audit(limit: int, by: str, ledger: str) -> None:
    """Print the audit log, the newest first, as JSON Lines."""
    from .web.access.commands import show_audit

    show_audit(ledger, limit, by)
