"""The set of homonym, relation and trap sentences: whole, of our own, and read as well as its floor says."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from sijill.outlet import outlet_of
from sijill.reader import Reader
from tests.conftest import ROOT

HALVES = ("dev", "test")
FLOOR = 0.92
EACH = 0.92


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluation_places", ROOT / "evaluation" / "places.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = scorer()
CASES = [case for half in HALVES for case in SCORER.cases(half)]


def test_enough_cases_of_each_kind() -> None:
    assert len(CASES) >= 300
    for kind in ("homonym", "relation", "trap"):
        assert sum(case.kind == kind for case in CASES) >= 90
    assert len({case.text for case in CASES}) == len({case.id for case in CASES}) == len(CASES)


def test_every_place_is_in_the_gazetteer(reader: Reader) -> None:
    for case in CASES:
        for place in (*case.places, *case.also):
            assert place == SCORER.UNKNOWN or place.split()[0] in reader.gazetteer.by_id, case.id


def test_outlets_are_invented(reader: Reader) -> None:
    assert not any(outlet_of(reader.language, case.outlet).registered for case in CASES if case.outlet)


def test_the_floor_holds(reader: Reader) -> None:
    found = {half: SCORER.right(half, reader)["all"] for half in HALVES}
    assert all(good >= EACH * of for good, of in found.values()), found
    good, of = (sum(numbers) for numbers in zip(*found.values(), strict=True))
    assert good >= FLOOR * of, found


def test_a_wrong_place_is_found_wrong(reader: Reader) -> None:
    case = next(c for c in CASES if c.kind == "homonym" and c.places)
    reading = SCORER.read(case, reader)
    assert not SCORER.wrong(case, reading, reader.gazetteer)
    other = case._replace(places=("place.sd.nyala in",), also=())
    assert len(SCORER.wrong(other, reading, reader.gazetteer)) >= 2
    assert SCORER.wrong(case._replace(point="10.0 10.0 5"), reading, reader.gazetteer)
