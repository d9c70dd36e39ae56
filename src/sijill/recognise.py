"""Text -> sentences with all that was recognised in them: tokens, word-list matches, numbers, times, chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from .language import Language
from .matching import QUOTES, Match
from .phrases import Chunker, Seen, covering
from .text import Token, paragraphs

TITLE_LENGTH = 180


class Stretch(msgspec.Struct, frozen=True):
    """One sentence as tokens: its span, paragraph number, whether it opens the paragraph, whether it is the title."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int
    opens: bool
    title: bool


def sentences(text: str, language: Language) -> Iterator[Stretch]:
    """Yield the sentences of a text; a line end is always an end."""
    spans = list(paragraphs(text))
    for number, (start, end) in enumerate(spans):
        title = number == 0 and len(spans) > 1 and end - start <= TITLE_LENGTH and text[end - 1] not in ".:؛"
        opens = True
        for tokens in _split(language.tokens(text, start, end), text, language):
            yield Stretch(tokens[0].start, tokens[-1].end, tokens, number, opens, title)
            opens = False


def _split(tokens: tuple[Token, ...], text: str, language: Language) -> Iterator[tuple[Token, ...]]:
    """Cut a paragraph at full stops that end a sentence: not after an abbreviation, not inside a number."""
    begin = 0
    for index, token in enumerate(tokens):
        if token.pos != "." or token.norm not in language.frames.sentence_ends:
            continue
        before = tokens[index - 1] if index else None
        if token.norm == "." and before is not None and before.norm in language.frames.abbreviations:
            continue
        after = text[token.end : token.end + 1]
        if token.norm == "." and after.isalnum() and before is not None and before.end == token.start and len(before.norm) < 3:
            continue
        last = index + 1
        while last < len(tokens) and tokens[last].norm in QUOTES and tokens[last].start == tokens[last - 1].end:
            last += 1
        if last > begin:
            yield tokens[begin:last]
            begin = last
    if begin < len(tokens):
        yield tokens[begin:]


def _false_verb(match: Match, token: Token, pos: str) -> bool:
    """Whether a verb's spelling cannot be one here: under an article, or cut from a word tagged as a noun."""
    if not match.forms or any(form.spelling.pos != "V" for form in match.forms):
        return False
    return token.article or (bool(match.suffix or match.pre) and pos in "NJX" and len(token.norm) - len(match.pre) < 6)


def recognise(
    stretch: Stretch, matches: Sequence[Match], language: Language, published: date | None, context: date | None
) -> Seen:
    """All that is recognised in one sentence, given what the word lists matched in it."""
    tokens = stretch.tokens
    pos = language.tag(tokens)
    times = language.times(tokens, published, context)
    timed = {index for when in times for index in range(when.first, when.last)}
    matches = [
        m for m in matches if (m.first not in timed or m.kind == "cues") and not _false_verb(m, tokens[m.first], pos[m.first])
    ]
    seen = Seen(tokens, pos, matches, covering(matches), times, language.numbers(tokens), [])
    seen.chunks.extend(Chunker(seen, language).run())
    return seen
