"""What `sijill accounts` does, apart from its options. Nobody is asked who they are: who can write the
ledger's file, or knows the database's password, may do anything anyway; the audit log says it was a command.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import msgspec

from ...errors import UsageError
from ...ledger_commands import now
from ...people import Account, checked_password, login_of, role_of
from ...store import People, existing_ledger
from .door import add_account, issue_token, revoke_token, set_password, set_role, set_state
from .hashing import Hasher


@contextmanager
def _people(where: str) -> Iterator[People]:
    with existing_ledger(where) as ledger:
        yield ledger.people


def _by() -> str:
    """Who the audit log says did it: the command line, and under which of the system's names."""
    try:
        return f"command:{getpass.getuser()}"
    except (KeyError, OSError):  # a container's user may have no name
        return "command:"


def _account(people: People, name: str) -> Account:
    found = people.account(login_of(name))
    if found is None:
        raise UsageError(f"there is no account '{name}': sijill accounts list names all")
    return found


def _password(login: str) -> str:
    """A password from a prompt, or the first line of standard input; never from the command's words, which
    other programs can see.
    """
    if sys.stdin.isatty():
        given = str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    return checked_password(given, login)


def add(where: str, name: str, role: str) -> None:
    """Make an account."""
    login, wanted = login_of(name), role_of(role)
    with _people(where) as people:
        if people.account(login) is not None:
            raise UsageError(f"there is an account '{login}' already")
        hashed = Hasher().hash(_password(login))
        add_account(people, login, wanted, hashed, _by(), now())
    click.echo(f"{login} ({wanted}) may sign in; a desk that runs already is to be started again", err=True)


def show(where: str) -> None:
    """Every account with its tokens, as JSON Lines; no hash is printed."""
    with _people(where) as people:
        for one in people.accounts():
            tokens = [
                {"number": t.number, "name": t.name, "role": t.role, "expires_at": t.expires_at,
                 "revoked_at": t.revoked_at, "used_at": t.used_at}
                for t in people.tokens_of(one.number)
            ]  # fmt: skip
            told = {"login": one.login, "role": one.role, "state": one.state, "made_at": one.made_at}
            sessions = len(people.sessions_of(one.number))
            click.echo(json.dumps({**told, "sessions": sessions, "tokens": tokens}, ensure_ascii=False))


def change_role(where: str, name: str, role: str) -> None:
    """Give an account another role."""
    with _people(where) as people:
        set_role(people, _account(people, name), role, _by(), now())


def change_password(where: str, name: str) -> None:
    """Set an account's password."""
    with _people(where) as people:
        found = _account(people, name)
        set_password(people, found, Hasher().hash(_password(found.login)), _by(), now())


def change_state(where: str, name: str, state: str) -> None:
    """Disable or enable an account."""
    with _people(where) as people:
        set_state(people, _account(people, name), state, _by(), now())


def make_token(where: str, name: str, label: str, role: str, days: int) -> None:
    """Make a token and print it, this once."""
    with _people(where) as people:
        found = _account(people, name)
        made, secret = issue_token(people, found, label, role, days, _by(), now())
    click.echo(secret)
    click.echo(f"token {made.number} of {found.login}, {made.role}, until {made.expires_at}", err=True)


def end_token(where: str, name: str, number: int) -> None:
    """Revoke a token."""
    with _people(where) as people:
        revoke_token(people, number, _account(people, name), _by(), now())


def show_audit(where: str, limit: int, by: str) -> None:
    """The audit log, the newest first, as JSON Lines."""
    with _people(where) as people:
        for line in people.audit(limit, 0, by):
            click.echo(msgspec.json.encode(line).decode())
