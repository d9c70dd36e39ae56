"""One telling of several places: a report for each spot or site, and places that one event lends another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from . import sites
from .arguments import Clause
from .drafts import Argument, Draft, Site
from .harm import HarmMention
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


def split_by_place(draft: Draft) -> list[Draft]:
    """One draft for each coordinated named place, unless harm or a count is given for the set undivided."""
    if len(draft.sites) > 1 and not draft.harm:
        return [_at_site(draft, site) for site in draft.sites]
    groups = _coordinated(draft.places, _spot) or _coordinated(draft.places, _area)
    counted = draft.repeats is not None or any(m.count is not None for m in draft.means)
    if len(groups) < 2 or counted or draft.event_type in ("agreement", "armed_clash", "deployment"):
        return [draft]
    owners = [_harmed_at(harm, draft, groups) for harm in draft.harm]
    if None in owners:
        return [draft]
    grouped = [place for group in groups for place in group]
    heads = {place for group in groups for place in group[0].ids}
    rest = [p for p in draft.places if p not in grouped and not heads & set(p.ids)]
    parts = [_part(draft, [group[0], *(_around(p) for p in (*group[1:], *rest))]) for group in groups]
    for number, part in enumerate(parts if draft.harm else ()):
        _keep_harm(part, [h for h, owner in zip(draft.harm, owners, strict=True) if owner == number])
    return parts


def _harmed_at(harm: HarmMention, draft: Draft, groups: Sequence[Sequence[PlaceMention]]) -> int | None:
    """Which of the coordinated places is named again behind a figure: 'two hurt | in A'."""
    after = [p for p in draft.places if p.start > max(harm.start, groups[-1][0].start) and not p.heading]
    again = min(after, key=lambda p: p.start, default=None)
    if again is None:
        return None
    own = [n for n, group in enumerate(groups) if set(group[0].ids) & set(again.ids)]
    return own[0] if len(own) == 1 else None


def _keep_harm(part: Draft, own: list[HarmMention]) -> None:
    """Leave a part its own harm, and of the victims those that this harm befell."""
    gone = {h.victim.start for h in part.harm if h.victim is not None and h not in own}
    part.harm = own
    part.arguments = [a for a in part.arguments if a.role != "victim" or a.mention.start not in gone]


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


def _coordinated(
    found: Sequence[PlaceMention], spot: Callable[[PlaceMention], bool]
) -> list[list[PlaceMention]]:
    """The longest run of spots joined one to the next, each with what it is told to lie in.

    What follows only the last of them ('the villages of A, B and C in the countryside of X') is left to all.
    """
    best: list[list[PlaceMention]] = []
    run: list[list[PlaceMention]] = []
    for place in found:
        if not spot(place):
            if run and not place.joined and not place.heading and not place.title:
                run[-1].append(place)
            continue
        run = [*run, [place]] if place.joined and run else [[place]]
        if len(run) > len(best):
            best = run
    if not any(group[0].linked for group in best[1:]):
        return []  # 'the town of X, the seat of Y': the second says what the first is
    if len(best) > 1 and all(len(group) == 1 for group in best[:-1]):
        best = [group[:1] for group in best]
    return _share(best) if len(best) > 1 else []


def _share(groups: list[list[PlaceMention]]) -> list[list[PlaceMention]]:
    """Let spots lie in what the one after them does: 'A in the north, B and C in the south'."""
    shared: list[PlaceMention] = []
    out: list[list[PlaceMention]] = []
    for group in reversed(groups):
        shared = group[1:] or shared
        out.append([group[0], *shared])
    return out[::-1]


def spots(found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions that name spots which can be hit for themselves."""
    return [place for place in found if _spot(place)]


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


def _area(place: PlaceMention) -> bool:
    """Whether a mention names a spot, a district or a province, coordinated ones of which are told apart."""
    return _spot(place) or (
        place.kind in ("district", "governorate") and place.relation == "in" and not place.heading
    )
