"""What an attacker would try, on a real server: headers, forgeries, hostile words, addresses and sizes."""

from __future__ import annotations

import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser

from sijill.demo import CORPUS
from sijill.ledger_commands import Adding, add_sources
from sijill.store import existing_ledger
from sijill.web.access.rights import RIGHTS
from sijill.web.guard import HEADERS
from sijill.web.outlines import digest_of
from sijill.web.pages import HERE

At = Callable[[str], str]
COOKIE = "__Host-sijill"


def filled_in(path: str, at: At) -> str:
    names = {"/words/{ident:path}": "/words/weapon.drone", "/places/{ident}": "/places/place.sy.saraqib"}
    names |= {"{ident:path}": "{doc}", "{number}": "1", "{login}": "lina", "{digest}": digest_of()}
    for name, value in names.items():
        path = path.replace(name, value)
    return at(path.replace("{ident}", "{single}"))


# headers


def test_headers_are_on_every_route_and_every_error(
    client: Callable[..., Any], guarded: Any, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, nobody = client("rana"), client()
    answers = [
        one.send(key.split()[0], filled_in(key.split()[1], at))
        for one in (admin, nobody)
        for key in RIGHTS
        if key.startswith("GET ")
    ]
    answers += [
        admin.get("/nothing-here"), admin.send("DELETE", "/incidents", headers={"content-length": "0"}),
        admin.get("/incidents?page=x"), admin.post("/accounts/nobody"), nobody.post("/incidents"),
        admin.get("/static/css/desk.css"), admin.get("/static/none"), admin.get("/api/v1/none"), nobody.get("/api/v1/none"),
        admin.get("/", headers={"host": "evil.example"}), admin.get("/?q=" + "x" * 9000),
        admin.send("POST", "/settings", content=iter([b"x"])),
        admin.send("POST", "/settings", content=b"x" * 1_000_001),
        admin.post(at("/incidents/{single}/withdraw"), {"number": "x"}),
    ]  # fmt: skip
    monkeypatch.setattr("sijill.web.tallies.page", lambda *_, **__: 1 / 0)
    answers.append(admin.get("/tallies"))
    codes = {a.status_code for a in answers}
    assert codes >= {200, 303, 400, 401, 404, 405, 411, 413, 414, 421, 422, 500}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (answer.request.url, answer.status_code, name)
        assert "server" not in answer.headers
    for answer in answers:
        of_everybody = re.search(
            "/static/|/incidents/lines/", str(answer.request.url)
        )  # nothing of the ledger
        if not of_everybody and answer.status_code not in (411, 413, 414, 421):
            assert answer.headers["cache-control"] == "private, no-store"


def test_an_error_tells_nothing_of_the_machine(
    client: Callable[..., Any], where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = client("rana")

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError(f"a secret at {where}")

    monkeypatch.setattr("sijill.web.tallies.page", fails)
    told = admin.get("/tallies")
    assert told.status_code == 500
    assert "secret" not in told.text
    where.rename(where.with_name("elsewhere"))
    answer = client().get("/incidents")
    told = admin.get("/")
    assert {answer.status_code, told.status_code} <= {200, 303, 500, 503}
    assert str(where.parent) not in told.text + answer.text


def test_the_policy_allows_nothing_inline_or_foreign() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    for part in ("default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy


@pytest.mark.parametrize("path", sorted((HERE / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_no_template_has_anything_inline_or_unescaped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"<script(?![^>]*\bsrc=)", text)
    assert not re.findall(r"\son[a-z]+\s*=", re.sub(r"{[%{].*?[%}]}", "", text, flags=re.S))
    assert not re.findall(r"<style|\sstyle\s*=|<iframe|<object|<embed|srcdoc|<base|http-equiv", text)
    assert not re.findall(r"\|\s*safe\b|autoescape|Markup", text)
    assert "javascript:" not in text
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text)
    posts = re.findall(r'<form[^>]*method="post".*?</form>', text, re.S)
    assert all(
        'name="token"' in form or "doing(" in form or "token_field()" in form or "{{ hidden(" in form
        for form in posts
    )


# forged forms


def test_a_forged_form_changes_nothing_anywhere(client: Callable[..., Any], at: At, where: Path) -> None:
    admin, other, nobody = client("rana"), client("rana"), client()
    good = admin.token()
    with existing_ledger(str(where)) as ledger:
        before = len(ledger.people.audit(500)), ledger.last_change(), len(ledger.decisions())
    data = {
        "kind": "confirm",
        "field": "killed",
        "value": "9",
        "name": "x",
        "text": "x",
        "act": "role",
        "number": "1",
    }
    wrong = []
    for key in RIGHTS:
        method, path = key.split()
        if method != "POST":
            continue
        there = filled_in(path, at)
        forgeries: list[tuple[dict[str, str], dict[str, str]]] = [
            ({}, {}), ({"token": ""}, {}), ({"token": "x"}, {}), ({"token": "\u2028"}, {}),
            ({"token": other.token()}, {}), ({"token": nobody.token()}, {}),
            ({"token": good}, {"sec-fetch-site": "cross-site"}),
            ({"token": good}, {"sec-fetch-site": "same-site"}),
            ({"token": good}, {"origin": "https://evil.example"}),
            ({"token": admin.cookies.get("sijill-token", "t")}, {"x": "y"}),
        ]  # fmt: skip
        for token, headers in forgeries:
            answer = admin.send("POST", there, data={**data, **token}, headers=headers)
            if answer.status_code != 400:
                wrong.append((key, token, headers, answer.status_code))
        asked = admin.send(
            "GET", there + "?" + "&".join(f"{k}={v}" for k, v in {**data, "token": good}.items())
        )
        if asked.status_code not in (200, 303, 400, 404, 405):
            wrong.append((key, "GET", {}, asked.status_code))
    assert not wrong
    with existing_ledger(str(where)) as ledger:
        after = len(ledger.people.audit(500)), ledger.last_change(), len(ledger.decisions())
    assert after == before


def test_the_token_of_a_form_is_the_sessions_own(client: Callable[..., Any]) -> None:
    one = client()
    before = one.token()
    one.sign_in("rana")
    signed = one.token()
    assert signed != before
    one.sign_in("rana")
    assert one.token() != signed
    assert one.send("POST", "/settings", data={"token": signed, "language": "en"}).status_code == 400


# addresses


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "[::1", "0", "127.1"]
)
def test_a_host_that_is_not_ours(guarded: Any, host: str) -> None:
    with socket.create_connection(("127.0.0.1", guarded.port), 10) as plug:
        plug.sendall(f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: plug.recv(65536), b""))
    assert answer.split()[1] in (b"421", b"400")
    assert b"evil" not in answer


def test_no_answer_repeats_a_forged_host(guarded: Any) -> None:
    sent = httpx.get(
        guarded.at + "/incidents",
        headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )
    assert "evil" not in sent.text + str(sent.headers)


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
     "javascript:alert(1)", "evil.example", "", "/\r\nset-cookie: a=b", "http:evil.example", "///evil.example", " //evil.example"],
)  # fmt: skip
def test_no_redirect_leaves_the_desk(client: Callable[..., Any], there: str) -> None:
    one = client()
    token = one.token()
    answers = [
        one.send("POST", "/settings", data={"token": token, "back": there}),
        one.send("POST", "/login", data={"token": token, "name": "rana", "password": "correct horse battery", "next": there}),
        one.get("/login?next=" + quote(there)),
    ]  # fmt: skip
    for answer in answers:
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"
        assert "a=b" not in str(answer.headers)


