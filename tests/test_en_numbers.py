"""The grammar of English numbers against its corpus, and properties that hold for any text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.lang.en import number_words, numbers
from sijill.language import Language, load_language

CORPUS = Path(numbers.__file__).with_name("corpus") / "numbers.toml"


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity as the corpus writes it; an absent bound is open."""

    text: str
    min: int | None = None
    max: int | None = None
    kind: str = "cardinal"
    head: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence and all that is to be found in it."""

    text: str
    expect: tuple[Expected, ...]


class Corpus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file's shape."""

    case: tuple[Case, ...]


CASES = msgspec.toml.decode(CORPUS.read_bytes(), type=Corpus).case


@cache
def english() -> Language:
    return load_language("en")


def read(text: str) -> list[Expected]:
    """What is found in `text`: each quantity with its words and its noun."""
    tokens = english().tokens(text)
    return [
        Expected(
            text=text[tokens[found.first].start : tokens[found.last - 1].end],
            min=found.count.min,
            max=found.count.max,
            kind=found.kind,
            head="" if found.head is None else tokens[found.head].text,
        )
        for found in numbers.find(tokens)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_corpus(case: Case) -> None:
    found = read(case.text)
    assert len(found) == len(case.expect), found
    for got, want in zip(found, case.expect, strict=True):
        assert (got.text, got.min, got.max, got.kind) == (want.text, want.min, want.max, want.kind)
        assert want.head in ("", got.head)


def test_corpus_is_wide() -> None:
    assert len(CASES) >= 200
    assert sum(not case.expect for case in CASES) >= 45
    assert len({case.text for case in CASES}) == len(CASES)


PIECES = [
    *sorted(number_words.words().openings),
    *[
        "and",
        "of",
        "to",
        "or",
        "-",
        "–",
        ",",
        ".",
        ":",
        "(",
        ")",
        "%",
        "$",
        "+",
        "5",
        "12",
        "2019",
        "3.5",
        "1,500",
        "007",
        "a.m.",
        "people",
        "soldiers",
        "killed",
        "Nov.",
        "May",
        "since",
    ],
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14))
def test_any_words_give_ordered_spans_inside(words: list[str]) -> None:
    tokens = english().tokens(" ".join(words))
    at = 0
    for quantity in numbers.find(tokens):
        assert at <= quantity.first < quantity.last <= len(tokens)
        at = quantity.last
        assert quantity.head is None or 0 <= quantity.head < len(tokens)
        assert quantity.kind in ("cardinal", "ordinal", "fraction", "vague")
        low, high = quantity.count.min, quantity.count.max
        assert low is None or low >= 0
        assert low is None or high is None or low <= high


@given(st.integers(min_value=2, max_value=999_999_999))
def test_digits_come_back(number: int) -> None:
    (got,) = read(f"They killed {number:,} soldiers")
    assert (got.text, got.min, got.max, got.head) == (f"{number:,}", number, number, "soldiers")


@given(st.integers(min_value=2, max_value=999_999))
def test_bounds_open_one_side(number: int) -> None:
    def bounds(phrase: str) -> list[tuple[int | None, int | None]]:
        return [(got.min, got.max) for got in read(f"It killed {phrase} {number:,} soldiers")]

    assert bounds("more than") == [(number + 1, None)]
    assert bounds("at least") == [(number, None)]
    assert bounds("fewer than") == [(None, number - 1)]
    assert bounds("up to") == [(None, number)]
    assert bounds("about") == [(number, number)]


UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
UNITS += ["seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A number below a million in words."""
    if number >= 1000:
        rest = number % 1000
        return f"{in_words(number // 1000)} thousand" + (f" {in_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{UNITS[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


@given(st.integers(min_value=2, max_value=999_999))
def test_words_come_back(number: int) -> None:
    found = read(f"They counted {in_words(number)} soldiers")
    assert [(got.text, got.min, got.max) for got in found] == [(in_words(number), number, number)]


def test_time_grows_with_length() -> None:
    tokens = english().tokens("more than 5 - two dozen and hundreds of " * 800)
    assert numbers.find(tokens)
