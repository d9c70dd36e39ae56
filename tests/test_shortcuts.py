"""Shortcuts change no result: what is skipped, cut or folded the quick way comes out as it would the slow way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill import matching
from sijill.arguments import Clause
from sijill.lang.ar import fold_table, number_values, numbers, times_rules, times_words
from sijill.lang.ar.times_words import Line
from sijill.lang.ar.words import bare_table
from sijill.language import load_language
from sijill.recognise import LEEWAY, LONGEST, recognise, sentences
from sijill.text import fold, folder

DAY = date(2024, 3, 10)
LETTERS = "اأإآىيةهوؤئءبل\u0654\u0655\u0653\u0640\u064b\ufefb\ufdf2 .a1"
WORDS = (
    *(
        "من",
        "ومن",
        "إلى",
        "على",
        "ما",
        "بين",
        "ال",
        "لا",
        "يقل",
        "عن",
        "أكثر",
        "نحو",
        "و",
        "في",
        "مع",
        "كل",
        "حتى",
        "منذ",
    ),
    *(
        "ثلاثة",
        "عشرين",
        "مئة",
        "ألف",
        "5",
        "12",
        "2023",
        "مدنيين",
        "قتيلان",
        "طائرتين",
        "عدد",
        "عشرات",
        "أحد",
        "نصف",
    ),
    *(
        "مدى",
        "مدار",
        "اليوم",
        "الآن",
        "غاية",
        "أيام",
        "يومين",
        "شهر",
        "آذار",
        "الأسبوع",
        "الماضي",
        "مساء",
        "الخميس",
    ),
    *("قبل", "بعد", "خلال", "ساعات", "الساعة", "(", ")", "/", "-", "،"),
)
phrases = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
quietly = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("table", [fold_table(), bare_table(fold_table())])
@given(st.text(LETTERS, max_size=12))
@settings(deadline=None)
def test_folding_with_and_without_offsets_is_one(table: object, text: str) -> None:
    assert folder(table)(text) == fold(text, table)[0]  # type: ignore[arg-type]


@quietly
@given(phrases)
def test_numbers_are_all_found_where_one_can_begin(text: str) -> None:
    tokens = load_language("ar").tokens(text)
    found = numbers.find(tokens)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers._Finder, "_is_idle", lambda self, index, opens: False)
        patch.setattr(number_values, "opens", lambda norm: "alone")
        number_values._look.cache_clear()
        assert numbers.find(tokens) == found
    number_values._look.cache_clear()


@quietly
@given(phrases)
def test_times_are_all_found_where_one_can_begin(text: str) -> None:
    language = load_language("ar")
    tokens = language.tokens(text)
    found = language.times(tokens, DAY, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Line, "_opens", lambda self, index, norm: True)
        patch.setattr(Line, "begins", lambda self, index, known: True)
        patch.setattr(times_words, "_may_date", lambda norm: True)
        patch.setattr(times_rules, "rules", lambda norm: [rule for rule, _ in times_rules._openings()])
        times_words._look.cache_clear()
        assert language.times(tokens, DAY, None) == found
    times_words._look.cache_clear()


@quietly
@given(phrases)
def test_matches_are_the_same_where_every_word_is_walked(text: str) -> None:
    language = load_language("ar")
    tokens, root = language.tokens(text), language.lexicon.root
    found = matching.find(tokens, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_goes_on", lambda *around: True)
        assert matching.find(tokens, root) == found


@quietly
@given(phrases)
def test_a_phrase_is_the_same_whoever_asks_first(text: str) -> None:
    language = load_language("ar")
    for stretch in sentences(text, language):
        seen = recognise(stretch, matching.find(stretch.tokens, language.lexicon.root), language, None, None)
        one, two = (Clause(seen, text, language.frames, {}) for _ in range(2))
        nouns = [n for n, chunk in enumerate(seen.chunks) if chunk.kind == "np"]
        again = {n: two.group_at(n) for n in reversed(nouns)}
        assert (
            [one.group_at(n) for n in nouns] == [again[n] for n in nouns] == [two.group_at(n) for n in nouns]
        )


def test_a_sentence_without_an_end_is_cut_at_a_comma_or_conjunction() -> None:
    plain = " ".join(["كلمة"] * (LONGEST + 10))
    text = f"{plain}، {plain} وكلمة {plain}"
    cut = [stretch.tokens for stretch in sentences(text, load_language("ar"))]
    assert "".join(t.text for run in cut for t in run) == text.replace(" ", "")
    assert cut[0][-1].norm == "،"
    assert cut[2][0].pre == "و" or cut[1][0].pre == "و"
    assert all(len(run) <= LONGEST + LEEWAY for run in cut)


def test_a_sentence_of_usual_length_is_not_cut() -> None:
    text = "، ".join(["كلمة أخرى"] * 60)
    assert len(list(sentences(text, load_language("ar")))) == 1


def test_a_sentence_without_commas_is_cut_all_the_same() -> None:
    cut = [len(s.tokens) for s in sentences(" ".join(["كلمة"] * 600), load_language("ar"))]
    assert cut == [LONGEST, LONGEST, 100]
