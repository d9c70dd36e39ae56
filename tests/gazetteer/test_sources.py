"""Every place we carry has a source that we declare, whose licence lets us carry it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import InputError
from sijill.gazetteer.load import DATA, read_places
from sijill.gazetteer.sources import load_sources, named_sources

NEVER = ("ODbL", "GPL", "NC", "non-commercial")


def test_each_source_of_ours_is_declared_and_may_be_bundled() -> None:
    declared = load_sources()
    used = {
        name for path in DATA.glob("*.csv") for r in read_places(path) for name in named_sources(r.source)
    }
    assert used >= {"general knowledge", "GeoNames", "Natural Earth"}
    for name in used:
        assert declared[name].bundled, name
        assert not any(word in declared[name].licence for word in NEVER), name


def test_what_asks_for_credit_has_a_credit_line() -> None:
    for source in load_sources().values():
        assert source.licence
        assert source.credit or not source.licence.startswith(("CC BY", "ODbL"))
    assert not load_sources()["OpenStreetMap"].bundled


def test_names_are_parted_and_lose_their_licence() -> None:
    assert named_sources("general knowledge; Natural Earth (public domain)") == (
        "general knowledge",
        "Natural Earth",
    )
    assert named_sources(" ") == ()


def test_a_user_declares_sources_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    row = '[[source]]\nname = "field office"\nlicence = "{}"\ncredit = ""\naddress = ""\nbundled = false\n'
    path.write_text(row.format("internal"), encoding="utf-8")
    assert load_sources(path)["field office"].licence == "internal"
    assert "GeoNames" in load_sources(path)
    path.write_text(row.format(""), encoding="utf-8")
    with pytest.raises(InputError, match=r"sources\.toml: source 'field office' has no licence"):
        load_sources(path)
    path.write_text(row.format("x") + "colour = 1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"sources\.toml: .*colour"):
        load_sources(path)
