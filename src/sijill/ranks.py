"""What the harmed are: civilians or fighters by their word or their force, and how many a phrase tells of."""

from __future__ import annotations

from .arguments import Clause
from .lexicon import PeopleEntry
from .matching import Match
from .mentions import Mention
from .records import Count

ARMED = {
    "state_forces": "military",
    "coalition": "military",
    "peacekeepers": "military",
    "police": "police",
    "intelligence": "police",
}
ARMED_WHO = frozenset({"", "unspecified", "member", "militant"})
FIGHTERS = frozenset({"rebel", "political_militia", "identity_militia", "private_company"})


def clause_has(clause: Clause, index: int) -> bool:
    """Whether the sentence has a chunk of this index."""
    return index < len(clause.seen.chunks)


def ranks(clause: Clause, index: int) -> Mention | None:
    """'In the ranks of X', 'among X': whose people the harmed are, told after them."""
    if (
        not clause_has(clause, index)
        or clause.chunk(index).kind != "np"
        or clause.chunk(index).prep not in ("ranks", "between")
    ):
        return None
    owner = clause.mention(index)
    return owner if owner.sort in ("actor", "people", "country") else None


def inner(clause: Clause, item: Mention) -> Match | None:
    """The noun for people inside a phrase whose head says only that they are dead or hurt."""
    found = [
        m for m in clause.seen.inside("people", item.first + 1, item.last) if isinstance(m.entry, PeopleEntry)
    ]
    return found[0] if found else None


def who(clause: Clause, item: Mention) -> str:
    """The group that a phrase of people belongs to."""
    told = item.who
    if item.sort == "harm" and told in ("", "unspecified"):
        match = inner(clause, item)
        if match is not None and isinstance(match.entry, PeopleEntry):
            told = match.entry.who
    if told == "military" and item.actor_kind in FIGHTERS:
        return "militant"
    if (
        told in ARMED_WHO
        and item.actor_kind
        and item.sort != "source"
        and (item.actor or told != "unspecified")
    ):
        if item.actor_kind in ("civilians", "protesters", "rioters"):
            return "civilian"
        if item.actor_kind in ARMED or item.actor_kind in FIGHTERS or told not in ("", "unspecified"):
            return ARMED.get(item.actor_kind, "militant")
    if told == "member":
        return "militant"
    return told or "unspecified"


def count(item: Mention) -> Count:
    """How many a phrase tells of: its number, else what the noun's own form says."""
    if item.count is not None:
        return item.count
    if item.some:
        return Count()
    if item.number == "two":
        return Count(min=2, max=2)
    if item.number == "one" or (item.number == "" and item.sort in ("thing", "source")):
        return Count(min=1, max=1)
    return Count()
