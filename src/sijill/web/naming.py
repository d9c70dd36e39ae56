"""What the desk calls actors, countries, places and codes in the reader's language: neutral names only."""

from __future__ import annotations

import msgspec

from ..registry import Registry
from .speech import Speech


class Naming(msgspec.Struct, frozen=True):
    """Names by id for one reader."""

    speech: Speech
    registry: Registry

    def actor(self, ident: str | None, day: str = "") -> str:
        """The name of an actor, the id where no list knows it."""
        facts = self.registry.actor(ident, day)
        if facts is None:
            return ident or ""
        return (facts.name_ar if self.speech.language == "ar" else facts.name) or facts.name

    def country(self, code: str) -> str:
        """The name of a country by its ISO code."""
        record = self.registry.places.country_record(code)
        if record is None:
            return code
        return record.name_ar if self.speech.language == "ar" else record.name_en

    def place(self, ident: str) -> str:
        """The name of a place by its id."""
        record = self.registry.places.by_id.get(ident)
        if record is None:
            return ident
        return record.name_ar if self.speech.language == "ar" else record.name_en

    def facet(self, kind: str, value: str) -> str:
        """The name of a value by which incidents are chosen."""
        if kind == "actor":
            return self.actor(value)
        if kind == "country":
            return self.country(value)
        if kind == "admin1":
            return value.partition(":")[2]
        return value if kind == "outlet" else self.speech.label(kind, value)
