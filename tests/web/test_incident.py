"""The page of an incident in a real browser: compare, correct, cite, merge, split, take back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from sijill.incident import Incident
from sijill.store import existing_ledger

Visit = Callable[..., Page]


def incidents(ledger: Path) -> list[Incident]:
    with existing_ledger(str(ledger)) as opened:
        return sorted(opened.incidents(), key=lambda i: (-len(i.reports), i.id))


def disputed(ledger: Path) -> Incident:
    return next(
        i for i in incidents(ledger) if i.status == "disputed" and any(t.kind == "killed" for t in i.harm)
    )


def decide(page: Page, form: str) -> None:
    page.locator(f"form[action$='/{form}'] button").first.click()


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_newcomer_corrects_a_disputed_toll_and_cites_the_page(
    desk: str, ledger: Path, visit: Visit, scripts: str
) -> None:
    found = disputed(ledger)
    page = visit(desk + "/incidents", scripts=scripts)
    page.get_by_role("link", name="متنازع", exact=False).first.click()
    page.locator(f"a[href='/incidents/{found.id}']").click()
    page.get_by_role("link", name="قرّر", exact=True).click()
    form = page.locator("form[action$='/correct']")
    form.locator("[name=person]").fill("أمل")
    form.locator("[name=field]").select_option("killed")
    form.locator("[name=value]").fill("7")
    form.locator("[name=note]").fill("سجل المستشفى")
    form.locator("button").click()
    assert page.url == f"{desk}/incidents/{found.id}"
    row = page.locator("table.versions tr", has=page.locator("td strong bdi", has_text="7")).first
    assert "حدّده شخص" in row.inner_text()
    assert "أمل" in page.locator("#history + ol").inner_text()
    assert found.id in page.locator("#citation").inner_text()
    with existing_ledger(str(ledger)) as opened:
        (decision,) = opened.decisions()
    assert (decision.by, decision.field, decision.value, decision.note) == (
        "person:أمل",
        "killed",
        "7",
        "سجل المستشفى",
    )
    decide(page, "withdraw")
    with existing_ledger(str(ledger)) as opened:
        after = opened.incident(found.id)
    assert after is not None
    assert [t.best for t in after.harm] == [t.best for t in found.harm]


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
    form = page.locator("form[action$='/split']")
    form.locator("[name=person]").fill("Amal")
    form.locator("[name=reports]").last.check()
    form.locator("button").click()
    now = incidents(ledger)
    away = next(i for i in now if found.reports[-1].key in {t.key for t in i.reports})
    assert away.id != found.id
    page.goto(f"{desk}/incidents/{found.id}")
    form = page.locator("form[action$='/merge']")
    form.locator("[name=other]").fill(away.id)
    form.locator("button").click()
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
    for form in ("jsonl", "csv", "geojson", "acled", "ged", "plover", "reports-jsonl", "web-annotation"):
        answer = httpx.get(f"{reading}/incidents/{found.id}/download", params={"form": form})
        assert answer.status_code == 200
        assert len(answer.content) > 100
    assert httpx.get(f"{reading}/incidents/{found.id}/download?form=docx").status_code == 400
    assert httpx.get(f"{reading}/incidents/i-000000000000").status_code == 404
