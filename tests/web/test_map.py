"""Map and timeline in a real browser: circles open as lists, the brush and the dates are one, no other host."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

import sijill.web

Visit = Callable[..., Page]
BUILT = Path(sijill.web.__file__).parent / "static" / "built"
HEAVIEST = 600_000
WORLD = {"zoom": "3", "bounds": "-180,-85,180,85"}


def drawn(page: Page) -> Page:
    """The page once its map has its circles."""
    expect(page.locator("#map[data-circles]")).to_be_visible(timeout=30_000)
    return page


def whole(page: Page) -> Page:
    """The page once the outlines are drawn as well."""
    expect(page.locator("#map[data-ready]")).to_be_visible(timeout=60_000)
    return page


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def points(at: str, **query: str) -> dict:
    answer = httpx.get(f"{at}/incidents/points.json", params=WORLD | query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_list_map_and_timeline_are_of_one_query(reading: str) -> None:
    everything = points(reading)
    assert (
        everything["number"]
        == sum(f["properties"]["number"] for f in everything["features"]) + everything["unplaced"]
    )
    assert everything["unplaced"] > 0
    for query in (
        {"status": "disputed"},
        {"since": "2024-03-12"},
        {"q": "قصف"},
        {"country": "SY"},
        {"box": "35,32,38,37"},
    ):
        found = points(reading, **query)
        page = httpx.get(f"{reading}/incidents", params=query).text
        number = int(re.search(r'id="found">[^<]*<bdi dir="ltr">(\d+)', page)[1])
        assert 0 < found["number"] == number < everything["number"]
        for feature in found["features"]:
            told = feature["properties"]
            listed = points(reading, **query | {"box": told["box"]})
            assert listed["number"] == told["number"]
            assert sum(number for _, number in told["status"]) == told["number"]


def test_those_without_a_point_are_counted_whatever_the_area(reading: str, visit: Visit) -> None:
    unplaced = points(reading)["unplaced"]
    assert points(reading, box="35,32,38,37")["unplaced"] == unplaced
    page = visit(f"{reading}/incidents?box=35,32,38,37", scripts="off")
    page.locator("#unplaced").click()
    page.wait_for_url("**state=*")
    assert asked(page) == {"state": ["unplaced"]}
    assert page.locator("main table").last.locator("tbody tr").count() == unplaced
    assert page.locator("#map").count() == 0


@pytest.mark.parametrize(
    "query", ["zoom=x", "zoom=23", "zoom=-1", "bounds=1", "bounds=9,9,1,1", "bounds=nan,0,1,1", "zoom=٣"]
)
def test_nonsense_is_refused(reading: str, query: str) -> None:
    assert httpx.get(f"{reading}/incidents/points.json?{query}").status_code == 400


def test_outlines_are_kept_for_ever_under_their_digest(reading: str) -> None:
    page = httpx.get(f"{reading}/incidents").text
    address = re.search(r'data-lines="([^"]+)"', page)[1]
    answer = httpx.get(reading + address, timeout=60)
    assert answer.headers["content-type"] == "application/geo+json"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    plain = httpx.get(reading + address, headers={"accept-encoding": "identity"}, timeout=60)
    assert plain.json() == answer.json()
    assert httpx.get(reading + "/incidents/lines/0000000000000000.geojson").status_code == 404


def test_everything_that_is_built_stays_light() -> None:
    manifest = json.loads((BUILT / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    assert {"src/map.ts", "src/timeline.ts"} <= manifest.keys()
    files = [p for p in BUILT.rglob("*") if p.suffix in (".js", ".css", ".mjs")]
    assert sum(len(gzip.compress(p.read_bytes(), 9)) for p in files) < HEAVIEST


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_circle_opens_as_a_list(reading: str, visit: Visit, language: str) -> None:
    page = drawn(visit(reading + "/incidents", language))
    circle = page.locator(".circle").first
    number = int(circle.locator(".count").inner_text())
    assert number > 1
    circle.click()
    here = page.locator("#here")
    expect(here).to_be_focused()
    assert here.get_attribute("aria-live") == "polite"
    expect(here.locator("li")).to_have_count(number)
    expect(circle).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(here).to_be_hidden()
    expect(circle).to_be_focused()
    circle.click()
    here.locator("p a").click()
    page.wait_for_url(reading + "/incidents?box=*")
    expect(page.locator("#found bdi")).to_have_text(str(number))


def test_zooming_in_takes_a_circle_apart_and_loses_none(reading: str, visit: Visit) -> None:
    page = drawn(visit(reading + "/incidents", "en"))
    first = page.locator(".circle").first
    number = int(first.locator(".count").inner_text())
    first.click()
    with page.expect_response(lambda r: "points.json" in r.url):
        page.get_by_role("button", name="Zoom in here").click()
    expect(page.locator(".circle").first.locator(".count")).not_to_have_text(str(number))
    assert page.locator(".circle").count() > 1
    with page.expect_response(lambda r: "points.json" in r.url) as answer:
        page.get_by_role("button", name="Zoom out").click()
    assert "zoom=" in answer.value.url
    before = answer.value.url
    page.locator(".maplibregl-canvas").focus()
    with page.expect_response(lambda r: "points.json" in r.url) as answer:
        page.keyboard.press("ArrowRight")
    west, moved = (
        float(parse_qs(urlsplit(url).query)["bounds"][0].split(",")[0]) for url in (before, answer.value.url)
    )
    assert moved > west


def test_circles_are_one_stop_and_arrow_keys_go_between_them(reading: str, visit: Visit) -> None:
    page = drawn(visit(reading + "/incidents", "ar"))
    assert page.locator(".circle[tabindex='0']").count() == 1
    page.locator(".circle[tabindex='0']").focus()
    start = page.evaluate("document.activeElement.getBoundingClientRect().top")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className").startswith("circle")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > start
    assert page.locator(".circle[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("#here li").first).to_be_visible()


def test_the_area_that_is_seen_is_searched(reading: str, visit: Visit) -> None:
    page = drawn(visit(reading + "/incidents?type=shelling", "en"))
    page.get_by_role("button", name="Search in this area").click()
    page.wait_for_url("**box=*")
    assert asked(page)["type"] == ["shelling"]
    assert len(asked(page)["box"][0].split(",")) == 4
    page.locator("form.ask button").first.click()
    page.wait_for_url("**sort=*")
    assert "box" in asked(page)
    page.get_by_role("link", name="Show every area").click()
    page.wait_for_url(lambda url: "box=" not in url)
    assert "box" not in asked(page)
    assert asked(page)["type"] == ["shelling"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_brush_sets_the_dates_and_asks(reading: str, visit: Visit, language: str) -> None:
    page = visit(reading + "/incidents", language)
    bars = page.locator(".bars-of-time rect")
    days = [bar.get_attribute("data-since") for bar in bars.all()]
    box = page.locator("#timeline").bounding_box()
    wide = box["width"] / len(days)
    at = (lambda n: n) if language == "en" else (lambda n: len(days) - 1 - n)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + wide * (at(3) + 0.5), middle)
    page.mouse.down()
    page.mouse.move(box["x"] + wide * (at(6) + 0.5), middle, steps=5)
    expect(page.locator("[name=since]")).to_have_value(days[3])
    page.mouse.up()
    page.wait_for_url("**since=*")
    assert asked(page)["since"] == [days[3]]
    assert asked(page)["until"] == [days[6]]
    assert page.locator("#timeline .selection").bounding_box()["width"] > wide
    chosen = [bar.get_attribute("data-since") for bar in page.locator("rect.chosen").all()]
    assert chosen == days[3:7]


def test_typed_dates_move_the_brush_and_arrow_keys_move_the_dates(reading: str, visit: Visit) -> None:
    page = visit(reading + "/incidents", "ar")
    days = [bar.get_attribute("data-since") for bar in page.locator(".bars-of-time rect").all()]
    page.locator("[name=since]").fill(days[2])
    page.locator("[name=until]").fill(days[4])
    chosen = [bar.get_attribute("data-since") for bar in page.locator("rect.chosen").all()]
    assert chosen == days[2:5]
    first, last = page.get_by_role("slider").all()
    first.focus()
    # Time runs from right to left here, as the page does.
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name=since]")).to_have_value(days[3])
    assert first.get_attribute("aria-valuetext") == days[3]
    last.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=until]")).to_have_value(days[5])
    page.keyboard.press("Enter")
    page.wait_for_url("**since=*")
    assert asked(page)["until"] == [days[5]]


def test_without_scripts_a_table_of_places_and_plain_bars_stand(reading: str, visit: Visit) -> None:
    page = visit(reading + "/incidents", "ar", scripts="off")
    assert page.locator("#map").is_hidden()
    places = page.locator("#places tbody tr")
    assert places.count() > 3
    assert page.locator(".bars-of-time rect").first.is_visible()
    row = places.first
    number = row.locator("td bdi").first.inner_text()
    row.locator("a").click()
    expect(page.locator("#found bdi")).to_have_text(number)
    page.goto(reading + "/incidents")
    page.locator("details:not(#places) summary", has_text="الأعمدة").click()
    row = page.locator(".drawn table").last.locator("tbody tr").first
    number = row.locator("td bdi").last.inner_text()
    row.locator("a").click()
    page.wait_for_url("**since=*")
    assert int(page.locator("#found bdi").inner_text()) >= int(number)
    assert asked(page)["since"] == asked(page)["until"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_outlines_and_names_are_drawn(reading: str, visit: Visit, language: str, theme: str) -> None:
    page = whole(visit(reading + "/incidents", language, theme=theme))
    canvas = page.locator(".maplibregl-canvas")
    assert canvas.get_attribute("aria-label") == page.locator("#map").get_attribute("data-frame")
    with_names = len(canvas.screenshot())
    assert with_names > 12_000
    assert page.locator("#legend").is_visible()
    source = {"ar": "ناتشورال إيرث", "en": "Natural Earth"}[language]
    assert source in page.locator("#legend").inner_text()


def test_names_of_outlets_and_places_stay_text(reading: str) -> None:
    answer = httpx.get(
        reading + "/incidents/here", params={"q": "<script>alert(1)</script>", "box": "0,0,90,90"}
    )
    assert "<script>" not in answer.text
    assert answer.status_code == 200
