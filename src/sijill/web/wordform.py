"""The form for a new entry: the fields of its kind; what was filled in -> an entry, or errors by field."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from ..lexicon import KINDS, Entry, Lexicon, When
from ..wordcheck import Finding

# The short name with which ids of a kind begin.
PREFIX: Mapping[str, str] = MappingProxyType(
    {
        "actors": "actor", "counting": "counting", "cues": "cue", "demonyms": "demonym", "events": "event",
        "facilities": "facility", "framing": "framing", "harm": "harm", "outlets": "outlet",
        "people": "people", "placewords": "placeword", "reporting": "reporting", "sources": "source",
        "weapons": "weapon",
    }
)  # fmt: skip
CITATIONS = ("nouns", "verbs", "passives", "forms")
# What holds one of the codes that the lists have by now; anything else would mean nothing to the reader.
CODES = frozenset(
    (
        "event_type", "frame", "genitive", "needs", "harm", "way", "who", "weapon", "refines", "facility",
        "actor_kind", "stance", "source_kind", "category", "of_act", "cue", "place_kind", "relation", "scale",
        "medium", "inter", "precision",
    )
)  # fmt: skip
# The labels under which codes of a field have their names, where these are another field's.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "event_type": "type", "refines": "type", "category": "framing", "of_act": "framing",
        "source_kind": "source", "place_kind": "kind",
    }
)  # fmt: skip
LEFT_OUT = frozenset((*Entry.__struct_fields__, "sides", "loaded", "lang"))
LONGEST, MOST_LINES = 400, 100
_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_RULES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "folds to nothing": ("forms", "folds_to_nothing"),
        "stands twice": ("forms", "stands_twice"),
        "homonym without 'when'": ("when_country", "homonym"),
        "no example": ("found_in", "no_example"),
        "not recognised": ("found_in", "not_recognised"),
        "recognised where it must not be": ("except_in", "recognised"),
    }
)


class Field(msgspec.Struct, frozen=True):
    """One field: lines, text, choice, flag or number; a choice is one of `choices`."""

    name: str
    sort: str
    required: bool = False
    choices: tuple[str, ...] = ()


class Error(msgspec.Struct, frozen=True):
    """What is wrong with a field: the key of the text that says it, and the words that it is about."""

    field: str
    key: str
    detail: str = ""


class Draft(msgspec.Struct, frozen=True):
    """What was filled in, and the entry that it makes (None with `errors`)."""

    kind: str
    values: Mapping[str, str]
    entry: Entry | None
    errors: tuple[Error, ...]

    def of(self, field: str) -> list[Error]:
        """What is wrong with one field."""
        return [error for error in self.errors if error.field == field]


def fields_of(kind: str, lexicon: Lexicon) -> tuple[Field, ...]:
    """The fields that entries of a kind have of their own, with the codes that the lists know."""
    found = []
    for one in msgspec.structs.fields(KINDS[kind]):
        if one.name in LEFT_OUT:
            continue
        required = one.required
        if one.name in CODES:
            values = {str(getattr(entry, one.name)) for entry in lexicon.of(kind)} - {""}
            found.append(Field(one.name, "choice", required, tuple(sorted(values))))
        elif one.type is bool:
            found.append(Field(one.name, "flag"))
        else:
            found.append(Field(one.name, "text" if one.type is str else "lines", required))
    return tuple(found)


def drafted(kind: str, filled: Mapping[str, str], lexicon: Lexicon, day: str, by: str) -> Draft:
    """The entry that a filled form makes, or every error that can be told without reading anything."""
    values = {name: text.replace("\r\n", "\n").strip() for name, text in filled.items()}
    fields = fields_of(kind, lexicon)
    errors = [*_bad_text(values), *_bad_name(kind, values, lexicon), *_missing(values, fields)]
    errors += [
        Error(field.name, "no_code", values[field.name])
        for field in fields
        if field.sort == "choice" and values.get(field.name) and values[field.name] not in field.choices
    ]
    errors += [
        Error(name, "no_day", values[name])
        for name in ("when_since", "when_until", "since", "until")
        if values.get(name) and not _DAY.fullmatch(values[name])
    ]
    errors += [
        Error("when_country", "no_country", code)
        for code in _countries(values)
        if not re.fullmatch("[A-Z]{2}", code)
    ]
    if errors:
        return Draft(kind, values, None, tuple(errors))
    made = _entry(kind, values, fields, day, by)
    return Draft(kind, values, made, ())


def _bad_text(values: Mapping[str, str]) -> list[Error]:
    found = []
    for name, text in values.items():
        lines = text.split("\n")
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in text.replace("\n", "")):
            found.append(Error(name, "control"))
        if len(lines) > MOST_LINES or any(len(line) > LONGEST for line in lines):
            found.append(Error(name, "too_long"))
    return found


def _bad_name(kind: str, values: Mapping[str, str], lexicon: Lexicon) -> list[Error]:
    name = values.get("name", "")
    if not name or not _NAME.fullmatch(name) or len(name) > 80:
        return [Error("name", "no_name", name)]
    taken = f"{PREFIX[kind]}.own.{name}" in lexicon.by_id
    return [Error("name", "taken", f"{PREFIX[kind]}.own.{name}")] if taken else []


def _missing(values: Mapping[str, str], fields: Sequence[Field]) -> list[Error]:
    found = [Error(f.name, "missing") for f in fields if f.required and not values.get(f.name)]
    if not any(values.get(name) for name in (*CITATIONS, "country_names")):
        found.append(Error("forms", "no_form"))
    found += [Error(name, "missing") for name in ("found_in", "source") if not values.get(name)]
    return found


def _countries(values: Mapping[str, str]) -> list[str]:
    return values.get("when_country", "").replace(",", " ").upper().split()


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field that say something, each once."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.split("\n") if line.strip()))


def _entry(kind: str, values: Mapping[str, str], fields: Sequence[Field], day: str, by: str) -> Entry:
    told: dict[str, object] = {}
    for field in fields:
        text = values.get(field.name, "")
        if field.sort == "flag":
            told[field.name] = bool(text)
        elif field.sort == "lines":
            told[field.name] = lines(text)
        elif text:
            told[field.name] = int(text) if field.name in ("inter", "precision") else text
    for name in (*CITATIONS, "found_in", "except_in"):
        told[name] = lines(values.get(name, ""))
    since, until = values.get("when_since", ""), values.get("when_until", "")
    if _countries(values) or since or until:
        told["when"] = When(country=tuple(_countries(values)), since=since, until=until)
    told["note"], told["source"] = values.get("note", ""), values["source"]
    ident = f"{PREFIX[kind]}.own.{values['name']}"
    added = datetime.date.fromisoformat(day)
    return msgspec.convert({"id": ident, "added": added, "by": by, **told}, KINDS[kind], from_attributes=True)


def errors_of(found: Sequence[Finding], entry: Entry) -> tuple[Error, ...]:
    """The findings of the rules as errors by field; what befell another entry stands with the forms."""
    errors = []
    for one in found:
        field, key = _RULES.get(one.rule, ("forms", "rule"))
        if one.entry != entry.id:
            errors.append(Error("forms", "breaks", f"{one.entry}: {one.detail}"))
        else:
            errors.append(Error(field if key != "folds_to_nothing" else "forms", key, one.detail))
    return tuple(errors)
