"""One parser fuzzed by what it executes: inputs that reach new code are changed further (atheris, libFuzzer).

    pip install atheris
    python benchmarks/fuzz_guided.py PARSER [FOLDER] [-max_total_time=SECONDS] [other options of libFuzzer]

PARSER is a name of `tests/parsers.py`. FOLDER keeps the inputs between runs. atheris is no dependency:
`make fuzz` does without it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parent.parent))

with atheris.instrument_imports(include=["sijill.ingest", "sijill.lang", "sijill.phrase", "sijill.text"]):
    from tests.parsers import PARSERS, tried


def main() -> None:
    """Fuzz until a crash, or as long as libFuzzer is told to."""
    name, *rest = sys.argv[1:] or [""]
    if name not in PARSERS:
        sys.exit(f"'{name}' is no parser (one of: {', '.join(PARSERS)})")
    PARSERS[name][0](PARSERS[name][1]())
    atheris.Setup([sys.argv[0], *rest], lambda data: tried(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
