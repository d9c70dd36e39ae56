"""The records that answers are made of, where they hold more than the ledger's own: every record that comes
from documents says whether it is synthetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, get_type_hints

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ...gazetteer.load import PlaceRecord
from ...incident import Change, Decision, Entry, Filed, Incident, Link, TallyCheck
from ...render import CodedDocument
from ...store import Counts, Hit
from ...wording import Naming

T = TypeVar("T", bound=Struct)
FIELDS = Incident.__struct_fields__


class DecisionTold(Decision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision, with the incidents that its reports belong to now."""

    incidents: tuple[str, ...] = ()
    synthetic: bool = False


class LinkTold(Link, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link, with the incidents that its reports belong to."""

    a_incident: str = ""
    b_incident: str = ""
    synthetic: bool = False


class Home(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report of a document, and the incident that it belongs to ('' while it waits to be linked)."""

    key: str
    incident: str = ""


class DocumentTold(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document with its reports; `text` where it was asked for."""

    reports: tuple[Home, ...] = ()
    text: str | UnsetType = UNSET


class ReadingTold(CodedDocument, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest reading of a document, and the version `reader` that read it."""

    reader: str = ""
    synthetic: bool = False


class ReportTold(Filed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as it lies in the ledger, with the incident that it belongs to."""

    incident: str = ""


class ActorTold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor that the ledger names: its names are '' where no word list has its id. `incidents` says in how
    many, `synthetic` how many of these are made up.
    """

    id: str
    name: str = ""
    name_ar: str = ""
    kind: str = ""
    country: str = ""
    inter: int = 0
    incidents: int = 0
    synthetic: int = 0


class PlaceTold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place of the gazetteer, and what lies around it, innermost first."""

    place: PlaceRecord
    around: tuple[PlaceRecord, ...] = ()


class CountsTold(Counts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much lies in the ledger; `as_of` is the number of the last line of the feed of changes."""

    as_of: int


class FacetValue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value of a facet, and how many incidents have it."""

    value: str
    incidents: int


class FacetsTold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many incidents each value would leave, by facet, most first. What is asked of a facet does not
    count against its own other values.
    """

    total: int
    synthetic: int
    facets: dict[str, tuple[FacetValue, ...]]


def _hints() -> list[tuple[str, object, object]]:
    told = get_type_hints(Incident)
    return [(name, told[name] | UnsetType, UNSET) for name in FIELDS if name != "id"]


# Every field of an incident, none but `id` required.
IncidentPart = msgspec.defstruct(
    "IncidentPart",
    [("id", str), *_hints()],
    namespace={"__doc__": "An incident, or those of its fields that were asked for."},
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
)

IncidentPage = msgspec.defstruct(
    "IncidentPage",
    [("items", tuple[IncidentPart, ...]), ("total", int), ("synthetic", int), ("next", str | None)],  # type: ignore[valid-type]
    namespace={
        "__doc__": "Incidents in order; `total` is of all pages, `synthetic` how many of them are made up."
    },
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
)


class ChangePage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines of the feed; `last` is the number of the newest there is."""

    items: tuple[Change, ...]
    last: int
    next: str | None


class DecisionPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions in the order in which they were made."""

    items: tuple[DecisionTold, ...]
    next: str | None


class LinkPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Links in the order of the keys of their reports."""

    items: tuple[LinkTold, ...]
    next: str | None


class DocumentPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents, the last added first."""

    items: tuple[Entry, ...]
    next: str | None


class SearchPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents that have all the words, the newest first."""

    items: tuple[Hit, ...]
    next: str | None


class TallyPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Announced totals, the newest first."""

    items: tuple[TallyCheck, ...]
    next: str | None


class FramingPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Loaded wording by outlet and by what is meant."""

    items: tuple[Naming, ...]
    next: str | None


class ActorPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Actors in the order of their ids."""

    items: tuple[ActorTold, ...]
    next: str | None


def told(kind: type[T], known: Struct, **more: object) -> T:
    """A record with more fields than the one that is known."""
    return kind(**{name: getattr(known, name) for name in known.__struct_fields__}, **more)


def part_of(incident: Incident, names: Sequence[str]) -> Struct:
    """An incident with these fields alone, all of them where none is named."""
    wanted = dict.fromkeys(("id", *(names or FIELDS)))
    return IncidentPart(**{name: getattr(incident, name) for name in wanted})
