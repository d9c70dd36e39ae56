"""What waits for a person, in one order that does not move while it is worked through: incidents that nobody
has looked at, pairs of reports that are alike but not enough to link, and what was not understood.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

import msgspec

from ..decisions import Rulings, rulings, standing
from ..incident import Decision, Entry
from ..records import Issue
from ..settle import folder_of
from ..slim import Slim
from ..states import LOOKS, OPEN, last_changes, look
from ..store import Ledger, State
from .queueing import KINDS, Ask
from .shelf import Shelf, Shelves

ASKING = {"unknown-place": "place", "harm-without-event": "event"}
UNDATED = "0"
REMEMBERED = 16


class Spoken(msgspec.Struct, frozen=True):
    """Something that was not understood, in its document."""

    key: str
    entry: Entry
    issue: Issue


class Item(msgspec.Struct, frozen=True):
    """One thing to look at. `keys` are what a decision about it names: reports, or open questions; `to` is
    whom it is assigned to.
    """

    id: str
    kind: str
    keys: tuple[str, ...]
    state: str = "machine"
    to: str = ""
    countries: frozenset[str] = frozenset()
    score: float = 0.0
    spoken: tuple[Spoken, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person should look at it."""
        return self.state in OPEN


class Board:
    """Everything that waits or waited, in order, as of one state of the ledger. `found` gives the items that
    are asked for, in order, `counts` how many of each kind the rest of the question leaves; both remember
    the last questions. `people` are those to whom something is assigned, `countries` those of everything.
    """

    __slots__ = ("_place", "by_number", "countries", "counts", "found", "items", "people", "stand")

    def __init__(self, items: Iterable[Item], decisions: Sequence[Decision]) -> None:
        self.items = tuple(items)
        self.by_number = {decision.number: decision for decision in decisions}
        self.stand = standing(decisions)
        self._place = {item.id: place for place, item in enumerate(self.items)}
        self.found = lru_cache(maxsize=REMEMBERED)(self._found)
        self.counts = lru_cache(maxsize=REMEMBERED)(self._counts)
        self.people = sorted({item.to for item in self.items if item.to})
        self.countries = sorted(frozenset().union(*{item.countries for item in self.items}))

    def get(self, ident: str) -> Item | None:
        """One item, None where there is none of this id."""
        place = self._place.get(ident)
        return None if place is None else self.items[place]

    def _found(self, ask: Ask) -> Sequence[Item]:
        return [item for item in self.items if item.kind in (ask.kinds or KINDS) and fits(item, ask)]

    def _counts(self, ask: Ask) -> Mapping[str, int]:
        found = dict.fromkeys(KINDS, 0)
        for item in self.items:
            found[item.kind] += fits(item, ask)
        return found

    def place(self, found: Sequence[Item], ident: str) -> int:
        """Which of `found` an item is, from 1 on; 0 where it is none of them."""
        at = bisect_left(found, self._place.get(ident, -1), key=self._at)
        return at + 1 if at < len(found) and found[at].id == ident else 0

    def after(self, found: Sequence[Item], ident: str) -> Item | None:
        """The item of `found` that comes after one that is or was here; after the last the first."""
        at = bisect_right(found, self._place.get(ident, -1), key=self._at)
        return found[at] if at < len(found) else next((item for item in found if item.id != ident), None)

    def before(self, found: Sequence[Item], ident: str) -> Item | None:
        """The item of `found` that comes before one, None at the first."""
        at = bisect_left(found, self._place.get(ident, -1), key=self._at)
        return found[at - 1] if at else None

    def _at(self, item: Item) -> int:
        return self._place[item.id]


def fits(item: Item, ask: Ask) -> bool:
    """Whether an item is asked for, its kind left aside."""
    if ask.assignee and item.to != ask.assignee:
        return False
    if ask.country and ask.country not in item.countries:
        return False
    return item.state == ask.state if ask.state else item.is_open


def _name(kind: str, *parts: str) -> str:
    return f"{kind}-{sha256(chr(0).join((kind, *parts)).encode()).hexdigest()[:12]}"


def _incidents(
    shelf: Shelf, stand: Sequence[Decision], homes: Mapping[str, str], changed: Mapping[str, int]
) -> Iterable[Item]:
    """Disputed ones first, then those with most voices, then the newest."""
    looked: dict[str, list[Decision]] = {}
    for decision in stand:
        if decision.kind in LOOKS:
            for ident in {homes[key] for key in decision.these if key in homes}:
                looked.setdefault(ident, []).append(decision)
    rows = sorted(shelf.rows, key=lambda slim: slim.start or UNDATED, reverse=True)
    for slim in sorted(rows, key=lambda slim: (slim.status not in ("disputed", "denied"), -slim.voices)):
        last = look(looked.get(slim.id, ()), changed.get(slim.id, 0))
        yield Item(
            slim.id, "incident", _keys(slim), last.state, last.to, _countries(slim), float(slim.voices)
        )


