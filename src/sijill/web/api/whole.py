"""What is asked of the ledger as a whole: tallies, framing, decisions, actors, places, how much it holds."""

from __future__ import annotations

from ...reconcile.audit import audit
from ...wording import Naming, by_outlet
from ..asking import Query
from . import paging
from .asked import Answer, Asked, first_of, found
from .parameters import PAGING, Parameter
from .shapes import (
    ActorPage,
    ActorTold,
    CountsTold,
    DecisionPage,
    DecisionTold,
    FramingPage,
    PlaceTold,
    TallyPage,
    told,
)

VERDICTS = ("agrees", "above the ledger", "below the ledger", "not comparable")
TALLIES = (Parameter(name="verdict", sort="choice", values=VERDICTS), *PAGING)
FRAMING = (Parameter(name="outlet"), Parameter(name="about"), *PAGING)


def tallies(asked: Asked) -> Answer:
    """Every total that somebody announced, with its checks."""
    ledger, registry = asked.ledger, asked.registry
    every = asked.remembered.of(
        "tallies", ledger, lambda: audit(list(ledger.tallies()), asked.shelf.rows, registry)
    )
    verdict = asked.given.text("verdict")
    rest = [check for check in every if not verdict or check.verdict == verdict]
    rest.sort(key=lambda check: (check.published, check.key), reverse=True)
    end = paging.after("tallies", asked.given.text("cursor"), tuple[str, str])
    shown, more = first_of(
        [check for check in rest if end is None or (check.published, check.key) < end], asked.limit
    )
    following = paging.cursor("tallies", shown[-1].published, shown[-1].key) if more else ""
    return Answer(body=TallyPage(items=shown, next=following or None), next=following)


def framing(asked: Asked) -> Answer:
    """How each outlet words each actor and act."""
    every = asked.remembered.of("framing of the API", asked.ledger, lambda: _namings(asked))
    outlet, about = asked.given.text("outlet"), asked.given.text("about")
    end = paging.after("framing", asked.given.text("cursor"), tuple[str, str, str, str])
    rest = [
        naming
        for naming in every
        if (not outlet or naming.outlet == outlet)
        and (not about or about in (naming.about, naming.neutral))
        and (end is None or _key(naming) > end)
    ]
    shown, more = first_of(rest, asked.limit)
    following = paging.cursor("framing", *_key(shown[-1])) if more else ""
    return Answer(body=FramingPage(items=shown, next=following or None), next=following)


def _namings(asked: Asked) -> tuple[Naming, ...]:
    return tuple(sorted(by_outlet(asked.ledger.framing()), key=_key))


def _key(naming: Naming) -> tuple[str, str, str, str]:
    return (naming.outlet, naming.about, naming.neutral, naming.category)


def decisions(asked: Asked) -> Answer:
    """What people decided, in order; what was withdrawn stays."""
    end = paging.after("decisions", asked.given.text("cursor"), tuple[paging.Number])
    rest = [one for one in asked.ledger.decisions() if end is None or one.number > end[0]]
    shown, more = first_of(rest, asked.limit)
    homes = asked.ledger.incidents_of({key for one in shown for key in (*one.these, *one.those)})
    items = []
    for one in shown:
        incidents = tuple(sorted({homes[key] for key in (*one.these, *one.those) if key in homes}))
        made_up = bool(asked.is_synthetic(incidents))
        items.append(told(DecisionTold, one, incidents=incidents, synthetic=made_up))
    following = paging.cursor("decisions", shown[-1].number) if more else ""
    return Answer(body=DecisionPage(items=tuple(items), next=following or None), next=following)


def actors(asked: Asked) -> Answer:
    """The actors that incidents of the ledger name."""
    shelf = asked.shelf
    numbers = dict(shelf.counts(Query(), shelf.live)["actor"])
    end = paging.after("actors", asked.given.text("cursor"), tuple[str])
    idents = sorted(ident for ident in numbers if end is None or ident > end[0])
    shown, more = first_of(idents, asked.limit)
    items = []
    for ident in shown:
        facts = asked.registry.actor(ident)
        made_up = shelf.having(Query(chosen={"actor": (ident,)}), shelf.synthetic).bit_count()
        known = ActorTold(id=ident, incidents=numbers[ident], synthetic=made_up)
        if facts is not None:
            known = ActorTold(
                id=ident, name=facts.name, name_ar=facts.name_ar, kind=facts.kind, country=facts.country,
                inter=facts.inter, incidents=numbers[ident], synthetic=made_up,
            )  # fmt: skip
        items.append(known)
    following = paging.cursor("actors", shown[-1]) if more else ""
    return Answer(body=ActorPage(items=tuple(items), next=following or None), next=following)


def place(asked: Asked) -> Answer:
    """A place of the gazetteer."""
    chain = found(asked.registry.around(asked.ident) or None, "place", asked.ident)
    return Answer(body=PlaceTold(place=chain[0], around=chain[1:]))


def counts(asked: Asked) -> Answer:
    """How much lies in the ledger."""
    return Answer(body=told(CountsTold, asked.ledger.counts(), as_of=asked.ledger.last_change()))
