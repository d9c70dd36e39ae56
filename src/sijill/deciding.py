"""What a person says about incidents -> a signed decision about reports, kept and carried out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .decisions import check, on
from .errors import UsageError
from .incident import Decision, Incident
from .reconcile.correct import corrected
from .registry import Registry
from .settle import Settler
from .states import may_finalise
from .store import Ledger


class Desk:
    """Takes decisions on a ledger. `by` signs them; `at` is the time they carry."""

    __slots__ = ("_at", "_by", "_ledger", "_registry", "_settler")

    def __init__(self, ledger: Ledger, registry: Registry, by: str, at: str) -> None:
        self._ledger = ledger
        self._registry = registry
        self._settler = Settler(ledger, registry)
        self._by = by
        self._at = at

    def merge(self, first: str, second: str, note: str = "") -> Decision:
        """Two incidents are one. Raises UsageError where one is locked or not there."""
        ours, theirs = self.incident(first), self.incident(second)
        if ours.id == theirs.id:
            raise UsageError(f"{first} and {second} are one incident already")
        for one in (ours, theirs):
            if one.locked:
                raise UsageError(f"{one.id} is locked: unlock it first")
        return self._take("merge", keys_of(ours), keys_of(theirs), note=note)

    def split(self, ident: str, reports: Sequence[str], note: str = "") -> Decision:
        """These reports of an incident tell of something else than the rest of it."""
        incident = self.incident(ident)
        if incident.locked:
            raise UsageError(f"{incident.id} is locked: unlock it first")
        every = set(keys_of(incident))
        away = set(reports)
        if not away or away - every:
            unknown = ", ".join(sorted(away - every)) or "none named"
            raise UsageError(f"no reports of {incident.id}: {unknown} (it has {', '.join(sorted(every))})")
        if away == every:
            raise UsageError(f"all reports of {incident.id} were named: nothing would be left")
        return self._take("split", sorted(away), sorted(every - away), note=note)

    def correct(self, ident: str, field: str, value: str, note: str = "") -> Decision:
        """A field of an incident has another value than any report gives, or another of theirs is right."""
        incident = self.incident(ident)
        draft = self._draft("correct", keys_of(incident), (), field, value, note)
        corrected(incident, (draft,), self._registry)  # refuses what makes no sense before it is kept
        return self._keep(draft)

    def mark(self, ident: str, kind: str, note: str = "") -> Decision:
        """Confirm, reject, lock or unlock an incident, or comment on it."""
        return self._take(kind, keys_of(self.incident(ident)), (), note=note)

    def state(self, ident: str, value: str, note: str, to: str = "") -> Decision:
        """Assign an incident, put it to peer review, or finalise it. Raises UsageError where the one who put
        it to peer review would finalise it, or nobody did, and where there is no comment.
        """
        keys = keys_of(self.incident(ident))
        with self._ledger.writing():
            if value == "finalised":
                may_finalise(on(keys, self._ledger.decisions_on(keys)), self._by)
            draft = self._draft("state", keys, (), "", value, note)
            return self._keep(msgspec.structs.replace(draft, to=" ".join(to.split())))

    def together(self, first: str, second: str, note: str = "") -> Decision:
        """Two reports, named by their keys, tell of one event: their incidents are one. Raises UsageError
        where either is of no incident, or one of these is locked.
        """
        homes = self._ledger.incidents_of((first, second))
        return self.merge(homes.get(first, first), homes.get(second, second), note)

    def apart(self, first: str, second: str, note: str = "") -> Decision:
        """Two reports, named by their keys, tell of two events. Raises UsageError where either is of no
        incident, or its incident is locked.
        """
        homes = self._ledger.incidents_of((first, second))
        for key in (first, second):
            if self.incident(homes.get(key, key)).locked:
                raise UsageError(f"{homes[key]} is locked: unlock it first")
        return self._take("split", (first,), (second,), note=note)

    def judge(self, issues: Sequence[str], kind: str, note: str = "") -> Decision:
        """Of something that was not understood, say that it is a gap to fill (confirm) or none (reject)."""
        if kind not in ("confirm", "reject") or not issues:
            raise UsageError("an open question is confirmed or rejected")
        return self._take(kind, sorted(issues), (), note=note)

    def withdraw(self, number: int, note: str = "") -> Decision:
        """Take a decision back; it stays in the history."""
        old = next((d for d in self._ledger.decisions() if d.number == number), None)
        if old is None:
            raise UsageError(f"there is no decision {number}")
        draft = Decision(
            number=0, at=self._at, by=self._by, kind="withdraw", note=note, withdraws=number,
            these=old.these, those=old.those,
        )  # fmt: skip
        return self._keep(draft)

    def incident(self, ident: str) -> Incident:
        """The incident of an id, or of one that it took over. Raises UsageError where there is none."""
        found = self._ledger.incident(ident)
        if found is None:
            raise UsageError(f"there is no incident '{ident}'")
        return found

    def _take(
        self, kind: str, these: Sequence[str], those: Sequence[str], note: str = "", field: str = ""
    ) -> Decision:
        return self._keep(self._draft(kind, these, those, field, "", note))

    def _draft(
        self, kind: str, these: Sequence[str], those: Sequence[str], field: str, value: str, note: str
    ) -> Decision:
        return Decision(
            number=0, at=self._at, by=self._by, kind=kind, these=tuple(these), those=tuple(those),
            field=field, value=value, note=note,
        )  # fmt: skip

    def _keep(self, draft: Decision) -> Decision:
        """Keep a decision and work out anew what it touches, both or neither."""
        check(draft)
        with self._ledger.writing():
            seen = msgspec.structs.replace(draft, as_of=self._ledger.last_change())
            kept = self._ledger.add_decision(seen)
            self._settler.anew({*kept.these, *kept.those}, self._at)
        return kept


def keys_of(incident: Incident) -> tuple[str, ...]:
    """The reports of an incident."""
    return tuple(t.key for t in incident.reports)
