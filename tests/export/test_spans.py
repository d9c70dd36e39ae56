"""Spans for annotation tools: W3C Web Annotations, Label Studio tasks, and the way JavaScript counts."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill.export import EXPORTS, Cargo, Written
from sijill.export.label_studio import configuration
from sijill.export.offsets import Units
from sijill.export.spans import LABELS
from sijill.export.web_annotation import iri
from sijill.incident import Filed
from tests.export.conftest import TEXT

SCHEMAS = Path(__file__).parent / "schemas"
Export = Callable[..., tuple[Path, Written]]
Words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(Words, st.data())
def test_offsets_are_those_of_utf16(text: str, data: st.DataObject) -> None:
    units = Units(text)
    at = data.draw(st.integers(0, len(text)))
    assert units.utf16(at) == len(text[:at].encode("utf-16-le")) // 2
    assert units.code_point(units.utf16(at)) == at


@given(Words, st.data())
def test_a_slice_is_the_same_words_either_way(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    units = Units(text)
    wide = text.encode("utf-16-le")[2 * units.utf16(start) : 2 * units.utf16(end)]
    assert wide.decode("utf-16-le") == text[start:end]


def test_within_a_pair_is_the_character_itself() -> None:
    assert [Units("a🕊b").code_point(n) for n in range(5)] == [0, 1, 1, 2, 3]


@given(Words)
def test_names_for_what_has_no_address_are_iris(ident: str) -> None:
    assert set(iri("report", ident)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:%"
    )


def test_web_annotations(export: Export) -> None:
    path, written = export("web-annotation")
    found = json.loads(path.read_text(encoding="utf-8"))
    items = found["first"]["items"]
    assert found["total"] == len(items) == written.rows == 6
    for item in items:
        position, quote = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"]
        assert quote["prefix"] == TEXT[max(0, start - 32) : start]
        assert quote["suffix"] == TEXT[end : end + 32]
        assert item["target"]["source"] == "urn:sijill:document:d1"
        assert {"type": "TextualBody", "value": "synthetic: true", "purpose": "commenting"} in item["body"]
    labels = [next(b["value"] for b in i["body"] if b.get("purpose") == "tagging") for i in items]
    assert labels == ["trigger", "target", "weapon", "place", "harm", "source"]


@pytest.mark.parametrize(("name", "schema"), [("web-annotation", "web_annotation"), ("geojson", "geojson")])
def test_against_the_schema(export: Export, name: str, schema: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    found = json.loads(export(name)[0].read_text(encoding="utf-8"))
    assert not list(jsonschema.Draft202012Validator(rules).iter_errors(found))


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        ("geojson", {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]}),
        (
            "geojson",
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {},
                        "geometry": {"type": "Point", "coordinates": [35, 120]},
                    }
                ],
            },
        ),
        ("geojson", {"type": "FeatureCollection", "features": [], "crs": {}}),
        (
            "web_annotation",
            {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "no iri", "type": "AnnotationCollection"},
        ),
    ],
)
def test_the_schemas_refuse(schema: str, wrong: object) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(rules).iter_errors(wrong))


def test_an_address_is_the_source_unless_synthetic(cargo: Cargo, filed: Filed, tmp_path: Path) -> None:
    entry = next(e for e in cargo.documents() if e.id == "d1")
    for synthetic, source in ((False, "https://example.org/a"), (True, "urn:sijill:document:d1")):
        known = replace(entry, url="https://example.org/a", synthetic=synthetic)
        some = replace(cargo, documents=lambda known=known: iter((known,)))
        EXPORTS["web-annotation"](some, tmp_path / "a.json")
        found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert {i["target"]["source"] for i in found["first"]["items"]} == {source}


def test_label_studio_tasks(export: Export) -> None:
    path, written = export("label-studio")
    (task,) = json.loads(path.read_text(encoding="utf-8"))
    assert written.rows == 1
    assert written.left_out == {"text of the document not at hand": 2}
    assert task["data"]["text"] == TEXT
    assert task["data"]["synthetic"] is True
    (guess,) = task["predictions"]
    assert guess["model_version"] == "Sijill 0.1.0"
    assert guess["score"] == 0.75
    regions = [r for r in guess["result"] if r["type"] == "labels"]
    wide = TEXT.encode("utf-16-le")
    for region in regions:
        value = region["value"]
        assert wide[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
        start, end = region["meta"]["code_points"]
        assert TEXT[start:end] == value["text"]
    source = next(r for r in regions if r["value"]["labels"] == ["source"])
    assert source["value"]["end"] - source["value"]["start"] == len(source["value"]["text"]) + 1
    known = {r["id"] for r in regions}
    relations = [r for r in guess["result"] if r["type"] == "relation"]
    assert len(relations) == len(regions) - 1
    assert {r["from_id"] for r in relations} | {r["to_id"] for r in relations} == known


def test_the_configuration_names_every_label() -> None:
    view = ET.fromstring(configuration())
    assert [e.get("value") for e in view.iter("Label")] == list(LABELS)
    assert view.find("Text").get("value") == "$text"  # type: ignore[union-attr]
    assert {e.get("name") for e in view} >= {"label", "text"}


def test_spans_outside_the_text_are_counted(cargo: Cargo, tmp_path: Path) -> None:
    short = replace(cargo, text={"d1": "قصف"}.get)
    assert EXPORTS["web-annotation"](short, tmp_path / "a.json").left_out == {"span outside the text": 5}
    assert EXPORTS["label-studio"](short, tmp_path / "b.json").left_out["span outside the text"] == 5
