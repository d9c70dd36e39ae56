"""The web, by a real server: manners, bounds, and what hosts do wrong."""

from __future__ import annotations

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest

from sijill import __version__
from sijill.ingest import Given, Manners, Refused
from sijill.ingest.addresses import id_of, public, written
from sijill.ingest.robots import rules_for
from sijill.ingest.web import Web
from tests.ingest.conftest import LOCAL, NOON, Site
from tests.ingest.texts import MORE, OTHER, TEXT, only, page, problems


def test_a_page(site: Site) -> None:
    url = site.put("/2024/3/9/news?utm_source=rss", page('<link rel="canonical" href="/2024/3/9/news">'))
    arrival = only(site.come(url))
    document = arrival.document
    assert document.id == site.url.removeprefix("http://") + "/2024/3/9/news"
    assert document.url == site.url + "/2024/3/9/news"
    assert document.text == f"قصف على القرية\n{TEXT}\n{MORE}"
    assert (document.published, arrival.dated_by) == ("2024-03-09", "url")
    assert (document.outlet, arrival.retrieved, arrival.origin) == (LOCAL, NOON, url)
    assert len(arrival.sha256) == 64


def test_the_agent_has_a_name_and_asks_for_the_rules_first(site: Site) -> None:
    url = site.put("/a", page())
    only(site.come(url, contact="https://wadi.example/bot"))
    assert site.asked == ["/robots.txt", "/a"]
    assert set(site.agents) == {f"Sijill/{__version__} (+https://wadi.example/bot)"}


def test_a_host_is_asked_with_pauses(site: Site) -> None:
    urls = [site.put(f"/{n}", page(one=f"{TEXT} {n}")) for n in range(3)]
    site.come(*urls, delay=5.0)
    assert site.asked == ["/robots.txt", "/0", "/1", "/2"]
    assert len(site.pauses) == 3
    assert all(4.5 < pause <= 5.0 for pause in site.pauses)


def test_real_pauses(site: Site) -> None:
    url = site.put("/a", page())
    web = Web(Manners(private=(LOCAL,), delay=0.2, timeout=2.0))
    begun = time.monotonic()
    web.get(url)
    web.get(url)
    assert 0.4 <= time.monotonic() - begun < 10


def test_the_delay_that_a_host_asks_for(site: Site) -> None:
    url = site.put("/a", page())
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.come(url)
    assert 6.5 < site.pauses[-1] <= 7


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("User-agent: *\nDisallow: /news", "robots"),
        ("User-agent: sijill\nDisallow: /\n\nUser-agent: *\nAllow: /", "robots"),
        ("User-agent: *\nDisallow: /\nAllow: /news/", ""),
        ("User-agent: *\nDisallow: /*.html$", "robots"),
        ("User-agent: other\nDisallow: /", ""),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "robots"),
        ("nothing of the kind \x00\x01", ""),
    ],
)
def test_robots(site: Site, rules: str, code: str) -> None:
    url = site.put("/news/a.html", page())
    site.put("/robots.txt", rules.encode(), "text/plain")
    came = site.come(url)
    assert problems(came) == ([(url, code)] if code else [])
    assert ("/news/a.html" in site.asked) is not bool(code)


@pytest.mark.parametrize(
    ("status", "code"), [(404, ""), (410, ""), (401, "robots"), (403, "robots"), (503, "robots")]
)
def test_a_host_without_rules(site: Site, status: int, code: str) -> None:
    url = site.put("/a", page())
    site.put("/robots.txt", b"", status=status)
    assert problems(site.come(url)) == ([(url, code)] if code else [])


def test_rules_in_a_loop_are_a_no(site: Site) -> None:
    url = site.put("/a", page())
    site.put("/robots.txt", b"", status=302, Location="/robots.txt")
    assert problems(site.come(url)) == [(url, "robots")]


def test_robots_with_many_stars_ends() -> None:
    rules = rules_for("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "sijill")
    begun = time.monotonic()
    assert rules.allows("/" + "a" * 1999 + "b")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 502, 503])
def test_what_a_host_does_not_give(site: Site, status: int) -> None:
    url = site.put("/a", page(), status=status)
    assert problems(site.come(url)) == [(url, f"http-{status}")]


