"""What the desk calls actors, countries, places and codes in the reader's language: neutral names only."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from ..registry import Registry
from .speech import Speech

HARM = frozenset(("killed", "wounded", "missing", "abducted", "arrested", "displaced"))
SOURCES = frozenset(
    (
        "outlet", "news_agency", "state_official", "military", "armed_group", "monitor", "medic", "witness",
        "anonymous", "political", "un_ngo", "social_media",
    )
)  # fmt: skip


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",")]


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

    def value(self, field: str, value: str, label: str = "") -> Markup:
        """A canonical value of a field for people; what has no name here stays as it was told."""
        said = Markup("<span dir='auto'>{}</span>")
        if field in ("event_type", "status", "weapon"):
            codes = [self.speech.label("type" if field == "event_type" else field, c) for c in _parts(value)]
            return said.format(self.speech.text("site.comma").join(codes))
        if field == "time":
            first, _, last = value.partition("/")
            days = self.speech.day(first), self.speech.day(last if last != first else "")
            return Markup(" – ").join(day for day in days if day)
        if field in HARM:
            return self.speech.number(value)
        if value == "people":
            return said.format(self.speech.label("who", value))
        if value.startswith("facility:"):
            return said.format(self.speech.label("facility", value.removeprefix("facility:")))
        if value.startswith("place."):
            return said.format(self.place(value))
        if value.startswith("actor."):
            return said.format(self.actor(value))
        return said.format(label or value)

    def said_by(self, name: str) -> str:
        """A speaker of a chain in the reader's language; a name that no list has stays as it is."""
        code = name.replace(" ", "_")
        if code in SOURCES:
            return self.speech.label("source", code)
        facts = self.registry.called(name)
        return self.actor(facts.id) if facts is not None else name

    def facet(self, kind: str, value: str) -> str:
        """The name of a value by which incidents are chosen."""
        if kind == "actor":
            return self.actor(value)
        if kind == "country":
            return self.country(value)
        if kind == "admin1":
            return value.partition(":")[2]
        return value if kind == "outlet" else self.speech.label(kind, value)
