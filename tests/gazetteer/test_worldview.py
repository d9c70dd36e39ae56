"""Disputed land: written down with its reasons, kept to by our own places, and another's choice wins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sijill.errors import InputError
from sijill.gazetteer import load_gazetteer
from sijill.gazetteer.borders import load_borders
from sijill.gazetteer.validate import findings, load_rules
from sijill.gazetteer.worldview import Override, lands_as, load_territories, read_overrides, seen_as

DOCUMENT = Path(__file__).parents[2] / "docs" / "worldview.md"


def test_each_territory_says_as_per_whom_and_who_claims_it() -> None:
    gazetteer, borders = load_gazetteer(), load_borders()
    lands = load_territories()
    assert len({land.id for land in lands}) == len(lands) >= 25
    for land in lands:
        assert land.as_per, land.id
        assert land.held_by, land.id
        assert land.country in land.claimed_by
        assert all(gazetteer.country_record(code) for code in land.claimed_by), land.id
        assert all(gazetteer.by_id[ident].country == land.country for ident in land.places), land.id
        assert all(borders.by_code(code) for code in land.polygons), land.id
        assert land.areas(borders), land.id
        assert not land.outline or land.outline[0] == land.outline[-1]


def test_the_document_has_the_table_of_the_data() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = [
        f"| {land.name_en} | {land.country} | {land.as_per} | {land.held_by} | {', '.join(land.claimed_by)} |"
        for land in load_territories()
    ]
    table = re.findall(r"^\| [A-Z].* \| [A-Z]{2} \| .*$", text, re.MULTILINE)
    assert table == rows


def test_the_golan_is_syrian_territory_and_its_neighbours_are_not() -> None:
    gazetteer = load_gazetteer()
    for ident in (
        "place.sy.golan-heights",
        "place.sy.majdal-shams",
        "place.sy.katzrin",
        "place.sy.mount-hermon",
    ):
        assert gazetteer.country_of(ident) == "SY"
    (land,) = (land for land in load_territories() if land.id == "golan")
    areas = land.areas(load_borders())
    held = [r for r in gazetteer if r.country and any(a.depth_km(r.lat, r.lon) > 3 for a in areas)]
    assert {record.country for record in held} == {"SY"}
    assert len(held) > 10
    assert gazetteer.country_of("place.il.kiryat-shmona") == "IL"


def test_another_choice_wins_and_touches_nothing_else() -> None:
    gazetteer = load_gazetteer()
    override = Override(territory="crimea", country="RU", as_per="the desk's style book")
    changed = [
        (one, other)
        for one, other in zip(gazetteer, seen_as(gazetteer, [override]), strict=True)
        if one != other
    ]
    assert len(changed) >= 7
    assert {(one.country, other.country) for one, other in changed} == {("UA", "RU")}
    assert "place.ua.simferopol" in {one.id for one, _ in changed}
    assert "place.ua.kyiv" not in {one.id for one, _ in changed}
    assert list(seen_as(gazetteer, [])) == list(gazetteer)


@pytest.mark.parametrize(
    ("territory", "country"),
    [(land.id, code) for land in load_territories() for code in land.claimed_by if code != land.country],
)
def test_each_claimant_s_view_is_whole(territory: str, country: str) -> None:
    view = [Override(territory=territory, country=country, as_per="x")]
    ours = list(load_gazetteer())
    seen = list(seen_as(ours, view))
    moved = {now.id: now for was, now in zip(ours, seen, strict=True) if now is not was}
    assert {r.country for r in moved.values()} <= {country}
    assert findings(moved.values(), load_rules(territories=lands_as(view)), seen) == []
    assert [r.id for r in seen if r.parent in moved and r.id not in moved] == []


def test_who_sees_it_otherwise_is_not_told_that_they_are_wrong() -> None:
    gazetteer = load_gazetteer()
    override = Override(territory="crimea", country="RU", as_per="the desk's style book")
    everything = list(seen_as(gazetteer, [override]))
    yalta = [record for record in everything if record.id == "place.ua.yalta"]
    assert [one.rule for one in findings(yalta, load_rules(), everything)] == ["territory"]
    own = load_rules(territories=[land for land in load_territories() if land.id != "crimea"])
    assert findings(yalta, own, everything) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('[[override]]\nterritory = "atlantis"\ncountry = "GR"\nas_per = "x"', "override 1, territory: 'atlantis'"),
        ('[[override]]\nterritory = "golan"\ncountry = "IL"\nas_per = ""', "override 1, as_per"),
        ('[[override]]\nterritory = "golan"\ncountry = "IL"', "as_per"),
        ("[[override]", "own.toml"),
    ],
)  # fmt: skip
def test_a_bad_file_of_overrides_is_named(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(InputError, match=f"own.toml.*{re.escape(message)}|{re.escape(message)}"):
        read_overrides(path)


def test_a_file_of_overrides_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[override]]\nterritory = "golan"\ncountry = "IL"\nas_per = "x"', encoding="utf-8")
    assert read_overrides(path) == (Override(territory="golan", country="IL", as_per="x"),)
