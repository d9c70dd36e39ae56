"""Disputed land as the user sees it: from the command to reading, a ledger, the checks and the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.gazetteer.own import own_version, own_view
from sijill.reader import load_reader
from tests.conftest import Ran
from tests.gazetteer.importing.files import written

Sijill = Callable[..., Ran]
TEXT = "قصفت المدفعية بلدة مجدل شمس في الجولان ليل السبت، ما أدى إلى مقتل مدنيين اثنين."
VIEW = '[[override]]\nterritory = "golan"\ncountry = "IL"\nas_per = "the style book of our desk"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_PLACES", str(tmp_path / "own"))
    monkeypatch.setenv("SIJILL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "own"


def test_a_view_is_taken_read_shown_and_left(sijill: Sijill, tmp_path: Path, folder: Path) -> None:
    ours = sijill("places", "worldview")
    assert "golan  الجولان  Golan Heights  SY  as per ISO 3166" in ours.out
    assert "yours" not in ours.out
    ran = sijill("places", "worldview", written(tmp_path / "desk.toml", VIEW))
    assert ran.code == 0
    assert "golan  الجولان  Golan Heights  IL  as per the style book of our desk" in ran.out
    assert "yours; without it SY" in ran.out
    assert (folder / "worldview.toml").read_text(encoding="utf-8") == VIEW
    places = load_reader("ar").gazetteer
    assert places.country_of("place.sy.majdal-shams") == "IL"
    assert [r.id for r in places.chain("place.sy.majdal-shams")][-1] == "place.il"
    assert places.country_of("place.sy.damascus") == "SY"
    assert not places.own  # a view is no place of the user's, and decides between no namesakes
    assert "IL  33.27, 35.77" in sijill("places", "find", "مجدل شمس").out
    assert sijill("places", "check").code == 0
    assert sijill("places", "worldview", "--ours").code == 0
    assert load_reader("ar").gazetteer.country_of("place.sy.majdal-shams") == "SY"
    assert own_version() == ""


def test_the_reports_of_a_ledger_follow(sijill: Sijill, tmp_path: Path) -> None:
    ledger = ("--ledger", tmp_path / "l.sijill")
    document = {"id": "a", "outlet": "x", "published": "2024-03-10", "text": TEXT}
    assert sijill("add", written(tmp_path / "a.jsonl", json.dumps(document)), *ledger).code == 0
    assert "SY)" in sijill("incidents", *ledger).out
    assert sijill("places", "worldview", written(tmp_path / "desk.toml", VIEW)).code == 0
    assert sijill("link", "mend", *ledger).code == 0
    assert "IL)" in sijill("incidents", *ledger).out
    assert sijill("places", "worldview", "--ours").code == 0
    assert sijill("link", "mend", *ledger).code == 0
    assert "SY)" in sijill("incidents", *ledger).out


def test_the_environment_names_another_file(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_WORLDVIEW", str(written(tmp_path / "desk.toml", VIEW)))
    assert [one.country for one in own_view()] == ["IL"]
    assert load_reader("ar").gazetteer.country_of("place.sy.katzrin") == "IL"
    monkeypatch.setenv("SIJILL_WORLDVIEW", "")
    assert load_reader("ar").gazetteer.country_of("place.sy.katzrin") == "SY"


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('"golan"', '"atlantis"', "override 1, territory: 'atlantis' is none of ours"),
        ('"IL"', '"ZZ"', "override 1, country: 'ZZ' is no country"),
        ('"IL"', '"Israel"', "override 1, country: 'Israel' is no ISO code"),
        ("[[override]]", VIEW + "[[override]]", "override 2, territory: 'golan' stands twice"),
        ("as_per", "as_of", "as_of"),
    ],
)
def test_what_is_no_view_is_named_and_not_taken(
    sijill: Sijill, tmp_path: Path, folder: Path, was: str, now: str, says: str
) -> None:
    ran = sijill("places", "worldview", written(tmp_path / "desk.toml", VIEW.replace(was, now)))
    assert ran.code != 0
    assert says in ran.err
    assert not (folder / "worldview.toml").exists()


def test_a_file_that_is_named_and_not_there_is_said(
    sijill: Sijill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_WORLDVIEW", str(tmp_path / "gone.toml"))
    ran = sijill("places", "worldview")
    assert ran.code != 0
    assert "gone.toml" in ran.err