TRAVERSALS = (
    "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd",
    "..\\..\\etc\\passwd", "%00", "/etc/passwd", "css/../../app.py", "css/%2e%2e/%2e%2e/app.py", "..;/app.py", "%252e%252e/app.py",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
@pytest.mark.parametrize("folder", ["/static/", "/documents/", "/incidents/", "/static/css/"])
def test_no_path_leads_out(client: Callable[..., Any], guarded: Any, folder: str, path: str) -> None:
    """Sent as it is, for a browser would tidy it up."""
    cookie = f"{COOKIE}={client('rana').cookies[COOKIE]}"
    with socket.create_connection(("127.0.0.1", guarded.port), 10) as plug:
        plug.sendall(
            f"GET {folder}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: plug.recv(65536), b""))
    assert answer.split()[1] in (b"404", b"400", b"405", b"307", b"303")
    assert b"root:" not in answer
    assert b"create_app" not in answer
    assert not re.search(rb"location: (?!/|http://127\.0\.0\.1)", answer)


def test_static_is_no_way_round_signing_in(guarded: Any) -> None:
    for path in ("/static/../incidents", "/static/%2e%2e/incidents", "//incidents", "/./incidents", "/login/../incidents",
                 "/incidents/", "/INCIDENTS", "/incidents%00", "/settings/../incidents", "/login;/incidents"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", guarded.port), 10) as plug:
            plug.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: plug.recv(65536), b""))
        assert answer.split()[1] in (b"303", b"307", b"404", b"400"), path
        assert b"<table" not in answer


# sizes and time


@pytest.mark.parametrize(
    ("path", "limit"), [("/settings", 1_000_000), ("/read", 2_000_000), ("/login", 1_000_000)]
)
def test_forms_have_a_limit(client: Callable[..., Any], path: str, limit: int) -> None:
    one = client("rana")
    body = b"token=x&text=" + b"x" * limit
    assert one.send("POST", path, content=body).status_code == 413
    assert one.send("POST", path, content=body[:limit]).status_code in (400, 422)
    assert one.send("POST", path, content=iter([b"token=", b"x"])).status_code == 411
    many = "&".join(f"a{n}=" for n in range(5000)).encode()
    begun = time.monotonic()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert one.send("POST", path, content=many, headers=kind).status_code in (400, 413, 422)
    assert time.monotonic() - begun < 5


def test_a_text_to_read_may_be_as_long_as_it_says(client: Callable[..., Any]) -> None:
    """The longest text in letters that take most room in a form is let through to be counted."""
    one = client("rana")
    form = {"token": (None, one.token()), "text": (None, "ق" * 200_001)}
    sent = one.send("POST", "/read", files=form)
    assert sent.status_code == 400
    assert "200001" in sent.text


@pytest.mark.parametrize(
    "query",
    ["q=" + "a" * 8_000, "q=" + quote("ق" * 1_300), "&".join("type=x" + str(n) for n in range(700)), "q=" + "(" * 4000,
     "q=" + "*%20" * 2000, "q=%22" * 1500, "page=" + "9" * 5000, "box=" + "1," * 3000, "since=" + "2" * 5000,
     "after=" + "9" * 30, "from=" + "9" * 30],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/incidents", "/documents"])
def test_a_long_query_is_no_slow_one(client: Callable[..., Any], path: str, query: str) -> None:
    one = client("rana")
    begun = time.monotonic()
    assert one.get(f"{path}?{query}").status_code in (200, 400, 414)
    assert time.monotonic() - begun < 5


def test_an_endless_address_is_refused(client: Callable[..., Any]) -> None:
    one = client()
    assert one.get("/login?next=" + "x" * 9_000).status_code == 414
    assert one.get("/" + "x" * 5_000).status_code == 414
    assert one.get("/login?next=" + "x" * 60_000).status_code in (400, 414)


# hostile words

WORDS = "<script>alert(1)</script>"
BREAKS = "\"'><img src=x onerror=alert(1)>{{7*7}}</title></textarea><svg onload=alert(1)>"


@pytest.fixture
def hostile(tmp_path: Path, serve: Callable[..., Any]) -> tuple[Any, list[str]]:
    """A ledger whose every word was written by an attacker, and the pages that show it."""
    first = (CORPUS / "difa.jsonl").read_text(encoding="utf-8").splitlines()[0]
    text = json.loads(first)["text"] + "\n" + WORDS + BREAKS
    ids = ["a\"'><script>alert(1)</script>", "../../<img src=x onerror=alert(1)>"]
    lines = [
        {"id": ids[n], "lang": "ar", "outlet": ("وكالة" + BREAKS, WORDS)[n], "published": "2024-03-03", "title": WORDS + BREAKS,
         "url": ("javascript:alert(1)", "java\nscript:alert(1)")[n], "text": text + str(n)}
        for n in range(2)
    ]  # fmt: skip
    source = tmp_path / "hostile.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    where = tmp_path / "hostile.sijill"
    add_sources([str(source)], str(where), Adding())
    with existing_ledger(str(where)) as ledger:
        idents = [i.id for i in ledger.incidents()]
        assert idents
        assert {e.id for e in ledger.entries()} == set(ids)
    pages = ["/", "/incidents", "/documents", "/documents?q=" + quote(WORDS), "/documents?outlet=" + quote(BREAKS), "/framing",
             "/framing?about=" + quote(BREAKS), "/tallies", "/incidents?outlet=" + quote(BREAKS), "/incidents?q=" + quote(BREAKS),
             "/settings?back=" + quote(BREAKS), "/accounts", "/accounts/audit?by=" + quote(BREAKS), "/account", "/" + quote(BREAKS)]  # fmt: skip
    pages += [f"/incidents/{i}" for i in idents] + ["/documents/" + quote(i) for i in ids]
    return serve(ledger=str(where), accounts="none"), pages


def test_hostile_words_stay_text_on_every_page(hostile: tuple[Any, list[str]], browser: Browser) -> None:
    desk, pages = hostile
    with httpx.Client(base_url=desk.at, cookies={"sijill-token": "t"}) as sender:
        for path in [p for p in pages if re.fullmatch(r"/incidents/i-\w+", p)]:
            for act, more in (("mark", {"kind": "comment"}), ("correct", {"field": "place", "value": BREAKS}),
                              ("correct", {"field": "killed", "value": "7"}), ("mark", {"kind": BREAKS})):  # fmt: skip
                sender.post(
                    f"{path}/{act}",
                    data={"token": "t", "person": BREAKS[:70], "note": WORDS + BREAKS, **more},
                )
        sent = sender.post("/read", data={"token": "t", "text": WORDS + BREAKS, "outlet": BREAKS})
        assert WORDS not in sent.text
    context = browser.new_context()
    page, wrong, shown = context.new_page(), [], ""
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
    context.add_cookies([{"name": "person", "value": quote(BREAKS), "url": desk.at}])
    for path in pages:
        answer = page.goto(desk.at + path)
        assert answer is not None
        raw = answer.text()
        shown += page.locator("body").inner_text() + page.title()
        assert "<script>alert" not in raw, path
        assert "<img src=x" not in raw, path
        assert "<svg onload" not in raw, path
        found = page.locator(
            "script:not([src]), [onerror], [onload], a[href^='java' i], img[src=x], form[action*='evil']"
        )
        assert found.count() == 0, path
    context.close()
    assert wrong == []
    assert WORDS in shown
    assert "49" not in re.findall(r"onerror=alert\(1\)>(\w+)", shown)


# https


def test_by_https_the_browser_is_told_to_stay_there(serve: Callable[..., Any], tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    made += [
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(made, check=True, capture_output=True)
    desk = serve({"ssl_certfile": str(certificate), "ssl_keyfile": str(key)})
    trust = ssl.create_default_context(cafile=str(certificate))
    end = time.monotonic() + 10
    while time.monotonic() < end:
        answer = httpx.get(f"https://127.0.0.1:{desk.port}/login", verify=trust)
        break
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "Secure" in answer.headers["set-cookie"]
    assert 'type="password"' in answer.text


def test_a_proxy_is_believed_only_where_it_was_said(serve: Callable[..., Any]) -> None:
    https = {"x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.9, 203.0.113.7", "host": "desk.example"}
    trusting = serve(proxy="trusted", hosts=("127.0.0.1", "desk.example"))
    plain = serve(hosts=("127.0.0.1", "desk.example"))
    by_proxy = httpx.get(trusting.at + "/login", headers=https)
    assert "strict-transport-security" in by_proxy.headers
    assert 'type="password"' in by_proxy.text
    for where, headers in (
        (trusting, {**https, "x-forwarded-proto": "http"}), (trusting, {"host": "desk.example"}),
        (trusting, {}), (plain, https), (plain, {"host": "desk.example"}), (plain, {"x-forwarded-proto": "https"}),
    ):  # fmt: skip
        answer = httpx.get(where.at + "/login", headers=headers)
        assert "strict-transport-security" not in answer.headers
        assert 'type="password"' not in answer.text, headers
        token = re.findall(r'name="token" value="([^"]+)"', answer.text)[0]
        sent = httpx.post(
            where.at + "/login", headers=headers, cookies={"sijill-token": token},
            data={"token": token, "name": "rana", "password": "correct horse battery"},
        )  # fmt: skip
        assert sent.status_code == 403
        assert COOKIE not in str(sent.headers)


def test_each_address_behind_a_proxy_waits_for_itself(serve: Callable[..., Any], where: Path) -> None:
    desk = serve(proxy="trusted", hosts=("desk.example",))
    for forwarded in ("203.0.113.7", "1.1.1.1, 203.0.113.8", "2001:db8::1", "2001:db8::2", "nonsense"):
        headers = {"host": "desk.example", "x-forwarded-proto": "https", "x-forwarded-for": forwarded}
        data = {"token": "t", "name": "lina", "password": "correct horse battery"}
        assert (
            httpx.post(
                desk.at + "/login", headers=headers, cookies={"sijill-token": "t"}, data=data
            ).status_code
            == 303
        )
    with existing_ledger(str(where)) as ledger:
        seen = [line.detail for line in reversed(ledger.people.audit(9)) if line.what == "login"]
    assert seen == ["203.0.113.7", "203.0.113.8", "2001:db8::/64", "2001:db8::/64", "unknown"]
