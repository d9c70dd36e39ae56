"""Fail where the reader has fallen below a floor, field by field and language by language.

    python evaluation/gate.py [--worst N] [--propose] [LANGUAGE ...]

`floors.json` holds for each language the SHA-256 of its gold and the lowest F1 each field may have. Any
change of it needs its new mark in CHANGELOG.md (a test looks), so that no floor sinks unseen. `--propose`
prints floors for what the reader does now, and does not write them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sijill.evaluate import Scores, score, table
from sijill.evaluate_records import as_coded, load_coded
from sijill.reader import load_reader
from sijill.render import json_line
from sijill.script import script_of

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SLACK = 0.005


def floors() -> dict[str, dict[str, object]]:
    """What stands in floors.json, by language: `gold` (a digest), `documents`, `floors` by field."""
    found: dict[str, dict[str, object]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def gold_of(language: str) -> Path:
    """The gold that a language is held to: for a language in two halves the one for development."""
    halves = HERE / "gold" / f"{language}_dev.jsonl"
    return halves if halves.exists() else HERE / "gold" / f"{language}.jsonl"


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mark(language: str, entry: Mapping[str, object]) -> str:
    """Twelve hexadecimal digits that change with anything in a language's entry; CHANGELOG.md holds them."""
    whole = json.dumps([language, entry], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def scored(language: str) -> Scores:
    """The reader's scores on a language's gold."""
    gold = load_coded(str(gold_of(language)))
    reader = load_reader(language)
    read = {ident: as_coded(json_line(reader.read(coded.doc))) for ident, coded in gold.items()}
    return score(gold, read, script_of(language))


def fallen(figures: Mapping[str, float], lowest: Mapping[str, float]) -> list[str]:
    """The fields that are below their floors, a line each; a field that is not scored any more is one."""
    return [
        f"{field}: F1 {figures.get(field, 0.0):.3f} is below its floor {floor:.3f}"
        for field, floor in lowest.items()
        if figures.get(field, 0.0) < floor
    ]


def values(scores: Scores) -> dict[str, float]:
    """F1 by field, and the overall figure."""
    return {**{name: figure.f1 for name, figure in scores.figures.items()}, "overall": scores.overall}


def proposal(language: str, figures: Mapping[str, float]) -> dict[str, object]:
    """An entry of floors.json for these figures, rounded down to whole hundredths after a little slack."""
    gold = gold_of(language)
    lowest = {name: math.floor((f1 - SLACK) * 100) / 100 for name, f1 in figures.items()}
    documents = len(gold.read_text(encoding="utf-8").splitlines())
    return {"gold": digest(gold), "documents": documents, "floors": lowest}


def gate(language: str, worst: int) -> list[str]:
    """Print a language's scores, and return what is wrong with them."""
    entry = floors()[language]
    scores = scored(language)
    print(f"{language}: {gold_of(language).name}\n{table(scores, worst)}")
    lowest = entry["floors"]
    assert isinstance(lowest, dict)
    wrong = fallen(values(scores), lowest)
    if entry["gold"] != digest(gold_of(language)):
        wrong.insert(0, "the gold is not the one that the floors were set on")
    return [f"{language} {line}" for line in wrong]


def main(arguments: Sequence[str]) -> int:
    """Hold every language of floors.json, or those named, to its floors."""
    parser = argparse.ArgumentParser(description="Hold the reader to its floors.")
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--propose", action="store_true")
    asked = parser.parse_args(arguments)
    languages = asked.languages or list(floors())
    if asked.propose:
        for language in languages:
            entry = proposal(language, values(scored(language)))
            print(json.dumps({language: entry}, indent=2))
            print(f"mark for CHANGELOG.md: {mark(language, entry)}")
        return 0
    wrong = [line for language in languages for line in gate(language, asked.worst)]
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
