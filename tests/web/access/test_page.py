"""The page on access says what the code does."""

from __future__ import annotations

import re

from tests.conftest import ROOT

from sijill import people
from sijill.web import guard
from sijill.web.access import hashing, visiting
from sijill.web.serve import MOST_AT_ONCE

PAGE = (ROOT / "docs" / "desk-access.md").read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"{people.SHORTEST_PASSWORD} to {people.LONGEST_PASSWORD:,} letters" in PAGE
    assert f"at least {people.FEWEST_LETTERS} different" in PAGE
    assert f"{people.SHORTEST_LOGIN} to {people.LONGEST_LOGIN} letters" in PAGE
    assert f"{people.IDLE // 3600} hours unused, {people.ABSOLUTE // 3600} hours in any case" in PAGE
    assert f"from the {people.FREE_OF_ACCOUNT}th on one waits {people.FIRST_WAIT} seconds" in PAGE
    assert f"up to {people.LONGEST_WAIT // 60} minutes" in PAGE
    assert f"from the {people.FREE_OF_ADDRESS}th on" in PAGE
    assert people.FORGOTTEN == 3600
    assert "an hour without failure" in PAGE
    assert f"a form {guard.LARGEST_FORM // 1_000_000} MB" in PAGE
    assert f"a text to read {guard.LARGER_FORMS['/read'] // 1_000_000} MB" in PAGE
    assert f"an address {guard.LONGEST_QUERY:,} letters, {MOST_AT_ONCE} questions" in PAGE
    assert f"`{visiting.COOKIE}`" in PAGE
    assert hashing.NOBODYS.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert "64 MiB, 3 rounds, 4 lanes" in PAGE


def test_every_role_and_command_is_named() -> None:
    from sijill.cli_accounts import accounts

    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.M) == list(people.ROLES)
    for name in accounts.commands:
        assert f"sijill accounts {name} " in PAGE


def test_the_proxies_hand_on_what_is_believed() -> None:
    (nginx,) = re.findall(r"```\nserver \{.*?```", PAGE, re.S)
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr"):
        assert header in nginx
    assert "client_max_body_size 2m" in nginx
