"""Which report of a new reading is the one that an older reading had elsewhere in the document. Pure.

A report is named by where its trigger stands. Where a new reading finds the event by other words, its report
has another name, and what people decided on the old one is carried over to it by this rule, or waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from .link.profile import families
from .records import Report

RULE = "rule:moved-report@1"
NOBODY = "no report of the new reading tells of it"


class Moves(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reports went that a new reading has no more: `to` gives the new key of each that is found
    again, `why` the reason for each that is not.
    """

    to: Mapping[str, str]
    why: Mapping[str, str]


def moves(before: Mapping[str, Report], after: Mapping[str, Report]) -> Moves:
    """Find the reports of an older reading of a document among those of a newer one, both by key.

    Reports whose key both readings have stay where they are and are nobody else's. Of the others two are one
    where a family of event types holds both and the first of these ways that any new report fits leaves one:
    their triggers overlap; their sentences overlap and their triggers are the same words; their sentences
    overlap. Where two old reports claim one new report, or several fit one, none is carried over.
    """
    lost = {key: report for key, report in before.items() if key not in after}
    new = {key: report for key, report in after.items() if key not in before}
    fits = {key: _fitting(report, new) for key, report in lost.items()}
    claims = Counter(keys[0] for keys in fits.values() if len(keys) == 1)
    to = {key: keys[0] for key, keys in fits.items() if len(keys) == 1 and claims[keys[0]] == 1}
    return Moves(to=to, why={key: _why(fits[key]) for key in lost if key not in to})


def _fitting(old: Report, new: Mapping[str, Report]) -> list[str]:
    kin = {key: report for key, report in new.items() if _kin(old, report)}
    for way in WAYS:
        found = sorted(key for key, report in kin.items() if way(old, report))
        if found:
            return found
    return []


def _why(fits: list[str]) -> str:
    if not fits:
        return NOBODY
    if len(fits) == 1:
        return f"{fits[0]} may be it, and may be another that was there"
    return f"{len(fits)} reports of the new reading may be it: {', '.join(fits)}"


def _kin(a: Report, b: Report) -> bool:
    """Whether two types are one or of one family."""
    same = a.event_type == b.event_type
    return same or bool(set(families(a.event_type)) & set(families(b.event_type)))


def _triggers(a: Report, b: Report) -> bool:
    return a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end


def _words(a: Report, b: Report) -> bool:
    return a.trigger.text == b.trigger.text and _sentences(a, b)


def _sentences(a: Report, b: Report) -> bool:
    return any(s < last and first < e for s, e in a.sentences for first, last in b.sentences)


WAYS: tuple[Callable[[Report, Report], bool], ...] = (_triggers, _words, _sentences)
