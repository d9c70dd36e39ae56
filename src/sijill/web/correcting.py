"""The form that corrects a value of an incident: what may be chosen, what was told, what to type."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from ..decisions import FIELDS
from ..incident import Incident
from ..reconcile.correct import CHOICES, HARM
from .naming import Naming

FIRST = "killed"
DIGITS: Mapping[int, str] = MappingProxyType(
    {first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)} | {0x2013: "-", 0x2212: "-"}
)
EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("4", "4-6", "4+"),
        "time": ("2024-03-09", "2024-03-09T18:00"),
        "name": ("actor.hezbollah", "place.sy.aleppo"),
        "choice": (),
    }
)


class Form(msgspec.Struct, frozen=True):
    """The form for one field. `choices` are all that may be said of it, empty where anything may; `told` is
    what sources say, to be taken over. `hint` names what is to be typed.
    """

    field: str
    choices: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    hint: str

    @property
    def examples(self) -> tuple[str, ...]:
        """What may be typed."""
        return EXAMPLES[self.hint]


def form_of(incident: Incident, asked: str, naming: Naming) -> Form:
    """The form for the field that is asked for; the dead where none is."""
    field = asked if asked in FIELDS else FIRST
    choices = sorted((_named(field, code, naming), code) for code in CHOICES.get(field, ()))
    told = {value.value: value.label for one in incident.fields if one.name == field for value in one.values}
    told |= {
        v.value: "" for toll in incident.harm if toll.kind == field and not toll.part for v in toll.values
    }
    if field in ("attacker", "target"):  # only actors may be set, so all of them are offered by name
        told = dict.fromkeys((*(v for v in told if v.startswith("actor.")), *naming.registry.actors()), "")
    return Form(
        field,
        tuple((code, name) for name, code in choices),
        () if choices else tuple((value, _named(field, value, naming, told[value])) for value in told),
        _hint(field),
    )


def typed(field: str, value: str) -> str:
    """A value as the ledger takes it: digits of any keyboard, and a range with any dash and blanks."""
    if field not in HARM and field != "time":
        return value.strip()
    return "".join(value.translate(DIGITS).split())


def _named(field: str, value: str, naming: Naming, label: str = "") -> str:
    if field == "political":
        return naming.speech.label("political", value)
    return naming.value(field, value, label).striptags()


def _hint(field: str) -> str:
    if field in CHOICES:
        return "choice"
    return "number" if field in HARM else "time" if field == "time" else "name"
