"""The grammar of Arabic numbers against its corpus, and properties that hold for any text."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.lang.ar import number_words, numbers
from sijill.language import Language, load_language
from sijill.text import Token

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
def arabic() -> Language:
    return load_language("ar")


def read(text: str) -> list[tuple[Expected, str]]:
    """What is found in `text`: each quantity with its words, and its words without the proclitic in front."""
    tokens = arabic().tokens(text)
    found = []
    for quantity in numbers.find(tokens):
        first, end = tokens[quantity.first], tokens[quantity.last - 1].end
        head = "" if quantity.head is None else tokens[quantity.head].text
        expected = Expected(
            text=text[first.start : end],
            min=quantity.count.min,
            max=quantity.count.max,
            kind=quantity.kind,
            head=head,
        )
        found.append((expected, text[first.body : end]))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_corpus(case: Case) -> None:
    found = read(case.text)
    assert len(found) == len(case.expect), found
    for (got, bare), want in zip(found, case.expect, strict=True):
        assert want.text in (got.text, bare)
        assert (got.min, got.max, got.kind) == (want.min, want.max, want.kind)
        assert want.head in ("", got.head)


def test_corpus_is_wide() -> None:
    assert len(CASES) >= 220
    assert sum(not case.expect for case in CASES) >= 60
    assert len({case.text for case in CASES}) == len(CASES)


def test_countables_have_no_noun_twice_and_many_nouns() -> None:
    data = tomllib.loads(CORPUS.parent.with_name("countables.toml").read_text("utf-8"))
    nouns = [noun for key, group in data.items() if key not in ("kin", "not_dual") for noun in group]
    assert len(set(nouns)) == len(nouns) >= 150
    assert all(noun.count("/") == 1 for noun in nouns)
    singulars = {noun.split("/")[0] for noun in nouns}
    assert singulars >= set(data["kin"])


MARKS = [
    "و",
    "ال",
    "من",
    "بين",
    "الي",
    "او",
    "-",
    "/",
    ":",
    "(",
    ")",
    ".",
    "،",
    "%",
    "5",
    "2019",
    "3.5",
    "1,500",
]
CODES = ["000", "007", "10.11.2023", "ر", "M", "1" * 30, "", "²", "٣"]
CONTEXT = [
    "اكثر",
    "علي",
    "الاقل",
    "قتيلين",
    "قتيلان",
    "صاروخي",
    "هاون",
    "عام",
    "الساعه",
    "تشرين",
    "والف",
    "ونصف",
]
WORDS = st.sampled_from([*sorted(number_words.VOCABULARY), *MARKS, *CODES, *CONTEXT])


def as_tokens(words: list[str], pos: list[str]) -> tuple[Token, ...]:
    tokens, at = [], 0
    for word, part in zip(words, pos, strict=False):
        tokens.append(
            Token(
                text=word,
                start=at,
                end=at + len(word),
                body=at,
                norm=word,
                stem=word,
                pos=part,
                pre="",
                suffix="",
            )
        )
        at += len(word) + (part in "NV")
    return tuple(tokens)


POS = st.lists(st.sampled_from("NJXVPCSRDAG#."), min_size=40, max_size=40)


@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40), POS)
def test_any_tokens_give_ordered_spans_inside(words: list[str], pos: list[str]) -> None:
    tokens = as_tokens(words, pos)
    at = 0
    for quantity in numbers.find(tokens):
        assert at <= quantity.first < quantity.last <= len(tokens)
        at = quantity.last
        assert quantity.head is None or 0 <= quantity.head < len(tokens)
        assert quantity.kind in ("cardinal", "ordinal", "fraction", "dual", "vague")
        low, high = quantity.count.min, quantity.count.max
        assert low is None or low >= 0
        assert low is None or high is None or low <= high
    assert numbers.find(tokens) == numbers.find(tokens)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_come_back(number: int) -> None:
    for written in (f"{number}", f"{number:,}"):
        ((got, _),) = read(f"قتل {written} جنود")
        assert (got.text, got.min, got.max, got.head) == (written, number, number, "جنود")


@given(st.integers(min_value=1, max_value=999_999))
def test_bounds_open_one_side(number: int) -> None:
    assert [(got.min, got.max) for got, _ in read(f"مقتل أكثر من {number} جنود")] == [(number + 1, None)]
    assert [(got.min, got.max) for got, _ in read(f"مقتل ما لا يقل عن {number} جنود")] == [(number, None)]
    assert [(got.min, got.max) for got, _ in read(f"مقتل أقل من {number} جنود")] == [(None, number - 1)]


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TEENS = ["عشرة", "أحد عشر", "اثنا عشر", *(f"{unit} عشر" for unit in UNITS[3:])]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", *(unit.rstrip("ة") + "مئة" for unit in UNITS[3:])]


def below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds]]
    if rest < 10:
        parts.append(UNITS[rest])
    elif rest < 20:
        parts.append(TEENS[rest - 10])
    else:
        parts += [UNITS[rest % 10], TENS[rest // 10]]
    return " و".join(part for part in parts if part)


def in_words(number: int) -> str:
    """The number in words, as a careful writer writes a masculine noun's number in the nominative."""
    parts = []
    for scale, one, two, few in ((10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف")):
        count, number = divmod(number, scale)
        if count in (1, 2):
            parts.append(one if count == 1 else two)
        elif count:
            parts.append(f"{below_thousand(count)} {few if 3 <= count <= 10 else one}")
    if number:
        parts.append(below_thousand(number))
    return " و".join(parts)


@given(st.integers(min_value=3, max_value=999_999_999))
def test_words_come_back(number: int) -> None:
    found = read(f"قتل {in_words(number)} جنود")
    assert [(got.text, got.min, got.max) for got, _ in found] == [(in_words(number), number, number)]


def test_time_grows_with_length() -> None:
    tokens = as_tokens(["5", "-"] * 5000, ["#", "."] * 5000)
    assert numbers.find(tokens) == ()
    tokens = as_tokens(["الف", "والف", "بين", "اكثر", "من"] * 2000, ["N"] * 10000)
    assert numbers.find(tokens)
