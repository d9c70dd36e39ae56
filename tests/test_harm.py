"""Harm: who was killed, wounded or taken, told in short sentences of our own."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import sijill
from sijill import harm
from sijill.arguments import Clause
from sijill.figures import same_figure, vague_again
from sijill.harm import HarmMention
from sijill.language import load_language
from sijill.matching import find
from sijill.recognise import recognise, sentences
from sijill.records import Count

CORPUS = Path(sijill.__file__).parent / "lang" / "ar" / "corpus" / "harm.toml"
CASES = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]


def figures(text: str) -> list[HarmMention]:
    """The harm of the sentences of a text."""
    language = load_language("ar")
    found: list[HarmMention] = []
    for stretch in sentences(text, language):
        matches = [m for m in find(stretch.tokens, language.lexicon.root) if m.kind != "places"]
        seen = recognise(stretch, matches, language, date(2024, 5, 6), None)
        found.extend(harm.find(Clause(seen, text, language.frames, {})))
    return found


def written(figure: HarmMention) -> str:
    """A figure as the corpus writes it."""
    low, high = ("-" if n is None else str(n) for n in (figure.count.min, figure.count.max))
    return f"{figure.kind} {figure.who} {low} {high}" + (" part" if figure.whole is not None else "")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_figures_and_victims(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = figures(text)
    assert [written(f) for f in found] == case["harm"]
    assert [f.victim.text for f in found if f.victim is not None and f.whole is None] == case["victims"]
    assert all(text[f.start : f.end] == f.text for f in found)


def figure(who: str, low: int | None, told: int) -> HarmMention:
    """A figure of killed with few particulars."""
    return HarmMention("killed", who, Count(min=low, max=low), 0, 1, "x", 0, "harm.killed.verb", told=told)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (("unspecified", 4, 0), ("civilian", 4, 90), True),
        (("civilian", 1, 0), ("child", 1, 90), True),
        (("military", 4, 0), ("civilian", 4, 90), False),
        (("civilian", 4, 0), ("civilian", 5, 90), False),
        (("civilian", 1, 0), ("woman", 1, 0), False),
    ],
)
def testsame_figure(one: tuple[str, int, int], two: tuple[str, int, int], same: bool) -> None:
    assert same_figure(figure(*one), figure(*two)) is same


def test_vague_figure_yields_to_a_count_told_elsewhere() -> None:
    vague, counted = figure("civilian", None, 0), figure("civilian", 6, 90)
    assert vague_again(vague, [vague, counted])
    beside = figure("civilian", 6, 0)
    assert not vague_again(vague, [vague, beside])
