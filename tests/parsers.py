"""Every parser as a function of bytes that must end, without a crash: for the suite and for `make fuzz`.

What a parser raises on purpose (SijillError) is no crash. Seeds are good inputs of our own; the fuzzers change them.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from urllib.parse import parse_qsl

from sijill.errors import SijillError
from sijill.furniture import furniture, headline
from sijill.gazetteer.importing.formats import Reading, form_of
from sijill.gazetteer.importing.kinds import load_kinds
from sijill.ingest import Given, civil_date
from sijill.ingest.arrivals import arrivals
from sijill.ingest.dates import stamped_day
from sijill.ingest.robots import rules_for
from sijill.language import load_language
from sijill.lexicon import KINDS, read_entries
from sijill.own_words import written
from sijill.phrase import numbers_in, times_in
from sijill.reader import load_reader
from sijill.recognise import sentences
from sijill.records import Document
from sijill.web.asking import query_of

TEXT = (
    "قصفت المدفعية بلدة سراقب ليل السبت 9 آذار/مارس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة أكثر من عشرين.\n"
    "وقال مصدر محلي إن 12 صاروخا سقطت بين الساعة 3:30 والخامسة فجرا، «ولم تُعرف الحصيلة» حتى الآن.\n"
    "اقرأ أيضا: اشتباكات في ريف حلب\nعاجل | نزوح 1,500 عائلة منذ مطلع الشهر الماضي"
)
JSON = json.dumps({"id": "a", "text": TEXT, "published": "2024-03-10", "outlet": "نشرة"}, ensure_ascii=False)
PAGE = (
    "<html><head><meta property='og:title' content='خبر'><script type='application/ld+json'>"
    '{"@type":"NewsArticle","datePublished":"2024-03-10"}</script></head><body><article>'
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines() * 2)
    + "</article></body></html>"
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>نشرة</title><item><title>خبر</title>"
    f"<pubDate>Sun, 10 Mar 2024 10:00:00 GMT</pubDate><description>{TEXT}</description></item></channel></rss>"
)
TELEGRAM = json.dumps(
    {"name": "x", "type": "public_channel", "id": 1, "messages": [
        {"id": 1, "type": "message", "date": "2024-03-10T10:00:00", "text": [TEXT, {"type": "bold", "text": "x"}]}]}
)  # fmt: skip
MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>"
PLACES = "name_ar,name_en,kind,country,lat,lon,population\nكفر مثال,Kafr Mithal,village,SY,35.8,36.7,1200\n"
HDX = "ADM1_EN,ADM1_AR,ADM1_PCODE,lat,lon\nA,ألف,SY90,35.8,36.7\n"
ALPHABET = [
    *"قصفابتو والفلسين٠١٢٣9871.,:;«»\"'<>&/\\{}[]=-+|%\n\r\t \0",
    "ً",
    "ـ",
    "\u200f",
    "\ufeff",
    "الـ",
    "1e999",
]


def _warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "http://example.org/a", "response", io.BytesIO(PAGE.encode()), http_headers=headers
        )
    )
    return out.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["a"], "text": [TEXT], "published": ["2024-03-10"]}), out)
    return out.getvalue()


def _words(data: bytes) -> None:
    text, language = data.decode("utf-8", "replace"), load_language("ar")
    end = 0
    for token in language.tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.start
    for word, _ in language.phrase(text):
        assert word
    stretches = list(sentences(text, language))
    furniture(text, [(one.start, one.end) for one in stretches], language)
    headline(text, [(one.start, one.end) for one in stretches], language)


def _grammars(data: bytes) -> None:
    text, language = data.decode("utf-8", "replace"), load_language("ar")
    for anchor in (date(2024, 2, 29), None):
        for time in times_in(text, language, anchor):
            assert text[slice(*time.span)] == time.text
    for number in numbers_in(text, language):
        assert text[slice(*number.span)] == number.text


def _whole(data: bytes) -> None:
    load_reader().read(Document(id="x", text=data.decode("utf-8", "replace"), published="2024-03-10"))


def _file(ending: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{ending}"
            path.write_bytes(data)
            for came in arrivals([str(path)], Given(), clock=lambda: "2024-01-01T00:00:00Z"):
                assert came.arrival is not None or came.problem or came.code or came.note

    return run


def _lexicon(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.toml"
        path.write_bytes(data)
        for entry in read_entries(path, KINDS["weapons"]):
            written(entry)


@cache
def _kinds() -> object:
    return load_kinds()


def _places(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        reader = form_of(path, Reading(country="SY"), _kinds(), lambda *_: None)  # type: ignore[arg-type]
        list(reader.items())


def _query(data: bytes) -> None:
    query = query_of(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))
    again = query_of(parse_qsl(query.address()))
    assert again.pairs() == query.pairs()


def _days(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    stamped_day(text)
    rules_for(text, "sijill").allows(text)
    civil_date(text)


LEXICON = (
    '[[entry]]\nid = "weapon.x"\nsource = "x"\nadded = 2026-11-01\nforms = ["راجمة"]\nweapon = "rocket"\n'
)
QUERY = (
    "type=shelling&since=2024-03-01&until=2024-03-31&box=35,33,42,37&q=%D9%82&page=2&per_page=20&sort=voices"
)
PARSERS: dict[str, tuple[Callable[[bytes], None], Callable[[], bytes]]] = {
    "words and furniture": (_words, TEXT.encode),
    "numbers and times": (_grammars, TEXT.encode),
    "the reader": (_whole, TEXT.encode),
    "text": (_file(".txt"), TEXT.encode),
    "page": (_file(".html"), PAGE.encode),
    "JSON Lines": (_file(".jsonl"), lambda: f"{JSON}\n{JSON}\n".encode()),
    "JSON": (_file(".json"), lambda: f"[{JSON},{JSON}]".encode()),
    "Telegram": (_file(".json"), TELEGRAM.encode),
    "CSV": (_file(".csv"), lambda: f'id,text,published\na,"{TEXT}",2024-03-10\n'.encode()),
    "feed": (_file(".xml"), FEED.encode),
    "sitemap": (_file(".xml"), MAP.encode),
    "WARC": (_file(".warc"), _warc),
    "gzip": (_file(".jsonl.gz"), lambda: gzip.compress(JSON.encode(), mtime=0)),
    "Parquet": (_file(".parquet"), _parquet),
    "word lists": (_lexicon, LEXICON.encode),
    "places": (_places, PLACES.encode),
    "places of HDX": (_places, HDX.encode),
    "the desk's query": (_query, QUERY.encode),
    "days and robots": (_days, lambda: b"User-agent: *\nDisallow: /x\nCrawl-delay: 2\n2024-03-10T10:00:00Z"),
}


def changed(data: bytes, draw: Random) -> bytes:
    """The bytes with some of them cut out, doubled, replaced or put in, once or several times."""
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.choice((1, 2, 8, 64, 512)))
        match draw.randrange(6):
            case 0:
                data = data[:at] + data[end:]
            case 1:
                data = data[:end] + data[at:end] * draw.choice((1, 2, 50)) + data[end:]
            case 2:
                data = data[:at] + bytes(draw.randrange(256) for _ in range(end - at)) + data[end:]
            case 3:
                put = "".join(draw.choice(ALPHABET) for _ in range(draw.randrange(1, 9)))
                data = data[:at] + put.encode() + data[at:]
            case 4:
                data = data[:at]
            case _:
                other = draw.randrange(len(data) + 1)
                data = data[:at] + data[other : other + end - at] + data[end:]
    return data


def tried(name: str, data: bytes) -> None:
    """A parser with some bytes. Raises what it crashes with; what it raises on purpose is none."""
    with suppress(SijillError):
        PARSERS[name][0](data)
