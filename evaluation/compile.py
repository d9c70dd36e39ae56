"""Turn the hand-written markup in evaluation/markup into coded documents in evaluation/gold.

    python evaluation/compile.py [--check]

A markup file holds documents one after another. Each opens with `=== <id>`, then `key: value` lines, a line `---`,
the text, a line `---`, and the coding, one value a line. Spans are written as the quoted words and found here; where
words stand more than once, those in the trigger's sentence are meant, or `"words"#2` names the occurrence.

    r1 <event_type> <realis> "trigger" [private] [answers=r2]    opens a report; what follows belongs to it
    a|v|p|c "words"              attacker, victim, party, claimant       [=actor.id | =-] [n=<count>] [src=<index>]
    t <facility or -> "words"    target
    w <kind> "words" [<count>]   weapon                x <count>     repeats
    l|o "words" <relation> <precision> <country or ->  place, origin
    d <start> <end> <precision> ["words" ...] [from=<inferred>]      time; without it: the publication date, vague
    h <kind> <who> <count> "words" [of=<index>] [src=<index>]        harm
    q <kind> <stance> "words" [distance] [via=<index>]               source; 0 is always the outlet
    + "words"                    one more sentence that tells of the event
    k <measure> <count> <start or -> <end or -> "words" [in=<place>] [adds=yes|no]   opens a tally
    kp <count> "words" [in=<place>]    its part        kq <kind> <stance> "words"    its source
    f <category> "words" <neutral label in quotes> [quoted]          framing, `"words"#all` for every occurrence

A count is `5`, `3-9`, `3-` (open above) or `?` (unknown).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from sijill.gazetteer import Gazetteer, load_gazetteer
from sijill.homonyms import Setting, settle
from sijill.language import Language, load_language
from sijill.lexicon import ActorEntry, DemonymEntry
from sijill.matching import Match, find
from sijill.pipeline import index_places
from sijill.recognise import sentences
from sijill.records import (
    Count,
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
from sijill.toponyms import document_countries

HERE = Path(__file__).parent
LANGUAGE = "ar"
EVENTS = frozenset(
    "airstrike drone_strike shelling bombing suicide_bombing chemical_attack armed_clash armed_attack killing abduction "
    "sexual_violence torture interception weapons_seizure raid arrest property_destruction territory_change protest riot "
    "deployment military_exercise agreement release threat".split()
)
REALIS = frozenset("actual denied threatened planned hypothetical generic".split())
STANCES = frozenset("reports claims_responsibility confirms denies accuses doubts".split())
VOICES = frozenset(
    "outlet news_agency state_official military armed_group monitor medic witness anonymous political un_ngo social_media".split()
)
FACILITIES = frozenset(
    "military_base checkpoint government energy airport port ship vehicle aircraft hospital school place_of_worship "
    "residential market food water prison industry heritage storage media refugee_camp aid diplomatic road_bridge "
    "agriculture other".split()
)
WEAPONS = frozenset(
    "rocket missile ballistic_missile cruise_missile drone aircraft_bomb artillery mortar small_arms ied vehicle_bomb "
    "explosive_belt landmine grenade anti_tank air_defence explosive_remnant knife chemical tank warship unspecified".split()
)
HARMS = frozenset("killed wounded missing abducted arrested displaced".split())
WHO = frozenset("civilian military militant police child woman journalist medic aid_worker unspecified".split())
MEASURES = frozenset(
    "attacks airstrikes drones rockets missiles shells explosions killed wounded casualties missing arrested abducted "
    "released displaced protests violations other".split()
)
LOADED = frozenset(
    "delegitimising legitimising martyrdom condemning glorifying belittling distancing dehumanising threatening".split()
)
PRECISIONS = frozenset("minute hour part_of_day day week month year vague".split())
RELATIONS = frozenset(
    "in near outskirts countryside_of between off_coast north_of south_of east_of west_of northeast_of northwest_of "
    "southeast_of southwest_of".split()
)
ROLES = {"a": "attacker", "t": "target", "v": "victim", "p": "party", "c": "claimant"}
_TOKEN = re.compile(r'"([^"]*)"(?:#(\d+|all))?|(\S+)')
_END = re.compile(r"[.!?؟](?=\s)|\n")


class MarkupError(Exception):
    """A line of markup that breaks a rule."""


class Line(msgspec.Struct):
    """One line of coding: its key, bare words, options (`key=value`), and quoted words with their occurrence."""

    key: str
    words: list[str]
    options: dict[str, str]
    quoted: list[tuple[str, str]]
    where: str

    def fail(self, why: str) -> MarkupError:
        """An error that names the line."""
        return MarkupError(f"{self.where}: {why}")

    def legal(self, index: int, allowed: frozenset[str]) -> str:
        """The bare word at an index, which must be one of the allowed."""
        word = self.words[index] if index < len(self.words) else ""
        if word not in allowed:
            raise self.fail(f"'{word}' is not one of {', '.join(sorted(allowed))}")
        return word


def parse(line: str, where: str) -> Line:
    """Cut one line of coding into its parts."""
    words: list[str] = []
    options: dict[str, str] = {}
    quoted: list[tuple[str, str]] = []
    for text, occurrence, bare in _TOKEN.findall(line):
        if not bare:
            quoted.append((text, occurrence))
        elif "=" in bare:
            key, _, value = bare.partition("=")
            options[key] = value
        else:
            words.append(bare)
    return Line(words[0], words[1:], options, quoted, where)


def count(text: str) -> Count:
    """`5`, `3-9`, `3-` or `?`."""
    low, dash, high = text.partition("-")
    if text == "?":
        return Count()
    return Count(min=int(low), max=int(high) if high else (None if dash else int(low)))


class Text:
    """A document's text with its sentences, and where words stand in it."""

    def __init__(self, text: str, proclitics: frozenset[str]) -> None:
        self.text = text
        self.proclitics = proclitics
        self.sentences: list[tuple[int, int]] = []
        begin = 0
        for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
            body = text[begin:end].strip()
            if body:
                start = text.index(body, begin)
                self.sentences.append((start, start + len(body)))
            begin = end

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        return next(s for s in self.sentences if s[0] <= position < s[1])

    def occurrences(self, words: str) -> list[int]:
        """Where the words stand as whole words; proclitics may stand before the first."""
        found = []
        for match in re.finditer(re.escape(words), self.text):
            head = re.search(r"\w*\Z", self.text[: match.start()])
            after = self.text[match.end() : match.end() + 1]
            opens = not words[0].isalnum() or head is None or set(head.group()) <= self.proclitics
            if opens and not (after.isalnum() and words[-1].isalnum()):
                found.append(match.start())
        return found

    def locate(self, line: Line, index: int = 0, near: int | None = None) -> Span:
        """The span of the quoted words of a line."""
        if index >= len(line.quoted):
            raise line.fail("words are missing")
        words, occurrence = line.quoted[index]
        found = self.occurrences(words)
        if not found:
            raise line.fail(f"'{words}' is not in the text")
        if occurrence:
            if int(occurrence) > len(found):
                raise line.fail(f"'{words}' stands {len(found)} times only")
            start = found[int(occurrence) - 1]
        elif len(found) == 1:
            start = found[0]
        else:
            low, high = self.sentence(near) if near is not None else (0, 0)
            inside = [p for p in found if low <= p < high]
            if len(inside) != 1:
                raise line.fail(f"'{words}' stands {len(found)} times ({len(inside)} in the trigger's sentence)")
            start = inside[0]
        return Span(text=words, start=start, end=start + len(words))


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
        countries = document_countries([s.tokens for s in stretches], raw, self.gazetteer)
        setting = Setting(document.published, countries)
        return [m for group in raw for m in settle(group, setting) if m.kind in ("actors", "demonyms")]

    def place(self, words: str, country: str | None) -> dict[str, object]:
        """What the gazetteer says of a place's words: only where it knows just one of that name in the country."""
        parts = tuple(w for w, _ in self.language.phrase(words))
        for skip in range(min(3, len(parts))):
            ids = {i for i in self.places.get(parts[skip:], ()) if self.gazetteer.by_id[i].country == (country or "")}
            if len(ids) == 1:
                r = self.gazetteer.by_id[ids.pop()]
                return {"gazetteer_id": r.id, "name": r.name_en, "name_ar": r.name_ar, "admin1": r.admin1, "admin2": r.admin2}
        return {}


