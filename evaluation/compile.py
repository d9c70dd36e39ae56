"""Turn the hand-written markup in evaluation/markup into coded documents in evaluation/gold.

    python evaluation/compile.py [--check] [SET ...]

A file named `en_dev_*.txt` or `en_test_*.txt` belongs to that set, any other to the set `ar`. The
markup is described in `lines.py`, the legal values stand in `terms.toml`, and what a coding must keep to in
`soundness.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
from known import Arabic, English, Known
from lines import Line, MarkupError, Text, count, documents, load_terms
from soundness import flaws

from sijill.gazetteer import load_gazetteer
from sijill.language import load_language
from sijill.lexicon import ActorEntry
from sijill.records import (
    Document,
    Framing,
    Harm,
    Participant,
    Place,
    Reading,
    Report,
    Scope,
    Source,
    Span,
    Tally,
    TallyPart,
    Time,
    Weapon,
    Window,
)

HERE = Path(__file__).parent
SETS = ("ar", "en_dev", "en_test")
TERMS = load_terms(HERE / "terms.toml")
ROLES = {"a": "attacker", "t": "target", "v": "victim", "p": "party", "c": "claimant"}


class Coder:
    """Builds the records of one document from its lines of coding."""

    def __init__(self, document: Document, known: Known) -> None:
        self.document = document
        self.known = known
        self.text = Text(document.text, known.proclitics)
        self.named = known.names_in(document)
        self.reports: list[Report] = []
        self.tallies: list[Tally] = []
        self.framing: list[Framing] = []

    def code(self, lines: Sequence[Line]) -> Reading:
        """Read all lines."""
        for line in lines:
            if re.fullmatch(r"r\d+", line.key):
                self.open(line)
            elif line.key == "k":
                self.tally(line)
            elif line.key in ("kp", "kq"):
                self.tally_part(line)
            elif line.key == "f":
                self.framing.extend(self.loaded(line))
            else:
                self.value(line)
        self.check()
        return Reading(
            doc=self.document,
            reports=tuple(self.finished(r) for r in self.reports),
            tallies=tuple(self.tallies),
            framing=tuple(sorted(self.framing, key=lambda f: (f.start, f.end))),
        )

    def check(self) -> None:
        """Refuse sources and parts that do not exist."""
        for report in self.reports:
            said = [p.source for p in report.participants] + [h.source for h in report.harm]
            if any(source >= len(report.sources) for source in said):
                raise MarkupError(f"{self.document.id} {report.id}: a value names a source that is not there")
            if any(h.part_of is not None and h.part_of >= len(report.harm) for h in report.harm):
                raise MarkupError(f"{self.document.id} {report.id}: a part of harm that is not there")

    def open(self, line: Line) -> None:
        self.reports.append(
            Report(
                id=line.key,
                event_type=line.legal(0, TERMS["events"]),
                realis=line.legal(1, TERMS["realis"]),
                political="private" not in line.words,
                trigger=self.text.locate(line),
                sources=(Source(kind="outlet"),),
                response_to=line.options.get("answers"),
                confidence=1.0,
            )
        )

    def value(self, line: Line) -> None:
        """Add what a line says to the report that is open."""
        if not self.reports:
            raise line.fail("no report is open")
        report = self.reports[-1]
        self.reports[-1] = self.with_value(report, line, report.trigger.start)

    def with_value(self, report: Report, line: Line, near: int) -> Report:
        """The report with one value more."""
        change = msgspec.structs.replace
        if line.key in ROLES:
            return change(report, participants=(*report.participants, self.participant(line, near)))
        if line.key == "w":
            return change(report, weapons=(*report.weapons, self.weapon(line, near)))
        if line.key == "l":
            return change(report, places=(*report.places, self.place(line, near)))
        if line.key == "o":
            return change(report, origin=(*report.origin, self.place(line, near)))
        if line.key == "h":
            return change(report, harm=(*report.harm, self.harm(line, near)))
        if line.key == "q":
            return change(report, sources=(*report.sources, self.source(line, near)))
        if line.key == "d":
            return change(report, time=self.time(line, near))
        if line.key == "x":
            return change(report, repeats=count(line.words[0]))
        if line.key == "+":
            sentence = self.text.sentence(self.text.locate(line, near=near).start)
            return change(report, sentences=(*report.sentences, sentence))
        raise line.fail(f"unknown key '{line.key}'")

    def weapon(self, line: Line, near: int) -> Weapon:
        span = self.text.locate(line, near=near)
        number = count(line.words[1] if len(line.words) > 1 else "?")
        kind = line.legal(0, TERMS["weapons"])
        return Weapon(kind=kind, count=number, text=span.text, start=span.start, end=span.end)

    def participant(self, line: Line, near: int) -> Participant:
        span = self.text.locate(line, near=near)
        facility = None if line.key != "t" or line.words[0] == "-" else line.legal(0, TERMS["facilities"])
        actor = line.options.get("") or self.named(span, ROLES[line.key]) or "-"
        if actor != "-" and "." not in actor:
            actor = f"actor.{actor}"
        entry = self.known.lexicon.by_id.get(actor)
        if actor != "-" and not isinstance(entry, ActorEntry):
            raise line.fail(f"unknown actor '{actor}'")
        number = line.options.get("n")
        return Participant(
            role=ROLES[line.key],
            actor=entry.id if entry else None,
            name=entry.name_en if isinstance(entry, ActorEntry) else "",
            facility=facility,
            count=count(number) if number else None,
            source=int(line.options.get("src", "0")),
            text=span.text,
            start=span.start,
            end=span.end,
        )

    def place(self, line: Line, near: int) -> Place:
        span = self.text.locate(line, near=near)
        code = None if line.words[2] == "-" else line.words[2]
        place = Place(
            country=code,
            relation=line.legal(0, TERMS["relations"]),
            precision=int(line.legal(1, frozenset("12345"))),
            text=span.text,
            start=span.start,
            end=span.end,
        )
        return msgspec.structs.replace(place, **self.known.place(span.text, code))

    def harm(self, line: Line, near: int) -> Harm:
        span = self.text.locate(line, near=near)
        part = line.options.get("of")
        return Harm(
            kind=line.legal(0, TERMS["harms"]),
            who=line.legal(1, TERMS["who"]),
            count=count(line.words[2]),
            part_of=int(part) if part else None,
            source=int(line.options.get("src", "0")),
            text=span.text,
            start=span.start,
            end=span.end,
        )

    def source(self, line: Line, near: int | None) -> Source:
        span = self.text.locate(line, near=near)
        via = line.options.get("via")
        return Source(
            kind=line.legal(0, TERMS["voices"]),
            stance=line.legal(1, TERMS["stances"]),
            actor=self.named(span, ""),
            distance="distance" in line.words,
            via=int(via) if via else None,
            text=span.text,
            start=span.start,
            end=span.end,
        )

    def time(self, line: Line, near: int) -> Time:
        spans = [self.text.locate(line, index, near) for index in range(len(line.quoted))]
        return Time(
            start=line.words[0],
            end=line.words[1],
            precision=line.legal(2, TERMS["precisions"]),
            text=spans[0].text if spans else "",
            spans=tuple((s.start, s.end) for s in spans),
            inferred=line.options.get("from", None if spans else "published"),
        )

    def tally(self, line: Line) -> None:
        span = self.text.locate(line)
        start, end = (None if w == "-" else w for w in line.words[2:4])
        places = tuple(p for p in line.options.get("in", "").split(",") if p)
        adds = line.options.get("adds")
        self.tallies.append(
            Tally(
                measure=line.legal(0, TERMS["measures"]),
                count=count(line.words[1]),
                window=Window(start=start, end=end),
                scope=Scope(places=places),
                adds_up=adds == "yes" if adds else None,
                sources=(Source(kind="outlet"),),
                text=span.text,
                start=span.start,
                end=span.end,
            )
        )

    def tally_part(self, line: Line) -> None:
        last = self.tallies[-1]
        if line.key == "kq":
            new = msgspec.structs.replace(last, sources=(*last.sources, self.source(line, last.start)))
        else:
            span = self.text.locate(line, near=last.start)
            part = TallyPart(
                count=count(line.words[0]),
                place=line.options.get("in", "").replace("_", " ") or None,
                text=span.text,
                start=span.start,
                end=span.end,
            )
            new = msgspec.structs.replace(last, parts=(*last.parts, part))
        self.tallies[-1] = new

    def loaded(self, line: Line) -> Iterator[Framing]:
        words, occurrence = line.quoted[0]
        category, neutral = line.legal(0, TERMS["loaded"]), line.quoted[1][0]
        starts = self.text.occurrences(words) if occurrence == "all" else [self.text.locate(line).start]
        if not starts:
            raise line.fail(f"'{words}' is not in the text")
        for start in starts:
            span = Span(text=words, start=start, end=start + len(words))
            about = line.options.get("about") or self.named(span, "")
            yield Framing(
                category=category,
                about=about,
                neutral=neutral,
                quoted="quoted" in line.words,
                text=words,
                start=start,
                end=span.end,
            )

    def finished(self, report: Report) -> Report:
        """The report with its sentences, and with the publication date where no time is told."""
        starts = [p.start for p in report.participants] + [h.start for h in report.harm]
        starts += [w.start for w in report.weapons] + [report.trigger.start]
        own = self.text.sentence(report.trigger.start)
        more = sorted({self.text.sentence(start) for start in starts} | set(report.sentences))
        time = report.time
        if time is None and report.realis != "generic":
            day = date.fromisoformat(self.document.published)
            before = (day - timedelta(days=1)).isoformat()
            time = Time(start=before, end=day.isoformat(), precision="vague", inferred="published")
        return msgspec.structs.replace(report, sentences=(own, *(s for s in more if s != own)), time=time)


def set_of(path: Path) -> str:
    """The set that a file of markup belongs to, by its name."""
    return next((name for name in SETS[1:] if path.name.startswith(f"{name}_")), SETS[0])


def compiled(name: str, known: Known) -> list[Reading]:
    """All coded documents of a set, in the order of the files. Raises MarkupError for what is not sound."""
    out: list[Reading] = []
    found: list[str] = []
    for path in sorted((HERE / "markup").glob("*.txt")):
        if set_of(path) == name:
            for document, lines in documents(path, name[:2]):
                try:
                    out.append(Coder(document, known).code(lines))
                except MarkupError as error:
                    found.append(str(error))
    ids = [reading.doc.id for reading in out]
    if len(set(ids)) < len(ids):
        raise MarkupError("a document id stands twice")
    found += [f"{reading.doc.id} {flaw}" for reading in out for flaw in flaws(reading, TERMS)]
    if found:
        raise MarkupError("\n".join(found))
    return out


def content(readings: Sequence[Reading]) -> str:
    """The file of gold: a coded document a line, each told to be synthetic."""
    lines = []
    for reading in readings:
        whole = msgspec.to_builtins(reading)
        del whole["reasons"]
        whole["doc"]["synthetic"] = True
        lines.append(msgspec.json.encode(whole).decode())
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the gold, or with --check say whether the files that stand are those that the markup gives."""
    arabic, gazetteer = load_language("ar"), load_gazetteer()
    wrong = 0
    for name in [a for a in sys.argv[1:] if a in SETS] or SETS:
        known = Arabic(arabic, gazetteer) if name == "ar" else English(arabic.lexicon, gazetteer)
        try:
            readings = compiled(name, known)
        except MarkupError as error:
            print(error, file=sys.stderr)
            return 1
        target, text = HERE / "gold" / f"{name}.jsonl", content(readings)
        if "--check" in sys.argv[1:]:
            wrong |= not target.exists() or target.read_text(encoding="utf-8") != text
            continue
        target.write_text(text, encoding="utf-8")
        told = ", ".join(f"{number} {what}" for what, number in sizes(readings).items())
        print(f"{name}: {told}")
    return int(wrong)


def sizes(readings: Sequence[Reading]) -> dict[str, int]:
    """How much a set holds."""
    return {
        "documents": len(readings),
        "reports": sum(len(r.reports) for r in readings),
        "tallies": sum(len(r.tallies) for r in readings),
        "framings": sum(len(r.framing) for r in readings),
    }


if __name__ == "__main__":
    raise SystemExit(main())