def _keys(slim: Slim | None) -> tuple[str, ...]:
    return tuple(telling.key for telling in slim.reports) if slim else ()


def _countries(slim: Slim | None) -> frozenset[str]:
    return frozenset(place.country for place in slim.places if place.country) if slim else frozenset()


def _pairs(
    shelf: Shelf, pairs: Iterable[tuple[str, str, float]], homes: Mapping[str, str], ruled: Rulings
) -> Iterable[Item]:
    """The most alike first. Two reports that are in one incident already, or whose incidents people keep
    apart, are no question, unless a person answered it.
    """
    for a, b, score in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        ours, theirs = shelf.get(homes.get(a, "")), shelf.get(homes.get(b, ""))
        done = (a, b) in ruled.one or (a, b) in ruled.apart
        if ours is None or theirs is None:
            continue
        if not done and (ours is theirs or ruled.bars(_keys(ours), _keys(theirs))):
            continue
        where = _countries(ours) | _countries(theirs)
        yield Item(_name("pair", a, b), "pair", (a, b), "reviewed" if done else "machine", "", where, score)


def _questions(told: Iterable[Spoken], stand: Sequence[Decision]) -> Iterable[Item]:
    """What was not understood, one for each name however it is spelt; what stands most often first."""
    judged = {key for d in stand if d.kind in ("confirm", "reject") for key in d.these}
    groups: dict[tuple[str, str], list[Spoken]] = {}
    for spoken in told:
        kind = ASKING.get(spoken.issue.code, "other")
        words = " ".join(folder_of(spoken.entry.lang)(spoken.issue.text)) or spoken.issue.text
        groups.setdefault((kind, words if kind != "other" else spoken.issue.code), []).append(spoken)
    order = sorted(groups.items(), key=lambda g: (KINDS.index(g[0][0]), -len(g[1]), g[0][1]))
    for (kind, words), every in order:
        waiting = tuple(spoken for spoken in every if spoken.key not in judged)
        shown = waiting or tuple(every)
        keys = tuple(sorted({spoken.key for spoken in shown}))
        state = "machine" if waiting else "reviewed"
        yield Item(_name(kind, words), kind, keys, state, "", frozenset(), float(len(every)), shown)


class Boards:
    """The newest board of a ledger, brought up to date when it is asked for."""

    __slots__ = ("_as_of", "_board", "_changed", "_feed", "_issues", "_lock", "_paired", "_pairs", "_read")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._board = Board((), ())
        self._as_of: State | None = None
        self._feed, self._changed = 0, dict[str, int]()
        self._read, self._issues = 0, dict[str, tuple[Spoken, ...]]()
        self._paired, self._pairs = (-1, -1), list[tuple[str, str, float]]()

    def of(self, ledger: Ledger, shelves: Shelves) -> Board:
        """The board as of now."""
        now = ledger.state()
        with self._lock:
            if now != self._as_of:
                self._board, self._as_of = self._made(ledger, shelves.of(ledger), now), now
            return self._board

    def _made(self, ledger: Ledger, shelf: Shelf, now: State) -> Board:
        self._follow(ledger, now)
        decisions = ledger.decisions()
        stand = standing(decisions)
        named = {key for d in stand if d.kind in LOOKS for key in d.these}
        named |= {key for a, b, _ in self._pairs for key in (a, b)}
        homes = ledger.incidents_of(named)
        told = (spoken for doc in sorted(self._issues) for spoken in self._issues[doc])
        return Board(
            (
                *_incidents(shelf, stand, homes, self._changed),
                *_pairs(shelf, self._pairs, homes, rulings(decisions)),
                *_questions(told, stand),
            ),
            decisions,
        )

    def _follow(self, ledger: Ledger, now: State) -> None:
        """Read on in what the ledger only adds to."""
        last = now.changes
        if last < self._feed:
            self._feed, self._changed = 0, {}
        self._changed, self._feed = last_changes(ledger.changes(self._feed), self._changed), last
        for number, entry, issues in ledger.issues(self._read):
            self._read = max(self._read, number)
            self._issues[entry.id] = tuple(Spoken(mark(entry.id, one), entry, one) for one in issues)
        paired = now.readings, ledger.counts().maybe
        if paired != self._paired:
            self._pairs = [(ln.a, ln.b, ln.score) for ln in ledger.links_with("maybe")]
            self._paired = paired


def mark(doc: str, issue: Issue) -> str:
    """By what a decision names something that was not understood."""
    return f"{doc}/{issue.code}.{issue.start}-{issue.end}"
