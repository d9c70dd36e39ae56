"""How long the map's points take for many incidents: counted in memory, and asked of a desk.

    python benchmarks/desk_map.py [INCIDENTS]

`counted` makes that many incidents (100,000 by default) at as many as 3,000 places, none of which happened,
and prints milliseconds of processor time; `asked` times the first byte of a desk that runs elsewhere.
"""

from __future__ import annotations

import random
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping

import msgspec

from sijill.slim import Slim
from sijill.web.asking import Query
from sijill.web.atlas import WHOLE, Atlas
from sijill.web.shelf import Shelf
from sijill.web.timeline import timeline

PLACES = 3_000
TURNS = 7
VIEWS = (
    ("world", 2, WHOLE),
    ("region", 5, (30.0, 12.0, 60.0, 38.0)),
    ("province", 8, (35.0, 33.0, 39.0, 36.0)),
)


def shelf_of(number: int, places: int = PLACES) -> Shelf:
    """A shelf of made-up incidents over ten years."""
    chance = random.Random(1)
    spots = [
        {"name": f"p{n}", "lat": round(chance.uniform(12, 38), 2), "lon": round(chance.uniform(30, 60), 2)}
        for n in range(places)
    ]
    statuses = ("reported", "claimed", "acknowledged", "disputed", "denied")
    made = (
        {
            "id": f"i-{n:07}",
            "event_type": "shelling",
            "status": chance.choice(statuses),
            "time": {
                "start": f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            },
            "places": [] if n % 20 == 0 else [{**chance.choice(spots), "precision": chance.randint(1, 3)}],
        }
        for n in range(number)
    )
    return Shelf((msgspec.convert(one, Slim) for one in made), 1)


def counted(number: int) -> Mapping[str, float]:
    """Milliseconds of processor time of each step, the best of several turns."""
    shelf = shelf_of(number)
    atlas = Atlas(shelf.rows)
    found = {
        name: _best(lambda zoom=zoom, view=view: list(atlas.placed(shelf.live).spots(zoom, view)))
        for name, zoom, view in VIEWS
    }
    found["timeline"] = _best(lambda: timeline(atlas.days(shelf.live), Query(), "rtl"))
    found["table of places"] = _best(lambda: atlas.placed(shelf.live).busiest(15))
    return found


def asked(address: str, query: str = "") -> Mapping[str, float]:
    """Milliseconds to the first byte of the points of a desk at an address, the best of several turns."""
    found = {}
    for name, zoom, view in VIEWS:
        bounds = ",".join(map(str, view))
        url = f"{address}/incidents/points.json?{query}&zoom={zoom}&bounds={bounds}"
        found[name] = min(_first_byte(url) for _ in range(TURNS))
    return found


def _first_byte(url: str) -> float:
    begun = time.perf_counter()
    with urllib.request.urlopen(url) as answer:
        answer.read(1)
        return (time.perf_counter() - begun) * 1000


def _best(act: Callable[[], object]) -> float:
    turns = []
    for _ in range(TURNS):
        begun = time.process_time()
        act()
        turns.append((time.process_time() - begun) * 1000)
    return min(turns)


if __name__ == "__main__":
    for step, took in counted(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000).items():
        print(f"{step:16} {took:7.1f} ms")
