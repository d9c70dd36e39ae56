"""English sentences as news tells them: which events each tells, whose words, who was hurt, and by whom."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sijill
from sijill.language import load_language
from sijill.reader import Reader, trial_reader
from sijill.records import Document, Reading
from sijill.script import language_of, problem

CORPUS = Path(sijill.__file__).parent / "lang" / "en" / "corpus" / "sentences.toml"
CASES = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]
HEADING = "News from the region in brief\n\n"
HARM = ("killed", "wounded", "arrested")


@pytest.fixture(scope="module")
def english() -> Reader:
    return trial_reader("en")  # of its own: what other tests add to the shared one is none of it


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Document(id="x", lang="en", published="2024-03-16", text=text))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_what_a_sentence_tells(english: Reader, case: dict[str, object]) -> None:
    found = read(english, HEADING + str(case["text"])).reports
    told = [r.event_type + "!" * (r.realis == "denied") for r in found if r.realis in ("actual", "denied")]
    assert sorted(told) == sorted(case["events"])  # type: ignore[call-overload]
    for kind in HARM:
        if kind in case:
            assert case[kind] in [h.count.min for r in found for h in r.harm if h.kind == kind]
    for role in ("attacker", "target"):
        if role in case:
            words = [p.text for r in found for p in r.participants if p.role == role]
            assert any(str(case[role]) in text for text in words), words
    if "source" in case:
        assert any(str(case["source"]) in s.text for r in found for s in r.sources)


def test_enough_sentences() -> None:
    assert len(CASES) >= 80
    assert sum(not case["events"] for case in CASES) >= 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US-led forces", ["u.s.", "led", "forces"]),
        ("Yemen\u2019s Sana'a airport", ["yemen", "'s", "sanaa", "airport"]),
        ("1,200 people at 3.5 km", ["1,200", "people", "at", "3.5", "km"]),
        ("They didn't say", ["they", "did", "not", "say"]),
        ("an F-16 and an F16", ["an", "f16", "and", "an", "f16"]),
        ("a 12-year-old boy", ["a", "12", "year", "old", "boy"]),
        ("the rebels' base", ["rebels", "'s", "base"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    tokens = load_language("en").tokens(text)
    assert [t.norm for t in tokens] == words
    assert all(text[t.start : t.end] == t.text for t in tokens)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Lt. Col. Smith of the U.S. Army said so.", 1),
        ("It began at 5 a.m. The army left.", 2),
        ("They fought in the U.S. The army left.", 2),
    ],
)
def test_full_stops(text: str, ends: int) -> None:
    assert sum(t.norm == "." for t in load_language("en").tokens(text)) == ends


def test_spans_are_of_the_text(english: Reader) -> None:
    text = "Two Israeli air strikes hit a school in northern Gaza on Monday, medics said."
    (report,) = read(english, text).reports
    for part in (report.trigger, *report.participants, *report.weapons):
        assert text[part.start : part.end] == part.text


def test_a_text_is_read_in_its_own_language() -> None:
    english = "The army said on Monday that it had shelled the village and that three men were killed."
    french = "Une explosion a secoué hier le centre de la ville, selon des témoins présents sur place."
    assert language_of(english, "ar") == "en"
    assert language_of(french, "ar") == "ar"
    assert problem(french, "en")
    assert not problem(english, "en")
