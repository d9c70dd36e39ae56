"""How far a long run is: how many, how fast, how long yet. On standard error, where somebody looks."""

from __future__ import annotations

import sys
import time

EVERY = 0.5  # seconds between two looks on a terminal
SELDOM = 10.0  # and elsewhere
_CLEAR = "\r\x1b[K"


class Progress:
    """A line that is written over itself on a terminal; a line now and then elsewhere, where `asked` for.

    `asked` is auto (a terminal only), always or never. The clock is one that nobody sets.
    """

    def __init__(self, what: str, asked: str) -> None:
        self._what = what
        self._over = sys.stderr.isatty()
        self._shown = asked == "always" or (asked == "auto" and self._over)
        self._began = self._last = time.monotonic()
        self._here = 0

    def begin(self, here: int) -> None:
        """So many are done from before: they do not count for the speed."""
        self._here = here

    def at(self, done: int, share: float = 0.0) -> None:
        """So many are done; `share` of the whole, 0 where nobody knows."""
        now = time.monotonic()
        if self._shown and now - self._last >= (EVERY if self._over else SELDOM):
            self._last = now
            self._put(told(self._what, done, share, self._here, now - self._began))

    def end(self, done: int) -> None:
        """All is done."""
        if self._shown:
            self._put(told(self._what, done, 0.0, self._here, time.monotonic() - self._began))
            if self._over:
                print(file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for another line on the terminal."""
        if self._shown and self._over:
            print(_CLEAR, end="", file=sys.stderr, flush=True)

    def _put(self, line: str) -> None:
        if self._over:
            print(_CLEAR + line, end="", file=sys.stderr, flush=True)
        else:
            print(f"sijill: {line}", file=sys.stderr, flush=True)


def told(what: str, done: int, share: float, here: int, seconds: float) -> str:
    """A line of progress: `reading: 1,200 done (40 %), 85.0 a second, 21 s left`."""
    rate = (done - here) / seconds if seconds > 0 else 0.0
    parts = [f"{done:,} done" + (f" ({share:.0%})" if share else "")]
    if rate:
        parts.append(f"{rate:,.1f} a second")
    if rate and 0 < share < 1 and done:
        parts.append(f"{_span((done / share - done) / rate)} left")
    return f"{what}: {', '.join(parts)}"


def _span(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
