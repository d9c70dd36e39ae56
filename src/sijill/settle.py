"""Link what is new in a ledger and work its incidents out anew: only the components it touches.

Linking more reports gives what linking all at once would: components do not influence each other, and each is
worked out from its reports, their links and the decisions on them, whatever order they came in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from .decisions import about, rulings
from .incident import Filed, Incident, Link
from .language import Language, load_language
from .link.block import kept_under, looks_under
from .link.cluster import clusters
from .link.compare import Weights, compare, published_weights
from .link.profile import Fold, Profile, content, evidence, profile
from .marks import mark_reports
from .reader import load_reader
from .reconcile.build import incident, minted
from .registry import Registry
from .store import Filters, Ledger

AT_ONCE = 1000
KEPT = ("same", "maybe")


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What settling did: reports linked, incidents new, changed, merged and gone."""

    reports: int = 0
    new: int = 0
    changed: int = 0
    merged: int = 0
    gone: int = 0

    def plus(self, other: Settled) -> Settled:
        """Both together."""
        return Settled(
            **{
                f: getattr(self, f) + getattr(other, f)
                for f in ("reports", "new", "changed", "merged", "gone")
            }
        )


class Settler:
    """Settles a ledger: links pending reports, takes stale ones out, and works touched incidents out anew."""

    __slots__ = ("_ledger", "_registry", "_texts", "_weights")

    def __init__(self, ledger: Ledger, registry: Registry, weights: Weights | None = None) -> None:
        self._ledger = ledger
        self._registry = registry
        self._weights = weights or published_weights()
        self._texts: tuple[str, str] = ("", "")

    def settle(self, at: str) -> Settled:
        """Settle everything that waits, a portion at a time, each whole or not at all. `at` is the time of
        it.
        """
        done = Settled()
        while True:
            with self._ledger.writing():
                pending = self._ledger.pending(AT_ONCE)
                stale = self._ledger.stale(AT_ONCE)
                if not pending and not stale:
                    return done
                done = done.plus(self._portion(pending, stale, at))

    def anew(self, keys: Iterable[str], at: str) -> Settled:
        """Work out anew the incidents of some reports, because of a decision on them."""
        with self._ledger.writing():
            return self._work_out(self._reach(keys), at)

    def _portion(self, pending: Sequence[str], stale: Sequence[str], at: str) -> Settled:
        ledger = self._ledger
        touched = self._reach([*pending, *stale])
        ledger.drop_links([*pending, *stale])
        fresh = {p.key: p for p in self._profiles(pending)}
        ledger.put_blocks({key: sorted(kept_under(p)) for key, p in fresh.items()})
        ledger.put_links(self._links(fresh))
        done = self._work_out(self._reach({*touched, *fresh}) - set(stale), at, left=stale)
        ledger.settled([*pending, *stale])
        return done.plus(Settled(reports=len(pending)))

    def _links(self, fresh: Mapping[str, Profile]) -> Iterator[Link]:
        """The links of new reports among themselves and with what lies in the ledger."""
        sought = {key: looks_under(p) for key, p in fresh.items()}
        wanted = sorted({block for blocks in sought.values() for block in blocks})
        known = {p.key: p for p in self._profiles(sorted(self._ledger.candidates(wanted) - set(fresh)))}
        index: dict[str, list[str]] = {}
        every = {**known, **fresh}
        for p in every.values():
            for block in kept_under(p):
                index.setdefault(block, []).append(p.key)
        for key, blocks in sought.items():
            near = {other for block in blocks for other in index.get(block, ())}
            for other in sorted(near - {key}):
                if other not in fresh or key < other:
                    link = compare(fresh[key], every[other], self._weights)
                    if link.verdict in KEPT:
                        yield link

    def _reach(self, keys: Iterable[str]) -> set[str]:
        """The reports that hang together with these by links and by what people decided."""
        found, before = set(keys), set[str]()
        while found != before:
            before = set(found)
            for decision in self._ledger.decisions_on(found):
                found |= {*decision.these, *decision.those}
            found |= self._ledger.component(found)  # and those that no reading has, which decisions name
        return found

    def _work_out(self, keys: set[str], at: str, left: Sequence[str] = ()) -> Settled:
        """Sets and incidents of whole components; `left` are reports that are no more."""
        ledger = self._ledger
        keys = self._with_founded(keys)
        decisions = about(keys, ledger.decisions_on)
        profiles = {p.key: p for p in self._profiles(sorted(keys))}
        links = [ln for ln in ledger.links_among(profiles) if ln.verdict == "same"]
        sets = clusters(profiles, links, self._weights, rulings(decisions))
        old = ledger.incidents_of([*keys, *left])
        names = named(sets, old)
        told = {f.key: f for f in ledger.filed(profiles)}
        homes = self._homes(told.values(), names, sets)
        heirs = _heirs(old, names, sets)
        before = self._before(old)
        put = [
            incident(
                names[s],
                [told[k] for k in s],
                decisions,
                self._registry,
                homes,
                _taken_over(names[s], s, old, heirs, before),
                profiles,
            )
            for s in sets
        ]
        gone = sorted(set(old.values()) - set(names.values()))
        aliases = {g: heirs[g] for g in gone if g in heirs} | {w: one.id for one in put for w in one.was}
        changes = ledger.replace_incidents(gone, put, aliases, at)
        kinds = [c.kind for c in changes]
        return Settled(**{k: kinds.count(k) for k in ("new", "changed", "merged", "gone")})

    def _with_founded(self, keys: set[str]) -> set[str]:
        """These reports and those of the incidents that now go by an id which one of them founded.

        A report that an older reading had may come back while others have its id: the id is its own.
        """
        home = self._ledger.incidents_of(keys)
        names = {minted(key) for key in keys if key not in home} - set(home.values())
        found = {t.key for one in self._of_ids(self._ledger.led_to(names)) for t in one.reports}
        return self._reach(keys | found) if found else keys

    def _before(self, old: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The ids that the incidents of reports had taken over."""
        return {one.id: one.was for one in self._of_ids(set(old.values()))}

    def _of_ids(self, names: set[str]) -> Iterator[Incident]:
        every = sorted(names)
        for at in range(0, len(every), AT_ONCE):
            yield from self._ledger.incidents(Filters(ids=tuple(every[at : at + AT_ONCE])))

    def _profiles(self, keys: Iterable[str]) -> Iterator[Profile]:
        """What linking looks at, of the reports that are evidence."""
        for filed in self._ledger.filed(keys):
            if evidence(filed.report):
                yield profile(filed, self._content(filed), self._registry, folder_of(filed.lang))

    def _content(self, filed: Filed) -> tuple[str, ...]:
        doc, text = self._texts
        if doc != filed.doc:
            text = self._ledger.text(filed.doc) or ""
            self._texts = (filed.doc, text)
        language: Language = load_reader(filed.lang).language
        return content(t for a, b in filed.report.sentences for t in language.tokens(text, a, b))

    def _homes(
        self, told: Iterable[Filed], names: Mapping[tuple[str, ...], str], sets: Iterable[tuple[str, ...]]
    ) -> dict[str, str]:
        """The incidents of the reports that others of their documents are said to answer, by `DOC#REPORT`."""
        docs = {f.doc for f in told if f.report.response_to}
        now = {key: names[s] for s in sets for key in s}
        found: dict[str, str] = {}
        for doc in sorted(docs):
            reading = self._ledger.reading(doc)
            marks = mark_reports(reading.reports) if reading else {}
            keys = {ident: f"{doc}/{mark}" for ident, mark in marks.items()}
            known = {**self._ledger.incidents_of(keys.values()), **now}
            found |= {f"{doc}#{ident}": known[key] for ident, key in keys.items() if key in known}
        return found


@lru_cache(maxsize=8)
def folder_of(lang: str) -> Fold:
    """How a language folds a name: its words, articles left off."""
    phrase = load_language(lang).phrase
    return lru_cache(maxsize=50_000)(lambda name: tuple(word for word, _ in phrase(name)))


def named(sets: Sequence[tuple[str, ...]], old: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The id of each set: one that it has already, if the report that founded it is in it; else a new one.

    Of several, the id stays that most of the set's reports had, then the smallest: an id outlives merges, and
    after a split it stays with its founder. An id whose founder is no more stays with most of its reports.
    """
    taken: set[str] = set()
    names: dict[tuple[str, ...], str] = {}
    founders = {minted(key): key for keys in sets for key in keys}
    for keys in sorted(sets, key=lambda s: (-len(s), s)):
        had = [old[k] for k in keys if k in old]
        fit = {n for n in had if n not in taken and (founders.get(n, keys[0]) in keys)}
        best = min(fit, key=lambda n: (-had.count(n), n), default="")
        names[keys] = best or minted(next(k for k in keys if minted(k) not in taken))
        taken.add(names[keys])
    return names


def _heirs(
    old: Mapping[str, str], names: Mapping[tuple[str, ...], str], sets: Sequence[tuple[str, ...]]
) -> dict[str, str]:
    """Under which id what an id meant is found now: where its founder is, else most of its reports."""
    home = {key: names[s] for s in sets for key in s}
    found: dict[str, Counter[str]] = {}
    for key, name in old.items():
        if key in home:
            found.setdefault(name, Counter())[home[key]] += 1
    most = {name: min(where, key=lambda n: (-where[n], n)) for name, where in found.items()}
    return most | {minted(key): name for key, name in home.items()}


def _taken_over(
    ident: str,
    keys: Iterable[str],
    old: Mapping[str, str],
    heirs: Mapping[str, str],
    before: Mapping[str, tuple[str, ...]],
) -> list[str]:
    """The ids that an incident took over: those of its reports' incidents, and theirs, that lead to it."""
    live = set(heirs.values())
    names = {old[k] for k in keys if k in old}
    was = {w for name in names for w in (name, *before[name]) if heirs.get(w, heirs[name]) == ident}
    return sorted(was - live)
