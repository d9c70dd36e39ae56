"""The demonstration: texts of our own, with invented outlets and invented events."""

from __future__ import annotations

from pathlib import Path

from ..records import Document

HERE = Path(__file__).parent


def article() -> Document:
    """The bundled article. Nothing that it tells of happened; its outlets do not exist."""
    text = (HERE / "article.txt").read_text(encoding="utf-8")
    return Document(id="demo", outlet="Wadi Bulletin (invented)", published="2024-03-10", text=text)


def corpus() -> tuple[Path, ...]:
    """The bundled corpus for a ledger: JSON Lines files in order of name, one for each invented outlet.

    Every line carries `synthetic: true`. What should be found in them stands in `expected.toml`.
    """
    return tuple(sorted((HERE / "corpus").glob("*.jsonl")))
