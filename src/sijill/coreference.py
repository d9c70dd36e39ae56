"""Which drafts of one document tell of one event: headline, lead, body, and 'the attack' said again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from . import sides
from .cluster import absorb, actors
from .drafts import FAMILY, GENERAL, Draft, related
from .lexicon import Entry
from .places import PlaceMention
from .records import Count, Reason
from .standing import stands


class Evidence(msgspec.Struct):
    """The points for two drafts being one event, each with its name; a bar ends the matter."""

    points: float
    names: list[str]


THRESHOLD = 1.6
OPENING = 6  # drafts of the headline and lead, which any later sentence may tell again
REACH = 24  # drafts before this one that it is compared with


class Hierarchy:
    """What coreference must know of places and actors: whether two phrases can name one spot or one side."""

    def __init__(
        self,
        chains: dict[str, frozenset[str]],
        words: dict[str, frozenset[str]],
        regions: dict[str, str],
        lexicon: Mapping[str, Entry],
    ) -> None:
        self.chains = chains
        self.words = words
        self.regions = regions
        self.lexicon = lexicon

    def doers(self, draft: Draft) -> list[sides.Side]:
        """The sides that did it, as far as the words tell."""
        return [
            sides.of_mention(m, self.lexicon) for m in draft.of("attacker", "party") if m.actor or m.actors
        ]

    def shared(self, one: PlaceMention, two: PlaceMention) -> bool:
        """Whether two phrases name the same place."""
        if set(one.ids) & set(two.ids):
            return True
        return bool(self.words.get(one.name, frozenset()) & self.words.get(two.name, frozenset()))

    def nested(self, one: PlaceMention, two: PlaceMention) -> bool:
        """Whether one place may lie in the other."""
        for a in one.ids:
            for b in two.ids:
                if a in self.chains.get(b, frozenset()) or b in self.chains.get(a, frozenset()):
                    return True
                if _wide(one, two) and self.regions.get(a) and self.regions.get(a) == self.regions.get(b):
                    return True
        return False


def merge(drafts: list[Draft], hierarchy: Hierarchy) -> tuple[list[Draft], list[Reason]]:
    """Merge the drafts of a document, in the order of the text; then once more what that pass joined."""
    once, reasons = _pass(drafts, hierarchy)
    twice, more = _pass(once, hierarchy) if reasons else (once, [])
    return twice, [*reasons, *more]


def _pass(drafts: list[Draft], hierarchy: Hierarchy) -> tuple[list[Draft], list[Reason]]:
    out: list[Draft] = []
    reasons: list[Reason] = []
    for draft in drafts:
        begin = max(OPENING, len(out) - REACH)
        reach = [*range(min(OPENING, len(out))), *range(begin, len(out))]
        scored = [(same_event(out[n], draft, hierarchy), n) for n in reach]
        best = max(
            ((e.points, n, e) for e, n in scored if e is not None),
            default=None,
            key=lambda one: (one[0], one[1]),
        )
        if best is None or best[0] < THRESHOLD:
            out.append(draft)
            continue
        home = out[best[1]]
        absorb(home, draft)
        home.title = home.title and draft.title
        reasons.append(
            Reason(
                path="",
                rule="same event: " + ", ".join(best[2].names),
                start=draft.triggers[0].start,
                end=draft.triggers[0].end,
            )
        )
    return out, reasons


def _wide(one: PlaceMention, two: PlaceMention) -> bool:
    """Whether one of two phrases is a region or a countryside, in which the other may lie."""
    return any(p.precision >= 3 or p.relation == "countryside_of" or p.direction for p in (one, two))


def same_event(old: Draft, new: Draft, places: Hierarchy) -> Evidence | None:
    """The evidence that two drafts are one event; None where something bars it."""
    if old.realis != new.realis or (new.alike and not old.title) or _mentioned(old):
        return None
    if not (related(old, new) or _deadly(old, new)) or _parted(old, new, places) or _days_apart(old, new):
        return None
    doers = places.doers(old), places.doers(new)
    barred = _other_doer(*doers) or (_refers(new) and old.weak and not stands(old))
    place = None if barred else _place_evidence(old, new, places)
    if place is None:
        return None
    evidence = Evidence(0.0, [])
    _add(evidence, place, "place")
    if any(sides.same(a, b) for a in doers[0] for b in doers[1]) or actors(old) & actors(new):
        _add(evidence, 0.8, "doer")
    if _shared_target(old, new):
        _add(evidence, 0.8, "target")
    if new.besides:
        _add(evidence, -1.0, "told besides")
    elif _refers(new):
        _add(evidence, 1.4, "definite")
    elif _series(new):
        _add(evidence, 0.8, "the series")
    if _shared_harm(old, new, 2):
        _add(evidence, 1.5, "harm")
    elif _shared_harm(old, new, 1):
        _add(evidence, 0.9, "one harmed")
    if old.title:
        _add(evidence, 1.4, "headline")
    elif old.lead:
        _add(evidence, 0.6, "lead")
    if _harm_differs(old, new):
        _add(evidence, -0.8, "other figures")
    _add(evidence, -0.8 * _other_people(old, new), "other people")
    if new.triggers[0].opens and not old.title:
        _add(evidence, -0.6, "new clause")
    _add(evidence, -0.15 * max(0, new.paragraph - old.paragraph - 1), "distance")
    if new.event_type in GENERAL or old.event_type in GENERAL or new.event_type == old.event_type:
        _add(evidence, 0.3, "type")
    return evidence


def _mentioned(draft: Draft) -> bool:
    """Whether a draft points to an event told before ('this attack'), or is only what another answers: what
    follows goes on about that other.
    """
    answered = all(t.prep == "response" and not t.told for t in draft.triggers)
    return draft.triggers[0].pointed or answered


def _deadly(old: Draft, new: Draft) -> bool:
    """Whether one tells of an operation and the other of no more than the dead that it left."""
    types = {old.event_type, new.event_type}
    return types == {"raid", "killing"} and not (old.weak or new.weak) and _shared_harm(old, new, 2)


def _parted(old: Draft, new: Draft, places: Hierarchy) -> bool:
    """Whether one word told of both, each at a place of its own, and no harm was told of them together."""
    if old.harm or {t.start for t in old.triggers}.isdisjoint([t.start for t in new.triggers]):
        return False
    return not any(places.shared(a, b) for a in _fine(old) for b in _fine(new))


def _add(evidence: Evidence, points: float, name: str) -> None:
    if points:
        evidence.points += points
        evidence.names.append(f"{name} {points:+.1f}")


def _refers(draft: Draft) -> bool:
    """Whether a draft points back: a definite event noun that brings no doer or time of its own."""
    if draft.triggers[0].pointed:
        return not draft.triggers[0].plural
    if any(d.borrowed == "" for d in draft.dates):
        return False
    return any((t.noun and t.definite and not t.plural) or t.back for t in draft.triggers)


def _series(draft: Draft) -> bool:
    """'The strikes': several blows told as one, over more than one place."""
    return any(t.noun and t.definite and t.plural for t in draft.triggers)


def _interval(draft: Draft) -> tuple[str, str] | None:
    for dated in draft.dates:
        if dated.borrowed == "announced" or dated.when.precision in ("vague", "year", "month"):
            continue
        if dated.when.start and dated.when.end:
            return dated.when.start[:10], dated.when.end[:10]
    return None


def _days_apart(old: Draft, new: Draft) -> bool:
    one, two = _interval(old), _interval(new)
    if one and two:
        return one[1] < two[0] or two[1] < one[0]
    told = _announced(new) if one else _announced(old) if two else None
    known = one or two
    return bool(told and known and known[0] > told)


def _announced(draft: Draft) -> str | None:
    """The day by which an event dated only by its announcement was told."""
    days = [d.when.end or d.when.start for d in draft.dates if d.borrowed == "announced"]
    return days[0][:10] if days and days[0] else None


def _fine(draft: Draft) -> list[PlaceMention]:
    return [
        p
        for p in draft.places
        if p.precision <= 2 and p.relation != "countryside_of" and not (p.direction or p.around or p.heading)
    ]


def _place_evidence(old: Draft, new: Draft, places: Hierarchy) -> float | None:
    """Points for shared places; None where both name spots that cannot be one."""
    one, two = _fine(old), _fine(new)
    if any(places.shared(a, b) for a in one for b in two):
        return 1.6
    if one and two:
        if any(places.nested(a, b) for a in one for b in two):
            return 0.2
        if old.title and any(places.shared(a, b) for a in one for b in new.places):
            return 0.8  # 'shelling of X' over 'the quarter Y in the north of X'
        if _series(new) and old.triggers[0].plural:
            return 0.0
        return -0.4 if old.title and not new.besides else None
    if old.places and new.places:
        if any(places.shared(a, b) for a in old.places for b in new.places):
            return 1.0
        known = [(a, b) for a in old.places for b in new.places if a.ids and b.ids]
        if known and not any(places.nested(a, b) for a, b in known):
            return -0.4 if old.title else None
        return 0.3
    return 0.2 if not new.places else 0.0


def _other_doer(one: list[sides.Side], two: list[sides.Side]) -> bool:
    """Whether both name who did it, and no two of the names can stand for one side."""
    return bool(one and two) and not any(_may_be(a, b) for a in one for b in two)


def _may_be(one: sides.Side, two: sides.Side) -> bool:
    """Whether two names can stand for one side: 'the army' or 'gunmen' for any that is of their kind."""
    return sides.same(one, two) or (one.state == two.state and not (one.known and two.known))


def _shared_target(old: Draft, new: Draft) -> bool:
    """Whether both hit a thing of one rarer kind, or things of one name."""
    one, two = old.of("target"), new.of("target")
    kinds = {m.facility for m in one} & {m.facility for m in two}
    return bool(kinds - {None, "military_base", "residential", "vehicle", "other"}) or bool(
        {m.text for m in one} & {m.text for m in two}
    )


def _other_people(old: Draft, new: Draft) -> bool:
    """Whether both name whom they held, and no word of one is of the other's."""
    if new.triggers[0].noun or old.title or _shared_harm(old, new, 2):
        return False
    if new.event_type != "arrest" or FAMILY[old.event_type] != "raid":
        return False
    one, two = ({m.text.split()[0] for m in d.of("victim")} for d in (old, new))
    return bool(one and two) and not one & two


def _figures(draft: Draft) -> set[tuple[str, int | None, int | None]]:
    return {(h.kind, h.count.min, h.count.max) for h in draft.harm}


def _shared_harm(old: Draft, new: Draft, least: int) -> bool:
    return any((low or 0) >= least for _, low, _ in _figures(old) & _figures(new))


def _harm_differs(old: Draft, new: Draft) -> bool:
    """Whether both give numbers for the same kinds of harm and none of them agree."""
    one, two = ([(h.kind, h.count) for h in d.harm if h.count.min] for d in (old, new))
    pairs = [(a, b) for kind, a in one for other, b in two if kind == other]
    return bool(pairs) and not any(_agree(a, b) for a, b in pairs)


def _agree(one: Count, two: Count) -> bool:
    """Whether two numbers can be one: equal, or one in the range that the other leaves open."""
    return (one.max is None or (two.min or 0) <= one.max) and (two.max is None or (one.min or 0) <= two.max)
