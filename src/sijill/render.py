"""Readings -> text for people (a card for each report) and JSON (codebook section 13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from .records import (
    Count,
    Document,
    Framing,
    Harm,
    Issue,
    Participant,
    Place,
    Reading,
    Report,
    Source,
    Tally,
    Time,
    Weapon,
)

WIDTH = 90
LABEL = 12
VALUE = 50


class CodedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON of one coded document: a reading without its reasons."""

    doc: Document
    reports: tuple[Report, ...] = ()
    tallies: tuple[Tally, ...] = ()
    framing: tuple[Framing, ...] = ()
    issues: tuple[Issue, ...] = ()


def coded(reading: Reading) -> CodedDocument:
    """The part of a reading that is the JSON contract."""
    return CodedDocument(
        doc=reading.doc,
        reports=reading.reports,
        tallies=reading.tallies,
        framing=reading.framing,
        issues=reading.issues,
    )


def json_line(reading: Reading) -> str:
    """One coded document as one line of JSON."""
    return msgspec.json.encode(coded(reading)).decode()


def json_object(reading: Reading) -> str:
    """One coded document as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(coded(reading)), indent=1).decode()


def json_list(readings: Sequence[Reading]) -> str:
    """Several coded documents as an indented JSON list."""
    return msgspec.json.format(msgspec.json.encode([coded(r) for r in readings]), indent=1).decode()


def cards(reading: Reading) -> str:
    """A reading for people: a heading, then a card for each report, tally, framing and issue."""
    doc = reading.doc
    title = " · ".join(filter(None, (doc.id, doc.outlet, doc.published or "no date")))
    blocks = [f"{title}\n{'═' * WIDTH}"]
    blocks += ["\n".join(_report(report)) for report in reading.reports]
    blocks += ["\n".join(_tally(number, tally)) for number, tally in enumerate(reading.tallies)]
    if reading.framing:
        blocks.append("\n".join([_rule("framing"), *map(_framing, reading.framing)]))
    if reading.issues:
        blocks.append("\n".join([_rule("issues"), *map(_issue, reading.issues)]))
    if len(blocks) == 1:
        blocks.append("no reports")
    return "\n\n".join(blocks)


def count_words(count: Count | None) -> str:
    """A count for people: '4', '4–6', 'at least 3', 'at most 5', 'some'."""
    if count is None:
        return ""
    if count.min is None and count.max is None:
        return "some"
    if count.max is None:
        return f"at least {count.min}"
    if count.min is None:
        return f"at most {count.max}"
    return str(count.min) if count.min == count.max else f"{count.min}–{count.max}"


def _rule(title: str) -> str:
    return f"── {title} " + "─" * max(2, WIDTH - len(title) - 4)


def _row(label: str, value: str, words: str = "") -> str:
    """A row of a card: what it is, its value, and the words of the text beside it."""
    quoted = f"«{' '.join(words.split())}»" if words else ""
    return f"  {label:<{LABEL}} {value:<{VALUE}} {quoted}".rstrip()


def _report(report: Report) -> Iterator[str]:
    yield _rule(f"{report.id} · {report.event_type} · {report.realis} · confidence {report.confidence:.2f}")
    yield _row("trigger", f"characters {report.trigger.start}–{report.trigger.end}", report.trigger.text)
    if report.time is not None:
        yield _time(report.time)
    yield from (_place("where", place) for place in report.places)
    yield from (_place("from", place) for place in report.origin)
    yield from map(_participant, report.participants)
    yield from map(_weapon, report.weapons)
    if report.repeats is not None:
        yield _row("repeats", count_words(report.repeats))
    yield from map(_harm, report.harm)
    if report.response_to:
        yield _row("response to", "", report.response_to)
    yield from (_source(number, source) for number, source in enumerate(report.sources))


def _time(time: Time) -> str:
    if time.start is None:
        span = "unknown"
    else:
        span = time.start if time.end in (None, time.start) else f"{time.start} … {time.end}"
    inferred = f", from {time.inferred}" if time.inferred else ""
    return _row("when", f"{span} ({time.precision}{inferred})", time.text)


def _place(label: str, place: Place) -> str:
    parts = [place.name or place.name_ar or "unknown place", place.admin1, place.country or ""]
    relation = "" if place.relation == "in" else place.relation.replace("_", " ") + " "
    value = relation + ", ".join(p for n, p in enumerate(parts) if p and p not in parts[:n])
    return _row(label, f"{value} (precision {place.precision})", place.text)


def _participant(participant: Participant) -> str:
    known = participant.name or participant.actor or ""
    value = " ".join(filter(None, (count_words(participant.count), known, participant.facility)))
    return _row(participant.role, value or "not in the lists", participant.text)


def _weapon(weapon: Weapon) -> str:
    return _row("weapon", " ".join(filter(None, (count_words(weapon.count), weapon.kind))), weapon.text)


def _harm(harm: Harm) -> str:
    who = "" if harm.who == "unspecified" else harm.who
    part = "" if harm.part_of is None else f"(part of harm {harm.part_of})"
    return _row(harm.kind, " ".join(filter(None, (count_words(harm.count), who, part))), harm.text)


def _source(number: int, source: Source) -> str:
    parts = [source.kind, source.stance, source.actor or ""]
    parts += [
        "at a distance" if source.distance else "",
        f"through source {source.via}" if source.via else "",
    ]
    return _row(f"source {number}", ", ".join(filter(None, parts)), source.text)


def _tally(number: int, tally: Tally) -> Iterator[str]:
    yield _rule(f"tally {number} · {count_words(tally.count)} {tally.measure}")
    if tally.window.start or tally.window.end:
        yield _row("window", f"{tally.window.start or '…'} … {tally.window.end or '…'}")
    for part in tally.parts:
        yield _row("part", " ".join(filter(None, (count_words(part.count), part.place))), part.text)
    if tally.parts:
        adds = {True: "yes", False: "no", None: "not known"}[tally.adds_up]
        yield _row("adds up", adds)
    yield _row("words", f"characters {tally.start}–{tally.end}", tally.text)


def _framing(framing: Framing) -> str:
    quoted = " (quoted)" if framing.quoted else ""
    return _row(framing.category[:LABEL], (framing.neutral or framing.about or "") + quoted, framing.text)


def _issue(issue: Issue) -> str:
    return _row(issue.code, issue.detail, issue.text)
