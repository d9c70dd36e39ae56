"""Text -> sentences with all that was recognised in them: tokens, word-list matches, numbers, times,
chunks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from .furniture import furniture, headline
from .language import Language, View
from .lexicon import EventEntry
from .matching import QUOTES, Match
from .phrases import Chunker
from .seen import DASHES, Seen, covering
from .text import Token, paragraphs

RIVALS = frozenset({"events", "harm", "weapons", "facilities"})  # what a place name may know better than
LONGEST = 250
LEEWAY = 50
DATE_LENGTH = 12  # letters of a date in figures


class Stretch(msgspec.Struct, frozen=True):
    """One sentence as tokens: its span, paragraph number, whether it opens the paragraph,
    whether it is the title.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int
    opens: bool
    title: bool
    lead: bool = False


def sentences(text: str, language: Language) -> Iterator[Stretch]:
    """Yield the sentences of a text; a line end is an end, but for a date that stands in a line of its own
    in the midst of words.
    """
    spans = list(_rejoined(text, language))
    aside = furniture(text, spans, language)
    head = headline(text, spans, language)
    for number, (start, end) in enumerate(spans):
        if number in aside:
            continue
        title = number == head
        opens = True
        for tokens in _bounded(_split(language.tokens(text, start, end), text, language), language):
            lead = number <= 1 or (number == 2 and len(spans) > 5)
            yield Stretch(tokens[0].start, tokens[-1].end, tokens, number, opens, title, lead)
            opens = False


