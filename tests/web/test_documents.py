"""Documents in a real browser: found, read with their marks, corrected; and a text pasted in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Page, expect

from sijill.store import existing_ledger
from sijill.web.marking import LAYERS, Mark, pieces

Visit = Callable[..., Page]
At = Callable[[str], str]
TEXT = "قصفت المدفعية بلدة سرمين شرق إدلب أمس، ما أدى إلى مقتل ثلاثة مدنيين. ونفى مصدر عسكري ذلك."
spans = st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(LAYERS))


@given(
    text=st.text(max_size=60),
    found=st.lists(spans, max_size=6),
    first=st.integers(0, 60),
    width=st.integers(0, 9),
)
def test_pieces_are_the_text(text: str, found: list[tuple[int, int, str]], first: int, width: int) -> None:
    marks = [
        Mark(layer, f"r1.{n}", a, min(len(text), a + w), text[a : a + w], Markup("x"))
        for n, (a, w, layer) in enumerate(found) if a < len(text)
    ]  # fmt: skip
    cut = pieces(text, marks, first, first + width)
    for paragraph in cut:
        assert "".join(p.text for p in paragraph) == text[paragraph[0].start : paragraph[-1].end]
        for piece in paragraph:
            assert piece.text == text[piece.start : piece.end]
            assert all(m.start <= piece.start and piece.end <= m.end for m in piece.marks)
    assert [line for line in text.split("\n") if line.strip()] == ["".join(p.text for p in q) for q in cut]


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_text_is_pasted_and_read_and_not_kept(desk: str, ledger: Path, visit: Visit, scripts: str) -> None:
    page = visit(desk + "/read", scripts=scripts)
    page.locator("textarea").fill(TEXT)
    page.locator("[name=published]").fill("2024-03-10")
    page.get_by_role("button", name="اقرأ", exact=True).click()
    assert page.locator("mark.act").first.inner_text() == "قصفت"
    assert page.locator("article.text").inner_text().strip() == TEXT
    assert "ثلاثة" in page.locator("mark.harm").first.inner_text()
    with existing_ledger(str(ledger)) as opened:
        assert opened.counts().documents == 72


def test_letters_stay_joined_under_marks(reading: str, at: At, visit: Visit) -> None:
    page = visit(reading + at("/documents/{doc}"))
    with_marks = page.locator("article.text p").first.bounding_box()
    assert page.locator("mark").count() > 5
    styles = page.evaluate(
        "[...document.querySelectorAll('mark')].map(m => getComputedStyle(m)).map(s => s.display + s.padding)"
    )
    assert set(styles) == {"inline0px"}
    page.evaluate("document.querySelectorAll('article.text p').forEach(p => p.textContent = p.textContent)")
    assert page.locator("article.text p").first.bounding_box() == with_marks


def test_marks_go_off_and_on(reading: str, at: At, visit: Visit) -> None:
    page = visit(reading + at("/documents/{doc}"), scripts="off")
    mark, box = page.locator("mark.act").first, page.locator("#show-act")
    on = page.locator("main:has(#show-act:checked) mark.act").count()
    assert on
    box.uncheck()
    assert page.locator("main:has(#show-act:checked) mark.act").count() == 0
    assert mark.is_visible()


def test_words_that_are_cited_are_shown_as_such(reading: str, filled: Path, visit: Visit) -> None:
    with existing_ledger(str(filled)) as opened:
        telling = next(opened.incidents()).reports[0]
        words = (opened.text(telling.doc) or "")[telling.start : telling.end]
    page = visit(f"{reading}/documents/{telling.doc}?from={telling.start}&to={telling.end}#here")
    assert "".join(page.locator("mark.here").all_inner_texts()) == words


def test_a_value_is_corrected_from_the_article(desk: str, ledger: Path, visit: Visit) -> None:
    with existing_ledger(str(ledger)) as opened:
        incident = next(i for i in opened.incidents() if any(t.kind == "killed" for t in i.harm))
        doc = next(
            v.said[0].report.rsplit("/", 1)[0] for t in incident.harm if t.kind == "killed" for v in t.values
        )
    page = visit(f"{desk}/documents/{doc}", "en")
    item = page.locator(f"li:has(.layer.harm):has(form[action='/incidents/{incident.id}/correct'])").first
    item.get_by_text("Correct", exact=True).first.click()
    item.locator("[name=person]").fill("Amal")
    item.locator("[name=value]").fill("9")
    item.locator("button").click()
    page.wait_for_url(f"{desk}/incidents/{incident.id}?did=*")
    with existing_ledger(str(ledger)) as opened:
        (decision,) = opened.decisions()
    assert decision.value == "9"
    assert "words «" in decision.note


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "<b>قصف</b>"]
)
def test_what_is_pasted_stays_text(reading: str, visit: Visit, attack: str) -> None:
    page = visit(reading + "/read")
    page.locator("textarea").fill(f"{TEXT}\n{attack}")
    page.locator("[name=outlet]").fill(attack)
    page.get_by_role("button", name="اقرأ", exact=True).click()
    expect(page.locator("article.text p").last).to_have_text(attack)
    assert page.locator("article.text script, article.text img, article.text b").count() == 0


def test_search_finds_any_spelling(reading: str, visit: Visit) -> None:
    page = visit(reading + "/documents")
    page.locator("[name=q]").fill("إدلب")
    page.locator("[name=q]").press("Enter")
    expect(page.locator("article.hit").first).to_be_visible()
    found = page.locator("article.hit").count()
    page.goto(reading + "/documents?q=بادلب")
    assert page.locator("article.hit").count() >= 1
    assert found >= 1


def test_nothing_there(reading: str) -> None:
    assert httpx.get(reading + "/documents/none").status_code == 404
    assert httpx.get(reading + "/documents?after=x").status_code == 400


def test_what_is_found_is_paged(reading: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sijill.web.documents.HITS", 5)
    seen: list[str] = []
    address = "/documents?q=قصف"
    while address:
        page = httpx.get(reading + address).text
        seen += re.findall(r'<article class="hit"><h3><a href="/documents/([^?"]+)', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) > 10
