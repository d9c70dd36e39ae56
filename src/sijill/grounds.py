"""Why tallies and loaded wording stand: the entries of the word lists in their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .records import Framing, Reason, Tally
from .seen import Seen

COUNTING = ("counting", "harm", "events", "weapons", "people")
LOADED = ("framing", "actors")


def find(seen: Sequence[Seen], tallies: Sequence[Tally], framing: Sequence[Framing]) -> Iterator[Reason]:
    """A reason for each entry that a tally or a loaded span rests on."""
    for number, tally in enumerate(tallies):
        yield from _within(seen, f"tallies.{number}", "counted by", COUNTING, tally)
    for number, item in enumerate(framing):
        yield from _within(seen, f"framing.{number}", f"wording: {item.category}", LOADED, item)


def _within(
    seen: Sequence[Seen], path: str, rule: str, kinds: Sequence[str], words: Tally | Framing
) -> Iterator[Reason]:
    """The matches of some kinds of word list that stand within the words."""
    at = max(bisect_right(seen, words.start, key=lambda s: s.tokens[0].start) - 1, 0)
    for sentence in seen[at:]:
        if sentence.tokens[0].start >= words.end:
            return
        for match in sentence.matches:
            inside = words.start <= match.start and match.end <= words.end
            if match.kind in kinds and inside and not match.places:
                yield Reason(path=path, rule=rule, entry=match.entry.id, start=match.start, end=match.end)
