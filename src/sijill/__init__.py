"""Sijill reads Arabic conflict news into reports with a source for every value, and keeps a ledger of them.

The public API is the names below; each is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .errors import InputError, LanguageError, LexiconError, SijillError, UsageError
    from .evaluate import score
    from .explain import explain_path
    from .gazetteer.load import Gazetteer, load_gazetteer
    from .incident import Incident
    from .ingest import gather
    from .language import Language, load_language
    from .pipeline import index_places, read
    from .reader import Reader, load_reader
    from .records import Document, Reading, Reason, Report, Span, Tally
    from .render import cards
    from .store import open_ledger

__all__ = [
    "Document",
    "Gazetteer",
    "Incident",
    "InputError",
    "Language",
    "LanguageError",
    "LexiconError",
    "Reader",
    "Reading",
    "Reason",
    "Report",
    "SijillError",
    "Span",
    "Tally",
    "UsageError",
    "cards",
    "explain_path",
    "gather",
    "index_places",
    "load_gazetteer",
    "load_language",
    "load_reader",
    "open_ledger",
    "read",
    "score",
]

_HOME = {
    "Document": "records",
    "Gazetteer": "gazetteer.load",
    "Incident": "incident",
    "InputError": "errors",
    "Language": "language",
    "LanguageError": "errors",
    "LexiconError": "errors",
    "Reader": "reader",
    "Reading": "records",
    "Reason": "records",
    "Report": "records",
    "SijillError": "errors",
    "Span": "records",
    "Tally": "records",
    "UsageError": "errors",
    "cards": "render",
    "explain_path": "explain",
    "gather": "ingest",
    "index_places": "pipeline",
    "load_gazetteer": "gazetteer.load",
    "load_language": "language",
    "load_reader": "reader",
    "open_ledger": "store",
    "read": "pipeline",
    "score": "evaluate",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sijill' has no attribute '{name}'")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
