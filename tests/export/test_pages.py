"""Each format has a page that names it, every column, what it loses, and an example that is its real output.

To write the examples anew: `SIJILL_WRITE_EXAMPLES=1 pytest tests/export/test_pages.py`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sijill.export import (
    EXPORTS,
    Written,
    acled,
    airwars,
    ftm,
    ged,
    hxl,
    jsonl,
    left_out,
    plover,
    polecat,
    reports_jsonl,
)
from sijill.export.flat import INCIDENT, REPORT, names
from sijill.export.label_studio import configuration
from sijill.incident import Incident
from tests.conftest import ROOT
from tests.export.conftest import table

PAGES = ROOT / "docs" / "exports"
COLUMNS: dict[str, Sequence[str]] = {
    "jsonl": jsonl.FIELDS,
    "reports-jsonl": reports_jsonl.FIELDS,
    "csv": names(INCIDENT),
    "reports-csv": names(REPORT),
    "parquet": names(INCIDENT),
    "reports-parquet": names(REPORT),
    "geojson": names(INCIDENT),
    "acled": (*acled.COLUMNS, *left_out.COLUMNS),
    "ged": (*ged.COLUMNS, *left_out.COLUMNS),
    "plover": plover.Event.__struct_fields__,
    "polecat": polecat.COLUMNS,
    "hxl": tuple(hxl.TAGS),
    "web-annotation": ("id", "motivation", "body", "target"),
    "label-studio": ("data", "predictions"),
    "ftm": ftm.COLUMNS,
    "airwars": (*airwars.COLUMNS, *airwars.BELLIGERENT),
}
Export = Callable[..., tuple[Path, Written]]


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def listed(rows: Sequence[dict[str, str]]) -> str:
    """Rows as 'column: cell', the empty ones left out."""
    return "\n\n".join("\n".join(f"{k}: {v}" for k, v in row.items() if v) for row in rows)


def indented(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


def example(name: str, path: Path) -> str:
    """What of a file its page shows: the first record, whole."""
    if name.endswith("parquet"):
        duckdb = pytest.importorskip("duckdb")
        found = duckdb.sql(f"select * from read_parquet('{path}')")
        cells = zip([n for n, *_ in found.description], found.fetchall()[0], strict=True)
        return "\n".join(f"{n}: {v}" for n, v in cells if v not in (None, ""))
    text = path.read_text(encoding="utf-8")
    if name in ("jsonl", "reports-jsonl", "plover"):
        return indented(json.loads(text.splitlines()[0]))
    if name == "web-annotation":
        return indented(json.loads(text)["first"]["items"][0])
    if name in ("geojson", "label-studio"):
        found = json.loads(text)
        return indented(found["features"][0] if name == "geojson" else found[0])
    rows = table(path, delimiter="\t" if name == "polecat" else ",")
    return listed(rows[:4] if name == "ftm" else rows[: 1 + (name == "hxl")])


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_format_and_column_is_described(name: str) -> None:
    assert COLUMNS.keys() == EXPORTS.keys()
    text = page(name)
    described = re.findall(r"^\| `([^`]+)` \|", text, re.M)
    assert list(dict.fromkeys(described)) == list(dict.fromkeys(COLUMNS[name]))
    assert len(set(described)) == len(set(COLUMNS[name]))
    assert f"`sijill export {name} " in text
    for heading in ("## Columns", "## What it loses", "## Example"):
        assert heading in text
    assert not re.search(r"^\| `[^`]+` \|\s*\|$", text, re.M)


@pytest.mark.parametrize("name", ["csv", "parquet", "geojson", "reports-csv", "reports-parquet"])
def test_meanings_are_those_of_the_code(name: str) -> None:
    meanings = {c.name: c.meaning for c in (REPORT if name.startswith("reports") else INCIDENT)}
    assert dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", page(name), re.M)) == meanings


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_examples_are_what_is_written(name: str, export: Export, incidents: dict[str, Incident]) -> None:
    path, _ = export(name, incidents["threat"] if name == "jsonl" else incidents["shelling"])
    shown = example(name, path)
    if os.environ.get("SIJILL_WRITE_EXAMPLES"):
        renewed = re.sub(r"```text\n.*?\n```", lambda _: f"```text\n{shown}\n```", page(name), flags=re.S)
        (PAGES / f"{name}.md").write_text(renewed, encoding="utf-8")
    (block,) = re.findall(r"```text\n(.*?)\n```", page(name), re.S)
    assert block == shown
    assert "synthetic" in block


def test_the_index_names_every_format_once() -> None:
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \|", text, re.M) == list(EXPORTS)


def test_the_labelling_configuration_is_the_one_of_the_page() -> None:
    (block,) = re.findall(r"```xml\n(.*?)```", page("label-studio"), re.S)
    assert block == configuration()
