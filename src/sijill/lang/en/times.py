"""The English time grammar: every time expression of a sentence, resolved against the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from sijill.text import Token


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What times are measured from: the day of publication, and a day that the text set before."""

    published: date | None = None
    context: date | None = None


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: tokens [first, last), its bounds, both inclusive, and what it can serve for.

    `role` is point, window, habitual or duration; `direction` is past, future or none.
    """

    first: int
    last: int
    start: str | None = None
    end: str | None = None
    precision: str = "day"
    role: str = "point"
    direction: str = "past"
    today: str | None = None


def find(tokens: Sequence[Token], anchor: Anchor) -> tuple[When, ...]:
    """Every time expression of a sentence, in order and without overlap."""
    return ()


def calls_today(norm: str) -> bool:
    """Whether a word counts days from today."""
    return False
