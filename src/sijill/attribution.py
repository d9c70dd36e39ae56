"""Who says so: by label, by verb, by 'according to', by chain; and over which words the saying goes."""

from __future__ import annotations

from . import citing, voices
from .arguments import Clause
from .lexicon import CueEntry, EventEntry, ReportingEntry
from .matching import Match
from .seen import Chunk
from .speakers import Speaker, Speech
from .voices import Voice, of, restanced

__all__ = ["Speech", "Voice", "find"]

BETWEEN = frozenset(
    {"in", "for", "to", "with", "about", "means", "during", "after", "coinciding", "near", "on"}
)
SUBJECT_REACH = 7
THAT_REACH = 8
OPENER = 24
OWN_WORDS = frozenset({"news_agency", "monitor", "medic", "anonymous", "witness", "social_media"})


def find(clause: Clause, voice: Voice, opens: str) -> list[Speech]:
    """The acts of saying in one sentence; `opens` is 'paragraph' or 'title' where it opens one, else ''."""
    out: list[Speech] = []
    size = len(clause.seen.tokens)
    label = (voices.label(clause, voice) or voices.heading(clause, voice)) if opens else None
    if label is not None:
        carries = opens != "title" or label.first >= size - 1
        voice.label = label if carries and not label.outlet else None
        _remember(voice, label)
        out.append(label)
    elif voice.label is not None:
        out.append(voices.again(voice.label, 0, size))
    if voice.opened is not None and not opens:
        out.append(voices.again(voice.opened, 0, size))
    quoted = voices.inside_quotation(clause, voice)
    if quoted is not None:
        out.append(quoted)
    labelled = len(out)
    used: set[int] = set()
    for match in [m for m in clause.seen.matches if m.kind == "reporting"]:
        if match.first not in used and isinstance(match.entry, ReportingEntry):
            out.extend(_act(clause, match, match.entry, voice, out[labelled:], used))
    _cut(out[labelled:])
    voices.quotation(clause, voice, out)
    voice.opened = next((s for s in out if s.trails and s.first == 0 and _is_all(clause, s)), None)
    for speech in out:
        speech.words = _words(clause, speech)
    return [s for s in out if not s.outlet]


def _is_all(clause: Clause, speech: Speech) -> bool:
    """Whether a sentence is nothing but 'according to X;': its words follow in the next."""
    return (
        clause.seen.tokens[0].start + OPENER >= speech.start
        and all(c.prep or c.kind != "np" for c in clause.seen.chunks if c.first >= speech.told)
        and not any(c.kind in ("verb", "event") for c in clause.seen.chunks)
    )


def _words(clause: Clause, speech: Speech) -> tuple[int, int]:
    """The document span of the words that an act of saying covers."""
    tokens = clause.seen.tokens
    if speech.first >= len(tokens) or speech.last <= speech.first:
        return (0, 0)
    return tokens[speech.first].start, tokens[min(speech.last, len(tokens)) - 1].end


def _remember(voice: Voice, speech: Speech) -> None:
    voice.last = speech
    if not speech.outlet and not any(k.start == speech.start for k in voice.known):
        voice.known.append(speech)


def _act(
    clause: Clause, match: Match, entry: ReportingEntry, voice: Voice, acts: list[Speech], used: set[int]
) -> list[Speech]:
    """The acts that one word of saying makes; `acts` are those of the sentence so far."""
    index = citing.chunk_at(clause, match.first)
    size = len(clause.seen.tokens)
    made: list[Speech] = []
    if entry.way == "according":
        made = citing.according(clause, match, entry, voice, acts, used)
    elif entry.way == "medium":
        citing.heard(clause, match, voice, acts)
    elif entry.way == "participle":
        if acts and restanced(acts[-1], entry, 0, 0).stance != acts[-1].stance:
            made = [restanced(acts[-1], entry, match.first, size)]
    elif entry.way == "noun":
        made = _statement(clause, match, index, entry, voice) if not acts else []
        _noun(match, entry, acts)
    elif index >= 0 and clause.chunk(index).kind == "verb" and not _unsaid(clause, match, index):
        made = _by_verb(clause, index, entry, voice)
    for speech in made:
        _remember(voice, speech)
    return made


def _noun(match: Match, entry: ReportingEntry, acts: list[Speech]) -> None:
    """'Announced its responsibility for', 'in a denial': a noun sharpens what the verb before it says."""
    for speech in acts:
        if (
            entry.stance not in ("reports", "confirms")
            and speech.stance in ("reports", "confirms")
            and (not speech.trails and speech.first <= match.first < speech.last and not speech.that)
        ):
            speech.stance = entry.stance


