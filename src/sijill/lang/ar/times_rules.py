"""Which kinds of time expression a word can begin: each is tried only where its first word stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from .times_dates import Anchor
from .times_roles import (
    BEFORE_OR_AFTER,
    BETWEEN,
    OVER,
    SINCE,
    Candidate,
    ago,
    between,
    counted,
    duration,
    habitual,
    over,
    plain,
    since,
    until,
)
from .times_words import Line, spellings, words

Rule = Callable[[Line, int, Anchor], Candidate | None]


def candidate(line: Line, index: int, anchor: Anchor) -> Candidate | None:
    """The time expression that begins at `index`."""
    for rule in rules(line.norms[index]):
        found = rule(line, index, anchor)
        if found:
            return found
    return None


@lru_cache(maxsize=1 << 16)
def rules(norm: str) -> tuple[Rule, ...]:
    """The rules whose expressions may begin with a word, in the order that they are tried."""
    forms = [form for form, _ in spellings(norm)]
    return tuple(
        rule
        for rule, opening in _openings()
        if opening is None or not opening.isdisjoint(forms) or (rule is duration and norm[0] == "ل")
    )


@lru_cache(maxsize=1)
def _openings() -> tuple[tuple[Rule, frozenset[str] | None], ...]:
    """The rules with the words that they begin with, proclitics off; None where they do not say."""
    groups = words().groups
    often = groups["daily"].union(groups["every"], words().parts.construct.most)
    return (
        (habitual, often | {"يوم", "بشكل", "بصوره", "شبه", "ايام"}),
        (duration, groups["length"]),
        (since, frozenset(SINCE.most)),
        (between, frozenset(BETWEEN.most)),
        (until, groups["until"] | {"الي"}),
        (over, groups["scope"].union(OVER.most)),
        (plain, None),
        (ago, frozenset(BEFORE_OR_AFTER.most)),
        (counted, None),
    )
