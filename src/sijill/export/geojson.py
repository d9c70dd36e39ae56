"""GeoJSON (RFC 7946): a feature for each incident; what has no point is kept with a null geometry."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sijill.incident import Incident

from .cargo import PLAIN, Cargo, Style, Written
from .cells import Cell
from .flat import incident_row
from .spots import mapped, shown_places
from .whole import whole_bytes


class Geometry(msgspec.Struct, frozen=True, kw_only=True):
    """A point, or several: longitude before latitude."""

    type: str
    coordinates: tuple[float, float] | tuple[tuple[float, float], ...]


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """An incident on the map; `properties` are the columns of the CSV."""

    type: str = "Feature"
    id: str
    geometry: Geometry | None
    properties: dict[str, Cell]


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write a feature collection, one feature a line. Its own members `synthetic` and `without_point` count
    the features that are made up and those with no point.
    """
    rows = without_point = synthetic = 0
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for incident in cargo.incidents():
            found = feature(incident, cargo)
            file.write((b",\n" if rows else b"\n") + encoder.encode(found))
            rows += 1
            without_point += found.geometry is None
            synthetic += incident.synthetic
        file.write(f'\n],"synthetic":{synthetic},"without_point":{without_point}}}\n'.encode())
    return Written(files=(output,), rows=rows, without_point=without_point)


def feature(incident: Incident, cargo: Cargo) -> Feature:
    """One incident; several places that have a point make a MultiPoint, a name that no list knows none."""
    spots = [mapped(p) for p in shown_places(incident, cargo.registry)]
    pairs = tuple(dict.fromkeys((spot[1], spot[0]) for spot in spots if spot is not None))
    geometry: Geometry | None = None
    if len(pairs) == 1:
        geometry = Geometry(type="Point", coordinates=pairs[0])
    elif pairs:
        geometry = Geometry(type="MultiPoint", coordinates=pairs)
    return Feature(id=incident.id, geometry=geometry, properties=incident_row(incident, cargo))
