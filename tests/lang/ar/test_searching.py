"""The forms in which a word that is searched for may stand."""

from __future__ import annotations

import pytest

from sijill.reader import Reader


def _forms(reader: Reader, word: str) -> tuple[str, ...]:
    (token,) = reader.language.tokens(word)
    return reader.language.spellings(token)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("حلب", "حلب"),
        ("حلب", "وبحلب"),
        ("حلب", "للحلب"),
        ("بحلب", "حلب"),
        ("والمدينة", "مدينه"),
        ("والمدينة", "بالمدينه"),
        ("إِدلب", "ادلب"),
        ("قصف", "سقصف"),
    ],
)
def test_forms(reader: Reader, word: str, form: str) -> None:
    assert form in _forms(reader, word)


def test_the_word_itself_comes_first_and_nothing_twice(reader: Reader) -> None:
    forms = _forms(reader, "والمدينة")
    assert forms[0] == "والمدينه"
    assert len(set(forms)) == len(forms) < 60


@pytest.mark.parametrize("word", ["2024", "HTS"])
def test_what_takes_no_prefix_stands_alone(reader: Reader, word: str) -> None:
    assert _forms(reader, word) == (word,)


def test_a_first_letter_that_belongs_to_the_word_is_kept(reader: Reader) -> None:
    assert "غداد" not in _forms(reader, "بغداد")
    assert "بنان" not in _forms(reader, "لبنان")
