"""Search finds an Arabic word however it is spelt, vocalised and prefixed, and takes nothing for an operator."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.store import Ledger
from tests.store.made import add, entry, incident, reading, report

SPELLINGS = [
    ("حلب", "وقع القصف بحلب أمس"),
    ("حلب", "إدلب والحلب والشام"),
    ("حلب", "قتلى في حَلَب"),
    ("حَلَب", "قتلى في حلب"),
    ("بحلب", "قصف على حلب"),
    ("وحلب", "قصف على حلب"),
    ("حلب", "فبحلب كان القصف"),
    ("ادلب", "ريف إدلب"),
    ("إدلب", "ريف ادلب"),
    ("أدلب", "بإدلب قتلى"),
    ("المدينة", "قصف مدينة"),
    ("مدينه", "قصف للمدينة"),
    ("مدينة", "والمدينة تحت القصف"),
    ("للمدينة", "هذه مدينة"),
    ("استهداف", "استهـ.ـداف موقع"),
    ("مستشفي", "قصف مستشفى"),
    ("٢٠٢٤", "عام 2024"),
    ("12", "قتل ١٢ شخصا"),
    ("ﺣﻠﺐ", "مدينة حلب"),
    ("حـــلب", "مدينة حلب"),
    ("HTS", "أعلنت hts ذلك"),
    ("قصف حلب", "حلب تحت القصف"),
]


@pytest.mark.parametrize(("words", "text"), SPELLINGS)
def test_a_word_is_found_however_it_is_written(ledger: Ledger, words: str, text: str) -> None:
    add(ledger, "d1", text=text)
    add(ledger, "d2", text="كلام آخر عن الطقس")
    assert [hit.doc for hit in ledger.search(words)] == ["d1"]


@pytest.mark.parametrize(
    ("words", "text"),
    [("حلب", "الحليب في الأسواق"), ("حلب", "حلبة السباق"), ("حلب دمشق", "قصف حلب"), ("ادلب", "دلب")],
)
def test_another_word_is_not_found(ledger: Ledger, words: str, text: str) -> None:
    add(ledger, "d1", text=text)
    assert ledger.search(words) == []


QUERIES = [
    '"حلب"',
    "حلب*",
    "(حلب",
    "حلب'",
    "حلب\\",
    "^حلب",
    "words:حلب",
    "-حلب",
    "حلب:*",
    "'حلب' & !",
    "حلب;--",
]


@pytest.mark.parametrize("words", QUERIES)
def test_quotes_and_signs_are_text(ledger: Ledger, words: str) -> None:
    add(ledger, "d1", text="words قصف حلب")
    assert [hit.doc for hit in ledger.search(words)] == ["d1"]


@pytest.mark.parametrize(
    "words", ["حلب OR دمشق", "حلب NOT دمشق", "NEAR(حلب دمشق)", "حلب | دمشق", "حلب AND دمشق"]
)
def test_operators_are_words(ledger: Ledger, words: str) -> None:
    """The document lacks a word of each query, so an operator that worked would find it."""
    add(ledger, "d1", text="قصف حلب")
    assert ledger.search(words) == []


@pytest.mark.parametrize("words", ["", "   ", "«»", "!؟", '"', "'", "_", "\0"])
def test_no_word_finds_nothing(ledger: Ledger, words: str) -> None:
    add(ledger, "d1")
    assert ledger.search(words) == []
    assert ledger.search("قصف", 0) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_any_query_is_only_text(ledger: Ledger, words: str) -> None:
    if not ledger.counts().documents:
        add(ledger, "d1")
    assert len(ledger.search(words)) <= 1


def test_the_words_are_shown_where_they_stand(ledger: Ledger) -> None:
    filler = "كلام طويل لا علاقة له بالأمر. " * 30
    text = f"{filler}سقط قتلى في قصفٍ على بلدة بحلب، وفي إِدلب أيضا. {filler}"
    keys = add(ledger, "d1", report("r1"), text=text)
    ledger.replace_incidents([], [incident("i1", *keys)], {}, "2024")
    (hit,) = ledger.search("القصف حلب ادلب")
    assert hit.snippet == text[hit.start : hit.end]
    assert [text[start:end] for start, end in hit.spans] == ["قصفٍ", "بحلب", "إِدلب"]
    assert all(hit.start <= start < end <= hit.end for start, end in hit.spans)
    assert len(hit.snippet) <= 240
    assert hit.incidents == ("i1",)
    assert hit.synthetic


def test_the_newest_come_first(ledger: Ledger) -> None:
    for doc, day in (("a", "2024-03-01"), ("b", "2024-03-03"), ("c", ""), ("d", "2024-03-02")):
        ledger.add(entry(doc, published=day), "قصف حلب", reading(doc, text="قصف حلب"), "1")
    assert [hit.doc for hit in ledger.search("حلب")] == ["b", "d", "a", "c"]
    assert [hit.doc for hit in ledger.search("حلب", 2)] == ["b", "d"]


def test_a_search_goes_on_after_a_document(ledger: Ledger) -> None:
    for at, day in enumerate(("2024-03-02", "2024-03-01", "2024-03-02", "", "2024-03-03")):
        doc, text = f"d{at}", "قصف حلب"
        ledger.add(entry(doc, text, published=day), text, reading(doc, (report("r1"),), text), "1")
    whole = [hit.doc for hit in ledger.search("حلب")]
    assert whole == ["d4", "d2", "d0", "d1", "d3"]
    for at, doc in enumerate(whole):
        assert [hit.doc for hit in ledger.search("حلب", after=doc)] == whole[at + 1 :]
    assert [hit.doc for hit in ledger.search("حلب", 2, "d4")] == ["d2", "d0"]
    assert ledger.search("حلب", after="no such document") == []


def test_the_state_moves_with_what_is_added(ledger: Ledger) -> None:
    before = ledger.state()
    assert (before.documents, before.readings, before.decisions, before.changes) == (0, 0, 0, 0)
    add(ledger, "d1", text="قصف حلب")
    after = ledger.state()
    assert (after.documents, after.readings) == (1, 1)
    assert ledger.state() == after


def test_the_newest_documents_with_one_of_several_phrases(ledger: Ledger) -> None:
    for ident, text, day in (
        ("d1", "قصف مدينة حلب", "2024-01-01"),
        ("d2", "هدوء في إدلب", "2024-03-01"),
        ("d3", "القصف على إدلب", "2024-02-01"),
        ("d4", "لا شيء هنا", "2024-04-01"),
    ):
        dated = msgspec.structs.replace(entry(ident, text), published=day)
        ledger.add(dated, text, reading(ident, (), text), "1")
    assert ledger.newest_with(["حلب", "إدلب"], 9) == ["d2", "d3", "d1"]
    assert ledger.newest_with(["حلب", "إدلب"], 2) == ["d2", "d3"]
    assert ledger.newest_with(["قصف إدلب"], 9) == ["d3"]
    assert ledger.newest_with(["", "!"], 9) == []
    assert ledger.newest_with([f"كلمة{n}" for n in range(120)] + ["هدوء"], 9) == ["d2"]
