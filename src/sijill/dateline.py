"""The day that times are measured from: publication, or the day that the page itself says is today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .language import Language, When
from .recognise import Stretch
from .text import Token

LINES = 8
LEEWAY = 7
SHORT = 14


def anchor(stretches: Sequence[Stretch], language: Language, published: date | None) -> date | None:
    """Publication as given, moved by at most a week where an early line of the page contradicts it: by
    'today' with a weekday or date, or by a full date printed in a line of its own.
    """
    if published is None:
        return None
    for number, stretch in enumerate(stretches[:LINES]):
        alone = _alone(stretches, number) and _has_year(stretch.tokens)
        if not (alone or language.calls_today(stretch.tokens)):
            continue
        for when in language.times(stretch.tokens, published, None):
            day = _today(when, stretch, alone)
            if day is not None and abs((day - published).days) <= LEEWAY:
                return day
    return published


def _alone(stretches: Sequence[Stretch], number: int) -> bool:
    """Whether a sentence is a short line with no other beside it."""
    stretch = stretches[number]
    after = stretches[number + 1 : number + 2]
    last = not after or after[0].paragraph != stretch.paragraph
    return stretch.opens and last and len(stretch.tokens) <= SHORT


def _today(when: When, stretch: Stretch, alone: bool) -> date | None:
    """The day that an expression says is the page's own."""
    if when.role != "point":
        return None
    if when.today is not None:
        return date.fromisoformat(when.today)
    year = alone and _has_year(stretch.tokens[when.first : when.last])
    if not year or when.start is None or when.start[:10] != (when.end or "")[:10]:
        return None
    return date.fromisoformat(when.start[:10])


def _has_year(tokens: Sequence[Token]) -> bool:
    """Whether a run of four figures is among the tokens."""
    return any(len(part) == 4 for t in tokens if len(t.norm) >= 4 for part in _figures(t.norm))


def _figures(word: str) -> list[str]:
    """The runs of figures of a word ('2022-02-16')."""
    return "".join(c if c.isdigit() else " " for c in word).split()
