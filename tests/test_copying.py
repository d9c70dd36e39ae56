"""Voices found as documents come are those that all documents at once would give, whatever the order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import sijill.copies
import sijill.copying
from sijill.copies import compared, copies_among, voices
from sijill.copying import Copying
from sijill.incident import Entry
from sijill.records import Document, Reading
from sijill.script import signed
from sijill.store import open_ledger


def texts(chance: random.Random, count: int = 40) -> dict[str, str]:
    """Bulletins of invented words: some carried again whole, cut or edited, and some bound into round-ups."""
    words = [f"{a}{b}{c}" for a in "بتثجحخ" for b in "دذرزسش" for c in "صضطظعغ"]
    first = [[chance.choice(words) for _ in range(60)] for _ in range(8)]
    found = {}
    for n in range(count):
        one, two = chance.choice(first), chance.choice(first)
        made = chance.choice((one, one, one[:50], [*one[:30], chance.choice(words), *one[31:]], [*one, *two]))
        found[f"d{n:02d}"] = " ".join(made)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_order_makes_no_difference(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where more documents stand under a band than are compared each with each."""
    for module in (sijill.copies, sijill.copying):
        monkeypatch.setattr(module, "CROWD", (16, 3, 1)[seed % 3])
    chance = random.Random(seed)
    every = texts(chance)
    told = voices(copies_among({doc: signed(text, "ar") for doc, text in every.items()}))
    expected = {doc: told.get(doc, doc) for doc in every}
    for turn in range(3):
        names = sorted(every, reverse=turn == 0)
        if turn == 2:
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


def test_a_crowd_is_not_compared_each_with_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred copies of one text: each meets a few, whether the first ids come first or last."""
    words = " ".join(f"{a}{b}{c}" for a in "بتثج" for b in "دذرز" for c in "صضطظ")
    every = {f"d{n:03d}": f"{words} {n}" for n in range(300)}
    met = [0]

    def counted(*given: object) -> object:
        met[0] += 1
        return compared(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(sijill.copying, "compared", counted)
    for turn in range(2):
        with open_ledger(str(tmp_path / f"{turn}.db")) as ledger:
            copying = Copying(ledger)
            for doc in sorted(every, reverse=turn == 1):
                ledger.add(
                    Entry(id=doc, sha256=doc), every[doc], Reading(doc=Document(id=doc, text=every[doc])), "1"
                )
                copying.file([doc])
            assert set(ledger.voices(every).values()) == {"d000"}
    assert met[0] < 2 * 300 * 16 * 8
