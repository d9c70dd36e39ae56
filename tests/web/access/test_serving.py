"""Where the desk may listen, and the commands of accounts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sijill.cli import sijill as command_line
from sijill.errors import SijillError, UsageError
from sijill.store import existing_ledger
from sijill.web.access.commands import show_audit
from sijill.web.access.hashing import Hasher
from sijill.web.serve import Listening, serve_demo, serving_of

WORDS = "correct horse battery\n"


@pytest.fixture
def empty(filled: Path, tmp_path: Path) -> str:
    path = tmp_path / "l.sijill"
    shutil.copy(filled, path)
    return str(path)


def run(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(command_line, words, input=given)


def added(ledger: str, name: str = "rana", role: str = "admin") -> None:
    assert run("accounts", "add", name, "--role", role, "--ledger", ledger, given=WORDS).exit_code == 0


@pytest.mark.parametrize(
    "at",
    [Listening(host="0.0.0.0"), Listening(host="::"), Listening(host="192.168.1.5"), Listening(host="desk.example"),
     Listening(hosts=("desk.example",)), Listening(proxy="trusted"),
     Listening(host="0.0.0.0", certificate="c", key="k")],
)  # fmt: skip
def test_nobody_else_is_let_near_a_desk_without_accounts(empty: str, at: Listening) -> None:
    with pytest.raises(
        UsageError, match=r"sijill accounts add NAME --role admin --ledger \S*l\.sijill"
    ) as told:
        serving_of(empty, at)
    assert told.value.exit_code == 2
    with pytest.raises(UsageError):
        serve_demo(Listening(host=at.host, hosts=at.hosts, proxy=at.proxy))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_alone_needs_no_account(empty: str, host: str) -> None:
    serving = serving_of(empty, Listening(host=host, by="me"))
    assert (serving.accounts, serving.signed_by, serving.proxy) == ("none", "me", "none")


def test_with_accounts_it_listens_elsewhere_by_https_alone(empty: str) -> None:
    added(empty)
    with pytest.raises(UsageError, match="--certificate FILE --key FILE"):
        serving_of(empty, Listening(host="0.0.0.0"))
    with pytest.raises(UsageError, match="both"):
        serving_of(empty, Listening(host="0.0.0.0", certificate="c"))
    with pytest.raises(UsageError, match="--by"):
        serving_of(empty, Listening(by="me"))
    for at, hosts in (
        (Listening(), ()),
        (Listening(host="0.0.0.0", certificate="c", key="k"), ()),
        (Listening(host="192.168.1.5", certificate="c", key="k"), ("192.168.1.5",)),
        (Listening(host="::2", certificate="c", key="k"), ("[::2]",)),
        (Listening(hosts=("Desk.example",), proxy="trusted"), ("desk.example",)),
    ):
        serving = serving_of(empty, at)
        assert serving.accounts == "asked"
        assert set(serving.hosts) - {"127.0.0.1", "localhost", "[::1]"} == set(hosts)
        assert "0.0.0.0" not in serving.hosts


def test_a_disabled_account_is_none(empty: str) -> None:
    with existing_ledger(empty) as ledger:
        made = ledger.people.add("omar", "reader", "h", "2026-01-02T03:04:05Z")
        admin = ledger.people.add("rana", "admin", "h", "2026-01-02T03:04:05Z")
        ledger.people.change(made.number, "2026-01-02T03:04:05Z", state="disabled")
        assert ledger.people.any()
        assert admin.role == "admin"
    assert serving_of(empty, Listening()).accounts == "asked"


def test_the_command_line_refuses_with_code_2(sijill: object, empty: str) -> None:
    ran = sijill("serve", "--ledger", empty, "--host", "0.0.0.0")  # type: ignore[operator]
    assert ran.code == 2
    assert "sijill accounts add" in ran.err


def test_accounts_by_commands(empty: str) -> None:
    at = ("--ledger", empty)
    added(empty)
    added(empty, "Omar", "reviewer")
    assert isinstance(run("accounts", "add", "omar", *at, given=WORDS).exception, UsageError)
    assert isinstance(run("accounts", "add", "lina", *at, given="short\n").exception, UsageError)
    assert isinstance(run("accounts", "add", "lina", *at, given="").exception, UsageError)
    assert isinstance(run("accounts", "add", "li na", *at, given=WORDS).exception, UsageError)
    assert isinstance(run("accounts", "role", "rana", "reader", *at).exception, UsageError)
    assert isinstance(run("accounts", "disable", "nobody", *at).exception, UsageError)
    for words in (["role", "omar", "admin"], ["disable", "rana"], ["enable", "rana"]):
        assert run("accounts", *words, *at).exit_code == 0, words
    assert run("accounts", "password", "omar", *at, given="another long password\n").exit_code == 0
    made = run("accounts", "token", "omar", "--for", "نقل", "--role", "reviewer", *at)
    assert made.exit_code == 0
    assert isinstance(run("accounts", "token", "omar", *at).exception, UsageError)
    assert run("accounts", "token", "omar", "--revoke", "1", *at).exit_code == 0
    assert isinstance(run("accounts", "token", "omar", "--revoke", "1", *at).exception, SijillError)
    listed = run("accounts", "list", *at).stdout
    people = [json.loads(line) for line in listed.splitlines()]
    assert [(p["login"], p["role"], p["state"]) for p in people] == [
        ("omar", "admin", "active"),
        ("rana", "admin", "active"),
    ]
    assert "argon2" not in listed
    log = [json.loads(line) for line in run("accounts", "audit", *at).stdout.splitlines()]
    assert [line["what"] for line in reversed(log)] == [
        "account-added", "account-added", "role", "disabled", "active", "password", "token-made", "token-revoked",
    ]  # fmt: skip
    assert all(line["by"].startswith("command:") for line in log)
    with existing_ledger(empty) as ledger:
        omar = ledger.people.account("omar")
        assert omar is not None
        assert Hasher().right("another long password", omar.password)
        assert not Hasher().right(WORDS.strip(), omar.password)


def test_no_password_is_ever_an_option() -> None:
    accounts = command_line.commands["accounts"]
    assert isinstance(accounts, click.Group)
    options = {
        o for command in accounts.commands.values() for p in command.params for o in (*p.opts, p.name or "")
    }
    assert not {o for o in options if "pass" in o or "secret" in o}


def test_a_log_is_printed_newest_first(empty: str, capsys: pytest.CaptureFixture[str]) -> None:
    added(empty)
    added(empty, "omar", "reader")
    capsys.readouterr()
    show_audit(empty, 1, "")
    assert json.loads(capsys.readouterr().out)["about"] == "omar"
