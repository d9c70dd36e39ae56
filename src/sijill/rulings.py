"""Rulings on the type of an event that need its means, places and doers together (codebook 14)."""

from __future__ import annotations

from collections.abc import Mapping

from .drafts import FAMILY, Draft
from .gazetteer.load import Gazetteer
from .lexicon import ActorEntry, Lexicon

FROM_THE_AIR = {("IL", "SY")}
HELD = {("IL", "PS")}
UNPLACED = frozenset({"rocket", "missile", "aircraft_bomb"})
DROPPED = {
    "rocket": "missile",
    "anti_tank": "missile",
    "ied": "aircraft_bomb",
}  # what the word is from the air
REFINABLE = frozenset({"armed_attack", "shelling", "airstrike", "bombing"})
STORMING = "event.raid.storm"
HOTEL = "facility.hotel"
BEARER = "weapon.suicide.adjective"  # who bears it is named by its own word
BORNE = frozenset({"vehicle_bomb", "explosive_belt"})
MURDER = "event.killing"
SHOT = frozenset({MURDER, "event.shooting"})
REBELS = frozenset({"rebel", "political_militia", "unidentified"})
ENTERED = frozenset(
    {
        "residential",
        "place_of_worship",
        "heritage",
        "refugee_camp",
        "media",
        "agriculture",
        "aid",
        "vehicle",
        "hospital",
        "school",
    }
)
TURNS = frozenset(
    {
        ("shelling", "airstrike"),
        ("shelling", "drone_strike"),
        ("airstrike", "drone_strike"),
        ("bombing", "suicide_bombing"),
        ("shelling", "chemical_attack"),
        ("airstrike", "chemical_attack"),
        ("bombing", "drone_strike"),
    }
)


def platform(draft: Draft, lexicon: Lexicon, gazetteer: Gazetteer, countries: Mapping[str, float]) -> None:
    """Missiles on Syria from Israel with no platform are an airstrike;
    what is fired from the air is a missile.
    """
    if draft.event_type in ("shelling", "armed_attack"):
        launched = {m.kind for m in draft.means if m.kind}
        pairs = {
            (doer, hit) for doer in _doers(draft, lexicon) for hit in _places(draft, gazetteer, countries)
        }
        if pairs & FROM_THE_AIR and launched <= UNPLACED:
            draft.event_type = "airstrike"
            word = draft.triggers[0]
            draft.note("event_type", "from the air, by doer and place", word.entry.id, word.start, word.end)
    if draft.event_type in ("airstrike", "drone_strike"):
        for means in draft.means:
            means.kind = DROPPED.get(means.kind, means.kind)


def confront(draft: Draft, lexicon: Lexicon, gazetteer: Gazetteer, countries: Mapping[str, float]) -> None:
    """A confrontation with an army in the land it holds, where no armed side is told besides, is a riot."""
    if draft.event_type != "armed_clash" or not all(t.entry.weak for t in draft.triggers):
        return
    entries = [lexicon.by_id.get(m.actor or "") for m in draft.of("party")]
    sides = {entry.country for entry in entries if isinstance(entry, ActorEntry)}
    pairs = {(side, place) for side in sides for place in _places(draft, gazetteer, countries)}
    if len(sides) == 1 and pairs & HELD:
        draft.event_type, draft.weak = "riot", False
        word = draft.triggers[0]
        draft.note("event_type", "no armed side but one", word.entry.id, word.start, word.end)


def storm(draft: Draft) -> None:
    """Gunmen and rebels who storm a post, a base or an office attack it: to enter by force and search is what
    forces that hold the land do, and what is done to houses and holy places.
    """
    doers = draft.of("attacker")
    if draft.event_type != "raid" or not any(t.entry.id == STORMING for t in draft.triggers) or not doers:
        return
    rebels = all(m.actor_kind in REBELS or (m.actor is None and m.who == "militant") for m in doers)
    posts = [m for m in draft.of("target") if m.entry == HOTEL or (m.facility and m.facility not in ENTERED)]
    if rebels and posts:
        draft.event_type = "armed_attack"
        draft.note("event_type", "stormed by rebels", posts[0].entry, posts[0].start, posts[0].end)


