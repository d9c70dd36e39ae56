"""What earlier sentences leave to later ones: who spoke, under which label, inside which quotation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Clause
from .lexicon import CueEntry, ReportingEntry
from .mentions import Mention, describe
from .outlet import Outlet
from .seen import Chunk
from .speakers import Speaker, Speech, can_name, read

KNOWING = frozenset({"state_official", "military", "armed_group", "medic", "un_ngo"})
OPENING, CLOSING, EITHER = "“«", "”»", '"'
LONGEST_QUOTE = 5
LABEL_REACH = 9
LONGEST_NAME = 4


class Voice(msgspec.Struct):
    """Who spoke last, the label over the lines, the speaker of an open quotation, all speakers,
    the outlet; `opened` is one whose words are to follow ('according to X;').
    """

    outlet: Outlet
    last: Speech | None = None
    label: Speech | None = None
    quoted: Speech | None = None
    quoting: int = 0
    known: list[Speech] = []
    accusations: list[tuple[Speech, Mention]] = []
    opened: Speech | None = None


def again(speech: Speech, first: int, last: int) -> Speech:
    """The same speaker over other words, saying them plainly."""
    return msgspec.structs.replace(
        speech,
        stance="reports",
        distance=False,
        first=first,
        last=last,
        told=first,
        that=False,
        trails=False,
        accused=None,
    )


def restanced(speech: Speech, entry: ReportingEntry, first: int, last: int) -> Speech:
    """The same speaker over other words, with the stance of a new word of saying."""
    stance = "reports" if entry.stance == "confirms" and speech.kind not in KNOWING else entry.stance
    return msgspec.structs.replace(
        speech,
        stance=stance,
        distance=entry.distance,
        first=first,
        last=last,
        entry=entry.id,
        told=first,
        that=False,
        trails=False,
        accused=None,
    )


def of(speaker: Speaker, entry: ReportingEntry | None, first: int, last: int) -> Speech:
    """The act of saying of a speaker."""
    made = Speech(
        speaker.kind,
        "reports",
        False,
        speaker.start,
        speaker.end,
        speaker.text,
        first,
        last,
        speaker.actor,
        speaker.actor_kind,
        "",
        None,
        speaker.own,
        speaker.country,
        speaker.last,
    )
    return made if entry is None else restanced(made, entry, first, last)


def speaker_at(clause: Clause, index: int, voice: Voice, first: int = -1) -> Speaker | None:
    """Who the noun phrase at chunk `index` is: as it says, the owner of a statement, or one named before."""
    begin = max(first, clause.chunk(index).first)
    speaker = read(clause, index, voice.outlet, first)
    noun = clause.seen.at("reporting", begin)
    if (
        not speaker.sure
        and noun is not None
        and isinstance(noun.entry, ReportingEntry)
        and noun.entry.way == "noun"
    ):
        return _owner(clause, index, voice, begin)
    before = earlier(clause, voice, speaker)
    if before is not None:
        return _as_speaker(before, speaker)
    return speaker


def _owner(clause: Clause, index: int, voice: Voice, begin: int) -> Speaker | None:
    """Whose statement a statement is: its genitive, 'of X', 'issued by X'; alone it is the last speaker's."""
    chunk = clause.chunk(index)
    noun = clause.seen.at("reporting", begin)
    after = noun.last if noun is not None else begin + 1
    if after < chunk.last:
        inner = read(clause, index, voice.outlet, after)
        if inner.sure:
            return inner
    for here in range(index + 1, min(len(clause.seen.chunks), index + 4)):
        following = clause.chunk(here)
        if following.kind in ("verb", "stop", "event") or clause.seen.pos[following.first] in "SR":
            break
        if following.kind == "np" and following.prep in ("for", "about", "from"):
            owner = read(clause, here, voice.outlet)
            return owner if owner.sure else None
    if clause.seen.tokens[begin].article and voice.last is not None:
        return _as_speaker(voice.last, read(clause, index, voice.outlet, begin))
    return None


