"""Why words gave a value, for people: every rule of the bundled corpus has a name; and how a toll grew."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from sijill.filing import registry_of
from sijill.reader import load_reader
from sijill.store import existing_ledger
from sijill.web.growth import BASE, TOP, WIDTH, growth
from sijill.web.naming import Naming
from sijill.web.ruling import rule
from sijill.web.speech import LANGUAGES, Speech, texts


def naming(language: str) -> Naming:
    return Naming(Speech(language=language), registry_of())


def test_every_rule_of_the_corpus_is_told_in_arabic(filled: Path) -> None:
    with existing_ledger(str(filled)) as ledger:
        readings = [ledger.reading(entry.id) for _, entry in ledger.newest(1000, 0, "")]
    rules = {reason.rule for reading in readings if reading for reason in reading.reasons}
    assert len(rules) > 50
    arabic = naming("ar")
    assert [one for one in rules if re.search("[A-Za-z]", re.sub("<[^>]+>", "", rule(one, arabic)))] == []


def test_frames_prepositions_and_kinds_of_word_have_names() -> None:
    language = load_reader("ar").language
    frames = language.frames.frames
    wanted = [f"frame.{name}" for name in frames]
    wanted += [f"preposition.{name}" for frame in frames.values() for name in frame.functions]
    for code in LANGUAGES:
        assert sorted(key for key in wanted if key not in texts(code)) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("subject", "subject"),
        ("frame attack", "frame of the sentence: attack"),
        ("told as planned by a word beside it", "by a word beside it: planned"),
        ("same event: place +2.0, type +1.0", "the same event told again"),
        ("gazetteer: cue:town:+3.0", "the place was chosen by: word before it: town +3.0"),
        ("name not settled: area-named:place.sy.idlib", "the name is not settled: the area is named: Idlib"),
        ("a rule of <tomorrow>", "a rule of &lt;tomorrow&gt;"),
    ],
)
def test_rules_with_something_in_them(written: str, told: str) -> None:
    assert re.sub(r"</?bdi[^>]*>", "", rule(written, naming("en"))) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_growth_of_a_toll_has_numbers_and_days_at_its_axes(filled: Path, language: str) -> None:
    with existing_ledger(str(filled)) as ledger:
        drawn = [found for one in ledger.incidents() if (found := growth(one, Speech(language=language)))]
    assert drawn
    for one in drawn:
        numbers = [int(tick.words) for tick in one.numbers]
        assert numbers[0] == 0
        assert len(numbers) <= 6
        assert numbers[-1] >= max(dot.number for dot in one.dots)
        assert [tick.at for tick in one.numbers] == sorted((tick.at for tick in one.numbers), reverse=True)
        assert all(TOP <= dot.y <= BASE and 0 < dot.x < WIDTH for dot in one.dots)
        assert one.days[0].words
        ordered = [tick.at for tick in one.days]
        assert ordered == sorted(ordered, reverse=language == "ar")
        assert all(abs(a - b) > 100 for a, b in pairwise(ordered))


def test_arabic_digits_stand_at_the_axes_as_chosen(filled: Path) -> None:
    with existing_ledger(str(filled)) as ledger:
        one = next(found for i in ledger.incidents() if (found := growth(i, Speech(digits="arabic"))))
    assert one.numbers[0].words == "٠"
    assert not re.search("[0-9]", one.days[0].words)