def borne(draft: Draft) -> None:
    """A bearer who storms a post with a bomb that is driven or worn dies by design."""
    if draft.event_type not in ("raid", "armed_attack"):
        return
    doers = draft.of("attacker") if any(m.entry == BEARER for m in draft.means) else []
    if doers and any(m.kind in BORNE for m in draft.means):
        draft.event_type, draft.frame = "suicide_bombing", "explode"
        draft.note("event_type", "a bomb and its bearer", doers[0].entry, doers[0].start, doers[0].end)


def crowd(draft: Draft) -> None:
    """A crowd that blocks an office or a road protests: it takes no ground."""
    doers = draft.of("attacker")
    if draft.event_type != "territory_change" or not doers:
        return
    if all(m.actor_kind in ("protesters", "rioters") for m in doers):
        draft.event_type, draft.frame = "protest", "protest"
        for argument in draft.arguments:
            argument.role = "party" if argument.role == "attacker" else argument.role
        draft.note("event_type", "a crowd protests", doers[0].entry, doers[0].start, doers[0].end)


def shot_dead(draft: Draft) -> None:
    """A killing that says by shots is one, however the shots are told ('murdered him by firing at him')."""
    if draft.event_type != "armed_attack" or not all(t.entry.id in SHOT for t in draft.triggers):
        return
    dead = [h for h in draft.harm if h.kind == "killed" and h.count.min != 0]
    murdered = any(t.entry.id == MURDER for t in draft.triggers) or any(h.active for h in dead)
    if dead and murdered:
        word = draft.triggers[0]
        draft.event_type, draft.frame = "killing", "kill"
        draft.note("event_type", "a killing by shots", word.entry.id, word.start, word.end)


def from_platform(draft: Draft) -> None:
    """A killing whose doer is an aircraft or a drone is a strike by it ('the drone murdered a leader')."""
    if draft.event_type != "killing":
        return
    doers = draft.of("attacker")
    for means in draft.means:
        by = means.platform and any(m.start <= means.start < m.end for m in doers)
        if by and means.refines in ("airstrike", "drone_strike"):
            draft.event_type, draft.frame = means.refines, "attack"
            draft.note("event_type", "its doer flies", means.entry, means.start, means.end)
            return


def _doers(draft: Draft, lexicon: Lexicon) -> set[str]:
    entries = (
        lexicon.by_id.get(i)
        for m in draft.of("attacker")
        for i in (*m.actors, *([m.actor] if m.actor else []))
    )
    return {e.country for e in entries if isinstance(e, ActorEntry)}


def _places(draft: Draft, gazetteer: Gazetteer, countries: Mapping[str, float]) -> set[str]:
    """The countries hit: of the draft's places, or every country that the document speaks of."""
    named = {gazetteer.by_id[i].country for p in draft.places for i in p.ids if i in gazetteer.by_id}
    return named or {code for code, weight in countries.items() if weight >= 1}


def refine(draft: Draft) -> None:
    """Let the first-named means turn a general attack into its kind."""
    if draft.event_type not in REFINABLE or FAMILY[draft.event_type] not in ("remote", "attack", "explosive"):
        return
    shots = any(m.kind == "small_arms" and m.refines for m in draft.means)
    for means in sorted(draft.means, key=lambda m: m.start):
        if not means.refines or means.refines == draft.event_type:
            continue
        if shots and means.platform and means.refines == "shelling":
            continue  # boats and tanks that 'opened fire' shot
        if draft.event_type == "armed_attack" or (draft.event_type, means.refines) in TURNS:
            draft.event_type = means.refines
            draft.note("event_type", "refined by the means", means.entry, means.start, means.end)
            return
    refines = {m.refines for m in draft.means if m.refines}
    if draft.event_type == "shelling" and refines == {"armed_attack"}:
        one = next(m for m in draft.means if m.refines)
        draft.note("event_type", "refined by the means", one.entry, one.start, one.end)
        draft.event_type = "armed_attack"  # 'opened' and 'loosed' go with bullets as with rockets
