"""Settling in any order and in portions, with decisions and new readings in between: as if all came at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

import sijill.settle
from sijill.deciding import Desk
from sijill.decisions import rulings
from sijill.errors import UsageError
from sijill.filing import Clerk
from sijill.incident import Entry, Incident
from sijill.records import Document, Reading, Report, Span
from sijill.settle import Settler
from sijill.store import Ledger, open_ledger
from tests.filed import doer, killed, registry, told

TEXT = "0123456789" * 12
TOWNS = ("place.sy.saraqib", "place.sy.idlib", "place.sy.ariha")
DOERS = ("actor.sy-assad-army", "actor.ru-military")
KINDS = ("shelling", "airstrike", "killing")
AT = "2024-04-01T00:00:00Z"


class World:
    """A ledger under random treatment; `docs` holds the reports that each document has by its newest
    reading.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.ledger = open_ledger(str(folder / "one.db"))
        self.desk = Desk(self.ledger, registry(), "person:tester", AT)
        self.docs: dict[str, tuple[Report, ...]] = {}
        self.readings = 0
        self.ids: set[str] = set()

    def report(self, doc: str, start: int) -> Report:
        """A report of one of a few events, so that many are of one."""
        pick = self.chance.choice
        filed = told(
            f"{doc}/x",
            pick(KINDS),
            f"2024-03-0{self.chance.randint(1, 3)}",
            pick(TOWNS),
            people=[doer(pick(DOERS))] if self.chance.random() < 0.7 else [],
            harm=[killed(pick((0, 1, 4)))] if self.chance.random() < 0.7 else [],
            realis=pick(("actual", "actual", "actual", "denied", "threatened")),
        )
        return replace(
            filed.report,
            id=f"r{start}",
            trigger=Span(text="x", start=start, end=start + 3),
            sentences=((0, 60),),
        )

    def read(self, doc: str) -> None:
        """A document read for the first time, or anew: reports vanish, move, change and come back."""
        old = {r.trigger.start: r for r in self.docs.get(doc, ())}
        starts = self.chance.sample(range(0, 40, 10), self.chance.choice((1, 1, 2, 3)) if old else 2)
        kept = {s: old[s] if s in old and self.chance.random() < 0.5 else self.report(doc, s) for s in starts}
        self.docs[doc] = tuple(kept[s] for s in sorted(kept)) if self.chance.random() < 0.95 else ()
        self.readings += 1
        put(self.ledger, doc, self.docs[doc], str(self.readings))
        if self.chance.random() < 0.5:
            Clerk(self.ledger, registry(), lambda: AT).carry()

    def settle(self) -> None:
        Settler(self.ledger, registry()).settle(AT)
        self.ids |= {i.id for i in self.ledger.incidents()}

    def decide(self) -> None:
        """One random decision; one that is refused is none."""
        every = sorted(self.ledger.incidents(), key=lambda i: i.id)
        if not every:
            return
        one, two = self.chance.choice(every), self.chance.choice(every)
        kind = self.chance.choice(("merge", "merge", "split", "lock", "unlock", "withdraw", "correct"))
        try:
            if kind == "merge":
                self.desk.merge(one.id, two.id)
            elif kind == "split":
                self.desk.split(one.id, [self.chance.choice(one.reports).key])
            elif kind == "correct":
                self.desk.correct(one.id, "killed", str(self.chance.randint(5, 9)))
            elif kind == "withdraw":
                made = self.ledger.decisions()
                self.desk.withdraw(self.chance.choice(made).number if made else 1)
            else:
                self.desk.mark(one.id, kind)
        except UsageError:
            return
        self.ids |= {i.id for i in self.ledger.incidents()}


def put(ledger: Ledger, doc: str, reports: Sequence[Report], reader: str) -> None:
    entry = Entry(id=doc, sha256=doc, outlet=f"outlet of {doc}", published="2024-03-03")
    ledger.add(entry, TEXT, Reading(doc=Document(id=doc, text=TEXT), reports=tuple(reports)), reader)


