"""Sets of reports that tell of one event, from the links between them: the same whatever order they came in.

Reports that links of verdict 'same' connect form a component, and components do not influence each other; so
a new report asks only for its own component to be worked out anew. Inside one, the strongest links join
first, and two sets join only where their reports on the whole agree and no pair of them is barred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..incident import Link
from .compare import Weights, compare
from .profile import Profile


def clusters(
    profiles: Mapping[str, Profile], links: Iterable[Link], weights: Weights
) -> tuple[tuple[str, ...], ...]:
    """The sets, each sorted, in the order of their first key. Every report stands in exactly one."""
    strong = [link for link in links if link.verdict == "same"]
    return tuple(
        sorted(
            found
            for part in components(profiles, strong)
            for found in _divide(part, {key: profiles[key] for key in part}, strong, weights)
        )
    )


def components(keys: Iterable[str], strong: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """Reports connected by links, each component sorted, in the order of their first key."""
    head: dict[str, str] = {key: key for key in keys}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for link in strong:
        low, high = sorted((top(link.a), top(link.b)))
        head[high] = low
    found: dict[str, list[str]] = {}
    for key in sorted(head):
        found.setdefault(top(key), []).append(key)
    return tuple(tuple(part) for part in found.values())


def _divide(
    part: tuple[str, ...], profiles: Mapping[str, Profile], strong: Iterable[Link], weights: Weights
) -> list[tuple[str, ...]]:
    """Join the reports of a component, strongest link first."""
    if len(part) == 1:
        return [part]
    inside = sorted((ln for ln in strong if ln.a in profiles), key=lambda ln: (-ln.score, ln.a, ln.b))
    scores = {(ln.a, ln.b): ln for ln in inside}
    of = {key: [key] for key in part}
    for link in inside:
        ours, theirs = of[link.a], of[link.b]
        if ours is theirs or not _agree(ours, theirs, profiles, scores, weights):
            continue
        joined = sorted(ours + theirs)
        for key in joined:
            of[key] = joined
    return [tuple(group) for group in {id(g): g for g in of.values()}.values()]


def _agree(
    ours: list[str],
    theirs: list[str],
    profiles: Mapping[str, Profile],
    scores: dict[tuple[str, str], Link],
    weights: Weights,
) -> bool:
    """Whether two sets may be one: no pair barred, and their links on the average no weaker than `join`."""
    total = 0.0
    for a in ours:
        for b in theirs:
            pair = (a, b) if a < b else (b, a)
            if pair not in scores:
                scores[pair] = compare(profiles[a], profiles[b], weights)
            if scores[pair].barred:
                return False
            total += scores[pair].score
    return total / (len(ours) * len(theirs)) >= weights.join
