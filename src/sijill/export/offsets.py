"""Offsets as JavaScript counts them: UTF-16 units against our Unicode code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

BEYOND = 0xFFFF


class Units:
    """Conversion for one text, both ways. A character beyond U+FFFF (an emoji) is two units."""

    __slots__ = ("_before", "_wide")

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if ord(character) > BEYOND]
        self._before = [at + number for number, at in enumerate(self._wide)]

    def utf16(self, code_point: int) -> int:
        """The UTF-16 offset of a code point's offset."""
        return code_point + bisect_left(self._wide, code_point)

    def code_point(self, unit: int) -> int:
        """The code point's offset of a UTF-16 offset; within a pair, that of the character it belongs to."""
        passed = bisect_right(self._before, unit - 1)
        inside = passed > 0 and self._before[passed - 1] == unit - 1
        return unit - passed if not inside else self._wide[passed - 1]
