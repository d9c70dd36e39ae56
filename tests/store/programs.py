"""Other programs that use a ledger at the same time, as real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT

_START = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom sijill.store import open_ledger\nfrom tests.store.made import *\n"


@contextmanager
def program(code: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python in another process, `open_ledger` and what makes documents at hand; it ends with the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _START + code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def said(running: subprocess.Popen[str]) -> str:
    """The next line that a program prints; what it complained of where it ended instead."""
    assert running.stdout is not None
    line = running.stdout.readline().strip()
    if not line:
        assert running.stderr is not None
        raise AssertionError(running.stderr.read())
    return line


def tell(running: subprocess.Popen[str]) -> None:
    """Let a program that waits for a line go on."""
    assert running.stdin is not None
    running.stdin.write("\n")
    running.stdin.flush()


def output(code: str, *words: str) -> str:
    """All that a program prints."""
    run = [sys.executable, "-c", _START + code, *words]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
