"""Every value can say why it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijill.demo import article
from sijill.errors import UsageError
from sijill.explain import described, explain_path, paths
from sijill.reader import Reader
from sijill.records import Document, Report
from tests.conftest import Ran

DEMO = Path(__file__).parent.parent / "src" / "sijill" / "demo" / "article.txt"


def test_every_path_of_every_report_is_explained(reader: Reader) -> None:
    reading = reader.read(article())
    assert reading.reports
    for report in reading.reports:
        for path in paths(report):
            text = described(explain_path(reading, path), reader.language.lexicon, reader.gazetteer)
            assert text.startswith(path + "\n  value ")


def test_words_stand_where_they_are_said_to(reader: Reader) -> None:
    document = article()
    reading = reader.read(document)
    found = explain_path(reading, "r1.trigger")
    assert document.text[found.start : found.end] == found.words
    assert f"[{found.words}]" in found.context


def test_a_value_names_its_entry_and_rule(reader: Reader) -> None:
    reading = reader.read(article())
    text = described(explain_path(reading, "r1.trigger"), reader.language.lexicon, reader.gazetteer)
    assert "entry     event.shelling (word list; source: " in text


@pytest.mark.parametrize(
    "path", ["r99", "r1.nothing", "r1.participants.99", "r1.participants.x", "", "r1.time.start.x"]
)
def test_paths_that_lead_nowhere(reader: Reader, path: str) -> None:
    with pytest.raises(UsageError):
        explain_path(reader.read(article()), path)


def test_command(sijill: Callable[..., Ran]) -> None:
    ran = sijill("explain", DEMO, "r1.time", "--published", "2024-03-10")
    assert ran.code == 0
    assert "2024-03-09T18:00" in ran.out
    assert sijill("explain", DEMO, "r1.colour").code == 2
    assert sijill("explain", "absent.txt", "r1").code == 3


def test_command_asks_which_document(sijill: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(
        '{"id":"a","text":"قصف البلدة"}\n{"id":"b","text":"قصفت القوات بلدة سراقب"}\n', encoding="utf-8"
    )
    assert sijill("explain", path, "r1").code == 2
    assert sijill("explain", path, "r1", "--id", "b").code == 0


TOLD = (
    "أعلنت كتائب القسام مسؤوليتها عن هجوم بطائرة مسيرة على موقع عسكري قرب مدينة رفح يوم الثلاثاء. "
    "ونفذت الطائرات الحربية ثلاث غارات على بلدة سراقب بريف إدلب. "
    "ونفى الجيش السوري قصف مدينة إدلب. "
    "وتعتزم القوات التركية شن هجوم على مدينة منبج. "
    "وقتل 120 مدنيا منذ مطلع العام في محافظة إدلب. "
    "وقال ناشطون إن قوات الاحتلال الإسرائيلي قصفت مدينة غزة أمس."
)


def test_what_rests_on_words_says_so(reader: Reader) -> None:
    """Times, places, sources, types, realis, claimants, counts, tallies and loaded words all give a reason."""
    reading = reader.read(Document(id="x", published="2024-03-16", text=TOLD))
    known = {**reader.language.lexicon.by_id, **reader.gazetteer.by_id}
    assert {"denied", "planned"} <= {r.realis for r in reading.reports}
    assert any(p.role == "claimant" for r in reading.reports for p in r.participants)
    assert any(r.repeats for r in reading.reports)
    wanted = [path for report in reading.reports for path in _valued(report)]
    wanted += [f"tallies.{n}" for n in range(len(reading.tallies))]
    wanted += [f"framing.{n}" for n in range(len(reading.framing))]
    assert "tallies.0" in wanted
    assert "framing.0" in wanted
    for path in wanted:
        reasons = explain_path(reading, path).reasons
        assert reasons, path
        assert all(r.rule for r in reasons), path
        assert all(not r.entry or r.entry in known for r in reasons), path


def _valued(report: Report) -> Iterator[str]:
    yield from (f"{report.id}.{name}" for name in ("trigger", "event_type", "realis"))
    if report.time is not None:
        yield f"{report.id}.time"
    if report.repeats is not None:
        yield f"{report.id}.repeats"
    for name in ("participants", "weapons", "places", "origin", "harm", "sources"):
        yield from (f"{report.id}.{name}.{n}" for n in range(len(getattr(report, name))))
