"""Who did it, where the text has told it of the event before: 'the bombardment', 'a similar one', 'and it struck'."""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import FAMILY, Argument, Draft

NEAR = 3  # paragraphs between the event that tells the doer and the one that leaves it out

FELL = ".fell"  # the end of the id of words that tell of what fell, and of no one


def hand_down(drafts: Sequence[Draft]) -> None:
    """Give an event that is told as going on with the one before the doers of that one."""
    told = sorted(drafts, key=lambda d: d.triggers[0].start)
    for number, draft in enumerate(told):
        if draft.of("attacker", "party") or draft.realis != "actual" or not goes_on(draft):
            continue
        home = next((d for d in reversed(told[:number]) if FAMILY[d.event_type] == FAMILY[draft.event_type]), None)
        if home is None or not _near(home, draft):
            continue
        doers = [a for a in home.arguments if a.role == "attacker"]
        draft.arguments.extend(Argument("attacker", a.mention, "doer of the event before") for a in doers)


def goes_on(draft: Draft) -> bool:
    """Whether a fire from afar is told as one with what is told before it."""
    if FAMILY[draft.event_type] != "remote":
        return False
    word = draft.triggers[0]
    if draft.alike or any(t.noun and t.definite for t in draft.triggers):
        return True
    if word.noun or word.passive or not word.opens or word.entry.id.endswith(FELL):
        return False
    return bool(draft.places or draft.of("target"))  # 'and it shelled the village'


def _near(home: Draft, draft: Draft) -> bool:
    return draft.paragraph - home.paragraph <= NEAR and home.realis == draft.realis
