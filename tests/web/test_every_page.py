"""What holds for every page: both languages, no axe violation, no other host, no script error, any width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.web.conftest import NOW, Running

from sijill.store import open_ledger
from sijill.web import Serving

Visit = Callable[..., Page]
At = Callable[[str], str]
PAGES = (
    "/",
    "/incidents",
    "/incidents?type=airstrike&since=2024-01-01",
    "/incidents?box=35,32,38,37",
    "/incidents?state=unplaced",
    "/incidents/{disputed}",
    "/incidents/{disputed}?open=all&field=status",
    "/incidents/{single}",
    "/documents",
    "/documents?q=قصف",
    "/documents/{doc}",
    "/read",
    "/tallies",
    "/framing",
    "/framing?about=actor.il-army",
    "/review",
    "/review?kind=pair",
    "/review?at={disputed}",
    "/review?state=finalised",
    "/words",
    "/words?kind=actors&q=israel",
    "/words?kind=own",
    "/words/weapon.drone",
    "/words/actor.il-army",
    "/words/new",
    "/words/new?kind=events",
    "/places",
    "/places?q=سراقب",
    "/places/place.sy.saraqib",
    "/places/unknown",
    "/places/new?name=سراقب",
    "/settings",
    "/api",
    "/nothing-here",
)
# What a theme changes is colours; all else axe looks at once, with every part of the page open.
EVERY_RULE = {"resultTypes": ["violations"]}
COLOURS = {**EVERY_RULE, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WIDTHS = (1920, 1280, 768, 360)
# What is set apart as a number, and does not read left to right.
MISORDERED = """() => [...document.querySelectorAll('bdi[dir=ltr]')].filter(bdi => {
    const node = bdi.firstChild, at = [];
    for (let i = 0; node && i < node.length; i++) {
        const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect(); if (box.width) at.push([Math.round(box.top), box.left]);
    }
    return at.some(([top, left], i) => i && top === at[i - 1][0] && left < at[i - 1][1]);
}).map(bdi => bdi.textContent)"""
# Ranges that nothing sets apart.
LOOSE = """() => {
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) {
        const text = walk.currentNode.data, around = walk.currentNode.parentElement;
        if (/[0-9][^A-Za-z]*[–-][^A-Za-z]*[0-9]/.test(text)
            && !around.closest('bdi, time, code, [dir=auto], script, style, svg')) found.push(text.trim());
    }
    return found; }"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_is_in_order(reading: str, visit: Visit, at: At, path: str, language: str) -> None:
    """One page loaded once, looked at in every way: a load takes longer than all that is asked of it."""
    page = visit(reading + at(path), language)
    assert page.locator("html").get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert page.evaluate(MISORDERED) == []
    assert page.evaluate(LOOSE) == []
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for theme, options in (("light", EVERY_RULE), ("dark", COLOURS)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{theme}: {found.generate_report()}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_headers(reading: str, at: At, path: str) -> None:
    answer = httpx.get(reading + at(path), timeout=60)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_the_language_is_switched_at_once_and_kept(reading: str, visit: Visit, at: At, path: str) -> None:
    page = visit(reading + at(path), "ar")
    page.locator("form.choices button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert unquote(page.url) == reading + at(path)
    page.goto(reading + "/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_foreign_host_is_refused(reading: str) -> None:
    assert httpx.get(reading, headers={"host": "evil.example"}).status_code == 421


def test_a_form_of_another_site_is_refused(reading: str) -> None:
    assert httpx.post(reading + "/settings", data={"language": "en"}).status_code == 400
    assert (
        httpx.post(reading + "/settings", data={"token": "x"}, cookies={"sijill-token": "y"}).status_code
        == 400
    )


def test_no_redirect_leaves_the_desk(reading: str) -> None:
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = httpx.post(
            reading + "/settings", data={"token": "t", "back": back}, cookies={"sijill-token": "t"}
        )
        assert answer.headers["location"] == "/"


@pytest.mark.parametrize("path", ["/", "/incidents", "/documents", "/review", "/tallies", "/framing"])
def test_an_empty_ledger_says_what_to_do(tmp_path: Path, path: str) -> None:
    open_ledger(str(tmp_path / "empty.sijill")).close()
    with Running(Serving(ledger=str(tmp_path / "empty.sijill"), now=lambda: NOW)) as running:
        answer = httpx.get(running.at + path)
    assert answer.status_code == 200
    assert answer.text.count("sijill add FILES") == 1
    assert "نظر شخص في كل شيء" not in answer.text
