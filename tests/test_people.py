"""The rules of names, passwords, roles and waiting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import UsageError
from sijill.people import (
    ABSOLUTE,
    FREE_OF_ACCOUNT,
    IDLE,
    LONGEST_WAIT,
    ROLES,
    Session,
    Token,
    Tries,
    checked_password,
    counts,
    later,
    lives,
    login_of,
    may,
    once_more,
    role_of,
    seconds_until,
)

AT = "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (" Rana ", "rana"),
        ("ﬁras", "firas"),
        ("سلمى", "سلمى"),
        ("um-kulthum.2", "um-kulthum.2"),
        ("７up", "7up"),
    ],
)
def test_a_name_is_kept_in_one_way_of_writing(given_: str, kept: str) -> None:
    assert login_of(given_) == kept == login_of(kept)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "a",
        "x" * 33,
        "rana ali",
        "<b>",
        "a/b",
        "a:b",
        ".rana",
        "-x",
        "r\u202eana",
        "rаna",
        "سلمىx",
        "a\nb",
        "سَلمى",
    ],
)
def test_a_name_that_could_mislead_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        login_of(wrong)


@given(st.text(max_size=40))
def test_a_name_is_stable_or_refused(text: str) -> None:
    try:
        login = login_of(text)
    except UsageError:
        return
    assert login_of(login) == login
    assert not set(login) & set("<>&\"'/\\: \t\n")


@pytest.mark.parametrize(
    "good", ["correct horse battery", "كلمات كثيرة طويلة", "x1y2z3" * 100, "pässwörd-länger"]
)
def test_a_good_password(good: str) -> None:
    assert checked_password(good, "rana") == good


@pytest.mark.parametrize(
    ("bad", "login"),
    [("short", "rana"), ("elevenchars", "rana"), ("aaaaaaaaaaaaaaaa", "rana"), ("x" * 1025, "rana"),
     ("RanaRanaRanaRana", "rana"), ("abdulrahman.haddad", "abdulrahman.haddad"), ("abababababab", "rana")],
)  # fmt: skip
def test_a_bad_password_is_refused_and_not_repeated(bad: str, login: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_password(bad, login)
    assert bad not in str(refused.value)


def test_any_length_from_12_to_128_is_allowed() -> None:
    for length in range(12, 129):
        assert checked_password(("abcdefgh" * 17)[:length], "rana")


def test_roles_are_in_order_and_nothing_else_is_one() -> None:
    for rank, role in enumerate(ROLES):
        assert [may(role, needed) for needed in ROLES] == [other <= rank for other in range(3)]
    assert not any(may(role, "nobody") for role in ROLES)
    assert not any(may("", needed) or may("root", needed) for needed in (*ROLES, "", "nobody"))
    with pytest.raises(UsageError):
        role_of("root")


def test_waiting_grows_and_ends() -> None:
    tries, waits = Tries(), []
    for _ in range(20):
        tries = once_more(tries, AT, FREE_OF_ACCOUNT)
        waits.append(seconds_until(AT, tries.until_at))
    assert waits[: FREE_OF_ACCOUNT - 1] == [0] * (FREE_OF_ACCOUNT - 1)
    assert waits[FREE_OF_ACCOUNT - 1 : FREE_OF_ACCOUNT + 3] == [30, 60, 120, 240]
    assert max(waits) == waits[-1] == LONGEST_WAIT
    assert once_more(tries, later(AT, 3600), FREE_OF_ACCOUNT).failures == 1


def test_a_session_ends_unused_and_in_any_case() -> None:
    made = Session(digest="d", account=1, made_at=AT, seen_at=AT)
    assert lives(made, later(AT, IDLE - 1))
    assert not lives(made, later(AT, IDLE))
    used = Session(digest="d", account=1, made_at=AT, seen_at=later(AT, ABSOLUTE - 60))
    assert lives(used, later(AT, ABSOLUTE - 1))
    assert not lives(used, later(AT, ABSOLUTE))


def test_a_token_ends_on_its_day_or_when_revoked() -> None:
    token = Token(
        number=1, account=1, name="x", role="reader", digest="d", made_at=AT, expires_at=later(AT, 60)
    )
    assert counts(token, later(AT, 59))
    assert not counts(token, later(AT, 60))
    revoked = Token(
        number=1, account=1, name="x", role="reader", digest="d", made_at=AT, expires_at=later(AT, 60), revoked_at=AT,
    )  # fmt: skip
    assert not counts(revoked, AT)
