"""The places of a sentence, each with what it means to a count: worked out when one first asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from .places import PlaceMention
from .whereabouts import Whereabouts


class Areas(Sequence[PlaceMention]):
    """The phrases of a sentence with the one place each means. Most sentences with numbers hold no count that
    asks where it was, and choosing between homonyms costs more than the rest of reading the count.
    """

    def __init__(self, where: Whereabouts, mentions: Sequence[PlaceMention]) -> None:
        self._where = where
        self._mentions = mentions

    @cached_property
    def _found(self) -> Sequence[PlaceMention]:
        return self._where.areas(self._mentions)

    def __len__(self) -> int:
        return len(self._mentions)

    def __iter__(self) -> Iterator[PlaceMention]:
        return iter(self._found)

    @overload
    def __getitem__(self, at: int) -> PlaceMention: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PlaceMention]: ...
    def __getitem__(self, at: int | slice) -> PlaceMention | Sequence[PlaceMention]:
        """The phrase or phrases at an index."""
        return self._found[at]
