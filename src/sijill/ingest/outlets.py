"""Hosts -> outlets, by the registry: the forms of an outlet may hold its host (`sana.sy`). Pure."""

from __future__ import annotations

from collections.abc import Callable

from ..registry import Registry


def outlet_by_host(registry: Registry) -> Callable[[str], str]:
    """A function that gives the outlet's name for a host, also for its sub-domains; '' for unknown hosts."""

    def name(host: str) -> str:
        parts = host.lower().split(".")
        for first in range(len(parts) - 1):
            entry = registry.outlet(registry.outlet_id(".".join(parts[first:])))
            if entry is not None:
                return entry.name_ar or entry.name_en
        return ""

    return name
