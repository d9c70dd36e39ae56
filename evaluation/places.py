"""Score the places that are read in `evaluation/places`: sentences of our own: homonyms, relations, traps.

python evaluation/places.py [dev|test|all] [--wrong]

A case is right when every place expected is given with its relation, its point where one is told (within the
tolerance, in km), and no place beside them that is not `also` allowed or holds an expected one. `unknown`
expects a place without an entry, with a radius and an `unknown-place` Issue on its words. A case that expects
nothing allows no entry and no point. `--wrong` prints each wrong case with what was given.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sijill.gazetteer.geometry import apart_km, distance_km
from sijill.gazetteer.load import Gazetteer
from sijill.gazetteer.resolve import AREAS
from sijill.reader import Reader, load_reader
from sijill.records import Document, Place, Reading

SETS = Path(__file__).parent / "places"
UNKNOWN = "unknown"


class Case(NamedTuple):
    """A text, and what is to be read of its places; `places` are 'id relation', any relation if none."""

    id: str
    kind: str
    outlet: str
    published: str
    text: str
    places: tuple[str, ...]
    also: tuple[str, ...]
    point: str


def cases(name: str) -> list[Case]:
    """The cases of one half."""
    with (SETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file)]


def _case(row: dict[str, str]) -> Case:
    places, also = (tuple(p for p in row[column].split("; ") if p) for column in ("places", "also"))
    return Case(
        row["id"], row["kind"], row["outlet"], row["published"], row["text"], places, also, row["point"]
    )


def read(case: Case, reader: Reader) -> Reading:
    """What is read of the text of a case."""
    return reader.read(
        Document(id=case.id, lang="ar", outlet=case.outlet, published=case.published, text=case.text)
    )


def wrong(case: Case, reading: Reading, gazetteer: Gazetteer) -> list[str]:
    """What is wrong in a reading, nothing where all is right."""
    given = [place for report in reading.reports for place in report.places]
    found = [f"missing {want}" for want in case.places if not _given(want, given, reading, gazetteer)]
    wanted = [want.split()[0] for want in case.places if want != UNKNOWN]
    told = [*wanted, *case.also]
    found += [
        f"extra {p.gazetteer_id}"
        for p in given
        if p.gazetteer_id and not any(_holds(p.gazetteer_id, ident, gazetteer) for ident in told)
    ]
    if not case.places:
        found += [f"point for {p.text}" for p in given if p.lat is not None and not case.also]
    if case.point and not _placed(case, given):
        found.append("point " + ", ".join(f"{p.lat} {p.lon} r{p.radius_km}" for p in given))
    return found


def _holds(ident: str, inner: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is the one told, holds it, or is the seat of the province told."""
    if _same(ident, inner, gazetteer) or gazetteer.is_within(inner, ident):
        return True
    one, two = gazetteer.by_id[ident], gazetteer.by_id[inner]
    if one.kind in AREAS and one.country == two.country and apart_km(one, two) <= one.radius_km:
        return True
    return one.name_ar == two.name_ar and gazetteer.is_within(ident, inner)


def _same(ident: str, told: str, gazetteer: Gazetteer) -> bool:
    """Whether two entries are one place: the same, or a district and the town it is named after."""
    if ident == told:
        return True
    one, two = gazetteer.by_id.get(ident), gazetteer.by_id.get(told)
    if one is None or two is None or "admin2" not in (one.kind, two.kind):
        return False
    return one.name_ar == two.name_ar and apart_km(one, two) <= max(one.radius_km, two.radius_km)


def _given(want: str, given: Sequence[Place], reading: Reading, gazetteer: Gazetteer) -> bool:
    ident, _, relation = want.partition(" ")
    if ident != UNKNOWN:
        return any(_same(p.gazetteer_id, ident, gazetteer) and relation in ("", p.relation) for p in given)
    told = {(issue.start, issue.end) for issue in reading.issues if issue.code == "unknown-place"}
    return any(not p.gazetteer_id and p.radius_km is not None and (p.start, p.end) in told for p in given)


def _placed(case: Case, given: Sequence[Place]) -> bool:
    parts = case.point.split()
    if parts[0] == "radius":
        ident = case.places[0].split()[0]
        return any(p.gazetteer_id == ident and (p.radius_km or 0) >= float(parts[1]) for p in given)
    lat, lon, tolerance = (float(part) for part in parts[:3])
    ident = parts[3] if len(parts) > 3 else case.places[0].split()[0]
    return any(
        p.lat is not None and p.lon is not None and distance_km(p.lat, p.lon, lat, lon) <= tolerance
        for p in given
        if p.gazetteer_id == ident
    )


def right(name: str, reader: Reader) -> dict[str, tuple[int, int]]:
    """How many cases of one half are right, of how many, by kind and in all."""
    good: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for case in cases(name):
        fits = not wrong(case, read(case, reader), reader.gazetteer)
        for kind in (case.kind, "all"):
            of[kind] += 1
            good[kind] += fits
    return {kind: (good[kind], of[kind]) for kind in sorted(of)}


def main(arguments: Sequence[str]) -> None:
    """Print the share of right cases by half and kind."""
    reader = load_reader()
    asked = [a for a in arguments if not a.startswith("-")] or ["all"]
    for name in ["dev", "test"] if asked == ["all"] else asked:
        figures = right(name, reader)
        print(f"{name:5}", "  ".join(f"{kind} {a / b:.3f} ({a} of {b})" for kind, (a, b) in figures.items()))
        if "--wrong" in arguments:
            for case in cases(name):
                found = wrong(case, read(case, reader), reader.gazetteer)
                if found:
                    print(f"{case.id}  {case.text}\n    " + "\n    ".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