def _rejoined(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """The lines of a text; one that breaks off before its date goes on over the date's own line to the next
    ('footage of striking, on | 3-4-2024 | a tank').
    """
    lines = list(paragraphs(text))
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        if at < len(lines) and _breaks_off(text, start, lines[at], language):
            end = lines[min(at + 1, len(lines) - 1)][1]
            at += 2
        yield start, end


def _breaks_off(text: str, start: int, date_line: tuple[int, int], language: Language) -> bool:
    """Whether a line of nothing but figures ends a time expression that the line before it begins."""
    begin, end = date_line
    if end - begin > DATE_LENGTH or any(c.isalpha() for c in text[begin:end]):
        return False
    tokens = language.tokens(text, start, end)
    return any(
        tokens[when.first].start < begin <= tokens[when.last - 1].start
        for when in language.times(tokens, None, None)
    )


def _split(tokens: tuple[Token, ...], text: str, language: Language) -> Iterator[tuple[Token, ...]]:
    """Cut a paragraph at full stops that end a sentence: not after an abbreviation, not inside a number."""
    begin = 0
    ends = (*language.frames.sentence_ends, *language.frames.semicolons)
    for index, token in enumerate(tokens):
        if token.pos != "." or token.norm not in ends:
            continue
        before = tokens[index - 1] if index else None
        if token.norm == "." and before is not None and before.norm in language.frames.abbreviations:
            continue
        after = text[token.end : token.end + 1]
        if (
            token.norm == "."
            and after.isalnum()
            and before is not None
            and before.end == token.start
            and len(before.norm) < 3
        ):
            continue
        last = index + 1
        while (
            last < len(tokens) and tokens[last].norm in QUOTES and tokens[last].start == tokens[last - 1].end
        ):
            last += 1
        if last > begin:
            yield tokens[begin:last]
            begin = last
    if begin < len(tokens):
        yield tokens[begin:]


def _bounded(runs: Iterable[tuple[Token, ...]], language: Language) -> Iterator[tuple[Token, ...]]:
    """Cut what goes on without an end at a comma or conjunction,
    so that no text takes more than linear time.
    """
    for tokens in runs:
        begin = 0
        while len(tokens) - begin > LONGEST:
            reach = range(begin + LONGEST, min(begin + LONGEST + LEEWAY, len(tokens) - 1))
            end = next((at for at in reach if _may_part(tokens, at, language)), begin + LONGEST)
            yield tokens[begin:end]
            begin = end
        yield tokens[begin:] if begin else tokens


def _may_part(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a token follows a comma, or begins with a conjunction."""
    token = tokens[index]
    return tokens[index - 1].norm in DASHES.union(language.frames.commas) or (
        language.frames.proclitics.get((token.pre or token.norm)[:1]) == "and"
        and (bool(token.pre) or len(token.norm) == 1)
    )


class _Rivals:
    """The matches of a sentence that may know better than another: cued place names,
    and events by their tokens.
    """

    def __init__(self, matches: Sequence[Match]) -> None:
        cued = {m.last for m in matches if m.kind == "placewords"}
        places = [m for m in matches if m.kind == "places" and m.first in cued]
        self.placed = {index for place in places for index in range(place.first, place.last)}
        self.arms = {m.first for m in matches if m.kind == "weapons"}
        self.nouns: dict[int, Match] = {}
        self.reaching: dict[int, list[Match]] = {}
        for match in matches:
            if match.kind == "events" and match.apart < 0:
                self.nouns[match.first] = match
            elif match.kind == "events":
                self.reaching.setdefault(match.apart, []).append(match)

    def outdo(self, match: Match) -> bool:
        """Whether another list knows better: a cued place name,
        or an event noun that a verb of two words reached for.
        """
        if match.kind in RIVALS and match.first in self.placed:
            return True
        if match.apart < 0:
            return match.kind == "events" and any(
                _reached(m, match) for m in self.reaching.get(match.first, ())
            )
        fatal = getattr(match.entry, "harm", "") in ("killed", "wounded")
        if fatal or getattr(match.entry, "frame", "") == "threat":
            return False  # 'met | their end', 'threatened to strike': one sense of two words
        noun = self.nouns.get(match.apart)
        if getattr(match.entry, "frame", "") in ("intercept", "confiscate") and match.apart in self.arms:
            return False  # 'downed | a drone', though the word may be a march elsewhere
        return noun is not None and not _reached(match, noun)


def _reached(verb: Match, noun: Match) -> bool:
    """Whether a verb of two words has an event noun of its own type for its second ('carried out ... the
    arrest').
    """
    if verb.kind != "events" or verb.apart != noun.first or noun.apart >= 0:
        return False
    one, two = verb.entry, noun.entry
    return isinstance(one, EventEntry) and isinstance(two, EventEntry) and one.event_type == two.event_type


def _false_verb(match: Match, token: Token, pos: str) -> bool:
    """Whether a verb's spelling cannot be one here: under an article, or cut from a word tagged as a noun."""
    if any(form.spelling.pos != "V" for form in match.forms):
        return False
    past = all(form.spelling.tense == "past" for form in match.forms)
    if pos == "X" and past and match.pre and match.suffix and match.last == match.first + 1:
        return token.article  # 'and they killed him', which no list knows: a verb, not a name
    return token.article or (
        bool((match.suffix and match.last == match.first + 1) or match.pre)
        and pos in "NJX"
        and len(token.norm) - len(match.pre) < 6
    )


def _named(pos: tuple[str, ...], matches: Sequence[Match]) -> tuple[str, ...]:
    """The parts of speech with no verb in the name of an actor of two words or more."""
    names = [m for m in matches if m.kind == "actors" and m.last - m.first > 1]
    words = [n for m in names for n in range(m.first, m.last)]
    if not any(pos[n] == "V" for n in words):
        return pos
    known = frozenset(words)
    return tuple("N" if n in known and tag == "V" else tag for n, tag in enumerate(pos))


def recognise(
    stretch: Stretch,
    matches: Sequence[Match],
    language: Language,
    published: date | None,
    context: date | None,
) -> Seen:
    """All that is recognised in one sentence, given what the word lists matched in it."""
    tokens = stretch.tokens
    pos = language.tag(tokens)
    times = language.times(tokens, published, context)
    timed = {index for when in times for index in range(when.first, when.last)}
    rivals = _Rivals(matches)
    matches = [
        m
        for m in matches
        if (m.first not in timed or m.kind == "cues")
        and not (m.forms and m.forms[0].spelling.pos == "V" and _false_verb(m, tokens[m.first], pos[m.first]))
        and not ((m.kind in RIVALS or m.apart >= 0) and rivals.outdo(m))
    ]
    pos = _named(pos, matches)
    view = language.laid_out(View(tokens, pos, matches, times, language.numbers(tokens)))
    seen = Seen(view.tokens, view.pos, view.matches, covering(view.matches), view.times, view.numbers, [])
    seen.commas = DASHES.union(language.frames.commas)
    seen.chunks.extend(Chunker(seen, language).run())
    return seen
