"""Words: closed classes, every clitic, vetoes, keys, glued words, tokens, offsets, and the held-out floor."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.lang import ar
from sijill.lang.ar import fold_table
from sijill.lang.ar.tokens import Tokenizer
from sijill.lang.ar.words import Words
from sijill.text import Analysis, Token, fold

WORDS = Words(fold_table())
TOKENIZER = Tokenizer(WORDS)
HELDOUT = Path(ar.__file__).parent / "corpus" / "words" / "heldout.txt"
FLOOR_CUT, FLOOR_POS = 0.97, 0.86


def tokens(text: str) -> tuple[Token, ...]:
    return TOKENIZER.tokens(text, 0, len(text))


def norms(text: str) -> list[str]:
    return [token.norm for token in tokens(text)]


def parts(word: str) -> tuple[str, bool, str, str]:
    found = WORDS.analyse(word)
    return found.pre, found.article, found.stem, found.suffix


@pytest.mark.parametrize(
    ("word", "expected", "pos"),
    [
        ("عليه", ("", False, "علي", "ه"), "P"),
        ("بها", ("", False, "ب", "ها"), "P"),
        ("ولهم", ("و", False, "ل", "هم"), "P"),
        ("أنها", ("", False, "ان", "ها"), "S"),
        ("بأنه", ("ب", False, "ان", "ه"), "S"),
        ("كأنها", ("ك", False, "ان", "ها"), "S"),
        ("بهذا", ("ب", False, "هذا", ""), "D"),
        ("مما", ("", False, "مما", ""), "R"),
        ("فيما", ("", False, "فيما", ""), "C"),
        ("عندما", ("", False, "عندما", ""), "S"),
        ("ولم", ("و", False, "لم", ""), "G"),
        ("سوف", ("", False, "سوف", ""), "A"),
        ("التي", ("", False, "التي", ""), "R"),
        ("وثلاثة", ("و", False, "ثلاثه", ""), "#"),
    ],
)
def test_closed_classes(word: str, expected: tuple[str, bool, str, str], pos: str) -> None:
    assert parts(word) == expected
    assert WORDS.analyse(word).pos == pos


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("والطائرات", ("و", True, "طاءرات", "")),
        ("بالصواريخ", ("ب", True, "صواريخ", "")),
        ("للقوات", ("ل", True, "قوات", "")),
        ("وللجيش", ("ول", True, "جيش", "")),
        ("سيقصف", ("س", False, "يقصف", "")),
        ("وقصفت", ("و", False, "قصفت", "")),
        ("فقتل", ("ف", False, "قتل", "")),
        ("بقذيفة", ("ب", False, "قذيفه", "")),
        ("قواتها", ("", False, "قوات", "ها")),
        ("استهدفتهم", ("", False, "استهدفت", "هم")),
        ("ومواقعهم", ("و", False, "مواقع", "هم")),
        ("المدينة", ("", True, "مدينه", "")),
    ],
)
def test_clitics(word: str, expected: tuple[str, bool, str, str]) -> None:
    assert parts(word) == expected


@pytest.mark.parametrize(
    "word", ["بصرى", "لحج", "كفرنبل", "سراقب", "وادي", "بيان", "وحدات", "كتائب", "لجنة", "وزارة"]
)
def test_words_that_begin_like_clitics_stay_whole(word: str) -> None:
    assert parts(word) == ("", False, fold(word, WORDS.table)[0], "")


def test_known_words_are_not_cut() -> None:
    plain, told = Words(fold_table()), Words(fold_table(), {"بزيوت", "وطمون"})
    assert told.analyse("بزيوت").stem == "بزيوت"
    assert told.analyse("وطمون").pre == ""
    assert told.analyse("ووطمون").stem == "وطمون"
    assert plain.analyse("بزيوت").keys[0].stem == "بزيوت"


def test_keys_offer_every_reading_in_few() -> None:
    stems = {key.stem: key for key in WORDS.analyse("وبقذيفته").keys}
    assert {"وبقذيفته", "قذيفت", "قذيفه"} <= set(stems)
    assert (stems["قذيفه"].pre, stems["قذيفه"].suffix, stems["قذيفه"].body) == ("وب", "ه", 2)
    assert WORDS.analyse("المدينة").keys[0] == WORDS.analyse("المدينة").keys[0].__class__(
        "مدينه", "", True, "", 0
    )


def test_offsets_are_into_the_word_as_written() -> None:
    found = WORDS.analyse("وَقُوّاتُها")
    assert (found.norm, found.pre, found.stem, found.suffix) == ("وقواتها", "و", "قوات", "ها")
    assert "وَقُوّاتُها"[found.body] == "ق"
    assert "وَقُوّاتُها"[found.tail] == "ه"


def test_glued_words_are_parted_only_where_plain() -> None:
    words = Words(fold_table(), {"عدوان", "كيان", "احتلال", "مدينه", "منطقه"})
    assert [("العدوانعلى"[:cut], "العدوانعلى"[cut:]) for cut in words.unglue("العدوانعلى")] == [
        ("العدوان", "على")
    ]
    assert words.unglue("الكيانالاحتلال") == (6,)
    assert words.unglue("فيمدينة") == (2,)
    assert words.unglue("المدينةالقديمة") == (7,)
    for whole in ("منطقة", "العدوان", "فيضانات", "منازل", "مدينتنا", "على"):
        assert words.unglue(whole) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استـ.ـهداف", ["استهداف"]),
        ("قـ..ـصف", ["قصف"]),
        ("مـ ـقـ ـتـ ـل", ["مقتل"]),
        ("ق.ت.ل جندي", ["قتل", "جندي"]),
        ("(أ.ف.ب)", ["(", "افب", ")"]),
        ("د. سعيد", ["د", ".", "سعيد"]),
        ("120كم", ["120", "كم"]),
        ("الـ28", ["ال", "28"]),
        ("لـ24", ["ل", "24"]),
        ("1,500 و3.5", ["1,500", "و", "3.5"]),
        ("٢٠٢٣/١١/١٠", ["2023", "/", "11", "/", "10"]),
        ("10.11.2023", ["10", ".", "11", ".", "2023"]),
        ("11:20", ["11", ":", "20"]),
        ("🇸🇾★ عاجل ⚡️ قصف", ["عاجل", "قصف"]),
        ("طائرة F-16.", ["طاءره", "F", "-", "16", "."]),
        ("#ريف_دمشق", ["#", "ريف", "دمشق"]),
        ("قـــصـــف", ["قصف"]),
        ("قُصِفَت", ["قصفت"]),
        ("تشرين الأول/أكتوبر", ["تشرين", "الاول", "/", "اكتوبر"]),
        ("قال.ثم", ["قال", ".", "ثم"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


def test_the_bare_article_and_preposition_are_tokens() -> None:
    article, number = tokens("الـ28")
    assert (article.article, article.stem, number.pos) == (True, "", "#")
    assert tokens("لـ24")[0].pos == "P"


def test_tokens_keep_offsets_of_a_span() -> None:
    text = "سطر أول\nقصفت الطائرات"
    found = TOKENIZER.tokens(text, 8, len(text))
    assert [text[token.start : token.end] for token in found] == ["قصفت", "الطائرات"]


def test_a_sentence_is_tagged() -> None:
    found = tokens("قصفت الطائرات الحربية بلدة كفرنبل في ريف إدلب.")
    assert WORDS.tag(found) == ("V", "N", "J", "N", "X", "P", "N", "X", ".")
    assert WORDS.tag(()) == ()


def rebuilt(found: Analysis | Token) -> str:
    if found.article:
        found_article = "ل" if found.pre.endswith("ل") else "ال"
        return found.pre + found_article + found.stem + found.suffix
    return found.pre + found.stem + found.suffix


ARABIC = st.text("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئـًّ", min_size=1, max_size=14)


@settings(max_examples=300, deadline=None)
@given(ARABIC)
def test_parts_rebuild_the_word(word: str) -> None:
    found = WORDS.analyse(word)
    assert rebuilt(found) == found.norm
    assert 0 <= found.body <= found.tail <= len(word)
    assert 1 <= len(found.keys) <= 8
    assert all(0 <= key.body <= len(word) for key in found.keys)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("ابوفلسكهـ.*، \u200f٣7Aé'_#", max_size=60)))
def test_any_text_is_read(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(token.start <= token.body <= token.end for token in found)
    assert len(WORDS.tag(found)) == len(found)


@pytest.mark.parametrize("letter", ["و", "ـ", "ل", "7", "a", ".", "\u064b", "وـ", "ا.", "7."])
def test_a_million_of_one_letter_is_read_in_linear_time(letter: str) -> None:
    text = letter * (1_000_000 // len(letter))
    began = time.process_time()
    tokens(text[:200_000])
    short = time.process_time() - began
    began = time.process_time()
    tokens(text)
    assert time.process_time() - began < 15 * short + 2


def surface(segments: list[str]) -> str:
    joined = "".join(segments)
    elided = ("ل", "ال") in pairwise(segments)
    return joined.replace("لال", "لل", 1) if elided else joined


def test_the_held_out_file_is_read_as_well_as_when_it_was_measured() -> None:
    right_cut = right_pos = total = 0
    for line in HELDOUT.read_text(encoding="utf-8").splitlines():
        gold = [label.rpartition("/") for label in line.split()]
        segments = [body.split("+") if len(body) > 1 else [body] for body, _, _ in gold]
        found = [TOKENIZER.tokens(text, 0, len(text))[0] for text in map(surface, segments)]
        for parts_of, token, pos, (_, _, letter) in zip(segments, found, WORDS.tag(found), gold, strict=True):
            if not token.norm.isalpha():
                continue
            split = [*token.pre, *(["ال"] if token.article else []), token.stem, token.suffix]
            total += 1
            right_cut += [fold(part, WORDS.table)[0] for part in parts_of] == [part for part in split if part]
            right_pos += pos == letter
    assert total > 500
    assert right_cut / total >= FLOOR_CUT
    assert right_pos / total >= FLOOR_POS
