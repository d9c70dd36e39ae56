"""Signing in and out, sessions, waiting, tokens, and who decisions are signed by: over a real server."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sijill.people import ABSOLUTE, FREE_OF_ACCOUNT, FREE_OF_ADDRESS, IDLE
from sijill.store import existing_ledger
from sijill.web.access.hashing import Hasher

PASSWORD = "correct horse battery"
COOKIE = "__Host-sijill"
New = Callable[..., "Client"]  # noqa: F821


def audit(where: Path) -> list[tuple[str, str, str, str]]:
    with existing_ledger(str(where)) as ledger:
        return [(a.by, a.what, a.about, a.detail) for a in reversed(ledger.people.audit(500))]


def test_one_signs_in_and_out(client: New, where: Path) -> None:
    one = client()
    sent = one.get("/incidents?type=airstrike")
    assert sent.headers["location"] == "/login?next=%2Fincidents%3Ftype%3Dairstrike"
    answer = one.post("/login", {"name": "Rana", "password": PASSWORD, "next": "/incidents?type=airstrike"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?type=airstrike")
    assert one.get("/incidents").status_code == 200
    kept = one.cookies[COOKIE]
    left = one.post("/logout")
    assert left.headers["location"] == "/login"
    assert COOKIE not in one.cookies
    one.cookies[COOKIE] = kept
    assert one.get("/incidents").status_code == 303
    assert audit(where) == [("person:rana", "login", "", "127.0.0.1"), ("person:rana", "logout", "", "")]


def test_the_cookie_is_for_this_desk_alone(client: New) -> None:
    answer = client().sign_in("rana")
    (line,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(COOKIE)]
    parts = {part.strip().lower() for part in line.split(";")[1:]}
    assert parts == {"httponly", "secure", "samesite=strict", "path=/"}


def test_no_secret_lies_in_the_ledger(client: New, where: Path) -> None:
    one = client("rana")
    made = one.post("/account/tokens", {"name": "نقل", "role": "reader", "days": "30"})
    (secret,) = re.findall(r"sijill_[\w-]{43}", made.text)
    assert secret not in one.get("/account").text
    raw = where.read_bytes() + where.with_name(where.name + "-wal").read_bytes()
    for kept in (PASSWORD, one.cookies[COOKIE], secret, secret.removeprefix("sijill_"), one.token()):
        assert kept.encode() not in raw
    hashes = sqlite3.connect(where).execute("SELECT password FROM accounts").fetchall()
    assert all(h.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for (h,) in hashes)


def test_a_session_is_new_at_every_sign_in(client: New) -> None:
    """A session that was there before, one's own or put there by another, is not the one that is signed in."""
    one = client("rana")
    first = one.cookies[COOKIE]
    assert one.sign_in("rana").status_code == 303
    assert one.cookies[COOKIE] != first
    other = client()
    other.cookies[COOKIE] = first
    assert other.get("/incidents").status_code == 303
    planted = client()
    planted.cookies[COOKIE] = "planted"
    planted.sign_in("lina")
    assert planted.cookies[COOKIE] != "planted"
    thief = client()
    thief.cookies[COOKIE] = "planted"
    assert thief.get("/incidents").status_code == 303


@pytest.mark.parametrize(("used_every", "lasts"), [(IDLE + 1, 0), (IDLE - 60, ABSOLUTE)])
def test_a_session_ends(client: New, clock: object, used_every: int, lasts: int) -> None:
    one, passed = client("rana"), 0
    while one.get("/account").status_code == 200:
        clock.pass_by(used_every)
        passed += used_every
        assert passed <= ABSOLUTE + used_every
    assert passed >= max(lasts, used_every)


@pytest.mark.parametrize("name", ["nobody", "gone", "rana", "<script>", "", "x" * 90, "rаna"])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: New, name: str) -> None:
    one = client()
    answer = one.sign_in(name, "wrong horse battery" if name == "rana" else PASSWORD)
    assert answer.status_code == 401
    words = re.sub(r'value="[^"]+"', "", answer.text)
    assert words == re.sub(r'value="[^"]+"', "", client().sign_in("nobody-else", "wrong").text)
    assert COOKIE not in one.cookies


def test_an_unknown_name_costs_the_same_hash(client: New, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    right = Hasher.right
    monkeypatch.setattr(Hasher, "right", lambda self, p, known: seen.append(known) or right(self, p, known))
    verified = []
    from argon2 import PasswordHasher

    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, h, p: verified.append(h.split("$")[3]) or verify(self, h, p)
    )
    for name in ("nobody", "gone", "rana"):
        client().sign_in(name, "wrong horse battery")
    assert len(seen) == 3
    assert verified == ["m=65536,t=3,p=4"] * 3