def earlier(clause: Clause, voice: Voice, speaker: Speaker) -> Speech | None:
    """The speaker named before that a shorter phrase stands for ('the source', a surname)."""
    words = set(voice.outlet.plain(speaker.text))
    for match in clause.seen.inside("cues", speaker.first, speaker.last):
        if isinstance(match.entry, CueEntry) and match.entry.cue == "same":
            words -= set(voice.outlet.plain(clause.source[match.start : match.end]))
    for speech in reversed(voice.known):
        if (
            words
            and words <= set(voice.outlet.plain(speech.text))
            and (not speaker.country or speaker.country == speech.country)
        ):
            return speech
    return None


def _as_speaker(speech: Speech, here: Speaker) -> Speaker:
    return Speaker(
        here.first,
        here.last,
        speech.start,
        speech.end,
        speech.text,
        speech.kind,
        speech.actor,
        speech.actor_kind,
        speech.country,
        speech.outlet,
        True,
        here.chunk,
    )


def person(clause: Clause, speaker: Speaker) -> Speaker | None:
    """A phrase no list knows, as a person or body that speaks; None where it can be none."""
    if not can_name(clause, speaker):
        return None
    tokens = clause.seen.tokens[speaker.first : speaker.last]
    known = any(t.article for t in tokens) or any(
        p == "X" for p in clause.seen.pos[speaker.first : speaker.last]
    )
    return msgspec.structs.replace(
        speaker, kind=speaker.kind or ("political" if known else "anonymous"), sure=True
    )


def once(speeches: Sequence[Speech], outlet: Outlet) -> list[Speech]:
    """Each speaker once, also where one phrase is within another; the sharper stance stays."""
    kept: list[Speech] = []
    for speech in speeches:
        old = next((n for n, s in enumerate(kept) if _one(s, speech, outlet)), None)
        if old is None:
            kept.append(speech)
        elif kept[old].stance == "reports" and speech.stance != "reports":
            kept[old] = speech
    return kept


def _one(one: Speech, two: Speech, outlet: Outlet) -> bool:
    """Whether two phrases name one speaker."""
    if one.start == two.start or one.text == two.text:
        return True
    if one.kind != two.kind or (one.country and two.country and one.country != two.country):
        return False
    words, others = set(outlet.plain(one.text)), set(outlet.plain(two.text))
    return bool(words and others) and (words <= others or others <= words)


def label(clause: Clause, voice: Voice) -> Speech | None:
    """'Speaker:' or 'Medium quoting speaker:' at the head of a line; no place, no country, no heading."""
    chunks = clause.seen.chunks
    colon = next(
        (
            n
            for n, c in enumerate(chunks[:LABEL_REACH])
            if c.kind == "stop" and clause.seen.tokens[c.first].norm == ":"
        ),
        None,
    )
    if colon is None:
        return None
    stops = [n for n in range(colon) if chunks[n].kind == "stop"]
    begin = stops[-1] + 1 if stops else 0
    if (
        begin >= colon
        or chunks[begin].kind != "np"
        or any(c.kind in ("verb", "event") for c in chunks[begin:colon])
    ):
        return None
    if stops and clause.seen.tokens[chunks[begin].first].start - clause.seen.tokens[0].start > 24:
        return None
    speaker = _labeller(clause, begin, colon, voice)
    bare = clause.seen.at("demonyms", speaker.first)
    if not speaker.sure or (bare is not None and bare.first == speaker.first and bare.last == speaker.last):
        return None
    first, size = chunks[colon].last, len(clause.seen.tokens)
    made = of(speaker, None, first, size)
    made.told = -1
    for here in range(begin + 1, colon):
        if chunks[here].kind == "np" and chunks[here].prep == "about" and chunks[here].first >= speaker.last:
            inner = read(clause, here, voice.outlet)
            if inner.sure:
                told = of(inner, None, first, size)
                told.via, told.told = None if made.outlet else made, -1
                return told
    rest = clause.seen.tokens[speaker.last : chunks[colon].first]
    return made if len(rest) <= 4 or chunks[begin + 1].kind != "np" else None


