"""Script attempts in articles, outlets, word lists and place names stay text: on the map, in the queue, among words
and places, in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Page
from tests.web.conftest import NOW, Running

from sijill.ledger_commands import Adding, add_sources
from sijill.own_words import own_words
from sijill.places_commands import NewPlace, taken_in
from sijill.reader import load_reader
from sijill.web import Serving

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(1)>{{7*7}}<svg onload=alert(1)>"
PLACE = "كفر الوسم"
ARTICLES = (
    (
        "one",
        f"وكالة {IMAGE}",
        f"قصفت المدفعية بلدة {PLACE} صباح السبت وقتل أربعة مدنيين بينهم طفلان، وقال الأهالي إن القصف استمر ساعات طويلة. {SCRIPT}{IMAGE}",
    ),
    ("two", SCRIPT, f"قصف مدفعي على {PLACE} السبت، ومقتل خمسة مدنيين، وفق مصادر. {IMAGE}"),
    ("three", f"نشرة {IMAGE}", f"شنت طائرات غارة على بلدة تل الزعروري{SCRIPT} في ريف إدلب أمس."),
    ("four", SCRIPT, f"أعلنت المصادر وفاة ثلاثة أشخاص متأثرين بجراحهم. {SCRIPT}"),
)
PAGES = (
    "/", "/incidents", f"/incidents?q={quote(SCRIPT)}", f"/incidents?outlet={quote(IMAGE)}", "/incidents/here",
    f"/incidents/here?admin1={quote(SCRIPT)}", "/review", "/review?kind=pair", "/review?kind=place", "/review?kind=event",
    f"/review?assignee={quote(IMAGE)}", f"/review?at={quote(SCRIPT)}&told={quote(IMAGE)}", "/words?kind=own",
    f"/words?q={quote(SCRIPT)}", "/words/weapon.own.evil", f"/words/{quote(IMAGE)}", "/places?kind=own",
    f"/places?q={quote(IMAGE)}", "/places/unknown", f"/places/new?name={quote(IMAGE)}", "/framing", "/tallies",
)  # fmt: skip
ALIVE = "script:not([src]), [onerror], [onload], a[href^='java' i], img[src=x]"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A desk whose articles, outlets, own words and own places are an attacker's."""
    monkeypatch.setenv("SIJILL_WORDS", str(tmp_path / "words"))
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "places"))
    english = f"Kafr {SCRIPT}{IMAGE}"
    taken_in(
        NewPlace(name=PLACE, kind="village", at="35.9,36.8", inside="إدلب", english=english, source=IMAGE)
    )
    source, ledger = tmp_path / "hostile.jsonl", tmp_path / "hostile.sijill"
    lines = (
        {"id": f"{ident}{SCRIPT}", "published": "2024-03-10", "outlet": outlet, "text": text, "title": IMAGE, "lang": "ar"}
        for ident, outlet, text in ARTICLES
    )  # fmt: skip
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert add_sources([str(source)], str(ledger), Adding()) == 0
    with Running(Serving(ledger=str(ledger), now=lambda: NOW)) as running:
        yield running.at


def add_word(page: Page, at: str) -> None:
    """An own weapon with hostile words in every field that takes any."""
    page.goto(f"{at}/words/new?kind=weapons")
    form = page.locator("form[action='/words/test']")
    fields = {"name": "evil", "forms": "زعفرانة", "found_in": f"سقطت زعفرانة هنا {SCRIPT}", "source": IMAGE}
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=weapon]").select_option("mortar")
    form.locator("button").click()
    page.locator("form[action='/words/save'] [name=person]").fill(IMAGE[:70])
    page.locator("form[action='/words/save'] button").click()
    page.wait_for_url("**/words/weapon.own.evil")
    assert "weapons" in own_words("ar")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_words_stay_text(hostile: str, browser: Browser, language: str) -> None:
    context = browser.new_context()
    context.add_cookies([{"name": "language", "value": language, "url": hostile}])
    page, wrong, shown = context.new_page(), [], ""
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
    add_word(page, hostile)
    place = next(one.id for one in load_reader("ar").gazetteer if one.name_ar == PLACE)
    for path in (*PAGES, f"/places/{place}"):
        answer = page.goto(hostile + path)
        assert answer is not None
        assert answer.status < 500, path
        raw = answer.text()
        assert [live for live in ("<script>alert", "<img src=x", "<svg onload") if live in raw] == [], path
        assert page.locator(ALIVE).count() == 0, path
        shown += page.locator("body").inner_text()
    page.goto(f"{hostile}/incidents")
    circle = page.locator(".circle").first
    circle.wait_for(timeout=30_000)
    circle.click()
    page.locator(".here li").first.wait_for()
    shown += page.locator(".here").first.inner_text() + (circle.get_attribute("aria-label") or "")
    assert page.locator(ALIVE).count() == 0
    context.close()
    assert wrong == []
    assert SCRIPT in shown
    assert IMAGE in shown
    assert "49" not in shown.split("onerror=alert(1)>", 1)[1][:12]


def test_points_of_the_map_are_data(hostile: str) -> None:
    answer = httpx.get(
        f"{hostile}/incidents/points.json",
        params={"zoom": "12", "bounds": "36.75,35.85,36.85,35.95"},
        cookies={"language": "en"},
    )
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    names = [feature["properties"]["name"] for feature in answer.json()["features"]]
    assert any(SCRIPT in name for name in names), names


def test_what_is_refused_stays_text_in_its_form(hostile: str, visit: Callable[..., Page]) -> None:
    for path, field in (("/words/new?kind=weapons", "name"), ("/places/new", "english")):
        page = visit(hostile + path, "en")
        form = page.locator("form[action$='/test']")
        for box in form.locator("input[required], textarea[required]").all():
            box.fill(IMAGE)
        form.locator(f"[name={field}]").fill(SCRIPT)
        form.locator("button").first.click()
        assert page.locator(f"form[action$='/test'] [name={field}]").input_value() == SCRIPT
        assert page.locator(ALIVE).count() == 0