def test_guessing_is_made_to_wait_and_longer_each_time(
    client: New, clock: object, where: Path, serve: Callable[..., object]
) -> None:
    one = client()
    for _ in range(FREE_OF_ACCOUNT):
        assert one.sign_in("lina", "wrong").status_code == 401
    refused = one.sign_in("lina")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    again = serve()  # a server that was started anew has not forgotten
    assert type(one)(again.at).sign_in("lina").status_code == 429
    assert client().sign_in("omar").status_code == 303
    clock.pass_by(31)
    assert one.sign_in("lina", "wrong").status_code == 401
    assert one.sign_in("lina").headers["retry-after"] == "60"
    clock.pass_by(61)
    assert one.sign_in("lina").status_code == 303
    assert one.sign_in("lina", "wrong").status_code == 401
    assert one.sign_in("lina").status_code == 303
    told = [line for line in audit(where) if line[1] in ("login-failed", "locked-out")]
    assert told.count(("", "login-failed", "lina", "127.0.0.1")) == FREE_OF_ACCOUNT + 2
    assert [line[2] for line in told if line[1] == "locked-out"] == ["lina"] * 3


def test_names_that_do_not_exist_are_made_to_wait_too(client: New) -> None:
    one = client()
    answers = [one.sign_in("nobody", "wrong").status_code for _ in range(FREE_OF_ACCOUNT + 1)]
    assert answers == [401] * FREE_OF_ACCOUNT + [429]


def test_one_address_cannot_try_everybody(client: New, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hasher, "right", lambda self, password, known: False)
    one = client()
    answers = [one.sign_in(f"name-{n}", "wrong").status_code for n in range(FREE_OF_ADDRESS + 1)]
    assert answers == [401] * FREE_OF_ADDRESS + [429]


