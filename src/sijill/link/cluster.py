"""Sets of reports that tell of one event, from the links between them: the same whatever order they came in.

Reports that links of verdict 'same' connect form a component, and components do not influence each other; so
a new report asks only for its own component to be worked out anew. Inside one, the strongest links join
first, and two sets join only where their reports on the whole agree and no pair of them is barred.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ..decisions import Rulings, pair
from ..incident import Link
from .compare import Weights, compare
from .profile import Profile

NOBODY = Rulings()


def clusters(
    profiles: Mapping[str, Profile], links: Iterable[Link], weights: Weights, rulings: Rulings = NOBODY
) -> tuple[tuple[str, ...], ...]:
    """The sets, each sorted, in the order of their first key. Every report stands in exactly one."""
    strong = [link for link in links if link.verdict == "same"]
    inside: dict[str, list[Link]] = {}
    parts = components(profiles, edges(profiles, strong, rulings))
    home = {key: part[0] for part in parts for key in part}
    for link in strong:
        inside.setdefault(home[link.a], []).append(link)
    return tuple(
        sorted(
            found
            for part in parts
            for found in _divide(part, profiles, inside.get(part[0], []), weights, rulings)
        )
    )


def edges(there: Container[str], strong: Iterable[Link], rulings: Rulings) -> set[tuple[str, str]]:
    """What connects reports into components: strong links, merges and locks that people made of those that
    are there.
    """
    found = {(link.a, link.b) for link in strong} | set(rulings.one)
    for held in rulings.locked:
        keys = sorted(key for key in held if key in there)
        found |= {(keys[0], key) for key in keys[1:]}
    return found


def components(keys: Iterable[str], edges: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Reports connected by edges, each component sorted, in the order of their first key."""
    head: dict[str, str] = {key: key for key in keys}

    def top(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for a, b in edges:
        if a in head and b in head:
            low, high = sorted((top(a), top(b)))
            head[high] = low
    found: dict[str, list[str]] = {}
    for key in sorted(head):
        found.setdefault(top(key), []).append(key)
    return tuple(tuple(part) for part in found.values())


def _divide(
    part: tuple[str, ...],
    profiles: Mapping[str, Profile],
    strong: list[Link],
    weights: Weights,
    rulings: Rulings,
) -> list[tuple[str, ...]]:
    """Join the reports of a component: what people decided first, then the strongest link."""
    of = {key: [key] for key in part}
    _hold(of, rulings)
    scores = {(ln.a, ln.b): ln for ln in strong}
    for link in sorted(strong, key=lambda ln: (-ln.score, ln.a, ln.b)):
        left, right = of[link.a], of[link.b]
        if left is right or rulings.bars(left, right):
            continue
        if _agree(left, right, profiles, scores, weights):
            _join(of, [left, right])
    return [tuple(group) for group in {id(g): g for g in of.values()}.values()]


def _hold(of: dict[str, list[str]], rulings: Rulings) -> None:
    """Join what people hold together: what is locked, then what was merged and nobody keeps apart."""
    for held in rulings.locked:
        _join(of, [of[key] for key in sorted(held) if key in of])
    for a, b in sorted(rulings.one):
        if a in of and b in of and of[a] is not of[b] and not rulings.bars(of[a], of[b]):
            _join(of, [of[a], of[b]])


def _join(of: dict[str, list[str]], groups: list[list[str]]) -> None:
    joined = sorted({key for group in groups for key in group})
    for key in joined:
        of[key] = joined


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
            both = pair(a, b)
            if both not in scores:
                scores[both] = compare(profiles[a], profiles[b], weights)
            if scores[both].barred:
                return False
            total += scores[both].score
    return total / (len(ours) * len(theirs)) >= weights.join
