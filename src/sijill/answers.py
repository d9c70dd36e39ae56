"""What an event answers ('in reply to the raid on X'): the words, or the report that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Clause
from .drafts import Draft
from .lexicon import CueEntry


def find(clause: Clause, drafts: Sequence[Draft]) -> None:
    """Let the event told before a word of reply carry the words of what it answers."""
    for match in clause.seen.kinds.get("cues", ()) if drafts else ():
        if not isinstance(match.entry, CueEntry) or match.entry.cue != "response":
            continue
        words = _words_after(clause, match.last)
        told = [d for d in drafts if d.triggers[0].head < match.first] or [
            d for d in drafts if d.triggers[0].head >= match.last + 3
        ]
        if words and told:
            told[-1].answer = told[-1].answer or words


def _words_after(clause: Clause, token: int) -> str:
    """The phrases right after a token, up to the next comma, stop, verb or mark."""
    chunks = [c for c in clause.seen.chunks if c.first >= token]
    end = token
    for chunk in chunks:
        if chunk.kind not in ("np", "event"):
            break
        end = chunk.last
    if end == token:
        return ""
    return clause.source[clause.seen.tokens[token].body : clause.seen.tokens[end - 1].end]


def linked(draft: Draft, others: Sequence[Draft], text: str) -> str:
    """The id of the report that a draft answers, where its trigger stands in the words; else the words."""
    if not draft.answer:
        return ""
    start = text.find(draft.answer)
    for number, other in enumerate(others, 1):
        if other is not draft and any(start <= t.start < start + len(draft.answer) for t in other.triggers):
            return f"r{number}"
    return draft.answer