def by_id(ledger: Ledger) -> dict[str, Incident]:
    return {i.id: i for i in ledger.incidents()}


def bare(found: Incident) -> Incident:
    """An incident without what hangs on its history."""
    return replace(found, id="", was=())


def live_by_feed(ledger: Ledger) -> set[str]:
    """The incidents that there are, by the feed of changes alone."""
    live: set[str] = set()
    for change in ledger.changes():
        if change.kind == "new":
            assert change.incident not in live, change
            live.add(change.incident)
        else:
            assert change.incident in live, change
            live -= {change.incident} if change.kind != "changed" else set()
    return live


@pytest.fixture
def portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sijill.settle, "AT_ONCE", 4)


def treat(world: World, steps: int) -> None:
    names = [f"d{n:02d}" for n in range(14)]
    for _ in range(steps):
        act = world.chance.random()
        if act < 0.45:
            world.read(world.chance.choice(names))
        elif act < 0.7:
            world.settle()
        else:
            world.decide()
        check_whole(world)
    world.settle()


def check_whole(world: World) -> None:
    """What holds at any moment, settled or not."""
    every = by_id(world.ledger)
    keys = [t.key for i in every.values() for t in i.reports]
    assert len(keys) == len(set(keys))
    assert live_by_feed(world.ledger) == set(every)
    for found in every.values():
        assert not set(found.was) & set(every), (found.id, found.was)
        for old in found.was:
            assert world.ledger.incident(old) == found
    assert world.ledger.incidents_of(keys) == {t.key: i.id for i in every.values() for t in i.reports}


@pytest.mark.parametrize("seed", range(12))
def test_any_order_gives_what_linking_anew_gives(portions: None, tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    treat(world, 60)
    check_whole(world)
    before = by_id(world.ledger)
    feed = len(list(world.ledger.changes()))
    world.ledger.unsettle()
    world.settle()
    assert by_id(world.ledger) == before
    assert len(list(world.ledger.changes())) == feed
    evidence = {f.key for f in world.ledger.filed_all() if f.report.realis in ("actual", "denied")}
    assert evidence == {t.key for i in before.values() for t in i.reports}
    for ident in world.ids:
        found = world.ledger.incident(ident)
        assert found is None or found.id in before
    obeyed(world, before)
    again(world, before)


def obeyed(world: World, every: dict[str, Incident]) -> None:
    """What people hold together is together, what they keep apart is apart."""
    home = {t.key: i.id for i in every.values() for t in i.reports}
    given = rulings(world.ledger.decisions())
    for held in given.locked:
        assert len({home[k] for k in held if k in home}) <= 1
        for found in every.values():
            keys = {t.key for t in found.reports}
            assert not keys & held or keys <= held or any(keys & o for o in given.locked if o != held)
    for a, b in given.apart:
        together = a in home and b in home and home[a] == home[b]
        assert not together or any({a, b} <= held for held in given.locked), (a, b)


def again(world: World, before: dict[str, Incident]) -> None:
    """The same documents and decisions in a new ledger, in another order, give the same incidents."""
    with open_ledger(str(world.folder / "two.db")) as other:
        names = sorted(world.docs)
        world.chance.shuffle(names)
        for doc in names:
            put(other, doc, world.docs[doc], str(world.readings))
            if world.chance.random() < 0.5:
                Settler(other, registry()).settle(AT)
        for decision in world.ledger.decisions():
            other.add_decision(decision)
        other.unsettle()
        Settler(other, registry()).settle(AT)
        mine = sorted((plain(i) for i in before.values()), key=lambda i: i.reports[0].key)
        theirs = sorted((plain(i) for i in by_id(other).values()), key=lambda i: i.reports[0].key)
        assert mine == theirs


def plain(found: Incident) -> Incident:
    return bare(found)
