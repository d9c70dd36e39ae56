"""Threats: the words that open with a negation, who speaks them, and when a word with other senses is one."""

from __future__ import annotations

from .arguments import Clause, Group
from .drafts import Argument, Draft
from .lexicon import EventEntry
from .subjects import subject_object

SPEAKING = frozenset({"source", "people", "actor", "country"})


def opens(clause: Clause, index: int) -> bool:
    """Whether a threat begins with the negation of a chunk ('shall not pass | without an answer')."""
    if clause.chunk(index).kind != "mark" or clause.cue(index) != "negation":
        return False
    match = clause.seen.at("events", clause.chunk(index).first)
    return match is not None and isinstance(match.entry, EventEntry) and match.entry.event_type == "threat"


def menaces(clause: Clause, draft: Draft) -> bool:
    """Whether a state's man threatens a state, with force or with nothing said ('the president threatens X'):
    no duties, no walk-out.
    """
    doers, hit = draft.of("attacker"), draft.of("target")
    if not any(m.sort == "country" for m in hit) or not any(m.sort in SPEAKING for m in doers):
        return False
    after = clause.right(draft.triggers[0].chunk)
    return not any(g.prep in ("", "means") and g.lead.sort == "thing" for g in after)


def told_before(clause: Clause, draft: Draft) -> None:
    """'The president, a liar, | threatens X': who opens the clause threatens, and the state behind is hit."""
    head = draft.triggers[0]
    doers = [a for a in draft.arguments if a.role == "attacker"]
    if draft.of("target") or not doers or any(a.mention.first < head.head for a in doers):
        return
    if any(a.mention.sort != "country" for a in doers):
        return
    first = head.chunk
    while first and clause.chunk(first - 1).kind in ("np", "comma", "time"):
        first -= 1
    opening = clause.group_at(first) if clause.chunk(first).kind == "np" else None
    if opening is None or opening.prep or opening.lead.sort not in SPEAKING or clause.chunk(head.chunk).conj:
        return
    for argument in doers:
        argument.role = "target"
    draft.arguments.append(Argument("attacker", opening.lead, "who opens the clause"))


def spoken(draft: Draft) -> None:
    """Take away doers that threaten nobody: a bare word that no list knows ('an answer | harsh')."""
    draft.arguments = [
        a
        for a in draft.arguments
        if a.role != "attacker" or a.mention.sort != "thing" or a.mention.definite or a.mention.named
    ]


def voice(clause: Clause, index: int) -> Group | None:
    """Who threatens: the phrase before the word, else the last verb's subject, else a name before a colon."""
    left = clause.left(index)
    if left is not None and left.lead.sort in ("actor", "country"):
        return left
    for at in range(index - 1, -1, -1):
        chunk = clause.chunk(at)
        if chunk.kind == "verb":
            subject, _ = subject_object(clause, at)
            subject = subject or clause.left(at)
            return (
                subject
                if subject is not None and subject.lead.sort in ("actor", "country", "people", "source")
                else None
            )
        if chunk.kind == "stop":
            if (
                at
                and clause.chunk(at - 1).kind == "np"
                and clause.mention(at - 1).sort in ("actor", "country")
            ):
                return clause.group_at(at - 1)
            return None
    return None
