"""Page furniture is told from the article, and lists of a post are not taken for it."""

from __future__ import annotations

import pytest

from sijill.furniture import furniture, headline
from sijill.reader import load_reader
from sijill.text import paragraphs

BODY = (
    "قصفت مدفعية الجيش أطراف بلدة الجديدة صباح اليوم ما أسفر عن إصابة ثلاثة مزارعين كانوا في حقولهم.\n"
    "وقال مسعفون إن المصابين نقلوا إلى مستشفى المدينة، وإن حالة أحدهم حرجة.\n"
)
CASES = {
    "labels": ("السابق\nمقتل رجل في مشاجرة شمال المدينة\nالتالي\nغارة على مستودع قرب الميناء", 4),
    "read also": ("اقرأ أيضا: غارة على مستودع قرب الميناء", 1),
    "cut off": ("غارة على مستودع قرب...\nمظاهرة في الساحة الكبرى بعد...", 2),
    "trailing": ("غارة على مستودع\nمظاهرة في الساحة\nاعتقال موظف في البلدية", 3),
    "quoted": ("التالي\nغارة على معسكر “الجبل”\nاعتقال موظف في البلدية", 3),
    "caption": ("آثار قصف سابق على السوق - أرشيفية", 1),
    "list of a post": ("- قصف على السوق\n- قصف على الجسر\n- قصف على المخبز", 0),
    "goes on": ("وأضافوا أن القصف تجدد مساء على البلدة نفسها وأن الأهالي نزحوا عنها.", 0),
}


@pytest.mark.parametrize("name", CASES)
def test_what_follows_the_article(name: str) -> None:
    after, count = CASES[name]
    text = "قصف على بلدة الجديدة\n" + BODY + after
    spans = list(paragraphs(text))
    aside = furniture(text, spans, load_reader().language)
    assert aside == set(range(len(spans) - count, len(spans)))


def test_a_post_of_lines_is_all_article() -> None:
    text = "المقاومة:\nقصفنا الموقع\nاستهدفنا الآلية\nأصبنا الدبابة"
    assert furniture(text, list(paragraphs(text)), load_reader().language) == frozenset()


def head(*lines: str) -> str | None:
    text = "\n".join(lines)
    spans = list(paragraphs(text))
    number = headline(text, spans, load_reader().language)
    return None if number is None else text[slice(*spans[number])]


def test_buttons_above_the_headline_take_nothing_with_them() -> None:
    text = "طباعة\nقصف على بلدة الجديدة\n" + BODY
    aside = furniture(text, list(paragraphs(text)), load_reader().language)
    assert 1 not in aside


def test_names_of_sections_are_no_headline() -> None:
    assert head("الرئيسية", "أخبار محلية", "قصف على بلدة الجديدة", BODY) == "قصف على بلدة الجديدة"


def test_the_first_line_is_the_headline_unless_it_ends_in_a_stop() -> None:
    assert head("قصف على بلدة الجديدة", BODY) == "قصف على بلدة الجديدة"
    assert head("عاجل", "قصف على البلدة") == "عاجل"
    assert head(*BODY.splitlines()) is None
