"""What can go wrong with a long run: killed, disk full, two at once, damaged parts. Nothing lost, nothing twice.

SIJILL_KILLS says how many kills there are (5 in the suite, 50 in `make soak`). All texts are invented.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sijill import reading_commands
from sijill.batch import Done, Failed, apart, culprits
from sijill.errors import OutputError, UsageError
from sijill.parts_ledger import LIST, Parts
from sijill.portion import LARGE, MOST, SET_ASIDE, Part, Placed, Task, portions, read_portion
from sijill.progress import told
from sijill.records import Document
from tests.conftest import Ran
from tests.deadly import DEADLY, deadly, deadly_trial

Run = Callable[..., Ran]
KILLS = int(os.environ.get("SIJILL_KILLS", "5"))
TEXT = "قصفت المدفعية بلدة سراقب يوم السبت، ما أدى إلى مقتل ثلاثة مدنيين وإصابة {} آخرين."
PYTHON = [sys.executable, "-c", "from sijill.cli import main; main()"]


def corpus(path: Path, count: int) -> Path:
    records = ({"id": f"d{n}", "text": TEXT.format(n + 3), "published": "2024-03-10"} for n in range(count))
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def command(source: Path, output: Path, *more: str) -> list[str]:
    return [*PYTHON, "read", str(source), "--format", "jsonl", "--output", str(output), *more]


def ids(path: Path) -> list[str]:
    return [json.loads(line)["doc"]["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_killed_at_any_moment_nothing_is_lost_or_twice(tmp_path: Path) -> None:
    source, output = corpus(tmp_path / "in.jsonl", 1000), tmp_path / "out.jsonl"
    ran = subprocess.run(command(source, tmp_path / "whole.jsonl", "--workers", "2"), check=True, stderr=-1)
    assert ran.stderr == b""
    whole = (tmp_path / "whole.jsonl").read_bytes()
    draw, killed = random.Random(6), 0
    for _ in range(KILLS * 4):
        with subprocess.Popen(command(source, output, "--workers", "2")) as process:
            time.sleep(draw.uniform(0.4, 3.0))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
        if output.exists():
            assert output.read_bytes() == whole
            output.unlink()
        if killed == KILLS:
            break
    subprocess.run(command(source, output), check=True)
    assert output.read_bytes() == whole
    assert ids(output) == [f"d{n}" for n in range(1000)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "whole.jsonl"]


def test_the_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 3000)
    with subprocess.Popen(command(source, tmp_path / "out.jsonl", "--workers", "2")) as process:
        _until(lambda: (tmp_path / "out.jsonl.parts" / LIST).exists())
        time.sleep(1.5)
        children = _children(process.pid)
        process.send_signal(signal.SIGKILL)
    assert children
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def _children(pid: int) -> list[int]:
    """Every process under one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, wave = [], [pid]
    while wave:
        wave = [child for child, parent in parents.items() if parent in wave]
        found += wave
    return found


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_a_document_that_kills_is_set_aside_and_named(
    sijill: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = corpus(tmp_path / "in.jsonl", 20)
    lines = source.read_text(encoding="utf-8").splitlines()
    lines[7] = json.dumps({"id": "d7", "text": f"{DEADLY}. {TEXT}"}, ensure_ascii=False)
    source.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("sijill.portion.MOST", 6)
    monkeypatch.setattr(reading_commands, "read_portion", deadly)
    monkeypatch.setattr(reading_commands, "try_portion", deadly_trial)
    output = tmp_path / "out.jsonl"
    ran = sijill("read", source, "--format", "jsonl", "--output", output, "--workers", "2")
    assert ran.code == 1
    assert ran.err.splitlines() == [f"sijill: {source}:8: {SET_ASIDE}"]
    assert ids(output) == [f"d{n}" for n in range(20) if n != 7]


def test_culprits_are_found_by_halves() -> None:
    placed = [Placed(str(n), Document(id=str(n), text=DEADLY if n == 1 else "x")) for n in range(3)]
    assert [p.where for p in culprits(deadly_trial, placed)] == ["1"]
    assert culprits(deadly_trial, []) == []


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    source, output = corpus(tmp_path / "in.jsonl", 250), tmp_path / "out.jsonl"

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    ran = subprocess.run(
        command(source, output), preexec_fn=small, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 3, ran.stderr
    assert "out.jsonl.parts: cannot be written: File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not output.exists()
    assert subprocess.run(command(source, output), check=False).returncode == 0
    assert ids(output) == [f"d{n}" for n in range(250)]


def test_what_is_done_is_not_done_again(sijill: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only portions whose input changed are read again; a damaged part is found out."""
    source, output = corpus(tmp_path / "in.jsonl", 250), tmp_path / "out.jsonl"
    read: list[int] = []

    def counted(function: object, tasks: Sequence[Task], *_: object) -> list[Done[Task, Part]]:
        made = [Done(task, read_portion(task)) for task in tasks]
        read.extend(task.portion.number for task in tasks)
        return made

    def halted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading_commands, "apart", counted)
    monkeypatch.setattr(reading_commands, "each", counted)
    join = reading_commands._Run._join
    monkeypatch.setattr(reading_commands._Run, "_join", halted)
    words = ("read", source, "--format", "jsonl", "--output", output)
    assert sijill(*words).code == 130
    assert read == []  # the list of tasks was taken up by the first look
    monkeypatch.setattr(reading_commands._Run, "_join", join)
    with Parts(output) as parts:
        assert len(list(parts.folder.glob("*.jsonl"))) == 4
    changed = source.read_text(encoding="utf-8").replace('"d120"', '"other"')
    source.write_text(changed, encoding="utf-8")
    part = min((tmp_path / "out.jsonl.parts").glob("0000003-*"))
    part.write_bytes(b"x" * part.stat().st_size)
    ran = sijill(*words)
    assert ran.code == 3
    assert "damaged since it was written: run the same command again" in ran.err
    assert sijill(*words).code == 0
    assert ids(output) == ["other" if n == 120 else f"d{n}" for n in range(250)]


def test_two_runs_to_one_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with Parts(output), pytest.raises(UsageError, match="another run is writing there"):
        Parts(output)
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_a_kill_cut_short(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    part = Part(number=1, key="a" * 16, size=2, digest="x")
    with Parts(output) as parts:
        parts.note(part)
        (parts.folder / part.name).write_bytes(b"{}")
    with (parts.folder / LIST).open("ab") as file:
        file.write(b'{"part":{"number":2,"ke')
    with Parts(output) as parts:
        assert parts.found(1, "a" * 16) == part
        assert parts.found(2, "b" * 16) is None
        parts.note(Part(number=2, key="b" * 16))
        with pytest.raises(OutputError, match="damaged"):
            parts.data(part)
        assert len((parts.folder / LIST).read_bytes().splitlines()) == 3
    with Parts(output) as parts:
        assert parts.found(1, "a" * 16) is None, "what was lost is to be made again"


def test_portions_are_bounded_by_number_and_length() -> None:
    short = [Placed(str(n), Document(id=str(n), text="x")) for n in range(MOST + 1)]
    assert [len(some) for some in portions(short)] == [MOST, 1]
    long = [Placed(str(n), Document(id=str(n), text="x" * (LARGE // 2))) for n in range(5)]
    assert [len(some) for some in portions(long)] == [2, 2, 1]
    assert list(portions([])) == []


def test_things_are_taken_no_faster_than_they_are_done() -> None:
    taken = []

    def things() -> Sequence[int]:
        for n in range(40):
            taken.append(n)
            yield n

    most = 0
    for at, done in enumerate(apart(abs, things(), 2, ahead=2)):
        assert not isinstance(done.result, Failed)
        most = max(most, len(taken) - at)
    assert most <= 4


def test_parquet_in_and_out(sijill: Run, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    source = corpus(tmp_path / "in.jsonl", 130)
    lines, table = tmp_path / "out.jsonl", tmp_path / "out.parquet"
    assert sijill("read", source, "--format", "jsonl", "--output", lines).code == 0
    assert sijill("read", source, "--format", "parquet", "--output", table, "--workers", "2").code == 0
    rows = pq.read_table(table).to_pylist()
    coded = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in rows] == [c["doc"]["id"] for c in coded]
    assert [json.loads(r["reports"]) for r in rows] == [c["reports"] for c in coded]
    again = tmp_path / "again.jsonl"
    assert sijill("read", table, "--format", "jsonl", "--output", again).code == 0
    assert again.read_bytes() == lines.read_bytes()
    first = table.read_bytes()
    assert sijill("read", source, "--format", "parquet", "--output", table).code == 0
    assert table.read_bytes() == first
    assert sijill("read", source, "--format", "parquet").code == 2


def test_what_progress_says() -> None:
    assert told("reading", 1200, 0.4, 0, 14.1) == "reading: 1,200 done (40%), 85.1 a second, 21 s left"
    assert told("reading", 1200, 0.4, 1000, 10) == "reading: 1,200 done (40%), 20.0 a second, 1 min 30 s left"
    assert told("adding", 5, 0.0, 0, 2) == "adding: 5 done, 2.5 a second"
    assert told("adding", 0, 0.0, 0, 0) == "adding: 0 done"
    assert told("reading", 10, 0.001, 0, 1).endswith("16 min 39 s left")
    assert told("reading", 10, 0.0001, 0, 1).endswith("2 h 46 min left")


@pytest.mark.parametrize("output", [".", "/dev/null"])
def test_an_output_that_is_no_file_is_refused_before_anything_is_read(
    sijill: Run, tmp_path: Path, output: str
) -> None:
    ran = sijill("read", corpus(tmp_path / "in.jsonl", 2), "--format", "jsonl", "--output", output)
    assert ran.code == 2
    assert "is a folder or a device, not a file" in ran.err


def test_nothing_stays_where_nothing_could_be_read(
    sijill: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("sijill.reader.Reader.read", fail)
    source = corpus(tmp_path / "in.jsonl", 2)
    assert sijill("read", source, "--format", "jsonl", "--output", tmp_path / "out.jsonl").code == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl"]
