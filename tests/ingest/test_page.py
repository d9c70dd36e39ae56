"""What docs/sources.md says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sijill.ingest
from sijill import copies
from sijill.ingest import Manners
from sijill.ingest.arrival import LONGEST_ID
from sijill.ingest.kinds import SUFFIXES
from sijill.ingest.robots import LONGEST_DELAY
from tests.conftest import ROOT
from tests.ingest.texts import OTHER, TEXT

PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
CODE = "".join(p.read_text(encoding="utf-8") for p in Path(sijill.ingest.__file__).parent.glob("*.py"))


def test_every_code_is_described() -> None:
    used = set(re.findall(r'(?:Refused\(|code=)\s*f?"([a-z]+(?:-[a-z{].*?)?)"', CODE))
    used |= set(re.findall(r'code = (?:[^\n]*?)"([a-z]+(?:-[a-z]+)*)"', CODE))
    named = set(re.findall(r"`([a-z]+(?:-[a-zN]+)*)`", PAGE.split("## Codes")[1].split("## From")[0]))
    used = {"http-NNN" if code.startswith("http-") else code for code in used}
    assert len(used) > 20
    assert used - named == set()
    assert named - used <= {"http-NNN", "same-document", "encoding", "binary", "language", "empty"}


def test_every_ending_is_named() -> None:
    assert not [ending for ending in SUFFIXES if f"`{ending}`" not in PAGE and ending not in (".rdf",)]


def test_the_bounds_are_those_of_the_code() -> None:
    manners = Manners()
    assert (manners.delay, manners.timeout, manners.size, manners.redirects, manners.pages) == (
        1,
        20,
        20e6,
        5,
        500,
    )
    assert (LONGEST_DELAY, LONGEST_ID) == (60, 500)
    assert (copies.CONTAINED, copies.QUOTED, copies.LEAST_WORDS) == (0.72, 0.2, 8)


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    (tmp_path / "news.csv").write_text(f"id,body,day\n1,{TEXT},2024-03-10\n2,{OTHER},soon\n")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "sources.md", "exec"), {})
    assert capsys.readouterr().out == (
        "1 2024-03-10 record\n"
        "news.csv:row 3, column published: bad-date: 'soon' is no date (wanted YYYY-MM-DD)\n"
    )
