"""What the desk calls actors, countries, places and codes in the reader's language: neutral names only."""

from __future__ import annotations

from types import MappingProxyType

import msgspec
from markupsafe import Markup

from ..incident import TallyCheck
from ..registry import Registry
from .speech import Speech

HARM = frozenset(("killed", "wounded", "missing", "abducted", "arrested", "displaced"))
SOURCES = frozenset(
    (
        "outlet", "news_agency", "state_official", "military", "armed_group", "monitor", "medic", "witness",
        "anonymous", "political", "un_ngo", "social_media",
    )
)  # fmt: skip

# What stands in the small print of a comparison, by the comparison.
CODES = MappingProxyType({"type": "type", "target": "facility", "weapon": "weapon"})


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

    def province(self, country: str, name: str = "") -> str:
        """The name of a province, by the name that places in it give."""
        record = self.registry.places.province_record(country, name)
        return record.name_ar if record is not None and self.speech.language == "ar" else name

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
            return said.format(str(self.speech.text("site.comma")).join(codes))
        if field == "time":
            first, _, last = value.partition("/")
            if len(first) > 10 and len(last) > 10 and first[:10] == last[:10]:
                hours = first[11:16] if first == last else f"{first[11:16]}–{last[11:16]}"
                return Markup("{} {}").format(self.speech.day(first[:10]), self.speech.number(hours))
            days = self.speech.day(first), self.speech.day(last if last != first else "")
            return Markup(" – ").join(day for day in days if day)
        if field in HARM:
            return self.speech.text("site.no_number") if value == "?" else self.speech.number(value)
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
        return (
            self.actor(facts.id) if facts is not None else self.outlet(self.registry.outlet_id(name)) or name
        )

    def outlet(self, ident: str) -> str:
        """The name of an outlet of the word lists, '' for any other id."""
        entry = self.registry.outlet(ident)
        if entry is None:
            return ""
        return (entry.name_ar if self.speech.language == "ar" else entry.name_en) or ident

    def announcer(self, check: TallyCheck) -> str:
        """Who announced a total: the innermost speaker by name, else by kind and by the words for him; where
        nobody is cited, the outlet.
        """
        cited = [source for source in check.tally.sources if source.kind != "outlet"]
        if not cited:
            return check.outlet or check.doc
        ident, kind = cited[-1].actor or "", self.speech.label("source", cited[-1].kind)
        known = self.registry.actor(ident)
        if known is not None or self.outlet(ident):
            return self.actor(ident) if known is not None else self.outlet(ident)
        return f"{kind} «{cited[-1].text}»" if cited[-1].text else kind

    def meant(self, about: str, neutral: str) -> str:
        """Who or what a loaded word means: an actor's name, else neutral words."""
        if about.startswith("actor."):
            return self.actor(about)
        return self.speech.label("neutral", neutral or about)

    def issue(self, written: str) -> Markup:
        """An open question of an incident; what it quotes stays as it was written."""
        code, _, words = written.partition(": ")
        named = Markup("{}").format(self.speech.label("issue", code))
        return named + Markup(": <q dir='auto'>{}</q>").format(words) if words else named

    def reason(self, written: str) -> str:
        """Why a total and the ledger differ, or cannot be compared."""
        known = "incidents do not count it" if written.startswith("incidents do not count") else written
        return self.speech.label("reason", known)

    def detail(self, step: str, written: str) -> Markup:
        """The small print of a comparison: codes by their names, numbers in their order."""
        whole = self.speech.label("detail", written)
        if whole != written.replace("_", " "):
            return Markup("{}").format(whole)
        sides = (_parts(side) for side in written.split(" / "))
        told = (str(self.speech.text("site.comma")).join(self._part(step, p) for p in s) for s in sides)
        return Markup(" / ").join(Markup("<bdi>{}</bdi>").format(side) for side in told)

    def _part(self, step: str, written: str) -> str:
        kind = CODES.get(step)
        if kind is not None:
            return self.speech.label(kind, written)
        if written.startswith(("actor.", "place.")):
            return self.actor(written) if written.startswith("actor.") else self.place(written)
        figure, _, unit = written.partition(" ")
        if unit and figure.replace(".", "", 1).isdigit():
            return f"{self.speech.figures(figure)} {self.speech.label('detail', unit)}"
        return self.speech.figures(self.speech.label("detail", written))

    def facet(self, kind: str, value: str) -> str:
        """The name of a value by which incidents are chosen."""
        if kind == "actor":
            return self.actor(value)
        if kind == "country":
            return self.country(value)
        if kind == "admin1":
            return self.province(*value.split(":", 1))
        return value if kind == "outlet" else self.speech.label(kind, value)