def _statement(clause: Clause, match: Match, index: int, entry: ReportingEntry, voice: Voice) -> list[Speech]:
    """'It came in a statement of X that ...': a statement with its owner says what follows it."""
    if index < 0 or clause.chunk(index).kind != "np" or not _that(clause, index):
        return []
    speaker = voices.speaker_at(clause, index, voice, match.first)
    if speaker is None or not speaker.sure or speaker.start == (voice.last.start if voice.last else -1):
        return []
    speech = of(speaker, entry, clause.chunk(index).first, len(clause.seen.tokens))
    speech.that = True
    return [speech]


def _unsaid(clause: Clause, match: Match, index: int) -> bool:
    """Whether nobody says it: negated, yet to come, passive, or in a relative clause."""
    seen = clause.seen
    token = seen.tokens[match.first]
    if any(clause.frames.proclitics.get(letter) == "will" for letter in token.pre):
        return True
    for at in range(max(0, match.first - 2), match.first):
        cue = seen.at("cues", at)
        if seen.pos[at] == "G" or (
            cue is not None and isinstance(cue.entry, CueEntry) and cue.entry.cue == "negation"
        ):
            return True
    if match.forms and all(form.spelling.voice == "passive" for form in match.forms):
        return True
    return clause.relative(index)


def _by_verb(clause: Clause, index: int, entry: ReportingEntry, voice: Voice) -> list[Speech]:
    """'X said that ...', 'said X that ...', and the bare 'he added'."""
    chunk = clause.chunk(index)
    that = _that(clause, index)
    speaker, named = _subject(clause, index, entry, voice, that)
    if speaker is None:
        last = voice.last
        free = chunk.conj or all(
            c.kind in ("mark", "time", "comma", "stop") for c in clause.seen.chunks[:index]
        )
        if named or last is None or not free or (entry.weak and not that) or (entry.way == "from"):
            return _from_nobody(clause, index, entry, voice) if entry.way == "from" and not named else []
        speech = restanced(last, entry, chunk.first, len(clause.seen.tokens))
        speech.told, speech.that = chunk.last, that
        return [speech]
    if (
        entry.weak
        and not that
        and (entry.stance != "reports" or speaker.kind not in OWN_WORDS)
        and not speaker.own
        and not _threatens(clause, chunk)
    ):
        return []
    return _told(clause, index, entry, voice, speaker, that)


def _threatens(clause: Clause, chunk: Chunk) -> bool:
    """Whether a verb of saying is itself the event: who threatens says so."""
    match = clause.seen.at("events", chunk.head)
    return match is not None and isinstance(match.entry, EventEntry) and match.entry.event_type == "threat"


def _told(
    clause: Clause, index: int, entry: ReportingEntry, voice: Voice, speaker: Speaker, that: bool
) -> list[Speech]:
    """The acts of a verb whose speaker is known: himself, those joined to him, and the one he quotes."""
    chunk = clause.chunk(index)
    size = len(clause.seen.tokens)
    end = max(speaker.last, chunk.last)
    first = min(chunk.first, speaker.first)
    trails = not that and index > 1 and _ended(clause, end)
    first, last = (0, first) if trails else (first, size)
    made = of(speaker, entry, first, last)
    made.told, made.that, made.trails = end, that, trails
    out = [made]
    if entry.stance == "accuses" and (blamed := voices.accused(clause, speaker, index)) is not None:
        made.accused = blamed
        voice.accusations.append((made, blamed))
    if entry.way != "from" and speaker.chunk > index:
        for joined in citing.joined(clause, speaker, end, voice):
            out.append(of(joined, entry, first, last))
            for speech in out:
                speech.told = joined.last
    inner = _quoted(clause, max(index, speaker.chunk) + 1, voice) if entry.way == "from" else None
    if (
        entry.way == "from"
        and inner is None
        and not that
        and speaker.kind not in ("news_agency", "outlet", "monitor")
    ):
        return []
    if inner is not None:
        speech = of(inner, entry, first, last)
        speech.told, speech.via = inner.last, None if made.outlet else made
        out.append(speech)
    return out


def _from_nobody(clause: Clause, index: int, entry: ReportingEntry, voice: Voice) -> list[Speech]:
    """'It was quoted from X', 'learned from X': the one quoted alone."""
    inner = _quoted(clause, index + 1, voice)
    if inner is None:
        return []
    speech = of(inner, entry, clause.chunk(index).first, len(clause.seen.tokens))
    speech.told = inner.last
    return [speech]


