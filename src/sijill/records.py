"""The nouns: frozen records that every stage speaks, and the JSON of one coded document (docs/codebook.md).

All spans are offsets `[start, end)` in Unicode code points of `Document.text` as received.
"""

from __future__ import annotations

import msgspec


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number as the text bounds it; `None` is open ('more than five' is 6 to None)."""

    min: int | None = None
    max: int | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the document: the text and where it stands."""

    text: str
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One published text. `published` is an ISO date, or empty where unknown. Unknown keys are ignored."""

    id: str
    lang: str = "ar"
    outlet: str = ""
    url: str = ""
    title: str = ""
    published: str = ""
    text: str = ""


class Participant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes part and as what. Roles: attacker, target, victim, party, claimant."""

    role: str
    actor: str | None = None
    name: str = ""
    facility: str | None = None
    count: Count | None = None
    source: int = 0
    text: str = ""
    start: int = 0
    end: int = 0


class Weapon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Means used; `count` is munitions used, where the text says."""

    kind: str
    count: Count | None = None
    text: str = ""
    start: int = 0
    end: int = 0


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where. `precision`: 1 named town or site, 2 near it or a district, 3 region, 4 country,
    5 sea or air. A name that no list knows has no `gazetteer_id`; `within` is then the id of the smallest
    region that holds it, and `radius_km` (and the point, where there is one) are that region's.
    """

    gazetteer_id: str = ""
    name: str = ""
    name_ar: str = ""
    country: str | None = None
    admin1: str = ""
    admin2: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    within: str = ""
    relation: str = "in"
    precision: int = 1
    text: str = ""
    start: int = 0
    end: int = 0


class Time(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When, as local civil dates or date-times, `end` inclusive. `inferred` says from what,
    if not from words.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "day"
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    inferred: str | None = None


class Harm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Harm to people. `part_of` is the index of the entry that this one is a part of."""

    kind: str
    who: str = "unspecified"
    count: Count = Count()
    part_of: int | None = None
    source: int = 0
    text: str = ""
    start: int = 0
    end: int = 0


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says so. `sources[0]` is the outlet's own voice;
    `via` is the source through which this one speaks.
    """

    kind: str
    stance: str = "reports"
    actor: str | None = None
    distance: bool = False
    via: int | None = None
    text: str = ""
    start: int = 0
    end: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one document says of one event."""

    id: str
    event_type: str
    realis: str = "actual"
    political: bool = True
    trigger: Span
    sentences: tuple[tuple[int, int], ...] = ()
    participants: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    repeats: Count | None = None
    places: tuple[Place, ...] = ()
    origin: tuple[Place, ...] = ()
    time: Time | None = None
    harm: tuple[Harm, ...] = ()
    sources: tuple[Source, ...] = ()
    response_to: str | None = None
    confidence: float = 0.0


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The days a tally covers, `end` inclusive; either may be open."""

    start: str | None = None
    end: str | None = None


class Scope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tally counts over: places (country codes or gazetteer ids), a target, an actor, means."""

    places: tuple[str, ...] = ()
    target: str | None = None
    actor: str | None = None
    means: tuple[str, ...] = ()


class TallyPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a tally, with the place or group it is for."""

    count: Count
    place: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0


class Tally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count over a window, never an incident."""

    measure: str
    count: Count
    window: Window = Window()
    scope: Scope = Scope()
    parts: tuple[TallyPart, ...] = ()
    adds_up: bool | None = None
    sources: tuple[Source, ...] = ()
    text: str = ""
    start: int = 0
    end: int = 0


class Framing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A span of loaded wording, with who or what is meant in neutral words."""

    category: str
    about: str | None = None
    neutral: str = ""
    quoted: bool = False
    text: str = ""
    start: int = 0
    end: int = 0


class Issue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something seen and not understood, with where it stands."""

    code: str
    text: str = ""
    start: int = 0
    end: int = 0
    detail: str = ""


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why one value stands where it does: `path` is like 'r1.participants.0',
    `rule` a name in docs/reference.
    """

    path: str
    rule: str
    entry: str = ""
    start: int = 0
    end: int = 0


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was read in one document. `reasons` serve `explain` and are no part of the JSON contract."""

    doc: Document
    reports: tuple[Report, ...] = ()
    tallies: tuple[Tally, ...] = ()
    framing: tuple[Framing, ...] = ()
    issues: tuple[Issue, ...] = ()
    reasons: tuple[Reason, ...] = ()
