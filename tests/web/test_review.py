"""The review queue in a real browser: twenty items by keyboard in an Arabic layout, undo, own keys, no scripts,
and two reviewers at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from sijill.decisions import standing
from sijill.incident import Decision
from sijill.ledger_commands import Adding, add_sources
from sijill.store import existing_ledger

Visit = Callable[..., Page]
ARABIC = {
    "KeyA": "ش", "KeyX": "ء", "KeyE": "ث", "KeyM": "ة", "KeyS": "س", "KeyU": "ع", "KeyG": "ل", "KeyC": "ؤ",
    "KeyJ": "ت", "KeyK": "ن", "KeyP": "ح", "KeyF": "ب", "Slash": "ظ",
}  # fmt: skip
PLAIN = {"Enter": ("Enter", "\r", 13), "Escape": ("Escape", "", 27), "Tab": ("Tab", "", 9), "ArrowDown": ("ArrowDown", "", 40)}  # fmt: skip
NAME = "أمل"
UNDONE = re.compile("Withdrawn|سُحب القرار")
MADE_UP = (
    ("open-1", "2024-03-05", "قصفت المدفعية بلدة تل الزعروري في ريف إدلب صباح السبت، وقتل أربعة مدنيين."),
    ("open-2", "2024-03-06", "شنت طائرات غارة على بلدة تلّ الزعرورى في ريف إدلب أمس."),
    ("open-3", "2024-03-06", "أعلنت المصادر وفاة ثلاثة أشخاص متأثرين بجراحهم."),
)


def add(ledger: Path, *documents: tuple[str, str, str]) -> None:
    """Put invented articles into the ledger."""
    path = ledger.with_suffix(".jsonl")
    lines = (
        {"id": ident, "published": day, "text": text, "outlet": "نشرة الوادي", "lang": "ar"}
        for ident, day, text in documents
    )
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert add_sources([str(path)], str(ledger), Adding(synthetic=True)) == 0


def decisions(ledger: Path) -> list[Decision]:
    with existing_ledger(str(ledger)) as opened:
        return opened.decisions()


def item(page: Page) -> str:
    return page.locator("form.judge [name=item]").get_attribute("value") or ""


def press(page: Page, code: str) -> None:
    """A real key, by its place; it writes what an Arabic layout writes there."""
    key, text, number = PLAIN.get(code) or (ARABIC[code], ARABIC[code], 0)
    session = page.context.new_cdp_session(page)
    event = {"code": code, "key": key, "windowsVirtualKeyCode": number or ord(code[-1])}
    session.send("Input.dispatchKeyEvent", {**event, "type": "keyDown", "text": text})
    session.send("Input.dispatchKeyEvent", {**event, "type": "keyUp"})
    session.detach()


def moved(page: Page, before: str) -> None:
    """Wait until another item, or none, is there and the focus is on its heading."""
    expect(page.locator(f"form.judge [name=item][value='{before}']")).to_have_count(0)
    expect(page.locator("#item")).to_be_focused()


def said(page: Page, words: str) -> None:
    """Wait until the page tells of a decision in these words and takes keys again."""
    expect(page.locator("#told")).to_contain_text(words)
    expect(page.locator("#item")).to_be_focused()


def start(visit: Visit, desk: str, path: str = "/review", name: str = NAME, **more: str) -> Page:
    """A reviewer who has said a name before."""
    page = visit(desk + "/settings", **more)
    page.locator("input[name=person]").fill(name)
    page.locator("form.stack button").click()
    page.wait_for_url(desk + "/")
    page.goto(desk + path)
    return page


def test_twenty_items_by_keyboard_alone_in_an_arabic_layout(desk: str, ledger: Path, visit: Visit) -> None:
    add(ledger, *MADE_UP)
    page = visit(desk + "/review", "ar")
    expect(page.locator("#item")).to_be_focused()
    first = item(page)
    press(page, "KeyA")
    expect(page.locator("form.judge [name=person]")).to_be_focused()  # nobody decides without a name
    assert decisions(ledger) == []
    for letter in NAME:
        page.keyboard.insert_text(letter)
    press(page, "Enter")
    moved(page, first)
    seen = [first]
    kinds = []
    while page.locator("form.judge").count() and len(seen) < 40:
        before = item(page)
        seen.append(before)
        kinds.append(before.split("-")[0])
        press(page, "KeyS" if kinds[-1] == "pair" else ("KeyA", "Enter", "KeyX")[len(seen) % 3])
        moved(page, before)
        expect(page.locator("#live")).to_contain_text(NAME)
    made = decisions(ledger)
    assert len(made) == len(seen) == len(set(seen))
    assert len(made) >= 20
    assert {d.by for d in made} == {f"person:{NAME}"}
    assert {"i", "pair", "place", "event"} <= set(kinds)
    assert {"confirm", "reject"} < {d.kind for d in made} == {"confirm", "reject", "split"}
    assert "لا شيء ينتظر" in page.locator("#item").inner_text()


def test_undo_takes_back_the_last_of_this_session_only(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk)
    assert page.locator("[data-action=undo]").count() == 0
    items = [item(page)]
    for _ in range(2):
        press(page, "KeyA")
        moved(page, items[-1])
        items.append(item(page))
    press(page, "KeyU")
    moved(page, items[2])
    assert item(page) == items[1]
    expect(page.locator("#live")).to_contain_text("سُحب القرار")
    press(page, "KeyU")
    moved(page, items[1])
    assert item(page) == items[0]
    assert page.locator("[data-action=undo]").count() == 0
    made = decisions(ledger)
    assert [(d.kind, d.withdraws) for d in made[2:]] == [("withdraw", 2), ("withdraw", 1)]
    assert standing(made) == ()
    other = start(visit, desk)
    press(other, "KeyU")
    assert len(decisions(ledger)) == 4


def test_keys_are_the_readers_own(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk)
    press(page, "Slash")
    expect(page.locator("#keys table")).to_be_visible()
    page.locator("[data-remap=accept]").focus()
    press(page, "Enter")
    press(page, "KeyX")
    expect(page.locator("#live")).to_contain_text("ارفض")  # taken already
    page.locator("[data-remap=accept]").focus()
    press(page, "Enter")
    press(page, "KeyF")
    expect(page.locator("#keys kbd[data-key=accept]")).to_contain_text("F ب")
    page.reload()
    expect(page.locator("#item")).to_be_focused()
    before = item(page)
    press(page, "KeyA")
    press(page, "KeyF")
    moved(page, before)
    assert len(decisions(ledger)) == 1
    press(page, "Slash")
    page.locator("#keys-on").uncheck()
    page.locator("#item").focus()
    press(page, "KeyF")
    page.wait_for_timeout(300)
    assert len(decisions(ledger)) == 1


def test_no_key_is_stolen_from_a_field(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk)
    note = page.locator("form.judge [name=note]")
    note.focus()
    for code in ("KeyA", "KeyX", "KeyU", "Slash"):
        press(page, code)
    assert note.input_value() == "شءعظ"
    page.locator("a[rel=next]").focus()
    before = item(page)
    press(page, "Enter")  # the link's own
    moved(page, before)
    assert decisions(ledger) == []


def test_a_key_pressed_before_the_next_item_is_there_decides_nothing(
    desk: str, ledger: Path, visit: Visit
) -> None:
    page = start(visit, desk)
    before = item(page)
    page.evaluate(
        """() => { for (let i = 0; i < 3; i++) document.body.dispatchEvent(
            new KeyboardEvent('keydown', {code: 'KeyA', key: '\u0634', bubbles: true})); }"""
    )
    moved(page, before)
    assert len(decisions(ledger)) == 1


def test_next_previous_and_on_where_it_stopped(desk: str, visit: Visit) -> None:
    page = start(visit, desk)
    first = item(page)
    press(page, "KeyJ")
    moved(page, first)
    second = item(page)
    press(page, "ArrowDown")
    moved(page, second)
    third = item(page)
    page.goto(desk + "/incidents")
    page.goto(desk + "/review")
    assert item(page) == third
    press(page, "KeyK")
    moved(page, third)
    assert item(page) == second
    press(page, "KeyA")
    moved(page, second)
    assert item(page) == third
    page.go_back()
    expect(page.locator(f"form.judge [name=item][value='{second}']")).to_have_count(1)
    expect(page.locator("#item + p")).to_contain_text("روجعت")  # what was decided is shown as decided


def test_edit_assign_comment_and_merge_by_keyboard(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk)
    here = item(page)
    press(page, "KeyE")
    expect(page.locator("details[data-action=edit] [name=field]")).to_be_focused()
    page.locator("details[data-action=edit] [name=value]").focus()
    page.keyboard.insert_text("7")
    press(page, "Enter")
    said(page, NAME)
    assert item(page) == here
    press(page, "KeyC")
    expect(page.locator("details[data-action=comment] [name=note]")).to_be_focused()
    page.keyboard.insert_text("انتظر التقرير الطبي")
    press(page, "Enter")
    said(page, "انتظر التقرير الطبي")
    press(page, "KeyG")
    expect(page.locator("details[data-action=assign] [name=to]")).to_be_focused()
    page.keyboard.insert_text("سعاد")
    page.locator("details[data-action=assign] [name=note]").focus()
    page.keyboard.insert_text("تعرف المنطقة")
    press(page, "Enter")
    moved(page, here)
    made = decisions(ledger)
    assert [(d.kind, d.value, d.to) for d in made] == [
        ("correct", "7", ""), ("comment", "", ""), ("state", "assigned", "سعاد")
    ]  # fmt: skip
    page.goto(desk + "/review?assignee=سعاد")
    assert item(page) == here
    assert page.locator(".facet a[aria-current]").count() == 0
    press(page, "KeyM")
    other = page.locator("details[data-action=merge] [name=other]")
    with existing_ledger(str(ledger)) as opened:
        second = next(i.id for i in opened.incidents() if i.id != here)
    other.focus()
    page.keyboard.insert_text(second)
    press(page, "Enter")
    said(page, NAME)
    assert decisions(ledger)[-1].kind == "merge"


def test_what_makes_no_sense_is_told_on_the_spot(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk, language="en")
    here = item(page)
    press(page, "KeyE")
    expect(page.locator("details[data-action=edit] [name=field]")).to_be_focused()
    page.locator("details[data-action=edit] [name=value]").fill("many")
    press(page, "Enter")
    expect(page.locator("#told")).to_contain_text("'many' is no figure")
    assert item(page) == here
    assert decisions(ledger) == []


def test_peer_review_needs_another_person(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk)
    here = item(page)
    press(page, "KeyP")
    expect(page.locator("details[data-action=peer] [name=note]")).to_be_focused()
    page.keyboard.insert_text("أرجو التحقق")
    press(page, "Enter")
    moved(page, here)
    page.goto(f"{desk}/review?at={here}")
    assert page.locator("button[value=finalise]").count() == 0
    assert "شخص آخر" in page.locator("form.judge").inner_text()
    token = page.locator("form.judge [name=token]").get_attribute("value") or ""
    seen = page.locator("form.judge [name=seen]").get_attribute("value") or ""
    form = {
        "token": token,
        "seen": seen,
        "item": here,
        "what": "finalise",
        "note": "x",
        "person": f" {NAME} ",
    }
    answer = httpx.post(desk + "/review", data=form, cookies={"sijill-token": token})
    assert answer.status_code == 400
    assert "فيجعلها نهائية شخص آخر" in answer.text
    second = start(visit, desk, f"/review?at={here}", "سعاد")
    press(second, "KeyA")
    expect(second.locator("form.judge [name=note]")).to_be_focused()  # a change of state has a comment
    second.keyboard.insert_text("تحققت")
    press(second, "Enter")
    moved(second, here)
    assert [(d.value, d.by) for d in decisions(ledger)] == [
        ("peer_review", f"person:{NAME}"),
        ("finalised", "person:سعاد"),
    ]
    second.goto(desk + "/review?state=finalised")
    assert item(second) == here
    with existing_ledger(str(ledger)) as opened:
        found = opened.incident(here)
    assert found is not None
    assert found.confirmed


def test_what_changed_after_a_look_waits_again(desk: str, ledger: Path, visit: Visit) -> None:
    text = "قصفت المدفعية مدينة سراقب في ريف إدلب صباح السبت، وقتل أربعة مدنيين."
    add(ledger, ("again-1", "2024-05-05", text))
    with existing_ledger(str(ledger)) as opened:
        here = next(i.id for i in opened.incidents() if i.reports[0].doc == "again-1")
        before = len(next(i for i in opened.incidents() if i.id == here).reports)
    page = start(visit, desk, f"/review?at={here}")
    press(page, "KeyA")
    moved(page, here)
    page.goto(desk + "/review?state=reviewed")
    assert item(page) == here
    add(
        ledger,
        (
            "again-2",
            "2024-05-06",
            "قتل أربعة مدنيين في قصف مدفعي على مدينة سراقب في ريف إدلب صباح السبت، وفق الدفاع المدني.",
        ),
    )
    with existing_ledger(str(ledger)) as opened:
        found = opened.incident(here)
    assert found is not None
    assert len(found.reports) > before
    page.goto(desk + "/review?state=updated")
    assert item(page) == here


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_two_reviewers_at_once(desk: str, ledger: Path, visit: Visit, scripts: str) -> None:
    one = start(visit, desk)
    two = start(visit, desk, name="سعاد", scripts=scripts)
    here = item(one)
    assert item(two) == here
    one.locator("button[value=accept]").click()
    moved(one, here)
    two.locator("button[value=reject]").click()
    expect(two.locator("#told")).to_contain_text("في هذه الأثناء")
    expect(two.locator("#told")).to_contain_text(NAME)
    assert item(two) == here
    assert [(d.kind, d.by) for d in decisions(ledger)] == [("confirm", f"person:{NAME}")]


def test_of_ten_at_the_same_moment_one_is_kept(desk: str, ledger: Path) -> None:
    shown = httpx.get(desk + "/review").text
    here, seen = (re.search(rf'name="{name}" value="([^"]+)"', shown)[1] for name in ("item", "seen"))

    def send(person: int) -> str:
        form = {"token": "t", "seen": seen, "item": here, "what": "accept", "person": f"reader {person}"}
        return httpx.post(desk + "/review", data=form, cookies={"sijill-token": "t"}, timeout=60).headers[
            "location"
        ]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))
    assert len(decisions(ledger)) == 1
    assert sum("told=meanwhile" in answer for answer in answers) == 9


def test_without_scripts_by_buttons(desk: str, ledger: Path, visit: Visit) -> None:
    page = visit(desk + "/review", scripts="off")
    assert not page.locator("#keys").is_visible()
    assert not page.locator("form.judge kbd").first.is_visible()
    page.locator("form.judge [name=person]").fill(NAME)
    seen = []
    for button in ("accept", "reject", "accept"):
        seen.append(item(page))
        page.locator(f"form.judge button[value={button}]").click()
        expect(page.locator(f"form.judge [name=item][value='{seen[-1]}']")).to_have_count(0)
        expect(page.locator("#told")).to_be_visible()
    assert len({*seen, item(page)}) == 4
    page.locator("[data-action=undo]").click()
    expect(page.locator("#told")).to_contain_text(UNDONE)
    assert item(page) == seen[-1]
    assert [d.kind for d in decisions(ledger)] == ["confirm", "reject", "confirm", "withdraw"]
    page.locator("details[data-action=comment] summary").click()
    page.locator("details[data-action=comment] [name=note]").fill("تعليق")
    page.locator("details[data-action=comment] button").click()
    expect(page.locator("#told")).to_contain_text("تعليق")
    assert item(page) == seen[-1]
    page.locator("a[rel=next]").click()
    expect(page.locator(f"form.judge [name=item][value='{seen[-1]}']")).to_have_count(0)


def test_a_pair_is_merged_or_kept_apart(desk: str, ledger: Path, visit: Visit) -> None:
    page = start(visit, desk, "/review?kind=pair")
    here = item(page)
    assert page.locator(".both blockquote").count() == 2
    press(page, "KeyS")
    moved(page, here)
    apart = decisions(ledger)[-1]
    assert (apart.kind, len(apart.these), len(apart.those)) == ("split", 1, 1)
    with existing_ledger(str(ledger)) as opened:
        assert len(set(opened.incidents_of((*apart.these, *apart.those)).values())) == 2
    page.goto(desk + f"/review?at={here}")
    expect(page.locator("#told")).to_have_count(0)
    press(page, "KeyU")
    expect(page.locator("#told")).to_contain_text(UNDONE)
    assert decisions(ledger)[-1].withdraws == apart.number
    page.goto(desk + "/review?kind=pair")
    assert item(page) == here
    press(page, "KeyM")
    moved(page, here)
    merged = decisions(ledger)[-1]
    with existing_ledger(str(ledger)) as opened:
        assert len(set(opened.incidents_of((*merged.these, *merged.those)).values())) == 1
    page.goto(desk + "/review?kind=pair&state=reviewed")
    assert "1" in page.locator(".facet a[aria-current]").inner_text()


def test_an_unknown_place_is_one_question_however_it_is_spelt(desk: str, ledger: Path, visit: Visit) -> None:
    add(ledger, *MADE_UP)
    page = start(visit, desk, "/review?kind=place")
    assert page.locator("#review ul.reports li").count() == 2
    press(page, "KeyX")
    expect(page.locator("#item")).to_have_text("لا شيء ينتظر")
    (made,) = decisions(ledger)
    assert (made.kind, len(made.these)) == ("reject", 2)
    add(ledger, ("open-4", "2024-03-08", MADE_UP[0][2] + " وتضررت منازل."))
    page.reload()
    expect(page.locator("#review ul.reports li")).to_have_count(1)


def test_nobody_decides_without_a_name_nor_from_elsewhere(desk: str, ledger: Path) -> None:
    form = {"token": "t", "seen": "1", "item": "i-0", "what": "accept"}
    assert httpx.post(desk + "/review", data=form, cookies={"sijill-token": "t"}).status_code == 400
    assert httpx.post(desk + "/review", data={**form, "person": "x"}).status_code == 400
    signed = {**form, "person": "x"}
    gone = httpx.post(desk + "/review", data=signed, cookies={"sijill-token": "t"})
    assert gone.headers["location"] == "/review?told=gone"
    wrong = httpx.post(desk + "/review", data={**signed, "seen": "x"}, cookies={"sijill-token": "t"})
    assert wrong.status_code == 400
    assert httpx.get(desk + "/review?state=nonsense").status_code == 400
    assert decisions(ledger) == []


def test_words_of_people_stay_text(desk: str, ledger: Path, visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)>"
    page = start(visit, desk, name=evil)
    here = item(page)
    press(page, "KeyC")
    expect(page.locator("details[data-action=comment] [name=note]")).to_be_focused()
    page.keyboard.insert_text(evil)
    press(page, "Enter")
    expect(page.locator("#told")).to_contain_text(evil)
    assert item(page) == here
    assert page.locator("img").count() == 0
