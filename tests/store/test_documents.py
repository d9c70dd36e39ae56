"""What is added is found again as it was; a new reading supersedes and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.copies import Copy
from sijill.errors import InputError, LanguageError
from sijill.incident import Entry
from sijill.records import Count, Framing, Issue, Reading, Reason, Tally
from sijill.store import Ledger
from tests.store.made import TEXT, add, entry, reading, report


def test_a_document_is_kept_as_it_came(ledger: Ledger) -> None:
    given_entry = Entry(
        id="d1",
        sha256="ab12",
        outlet="Wadi Bulletin",
        outlet_id="outlet.wadi",
        url="https://wadi.example/1",
        title="عنوان",
        published="2024-03-09",
        dated_by="jsonld",
        retrieved="2024-03-10T08:00:00Z",
        origin="pages/a.html",
        synthetic=True,
    )
    ledger.add(given_entry, TEXT, reading("d1"), "0.1.0")
    assert ledger.entry("d1") == Entry(**{**_plain(given_entry), "voice": "d1"})
    assert [e.id for e in ledger.entries()] == ["d1"]
    assert ledger.text("d1") == TEXT
    assert [(e.id, words) for e, words in ledger.texts()] == [("d1", TEXT)]
    assert ledger.known("d1") == ("ab12", "0.1.0")
    assert ledger.by_sha256("ab12") == "d1"


def _plain(given_entry: Entry) -> dict[str, object]:
    return {name: getattr(given_entry, name) for name in Entry.__struct_fields__}


def test_what_is_not_there_is_none(ledger: Ledger) -> None:
    assert ledger.entry("x") is None
    assert ledger.text("x") is None
    assert ledger.reading("x") is None
    assert ledger.known("x") is None
    assert ledger.by_sha256("x") is None
    assert ledger.filed(["x/1-2"]) == []
    assert list(ledger.filed_all()) == []
    assert ledger.pending() == ledger.stale() == []


def test_a_reading_comes_back_whole(ledger: Ledger) -> None:
    read = reading(
        "d1", (report("r1"), report("r2", 4)), tallies=(Tally(measure="killed", count=Count(min=4)),)
    )
    read = Reading(
        doc=read.doc,
        reports=read.reports,
        tallies=read.tallies,
        framing=(Framing(category="condemning", text="x", start=0, end=1),),
        issues=(Issue(code="unknown-place", start=3, end=5),),
        reasons=(Reason(path="r1.time", rule="spread"),),
    )
    ledger.add(entry("d1"), TEXT, read, "1")
    assert ledger.reading("d1") == read


def test_filed_reports_carry_their_document_and_their_first_sentence(ledger: Ledger) -> None:
    assert add(ledger, "d1", report("r1", 0), report("r2", 0), report("r3", 70)) == (
        "d1/0-3",
        "d1/0-3.2",
        "d1/70-73",
    )
    (one,) = ledger.filed(["d1/0-3.2", "nowhere/0-1"])
    assert (one.key, one.doc, one.report.id, one.outlet) == ("d1/0-3.2", "d1", "r2", "Wadi Bulletin")
    assert (one.voice, one.synthetic, one.reader) == ("d1", True, "1")
    assert one.quote == TEXT[0:64].strip()


def test_reports_come_in_the_order_of_their_keys(ledger: Ledger) -> None:
    for doc in ("b", "a", "é", "A", "ب", "a/b", "a-b"):
        add(ledger, doc)
    keys = [one.key for one in ledger.filed_all()]
    assert keys == sorted(keys)
    assert keys == [one.key for one in ledger.filed(reversed(keys))]
    assert len(keys) == 7


def test_many_keys_at_once_and_many_pages(ledger: Ledger) -> None:
    with ledger.writing():
        for number in range(1203):
            add(ledger, f"d{number:05}", text="قصف")
    assert len(list(ledger.filed_all())) == 1203
    assert len(ledger.filed([f"d{n:05}/0-3" for n in range(3000)])) == 1203
    assert [e.id for e in ledger.entries()][-1] == "d01202"


def test_a_new_reading_supersedes(ledger: Ledger) -> None:
    add(ledger, "d1", report("r1", 0), report("r2", 4), report("r3", 10))
    ledger.settled(ledger.pending())
    changed = (report("r1", 0), report("r2", 4, "airstrike"), report("r3", 20))
    assert add(ledger, "d1", *changed, reader="2") == ("d1/4-7", "d1/20-23")
    assert ledger.pending() == ["d1/20-23", "d1/4-7"]
    assert ledger.stale() == ["d1/10-13"]
    assert [one.key for one in ledger.filed_all()] == ["d1/0-3", "d1/20-23", "d1/4-7"]
    assert {one.reader for one in ledger.filed_all()} == {"2"}
    assert ledger.known("d1") == (entry("d1").sha256, "2")
    read = ledger.reading("d1")
    assert read is not None
    assert read.reports == changed
    counts = ledger.counts()
    assert (counts.documents, counts.readings, counts.reports) == (1, 2, 3)


def test_a_report_that_comes_back_is_looked_at_again(ledger: Ledger) -> None:
    add(ledger, "d1", report("r1", 0))
    ledger.settled(ledger.pending())
    add(ledger, "d1", report("r1", 4), reader="2")
    ledger.settled([*ledger.pending(), *ledger.stale()])
    assert ledger.stale() == []
    assert add(ledger, "d1", report("r1", 0), reader="3") == ("d1/0-3",)
    assert (ledger.pending(), ledger.stale()) == (["d1/0-3"], ["d1/4-7"])


def test_a_pending_report_stays_pending_when_read_again(ledger: Ledger) -> None:
    add(ledger, "d1")
    assert add(ledger, "d1", reader="2") == ("d1/0-3",)
    assert ledger.pending() == ["d1/0-3"]


def test_other_words_under_a_known_id_are_refused(ledger: Ledger) -> None:
    add(ledger, "d1")
    with pytest.raises(InputError, match="other words") as refused:
        add(ledger, "d1", text=TEXT + " زيادة")
    assert refused.value.exit_code == 3
    assert ledger.text("d1") == TEXT
    assert ledger.counts().readings == 1


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_what_is_no_text_is_refused_before_anything_is_written(ledger: Ledger, bad: str) -> None:
    with pytest.raises(InputError, match="d1"):
        ledger.add(Entry(id="d1", sha256="x"), bad, reading("d1", text=bad), "1")
    with pytest.raises(InputError):
        ledger.add(Entry(id="d1", sha256="x", title=bad), "قصف", reading("d1"), "1")
    assert ledger.counts().documents == 0


def test_a_language_without_a_folder_is_refused_before_anything_is_written(ledger: Ledger) -> None:
    with ledger.writing():
        with pytest.raises(LanguageError):
            ledger.add(entry("d1", lang="xx"), TEXT, reading("d1"), "1")
        add(ledger, "d2")
    assert [e.id for e in ledger.entries()] == ["d2"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_any_text_comes_back_as_it_went_in(ledger: Ledger, words: str) -> None:
    ident = f"d{ledger.counts().documents}{words[:20]}"
    ledger.add(entry(ident, words, title=words), words, reading(ident, text=words), "1")
    found = ledger.entry(ident)
    assert ledger.text(ident) == words
    assert found is not None
    assert found.title == words


def test_tallies_and_framing_are_of_the_newest_readings(ledger: Ledger) -> None:
    first = Tally(measure="killed", count=Count(min=4, max=4), start=3, end=9)
    second = Tally(measure="killed", count=Count(min=5, max=5), start=3, end=9)
    loaded = Framing(category="condemning", text="عدوان", start=0, end=5)
    add(ledger, "d0")
    ledger.add(entry("d1"), TEXT, reading("d1", tallies=(first,), framing=(loaded,)), "1")
    ledger.add(entry("d1"), TEXT, reading("d1", tallies=(second, second), framing=(loaded,)), "2")
    assert [(t.key, t.tally.count.min) for t in ledger.tallies()] == [("d1/k3-9", 5), ("d1/k3-9.2", 5)]
    ((of, found),) = ledger.framing()
    assert (of.id, found) == ("d1", loaded)


def test_copies_are_one_voice(ledger: Ledger) -> None:
    for doc in ("d1", "d2", "d3"):
        add(ledger, doc)
        under = ["1:aa", "2:bb"] if doc != "d3" else ["1:cc"]
        ledger.put_bands({doc: under, "nowhere": ["1:aa"]}, {"d1": ["1:aa"]})
    assert ledger.unfiled() == []
    assert ledger.under(["1:aa", "9:zz"]) == ["d1", "d2"]
    assert ledger.leaders(["1:aa", "2:bb"]) == {"1:aa": ["d1"], "2:bb": []}
    assert ledger.bands_of(["d1", "d9"]) == {"d1": {"1:aa": True, "2:bb": False}}
    ledger.step_down({"d1": ["1:aa"]})
    assert ledger.leaders(["1:aa"]) == {"1:aa": []}
    ledger.put_bands({"d2": ["1:dd"]}, {})
    assert ledger.under(["1:aa", "2:bb"]) == ["d1"]
    copy = Copy(a="d1", b="d2", verdict="copy", jaccard=0.5, contained=0.75, whole="d2")
    ledger.put_copies([copy, msgspec.structs.replace(copy, b="d3", whole="")])
    assert ledger.copies_of(["d2"]) == [copy]
    ledger.put_copies([msgspec.structs.replace(copy, jaccard=1.0)])
    assert [c.jaccard for c in ledger.copies_of(["d1"])] == [1.0, 0.5]
    ledger.drop_copies([("d1", "d2")])
    assert [c.b for c in ledger.copies_of(["d1"])] == ["d3"]
    ledger.set_voices({"d1": "d1", "d2": "d1"})
    assert [e.voice for e in ledger.entries()] == ["d1", "d1", "d3"]
    assert [one.voice for one in ledger.filed_all()] == ["d1", "d1", "d3"]
    assert ledger.counts().voices == 2
    ledger.set_voices({"d2": "d2"})
    assert ledger.counts().voices == 3


def test_the_voice_of_an_entry_is_kept(ledger: Ledger) -> None:
    ledger.add(entry("d2", voice="d1"), TEXT, reading("d2"), "1")
    found = ledger.entry("d2")
    assert found is not None
    assert found.voice == "d1"


def test_it_is_all_there_when_opened_again(opened: Callable[[], Ledger]) -> None:
    first = opened()
    add(first, "d1", report("r1"), report("r2", 9))
    first.close()
    again = opened()
    assert [one.key for one in again.filed_all()] == again.pending() == ["d1/0-3", "d1/9-12"]
    assert again.counts().synthetic == 1


def test_issues_are_of_the_newest_readings_and_read_on(ledger: Ledger) -> None:
    unknown = Issue(code="unknown-place", text="تل", start=3, end=5)
    open_reading = msgspec.structs.replace(reading("d1"), issues=(unknown,))
    assert list(ledger.issues()) == []
    ledger.add(entry("d1"), TEXT, open_reading, "1")
    ledger.add(entry("d2"), TEXT, reading("d2"), "1")
    ((number, of, found),) = ledger.issues()
    assert (of.id, found) == ("d1", (unknown,))
    assert [(of.id, found) for _, of, found in ledger.issues(number)] == [("d2", ())]
    ledger.add(entry("d1"), TEXT, reading("d1"), "2")
    assert list(ledger.issues()) == []
    assert [of.id for _, of, _ in ledger.issues(number)] == ["d2", "d1"]


def test_the_reasons_of_the_newest_readings(ledger: Ledger) -> None:
    assert (list(ledger.reasons(9)), ledger.last_reading()) == ([], 0)
    why = Reason(path="r1.trigger", rule="frame attack", entry="event.shelling", start=0, end=3)
    for doc in ("d1", "d2", "d3"):
        add(ledger, doc)
    told = msgspec.structs.replace(reading("d2", (report("r1"),)), reasons=(why,))
    ledger.add(entry("d2"), TEXT, told, "2")
    assert [(e.id, r) for e, r in ledger.reasons(2)] == [("d2", (why,)), ("d3", ())]
    assert [e.id for e, _ in ledger.reasons(99)] == ["d1", "d2", "d3"]
    assert ledger.last_reading() == 4
