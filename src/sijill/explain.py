"""Any value of a reading -> the words it rests on, the entry or rule behind it, and the way it came about."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .errors import UsageError
from .gazetteer.load import Gazetteer
from .lexicon import Entry, Lexicon
from .records import Reading, Reason, Report

CONTEXT = 30
COMPUTED = {
    "confidence": "0.4, plus 0.15 for a doer or party, 0.1 for a target, victim or harm, 0.15 for a place, "
    "0.1 for a time of its own, 0.1 for a cited source, less 0.1 where only a weak event word tells of it",
    "political": "true, unless the words are those of private crime",
    "id": "reports are numbered in the order of the text",
}


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why one value stands: its path and JSON, the words it rests on, and the reasons given on the way."""

    path: str
    value: str
    words: str = ""
    start: int = 0
    end: int = 0
    context: str = ""
    reasons: tuple[Reason, ...] = ()
    merged: tuple[Reason, ...] = ()
    inferred: str = ""


def explain_path(reading: Reading, path: str) -> Explanation:
    """Explain the value at a path: 'r1', 'r1.time', 'r1.participants.0', 'tallies.0'. UsageError if none."""
    value = _walk(reading, path)
    words, start, end = _span(value)
    inferred = getattr(value, "inferred", None) or ""
    last = path.rsplit(".", 1)[-1]
    return Explanation(
        path=path,
        value=msgspec.json.encode(value).decode(),
        words=words,
        start=start,
        end=end,
        context=_context(reading.doc.text, start, end),
        reasons=tuple(r for r in reading.reasons if r.path == path or r.path.startswith(path + ".")),
        merged=_merged(reading, value),
        inferred=inferred or COMPUTED.get(last, ""),
    )


def paths(report: Report) -> Iterator[str]:
    """Every path of a report that can be explained, the report's own first."""
    yield report.id
    for field in report.__struct_fields__:
        value = getattr(report, field)
        yield f"{report.id}.{field}"
        if isinstance(value, tuple):
            yield from (f"{report.id}.{field}.{number}" for number in range(len(value)))


def described(explanation: Explanation, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    """An explanation as lines for people."""
    lines = [explanation.path, f"  value     {explanation.value}"]
    if explanation.words:
        lines.append(f"  words     «{explanation.words}», characters {explanation.start}–{explanation.end}")
        lines.append(f"  context   {explanation.context}")
    if explanation.inferred:
        lines.append(f"  inferred  {explanation.inferred}")
    for reason in explanation.reasons:
        where = "" if reason.path == explanation.path else f" [{reason.path}]"
        span = f", characters {reason.start}–{reason.end}" if reason.end else ""
        lines.append(f"  rule      {reason.rule}{span}{where}")
        if reason.entry:
            lines.append(f"  entry     {_entry(reason.entry, lexicon, gazetteer)}")
    lines += [f"  merged    {r.rule}, told again at characters {r.start}–{r.end}" for r in explanation.merged]
    if not (explanation.reasons or explanation.inferred or explanation.words):
        lines.append("  rule      nothing in the text gave a value here")
    return "\n".join(lines)


def _walk(reading: Reading, path: str) -> object:
    """The value at a path; each step is a report's id, a field, or a number in a list."""
    head, *steps = path.split(".")
    value: object = next((r for r in reading.reports if r.id == head), None)
    if value is None and head in ("tallies", "framing", "issues"):
        value = getattr(reading, head)
    if value is None:
        known = ", ".join(r.id for r in reading.reports) or "none"
        raise UsageError(f"'{head}' is no report of this document (reports: {known})")
    for step in steps:
        value = _step(value, step, path)
    return value


def _step(value: object, step: str, path: str) -> object:
    if isinstance(value, tuple):
        if not step.isdecimal() or int(step) >= len(value):
            raise UsageError(f"'{path}': there is no item '{step}' (there are {len(value)}, counted from 0)")
        return value[int(step)]
    if isinstance(value, msgspec.Struct) and step in value.__struct_fields__:
        return getattr(value, step)
    fields = ", ".join(value.__struct_fields__) if isinstance(value, msgspec.Struct) else "none"
    raise UsageError(f"'{path}': there is no field '{step}' (fields: {fields})")


def _span(value: object) -> tuple[str, int, int]:
    """The words of a value and where they stand; a report's are its trigger's."""
    if isinstance(value, Report):
        value = value.trigger
    start, end, text = (getattr(value, name, None) for name in ("start", "end", "text"))
    if isinstance(text, str) and isinstance(start, int) and isinstance(end, int) and end > start:
        return text, start, end
    spans = getattr(value, "spans", ())
    if isinstance(text, str) and spans:
        return text, spans[0][0], spans[-1][1]
    return "", 0, 0


def _context(text: str, start: int, end: int) -> str:
    """The words with a little of what stands around them, the words in square brackets."""
    if end <= start:
        return ""
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return " ".join(f"…{before}[{text[start:end]}]{after}…".split())


def _merged(reading: Reading, value: object) -> tuple[Reason, ...]:
    """For a report: why other tellings of the event were counted to it."""
    if not isinstance(value, Report):
        return ()
    return tuple(
        r for r in reading.reasons if not r.path and any(a <= r.start < b for a, b in value.sentences)
    )


def _entry(ident: str, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    entry: Entry | None = lexicon.by_id.get(ident)
    if entry is not None:
        return f"{ident} (word list; source: {entry.source}; added {entry.added})"
    place = gazetteer.by_id.get(ident)
    if place is not None:
        return f"{ident} (gazetteer; source: {place.source} {place.source_id}; added {place.added})"
    return ident
