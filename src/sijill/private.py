"""Private crime: violence told as a quarrel, a robbery or a family matter, with nobody armed or political."""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import Draft
from .lexicon import ActorEntry, CueEntry, Lexicon
from .seen import Seen

TYPES = frozenset({"killing", "armed_attack", "abduction", "property_destruction", "sexual_violence"})
NOBODY = frozenset({"civilians", "unidentified"})


def is_private(draft: Draft, seen: Sequence[Seen], lexicon: Lexicon) -> bool:
    """Whether words of private crime stand in the draft's sentences and no side of a conflict takes part."""
    if draft.event_type not in TYPES or _sides(draft, lexicon):
        return False
    return any(
        isinstance(m.entry, CueEntry) and m.entry.cue == "private"
        for number in draft.sentences
        for m in seen[number].matches
        if m.kind == "cues"
    )


def _sides(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether an armed, political or state actor is among the doers or those hit."""
    for mention in draft.of("attacker", "target", "victim", "party"):
        for ident in (*mention.actors, *([mention.actor] if mention.actor else [])):
            entry = lexicon.by_id.get(ident)
            if isinstance(entry, ActorEntry) and entry.actor_kind not in NOBODY:
                return True
    return False