def actor_of(matches: Sequence[Match], span: Span, role: str = "") -> tuple[str | None, str]:
    """The actor named inside a span; for a doer or a party an adjective of country is a name too."""
    inside = [m for m in matches if m.start < span.end and span.start < m.end]
    for match in sorted(inside, key=lambda m: (m.start, m.start - m.end)):
        entry = match.entry
        if isinstance(entry, ActorEntry):
            return entry.id, entry.name_en
    for match in inside if role in ("attacker", "party", "claimant") else ():
        if isinstance(match.entry, DemonymEntry) and match.entry.actor:
            return match.entry.actor, ""
    return None, ""


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
            values = (*report.participants, *report.harm)
            if any(v.source >= len(report.sources) for v in values):
                raise MarkupError(f"{self.document.id} {report.id}: a value names a source that is not there")
            if any(h.part_of is not None and h.part_of >= len(report.harm) for h in report.harm):
                raise MarkupError(f"{self.document.id} {report.id}: a part of harm that is not there")

    def open(self, line: Line) -> None:
        self.reports.append(
            Report(
                id=line.key,
                event_type=line.legal(0, EVENTS),
                realis=line.legal(1, REALIS),
                political="private" not in line.words,
                trigger=self.text.locate(line),
                sources=(Source(kind="outlet"),),
                response_to=line.options.get("answers"),
                confidence=1.0,
            )
        )

    def value(self, line: Line) -> None:
        if not self.reports:
            raise line.fail("no report is open")
        report = self.reports[-1]
        near = report.trigger.start
        if line.key in ROLES:
            change = {"participants": (*report.participants, self.participant(line, near))}
        elif line.key == "w":
            span = self.text.locate(line, near=near)
            weapon = Weapon(
                kind=line.legal(0, WEAPONS), count=count(line.words[1]) if len(line.words) > 1 else Count(),
                text=span.text, start=span.start, end=span.end,
            )
            change = {"weapons": (*report.weapons, weapon)}
        elif line.key in ("l", "o"):
            field = "places" if line.key == "l" else "origin"
            change = {field: (*getattr(report, field), self.place(line, near))}
        elif line.key == "h":
            change = {"harm": (*report.harm, self.harm(line, near))}
        elif line.key == "q":
            change = {"sources": (*report.sources, self.source(line, near))}
        elif line.key == "d":
            change = {"time": self.time(line, near)}
        elif line.key == "x":
            change = {"repeats": count(line.words[0])}
        elif line.key == "+":
            span = self.text.locate(line, near=near)
            change = {"sentences": (*report.sentences, self.text.sentence(span.start))}
        else:
            raise line.fail(f"unknown key '{line.key}'")
        self.reports[-1] = msgspec.structs.replace(report, **change)

    def participant(self, line: Line, near: int) -> Participant:
        span = self.text.locate(line, near=near)
        facility = None if line.key != "t" or line.words[0] == "-" else line.legal(0, FACILITIES)
        given = line.options.get("")
        actor, name = (None if given == "-" else given, "") if given else actor_of(self.matches, span, ROLES[line.key])
        if actor and actor not in self.known.language.lexicon.by_id:
            raise line.fail(f"unknown actor '{actor}'")
        entry = self.known.language.lexicon.by_id.get(actor or "")
        number = line.options.get("n")
        return Participant(
            role=ROLES[line.key], actor=actor, name=entry.name_en if isinstance(entry, ActorEntry) else name,
            facility=facility, count=count(number) if number else None, source=int(line.options.get("src", "0")),
            text=span.text, start=span.start, end=span.end,
        )

    def place(self, line: Line, near: int) -> Place:
        span = self.text.locate(line, near=near)
        code = None if line.words[2] == "-" else line.words[2]
        place = Place(
            country=code, relation=line.legal(0, RELATIONS), precision=int(line.legal(1, frozenset("12345"))),
            text=span.text, start=span.start, end=span.end,
        )
        return msgspec.structs.replace(place, **self.known.place(span.text, code))

    def harm(self, line: Line, near: int) -> Harm:
        span = self.text.locate(line, near=near)
        part = line.options.get("of")
        return Harm(
            kind=line.legal(0, HARMS), who=line.legal(1, WHO), count=count(line.words[2]),
            part_of=int(part) if part else None, source=int(line.options.get("src", "0")),
            text=span.text, start=span.start, end=span.end,
        )

    def source(self, line: Line, near: int | None) -> Source:
        span = self.text.locate(line, near=near)
        via = line.options.get("via")
        return Source(
            kind=line.legal(0, VOICES), stance=line.legal(1, STANCES), actor=actor_of(self.matches, span)[0],
            distance="distance" in line.words, via=int(via) if via else None,
            text=span.text, start=span.start, end=span.end,
        )

    def time(self, line: Line, near: int) -> Time:
        spans = [self.text.locate(line, index, near) for index in range(len(line.quoted))]
        return Time(
            start=line.words[0], end=line.words[1], precision=line.legal(2, PRECISIONS),
            text=spans[0].text if spans else "", spans=tuple((s.start, s.end) for s in spans),
            inferred=line.options.get("from", None if spans else "published"),
        )

    def tally(self, line: Line) -> None:
        span = self.text.locate(line)
        start, end = (None if w == "-" else w for w in line.words[2:4])
        places = tuple(p for p in line.options.get("in", "").split(",") if p)
        adds = line.options.get("adds")
        self.tallies.append(
            Tally(
                measure=line.legal(0, MEASURES), count=count(line.words[1]), window=Window(start=start, end=end),
                scope=Scope(places=places), adds_up=adds == "yes" if adds else None, sources=(Source(kind="outlet"),),
                text=span.text, start=span.start, end=span.end,
            )
        )

    def tally_part(self, line: Line) -> None:
        last = self.tallies[-1]
        if line.key == "kq":
            new = msgspec.structs.replace(last, sources=(*last.sources, self.source(line, last.start)))
        else:
            span = self.text.locate(line, near=last.start)
            part = TallyPart(
                count=count(line.words[0]), place=line.options.get("in", "").replace("_", " ") or None, text=span.text, start=span.start, end=span.end
            )
            new = msgspec.structs.replace(last, parts=(*last.parts, part))
        self.tallies[-1] = new

    def loaded(self, line: Line) -> Iterator[Framing]:
        words, occurrence = line.quoted[0]
        category, neutral = line.legal(0, LOADED), line.quoted[1][0]
        starts = self.text.occurrences(words) if occurrence == "all" else [self.text.locate(line).start]
        if not starts:
            raise line.fail(f"'{words}' is not in the text")
        for start in starts:
            span = Span(text=words, start=start, end=start + len(words))
            about = line.options.get("about") or actor_of(self.matches, span)[0]
            yield Framing(
                category=category, about=about, neutral=neutral, quoted="quoted" in line.words,
                text=words, start=start, end=span.end,
            )

    def finished(self, report: Report) -> Report:
        """The report with its sentences, and with the publication date where no time is told."""
        spans = [report.trigger, *report.participants, *report.weapons, *report.harm]
        own = self.text.sentence(report.trigger.start)
        more = sorted({self.text.sentence(s.start) for s in spans} | set(report.sentences))
        time = report.time
        if time is None and report.realis != "generic":
            day = date.fromisoformat(self.document.published)
            before = (day - timedelta(days=1)).isoformat()
            time = Time(start=before, end=day.isoformat(), precision="vague", inferred="published")
        return msgspec.structs.replace(report, sentences=(own, *(s for s in more if s != own)), time=time)


def documents(path: Path) -> Iterator[tuple[Document, list[Line]]]:
    """The documents of one markup file with their lines of coding."""
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, text, coding = re.split(r"\n---(?:\n|$)", block, maxsplit=2)
        name, *keys = head.split("\n")
        fields = dict(key.split(": ", 1) for key in keys if key)
        if fields.get("synthetic") != "yes":
            raise MarkupError(f"{path.name} {name}: not marked synthetic")
        title = text.split("\n", 1)[0] if fields.get("title") == "first line" else ""
        document = Document(
            id=name.strip(), outlet=fields["outlet"], published=fields["published"], title=title, text=text.strip("\n")
        )
        lines = [line for line in coding.split("\n") if line.strip() and not line.startswith("#")]
        yield document, [parse(line, f"{path.name} {name}: {line}") for line in lines]


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
    print(f"{len(readings)} documents, {reports} reports, {sum(len(r.tallies) for r in readings)} tallies, "
          f"{sum(len(r.framing) for r in readings)} framings")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
