"""Loaded wording: every span with its category, whom or what it is about, and a neutral label."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import ActorEntry, FramingEntry
from .phrases import Seen
from .records import Framing

QUOTE_MARKS = "\"'“”«»‘’"


def find(seen: Seen, source: str) -> list[Framing]:
    """The loaded wording of a sentence, longest spans first come, none inside another of its category."""
    found: list[Framing] = []
    for match in seen.matches:
        entry = match.entry if match.kind in ("framing", "actors") else None
        if isinstance(entry, FramingEntry):
            category, about, neutral = entry.category, entry.about or None, entry.neutral
        elif isinstance(entry, ActorEntry) and match.forms[0].loaded:
            category, about, neutral = match.forms[0].loaded, entry.id, entry.name_en
        else:
            continue
        found.append(
            Framing(category=category, about=about, neutral=neutral, quoted=_quoted(source, match.start, match.end),
                    text=source[match.start : match.end], start=match.start, end=match.end)
        )
    return _outermost(found)


def _quoted(source: str, start: int, end: int) -> bool:
    return source[max(0, start - 1) : start] in QUOTE_MARKS and source[end : end + 1] in QUOTE_MARKS and start > 0


def _outermost(found: Sequence[Framing]) -> list[Framing]:
    kept: list[Framing] = []
    for item in sorted(found, key=lambda f: (f.start, -(f.end - f.start))):
        if kept and item.start < kept[-1].end:
            continue
        kept.append(item)
    return kept