def _quoted(clause: Clause, index: int, voice: Voice) -> Speaker | None:
    """Whom the subject of 'quoted' quotes: the phrase after 'from'."""
    for here in range(index, min(len(clause.seen.chunks), index + 5)):
        chunk = clause.chunk(here)
        if chunk.kind in ("verb", "stop") or clause.seen.pos[chunk.first] == "S":
            return None
        if chunk.kind == "np" and chunk.prep in ("about", "from"):
            speaker = voices.speaker_at(clause, here, voice)
            if speaker is not None and (speaker.sure or speaker.kind):
                return speaker
            return None if speaker is None else voices.person(clause, speaker)
    return None


def _that(clause: Clause, index: int) -> bool:
    """Whether what the verb says follows it as a clause or a quotation."""
    chunks = clause.seen.chunks
    for here in range(index + 1, min(len(chunks), index + THAT_REACH)):
        chunk = chunks[here]
        if chunk.kind == "mark" and clause.seen.pos[chunk.first] == "S":
            return True
        if chunk.kind == "stop" and clause.seen.tokens[chunk.first].norm == ":":
            return True
        if chunk.kind == "verb" and here > index + 1 and clause.reporting(here) is None:
            break
    close = clause.seen.tokens[clause.chunk(index).last : clause.chunk(index).last + 12]
    return any(t.norm in voices.OPENING for t in close)


def _ended(clause: Clause, token: int) -> bool:
    """Whether nothing but a stop follows a token."""
    return all(p == "." for p in clause.seen.pos[token:])


def _subject(
    clause: Clause, index: int, entry: ReportingEntry, voice: Voice, that: bool
) -> tuple[Speaker | None, bool]:
    """The speaker of a verb, after or before it; and whether some phrase stands there at all."""
    chunks = clause.seen.chunks
    if index and not chunks[index].conj and chunks[index - 1].kind == "np" and not chunks[index - 1].prep:
        topic = _before(clause, index, voice)
        if topic is not None:
            return topic, True
    named = False
    for here in range(index + 1, min(len(chunks), index + SUBJECT_REACH)):
        chunk = chunks[here]
        if chunk.kind == "np" and _quoting(clause, chunk.first, chunk.last):
            break
        if chunk.kind == "np" and not chunk.prep:
            speaker = voices.speaker_at(clause, here, voice)
            if speaker is not None and speaker.sure:
                return speaker, True
            named = True
            if speaker is not None and that and not entry.weak and here == index + 1:
                guessed = voices.person(clause, speaker)
                if guessed is not None:
                    return guessed, True
            break
        if chunk.kind == "event" and not chunk.prep and entry.stance == "claims_responsibility":
            continue  # 'claimed the attack X': the deed before its claimant
        if chunk.kind in ("verb", "stop", "event") or clause.seen.pos[chunk.first] in "SR":
            break
        if chunk.kind == "np" and chunk.prep not in BETWEEN:
            break
    before = None if chunks[index].conj else _before(clause, index, voice)
    return before, named or before is not None


def _quoting(clause: Clause, first: int, last: int) -> bool:
    """Whether a phrase opens a quotation of what is said, and is no name that stands in quotation marks."""
    tokens = clause.seen.tokens
    if first == 0 or tokens[first - 1].norm not in voices.OPENING + voices.EITHER:
        return False
    return not any(t.norm in voices.CLOSING + voices.EITHER for t in tokens[first : last + 1])


def _before(clause: Clause, index: int, voice: Voice) -> Speaker | None:
    """The topic before its verb: a bare phrase that opens its clause."""
    chunks = clause.seen.chunks
    for here in range(index - 1, max(-1, index - SUBJECT_REACH), -1):
        chunk = chunks[here]
        if chunk.kind in ("verb", "stop", "event") or (
            chunk.kind == "mark" and clause.seen.pos[chunk.first] in "SR"
        ):
            return None
        if chunk.kind != "np" or (chunk.prep and chunk.prep in BETWEEN):
            continue
        opens = here == 0 or chunk.conj or chunks[here - 1].kind in ("stop", "comma", "mark", "time")
        if (
            not chunk.prep
            and not opens
            and chunks[here - 1].kind == "np"
            and chunks[here - 1].last == chunk.first
        ):
            continue  # the name of the holder after his office
        if chunk.prep or not opens:
            return None
        speaker = voices.speaker_at(clause, here, voice)
        return speaker if speaker is not None and speaker.sure else None
    return None


def _cut(acts: list[Speech]) -> None:
    """Let what one speaker says end where the next begins to speak, or where he takes another stance."""
    for speech in acts:
        if speech.trails:
            continue
        for later in acts:
            if (
                later is not speech
                and not later.trails
                and later.first > speech.first
                and (later.start != speech.start or later.stance != speech.stance)
            ):
                speech.last = min(speech.last, later.first)
