"""What the commands of the ledger do, apart from their options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import __version__
from .commands import tell
from .errors import OutputError, UsageError
from .filing import Clerk, Filed, own_places, registry_of
from .ingest import Arrival, Given, Manners, Meter, Options, civil_date
from .progress import Progress
from .reconcile.correct import CHOICES
from .settle import Settled
from .store import Filters, Ledger, existing_ledger, open_ledger, there

if TYPE_CHECKING:
    from .deciding import Desk
    from .export import Cargo, Style
    from .incident import Decision
    from .ingest import Arrived
    from .registry import Registry

SOME_FAILED = 1
NOTHING_READ = 3


class Adding(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of documents that do not say it, and how sources are asked."""

    published: str = ""
    outlet: str = ""
    lang: str = "ar"
    columns: str = ""
    contact: str = ""
    delay: float = 1.0
    timeout: float = 20.0
    private: tuple[str, ...] = ()
    synthetic: bool = False
    workers: int = 1
    progress: str = "auto"


def now() -> str:
    """The time of day in UTC, to the second: for retrieval, changes and decisions, never for what is read."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def add_sources(sources: Sequence[str], where: str, asked: Adding) -> int:
    """Add every document of the sources to a ledger and link it. Returns the exit code."""
    from .ingest.arrivals import arrivals
    from .ingest.seen import Seen

    if not all(source.strip() for source in sources):
        raise UsageError("an empty name is no source")
    registry = registry_of(asked.lang)
    given, options = _asked(asked, registry)
    counts = {"added": 0, "here": 0, "failed": 0}
    with ExitStack() as stack:
        old = stack.enter_context(open_ledger(where)) if there(where) else None
        seen = Seen(Clerk(old, registry, now).known() if old else ())
        meter = Meter(sources)
        progress = Progress("adding", asked.progress)
        came = arrivals(
            sources, given, clock=now, options=options, stdin=sys.stdin.buffer, seen=seen, meter=meter
        )
        good = _good(came, counts)
        first = list(islice(good, 1))
        if not first and old is None:  # nothing to keep: no ledger is made
            return _added(counts, Settled())
        ledger = old or stack.enter_context(open_ledger(where))
        clerk = Clerk(ledger, registry, now, asked.workers, own_places(asked.lang))
        for filed in clerk.add(chain(first, good)):
            counts["failed" if _is_failed(filed) else "added"] += 1
            progress.at(counts["added"], meter.share)
        progress.end(counts["added"])
        settled = clerk.settle()
    return _added(counts, settled)


def _is_failed(filed: Filed) -> bool:
    """Whether a document could not be filed; why is told."""
    if filed.problem:
        tell(f"{filed.arrival.origin}: could not be read, a defect of Sijill: {filed.problem}")
    elif filed.refused:
        tell(f"{filed.arrival.origin}: {filed.refused}")
    return bool(filed.problem or filed.refused)


def _added(counts: dict[str, int], settled: Settled) -> int:
    """Tell what became of the sources. Returns the exit code."""
    tell(
        f"{counts['added']} added, {counts['here']} here already, {counts['failed']} failed; "
        f"{settled.new} incidents new, {settled.changed} changed, {settled.merged} merged"
    )
    if counts["failed"]:
        return SOME_FAILED if counts["added"] or counts["here"] else NOTHING_READ
    return 0


def _asked(asked: Adding, registry: Registry) -> tuple[Given, Options]:
    """What the caller gave, as ingest takes it. Raises UsageError."""
    from .ingest.outlets import outlet_by_host
    from .ingest.tables import column_map

    given = Given(
        published=civil_date(asked.published),
        outlet=asked.outlet,
        lang=asked.lang,
        synthetic=asked.synthetic,
    )
    manners = Manners(contact=asked.contact, delay=asked.delay, timeout=asked.timeout, private=asked.private)
    columns = column_map(asked.columns) if asked.columns else {}
    return given, Options(columns=columns, manners=manners, outlet_at=outlet_by_host(registry))


def _good(came: Iterator[Arrived], counts: dict[str, int]) -> Iterator[Arrival]:
    """The documents that came; what is wrong with others is told at once."""
    for item in came:
        if item.note:
            tell(f"{item.where}: {item.note}")
        if item.arrival is not None:
            yield item.arrival
        elif item.problem:
            counts["failed"] += 1
            tell(f"{item.where}: {item.problem}")
        else:
            counts["here"] += 1


def link_ledger(where: str, what: str, workers: int) -> int:
    """Link what waits; `anew` every report again; `reread` after reading again what an older version read;
    `mend` after reading again what only other places of the user's own change.
    """
    failed = read = 0
    with existing_ledger(where) as ledger:
        clerk = Clerk(ledger, registry_of(), now, workers, own_places())
        if what in ("reread", "mend"):
            for doc, problem in clerk.reread() if what == "reread" else clerk.mend():
                read += not problem
                if problem:
                    failed += 1
                    tell(f"{doc}: {problem}")
            clerk.carry()
        if what == "anew":
            ledger.unsettle()
        settled = clerk.settle()
    again = f"{read} document{'s' * (read != 1)} read again; " if what in ("reread", "mend") else ""
    tell(
        f"{again}{settled.reports} reports linked; {settled.new} incidents new, {settled.changed} changed, "
        f"{settled.merged} merged, {settled.gone} gone"
    )
    return SOME_FAILED if failed else 0


def filters_of(
    types: Sequence[str], statuses: Sequence[str], since: str, until: str, countries: Sequence[str]
) -> Filters:
    """The filters that options ask for. Raises UsageError for a date that is none and a word that is no
    value.
    """
    for name, given in (("event_type", types), ("status", statuses)):
        wrong = sorted(set(given) - set(CHOICES[name]))
        if wrong:
            known = ", ".join(sorted(CHOICES[name]))
            raise UsageError(f"'{wrong[0]}' is no {name.replace('_', ' ')} (one of {known})")
    return Filters(
        event_types=tuple(types),
        statuses=tuple(statuses),
        since=civil_date(since),
        until=civil_date(until),
        countries=tuple(c.upper() for c in countries),
    )


def list_incidents(where: str, filters: Filters, shape: str) -> None:
    """Print incidents, a line each."""
    from .answering import answered
    from .printing import row

    with existing_ledger(where) as ledger:
        registry = registry_of()
        for incident in (answered(i, ledger, registry) for i in ledger.incidents(filters)):
            put_line(msgspec.json.encode(incident).decode() if shape == "jsonl" else row(incident))


def show_incident(ident: str, where: str, shape: str) -> None:
    """Print one incident."""
    from .answering import answered
    from .printing import card

    with existing_ledger(where) as ledger:
        found = ledger.incident(ident)
        if found is None:
            raise UsageError(f"ledger {where} has no incident '{ident}'")
        found = answered(found, ledger, registry_of())
        data = msgspec.json.encode(found)
        put_line(msgspec.json.format(data, indent=1).decode() if shape == "json" else card(found))


def explain_incident(path: str, where: str) -> str:
    """The account of INCIDENT or INCIDENT.FIELD as lines."""
    from .account import account
    from .answering import answered
    from .decisions import about, history

    ident, _, field = path.partition(".")
    with existing_ledger(where) as ledger:
        found = ledger.incident(ident)
        if found is None:
            raise UsageError(f"ledger {where} has no incident '{ident}'")
        found = answered(found, ledger, registry_of())
        keys = [t.key for t in found.reports]
        links, decided = ledger.links_among(keys), history(keys, about(keys, ledger.decisions_on))
        return account(found, field, links, decided, ledger.text, ledger.reading)


def search_ledger(words: str, where: str, limit: int) -> None:
    """Print the documents that have the words."""
    with existing_ledger(where) as ledger:
        for hit in ledger.search(words, limit):
            mark = "  synthetic" if hit.synthetic else ""
            incidents = f"  {' '.join(hit.incidents)}" if hit.incidents else ""
            put_line(f"{hit.doc}  {hit.outlet}  {hit.published}{mark}{incidents}")
            put_line(f"    {' '.join(hit.snippet.split())}")


def export_ledger(form: str, where: str, output: str, filters: Filters, style: Style) -> None:
    """Write the incidents that are wanted in a format."""
    from .export import EXPORTS

    if form not in EXPORTS:
        raise UsageError(f"'{form}' is no format (one of {', '.join(sorted(EXPORTS))})")
    with existing_ledger(where) as ledger, ledger.reading_at_once():
        written = EXPORTS[form](cargo_of(ledger, filters), Path(output), style)
    left = ", ".join(f"{n} left out: {why}" for why, n in sorted(written.left_out.items()))
    tell(
        f"{written.rows} rows in {', '.join(str(f) for f in written.files)}"
        + (f"; {written.without_point} without a point" if written.without_point else "")
        + (f"; {left}" if left else "")
    )


def cargo_of(ledger: Ledger, filters: Filters) -> Cargo:
    """What an export needs of a ledger."""
    from .answering import answered
    from .export import Cargo

    registry = registry_of()
    stamps = {c.incident: c.at for c in ledger.changes()}
    return Cargo(
        incidents=lambda: (answered(i, ledger, registry) for i in ledger.incidents(filters)),
        registry=registry,
        documents=ledger.entries,
        reports_of=ledger.reports_of,
        entry=ledger.entry,
        text=ledger.text,
        changed=lambda ident: stamps.get(ident, ""),
        version=__version__,
    )


def print_changes(where: str, since: str) -> None:
    """Print the feed of changes after a line of it, or from a day on (UTC, when each was made)."""
    number = int(since) if since.isdecimal() else 0
    day = "" if number or since == "0" else civil_date(since)
    with existing_ledger(where) as ledger:
        for change in ledger.changes(number):
            if change.at[:10] < day:
                continue
            put_line(msgspec.json.encode(change).decode())


def print_tallies(where: str, shape: str) -> None:
    """Print every announced total with its checks."""
    from .printing import checked
    from .reconcile.audit import audit
    from .slim import Slim

    with existing_ledger(where) as ledger:
        held = [slim for _, slim in ledger.incidents_as(Slim)]
        for check in audit(list(ledger.tallies()), held, registry_of()):
            put_line(msgspec.json.encode(check).decode() if shape == "jsonl" else checked(check))


def print_framing(where: str, what: str, shape: str) -> None:
    """Print how outlets word actors and acts, or how they word one incident."""
    from .printing import SYNTHETIC, named_by, naming
    from .wording import by_outlet, of_incidents

    with existing_ledger(where) as ledger:
        found = list(ledger.framing())
        items = of_incidents(ledger.incidents(), found) if what == "incident" else by_outlet(found)
    if shape == "jsonl":
        for item in items:
            put_line(msgspec.json.encode(item).decode())
        return
    if any(item.synthetic for item in items):
        put_line(SYNTHETIC)
    lines = named_by(items) if what == "incident" else (naming(item) for item in items)  # type: ignore[arg-type]
    for line in lines:
        put_line(line)


def print_review(where: str) -> None:
    """Print what a person should look at: decisions that wait, what halves inherited, pairs to compare."""
    from .reviewing import review

    with existing_ledger(where) as ledger:
        for line in review(ledger):
            put_line(line)


def print_decisions(where: str) -> None:
    """Print every decision."""
    with existing_ledger(where) as ledger:
        for decision in ledger.decisions():
            put_line(msgspec.json.encode(decision).decode())


def decided(where: str, by: str, take: Callable[[Desk], Decision]) -> None:
    """Take a decision and say its number and where its reports are now."""
    from .deciding import Desk

    with existing_ledger(where) as ledger:
        decision = take(Desk(ledger, registry_of(), f"person:{by}", now()))
        homes = sorted(set(ledger.incidents_of((*decision.these, *decision.those)).values()))
    put_line(f"decision {decision.number}: {decision.kind}; incidents {' '.join(homes)}")


def put_line(line: str) -> None:
    """A line on standard output. Raises OutputError where it cannot be kept; a closed pipe passes."""
    try:
        sys.stdout.write(line + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"the output cannot be written: {error.strerror}") from error
