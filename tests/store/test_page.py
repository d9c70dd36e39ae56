"""The page on the ledger's store: its example runs, and it names every error there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sijill import errors
from sijill.store import open_ledger
from sijill.store.tables import ALL, APPEND_ONLY
from tests.conftest import ROOT
from tests.store.made import add, incident

PAGE = (ROOT / "docs" / "ledger" / "store.md").read_text(encoding="utf-8")


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_ledger("ledger.db") as ledger:
        ledger.replace_incidents([], [incident("i1", *add(ledger, "d1"))], {}, "2024")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    exec(compile(code, "docs/ledger/store.md", "exec"), {})
    first, second = capsys.readouterr().out.splitlines()
    assert first == "i1 reported"
    assert second.startswith("d1 ")


def test_every_error_and_table_is_named() -> None:
    kinds = [
        n
        for n, kind in vars(errors).items()
        if isinstance(kind, type) and kind.__base__ is errors.LedgerError
    ]
    assert len(kinds) == 8
    assert not [n for n in kinds if f"| `{n}` |" not in PAGE]
    assert not [name for name in ALL.tables if f"`{name}`" not in PAGE]
    for name in APPEND_ONLY:
        (line,) = [line for line in PAGE.splitlines() if line.startswith("| ") and f"`{name}`" in line]
        assert "only ever added to" in line
