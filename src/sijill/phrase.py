"""What the grammars make of a phrase, with character spans: for `sijill time` and `sijill number`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from .language import Language
from .recognise import sentences
from .text import Token


class PhraseTime(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: its words and span [from, to), and what it means."""

    text: str
    span: tuple[int, int]
    start: str | None
    end: str | None
    precision: str
    role: str
    direction: str


class PhraseNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number: its words and span [from, to), its bounds, its kind, and the noun that it counts."""

    text: str
    span: tuple[int, int]
    min: int | None
    max: int | None
    kind: str
    counted: str | None


def times_in(text: str, language: Language, anchor: date | None) -> list[PhraseTime]:
    """The time expressions of a text, seen from the anchor's day."""
    found: list[PhraseTime] = []
    for stretch in sentences(text, language):
        for when in language.times(stretch.tokens, anchor, None):
            span = _span(stretch.tokens, when.first, when.last)
            found.append(
                PhraseTime(
                    text=text[slice(*span)],
                    span=span,
                    start=when.start,
                    end=when.end,
                    precision=when.precision,
                    role=when.role,
                    direction=when.direction,
                )
            )
    return found


def numbers_in(text: str, language: Language) -> list[PhraseNumber]:
    """The numbers of a text."""
    found: list[PhraseNumber] = []
    for stretch in sentences(text, language):
        for number in language.numbers(stretch.tokens):
            span = _span(stretch.tokens, number.first, number.last)
            counted = None if number.head is None else stretch.tokens[number.head].text
            found.append(
                PhraseNumber(
                    text=text[slice(*span)],
                    span=span,
                    min=number.count.min,
                    max=number.count.max,
                    kind=number.kind,
                    counted=counted,
                )
            )
    return found


def _span(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    return tokens[first].body, tokens[last - 1].end
