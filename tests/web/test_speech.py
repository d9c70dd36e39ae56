"""The desk's own words: both languages say the same things, and numbers stay in order."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import sijill.web
from sijill.web.refusing import said
from sijill.web.speech import LANGUAGES, Speech, months, texts

TEMPLATES = Path(sijill.web.__file__).parent / "templates"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts() -> None:
    ours, theirs = (texts(code) for code in LANGUAGES)
    assert ours.keys() == theirs.keys()
    assert [k for k in ours if fields(ours[k]) != fields(theirs[k])] == []
    assert all(text.strip() for table in (ours, theirs) for text in table.values())


def test_templates_use_texts_that_there_are() -> None:
    known = texts("en")
    for path in TEMPLATES.rglob("*.html"):
        used = re.findall(r"""\bt\(\s*["']([a-z_.0-9]+)["']\s*[,)]""", path.read_text(encoding="utf-8"))
        assert [key for key in used if key not in known] == [], path.name


@pytest.mark.parametrize(
    ("country", "november"),
    [("SY", "تشرين الثاني"), ("EG", "نوفمبر"), ("MA", "نونبر"), ("XX", "تشرين الثاني")],
)
def test_months_by_country(country: str, november: str) -> None:
    assert months("ar", country)[10] == november
    assert len(months("ar", country)) == len(months("en", country)) == 12


def test_numbers_and_dates() -> None:
    plain, arabic = Speech(), Speech(digits="arabic")
    assert plain.number("5–7") == '<bdi dir="ltr">5–7</bdi>'
    assert arabic.number(120) == '<bdi dir="ltr">١٢٠</bdi>'
    assert plain.number("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'
    assert "تشرين الثاني" in plain.day("2023-11-09")
    assert "18:00" in plain.day("2023-11-09T18:00")
    assert plain.day("") == ""
    assert plain.text("site.name")


def test_every_code_has_a_name_in_both_languages() -> None:
    from sijill.gazetteer.validate import KINDS
    from sijill.reconcile.correct import CHOICES

    for language in LANGUAGES:
        known = texts(language)
        wanted = [f"type.{c}" for c in CHOICES["event_type"]] + [f"status.{c}" for c in CHOICES["status"]]
        wanted += [f"kind.{kind}" for kind in KINDS]
        assert [key for key in wanted if key not in known] == []


def test_arabic_names_are_arabic() -> None:
    latin = [k for k, v in texts("ar").items() if re.search("[A-Za-z]", re.sub(r"{\w+}", "", v))]
    of_programs = [k for k in latin if k.startswith("api.")]  # names of parameters, headers and formats
    assert not [k for k in of_programs if not re.search("[\u0621-\u064a]", texts("ar")[k])]
    latin = [k for k in latin if k not in of_programs]
    assert sorted(latin) == ["settings.language_en", "site.language_en"]


def test_reasons_have_a_name_in_both_languages() -> None:
    from sijill.incident import Incident
    from sijill.link.compare import published_weights
    from sijill.reader import load_reader

    weights = published_weights()
    levels = {level for table in weights.levels.values() for level in table}
    neutral = {entry.neutral for entry in load_reader("ar").language.lexicon.of("framing")}  # type: ignore[attr-defined]
    wanted = [f"step.{name}" for name in weights.levels] + [f"level.{name}" for name in levels]
    wanted += [f"neutral.{words}" for words in neutral]
    wanted += [f"part.{name}" for name in Incident.__struct_fields__ if name != "id"]
    for language in LANGUAGES:
        assert sorted(key for key in wanted if key not in texts(language)) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("'many' is no figure (4, 4-6 or 4+)", "«many» ليس عددا"),
        ("'x' is no place of the gazetteer (see docs/places.md)", "«x» ليس مكانا معروفا"),
        ("i-1 and i-2 are one incident already", "i-1 وi-2 حادثة واحدة أصلا"),
        ("something nobody foresaw", "لم يُقبل الطلب: something nobody foresaw"),
        ("a decision is signed: say your name", "القرار موقّع: اكتب اسمك."),
    ],
)
def test_a_refusal_is_told_in_the_readers_language(words: str, told: str) -> None:
    assert said(words, Speech()).startswith(told)
    assert said(words, Speech(language="en")) == words
