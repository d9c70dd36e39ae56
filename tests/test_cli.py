"""The commands as a user runs them: output, messages, exit codes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]
GOOD = "قصفت المدفعية بلدة سراقب يوم السبت، ما أدى إلى مقتل ثلاثة مدنيين."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_one_document_is_one_object(sijill: Run, article: Path) -> None:
    ran = sijill("read", article, "--format", "json", "--published", "2024-03-10", "--outlet", "نشرة")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert list(document) == ["doc", "reports", "tallies", "framing", "issues"]
    assert document["doc"]["id"] == "good"
    assert document["doc"]["text"] == GOOD
    assert document["doc"]["published"] == "2024-03-10"
    assert document["reports"][0]["time"]["start"] == "2024-03-09"


def test_every_span_is_its_words(sijill: Run, article: Path) -> None:
    document = json.loads(sijill("read", article, "--format", "json", "--published", "2024-03-10").out)

    def check(node: object) -> None:
        if isinstance(node, list):
            for one in node:
                check(one)
        elif isinstance(node, dict):
            if {"text", "start", "end"} <= set(node) and isinstance(node["start"], int) and node["end"]:
                assert node["text"] == GOOD[node["start"] : node["end"]]
            for one in node.values():
                check(one)

    check(document["reports"])


def test_several_documents_are_a_list_in_order(sijill: Run, tmp_path: Path) -> None:
    path = lines(tmp_path / "x.jsonl", {"id": "b", "text": GOOD}, {"id": "a", "text": GOOD})
    ran = sijill("read", path, "--format", "json")
    assert [d["doc"]["id"] for d in json.loads(ran.out)] == ["b", "a"]


def test_json_lines_out(sijill: Run, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "x.jsonl", {"id": "b", "text": GOOD, "title": "خبر"}, {"id": 7, "text": GOOD, "x": 1}
    )
    got = [json.loads(line) for line in sijill("read", path, "--format", "jsonl").out.splitlines()]
    assert [d["doc"]["id"] for d in got] == ["b", "7"]
    assert got[0]["doc"]["text"] == "خبر\n" + GOOD


def test_standard_input(sijill: Run) -> None:
    ran = sijill("read", "-", "--id", "mine", "--format", "json", stdin=GOOD.encode())
    assert json.loads(ran.out)["doc"]["id"] == "mine"


def test_pretty_shows_values_beside_words(sijill: Run, article: Path) -> None:
    out = sijill("read", article, "--published", "2024-03-10").out
    assert "r1 · shelling · actual" in out
    assert "Saraqib" in out
    assert "سراقب" in out


def test_output_is_whole_or_not_at_all(sijill: Run, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert sijill("read", article, "--format", "json", "--output", target).out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["doc"]["id"] == "good"
    kept = target.read_bytes()
    assert sijill("read", tmp_path / "none.txt", "--format", "json", "--output", target).code == 3
    assert target.read_bytes() == kept
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "out.json"]


def test_one_bad_line_among_good_ones(sijill: Run, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "x.jsonl",
        {"id": "a", "text": GOOD},
        "{broken",
        {"id": "c"},
        {"id": "d", "text": GOOD, "published": "soon"},
        {"id": "e", "text": GOOD},
    )
    ran = sijill("read", path, "--format", "jsonl")
    assert ran.code == 1
    assert [json.loads(line)["doc"]["id"] for line in ran.out.splitlines()] == ["a", "e"]
    for number, word in ((2, "malformed"), (3, "no 'text'"), (4, "'soon' is no date")):
        assert any(f"x.jsonl:{number}: " in line and word in line for line in ran.err.splitlines()), ran.err


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (
            "french.txt",
            "Une explosion a secoué hier la ville et trois personnes sont mortes.".encode(),
            "not Arabic",
        ),
        ("cut.txt", GOOD.encode()[:40] + b"\xd9" + GOOD.encode()[40:], "not UTF-8: line 1"),
        ("nav.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
        ("digits.txt", b"1234 5678", "no letter"),
    ],
)
def test_input_that_is_no_article(sijill: Run, tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    ran = sijill("read", tmp_path / name, "--format", "json")
    assert ran.code == 3
    assert ran.out == ""
    assert name in ran.err
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_others_are_done_where_one_file_fails(sijill: Run, article: Path, tmp_path: Path) -> None:
    ran = sijill("read", tmp_path / "absent.txt", article, "--format", "json")
    assert ran.code == 1
    assert [d["doc"]["id"] for d in json.loads(ran.out)] == ["good"]
    assert "absent.txt: cannot be read: No such file" in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ("read",),
        ("read", "x.txt", "--published", "10.3.2024"),
        ("read", "x.txt", "--format", "xml"),
        ("nonsense",),
        ("time", "الخميس", "--anchor", "tomorrow"),
        ("words", "check", "--lang", "../x"),
    ],
)
def test_usage(sijill: Run, args: tuple[str, ...]) -> None:
    ran = sijill(*args)
    assert ran.code == (3 if "--lang" in args else 2)
    assert ran.out == ""
    assert ran.err


def test_an_id_for_many_is_refused(sijill: Run, article: Path) -> None:
    assert sijill("read", article, article, "--id", "x").code == 2


def test_interruption(sijill: Run, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sijill.reader.Reader.read", interrupt)
    assert sijill("read", article, "--output", tmp_path / "out").code == 130
    assert not (tmp_path / "out").exists()


def test_a_defect_ends_one_document_only(sijill: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("sijill.reader.Reader.read", fail)
    ran = sijill("read", article)
    assert ran.code == 3
    assert "a defect of Sijill: ZeroDivisionError" in ran.err


def test_progress_goes_to_standard_error(sijill: Run, tmp_path: Path) -> None:
    path = lines(tmp_path / "x.jsonl", *({"id": str(n), "text": GOOD} for n in range(12)))
    ran = sijill("read", path, "--format", "jsonl", "--progress", "always")
    assert len(ran.out.splitlines()) == 12
    assert "reading: 12 done" in ran.err
    assert sijill("read", path, "--format", "jsonl").err == ""  # nobody looks: nothing is told


def test_time(sijill: Run) -> None:
    got = json.loads(sijill("time", "قصف البلدة ليل الخميس", "--anchor", "2023-11-10").out)
    found = got["times"][0]
    assert got["text"][slice(*found["span"])] == found["text"] == "ليل الخميس"
    assert (found["start"], found["end"]) == ("2023-11-09T18:00", "2023-11-10T06:00")


def test_number(sijill: Run) -> None:
    got = json.loads(sijill("number", "أصيب أكثر من عشرين شخصا").out)
    found = got["numbers"][0]
    assert got["text"][slice(*found["span"])] == found["text"]
    assert (found["min"], found["max"]) == (21, None)


def test_help_starts_at_once() -> None:
    """What counts is the processor's time, as other tests run beside this one; the best of five."""
    code = "import sys; sys.argv=['sijill','--help']; from sijill.cli import main; main()"
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        assert "read" in ran.stdout
    assert min(spent) < 0.15


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv=['sijill','--help']\n"
        "from sijill.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('msgspec','rich','trafilatura','pycrfsuite','lxml','py3langid') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[]"
