"""What is asked of the review queue, and its form as the query string of an address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import msgspec

from ..errors import UsageError
from ..states import STATES

KINDS = ("incident", "pair", "place", "event", "other")


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Which items are wanted; what is empty asks nothing, an empty `state` for those that wait."""

    kinds: tuple[str, ...] = ()
    state: str = ""
    assignee: str = ""
    country: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """The question as names and values in one order."""
        named = (("state", self.state), ("assignee", self.assignee), ("country", self.country))
        return [*(("kind", kind) for kind in self.kinds), *(pair for pair in named if pair[1])]

    def address(self, **more: str) -> str:
        """An address of the queue: the question, and the item to show (`at`)."""
        query = urlencode([*self.pairs(), *((name, value) for name, value in more.items() if value)])
        return f"/review?{query}" if query else "/review"

    def turned(self, kind: str) -> Ask:
        """The question with a kind taken in, or out where it was in."""
        kinds = {*self.kinds} ^ {kind}
        return msgspec.structs.replace(self, kinds=tuple(k for k in KINDS if k in kinds))


def ask_of(pairs: Iterable[tuple[str, str]]) -> Ask:
    """The question of an address; names that mean nothing here are passed over. Raises UsageError for a kind
    or a state that is none.
    """
    said = [(name, value.strip()) for name, value in pairs if value.strip()]
    kinds = {value for name, value in said if name == "kind"}
    last = dict(said)
    for value, known in ((last.get("state", ""), STATES), *((kind, KINDS) for kind in sorted(kinds))):
        if value and value not in known:
            raise UsageError(f"'{value}' is none of {', '.join(known)}")
    return Ask(
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        state=last.get("state", ""),
        assignee=last.get("assignee", "")[:80],
        country=last.get("country", "")[:8],
    )