def test_redirects(site: Site) -> None:
    site.put("/new", page())
    url = site.put("/old", b"", status=301, Location="/new")
    arrival = only(site.come(url))
    assert arrival.document.url == site.url + "/new"
    loop = site.put("/loop", b"", status=302, Location="/loop2")
    site.put("/loop2", b"", status=302, Location="/loop")
    assert problems(site.come(loop)) == [(loop, "redirects")]
    for n in range(9):
        site.put(f"/r{n}", b"", status=307, Location=f"/r{n + 1}")
    assert problems(site.come(site.url + "/r0")) == [(site.url + "/r0", "redirects")]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://wadi.example/a", "http://[::1", "javascript:1", "http://a b/"]
)
def test_redirects_that_lead_astray(site: Site, target: str) -> None:
    url = site.put("/a", b"", status=302, Location=target)
    assert problems(site.come(url)) == [(url, "address")]


def test_no_redirect_into_a_private_network(site: Site) -> None:
    url = site.put("/a", b"", status=302, Location="http://localhost:1/secret")
    assert problems(site.come(url)) == [(url, "address")]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "127.1",
    ],
)
def test_private_addresses_are_refused(site: Site, host: str) -> None:
    url = f"http://{host}:9/a"
    came = site.come(url, private=())
    assert problems(came) == [(url, "address")]
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("224.0.0.1", False),
        ("100.64.0.1", False),
        ("fe80::1%eth0", False),
        ("2002:7f00:1::", False),
        ("x", False),
    ],
)
def test_public(address: str, is_public: bool) -> None:
    assert public(address) is is_public


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://u:p@wadi.example/",
        "http://wadi.example:99999/",
        "http://wadi.example/a\r\nX: y",
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_no_addresses(site: Site, url: str) -> None:
    assert [code for _, code in problems(site.come(url))] == ["address"]


def test_how_addresses_are_written() -> None:
    assert written("HTTP://Wadi.Example:80/أخبار/1?q=أ#x") == (
        "http://wadi.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1?q=%D8%A3"
    )
    assert written("https://وادي.example:8080/%D8%A3") == "https://xn--mgbq7ek.example:8080/%D8%A3"
    long = id_of("https://wadi.example/" + "a" * 900)
    assert len(long) < 500
    assert long != id_of("https://wadi.example/" + "a" * 901)
    assert id_of("https://wadi.example/%D8%A3%D8%AE/?utm_source=x&id=5#top") == "wadi.example/أخ?id=5"


def test_a_slow_host_is_left(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)

    url = site.answer("/drip", drip)
    begun = time.monotonic()
    assert problems(site.come(url, timeout=0.5)) == [(url, "timeout")]
    assert time.monotonic() - begun < 4.5


def test_headers_that_drip(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            request.wfile.write(b"a")
            request.wfile.flush()
            time.sleep(0.05)

    url = site.answer("/drip", drip)
    assert problems(site.come(url, timeout=0.5)) == [(url, "timeout")]


def test_a_host_that_fails_again_and_again_is_left_alone(site: Site) -> None:
    for n in range(6):
        site.answer(f"/{n}", lambda request: time.sleep(0.4))
    begun = time.monotonic()
    came = site.come(*(f"{site.url}/{n}" for n in range(6)), timeout=0.2)
    assert [code for _, code in problems(came)] == ["timeout"] * 3 + ["unreachable"] * 3
    assert time.monotonic() - begun < 10


def test_too_big(site: Site) -> None:
    told = site.put("/told", b"a" * 2000)
    assert problems(site.come(told, size=1000)) == [(told, "too-big")]

    def untold(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"a" * 2000)

    url = site.answer("/untold", untold)
    assert problems(site.come(url, size=1000)) == [(url, "too-big")]


def test_gzip(site: Site) -> None:
    packed = gzip.compress(page())
    only(site.come(site.put("/a", packed, Content_Encoding="gzip")))
    bomb = gzip.compress(b"\0" * 50_000_000)
    url = site.put("/bomb", bomb, Content_Encoding="gzip")
    assert problems(site.come(url, size=1_000_000)) == [(url, "too-big")]
    url = site.put("/bomb.xml.gz", bomb, "application/gzip")
    assert problems(site.come(url, size=1_000_000)) == [(url, "too-big")]
    broken = site.put("/broken", zlib.compress(page())[:-30] + b"xxxx", Content_Encoding="br")
    assert problems(site.come(broken)) == [(broken, "bad-reply")]
    cut = site.put("/no", b"no gzip at all", Content_Encoding="gzip")
    assert problems(site.come(cut)) == [(cut, "bad-reply")]
    short = site.put("/short", packed[:-40], Content_Encoding="gzip")
    assert problems(site.come(short)) == [(short, "cut-short")]


def test_a_reply_cut_short(site: Site) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "5000")
        request.end_headers()
        request.wfile.write(page())

    url = site.answer("/a", cut)
    assert problems(site.come(url)) == [(url, "cut-short")]