def _labeller(clause: Clause, begin: int, colon: int, voice: Voice) -> Speaker:
    """Who the phrase before a colon is: as it says, or a person that no list knows."""
    speaker = read(clause, begin, voice.outlet)
    if speaker.sure or begin or not _named(clause, begin, colon):
        return speaker
    return person(clause, speaker) or speaker


def _named(clause: Clause, begin: int, colon: int) -> bool:
    """Whether nothing but a person's name stands before the colon, and the words after it are his own: the
    line ends there, or they are told in the first person.
    """
    seen = clause.seen
    name = range(seen.chunks[begin].first, seen.chunks[colon].first)
    if not 0 < len(name) <= LONGEST_NAME or any(seen.tokens[n].article for n in list(name)[:1]):
        return False
    if any(m.first in name for m in seen.matches if m.kind != "places") or seen.pos[name[0]] != "X":
        return False
    rest = clause.seen.chunks[colon + 1 :]
    return not rest or any(
        all(f.spelling.person == "1" for f in m.forms) for m in seen.matches if m.kind == "events" and m.forms
    )


def heading(clause: Clause, voice: Voice) -> Speech | None:
    """'Statement issued by X' as a line of its own: all that follows is its owner's."""
    chunks = clause.seen.chunks
    noun = clause.seen.at("reporting", chunks[0].first) if chunks else None
    if (
        noun is None
        or not isinstance(noun.entry, ReportingEntry)
        or noun.entry.way != "noun"
        or noun.entry.stance != "reports"
        or len(clause.seen.tokens) > LABEL_REACH
        or any(c.kind in ("verb", "event") for c in chunks)
    ):
        return None
    owner = _owner(clause, 0, voice, chunks[0].first)
    if owner is None or not owner.sure or clause.seen.tokens[chunks[0].first].article:
        return None
    made = of(owner, None, len(clause.seen.tokens), len(clause.seen.tokens))
    made.told = -1
    return made


def quotation(clause: Clause, voice: Voice, acts: list[Speech]) -> None:
    """Remember whose quotation is still open at the end of a sentence."""
    depth, opener = (1, voice.quoted) if voice.quoted is not None else (0, None)
    for at, token in enumerate(clause.seen.tokens):
        if token.norm in OPENING or (token.norm in EITHER and depth == 0):
            depth += 1
            before = [a for a in acts if not a.trails and a.first <= at]
            opener = opener if depth > 1 else (before[-1] if before else None)
        elif (token.norm in CLOSING or token.norm in EITHER) and depth:
            depth -= 1
    voice.quoting = voice.quoting + 1 if depth and voice.quoted is not None else 0
    voice.quoted = opener if depth and opener is not None and voice.quoting < LONGEST_QUOTE else None


def inside_quotation(clause: Clause, voice: Voice) -> Speech | None:
    """The speaker whose quotation goes on from the sentence before, over the words up to its end."""
    if voice.quoted is None:
        return None
    tokens = clause.seen.tokens
    end = next((n for n, t in enumerate(tokens) if t.norm in CLOSING or t.norm in EITHER), len(tokens))
    return again(voice.quoted, 0, max(end, 1))


def accused(clause: Clause, speaker: Speaker, index: int) -> Mention | None:
    """Whom a verb of accusing accuses: the rest of the speaker's chunk, or the next bare noun phrase."""
    if speaker.chunk < 0:
        return None
    chunk = clause.chunk(speaker.chunk)
    if index < speaker.chunk and speaker.last < chunk.last:
        rest = Chunk("np", speaker.last, chunk.last, speaker.last)
        return describe(clause.seen, rest, clause.source)
    for here in range(max(index, speaker.chunk) + 1, min(len(clause.seen.chunks), index + 5)):
        following = clause.chunk(here)
        if following.kind in ("verb", "stop", "event"):
            return None
        if following.kind == "np" and not following.prep:
            return clause.mention(here)
    return None
