"""The commands of the ledger, on a real file and in real processes: what they print, keep and return."""

from __future__ import annotations

import csv
import io
import json
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.demo import CORPUS
from sijill.demo.show import summary
from sijill.incident import Incident
from sijill.store import existing_ledger
from tests.conftest import Ran

Command = Callable[..., Ran]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the bundled corpus, made once by the command; tests copy it before they write."""
    where = tmp_path_factory.mktemp("ledger") / "demo.sijill"
    ran = subprocess.run(
        [*PYTHON, "add", str(CORPUS), "--ledger", str(where)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return where


PYTHON = [sys.executable, "-c", "from sijill.cli import main; main()"]


@pytest.fixture
def ledger(corpus: Path, tmp_path: Path) -> Path:
    from sqlite3 import connect

    where = tmp_path / "copy.sijill"
    with connect(corpus) as source, connect(where) as target:
        source.backup(target)
    return where


def lines(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def incidents(where: Path) -> list[Incident]:
    with existing_ledger(str(where)) as found:
        return list(found.incidents())


def sets(where: Path) -> list[list[str]]:
    return sorted(sorted(t.key for t in i.reports) for i in incidents(where))


def test_the_demonstration_finds_what_it_should(corpus: Path) -> None:
    """Worked out by hand in `expected.toml`: which documents tell of which incident, its type, place and day."""
    from sijill import demo

    expected = tomllib.loads((Path(demo.__file__).parent / "expected.toml").read_text(encoding="utf-8"))
    by_doc: dict[str, set[str]] = {}
    found = {i.id: i for i in incidents(corpus)}
    for one in found.values():
        for told in one.reports:
            by_doc.setdefault(told.doc, set()).add(one.id)
    right = 0
    for wanted in expected["incident"]:
        shared = [by_doc.get(d, set()) for d in wanted["documents"]]
        common = set.intersection(*shared)
        assert common, wanted["name"]
        one = found[min(common, key=lambda n: -len(found[n].reports))]
        assert {t.doc for t in one.reports} == set(wanted["documents"]), wanted["name"]
        assert one.event_type == wanted["event_type"]
        assert one.places[0].gazetteer_id == wanted["place"]
        assert one.time is not None
        assert (one.time.start or "").startswith(wanted["day"])
        right += one.status == wanted["status"]
    # The doer's own channel is no registered outlet (claimed), and an umbrella name is taken for a rival (acknowledged).
    assert right >= len(expected["incident"]) - 2


def test_the_summary_says_synthetic_and_ends(corpus: Path) -> None:
    with existing_ledger(str(corpus)) as found:
        text = "\n".join(summary(found))
    assert text.startswith("SYNTHETIC")
    for part in ("Where accounts differ", "does not add up", "lower than before", "Loaded wording"):
        assert part in text


def test_the_contract_of_the_export(sijill: Command, ledger: Path, tmp_path: Path) -> None:
    output = tmp_path / "incidents.jsonl"
    assert sijill("export", "jsonl", "--ledger", ledger, "--output", output).code == 0
    for line in output.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        assert {
            "id",
            "event_type",
            "status",
            "time",
            "places",
            "participants",
            "harm",
            "weapons",
            "sources",
            "reports",
        } <= set(one)
        assert one["synthetic"] is True
        assert all({"doc", "report", "outlet"} <= set(r) for r in one["reports"])


def test_the_same_documents_again_are_the_same(sijill: Command, ledger: Path) -> None:
    before = sets(ledger)
    ran = sijill("add", CORPUS, "--ledger", ledger)
    assert ran.code == 0
    assert "0 added" in ran.err
    assert sets(ledger) == before


def test_documents_in_any_order_give_the_same_incidents(
    sijill: Command, corpus: Path, tmp_path: Path
) -> None:
    files = sorted(CORPUS.glob("*.jsonl"))
    random.Random(3).shuffle(files)
    where = tmp_path / "other.sijill"
    for part in (files[:5], files[5:9], files[9:]):
        assert sijill("add", *part, "--ledger", where).code == 0
    assert sets(where) == sets(corpus)
    assert sijill("link", "anew", "--ledger", where).code == 0
    assert sets(where) == sets(corpus)


def test_an_id_survives_a_merge_and_a_split(sijill: Command, ledger: Path) -> None:
    first, second = (i.id for i in sorted(incidents(ledger), key=lambda i: -len(i.reports))[:2])
    keys = {i.id: sorted(t.key for t in i.reports) for i in incidents(ledger)}
    ran = sijill("decide", "merge", first, second, "--ledger", ledger, "--by", "reviewer")
    assert ran.code == 0, ran.err
    with existing_ledger(str(ledger)) as found:
        one, other = found.incident(first), found.incident(second)
        assert one is not None
        assert one == other
        assert sorted(t.key for t in one.reports) == sorted(keys[first] + keys[second])
        number = found.decisions()[-1].number
    feed = lines(sijill("changes", "--ledger", ledger))
    assert any(c["kind"] == "merged" and c["into"] == one.id for c in feed)
    assert sijill("link", "anew", "--ledger", ledger).code == 0
    with existing_ledger(str(ledger)) as found:
        assert found.incident(first) == found.incident(second), (
            "nothing automatic overwrites what a person decided"
        )
    assert sijill("decide", "withdraw", number, "--ledger", ledger, "--by", "reviewer").code == 0
    assert {i.id: sorted(t.key for t in i.reports) for i in incidents(ledger)} == keys


def test_the_feed_is_read_from_a_line_or_a_day(sijill: Command, ledger: Path) -> None:
    def lines(*since: str) -> list[str]:
        return sijill("changes", "--ledger", str(ledger), *since).out.splitlines()

    every = lines()
    assert lines("--since", "0") == every
    assert lines("--since", "3") == every[3:]
    assert lines("--since", json.loads(every[0])["at"][:10]) == every
    assert lines("--since", "2999-01-01") == []
    assert sijill("changes", "--ledger", str(ledger), "--since", "soon").code == 2


def test_a_split_holds(sijill: Command, ledger: Path) -> None:
    one = max(incidents(ledger), key=lambda i: len(i.reports))
    away = one.reports[0].key
    assert sijill("decide", "split", one.id, away, "--ledger", ledger, "--by", "reviewer").code == 0
    assert sijill("link", "anew", "--ledger", ledger).code == 0
    with existing_ledger(str(ledger)) as found:
        homes = found.incidents_of([t.key for t in one.reports])
    assert homes[away] not in {homes[t.key] for t in one.reports[1:]}


def test_corrections_are_signed_and_shown(sijill: Command, ledger: Path) -> None:
    one = max(incidents(ledger), key=lambda i: len(i.reports))
    ran = sijill(
        "decide",
        "correct",
        one.id,
        "killed",
        "6",
        "--ledger",
        ledger,
        "--by",
        "reviewer",
        "--note",
        "hospital list",
    )
    assert ran.code == 0, ran.err
    told = sijill("explain", f"{one.id}.killed", "--ledger", ledger).out
    assert "shown     6" in told
    assert "person:reviewer" in told
    assert "hospital list" in told
    assert sijill("decide", "correct", one.id, "killed", "many", "--ledger", ledger, "--by", "x").code == 2
    assert [d["by"] for d in lines(sijill("decide", "list", "--ledger", ledger))] == ["person:reviewer"]


def test_states_are_signed_and_another_person_finalises(sijill: Command, ledger: Path) -> None:
    one = incidents(ledger)[0]

    def state(*more: str) -> int:
        return sijill("decide", "state", one.id, *more, "--ledger", ledger, "--note", "why").code

    assert state("finalised", "--by", "ana") == 2
    assert state("assigned", "--by", "ana") == 2
    assert state("assigned", "--by", "ana", "--to", "suad") == 0
    assert state("peer_review", "--by", "suad") == 0
    assert state("finalised", "--by", "suad") == 2
    assert state("finalised", "--by", "ana") == 0
    told = lines(sijill("decide", "list", "--ledger", ledger))
    assert [(d["by"], d["value"], d["to"]) for d in told] == [
        ("person:ana", "assigned", "suad"), ("person:suad", "peer_review", ""), ("person:ana", "finalised", "")
    ]  # fmt: skip
    assert next(i for i in incidents(ledger) if i.id == one.id).confirmed


def test_explain_leads_down_to_the_words(sijill: Command, ledger: Path) -> None:
    one = max(incidents(ledger), key=lambda i: len(i.reports))
    told = sijill("explain", f"{one.id}.place", "--ledger", ledger).out
    assert "policy" in told
    assert "characters" in told
    whole = sijill("explain", one.id, "--ledger", ledger).out
    assert "bits" in whole
    assert "place: same town" in whole or "place: same city" in whole


def test_search_finds_in_any_spelling(sijill: Command, ledger: Path) -> None:
    found = {
        word: sijill("search", word, "--ledger", ledger, "--limit", 999).out
        for word in ("إدلب", "ادلب", "اِدلِب")
    }
    assert len(set(found.values())) == 1
    assert "synthetic" in found["ادلب"]


def test_totals_and_wording(sijill: Command, ledger: Path) -> None:
    checks = lines(sijill("tallies", "--ledger", ledger, "--format", "jsonl"))
    assert {c["adds_up"] for c in checks} >= {True, False}
    assert any(c["monotone"] is False for c in checks)
    wording = lines(sijill("framing", "--ledger", ledger, "--format", "jsonl"))
    assert len({w["outlet"] for w in wording}) > 5
    assert "«" in sijill("framing", "--ledger", ledger, "--of", "incident").out


def test_review_lists_pairs_with_their_waterfall(sijill: Command, ledger: Path) -> None:
    ran = sijill("review", "--ledger", ledger)
    assert ran.code == 0
    assert "maybe" in ran.out


@pytest.mark.parametrize("form", ["csv", "acled", "geojson", "parquet"])
def test_every_format_is_written_whole(sijill: Command, ledger: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"out.{form}"
    ran = sijill("export", form, "--ledger", ledger, "--output", output)
    assert ran.code == 0, ran.err
    assert output.stat().st_size > 100


def test_an_acled_file_goes_into_scripts_unchanged(sijill: Command, ledger: Path, tmp_path: Path) -> None:
    output = tmp_path / "acled.csv"
    assert sijill("export", "acled", "--ledger", ledger, "--output", output).code == 0
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
    assert len(rows[0]) == 31
    assert all(int(r["fatalities"]) >= 0 for r in rows)
    assert all(r["notes"] for r in rows)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["incidents", "--ledger", "nowhere/at/all.sijill"], 4),
        (["show", "i-none", "--ledger", "@"], 2),
        (["export", "xlsx", "--ledger", "@", "--output", "x"], 2),
        (["incidents", "--since", "soon", "--ledger", "@"], 2),
        (["decide", "mark", "i-none", "lock", "--by", "x", "--ledger", "@"], 2),
        (["decide", "withdraw", "99", "--by", "x", "--ledger", "@"], 2),
        (["add", "no-such-file.txt", "--ledger", "@"], 3),
        (["incidents"], 2),
    ],
)
def test_what_is_wrong_is_said_with_its_code(
    sijill: Command, ledger: Path, words: list[str], code: int
) -> None:
    ran = sijill(*(str(ledger) if w == "@" else w for w in words))
    assert ran.code == code, ran.err
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_one_bad_line_among_good_ones(sijill: Command, tmp_path: Path) -> None:
    source = tmp_path / "mixed.jsonl"
    good = max((f.read_text(encoding="utf-8").splitlines() for f in sorted(CORPUS.glob("*.jsonl"))), key=len)
    source.write_text(f"{good[0]}\nnot json\n{good[1]}\n", encoding="utf-8")
    ran = sijill("add", source, "--ledger", tmp_path / "x.sijill")
    assert ran.code == 1
    assert "mixed.jsonl:2" in ran.err
    assert "2 added" in ran.err


def test_killed_in_the_middle_it_goes_on(corpus: Path, tmp_path: Path) -> None:
    """A kill -9 at any moment leaves a whole ledger, and the same command run again ends with all of it."""
    where = tmp_path / "killed.sijill"
    command = [*PYTHON, "add", str(CORPUS), "--ledger", str(where)]
    for wait in (0.9, 1.6, 2.2):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
        if where.exists() and where.stat().st_size:
            with existing_ledger(str(where)) as found:
                assert found.counts().documents in (0, len(list(found.entries())))
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert sets(where) == sets(corpus)


def test_two_writers_at_once_lose_nothing(corpus: Path, tmp_path: Path) -> None:
    where = tmp_path / "two.sijill"
    files = sorted(str(f) for f in CORPUS.glob("*.jsonl"))
    parts = [files[::2], files[1::2]]
    running = [
        subprocess.Popen([*PYTHON, "add", *part, "--ledger", str(where)], stderr=subprocess.PIPE, text=True)
        for part in parts
    ]
    told = [process.communicate()[1] for process in running]
    for process, words, part in zip(running, told, parts, strict=True):
        if process.returncode:
            assert process.returncode == 4, words
            assert "Traceback" not in words
            again = subprocess.run(
                [*PYTHON, "add", *part, "--ledger", str(where)], capture_output=True, check=False
            )
            assert again.returncode == 0
    assert sets(where) == sets(corpus)
