"""Voices found as documents come are those that all documents at once would give, whatever the order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sijill.copies import copies_among, voices
from sijill.copying import Copying
from sijill.incident import Entry
from sijill.records import Document, Reading
from sijill.script import signed
from sijill.store import open_ledger


def texts(chance: random.Random) -> dict[str, str]:
    """Bulletins of invented words: some carried again whole, cut or edited, and some bound into round-ups."""
    words = [f"{a}{b}{c}" for a in "بتثجحخ" for b in "دذرزسش" for c in "صضطظعغ"]
    first = [[chance.choice(words) for _ in range(60)] for _ in range(8)]
    found = {}
    for n in range(30):
        one, two = chance.choice(first), chance.choice(first)
        made = chance.choice((one, one, one[:50], [*one[:30], chance.choice(words), *one[31:]], [*one, *two]))
        found[f"d{n:02d}"] = " ".join(made)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_order_makes_no_difference(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    every = texts(chance)
    told = voices(copies_among({doc: signed(text, "ar") for doc, text in every.items()}))
    expected = {doc: told.get(doc, doc) for doc in every}
    for turn in range(3):
        names = list(every)
        chance.shuffle(names)
        with open_ledger(str(tmp_path / f"{turn}.db")) as ledger:
            copying = Copying(ledger)
            while names:
                some = [names.pop() for _ in range(min(len(names), chance.randint(1, 6)))]
                for doc in some:
                    entry = Entry(id=doc, sha256=doc)
                    ledger.add(entry, every[doc], Reading(doc=Document(id=doc, text=every[doc])), "1")
                copying.file(some)
            assert ledger.voices(every) == expected
