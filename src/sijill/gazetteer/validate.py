"""Check places: each finding names id, column and what was expected; one run shows all that is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from sijill.gazetteer.borders import load_borders
from sijill.gazetteer.load import PlaceRecord
from sijill.gazetteer.pointcheck import Ground, load_provinces
from sijill.gazetteer.sources import Source, load_sources, named_sources
from sijill.gazetteer.worldview import Territory, load_territories

KINDS = frozenset(
    (
        "country", "admin1", "admin2", "city", "town", "village", "neighbourhood",
        "camp", "base", "oil_field", "gas_field", "refinery", "crossing", "airport",
        "airbase", "dam", "island", "strait", "sea", "river", "mountain",
        "region", "road", "port", "site",
    )
)  # fmt: skip
COUNTRYLESS_KINDS = frozenset({"sea", "strait", "region", "river", "mountain", "island", "site"})
HOLDERS: Mapping[str, frozenset[str]] = {
    "country": frozenset(),
    "admin1": frozenset({"country", "region"}),
    "admin2": frozenset({"admin1"}),
    "region": frozenset({"country", "admin1", "admin2", "region", "island"}),
    "neighbourhood": frozenset({"country", "admin1", "admin2", "region", "city", "town", "camp", "island"}),
}
WIDE = frozenset({"country", "admin1", "admin2", "region", "island", "city", "town", "mountain"})
AROUND_A_SETTLEMENT = frozenset({"country", "admin1", "admin2", "region", "island", "mountain"})
SETTLEMENTS = frozenset({"city", "town", "village"})
SENSITIVE_KINDS = frozenset({"camp", "base", "airbase"})
SENSITIVE_NAME = re.compile(
    r"\b(hospital|clinic|medical|barracks|brigade|regiment|battalion|naval|military|missile|radar|camp)\b",
    re.IGNORECASE,
)
LEAST_RADIUS_KM = 2.0
WIDEST_POINT_KM = 60.0
ID = re.compile(r"place\.[a-z]{1,2}(\.[a-z0-9][a-z0-9_.'-]*)?")
PCODE = re.compile(r"[A-Z]{2,3}[A-Z0-9]{1,14}")
Fold = Callable[[str], Sequence[str]]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a place breaks: its id, the column at fault, the rule, what is and what should be."""

    id: str
    column: str
    rule: str
    message: str

    def __str__(self) -> str:
        """One line for people: id, column, message."""
        return f"{self.id}: {self.column}: {self.message}"


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What places are checked against: the ground they lie on and the sources that are declared.

    `fold` gives the folded words of a name in the reader's language; without it names are not folded.
    """

    ground: Ground
    sources: Mapping[str, Source]
    fold: Fold | None = None


Found = Iterator[tuple[str, str, str]]


def load_rules(fold: Fold | None = None, territories: Sequence[Territory] | None = None) -> Rules:
    """The rules of our own data files: borders, provinces, sources, and disputed land as we see it or you do.

    Raises InputError for a data file that cannot be read.
    """
    lands = load_territories() if territories is None else territories
    ground = Ground(load_borders(), load_provinces(), lands)
    return Rules(ground=ground, sources=load_sources(), fold=fold)


def problems(records: Iterable[PlaceRecord], fold: Fold | None = None) -> list[str]:
    """Return a line for each rule that a record breaks; an empty list means that all hold."""
    return [str(finding) for finding in findings(records, load_rules(fold))]


def findings(
    records: Iterable[PlaceRecord], rules: Rules, among: Iterable[PlaceRecord] = ()
) -> list[Finding]:
    """Check places, in their order; `among` are places known already, which these may name as parents.

    A record may bear the id of one in `among`, which it then replaces.
    """
    everything = list(records)
    by_id = {record.id: record for record in among}
    by_id.update((record.id, record) for record in everything)
    countries = {record.country for record in by_id.values() if record.kind == "country"}
    found: list[Finding] = []
    seen: set[str] = set()
    for record in everything:
        if record.id in seen:
            found.append(Finding(id=record.id, column="id", rule="id", message="the id stands twice"))
        seen.add(record.id)
        broken = [*_id_problems(record), *_name_problems(record, rules.fold), *_number_problems(record)]
        broken += [*_source_problems(record, rules.sources), *_country_problems(record, countries)]
        chain = _chain(record, by_id)
        broken += _parent_problems(record, by_id, chain)
        if not {"globe", "country"} & {rule for _, rule, _ in broken}:
            wrong = rules.ground.misplaced(record, chain)
            broken += [(wrong.column, wrong.rule, wrong.message)] if wrong is not None else []
        found += [Finding(id=record.id, column=c, rule=r, message=m) for c, r, m in broken]
    return found


def _chain(record: PlaceRecord, by_id: Mapping[str, PlaceRecord]) -> list[PlaceRecord]:
    """The place and what lies around it, innermost first, as far as the parents lead without a circle."""
    chain = [record]
    while (outer := by_id.get(chain[-1].parent)) is not None and outer not in chain:
        chain.append(outer)
    return chain


def _id_problems(record: PlaceRecord) -> Found:
    """Id, kind, p-code and the day of the entry."""
    if not ID.fullmatch(record.id):
        yield "id", "id", "an id is lowercase, dotted and begins with 'place.' and two letters, or 'place.x.'"
    if record.kind not in KINDS:
        yield "kind", "kind", f"unknown kind '{record.kind}'; expected one of {', '.join(sorted(KINDS))}"
    code, own = record.pcode, record.country
    if code and not (PCODE.fullmatch(code) and (not own or code[:2] == own or code[:3].isalpha())):
        yield "pcode", "pcode", f"'{code}' is no p-code: expected {own} and then digits or capitals"
    try:
        date.fromisoformat(record.added)
    except ValueError:
        yield "added", "added", f"'{record.added}' is no date; expected one such as 2026-11-22"


def _name_problems(record: PlaceRecord, fold: Fold | None) -> Found:
    """Names: there, tidy, in their own script, and something is left of them when folded."""
    for column, name in (("name_ar", record.name_ar), ("name_en", record.name_en)):
        if not name:
            yield column, "name", "the name is missing"
    names = (record.name_ar, *record.other_names)
    if len(set(names)) != len(names) or any(name != name.strip() or not name for name in record.other_names):
        yield "other_names", "name", "a name is empty, padded or stands twice"
    if _letters(record.name_ar, "LATIN") and not _letters(record.name_ar, "ARABIC"):
        yield "name_ar", "script", f"'{record.name_ar}' has no Arabic letter"
    if _letters(record.name_en, "ARABIC"):
        yield "name_en", "script", f"'{record.name_en}' has an Arabic letter"
    for name in names if fold is not None else ():
        if fold is not None and name and not _survives(name, fold):
            yield (
                "other_names" if name != record.name_ar else "name_ar",
                "fold",
                f"'{name}' is lost in folding",
            )


def _letters(text: str, script: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(script) for letter in text)


def _survives(name: str, fold: Fold) -> bool:
    """Whether something is left of each of a name's words when it is folded."""
    words = fold(name)
    written = [word for word in name.split() if any(letter.isalpha() for letter in word)]
    return bool(words) and all(words) and len(words) >= len(written)


