"""Feeds, sitemaps and archives."""

from __future__ import annotations

import gzip
import io
import time
from pathlib import Path

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sijill.ingest import Given
from sijill.ingest.arrivals import arrivals
from tests.ingest.conftest import Site
from tests.ingest.texts import MORE, OTHER, TEXT, good, only, page, problems

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>نشرة الوادي</title><link>https://wadi.example</link>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><description>موجز</description>{more}</item>"""
FULL = "<content:encoded><![CDATA[<p>{}</p><script>x</script><p>{}</p>]]></content:encoded>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>نشرة الجبل</title><entry><id>tag:1</id><title>خبر</title>
<link href="https://jabal.example/1"/><updated>2024-03-11T00:30:00+03:00</updated><content type="html">{}</content></entry></feed>"""


def rss(*items: str) -> bytes:
    return RSS.format(items="".join(items)).encode()


def item(title: str = "خبر", link: str = "", date: str = "", more: str = "") -> str:
    return ITEM.format(title=title, link=link, date=date, more=more)


def test_a_feed_with_whole_texts(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(
        rss(
            item(
                "قصف",
                "https://wadi.example/1?utm_source=rss",
                "Mon, 11 Mar 2024 00:30:00 +0300",
                FULL.format(TEXT, MORE),
            )
        )
    )
    arrival = only(site.come(str(path)))
    document = arrival.document
    assert document.text == f"قصف\n{TEXT}\n{MORE}"
    assert (document.id, document.outlet, document.title) == ("wadi.example/1", "نشرة الوادي", "قصف")
    assert (document.published, arrival.dated_by) == ("2024-03-11", "feed")
    assert site.asked == []


def test_atom(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "a.atom"
    path.write_text(ATOM.format(TEXT))
    arrival = only(site.come(str(path), given=Given(outlet="نشرة أخرى")))
    assert (arrival.document.outlet, arrival.document.published) == ("نشرة أخرى", "2024-03-11")


def test_a_feed_that_announces_is_followed(site: Site) -> None:
    good_page = site.put("/1", page('<meta property="article:published_time" content="2024-03-09">'))
    bare = site.put("/2", page(one=OTHER))
    date = "Sun, 10 Mar 2024 08:00:00 GMT"
    feed = site.put(
        "/feed",
        rss(
            item(link=good_page, date=date),
            item(link=bare, date=date),
            item(link=site.url + "/gone"),
            item(link="1?x=1"),
        ),
        "application/rss+xml",
    )
    came = site.come(feed)
    first, second = (a.arrival for a in came if a.arrival)
    assert (first.document.published, first.dated_by) == ("2024-03-09", "meta")
    assert (second.document.published, second.dated_by) == ("2024-03-10", "feed")
    assert second.document.outlet == "نشرة الوادي"
    assert [code for _, code in problems(came)] == ["http-404", "http-404"]
    assert "/1?x=1" in site.asked


def test_a_feed_that_leads_to_itself_ends(site: Site) -> None:
    site.put("/feed", rss(item(link=site.url + "/feed")), "application/rss+xml")
    assert [code for _, code in problems(site.come(site.url + "/feed"))] == ["unknown-kind"]


def test_robots_hold_for_what_a_feed_links_to(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /1", "text/plain")
    feed = site.put("/feed", rss(item(link=site.put("/1", page()))), "application/rss+xml")
    assert [code for _, code in problems(site.come(feed))] == ["robots"]
    assert "/1" not in site.asked


def test_a_date_of_a_feed_that_is_none(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "feed.rss"
    path.write_bytes(rss(item("قصف", "https://wadi.example/1", "the day before", FULL.format(TEXT, MORE))))
    (came,) = site.come(str(path))
    assert came.arrival is not None
    assert (came.arrival.document.published, came.arrival.dated_by) == ("", "")
    assert "'the day before' is no date" in came.note


def test_a_malformed_feed_gives_what_can_be_read(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "feed.rss"
    path.write_bytes(rss(item("قصف", "https://wadi.example/1", "", FULL.format(TEXT, MORE)))[:-15])
    came = site.come(str(path))
    assert [a.arrival.document.id for a in came if a.arrival] == ["wadi.example/1"]
    assert problems(came) == [(str(path), "malformed")]
    path.write_bytes(b"<rss version='2.0'><channel><item")
    assert problems(site.come(str(path))) == [(str(path), "malformed")]


LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "{}">{}]><{root}><channel><title>&z;</title></channel></{root}>"""


