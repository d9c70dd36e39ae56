"""Words of the user's own: laid over ours, checked by the same rules, seen by every reading, taken out again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.errors import LexiconError, OutputError, UsageError
from sijill.language import load_language
from sijill.lexicon import WeaponEntry, When
from sijill.own_words import add_word, own_files, own_words, take_out_word, words_version, written
from sijill.reader import load_reader, trial_reader
from sijill.records import Document
from sijill.render import json_line
from sijill.versions import reader_version
from sijill.wordcheck import check
from tests.conftest import Ran

Sijill = Callable[..., Ran]
TEXT = "قصفت القوات بلدة سراقب بقذائف الزعفران ليل السبت، وأدى القصف إلى مقتل مدنيين."
OWN = """# by hand, and it stays
[[entry]]
id = "weapon.own.saffron"
nouns = ["قذيفة زعفران/قذائف زعفران", "قذيفة الزعفران/قذائف الزعفران"]
weapon = "mortar"
source = "made up for a test"
added = 2026-11-22
found_in = ["سقطت قذيفة زعفران قرب السوق"]
"""


def entry(ident: str = "weapon.own.saffron", **more: object) -> WeaponEntry:
    told: dict[str, object] = {
        "weapon": "mortar",
        "nouns": ("قذيفة زعفران/قذائف زعفران", "قذيفة الزعفران/قذائف الزعفران"),
        "found_in": ("سقطت قذيفة زعفران قرب السوق",),
    }
    return WeaponEntry(id=ident, source="made up", added=datetime.date(2026, 11, 22), **(told | more))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_WORDS", str(tmp_path / "own"))
    return tmp_path / "own"


def by_hand(folder: Path, text: str, kind: str = "weapons") -> Path:
    path = folder / "ar" / f"{kind}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def exported(sijill: Sijill, option: str, ledger: Path) -> str:
    path = ledger.with_name("out.csv")
    assert sijill("export", "reports-csv", option, ledger, "-o", path).code == 0
    return path.read_text(encoding="utf-8")


def kinds() -> list[str]:
    reading = load_reader().read(Document(id="a", published="2024-03-10", text=TEXT))
    return [w.kind for report in reading.reports for w in report.weapons]


def test_without_a_folder_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(id="a", published="2024-03-10", text=TEXT)
    none = json_line(load_reader().read(document)), reader_version(), load_language("ar")
    monkeypatch.setenv("SIJILL_WORDS", "")
    assert (json_line(load_reader().read(document)), reader_version(), load_language("ar")) == none
    assert words_version("ar") == ""
    with pytest.raises(OutputError):
        add_word("ar", "weapons", entry())


def test_an_added_word_is_read_makes_readings_older_and_is_taken_out(folder: Path) -> None:
    before, old = kinds(), reader_version()
    path = add_word("ar", "weapons", entry())
    assert path == folder / "ar" / "weapons.toml"
    assert "mortar" in kinds()
    assert "mortar" not in before
    assert reader_version() != old
    take_out_word("ar", "weapon.own.saffron")
    assert (kinds(), reader_version()) == (before, old)
    assert not path.exists()
    with pytest.raises(UsageError):
        take_out_word("ar", "weapon.own.saffron")


def test_a_trial_reads_as_the_saved_word_will() -> None:
    document = Document(id="a", published="2024-03-10", text=TEXT)
    tried = json_line(trial_reader("ar", {"weapons": (entry(),)}).read(document))
    assert tried != json_line(load_reader().read(document))
    add_word("ar", "weapons", entry())
    assert json_line(load_reader().read(document)) == tried


def test_what_was_written_by_hand_stays(folder: Path) -> None:
    path = by_hand(folder, OWN)
    add_word(
        "ar", "weapons", entry("weapon.own.other", nouns=("قذيفة ليمون",), note='she said: "so"\n[[entry]]')
    )
    assert path.read_text(encoding="utf-8").startswith(OWN)
    assert [e.id for e in own_words("ar")["weapons"]] == ["weapon.own.saffron", "weapon.own.other"]
    take_out_word("ar", "weapon.own.other")
    assert path.read_text(encoding="utf-8") == OWN
    take_out_word("ar", "weapon.own.saffron")
    assert path.read_text(encoding="utf-8") == "# by hand, and it stays\n"
    assert own_words("ar") == {"weapons": ()}


def test_written_reads_back(folder: Path) -> None:
    whole = entry(
        when=When(country=("SY", "IQ"), since="2011"),
        note='a "quote" \\ and \x7f',
        platform=True,
        by="person:Sami",
    )
    by_hand(folder, written(whole))
    assert own_words("ar")["weapons"] == (whole,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN + OWN, "stands already"),
        (OWN.replace("source", "sauce"), "weapon.own.saffron"),
        (OWN.replace('added = 2026-11-22\n', ""), "added"),
        (OWN.replace("weapon.own.saffron", "weapon.drone"), "weapon.drone"),
        ("[[entry]\n", "weapons.toml"),
    ],
)  # fmt: skip
def test_errors_name_file_and_entry(folder: Path, text: str, told: str) -> None:
    by_hand(folder, text)
    with pytest.raises(LexiconError, match=told) as raised:
        load_language("ar")
    assert "weapons" in str(raised.value)


def test_a_kind_that_there_is_none_of_is_refused(folder: Path) -> None:
    by_hand(folder, OWN, "fruit")
    with pytest.raises(LexiconError, match=r"fruit\.toml: no kind of word"):
        own_files("ar")


def test_the_check_covers_them(folder: Path, sijill: Sijill) -> None:
    path = by_hand(folder, OWN.replace("سقطت قذيفة زعفران قرب السوق", "هدوء تام"))
    found = [f for f in check(load_language("ar")) if f.entry == "weapon.own.saffron"]
    assert [(f.file, f.rule) for f in found] == [(str(path), "not recognised")]
    ran = sijill("words", "check")
    assert ran.code == 1
    assert f"{path}: weapon.own.saffron: not recognised" in ran.out


def test_an_own_word_wins_over_ours_where_it_says_when() -> None:
    shared = entry(nouns=("قذيفة هاون/قذائف هاون",), weapon="rocket", when=When(country=("SY",)))
    text = "سقطت قذيفة هاون على مدينة حلب في سوريا أمس فقتلت ثلاثة مدنيين."

    def weapons() -> set[str]:
        reading = load_reader().read(Document(id="a", published="2024-03-10", text=text))
        return {w.kind for report in reading.reports for w in report.weapons}

    assert weapons() == {"mortar"}
    add_word("ar", "weapons", shared)
    assert weapons() == {"rocket"}
    assert not [f for f in check(load_language("ar")) if f.rule == "homonym without 'when'"]


def test_a_ledger_reads_again_what_was_read_without_them(sijill: Sijill, tmp_path: Path) -> None:
    ledger = ("--ledger", tmp_path / "l.sijill")
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "outlet": "x", "published": "2024-03-10", "text": TEXT}), "utf-8")
    assert sijill("add", path, *ledger).code == 0
    before = exported(sijill, *ledger)
    add_word("ar", "weapons", entry())
    assert sijill("link", "reread", *ledger).code == 0
    assert "mortar" in exported(sijill, *ledger)
    take_out_word("ar", "weapon.own.saffron")
    assert sijill("link", "reread", *ledger).code == 0
    assert "mortar" not in before
    assert before == exported(sijill, *ledger)
