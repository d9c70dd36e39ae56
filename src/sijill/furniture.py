"""Page furniture among the paragraphs: headlines of other articles, buttons, captions from the archive."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .language import Language

TEASER_LENGTH = 130
LABEL_LENGTH = 40
TITLE_LENGTH = 180
SECTION = 2  # words of a section's name
TOLD_LENGTH = 60
RUN = 3
CLOSING = '»”")'
CUT_OFF = ("…", "..")


class _Page:
    """The paragraphs of a text and what each looks like."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], language: Language) -> None:
        self.lines = [text[start:end] for start, end in spans]
        self.language = language
        ends = {*language.frames.sentence_ends, *CLOSING}
        going_on = {*ends, *language.frames.commas, ":"}
        cut = [line.endswith(CUT_OFF) and len(line) <= TEASER_LENGTH for line in self.lines]
        self.told = [line[-1:] in ends and not cut[n] for n, line in enumerate(self.lines)]
        self.loose = [
            len(line) <= TEASER_LENGTH and (cut[n] or line[-1:] not in going_on)
            for n, line in enumerate(self.lines)
        ]
        self.body = [n for n, told in enumerate(self.told) if n and told]
        self._words: dict[int, tuple[str, ...]] = {}

    def words(self, number: int) -> tuple[str, ...]:
        """The folded words of a short line; nothing for a long one."""
        found = self._words.get(number)
        if found is None:
            line = self.lines[number]
            found = _words(self.language, line) if len(line) <= TEASER_LENGTH else ()
            self._words[number] = found
        return found

    def quoted(self, number: int) -> bool:
        """Whether a short line ends in a quoted name and no stop."""
        line = self.lines[number]
        inner = line.rstrip(CLOSING)
        return (
            inner != line
            and len(line) <= TEASER_LENGTH
            and inner[-1:] not in self.language.frames.sentence_ends
        )

    def label(self, number: int) -> bool:
        """Whether a line is a label of the page: 'previous', 'read also'."""
        if len(self.lines[number]) > LABEL_LENGTH:
            return False
        return self.words(number) in _phrases(self.language, "labels")


def furniture(text: str, spans: Sequence[tuple[int, int]], language: Language) -> frozenset[int]:
    """The numbers of the paragraphs that are no part of the article; `spans` are the paragraphs' offsets."""
    page = _Page(text, spans, language)
    found = {n for n in range(len(spans)) if n and (_points(page, n) or _archived(page, n))}
    return frozenset(found | _teasers(page) | _labelled(page) | _trailing(page))


def headline(text: str, spans: Sequence[tuple[int, int]], language: Language) -> int | None:
    """The paragraph that is the headline: the first that is short and ends in no stop, or the one after names
    of sections.
    """
    stops = (".", ":", *language.frames.semicolons)
    first = None
    for number, (start, end) in enumerate(spans[:-1]):
        if end - start > TITLE_LENGTH or text[end - 1] in stops:
            return first
        first = number if first is None else first
        words = [word for word in _words(language, text[start:end]) if word.isalpha()]
        if not 0 < len(words) <= SECTION:
            return number
    return first


def _teasers(page: _Page) -> set[int]:
    """Short lines with no stop where the rest ends in one."""
    if len(page.body) < 2:
        return set()
    loose = {n for n, is_loose in enumerate(page.loose) if n > page.body[0] and is_loose}
    return loose if len(loose) <= len(page.body) else set()


def _labelled(page: _Page) -> set[int]:
    """A label of the page, and the short lines after it."""
    found: set[int] = set()
    under = False
    begin = next(
        (n for n in page.body if len(page.lines[n]) >= TOLD_LENGTH), 0
    )  # above it stands the headline
    for n in range(begin + 1, len(page.lines)):
        if page.label(n):
            under = True
            found.add(n)
        elif under and (page.loose[n] or page.quoted(n)):
            found.add(n)
        else:
            under = False
    return found


def _trailing(page: _Page) -> set[int]:
    """A run of short lines with no stop after the last paragraph that tells something; no list of a post."""
    told = [n for n in page.body if len(page.lines[n]) >= TOLD_LENGTH]
    if not told or sum(len(page.lines[n]) for n in told) < TEASER_LENGTH:
        return set()
    run = list(range(told[-1] + 1, len(page.lines)))
    listed = any(not page.lines[n][:1].isalnum() and page.lines[n][:1] not in "«“\"'(" for n in run)
    if len(run) < RUN or listed or not all(page.loose[n] for n in run):
        return set()
    return set(run)


def _points(page: _Page, number: int) -> bool:
    """Whether a short line points to another article: 'read also: ...'."""
    pointers = _by_first_word(page.language, "pointers")
    opening = next(
        filter(None, (_words(page.language, part) for part in page.lines[number].split(" "))), None
    )
    if opening is None or opening[0] not in pointers:
        return False
    words = page.words(number)
    return any(words[: len(p)] == p for p in pointers[opening[0]])


def _archived(page: _Page, number: int) -> bool:
    """Whether a line is the caption of an older picture."""
    if not page.loose[number]:
        return False
    words = set(page.words(number))
    return any(words.issuperset(p) for p in _phrases(page.language, "archives"))


def _words(language: Language, text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in language.phrase(text))


@lru_cache(maxsize=16)
def _by_first_word(language: Language, kind: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of one kind by the word that they begin with."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_phrases(language, kind)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@lru_cache(maxsize=16)
def _phrases(language: Language, kind: str) -> frozenset[tuple[str, ...]]:
    """The phrases of one kind that the language's tables list, folded."""
    return frozenset(_words(language, phrase) for phrase in getattr(language.frames, kind))
