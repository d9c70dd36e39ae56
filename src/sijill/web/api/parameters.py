"""What may stand in a query: each parameter once, for reading it and for describing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType

import msgspec

from ...errors import UsageError
from ...ingest import civil_date
from ..asking import KINDS, MOST_PER_PAGE, SORTS
from .problem import Fault

LONGEST = 500
LONGEST_CURSOR = 4000
GREATEST = 2**53 - 1
TEXT = r"^[^\x00]*$"
CURSOR = r"^[A-Za-z0-9_-]+$"
BOX = r"^-?[0-9]{1,3}(\.[0-9]{1,9})?(,-?[0-9]{1,3}(\.[0-9]{1,9})?){3}$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Schema = Mapping[str, object]


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a query string. `sort` is text, number, day, box, cursor, choice (one of `values`), choices
    (several, with commas) or many (any texts, the name repeated). `text` is the key of its text, '' where
    that is the name.
    """

    name: str
    sort: str = "text"
    values: tuple[str, ...] = ()
    least: int = 0
    most: int = GREATEST
    usual: int | None = None
    required: bool = False
    text: str = ""

    @property
    def about(self) -> str:
        """The key of the text that says what it means."""
        return self.text or self.name

    @property
    def repeated(self) -> bool:
        """Whether the name may stand several times."""
        return self.sort in ("many", "choices")

    def schema(self) -> Schema:
        """What its values are, as JSON Schema."""
        text: Schema = {"type": "string", "maxLength": LONGEST, "pattern": TEXT}
        made: dict[str, Schema] = {
            "text": text,
            "number": {"type": "integer", "minimum": self.least, "maximum": self.most},
            "day": {"type": "string", "format": "date", "pattern": DAY},
            "box": {"type": "string", "pattern": BOX},
            "cursor": {"type": "string", "pattern": CURSOR, "maxLength": LONGEST_CURSOR},
            "choice": {"type": "string", "enum": self.values},
            "choices": {"type": "array", "items": {"type": "string", "enum": self.values}},
            "many": {"type": "array", "items": text},
        }
        found = dict(made[self.sort])
        if self.usual is not None:
            found["default"] = self.usual
        if self.required:
            found["minLength"] = 1
        return found

    def check(self, value: str) -> None:
        """Raises Fault where a value is none of this parameter."""
        wrong = _WRONG[self.sort](self, value)
        if wrong:
            shown = value if len(value) <= 60 else f"{value[:60]}…"
            raise Fault(400, f"{self.name}: '{shown}' {wrong}", self.name)


def _text(asked: Parameter, value: str) -> str:
    if len(value) > LONGEST:
        return f"is longer than {LONGEST} characters"
    return "" if re.fullmatch(TEXT, value, re.S) else "holds a character that no text has"


def _number(asked: Parameter, value: str) -> str:
    fits = value.isascii() and value.isdigit() and len(value) < 20 and asked.least <= int(value) <= asked.most
    return "" if fits else f"is no number from {asked.least} to {asked.most}"


def _day(asked: Parameter, value: str) -> str:
    try:
        fits = re.fullmatch(DAY, value) is not None and civil_date(value) == value
    except UsageError:
        fits = False
    return "" if fits else "is no day (wanted YYYY-MM-DD)"


def _box(asked: Parameter, value: str) -> str:
    return "" if re.fullmatch(BOX, value) else "is not west,south,east,north in degrees"


def _cursor(asked: Parameter, value: str) -> str:
    fits = re.fullmatch(CURSOR, value) and len(value) <= LONGEST_CURSOR
    return "" if fits else "is no cursor: take it from 'next' of the answer before"


def _choice(asked: Parameter, value: str) -> str:
    return "" if value in asked.values else f"is none of {', '.join(asked.values)}"


_WRONG = MappingProxyType(
    {
        "text": _text, "number": _number, "day": _day, "box": _box, "cursor": _cursor, "choice": _choice,
        "choices": _choice, "many": _text,
    }
)  # fmt: skip


class Given(msgspec.Struct, frozen=True):
    """What a query gave: checked values by name."""

    values: Mapping[str, tuple[str, ...]]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return self.values.get(name, ())

    def text(self, name: str) -> str:
        """The value of a name, '' where it is not asked."""
        return next(iter(self.all(name)), "")

    def number(self, name: str, usual: int) -> int:
        """The number of a name."""
        return int(self.text(name) or usual)

    def pairs(self, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Names and values in one order, some names left out."""
        left = set(without)
        return [(name, v) for name in sorted(self.values) if name not in left for v in self.values[name]]


def given(parameters: Sequence[Parameter], pairs: Iterable[tuple[str, str]]) -> Given:
    """The values of a query. Empty ones ask nothing. Raises Fault, naming the parameter, for one that is not
    known here, stands twice, is missing or is none of its kind.
    """
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, tuple[str, ...]] = {}
    for name, written in pairs:
        asked = known.get(name)
        if asked is None:
            raise _unknown(name, known)
        for value in written.split(",") if asked.sort == "choices" and written else (written,):
            asked.check(value) if value or asked.sort not in ("text", "many", "choices") else None
            found[name] = (*found.get(name, ()), *((value,) if value else ()))
        if len(found[name]) > 1 and not asked.repeated:
            raise Fault(400, f"{name}: stands more than once", name)
    for asked in parameters:
        if asked.required and not any(found.get(asked.name, ())):
            raise Fault(400, f"{asked.name}: is missing", asked.name)
    return Given(MappingProxyType({name: values for name, values in found.items() if values}))


def _unknown(name: str, known: Iterable[str]) -> Fault:
    near = get_close_matches(name, sorted(known), 1)
    meant = f"; did you mean '{near[0]}'?" if near else f" (known: {', '.join(sorted(known)) or 'none'})"
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    return Fault(400, f"'{shown}' is no parameter here{meant}", shown)


LIMIT = Parameter(name="limit", sort="number", least=1, most=MOST_PER_PAGE, usual=50)
CURSOR_AT = Parameter(name="cursor", sort="cursor")
PAGING = (LIMIT, CURSOR_AT)
FILTERS = (
    *(Parameter(name=kind, sort="many") for kind in KINDS),
    Parameter(name="since", sort="day"),
    Parameter(name="until", sort="day"),
    Parameter(name="q"),
    Parameter(name="box", sort="box"),
)
# What else stands in the address of the desk's list, so that it can be asked here as it is.
OF_THE_PAGE = (
    Parameter(name="sort", sort="choice", values=SORTS),
    Parameter(name="page", sort="number", least=1, most=1_000_000),
    Parameter(name="per_page", sort="number", least=1, most=MOST_PER_PAGE),
    Parameter(name="lang", sort="choice", values=("ar", "en")),
)
