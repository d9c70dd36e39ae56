"""A reading -> the names in it that stand where a place stands and that no list knows.

One record for each time that a name stands in a text: what it is called, what it is said to be, which
region holds it, what is named beside it. `waiting.py` puts the records of many documents together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from .language import Language
from .lexicon import PlaceWordEntry
from .matching import Match, find
from .records import Issue, Place, Reading, Report

CODE = "unknown-place"
UNDECIDED = "undecided"
NAMED = ("area-named:", "around-named:")
BEFORE, AFTER = 70, 110


class UnknownPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that no list knows, at one place of one document.

    `key` is the name as the gazetteer's names are folded, `name` as it is spelt here, `cue` the kind that the
    word before it says (town, base …; '' for none), `start` and `end` the span of both. `within` is the id of
    the smallest region that holds it ('' where none is known), `beside` the ids of the places named with it,
    `between` those of the places of this name between which nothing decided. `country` is that of the place
    and `countries` those of all places of the document. `reports` are the ids of the reports set there.
    """

    key: str
    name: str
    cue: str = ""
    start: int = 0
    end: int = 0
    within: str = ""
    beside: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    country: str = ""
    countries: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    quote: str = ""


def unknown(place: Place) -> bool:
    """Whether a place is a name that no list knows."""
    return not place.gazetteer_id and not place.name and bool(place.name_ar)


def name_key(name: str, language: Language) -> str:
    """A name folded as those of the gazetteer are, its words apart; '' where it has none."""
    return " ".join(word for word, _ in language.phrase(name))


def unknown_places(reading: Reading, language: Language) -> tuple[UnknownPlace, ...]:
    """Every unknown name of a reading, once where it stands, in the order of the text.

    A phrase that names nothing ('the eastern quarters') is none: no entry could place it.
    """
    found: dict[tuple[int, int], UnknownPlace] = {}
    for issue in reading.issues:
        span = (issue.start, issue.end)
        if issue.code == CODE and span not in found:
            one = _of_issue(issue, reading, language)
            if one is not None:
                found[span] = one
    return tuple(found[span] for span in sorted(found))


def _of_issue(issue: Issue, reading: Reading, language: Language) -> UnknownPlace | None:
    told = list(_set_there(issue, reading.reports))
    cue, name = _named(issue.text, language)
    said = next((place.name_ar for _, _, place in told if place.name_ar), "")
    name = said if said and said in issue.text and len(said) >= len(name) else name
    key = name_key(name, language)
    if not key or not cue[1]:
        return None
    reports = tuple(dict.fromkeys(report.id for report, _, _ in told))
    rules = [r.rule for r in reading.reasons if r.path in {path for _, path, _ in told}]
    between, named = _weighed(rules)
    everywhere = {p.country for r in reading.reports for p in r.places if p.country}
    return UnknownPlace(
        key=key,
        name=name,
        cue=cue[0],
        start=issue.start,
        end=issue.end,
        within=issue.detail,
        beside=tuple(sorted({*named, *_beside(issue, reading.reports)})),
        between=between,
        country=next((p.country for _, _, p in told if p.country), ""),
        countries=tuple(sorted(everywhere)),
        reports=reports,
        quote=quote(reading.doc.text, issue.start, issue.end),
    )


def _set_there(issue: Issue, reports: Sequence[Report]) -> Iterator[tuple[Report, str, Place]]:
    """The reports that have the unknown place, with the path of the value in `Reading.reasons`."""
    for report in reports:
        for field, places in (("places", report.places), ("origin", report.origin)):
            for number, place in enumerate(places):
                if (place.start, place.end) == (issue.start, issue.end) and not place.gazetteer_id:
                    yield report, f"{report.id}.{field}.{number}", place


def _named(text: str, language: Language) -> tuple[tuple[str, bool], str]:
    """The kind that the opening words of a phrase say, whether anything else stands in it, and the rest.

    Of two such words in a row ('village | hill of X') the second is a part of the name.
    """
    tokens = language.tokens(text)
    words = {m.first: m for m in find(tokens, language.lexicon.root) if _opens(m)}
    at, kind = 0, ""
    while at in words:
        entry = words[at].entry
        if isinstance(entry, PlaceWordEntry) and entry.way == "cue":
            if kind:
                break
            kind = entry.place_kind
        at = words[at].last
    covered = {n for m in words.values() for n in range(m.first, m.last)}
    own = any(n not in covered and token.pos != "." for n, token in enumerate(tokens))
    first = next((t.body for t in tokens[at:] if t.pos != "."), len(text))
    return (kind, own), text[first:].strip() or text


def _opens(match: Match) -> bool:
    return match.kind == "placewords" and isinstance(match.entry, PlaceWordEntry)


def _weighed(rules: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the reasons of a choice name: the places that stayed open, and those said beside the name."""
    between: set[str] = set()
    named: set[str] = set()
    for rule in rules:
        parts = rule.partition(": ")[2].split(", ")
        if UNDECIDED in parts:
            between |= {part for part in parts if part.startswith("place.")}
        named |= {p.removeprefix(n) for p in parts for n in NAMED if p.startswith(n)}
    return tuple(sorted(between)), tuple(sorted(named))


def _beside(issue: Issue, reports: Sequence[Report]) -> set[str]:
    """The known places of the reports whose sentences hold the name."""
    return {
        place.gazetteer_id
        for report in reports
        if any(start <= issue.start < end for start, end in report.sentences)
        for place in (*report.places, *report.origin)
        if place.gazetteer_id
    }


def quote(text: str, start: int, end: int) -> str:
    """The words around a span, cut at blanks and line ends."""
    first = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + AFTER)
    if first and text[first - 1] != "\n":
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else start
    if last < len(text) and text[last] != "\n":
        blank = text.rfind(" ", end, last)
        last = blank if blank >= 0 else end
    return " ".join(text[first:last].split())
