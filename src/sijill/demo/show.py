"""The bundled corpus into a ledger, and a summary of what was found: about a minute, then it ends."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..filing import registry_of
from ..incident import Incident, TallyCheck
from ..ledger_commands import Adding, add_sources
from ..printing import SYNTHETIC, checked, row, speaker, spread
from ..reconcile.audit import audit
from ..store import Counts, Ledger, existing_ledger
from ..wording import by_outlet
from . import CORPUS

MANY = 3


def show(where: str) -> None:
    """Put the corpus into a ledger (a passing one where `where` is empty) and print what was found."""
    if where:
        _fill(where)
        return
    with tempfile.TemporaryDirectory(prefix="sijill-") as folder:
        _fill(str(Path(folder) / "demo.sijill"))


def _fill(where: str) -> None:
    add_sources([str(CORPUS)], where, Adding())
    with existing_ledger(where) as ledger:
        for line in summary(ledger):
            sys.stdout.write(line + "\n")


def summary(ledger: Ledger) -> Iterator[str]:
    """What a ledger holds, in lines: incidents that several outlets tell, disputes, totals, wording."""
    incidents = list(ledger.incidents())
    if any(i.synthetic for i in incidents):
        yield SYNTHETIC
    yield _counted(ledger.counts())
    several = [i for i in incidents if len(i.reports) > 1]
    yield f"\nIncidents that several documents tell of ({len(several)} of {len(incidents)})"
    yield from (f"  {row(i)}" for i in several)
    yield from _disputes(several)
    yield from _totals(audit(list(ledger.tallies()), incidents, registry_of()))
    yield from _wording(ledger)
    yield "\nTo keep it: sijill demo --ledger demo.sijill; sijill show ID --ledger demo.sijill"


def _counted(counts: Counts) -> str:
    return (
        f"{counts.documents} documents of {counts.voices} voices, {counts.reports} reports, "
        f"{counts.incidents} incidents, {counts.maybe} pairs for a person to look at"
    )


def _disputes(incidents: Sequence[Incident]) -> Iterator[str]:
    disputed = [i for i in incidents if i.status in ("disputed", "denied")]
    yield f"\nWhere accounts differ ({len(disputed)})"
    for incident in disputed:
        yield f"  {row(incident)}"
        for field in incident.fields:
            if field.name in ("attacker", "status") and not field.agreed:
                for value in field.values:
                    who = "; ".join(dict.fromkeys(speaker(s) for s in value.said))
                    yield f"    {field.name} {value.label or value.value}: {who}"
        for toll in incident.harm:
            if toll.kind == "killed" and not toll.part and len(toll.values) > 1:
                yield f"    killed {spread(toll)}"
                for value in toll.values:
                    who = "; ".join(dict.fromkeys(speaker(s) for s in value.said))
                    yield f"      {value.value if value.value != '?' else 'no number'}: {who}"


def _totals(checks: Sequence[TallyCheck]) -> Iterator[str]:
    yield f"\nTotals that parties announce, checked ({len(checks)})"
    for check in checks:
        yield from (f"  {line}" for line in checked(check).splitlines() if line != SYNTHETIC)


def _wording(ledger: Ledger) -> Iterator[str]:
    found = by_outlet(ledger.framing())
    many, outlets = sum(n.count for n in found), len({n.outlet for n in found})
    yield f"\nLoaded wording, shown and never adopted ({many} words of {outlets} outlets)"
    for item in sorted(found, key=lambda n: (-n.count, n.outlet, n.neutral))[: 2 * MANY]:
        words = ", ".join(f"«{w}» {n}×" for w, n in item.words)
        yield f"  {item.outlet}: {item.neutral or item.about}, {item.category}: {words}"
