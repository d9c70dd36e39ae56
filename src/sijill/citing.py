"""Speakers named beside the words they say: 'according to X', 'by what X confirmed', 'in a talk to Y'."""

from __future__ import annotations

from . import voices
from .arguments import Clause
from .lexicon import ReportingEntry
from .matching import Match
from .speakers import Speaker, Speech, read
from .voices import Voice, of


def chunk_at(clause: Clause, token: int) -> int:
    """The chunk that holds a token, or -1."""
    return next((n for n, c in enumerate(clause.seen.chunks) if c.first <= token < c.last), -1)


def joined(clause: Clause, speaker: Speaker, end: int, voice: Voice) -> list[Speaker]:
    """'X and Y said': the speakers that a conjunction joins to one, whose phrase ends at token `end`."""
    found: list[Speaker] = []
    for here in range(speaker.chunk + 1, len(clause.seen.chunks)):
        other = clause.chunk(here)
        if other.kind != "np" or not other.conj or other.prep or other.first > end + 1:
            break
        joined = read(clause, here, voice.outlet)
        if not joined.sure:
            break
        found.append(joined)
        end = joined.last
    return found


def according(
    clause: Clause, match: Match, entry: ReportingEntry, voice: Voice, acts: list[Speech], used: set[int]
) -> list[Speech]:
    """'According to X', 'as X announced', 'quoting X': over the sentence; a pronoun is the last speaker."""
    seen, size = clause.seen, len(clause.seen.tokens)
    if (
        seen.tokens[match.last - 1].suffix
        and seen.pos[match.last - 1] != "P"
        and not named(clause, match, voice)
    ):
        return _his(acts, entry)
    for at in range(match.last, min(size, match.last + 5)):
        said = seen.at("reporting", at)
        if said is not None and isinstance(said.entry, ReportingEntry) and said.entry.way in ("verb", "from"):
            used.add(said.first)
            entry = said.entry if said.entry.way == "verb" else entry
            continue
        if seen.pos[at] in "PRA" or (
            seen.pos[at] == "." and seen.tokens[at].norm not in {*clause.frames.commas, ":", "."}
        ):
            continue
        index = chunk_at(clause, at)
        if index < 0 or clause.chunk(index).kind != "np":
            return _his(acts, entry)
        if (
            seen.pos[at] == "J"
            and at > match.last - 1
            and at + 1 < clause.chunk(index).last
            and not seen.tokens[at].article
        ):
            continue  # 'in an official statement | the command'
        speaker = voices.speaker_at(clause, index, voice, at)
        if speaker is None or not speaker.kind:
            return []
        return _trailing(clause, speaker, entry, voice, acts)
    return _his(acts, entry)


def _his(acts: list[Speech], entry: ReportingEntry) -> list[Speech]:
    """'In his words', with no speaker named beside them: they are those of the speaker before."""
    for speech in acts[-1:]:
        speech.distance = speech.distance or entry.distance
    return []


def _trailing(
    clause: Clause, speaker: Speaker, entry: ReportingEntry, voice: Voice, acts: list[Speech]
) -> list[Speech]:
    """The acts of those named after their words, through the agency that passes them on."""
    speakers = (speaker, *joined(clause, speaker, speaker.last, voice))
    made = [of(one, entry, 0, len(clause.seen.tokens)) for one in speakers]
    chained = [a for a in acts if a.kind == "news_agency" and not a.trails]
    for speech in made:
        speech.told, speech.trails = speaker.last, True
        if chained and speech.kind != "news_agency" and not speech.outlet:
            speech.via = chained[-1]
    return made


def named(clause: Clause, match: Match, voice: Voice) -> bool:
    """'By what X confirmed': whether the pronoun on the verb stands for what is said, and X follows."""
    index = chunk_at(clause, match.last)
    if index < 0 or clause.chunk(index).kind != "np" or clause.chunk(index).prep:
        return False
    speaker = voices.speaker_at(clause, index, voice, match.last)
    return speaker is not None and speaker.sure


def heard(clause: Clause, match: Match, voice: Voice, acts: list[Speech]) -> None:
    """'In a talk to Y': Y passes on what the speaker says, unless Y is the outlet itself."""
    if not acts:
        return
    index = next((n for n, c in enumerate(clause.seen.chunks) if c.first >= match.last - 1), -1)
    for here in range(max(index, 0), min(len(clause.seen.chunks), index + 3)) if index >= 0 else ():
        chunk = clause.chunk(here)
        if chunk.kind == "np" and chunk.prep in ("for", "with", "to"):
            hearer = read(clause, here, voice.outlet)
            if hearer.kind == "news_agency" and not hearer.own and acts[-1].via is None:
                acts[-1].via = of(hearer, None, 0, 0)
            return
