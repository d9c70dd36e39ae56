"""The values of one field with who says each, and the choice among them by a named policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..incident import Field, Said, Value

# How a speaker is called whom the source does not name, or no list knows.
UNNAMED = frozenset(
    (
        "news agency",
        "state official",
        "military",
        "armed group",
        "monitor",
        "medic",
        "witness",
        "anonymous",
        "political",
        "un ngo",
        "social media",
    )
)
Given = tuple[str, str, Said]  # canonical value, label for people, who says it


def gather(given: Iterable[Given]) -> tuple[Value, ...]:
    """Values with all who say them, the best supported first, then by value."""
    labels: dict[str, str] = {}
    said: dict[str, list[Said]] = {}
    for value, label, who in given:
        labels.setdefault(value, label)
        if who not in said.setdefault(value, []):
            said[value].append(who)
    values = [Value(value=v, label=labels[v], said=tuple(_ordered(said[v]))) for v in said]
    return tuple(sorted(values, key=lambda v: (-len(voices(v)), v.value)))


def voices(value: Value) -> frozenset[str]:
    """The independent voices behind a value: copies of one text, and one named speaker in many outlets, count
    once; the witnesses of two outlets are two.
    """
    return frozenset(_voice(s) for s in value.said)


def _voice(said: Said) -> str:
    copied = said.voice != said.report.rsplit("/", 1)[0]
    if copied or len(said.chain) <= 1:
        return said.voice
    speaker = said.chain[-1]
    return f"{said.voice}: {speaker}" if speaker in UNNAMED else speaker


def field(name: str, values: Sequence[Value], policy: str, chosen: str) -> Field:
    """The field with its chosen value."""
    return Field(name=name, policy=policy, chosen=chosen, agreed=len(values) <= 1, values=tuple(values))


def best(values: Sequence[Value], rank: Callable[[Value], tuple[float | str, ...]]) -> Value | None:
    """The value of the lowest rank, ties by the value itself so that the choice never hangs on an order."""
    return min(values, key=lambda v: (rank(v), v.value), default=None)


def _ordered(said: list[Said]) -> list[Said]:
    return sorted(said, key=lambda s: (s.report, s.source, s.start, s.end))
