"""The demonstration: an article and a corpus of our own, with invented outlets and invented events."""

from __future__ import annotations

from pathlib import Path

from ..records import Document

CORPUS = Path(__file__).parent / "corpus"


def article() -> Document:
    """The bundled article. Nothing that it tells of happened; its outlets do not exist."""
    text = (Path(__file__).parent / "article.txt").read_text(encoding="utf-8")
    return Document(id="demo", outlet="Wadi Bulletin (invented)", published="2024-03-10", text=text)
