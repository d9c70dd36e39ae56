"""One telling of several places: a report for each spot or site, and places that one event lends another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import sites
from .arguments import Clause
from .drafts import GENERAL, Argument, Draft, Site, related
from .places import PlaceMention


def lend(draft: Draft, drafts: Sequence[Draft]) -> None:
    """An event told with no place of its own is where the event before it in its sentence is."""
    if draft.places or draft.frame in ("agree", "threat"):
        return
    at = draft.triggers[0]
    before = [d for d in drafts if d is not draft and d.places and d.triggers[0].sentence == at.sentence]
    home = max(
        (d for d in before if d.triggers[0].start < at.start), key=lambda d: d.triggers[0].start, default=None
    )
    if home is not None:
        draft.places = list(home.places)


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


def split_by_place(draft: Draft) -> list[Draft]:
    """One draft for each coordinated named place, unless harm or a count is given for the set undivided."""
    if len(draft.sites) > 1 and not draft.harm:
        return [_at_site(draft, site) for site in draft.sites]
    groups = _coordinated(draft.places)
    counted = draft.repeats is not None or any(m.count is not None for m in draft.means) or draft.harm
    if len(groups) < 2 or counted or draft.event_type in ("agreement", "armed_clash", "deployment"):
        return [draft]
    grouped = [place for group in groups for place in group]
    rest = [p for p in draft.places if p not in grouped]
    return [_part(draft, [group[0], *(_around(p) for p in (*group[1:], *rest))]) for group in groups]


def name_sites(clause: Clause, drafts: Sequence[Draft], found: list[PlaceMention]) -> None:
    """Give a list of things hit, each with its place, to the attack told before it."""
    listed = sites.find(clause, found) if len(found) > 1 else []
    if not listed:
        return
    before = [d for d in drafts if d.frame == "attack" and d.triggers[0].head < listed[0].target.first]
    if before:
        before[-1].sites = listed


def _at_site(draft: Draft, site: Site) -> Draft:
    """The draft of one of the things hit, with the places that are its own."""
    hit = {id(s.target) for s in draft.sites}
    arguments = [a for a in draft.arguments if a.role != "target" or id(a.mention) in hit]
    own = [a for a in arguments if a.role != "target"]
    part = _part(draft, list(site.places))
    part.arguments, part.sites = [*own, Argument("target", site.target, "named one by one")], []
    return part


def _around(place: PlaceMention) -> PlaceMention:
    """A place that several reports share: it says where they lie, and is no evidence that they are one."""
    return msgspec.structs.replace(place, around=True)


def _part(draft: Draft, found: list[PlaceMention]) -> Draft:
    """A draft like another at places of its own, that shares no list with it."""
    lists = {
        name: list(value)
        for name in draft.__struct_fields__
        if isinstance(value := getattr(draft, name), list)
    }
    return msgspec.structs.replace(draft, **{**lists, "places": found})


def _coordinated(found: Sequence[PlaceMention]) -> list[list[PlaceMention]]:
    """The longest run of spots joined one to the next, each with what it is told to lie in.

    What follows only the last of them ('the villages of A, B and C in the countryside of X') is left to all.
    """
    best: list[list[PlaceMention]] = []
    run: list[list[PlaceMention]] = []
    for place in found:
        if not _spot(place):
            if run and not place.joined and not place.heading and not place.title:
                run[-1].append(place)
            continue
        run = [*run, [place]] if place.joined and run else [[place]]
        if len(run) > len(best):
            best = run
    if len(best) > 1 and all(len(group) == 1 for group in best[:-1]):
        best = [group[:1] for group in best]
    return best if len(best) > 1 else []


def _spot(place: PlaceMention) -> bool:
    """Whether a mention names a spot that can be hit for itself, not what spots lie in or between."""
    return not (
        place.relation in ("between", "countryside_of")
        or place.direction
        or place.heading
        or place.headless
        or place.precision > 2
        or place.kind in ("district", "governorate", "region")
    )
