"""No bytes make a parser crash. Short here; `make fuzz` goes on for as long as it is told to."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.parsers import PARSERS, changed, tried

EXAMPLES = int(os.environ.get("SIJILL_EXAMPLES", "25"))


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_takes_any_bytes(name: str) -> None:
    seed = PARSERS[name][1]()
    tried(name, seed)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.integers(0, 2**32))
    def run(number: int) -> None:
        tried(name, changed(seed, Random(number)))

    run()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("places", b"name_ar,name_en,kind,country,lat,lon,population\na,b,village,SY,35.8,36.7,1e300\n"),
        (
            "places",
            (
                "7\tA\tA\tB\tnan\t36.7\tP\tPPL\tSY\t\t00\t\t\t\t" + "9" * 5000 + "\t\t1\tx\t2024-01-01\n"
            ).encode(),
        ),
        ("places", b"name_ar,name_en,kind,country,lat,lon,population\na,b,village,SY,35.8,36.7,inf\n"),
        ("places", b"name_ar,name_en,kind,country,lat,lon,population\na,b,village,SY,nan,36.7,nan\n"),
    ],
)
def test_what_crashed_once(name: str, data: bytes) -> None:
    tried(name, data)


def test_an_archive_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Pieces of damaged records once went to standard error."""
    data = PARSERS["WARC"][1]()
    for cut in range(0, 200, 7):
        tried("WARC", data.replace(b"Content-Length: ", b"Content-Length: %d" % cut, 1))
    assert capfd.readouterr() == ("", "")
