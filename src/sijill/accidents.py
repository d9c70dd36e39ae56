"""Disasters, accidents, fires and beasts: whose dead and blows nobody dealt, and which are no events."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Clause
from .drafts import Draft
from .lexicon import CueEntry


def by_accident(clause: Clause, drafts: Sequence[Draft]) -> bool:
    """Whether the sentence tells of a disaster, an accident or an illness that its dead died of; a fire is
    one where no force is told besides.
    """
    if has_cue(clause, "accident", "animal"):
        return True
    return has_cue(clause, "fire") and all(d.weak or d.event_type == "killing" for d in drafts)


def has_cue(clause: Clause, *cues: str) -> bool:
    """Whether a sentence has one of these cues."""
    for match in clause.seen.kinds.get("cues", ()):
        if isinstance(match.entry, CueEntry) and match.entry.cue in cues:
            return True
    return False


def by_nature(clause: Clause) -> bool:
    """Whether a sentence speaks of a disaster or an accident, or of a force of nature."""
    return has_cue(clause, "accident", "nature")


def of_accident(clause: Clause, draft: Draft) -> bool:
    """Whether what a sentence of an accident tells is a death or a blow that nobody dealt."""
    dealt = any(m.actor for m in draft.of("attacker", "party"))
    bitten = draft.event_type == "armed_attack" and has_cue(clause, "animal")
    return not dealt and (draft.weak or bitten or draft.event_type == "killing")
