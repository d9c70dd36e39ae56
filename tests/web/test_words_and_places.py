"""Words and places on the desk: looked up, tried on the ledger, saved in the user's own folder, taken out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import NOW, Running

from sijill.gazetteer.own import imports
from sijill.lexicon import Speller
from sijill.own_words import own_words
from sijill.reader import load_reader
from sijill.records import Document, Reading, Report, Span
from sijill.web.serving import Serving
from sijill.web.trial import Trials, differences
from sijill.web.wordform import KINDS, drafted, fields_of

Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_WORDS", str(tmp_path / "words"))
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "places"))
    return tmp_path


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("مسيّرة", "weapon.drone"),
        ("المُسيَّرة", "weapon.drone"),
        ("weapon.drone", "weapon.drone"),
        ("Israel Defense", ""),
        ("taliban", "actor.taliban"),
        ("طالبان", "actor.taliban"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_entries_are_found_in_any_spelling(reading: str, asked: str, found: str) -> None:
    answer = httpx.get(reading + "/words", params={"q": asked}, cookies={"language": "en"}, timeout=60)
    assert answer.status_code == 200
    assert f'href="/words/{found}"' in answer.text if found else "<script>alert" not in answer.text


def test_an_entry_says_where_it_is_used(reading: str, visit: Visit) -> None:
    page = visit(reading + "/words/weapon.drone", "en")
    assert page.get_by_text("weapons/air.toml").count() == 1
    assert page.locator(".uses li").count() > 0
    page.locator(".uses a").first.click()
    page.wait_for_url("**/documents/*")
    expect(page.locator("mark.here").first).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/words/no.such/entry", "/places/place.no.where", "/words?number=x", "/places?number=-1"]
)
def test_nonsense_is_refused(reading: str, path: str) -> None:
    assert httpx.get(reading + path, timeout=60).status_code in (400, 404)


def fill(page: Page, **values: str) -> None:
    form = page.locator("form[action$='/test']")
    for name, value in values.items():
        box = form.locator(f"[name={name}]")
        box.select_option(value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)


WORD = {
    "name": "harvest",
    "verbs": "حصد/يحصد",
    "event_type": "attack",
    "frame": "attack",
    "found_in": "حصد المسلحون حافلة المدنيين",
    "source": "made up for a test",
}


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_word_is_tried_saved_and_taken_out(desk: str, visit: Visit, scripts: str) -> None:
    page = visit(desk + "/words/new", "ar", scripts=scripts)
    page.locator("a[href='/words/new?kind=weapons']").click()
    fill(
        page,
        name="vessel",
        nouns="سيارة مفخخة/سيارات مفخخة",
        weapon="mortar",
        found_in="انفجار سيارة مفخخة في السوق",
        source="made up for a test",
    )
    page.locator("form[action='/words/test'] button").click()
    expect(page.locator("[name=when_country][aria-invalid]"), "ours has it too").to_have_count(1)
    fill(page, when_country="SY")
    page.locator("form[action='/words/test'] button").click()
    expect(page.locator(".trial tbody tr").first).to_be_visible()
    assert own_words("ar") == {}
    page.locator("form[action='/words/save'] button").click()
    assert own_words("ar") == {}, "nobody signs for nobody"
    page.locator("form[action='/words/save'] [name=person]").fill("سامية")
    page.locator("form[action='/words/save'] button").click()
    page.wait_for_url("**/words/weapon.own.vessel")
    (entry,) = own_words("ar")["weapons"]
    assert (entry.by, str(entry.added)) == ("person:سامية", NOW[:10])
    page.goto(desk + "/words?kind=own")
    page.locator("a[href='/words/weapon.own.vessel']").click()
    page.locator("form[action='/words/take-out'] button").click()
    page.wait_for_url("**/words?*")
    assert own_words("ar") == {}
    assert httpx.get(desk + "/words/weapon.own.vessel", timeout=60).status_code == 404


def test_a_place_is_tried_saved_and_taken_out(desk: str, visit: Visit) -> None:
    page = visit(desk + "/places/new?name=كفر المثال", "ar")
    fill(page, english="Kafr Mithal", kind="village", at="35.90 36.80", inside="nowhere")
    page.locator("form[action='/places/test'] button").click()
    expect(page.locator("[name=inside][aria-invalid]")).to_have_count(1)
    fill(page, inside="إدلب")
    page.locator("form[action='/places/test'] button").click()
    expect(page.locator("#outcome")).to_have_count(1)
    assert imports() == []
    page.locator("form[action='/places/save'] [name=person]").fill("سامية")
    page.locator("form[action='/places/save'] button").click()
    page.wait_for_url("**/places/place.sy.kafr-mithal")
    assert [one.manifest.by for one in imports() if one.manifest] == ["person:سامية"]
    page.locator("form[action='/places/take-out'] button").click()
    page.wait_for_url("**/places?kind=own")
    assert imports() == []


def test_with_accounts_nobody_changes_anything_unasked(ledger: Path) -> None:
    """What each role may is in `access/test_roles.py`."""
    token = {"token": "t", "kind": "weapons", "ident": "x"}
    paths = ("test", "save", "take-out")
    serving = Serving(ledger=str(ledger), now=lambda: NOW, accounts="asked")
    with Running(serving) as running:
        for path in (f"{running.at}/{of}/{end}" for of in ("words", "places") for end in paths):
            answer = httpx.post(path, data=token, cookies={"sijill-token": "t"}, timeout=60)
            assert answer.status_code == 401, path
        assert httpx.get(running.at + "/words/new", timeout=60).status_code == 303


def test_what_was_not_tried_is_not_saved(desk: str) -> None:
    answer = httpx.post(
        desk + "/words/save",
        data={**WORD, "token": "t", "kind": "events", "person": "x", "seal": "0" * 64},
        cookies={"sijill-token": "t"},
        timeout=60,
    )
    assert answer.status_code == 422
    assert own_words("ar") == {}


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("name", "Not Good", "no_name"),
        ("verbs", "", "no_form"),
        ("event_type", "party", "no_code"),
        ("found_in", "", "missing"),
        ("source", "", "missing"),
        ("when_since", "soon", "no_day"),
        ("when_country", "Syria", "no_country"),
        ("note", "a\x00b", "control"),
        ("note", "x" * 500, "too_long"),
    ],
)
def test_errors_stand_with_their_field(field: str, value: str, key: str) -> None:
    lexicon = load_reader().language.lexicon
    draft = drafted("events", {**WORD, field: value}, lexicon, "2026-01-02", "")
    assert draft.entry is None
    assert key in {error.key for error in draft.errors}


def test_every_kind_has_a_form() -> None:
    lexicon = load_reader().language.lexicon
    assert isinstance(lexicon.speller, Speller)
    for kind in KINDS:
        for field in fields_of(kind, lexicon):
            assert field.sort != "choice" or field.choices, (kind, field.name)


def test_a_seal_is_good_for_one_draft_of_one_run() -> None:
    trials = Trials()
    assert trials.holds(("a", 1), trials.seal(("a", 1)))
    assert not trials.holds(("a", 2), trials.seal(("a", 1)))
    assert not Trials().holds(("a", 1), trials.seal(("a", 1)))
    assert not trials.holds(("a", 1), "ä")


def test_differences_are_told_report_by_report() -> None:
    one = Report(id="r1", event_type="attack", trigger=Span(text="a", start=0, end=1))
    two = Report(id="r1", event_type="attack", trigger=Span(text="b", start=2, end=3))
    document = Document(id="d", text="a b")
    empty, first = Reading(doc=document), Reading(doc=document, reports=(one,))
    both = msgspec.structs.replace(first, reports=(one, msgspec.structs.replace(two, id="r2")))
    assert [row.what for row in differences(empty, first, lambda _: ())] == ["added"]
    assert [row.what for row in differences(both, first, lambda _: ())] == ["gone"]
    assert list(differences(first, first, lambda _: ())) == []


def test_markup_in_an_entry_stays_text(desk: str, visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)>"
    page = visit(desk + "/words/new?kind=weapons", "en")
    fill(page, name="evil", forms="زعفرانة", weapon="mortar", found_in="سقطت زعفرانة هنا", source=evil)
    page.locator("form[action='/words/test'] button").click()
    page.locator("form[action='/words/save'] [name=person]").fill(evil)
    page.locator("form[action='/words/save'] button").click()
    page.wait_for_url("**/words/weapon.own.evil")
    assert page.locator("main img").count() == 0
    assert evil in page.locator("main").inner_text()