def test_many_guesses_at_once_are_counted(client: New, where: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    browsers = [client() for _ in range(12)]
    tokens = [b.token() for b in browsers]
    with ThreadPoolExecutor(12) as pool:
        codes = list(
            pool.map(
                lambda pair: (
                    pair[0]
                    .send("POST", "/login", data={"token": pair[1], "name": "lina", "password": "no"})
                    .status_code
                ),
                zip(browsers, tokens, strict=True),
            )
        )
    assert codes.count(401) == FREE_OF_ACCOUNT
    assert codes.count(429) == 12 - FREE_OF_ACCOUNT


def test_another_password_signs_every_other_browser_out(client: New) -> None:
    one, other = client("rana"), client("rana")
    before = one.cookies[COOKIE]
    new = {"old": PASSWORD, "new": "another long password", "again": "another long password"}
    assert one.post("/account/password", {**new, "old": "wrong"}).status_code == 401
    assert one.post("/account/password", {**new, "again": "typo"}).status_code == 400
    assert one.post("/account/password", {**new, "new": "short", "again": "short"}).status_code == 400
    assert other.get("/").status_code == 200
    assert one.post("/account/password", new).status_code == 303
    assert one.cookies[COOKIE] != before
    assert one.get("/account").status_code == 200
    assert other.get("/").status_code == 303
    assert client().sign_in("rana").status_code == 401
    assert client().sign_in("rana", "another long password").status_code == 303


def test_an_old_password_cannot_be_guessed_from_a_stolen_session(client: New) -> None:
    one = client("rana")
    wrong = {"old": "wrong", "new": "another long password", "again": "another long password"}
    codes = [one.post("/account/password", wrong).status_code for _ in range(FREE_OF_ACCOUNT + 1)]
    assert codes == [401] * FREE_OF_ACCOUNT + [429]


def test_browsers_are_signed_out_one_by_one_and_everywhere(client: New, where: Path) -> None:
    one, two, three = client("rana"), client("rana"), client("rana")
    stranger = client("omar")
    ids = re.findall(r'name="which" value="([0-9a-f]{64})"', one.get("/account").text)
    assert len(ids) == 3
    stranger.post("/account/sessions", {"which": ids[0]})
    assert [b.get("/").status_code for b in (one, two, three)] == [200] * 3
    one.post("/account/sessions", {"which": "others"})
    assert [b.get("/").status_code for b in (one, two, three)] == [200, 303, 303]
    two.sign_in("rana")
    one.post("/account/sessions", {"which": "all"})
    assert [b.get("/").status_code for b in (one, two, stranger)] == [303, 303, 200]
    assert ("person:rana", "sessions-ended", "rana", "2") in audit(where)


def test_a_change_of_role_or_state_ends_what_was_open(client: New, guarded: object) -> None:
    admin, omar = client("rana"), client("omar")
    made = omar.post("/account/tokens", {"name": "x", "role": "reviewer", "days": "9"})
    (secret,) = re.findall(r"sijill_[\w-]{43}", made.text)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(guarded.at + "/api/v1/counts", headers=bearer).status_code == 200
    assert admin.post("/accounts/omar", {"act": "role", "value": "reader"}).status_code == 303
    assert omar.get("/").status_code == 303
    omar.sign_in("omar")
    assert omar.get("/").status_code == 200
    assert admin.post("/accounts/omar", {"act": "state", "value": "disabled"}).status_code == 303
    assert omar.get("/").status_code == 303
    assert omar.sign_in("omar").status_code == 401
    assert httpx.get(guarded.at + "/api/v1/counts", headers=bearer).status_code == 401
    assert admin.post("/accounts/omar", {"act": "state", "value": "active"}).status_code == 303
    assert omar.sign_in("omar").status_code == 303


def test_tokens_open_the_api_alone_until_their_day(client: New, guarded: object, clock: object) -> None:
    one = client("lina")
    assert one.post("/account/tokens", {"name": "x", "role": "admin", "days": "9"}).status_code == 400
    assert one.post("/account/tokens", {"name": "x", "role": "reader", "days": "366"}).status_code == 400
    assert one.post("/account/tokens", {"name": " ", "role": "reader", "days": "9"}).status_code == 400
    found = []
    for _ in range(2):
        made = one.post("/account/tokens", {"name": "x", "role": "reader", "days": "9"})
        assert made.headers["cache-control"] == "private, no-store"
        found += re.findall(r"sijill_[\w-]{43}", made.text)

    def asks(secret: str, path: str = "/api/v1/counts", kind: str = "Bearer") -> int:
        return httpx.get(guarded.at + path, headers={"Authorization": f"{kind} {secret}"}).status_code

    assert asks(found[0]) == asks(found[1]) == asks(found[0], kind="bearer") == 200
    assert asks("wrong") == asks("sijill_") == asks(found[0], kind="Basic") == 401
    assert asks(found[0], "/incidents") == asks(found[0], "/account") == 303
    assert httpx.get(guarded.at + "/api/v1/counts").headers["www-authenticate"] == 'Bearer realm="sijill"'
    assert one.post("/account/tokens/1/revoke").status_code == 303
    assert client("omar").post("/account/tokens/2/revoke").status_code == 400
    assert (asks(found[0]), asks(found[1])) == (401, 200)
    clock.pass_by(9 * 86400)
    assert asks(found[1]) == 401


def test_a_decision_is_signed_by_the_account_whatever_the_form_says(
    client: New, where: Path, at: Callable[[str], str]
) -> None:
    one = client("omar")
    one.cookies["person"] = "somebody"
    path = at("/incidents/{single}")
    for act, more in (("mark", {"kind": "confirm"}), ("correct", {"field": "killed", "value": "9"})):
        sent = one.post(f"{path}/{act}", {**more, "person": "somebody else", "note": "n"})
        assert sent.status_code == 303
    with existing_ledger(str(where)) as ledger:
        assert [d.by for d in ledger.decisions()] == ["person:omar"] * 2
    assert [line[:2] for line in audit(where)][-2:] == [("person:omar", "decision")] * 2


def test_an_admin_keeps_accounts(client: New, where: Path) -> None:
    admin = client("rana")
    new = {"name": "سلمى", "role": "reviewer", "password": "كلمات كثيرة طويلة جدا"}
    assert admin.post("/accounts", new).status_code == 303
    assert admin.post("/accounts", new).status_code == 400
    assert client().sign_in("سلمى", new["password"]).status_code == 303
    assert admin.post("/accounts/سلمى", {"act": "password", "value": "short"}).status_code == 400
    assert (
        admin.post("/accounts/سلمى", {"act": "password", "value": "fresh long password"}).status_code == 303
    )
    assert client().sign_in("سلمى", "fresh long password").status_code == 303
    assert admin.post("/accounts/nobody", {"act": "role", "value": "admin"}).status_code == 404
    assert admin.post("/accounts/rana", {"act": "role", "value": "reader"}).status_code == 400
    assert (
        admin.post("/accounts/rana", {"act": "password", "value": "fresh long password"}).status_code == 400
    )
    assert admin.post("/accounts/lina", {"act": "delete", "value": ""}).status_code == 400
    assert admin.post("/accounts/lina", {"act": "token", "value": "7"}).status_code == 400
    told = audit(where)
    assert ("person:rana", "account-added", "سلمى", "reviewer") in told
    assert ("person:rana", "password", "سلمى", "") in told
    log = admin.get("/accounts/audit?by=person:rana").text
    assert "account" not in log or "سلمى" in log


def test_a_locked_name_is_let_in_again_by_another_password(client: New) -> None:
    one, admin = client(), client("rana")
    for _ in range(FREE_OF_ACCOUNT):
        one.sign_in("lina", "wrong")
    assert one.sign_in("lina").status_code == 429
    assert (
        admin.post("/accounts/lina", {"act": "password", "value": "fresh long password"}).status_code == 303
    )
    assert one.sign_in("lina", "fresh long password").status_code == 303
