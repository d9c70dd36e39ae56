"""Denials: what a sentence tells only to have it denied, and the event told elsewhere that it denies."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .drafts import GENERAL, Draft, related


def deny(drafts: Sequence[Draft]) -> None:
    """What a sentence tells only to have it denied is an account of its own, apart from the event told."""
    for draft in drafts:
        if draft.realis == "actual" and draft.speech and all(s.stance == "denies" for s in draft.speech):
            draft.realis = "denied"
            said = draft.speech[0]
            draft.note("realis", "whoever speaks of it denies it", said.entry, said.start, said.end)


def account(draft: Draft, drafts: Sequence[Draft]) -> None:
    """A denial of an event told before is a second account of it, with its kind, place and time."""
    home = _denied(draft, drafts)
    if home is None:
        return
    if draft.event_type in GENERAL:
        draft.event_type, draft.frame = home.event_type, home.frame
    draft.places = draft.places or list(home.places)
    if all(d.borrowed for d in draft.dates):
        draft.dates = [
            msgspec.structs.replace(d, borrowed=d.borrowed or "previous report") for d in home.dates
        ]


def fold(draft: Draft, drafts: Sequence[Draft]) -> None:
    """A bare denial, too little for an account of its own, is its speaker's word on the event told before."""
    home = _denied(draft, drafts)
    if home is not None:
        home.speech.extend(draft.speech)
        home.sentences.extend(n for n in draft.sentences if n not in home.sentences)


def _denied(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The last event told before a denial that it can be of."""
    at = draft.triggers[0]
    if draft.realis != "denied" or not (at.definite or not at.noun):
        return None
    before = [d for d in drafts if d.triggers[0].start < at.start]
    told = [d for d in before if d.realis == "actual" and related(d, draft)]
    if not told or (draft.places and not _shares(draft, told[-1])):
        return None
    return told[-1]


def _shares(one: Draft, two: Draft) -> bool:
    """Whether two drafts name a place that may be the same."""
    return any(set(a.ids) & set(b.ids) for a in one.places for b in two.places)
