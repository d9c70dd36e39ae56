"""The values of one field with who says each, and the choice among them by a named policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ..incident import Field, Said, Value
from .speech import CARRIED

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
    """The independent voices behind a value: an outlet, a text that several outlets carry, and one named
    speaker in many outlets count once; the witnesses of two outlets are two.
    """
    return frozenset(_voice(s) for s in value.said)


def _voice(said: Said) -> str:
    speaker = said.chain[-1] if len(said.chain) > 1 else ""
    if not speaker or (speaker in UNNAMED and said.voice.startswith(CARRIED)):
        return said.voice
    return f"{said.voice}: {speaker}" if speaker in UNNAMED else speaker


def heard(
    given: Iterable[Given], days: Mapping[str, str], less_exact: Callable[[str, str], bool]
) -> dict[str, frozenset[str]]:
    """The voices that stand by each value, those that nobody stands by left out.

    A voice's later telling takes the place of its earlier one, except where `less_exact(later, earlier)`
    says that it only tells less. `days` gives the day of publication of each report by its key.
    """
    told: dict[str, dict[tuple[str, str], set[str]]] = {}
    for value, _, said in given:
        at = (days[said.report], said.report)
        told.setdefault(_voice(said), {}).setdefault(at, set()).add(value)
    found: dict[str, set[str]] = {}
    for voice, tellings in told.items():
        last = tellings[max(tellings)]
        earlier = {value for values in tellings.values() for value in values} - last
        kept = {value for value in earlier if any(less_exact(later, value) for later in last)}
        for value in last | kept:
            found.setdefault(value, set()).add(voice)
    return {value: frozenset(names) for value, names in found.items()}


def field(
    name: str,
    values: Sequence[Value],
    policy: str,
    chosen: str,
    stand: Mapping[str, frozenset[str]] | None = None,
) -> Field:
    """The field with its chosen value. Values that no voice stands by any more go last and are no dispute."""
    by = {v.value: voices(v) for v in values} if stand is None else stand
    ordered = sorted(values, key=lambda v: (-len(by.get(v.value, ())), v.value))
    return Field(name=name, policy=policy, chosen=chosen, agreed=len(by) <= 1, values=tuple(ordered))


def best(values: Sequence[Value], rank: Callable[[Value], tuple[float | str, ...]]) -> Value | None:
    """The value of the lowest rank, ties by the value itself so that the choice never hangs on an order."""
    return min(values, key=lambda v: (rank(v), v.value), default=None)


def _ordered(said: list[Said]) -> list[Said]:
    return sorted(said, key=lambda s: (s.report, s.source, s.start, s.end))
