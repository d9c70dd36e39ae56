"""The whole set of commands on a ledger of a PostgreSQL server, as on a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sijill.demo import CORPUS
from sijill.export import EXPORTS
from tests.conftest import Ran
from tests.store.conftest import Server
from tests.test_ledger_cli import Command


def good(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return str(ran.out)


@pytest.mark.parametrize("kind", ["file", "server"])
def test_every_command(sijill: Command, tmp_path: Path, request: pytest.FixtureRequest, kind: str) -> None:
    where = str(tmp_path / "l.db")
    if kind == "server":
        started: Server = request.getfixturevalue("server")
        where = started.new()
    at = ("--ledger", where)
    for corpus in sorted(CORPUS.glob("*.jsonl"))[:3]:
        good(sijill("add", str(corpus), *at))
    found = [json.loads(line) for line in good(sijill("incidents", *at, "--format", "jsonl")).splitlines()]
    one, two = found[0]["id"], found[1]["id"]
    for words in (["show", one], ["explain", one], ["search", "قصف"], ["tallies"], ["framing"], ["review"]):
        good(sijill(*words, *at))
    good(sijill("decide", "merge", one, two, "--by", "me", *at))
    for kind_of in ("confirm", "lock", "unlock"):
        good(sijill("decide", "mark", one, kind_of, "--by", "me", *at))
    assert good(sijill("show", one, "--format", "json", *at)) == good(
        sijill("show", two, "--format", "json", *at)
    )
    good(sijill("decide", "withdraw", "1", "--by", "me", *at))
    good(sijill("link", "anew", *at))
    good(sijill("link", "reread", *at))
    again = [json.loads(line) for line in good(sijill("incidents", *at, "--format", "jsonl")).splitlines()]
    assert sorted(i["id"] for i in again) == sorted(i["id"] for i in found)
    assert len(good(sijill("decide", "list", *at)).splitlines()) == 5
    assert good(sijill("changes", *at))
    for form in EXPORTS:
        good(sijill("export", form, *at, "--output", str(tmp_path / form)))
