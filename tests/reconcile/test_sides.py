"""Any mixture of tellings: the order makes no difference, and sides swapped change the labels alone."""

from __future__ import annotations

import random

import pytest
from msgspec import json

from sijill.incident import Filed, Incident
from sijill.reconcile.build import incident
from sijill.records import Source
from tests.filed import doer, killed, registry, told

ONE, OTHER = "actor.sy-assad-army", "actor.hts"
STANCES = ("reports", "claims_responsibility", "confirms", "denies", "accuses", "doubts")
CIVIL = "actor.civilians"


def telling(chance: random.Random, n: int) -> Filed:
    """A report with any doer, target, speaker, stance, realis and toll."""
    pick = chance.choice
    people = [doer(pick((ONE, OTHER)))] if chance.random() < 0.7 else []
    people += [doer(pick((ONE, OTHER, CIVIL)), pick(("target", "victim")))] if chance.random() < 0.7 else []
    sources = [
        Source(kind=pick(("military", "witness")), stance=pick(STANCES), actor=pick((ONE, OTHER, None)), text=str(n))
        for _ in range(pick((0, 1, 1, 2)))
    ]  # fmt: skip
    low = pick((None, 0, 1, 3, 9))
    high = pick((low, None if low is None else low + 2))
    harm = [killed(low, high, source=chance.randint(0, len(sources)))] if chance.random() < 0.7 else []
    return told(
        f"d{n}/1",
        pick(("shelling", "shelling", "airstrike", "bombing")),
        people=people,
        sources=sources,
        harm=harm,
        realis=pick(("actual", "actual", "denied")),
        published=f"2024-03-{pick((9, 10)):02d}",
        outlet=pick(("A", "B", "C")),
        voice=pick((f"d{n}", "d0")),
    )


def swapped(filed: Filed) -> Filed:
    text = json.encode(filed).decode()
    return json.decode(text.replace(ONE, "@").replace(OTHER, ONE).replace("@", OTHER), type=Filed)


def shown(found: Incident) -> tuple[object, ...]:
    """What a side's name must not change."""
    tolls = [(t.kind, t.who, t.low, t.high, t.best, t.part, len(t.conceded)) for t in found.harm]
    return found.status, found.event_type, found.time, found.places, tolls, found.voices


@pytest.mark.parametrize("seed", range(300))
def test_sides_and_order(seed: int) -> None:
    chance = random.Random(seed)
    every = [telling(chance, n) for n in range(chance.randint(1, 5))]
    found = incident("i-1", every, (), registry())
    assert incident("i-1", list(reversed(every)), (), registry()) == found
    assert shown(incident("i-1", [swapped(f) for f in every], (), registry())) == shown(found)
