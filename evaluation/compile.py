"""Turn the hand-written markup in evaluation/markup into coded documents in evaluation/gold.

    python evaluation/compile.py [--check]

The markup is described in `lines.py`, the legal values stand in `terms.toml`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
from lines import Line, MarkupError, Text, count, documents, load_terms

from sijill.gazetteer import Gazetteer, load_gazetteer
from sijill.homonyms import Setting, settle
from sijill.language import Language, load_language
from sijill.lexicon import ActorEntry, DemonymEntry
from sijill.matching import Match, find
from sijill.pipeline import index_places
from sijill.recognise import sentences
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
from sijill.toponyms import document_countries, surroundings

HERE = Path(__file__).parent
LANGUAGE = "ar"
TERMS = load_terms(HERE / "terms.toml")
ROLES = {"a": "attacker", "t": "target", "v": "victim", "p": "party", "c": "claimant"}


class Knowledge:
    """The word lists and the gazetteer: they fill in actors' and places' ids."""

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self.language = language
        self.gazetteer = gazetteer
        self.places: dict[tuple[str, ...], list[str]] = {}
        for name, record in gazetteer.names():
            self.places.setdefault(tuple(w for w, _ in language.phrase(name)), []).append(record.id)

    def matches(self, document: Document) -> list[Match]:
        """The actors and demonyms that are meant in a document."""
        stretches = list(sentences(document.text, self.language))
        raw = [find(s.tokens, self.language.lexicon.root) for s in stretches]
        arounds = [surroundings(s.tokens, m) for s, m in zip(stretches, raw, strict=True)]
        countries = document_countries(arounds, raw, self.gazetteer)
        setting = Setting(document.published, countries)
        return [m for group in raw for m in settle(group, setting) if m.kind in ("actors", "demonyms")]

    def place(self, words: str, country: str | None) -> dict[str, object]:
        """What the gazetteer says of a place: only where it knows just one of that name in the country."""
        parts = tuple(w for w, _ in self.language.phrase(words))
        for skip in range(min(3, len(parts))):
            ids = {
                i
                for i in self.places.get(parts[skip:], ())
                if self.gazetteer.by_id[i].country == (country or "")
            }
            if len(ids) == 1:
                r = self.gazetteer.by_id[ids.pop()]
                return {
                    "gazetteer_id": r.id,
                    "name": r.name_en,
                    "name_ar": r.name_ar,
                    "admin1": r.admin1,
                    "admin2": r.admin2,
                }
        return {}


def actor_of(matches: Sequence[Match], span: Span, role: str = "") -> str | None:
    """The actor named inside a span; for a doer or a party an adjective of country is a name too."""
    inside = [m for m in matches if m.start < span.end and span.start < m.end]
    for match in sorted(inside, key=lambda m: (m.start, m.start - m.end)):
        entry = match.entry
        if isinstance(entry, ActorEntry):
            return entry.id
    for match in inside if role in ("attacker", "party", "claimant") else ():
        if isinstance(match.entry, DemonymEntry) and match.entry.actor:
            return match.entry.actor
    return None


class Coder:
    """Builds the records of one document from its lines of coding."""

    def __init__(self, document: Document, known: Knowledge) -> None:
        self.document = document
        self.known = known
        self.text = Text(document.text, frozenset(known.language.frames.proclitics))
        self.matches = known.matches(document)
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
        actor = line.options.get("") or actor_of(self.matches, span, ROLES[line.key]) or "-"
        entry = self.known.language.lexicon.by_id.get(actor)
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
            actor=actor_of(self.matches, span),
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
            about = line.options.get("about") or actor_of(self.matches, span)
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


def compiled(known: Knowledge) -> list[Reading]:
    """All coded documents, in the order of the files."""
    out: list[Reading] = []
    for path in sorted((HERE / "markup").glob("*.txt")):
        out.extend(Coder(document, known).code(lines) for document, lines in documents(path))
    ids = [reading.doc.id for reading in out]
    if len(set(ids)) < len(ids):
        raise MarkupError("a document id stands twice")
    return out


def main() -> int:
    """Write the gold, or with --check say whether the file that stands is the one that the markup gives."""
    language, gazetteer = load_language(LANGUAGE), load_gazetteer()
    known = Knowledge(language, gazetteer)
    index_places(language, gazetteer)
    try:
        readings = compiled(known)
    except MarkupError as error:
        print(error, file=sys.stderr)
        return 1
    encoder = msgspec.json.Encoder()
    lines = []
    for reading in readings:
        whole = msgspec.to_builtins(reading)
        del whole["reasons"]
        whole["doc"]["synthetic"] = True
        lines.append(encoder.encode(whole).decode())
    target = HERE / "gold" / f"{LANGUAGE}.jsonl"
    content = "\n".join(lines) + "\n"
    if "--check" in sys.argv[1:]:
        return int(not target.exists() or target.read_text(encoding="utf-8") != content)
    target.write_text(content, encoding="utf-8")
    reports = sum(len(r.reports) for r in readings)
    print(
        f"{len(readings)} documents, {reports} reports, {sum(len(r.tallies) for r in readings)} tallies, "
        f"{sum(len(r.framing) for r in readings)} framings"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
