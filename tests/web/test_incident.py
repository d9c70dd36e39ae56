"""The page of an incident in a real browser: compare, correct, cite, merge, split, take back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from sijill.incident import Incident
from sijill.store import existing_ledger
from sijill.web.incidents import ENDINGS

Visit = Callable[..., Page]


def incidents(ledger: Path) -> list[Incident]:
    with existing_ledger(str(ledger)) as opened:
        return sorted(opened.incidents(), key=lambda i: (-len(i.reports), i.id))


def disputed(ledger: Path) -> Incident:
    return next(
        i for i in incidents(ledger) if i.status == "disputed" and any(t.kind == "killed" for t in i.harm)
    )


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_newcomer_corrects_a_disputed_toll_cites_the_page_and_takes_it_back(
    desk: str, ledger: Path, visit: Visit, scripts: str
) -> None:
    """From the first page on by what is written there alone: no address is typed, no manual read."""
    found = disputed(ledger)
    page = visit(desk, scripts=scripts)
    page.get_by_role("link", name="متنازع فيه أو منفي").click()
    page.locator("tbody tr", has=page.locator(f"a[href='/incidents/{found.id}']")).get_by_role("link").click()
    row = page.locator("table.versions tr.differ", has=page.get_by_role("rowheader", name="القتلى")).first
    assert "الأصوات تختلف" in row.inner_text()
    row.get_by_role("link", name="صحّح").click()
    expect(page.get_by_label("الحقل")).to_have_value("killed")
    form = page.get_by_role("group", name="صحّح قيمة")
    form.get_by_label("اسمك").fill("أمل")
    form.get_by_label("القيمة الصحيحة").fill("٧")
    form.get_by_label("السبب").fill("سجل المستشفى")
    form.get_by_role("button", name="صحّح").click()
    told = page.get_by_role("status")
    expect(told).to_be_visible()
    assert [word in told.inner_text() for word in ("حُفظ", "القتلى", "7", "أمل", "سجل المستشفى")] == [True] * 5
    row = page.locator("table.versions tr", has=page.get_by_role("rowheader", name="القتلى")).first
    assert row.locator("strong").inner_text() == "7"
    assert "حدّده أمل" in row.inner_text()
    told.get_by_role("link", name="استشهد بهذه الصفحة").click()
    citation = page.locator("#citation")
    expect(citation).to_be_in_viewport()
    assert citation.bounding_box()["y"] < 900  # type: ignore[index]
    assert f"/incidents/{found.id}" in citation.inner_text()
    with existing_ledger(str(ledger)) as opened:
        (decision,) = opened.decisions()
    assert (decision.by, decision.field, decision.value, decision.note) == (
        "person:أمل", "killed", "7", "سجل المستشفى",
    )  # fmt: skip
    told.get_by_role("button", name="تراجع").click()
    expect(page.get_by_role("status")).to_contain_text("سُحب")
    with existing_ledger(str(ledger)) as opened:
        after = opened.incident(found.id)
    assert after is not None
    assert [t.best for t in after.harm] == [t.best for t in found.harm]


def test_sections_that_are_folded_open_by_the_contents_by_keyboard_and_on_paper(
    reading: str, filled: Path, visit: Visit
) -> None:
    page = visit(f"{reading}/incidents/{disputed(filled).id}")
    contents = page.get_by_role("navigation", name="في هذه الصفحة")
    folded = page.locator("#sources blockquote").first
    assert not folded.is_visible()
    contents.get_by_role("link", name="التقارير", exact=True).focus()
    page.keyboard.press("Enter")
    expect(folded).to_be_visible()
    page.reload()
    page.goto(page.url.split("#")[0])
    page.locator("#sources").locator("xpath=../summary").focus()
    page.keyboard.press("Enter")
    expect(folded).to_be_visible()
    page.goto(page.url.split("#")[0] + "?")
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    page.emulate_media(media="screen")
    contents.get_by_role("link", name="افتح كل الأقسام").click()
    expect(folded).to_be_visible()
    expect(page.locator("details.part:not([open]) > div")).to_have_count(0)


def test_nobody_decides_without_a_name(desk: str, ledger: Path) -> None:
    found = disputed(ledger)
    answer = httpx.post(
        f"{desk}/incidents/{found.id}/mark",
        data={"token": "t", "kind": "confirm"},
        cookies={"sijill-token": "t"},
    )
    assert answer.status_code == 400
    with existing_ledger(str(ledger)) as opened:
        assert opened.decisions() == []


def test_what_makes_no_sense_is_refused_with_a_message(desk: str, ledger: Path, visit: Visit) -> None:
    found = disputed(ledger)
    page = visit(f"{desk}/incidents/{found.id}", "en")
    form = page.locator("form[action$='/correct']")
    form.locator("[name=person]").fill("Amal")
    form.locator("[name=value]").fill("many")
    with page.expect_response("**/correct") as told:
        form.locator("button").click()
    assert told.value.status == 400
    assert "'many' is no figure" in page.locator("main").inner_text()


def test_split_and_merge_again(desk: str, ledger: Path, visit: Visit) -> None:
    found = disputed(ledger)
    page = visit(f"{desk}/incidents/{found.id}", "en")
    page.locator("summary", has_text="Some reports").click()
    form = page.locator("form[action$='/split']")
    form.locator("[name=person]").fill("Amal")
    form.locator("[name=reports]").last.check()
    form.locator("button").click()
    expect(page.locator("#did")).to_be_visible()
    now = incidents(ledger)
    away = next(i for i in now if found.reports[-1].key in {t.key for t in i.reports})
    assert away.id != found.id
    page.goto(f"{desk}/incidents/{found.id}")
    page.locator("details:has(form[action$='/merge']) > summary").click()
    form = page.locator("form[action$='/merge']")
    form.locator("[name=other]").fill(away.id)
    form.locator("button").click()
    expect(page.locator("#did")).to_be_visible()
    assert len(
        next(i for i in incidents(ledger) if found.reports[0].key in {t.key for t in i.reports}).reports
    ) == len(found.reports)


def test_an_old_id_leads_to_the_new_one(desk: str, ledger: Path, visit: Visit) -> None:
    first, second = incidents(ledger)[:2]
    answer = httpx.post(
        f"{desk}/incidents/{first.id}/merge", data={"token": "t", "other": second.id, "person": "Amal"},
        cookies={"sijill-token": "t"}, follow_redirects=True,
    )  # fmt: skip
    assert answer.status_code == 200
    kept = {i.id for i in incidents(ledger)}
    old = ({first.id, second.id} - kept).pop()
    moved = httpx.get(f"{desk}/incidents/{old}")
    assert moved.status_code == 301
    assert moved.headers["location"].removeprefix("/incidents/") in kept


def test_every_quoted_word_is_in_its_article(reading: str, filled: Path, visit: Visit) -> None:
    found = disputed(filled)
    page = visit(f"{reading}/incidents/{found.id}")
    words = page.locator("table.versions a.words")
    assert words.count() > 10
    with existing_ledger(str(filled)) as opened:
        for link in words.all():
            address = link.get_attribute("href") or ""
            doc = address.split("/documents/")[1].split("?")[0]
            first, last = (int(part.split("=")[1].split("#")[0]) for part in address.split("?")[1].split("&"))
            assert (opened.text(doc) or "")[first:last] == link.inner_text()[1:-1]


def test_each_format_downloads(reading: str, filled: Path) -> None:
    found = disputed(filled)
    for form in ENDINGS:
        answer = httpx.get(f"{reading}/incidents/{found.id}/download", params={"form": form})
        assert answer.status_code == 200
        assert len(answer.content) > 100
    assert httpx.get(f"{reading}/incidents/{found.id}/download?form=docx").status_code == 400
    assert httpx.get(f"{reading}/incidents/i-000000000000").status_code == 404


def test_on_paper_nothing_of_the_comparison_is_cut(reading: str, filled: Path, visit: Visit) -> None:
    page = visit(f"{reading}/incidents/{disputed(filled).id}", width=700)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    table = page.locator("table.versions")
    assert table.evaluate("t => t.scrollWidth <= t.parentElement.clientWidth")
    cells = "t => [...t.querySelectorAll('td:not(.none)')].every(c => c.scrollWidth <= c.clientWidth + 1)"
    assert table.evaluate(cells)
    assert page.locator("form:visible, .fix:visible").count() == 0
