"""Scoring: the assignment against brute force, the figures on cases worked out by hand, and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.assignment import assign
from sijill.evaluate import Scores, score, table
from sijill.evaluate_records import Coded
from sijill.script import script_of
from tests.conftest import Ran

matrices = st.integers(1, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.5, 4.0]), min_size=n, max_size=n),
        min_size=1,
        max_size=5,
    )
)


@given(matrices)
def test_assignment_is_the_best_there_is(weights: list[list[float]]) -> None:
    rows, columns = len(weights), len(weights[0])
    pairs = assign(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    if rows <= columns:
        best = max(sum(weights[r][c] for r, c in enumerate(p)) for p in permutations(range(columns), rows))
    else:
        best = max(sum(weights[r][c] for c, r in enumerate(p)) for p in permutations(range(rows), columns))
    assert sum(weights[r][c] for r, c in pairs) == pytest.approx(best)
    assert all(weights[r][c] > 0 for r, c in pairs)


def test_assignment_of_nothing() -> None:
    assert assign([]) == assign([[]]) == assign([[0.0]]) == []


def report(kind: str = "shelling", start: int = 0, **more: object) -> dict[str, object]:
    trigger = {"text": "x", "start": start, "end": start + 4}
    return {"event_type": kind, "trigger": trigger, "sentences": [[start, start + 30]], **more}


def scores(gold: object, predicted: object) -> Scores:
    def coded(body: object) -> dict[str, Coded]:
        found = msgspec.convert({"doc": {"id": "d"}, **body} if isinstance(body, dict) else body, Coded)
        return {"d": found}

    return score(coded(gold), coded(predicted), script_of("ar"))


def test_the_same_again_is_perfect() -> None:
    body = {
        "reports": [report(places=[{"text": "y", "start": 9, "end": 12, "country": "SY", "precision": 1}])]
    }
    got = scores(body, body)
    assert got.overall == got.macro == 1.0
    assert got.figures["precision"].f1 == 1.0


def test_types_of_one_family_align_and_count_as_a_wrong_type() -> None:
    got = scores({"reports": [report("airstrike")]}, {"reports": [report("shelling")]})
    assert (got.figures["event"].f1, got.figures["type"].f1) == (1.0, 0.0)


def test_types_of_strange_families_do_not_align() -> None:
    got = scores({"reports": [report("airstrike")]}, {"reports": [report("protest")]})
    assert got.figures["event"].f1 == 0.0
    assert (got.documents[0].missed, got.documents[0].spurious) == (("airstrike",), 1)


def test_far_words_do_not_align() -> None:
    assert scores({"reports": [report()]}, {"reports": [report(start=400)]}).figures["event"].f1 == 0.0
    assert scores({"reports": [report()]}, {"reports": [report(start=150)]}).figures["event"].f1 == 1.0


def test_a_span_over_everything_gets_no_credit() -> None:
    gold = report(participants=[{"role": "target", "text": "abc", "start": 40, "end": 45}])
    wide = report(participants=[{"role": "target", "text": "z", "start": 0, "end": 200}])
    assert scores({"reports": [gold]}, {"reports": [wide]}).figures["target"].f1 == 0.0


def test_another_mention_of_one_name_counts() -> None:
    gold = report(participants=[{"role": "attacker", "text": "القوّات التركية", "start": 40, "end": 55}])
    other = report(participants=[{"role": "attacker", "text": "قوات تركيه", "start": 140, "end": 150}])
    assert scores({"reports": [gold]}, {"reports": [other]}).figures["attacker"].f1 == 1.0


def test_a_missed_report_misses_its_slots_and_a_spurious_one_adds_some() -> None:
    harm = [{"kind": "killed", "who": "civilian", "count": {"min": 4, "max": 4}}]
    got = scores({"reports": [report(harm=harm)]}, {"reports": [report("protest", harm=harm * 2)]})
    assert (got.figures["harm"].gold, got.figures["harm"].pred, got.figures["harm"].f1) == (1, 2, 0.0)


@pytest.mark.parametrize(
    ("start", "precision", "hit"),
    [
        ("2024-03-10", "day", True),
        ("2024-03-11", "day", False),
        ("2024-03-11", "part_of_day", True),
        ("2024-03-10", "vague", False),
    ],
)
def test_times(start: str, precision: str, hit: bool) -> None:
    gold = report(
        time={
            "start": "2024-03-10",
            "end": "2024-03-10",
            "precision": "part_of_day" if precision == "part_of_day" else "day",
        }
    )
    pred = report(time={"start": start, "end": start, "precision": precision})
    assert (scores({"reports": [gold]}, {"reports": [pred]}).figures["time"].f1 == 1.0) is hit


def test_denied_counts_and_planned_does_not() -> None:
    got = scores(
        {"reports": [report(realis="denied"), report(start=300, realis="planned")]}, {"reports": [report()]}
    )
    assert (got.figures["event"].f1, got.figures["realis"].f1) == (1.0, 0.0)


def test_tallies_and_framing() -> None:
    tally = {"measure": "attacks", "count": {"min": 24, "max": 24}, "window": {"start": "2023-10-17"}}
    near = {**tally, "window": {"start": "2023-10-18"}}
    framing = [{"category": "condemning", "start": 3, "end": 9}]
    got = scores({"tallies": [tally], "framing": framing}, {"tallies": [near], "framing": framing})
    assert (got.figures["tally"].f1, got.figures["framing"].f1) == (1.0, 1.0)
    assert "framing" not in scores({"tallies": [tally]}, {"framing": framing}).figures


def test_lines_for_people() -> None:
    lines = table(scores({"reports": [report()]}, {"reports": []}), worst=1).splitlines()
    assert lines[0] == "event     P 0.000  R 0.000  F1 0.000   gold    1  predicted    0"
    assert lines[-2:] == [
        "  d: missed 1 ['shelling'], spurious 0",
        "overall 0.000   (event F1 averaged over documents 0.000)",
    ]


def gold_file(folder: Path) -> Path:
    text = "قصفت المدفعية بلدة سراقب يوم السبت."
    body = {"doc": {"id": "g", "published": "2024-03-10", "text": text}, "reports": [report()], "unknown": 1}
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def test_command_reads_the_texts_of_gold(sijill: Callable[..., Ran], tmp_path: Path) -> None:
    ran = sijill("evaluate", gold_file(tmp_path), "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["figures"]["event"]["f1"] == 1.0


def test_command_tells_what_is_absent(sijill: Callable[..., Ran], tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    (tmp_path / "p.jsonl").write_text("", encoding="utf-8")
    ran = sijill("evaluate", gold, tmp_path / "p.jsonl")
    assert "1 of 1 gold documents are not among the predictions, e.g. g" in ran.err
    (tmp_path / "p.jsonl").write_text("\n{}\n", encoding="utf-8")
    bad = sijill("evaluate", gold, tmp_path / "p.jsonl")
    assert bad.code == 3
    assert "p.jsonl:2" in bad.err