def test_what_is_no_http(site: Site) -> None:
    url = site.answer("/a", lambda request: request.wfile.write(b"\x00\xffgarbage\r\n\r\n"))
    assert [code for _, code in problems(site.come(url))] == ["bad-reply"]
    url = site.answer("/b", lambda request: None)
    assert [code for _, code in problems(site.come(url))] == ["bad-reply"]


def test_a_host_of_several_addresses(site: Site) -> None:
    """`localhost` may stand for ::1 too, where nobody listens."""
    url = site.put("/a", page()).replace(LOCAL, "localhost")
    only(site.come(url, private=("localhost",)))


def test_nobody_there(site: Site) -> None:
    url = "http://127.0.0.1:9/a"
    assert problems(site.come(url)) == [(url, "unreachable")]
    url = "http://nobody.invalid/a"
    assert problems(site.come(url)) == [(url, "unreachable")]


def test_a_connection_that_should_be_secure_and_is_not(site: Site) -> None:
    url = site.url.replace("http:", "https:") + "/a"
    (came,) = site.come(url)
    assert came.code == "unreachable"
    assert "no secure connection" in came.problem


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "unknown-kind"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png", "unknown-kind"),
        (b"", "text/html", "empty"),
        (b"\0\1\2\3" * 50, "text/plain", "binary"),
        (b"<html><body><a href='/'>x</a></body></html>", "text/html", "no-article"),
        (
            b"<html><body><article><p>"
            + b"La ville a subi des tirs cette nuit, selon des gens. " * 9
            + b"</p></article></body></html>",
            "text/html",
            "language",
        ),
        (b"<svg></svg>", "image/svg+xml", "unknown-kind"),
        (b'{"a": 1}', "application/json", "shape"),
        (
            "Les forces armées ont bombardé le marché près du château".encode("latin-1"),
            "text/plain",
            "encoding",
        ),
    ],
)
def test_what_is_no_article(site: Site, body: bytes, kind: str, code: str) -> None:
    url = site.put("/a", body, kind)
    assert problems(site.come(url)) == [(url, code)]


def test_text_and_lines_by_address(site: Site) -> None:
    arrival = only(site.come(site.put("/a.txt", OTHER.encode(), "text/plain")))
    assert (arrival.document.text, arrival.document.url) == (OTHER, site.url + "/a.txt")
    lines = f'{{"id": "x", "text": "{TEXT}", "synthetic": true}}\n'
    arrival = only(site.come(site.put("/a.jsonl", lines.encode(), "application/octet-stream")))
    assert (arrival.document.id, arrival.synthetic) == ("x", True)


def test_the_encoding_that_came_with_a_page(site: Site) -> None:
    url = site.put("/a", page().decode().encode("cp1256", "ignore"), "text/html; charset=windows-1256")
    assert TEXT in only(site.come(url)).document.text


def test_what_the_caller_gives_outranks_the_page(site: Site) -> None:
    url = site.put("/a", page('<meta name="date" content="2024-01-01">'))
    arrival = only(site.come(url, given=Given(published="2024-02-02", outlet="نشرة", id="own")))
    assert (arrival.document.published, arrival.document.outlet, arrival.document.id) == (
        "2024-02-02",
        "نشرة",
        "own",
    )
    assert arrival.dated_by == "given"


def test_a_contact_that_no_header_may_hold() -> None:
    with pytest.raises(Refused):
        Web(Manners(contact="a\r\nX: y"))
