"""The pages of accounts in a real browser: both languages, any width, by keyboard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
PASSWORD = "correct horse battery"


def sign_in(page: Page, name: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_axe_violation_and_nothing_too_wide(
    guarded: Any, visit: Visit, at: Callable[[str], str], language: str, theme: str
) -> None:
    page = visit(guarded.at + "/login", language, theme=theme)
    wrong = []

    def look(where: str) -> None:
        found = Axe().run(page)
        wrong.extend([f"{where}: {found.generate_report()}"] if found.violations_count else [])
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{where} is wider than {width}")
        assert page.locator("html").get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[language]

    look("/login")
    sign_in(page, "nobody")
    look("/login, wrong")
    sign_in(page, "rana")
    page.wait_for_url(guarded.at + "/")
    look("/")
    page.goto(guarded.at + "/account")
    page.locator("input[name=name]").fill("x" * 60)
    page.locator("form[action='/account/tokens'] button").click()
    expect(page.locator("code.secret")).to_contain_text("sijill_")
    for path in ("", "/account", "/accounts", "/accounts/audit", at("/incidents/{single}"), "/settings"):
        if path:
            page.goto(guarded.at + path)
        if path == "/accounts":
            page.locator("details").first.locator("summary").click()
        look(path or "a token that was made")
    assert not wrong


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_from_signing_in_to_a_signed_decision_and_out(
    guarded: Any, visit: Visit, at: Callable[[str], str], scripts: str
) -> None:
    page = visit(guarded.at + "/", "ar", scripts=scripts)
    page.goto(guarded.at + at("/incidents/{single}"))
    expect(page.locator("h1")).to_have_text("تسجيل الدخول")
    assert page.locator("nav").count() == 0
    sign_in(page, "omar")
    page.wait_for_url(guarded.at + at("/incidents/{single}"))
    expect(page.locator(".who")).to_contain_text("omar")
    assert page.locator("input[name=person]").count() == 0
    page.locator("form[action$='/mark'] button").click()
    expect(page.locator("#history > ol")).to_contain_text("omar")
    page.locator(".who a[href='/account']").click()
    expect(page.locator("main")).to_contain_text("person:omar")
    page.locator(".who button").click()
    page.wait_for_url(guarded.at + "/login")
    page.goto(guarded.at + "/account")
    expect(page.locator("input[type=password]")).to_have_count(1)


def test_signing_in_by_keyboard_alone(guarded: Any, visit: Visit) -> None:
    page = visit(guarded.at + "/login?next=/tallies", "en")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "name":
            break
    page.keyboard.type("lina")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(guarded.at + "/tallies")


def test_the_language_is_switched_before_signing_in(guarded: Any, visit: Visit) -> None:
    page = visit(guarded.at + "/login?next=%2Ftallies", "ar")
    page.locator("form.choices button[value=en]").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert page.locator("input[name=next]").get_attribute("value") == "/tallies"


def test_an_admin_makes_an_account_and_reads_the_log(guarded: Any, visit: Visit) -> None:
    page = visit(guarded.at + "/login?next=/accounts", "en")
    sign_in(page, "rana")
    form = page.locator("form[action='/accounts']")
    form.locator("input[name=name]").fill("سلمى")
    form.locator("select").select_option("reviewer")
    form.locator("input[name=password]").fill("كلمات كثيرة طويلة")
    form.locator("button").click()
    expect(page.locator("section.person")).to_have_count(5)
    person = page.locator("section.person", has_text="lina")
    person.locator("summary").click()
    person.get_by_role("button", name="Disable").click()
    expect(page.locator("section.person", has_text="lina").locator("h3")).to_contain_text("disabled")
    page.locator("a[href='/accounts/audit']").click()
    page.wait_for_url("**/accounts/audit")
    expect(page.locator("tbody tr").nth(1)).to_be_visible()
    rows = page.locator("tbody tr").all_inner_texts()
    assert re.search(r"person:rana\s+disabled\s+lina", rows[0])
    assert re.search(r"person:rana\s+account made\s+سلمى\s+reviewer", rows[1])
