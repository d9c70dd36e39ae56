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
    }
)


def means_of(clause: Clause) -> list[tuple[int, Means]]:
    """The weapons named in a sentence with the token where each stands;
    stores of arms are no weapons used.
    """
    out: list[tuple[int, Means]] = []
    for match in clause.seen.matches:
        entry = match.entry if match.kind == "weapons" else None
        if not isinstance(entry, WeaponEntry):
            continue
        if _inside_facility(clause, match.first) or (entry.platform and _flies(clause, match.first)):
            continue
        start, count = _counted(clause, match, entry)
        out.append(
            (
                match.first,
                Means(
                    entry.weapon,
                    start,
                    match.end,
                    clause.source[start : match.end],
                    entry.id,
                    entry.refines,
                    count,
                    entry.adjective,
                    entry.platform,
                ),
            )
        )
    return out


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
    bare = not entry.platform and not clause.seen.tokens[match.first].article
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
