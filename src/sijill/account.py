"""Any value of an incident -> the policy that chose it, who says it, the words, and how the reader came to
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .errors import UsageError
from .incident import Decision, Field, Incident, Link, Said, Value
from .printing import card, speaker
from .records import Reading

CONTEXT = 40
Text = Callable[[str], str | None]
Read = Callable[[str], Reading | None]


def account(
    incident: Incident,
    field: str,
    links: Sequence[Link],
    decisions: Iterable[Decision],
    text: Text,
    read: Read,
) -> str:
    """Why an incident stands, or one field of it ('' is the whole). UsageError for an unknown field."""
    if not field:
        return "\n".join((card(incident), *waterfalls(links), *_decided(incident, decisions)))
    values, policy, chosen = _of(incident, field)
    lines = [f"{incident.id}.{field}", f"  shown     {chosen}", f"  policy    {policy}"]
    for value in values:
        lines.append(f"  value     {value.value}" + (f" ({value.label})" if value.label else ""))
        for said in value.said:
            lines += _said(said, text)
            lines += _reasons(said, incident, read)
    lines += _decided(incident, decisions)
    return "\n".join(lines)


def _of(incident: Incident, field: str) -> tuple[Sequence[Value], str, str]:
    found: Field | None = next((f for f in incident.fields if f.name == field), None)
    tolls = [t for t in incident.harm if t.kind == field]
    if found is not None:
        return [v for t in tolls for v in t.values] or found.values, found.policy, found.chosen
    if tolls:
        best = "unknown" if tolls[0].best is None else str(tolls[0].best)
        return [v for t in tolls for v in t.values], tolls[0].policy, best
    known = ", ".join((*(f.name for f in incident.fields), *sorted({t.kind for t in incident.harm})))
    raise UsageError(f"incident {incident.id} has no field '{field}' (fields: {known})")


def _said(said: Said, text: Text) -> Iterator[str]:
    yield f"    {speaker(said)}, in {said.report}"
    words = text(said.report.rsplit("/", 1)[0]) or ""
    if said.end > said.start:
        before = words[max(0, said.start - CONTEXT) : said.start]
        after = words[said.end : said.end + CONTEXT]
        around = " ".join(f"…{before}[{words[said.start : said.end]}]{after}…".split())
        yield f"      characters {said.start}–{said.end}: {around}"


def _reasons(said: Said, incident: Incident, read: Read) -> Iterator[str]:
    """The rules and entries by which the reader came to a value: those of its report that rest on its
    words.
    """
    told = next((t for t in incident.reports if t.key == said.report), None)
    reading = read(told.doc) if told is not None else None
    if told is None or reading is None:
        return
    for reason in reading.reasons:
        mine = reason.path == told.report or reason.path.startswith(f"{told.report}.")
        if mine and reason.start == said.start and reason.end == said.end:
            entry = f", entry {reason.entry}" if reason.entry else ""
            yield f"      rule {reason.rule}{entry} [{reason.path}]"


def waterfalls(links: Iterable[Link]) -> Iterator[str]:
    """For each link of an incident what each comparison added to its score."""
    for link in links:
        yield f"  link       {link.a} and {link.b}: {link.score:+.2f} bits, {link.verdict}" + (
            f", barred: {link.barred}" if link.barred else ""
        )
        prior = link.score - sum(step.weight for step in link.steps)
        yield f"    {prior:+6.2f}  prior: two reports of a day and region, nothing compared yet"
        for step in link.steps:
            detail = f" ({step.detail})" if step.detail else ""
            yield f"    {step.weight:+6.2f}  {step.name}: {step.level}{detail}"


def _decided(incident: Incident, decisions: Iterable[Decision]) -> Iterator[str]:
    for decision in decisions:
        gone = "" if decision.number in incident.decided else " (withdrawn or outdone)"
        words = " ".join(filter(None, (decision.kind, decision.field, decision.value)))
        note = f": {decision.note}" if decision.note else ""
        yield f"  decision   {decision.number} by {decision.by} at {decision.at}, {words}{note}{gone}"