@pytest.mark.parametrize("root", ["rss", "urlset", "feed"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs(tmp_path: Path, site: Site, root: str, encoding: str) -> None:
    nested = "".join(
        f'<!ENTITY {n} "{f"&{o};" * 10}">' for o, n in zip("abcdefghij", "bcdefghijz", strict=True)
    )
    path = tmp_path / "feed.xml"
    path.write_bytes(LAUGHS.format("ها" * 10, nested, root=root).encode(encoding))
    begun = time.monotonic()
    assert problems(site.come(str(path))) == [(str(path), "malformed")]
    assert time.monotonic() - begun < 10


def test_a_file_that_asks_for_other_files(tmp_path: Path, site: Site) -> None:
    (tmp_path / "secret").write_text("سر")
    path = tmp_path / "map.xml"
    path.write_text(
        f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><urlset><url><loc>http://wadi.example/&x;</loc></url></urlset>'
    )
    assert problems(site.come(str(path))) == [(str(path), "malformed")]


def urlset(*urls: str, kind: str = "url", root: str = "urlset") -> bytes:
    locations = "".join(f"<{kind}><loc> {url} </loc><lastmod>2024</lastmod></{kind}>" for url in urls)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</{root}>'.encode()


def test_sitemaps(site: Site) -> None:
    pages = [site.put(f"/{n}", page(one=f"{TEXT} {n}")) for n in range(3)]
    site.put("/one.xml.gz", gzip.compress(urlset(*pages[:2], pages[0])), "application/gzip")
    site.put(
        "/two.xml", urlset(pages[1], pages[2], site.url + "/gone", "https://other.example/a"), "text/xml"
    )
    index = site.put(
        "/sitemap.xml",
        urlset(
            site.url + "/one.xml.gz",
            site.url + "/two.xml",
            site.url + "/sitemap.xml",
            kind="sitemap",
            root="sitemapindex",
        ),
        "application/xml",
    )
    came = site.come(index)
    assert [a.arrival.origin for a in came if a.arrival] == pages
    assert [code for _, code in problems(came)] == ["http-404", "address"]


def test_a_sitemap_that_is_long(site: Site) -> None:
    pages = [site.put(f"/{n}", page(one=f"{TEXT} {n}")) for n in range(5)]
    came = site.come(site.put("/sitemap.xml", urlset(*pages), "text/xml"), pages=3)
    assert len([a for a in came if a.arrival]) == 3
    assert [code for _, code in problems(came)] == ["too-many"]


def test_a_sitemap_cut_short(site: Site) -> None:
    url = site.put("/1", page())
    came = site.come(site.put("/sitemap.xml", urlset(url)[:-9], "text/xml"))
    assert len([a for a in came if a.arrival]) == 1
    assert [code for _, code in problems(came)] == ["malformed"]


def warc(*pages: tuple[str, bytes, str, str], gzipped: str = "") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=bool(gzipped))
    out_record = writer.create_warcinfo_record("a.warc", {"software": "test"})
    writer.write_record(out_record)
    for url, body, kind, status in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-03-12T01:02:03Z"},
        )
        writer.write_record(record)
    return out.getvalue()


PAGES = (
    ("http://wadi.example/2024/03/09/a", page(), "text/html; charset=utf-8", "200 OK"),
    ("http://wadi.example/b.png", b"\x89PNG", "image/png", "200 OK"),
    ("http://wadi.example/c", page(one=OTHER), "text/html", "404 Not Found"),
    ("http://wadi.example/d", b"<html><body><p>x</p></body></html>", "text/html", "200 OK"),
    ("http://wadi.example/e", page(one=OTHER), "text/html", "200 OK"),
)


@pytest.mark.parametrize("gzipped", ["", "gzip"])
def test_an_archive(tmp_path: Path, site: Site, gzipped: str) -> None:
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    path.write_bytes(warc(*PAGES, gzipped=gzipped))
    came = site.come(str(path))
    first, second = (a.arrival for a in came if a.arrival)
    assert (first.document.id, first.document.published) == ("wadi.example/2024/03/09/a", "2024-03-09")
    assert first.document.url == "http://wadi.example/2024/03/09/a"
    assert (first.retrieved, first.dated_by) == ("2024-03-12T01:02:03Z", "url")
    assert first.origin == f"{path}:record 2"
    assert OTHER in second.document.text
    assert problems(came) == [(f"{path}:record 5", "no-article")]


@pytest.mark.parametrize("gzipped", ["", "gzip"])
def test_an_archive_cut_short(tmp_path: Path, site: Site, gzipped: str) -> None:
    whole = warc(PAGES[0], PAGES[4], gzipped=gzipped)
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    for left in (300, 500):
        path.write_bytes(whole[:-left])
        came = site.come(str(path))
        assert [a.arrival.document.id for a in came if a.arrival] == ["wadi.example/2024/03/09/a"]
        assert [code for _, code in problems(came)] == ["cut-short"], left


def test_a_page_too_big_in_an_archive(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "a.warc.gz"
    big = ("http://wadi.example/big", b"a" * 3_000_000, "text/html", "200 OK")
    path.write_bytes(warc(big, PAGES[0], gzipped="gzip"))
    came = site.come(str(path), size=1_000_000)
    assert problems(came) == [(f"{path}:record 2", "too-big")]
    assert len(good([a for a in came if a.arrival])) == 1


@settings(max_examples=150, deadline=None)
@forall(cut=st.integers(0, 2500), at=st.integers(0, 2500), put=st.binary(max_size=5))
@pytest.mark.parametrize("gzipped", ["", "gzip"])
def test_no_archive_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, gzipped: str, cut: int, at: int, put: bytes
) -> None:
    whole = warc(PAGES[0], PAGES[4], gzipped=gzipped)
    path = tmp_path_factory.mktemp("bytes") / ("a.warc.gz" if gzipped else "a.warc")
    path.write_bytes(whole[: at % len(whole)] + put + whole[at % len(whole) : len(whole) - cut % len(whole)])
    for arrived in arrivals([str(path)], Given(), clock=str):
        assert arrived.arrival is not None or arrived.code