def _number_problems(record: PlaceRecord) -> Found:
    """Coordinates, radius and people."""
    if not -90 <= record.lat <= 90:
        yield "lat", "globe", f"{record.lat} is not on the globe; expected -90 to 90"
    if not -180 <= record.lon <= 180:
        yield "lon", "globe", f"{record.lon} is not on the globe; expected -180 to 180"
    for column, value in (("lat", record.lat), ("lon", record.lon)):
        if round(value, 2) != value:
            yield column, "decimals", f"{value} has more than two decimals"
    sensitive = record.kind in SENSITIVE_KINDS or SENSITIVE_NAME.search(record.name_en) is not None
    if not record.radius_km > 0:
        yield "radius_km", "radius", f"{record.radius_km:g}: the radius must be above zero"
    elif sensitive and record.radius_km < LEAST_RADIUS_KM:
        least = f"of military sites, hospitals and camps it is at least {LEAST_RADIUS_KM:g} km"
        yield "radius_km", "radius", f"{record.radius_km:g}: {least}"
    elif record.kind in SETTLEMENTS and record.radius_km > WIDEST_POINT_KM:
        yield "radius_km", "radius", f"{record.radius_km:g} km is no {record.kind}"
    if record.population < 0:
        yield "population", "population", f"{record.population} is below zero"


def _source_problems(record: PlaceRecord, sources: Mapping[str, Source]) -> Found:
    """Each source is declared, and so has a licence."""
    names = named_sources(record.source)
    if not names:
        yield "source", "source", "the source is missing"
    for name in names:
        if name not in sources:
            yield (
                "source",
                "source",
                f"'{name}' is declared in no sources.toml; expected {', '.join(sources)}",
            )


def _parent_problems(
    record: PlaceRecord, by_id: Mapping[str, PlaceRecord], chain: Sequence[PlaceRecord]
) -> Found:
    """The parent exists, following parents ends, and it is of a wider kind in the same country."""
    if not record.parent:
        if record.kind != "country" and record.kind not in COUNTRYLESS_KINDS:
            yield "parent", "parent", f"a parent is missing; expected the area around this {record.kind}"
        return
    parent = by_id.get(record.parent)
    if parent is None:
        yield "parent", "parent", f"the parent '{record.parent}' does not exist"
        return
    if chain[-1].parent:
        rest = by_id.get(chain[-1].parent)
        yield (
            "parent",
            "parent",
            "the parents run in a circle" if rest else "a parent's parent does not exist",
        )
        return
    holders = HOLDERS.get(record.kind, AROUND_A_SETTLEMENT if record.kind in SETTLEMENTS else WIDE)
    if record.kind in KINDS and parent.kind not in holders:
        expected = ", ".join(sorted(holders)) or "none"
        yield "parent", "wider", f"a {record.kind} lies in no {parent.kind}; expected {expected}"
    if parent.country and record.country != parent.country:
        yield "country", "parent-country", f"is '{record.country}'; '{parent.id}' is in {parent.country}"


def _country_problems(record: PlaceRecord, countries: set[str]) -> Found:
    """The country is there, and known."""
    if not record.country:
        if record.kind not in COUNTRYLESS_KINDS:
            yield "country", "country", f"a country is missing; expected the code of this {record.kind}'s"
    elif record.country not in countries:
        yield "country", "country", f"unknown country '{record.country}'; expected ISO 3166-1 alpha-2"
