"""Bytes -> documents: kinds of file, encodings, pages, languages, dates."""

from __future__ import annotations

import io
import json

import pytest

from sijill.errors import UsageError
from sijill.ingest import Given, Item, civil_date, from_bytes, gather, with_title
from sijill.script import problem

TEXT = "سقطت قذائف على أطراف القرية صباح اليوم ولم ترد أنباء عن إصابات بين السكان."
MORE = "وقال سكان في القرية إن القصف استمر نحو ساعة كاملة ثم توقف قبيل الظهر."


def one(name: str, data: bytes, **given: str) -> Item:
    (item,) = from_bytes(name, data, Given(**given))
    return item


def text_of(item: Item) -> str:
    assert item.document is not None, item.problem
    return item.document.text


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1256", "read as cp1256, not UTF-8"), ("utf-16", "read as UTF-16")],
)
def test_encodings(encoding: str, note: str) -> None:
    item = one("a.txt", TEXT.encode(encoding))
    assert (text_of(item), item.note) == (TEXT, note)


def test_text_is_kept_as_received() -> None:
    raw = "  " + TEXT + "\r\n\r\n" + MORE + "\n"
    assert text_of(one("a.txt", raw.encode())) == raw


def test_latin_text_in_an_old_encoding_is_refused() -> None:
    item = one(
        "a.txt", "Les forces armées ont bombardé le marché près du château hier soir".encode("latin-1")
    )
    assert item.document is None
    assert "unknown encoding" in item.problem


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("نیروهای مسلح پنج روستا را در نزدیکی مرز بمباران کردند و چند نفر کشته شدند گزارش شد", "fa"),
        ("فوج نے پہاڑی علاقے میں کارروائی کی جس میں تین افراد ہلاک ہوئے ہیں", "ur"),
        ("هێزەکان چوونە ناو گوندەکە و چەند کەسێکیان گرت لە نزیک شارەکە", "ku"),
        ("The town was shelled on Saturday night, residents said by telephone.", "en"),
    ],
)
def test_another_language_is_told(text: str, code: str) -> None:
    assert "not Arabic" in problem(text, "ar"), code


@pytest.mark.parametrize(
    "text", [TEXT, "عاجل", "قصف كوباني (Kobani) وكَركوك 🇮🇶", "گلولهٔ مدفعية سقطت على الحي"]
)
def test_arabic_is_taken(text: str) -> None:
    if "گ" in text:
        text = text + " " + TEXT * 4
    assert problem(text, "ar") == ""


def test_a_folder_that_is_not_there() -> None:
    item = one("a.jsonl", json.dumps({"id": "1", "lang": "xx", "text": TEXT}).encode())
    assert "language 'xx'" in item.problem


def test_line_says_more_than_the_caller() -> None:
    line = {
        "id": "1",
        "text": TEXT,
        "outlet": "نشرة الوادي",
        "published": "2024-03-10T22:00:00+03:00",
        "url": None,
    }
    item = one("a.jsonl", json.dumps(line).encode(), outlet="other", published="2020-01-01")
    assert item.document is not None
    assert (item.document.outlet, item.document.published) == ("نشرة الوادي", "2024-03-10")


def test_caller_fills_in() -> None:
    item = one("a.jsonl", json.dumps({"text": TEXT}).encode(), outlet="نشرة", published="2020-01-01")
    assert item.document is not None
    assert (item.document.id, item.document.outlet, item.document.published) == ("a-1", "نشرة", "2020-01-01")


def test_title_given_apart_is_the_first_line() -> None:
    assert with_title("خبر", TEXT) == "خبر\n" + TEXT
    assert with_title(TEXT[:20], TEXT) == TEXT
    assert with_title("", TEXT) == TEXT


def test_standard_input_is_told_by_how_it_begins() -> None:
    for data, ident in ((TEXT.encode(), "stdin"), (json.dumps({"id": "j", "text": TEXT}).encode(), "j")):
        (item,) = gather(["-"], Given(), io.BytesIO(data))
        assert item.document is not None
        assert item.document.id == ident


@pytest.mark.parametrize("wrong", ["10.3.2024", "2024-13-01", "2024-02-30", "yesterday", "2024"])
def test_dates_that_are_none(wrong: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        civil_date(wrong)


PAGE = """<!doctype html><html lang="ar"><head><title>قصف على القرية | نشرة الوادي</title>{head}</head>
<body><nav><a href="/">الرئيسية</a> <a href="/x">أخبار</a></nav><article><h1>قصف على القرية</h1><p>{one}</p><p>{two}</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(head: str) -> bytes:
    return PAGE.format(head=head, one=TEXT, two=MORE).encode()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-03-10T05:00:00Z",'
            '"publisher":{"name":"نشرة الوادي"}}]}</script><meta property="article:published_time" content="2024-03-11">',
            "2024-03-10",
        ),
        ('<meta property="article:published_time" content="2024-03-11T10:00:00+0300">', "2024-03-11"),
        ('<link rel="canonical" href="https://wadi.example/2024/3/9/news">', "2024-03-09"),
        ('<meta name="date" content="10 تشرين الثاني 2023">', ""),
        ("", ""),
    ],
)
def test_page_dates(head: str, published: str) -> None:
    item = one("p.html", page(head + '<meta property="og:site_name" content="نشرة الوادي">'))
    assert item.document is not None, item.problem
    assert item.document.published == published
    assert item.document.outlet == "نشرة الوادي"
    assert item.document.title == "قصف على القرية"
    assert item.document.text.split("\n")[0] == "قصف على القرية"
    assert TEXT in item.document.text
    assert "جميع الحقوق" not in item.document.text


def test_caller_outranks_what_was_found_in_a_page() -> None:
    item = one("p.html", page('<meta name="date" content="2024-01-01">'), published="2024-02-02", outlet="x")
    assert item.document is not None
    assert (item.document.published, item.document.outlet) == ("2024-02-02", "x")


def test_a_page_in_its_declared_encoding() -> None:
    data = (
        page("").decode().replace("<head>", '<head><meta charset="windows-1256">').encode("cp1256", "ignore")
    )
    assert TEXT in text_of(one("p.html", data))


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<a href='/a'>أخبار</a><a href='/b'>رياضة</a>", "<script>var a=1</script>"]
)
def test_pages_without_an_article(body: str) -> None:
    item = one("p.html", f"<html><body>{body}</body></html>".encode())
    assert item.document is None
    assert "no article" in item.problem
