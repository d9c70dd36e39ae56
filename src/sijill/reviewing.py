"""What a person should look at: decisions that wait, what halves inherited, pairs to compare."""

from __future__ import annotations

from collections.abc import Iterator

from .account import waterfalls
from .carrying import Carrying
from .incident import Filed, Link
from .printing import SYNTHETIC
from .store import Filters, Ledger

AT_ONCE = 200


def review(ledger: Ledger) -> Iterator[str]:
    """The lines of everything that waits for a person; pairs go from the most alike to the least."""
    yield from _waiting(ledger)
    yield from _inherited(ledger)
    pairs = sorted(ledger.links_with("maybe"), key=lambda link: (-link.score, link.a, link.b))
    for at in range(0, len(pairs), AT_ONCE):
        yield from _pairs(ledger, pairs[at : at + AT_ONCE])


def _waiting(ledger: Ledger) -> Iterator[str]:
    for waiting in Carrying(ledger).waiting():
        decision = waiting.decision
        what = " ".join(filter(None, (decision.kind, decision.field, decision.value)))
        yield f"decision {decision.number} by {decision.by} waits: {what}"
        yield f"    {waiting.key} is no more: {waiting.why}"


def _inherited(ledger: Ledger) -> Iterator[str]:
    keys = {key for decision in ledger.decisions() for key in (*decision.these, *decision.those)}
    names = tuple(sorted(set(ledger.incidents_of(keys).values())))
    for at in range(0, len(names), AT_ONCE):
        for one in ledger.incidents(Filters(ids=names[at : at + AT_ONCE])):
            for issue in one.issues:
                if issue.startswith("inherited: "):
                    yield from (SYNTHETIC,) if one.synthetic else ()
                    yield f"{one.id} {issue}"


def _pairs(ledger: Ledger, pairs: list[Link]) -> Iterator[str]:
    keys = {key for link in pairs for key in (link.a, link.b)}
    homes = ledger.incidents_of(keys)
    told = {filed.key: filed for filed in ledger.filed(keys)}
    for link in pairs:
        ours, theirs = homes.get(link.a, ""), homes.get(link.b, "")
        if ours == theirs:
            continue
        both = [told[key] for key in (link.a, link.b) if key in told]
        yield from (SYNTHETIC,) if any(filed.synthetic for filed in both) else ()
        yield f"{ours} {theirs}"
        yield from (_quoted(filed) for filed in both)
        yield from waterfalls([link])


def _quoted(filed: Filed) -> str:
    outlet = filed.outlet or "unnamed outlet"
    return f"    {filed.key}  {outlet}, {filed.published or 'undated'}: «{' '.join(filed.quote.split())}»"
