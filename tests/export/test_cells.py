"""Cells and files: guarded, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill.errors import OutputError
from sijill.export import EXPORTS, Cargo, Written
from sijill.export.cells import Table, guarded, joined
from sijill.export.whole import whole_text
from sijill.incident import Incident
from sijill.records import Place
from tests.export.conftest import make, table

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "\tx", "＝1", "=قصف", "-", "+", "-1-1"])
def test_formulas_are_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [(-5, "-5"), (-36.25, "-36.25"), ("-5", "-5"), ("+3.5", "+3.5"), (None, ""), (True, "true"), (0, "0")],
)
def test_numbers_stay_numbers(cell: float | str | None, written: str) -> None:
    assert guarded(cell) == written


def test_line_breaks_are_of_one_sort() -> None:
    assert guarded("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert guarded("\rx") == "'\nx"


def test_values_are_joined_once() -> None:
    assert joined(["a", "", "b", "a"]) == "a; b"


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_tables_come_back(rows: list[tuple[str, str]]) -> None:
    """Arabic, quotes, newlines, commas: what is read back is what was written, but for the guard."""
    file = io.StringIO()
    made = Table(file, ("a", "b"))
    for a, b in rows:
        made.row({"a": a, "b": b})
    file.seek(0)
    found = [(r["a"], r["b"]) for r in csv.DictReader(io.StringIO(file.getvalue(), newline=""))]
    assert found == [(guarded(a), guarded(b)) for a, b in rows]


def test_other_columns_are_refused() -> None:
    made = Table(io.StringIO(), ("a", "b"))
    with pytest.raises(KeyError, match="columns differ"):
        made.row({"a": 1})
    with pytest.raises(KeyError, match="columns differ"):
        made.row({"a": 1, "b": 2, "c": 3})


def test_awkward_words_survive(export: Callable[..., tuple[Path, Written]], at: Callable[..., Place]) -> None:
    words = 'قال "الناطق"، سطر\nثان; =HYPERLINK("x")'
    odd = make("i-odd", "shelling", places=(at("place.sy.idlib", name=words, name_ar="=قصف"),))
    (got,) = table(export("csv", odd)[0])
    assert got["place"] == words
    assert got["place_ar"] == "'=قصف"


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_failure_leaves_nothing_behind(
    name: str, cargo: Cargo, incidents: dict[str, Incident], tmp_path: Path
) -> None:
    """Whatever stood there stays, and no part of the new file is left."""
    path = tmp_path / "out.csv"
    path.write_text("as it was")

    def failing() -> object:
        yield incidents["shelling"]
        raise RuntimeError("the ledger is gone")

    broken = replace(cargo, incidents=failing, documents=failing)
    with pytest.raises((RuntimeError, AttributeError)):
        EXPORTS[name](broken, path)
    assert path.read_text() == "as it was"
    assert os.listdir(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_where_nothing_can_be_written(name: str, cargo: Cargo, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        EXPORTS[name](cargo, tmp_path / "no-folder" / "out.csv")
    with pytest.raises(OutputError, match="is a folder"):
        EXPORTS[name](cargo, tmp_path)


def test_links_stay_links_and_devices_are_left_alone(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    with whole_text(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="a device or a pipe"), whole_text(pipe):
        pass


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the error is the system's own."""
    path = tmp_path / "out.txt"
    path.write_text("as it was")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from sijill.errors import OutputError\n"
        "from sijill.export.whole import whole_text\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    with whole_text(Path(sys.argv[1])) as file:\n"
        "        file.write('x' * 100_000)\n"
        "except OutputError as error:\n"
        "    print(error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert "cannot be written: File too large" in ran.stdout
    assert path.read_text() == "as it was"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_lone_surrogates_are_named(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with pytest.raises(OutputError, match=r"U\+D800"), whole_text(path) as file:
        file.write("a\ud800")
    assert not path.exists()


def test_a_new_file_has_ordinary_rights(tmp_path: Path) -> None:
    ordinary, made = tmp_path / "a", tmp_path / "b"
    ordinary.write_text("x")
    with whole_text(made) as file:
        file.write("x")
    assert made.stat().st_mode == ordinary.stat().st_mode
    made.chmod(0o640)
    with whole_text(made) as file:
        file.write("y")
    assert made.stat().st_mode & 0o777 == 0o640
