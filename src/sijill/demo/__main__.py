"""`python -m sijill.demo`: the bundled corpus goes into a ledger, and what was found comes out."""

from __future__ import annotations

from .show import show

if __name__ == "__main__":
    show("")
