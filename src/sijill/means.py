"""The weapons that a sentence names, each with its count."""

from __future__ import annotations

from .arguments import Clause
from .drafts import Means
from .lexicon import CueEntry, WeaponEntry
from .matching import Match
from .records import Count

FLIGHT_REACH = 3  # 'flights | dense | of planes'
SINGLE = frozenset(
    {
        "rocket",
        "missile",
        "ballistic_missile",
        "cruise_missile",
        "mortar",
        "artillery",
        "ied",
        "vehicle_bomb",
        "landmine",
        "grenade",
        "explosive_belt",
        "anti_tank",
        "drone",
        "knife",
    }
)


def means_of(clause: Clause) -> list[tuple[int, Means]]:
    """The weapons named in a sentence with the token where each stands; stores of arms, names of places and
    planes that only flew over are no weapons used.
    """
    out: list[tuple[int, Means]] = []
    found = [m for m in clause.seen.matches if m.kind == "weapons" and isinstance(m.entry, WeaponEntry)]
    for match in found:
        entry = match.entry
        if not isinstance(entry, WeaponEntry) or _inside_facility(clause, match.first):
            continue
        if _in_a_name(clause, match) or (entry.platform and _flies(clause, match.first)):
            continue
        crewless = _crewless(clause, match, found)
        if crewless is match:
            continue  # 'a Turkish plane ... uncrewed': told by the noun before it
        told = crewless or match
        kind = told.entry if isinstance(told.entry, WeaponEntry) else entry
        start, count = _counted(clause, match, kind)
        text = clause.source[start : told.end]
        means = Means(
            kind.weapon, start, told.end, text, kind.id, kind.refines, count, entry.adjective, kind.platform
        )
        out.append((match.first, means))
    return out


def _crewless(clause: Clause, match: Match, found: list[Match]) -> Match | None:
    """The word that makes an aircraft of its phrase a drone, for the aircraft and for the word itself."""
    chunk = next((c for c in clause.seen.chunks if c.first <= match.first < c.last), None)
    if chunk is None or chunk.kind != "np":
        return None
    inside = [m for m in found if chunk.first <= m.first < chunk.last and isinstance(m.entry, WeaponEntry)]
    kinds = {m.first: m.entry for m in inside if isinstance(m.entry, WeaponEntry)}
    planes = [m for m in inside if kinds[m.first].refines == "airstrike" and kinds[m.first].platform]
    drones = [m for m in inside if kinds[m.first].weapon == "drone"]
    if not planes or not drones or drones[0].first < planes[0].first:
        return None
    if drones[0].first - planes[0].last > FLIGHT_REACH or drones[0].pre:
        return None
    return drones[0] if match in (planes[0], drones[0]) else None


def _in_a_name(clause: Clause, match: Match) -> bool:
    """Whether the word names a square, a street, a quarter ('Aviation Square')."""
    before = clause.seen.at("placewords", match.first - 1)
    return before is not None and clause.seen.tokens[match.first].article and not match.pre


def _counted(clause: Clause, match: Match, entry: WeaponEntry) -> tuple[int, Count | None]:
    """Where the phrase begins, and how many: a number before the weapon, else what its own form says."""
    number = next((n for n in clause.seen.numbers if n.head == match.first or n.first == match.first), None)
    if number is not None and number.kind in ("cardinal", "dual", "vague"):
        return clause.seen.tokens[number.first].body, number.count
    spelled = next((f.spelling.number for f in match.forms if f.spelling.number), "")
    if entry.adjective:
        return match.start, None
    if spelled == "two":
        return match.start, Count(min=2, max=2)
    bare = (not entry.platform or entry.weapon == "drone") and not clause.seen.tokens[match.first].article
    one = spelled == "one" and bare and entry.weapon in SINGLE
    return match.start, Count(min=1, max=1) if one else None


def _flies(clause: Clause, index: int) -> bool:
    """Whether the aircraft are only said to fly ('amid flights of scout planes'), not to strike."""
    for at in range(index - 1, max(-1, index - 1 - FLIGHT_REACH), -1):
        if clause.seen.pos[at] in "V.":
            return False
        match = clause.seen.at("cues", at)
        if match is not None and isinstance(match.entry, CueEntry) and match.entry.cue == "flight":
            return True
    return False


def _inside_facility(clause: Clause, index: int) -> bool:
    for chunk_index, chunk in enumerate(clause.seen.chunks):
        if chunk.first <= index < chunk.last and chunk.kind == "np":
            mention = clause.mention(chunk_index)
            return mention.sort == "facility" and mention.first < index
    return False
