"""Arabic words: what each is made of, how word lists may know it, what it does in its sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from sijill.text import Analysis, FoldTable, Key, Token, fold, folder, moving

from . import closed, segment, tagger
from .segment import Cut

REMEMBERED = 1 << 16
_LONGEST = 32
_MOST_KEYS = 8
_KEPT = "أإآٱىةؤئ"
_AND_ONE = frozenset({"وأحد", "فأحد", "وأحدهم", "وأحدهما"})
_ARTICLE = "ال"
_AND = "و"
_ALSO, _HAMZA = "وف", "أإ"
# How unlikely for the model a cut may be that the vocabulary speaks for.
_KNOWN_WHOLE = 0.001
_KNOWN_PART = 0.05
# How many times likelier a cut must be for a word that the vocabulary knows whole and in part.
_FAR_LIKELIER = 10
_GLUED_AFTER = ("على", "إلى", "الى")
_GLUED_BEFORE = ("على", "إلى", "الى", "في", "بعد", "قبل", "قرب", "خلال")


class Words:
    """The analyser of written words. `known` holds folded stems (without article) that are never cut."""

    def __init__(
        self,
        table: FoldTable,
        known: Container[str] = (),
        *,
        characters: segment.CharacterModel | None = None,
        tags: tagger.TagModel | None = None,
    ) -> None:
        self.table = table
        self._known = known
        self._bare = bare_table(table)
        self._bared, self._moving = folder(self._bare), moving(self._bare)
        self._kept = str.maketrans({char: table.mapping[char] for char in _KEPT if char in table.mapping})
        self._fold = folder(table)
        self.closed = closed.load(self._fold)
        self._names = closed.names(self._fold)
        self._uncut = closed.uncut(self._fold)
        self._characters = characters or segment.CharacterModel()
        self._tags = tags or tagger.TagModel()
        self._views: dict[str, tagger.View] = {}
        self.analyse = lru_cache(maxsize=REMEMBERED)(self._analyse)

    def forget(self) -> None:
        """Read every word anew: the vocabulary has changed."""
        self.analyse.cache_clear()
        self._views.clear()

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The coarse part of speech of each token of one sentence."""
        views = self._views
        return self._tags.tag([views.get(t.text) or self._view(t) for t in tokens]) if tokens else ()

    def unglue(self, word: str) -> tuple[int, ...]:
        """Offsets at which `word` is two words written as one; nothing where that is not plain to see."""
        bare, where = self._letters(word)
        if len(bare) < 5 or len(bare) > _LONGEST:
            return ()
        inner = bare.find("ة")
        if 2 <= inner < len(bare) - 2:
            return (where[inner + 1],)
        norm = bare.translate(self._kept)
        if norm in self.closed or any(self._knows(key.stem) for key in self.analyse(word).keys):
            return ()
        return next(((where[at],) for at in range(2, len(bare) - 1) if self._parts(bare, norm, at)), ())

    def _parts(self, bare: str, norm: str, at: int) -> bool:
        left, right = bare[:at], bare[at:]
        if right in _GLUED_AFTER:
            return self._is_known(norm[:at], 4)
        if left in _GLUED_BEFORE:
            return self._is_known(norm[at:], 4)
        return right.startswith(_ARTICLE) and self._is_known(norm[:at], 4) and self._is_known(norm[at:], 3)

    def _is_known(self, norm: str, shortest: int) -> bool:
        stem = norm.removeprefix(_ARTICLE)
        return len(stem) >= (min(shortest, 3) if stem != norm else shortest) and self._knows(stem)

    def _knows(self, stem: str) -> bool:
        return stem in self._known or stem in self._uncut

    def _owned(self, stem: str) -> bool:
        """Whether a stem is a noun that is never cut, its ta marbuta open before a pronoun ('his death')."""
        return len(stem) > 3 and stem[-1] == "ت" and stem[:-1] + "ه" in self._uncut

    def _letters(self, word: str) -> tuple[str, Sequence[int]]:
        """The letters of `word` with hamza and ta marbuta as written, and the offset of each in `word`."""
        if self._moving.isdisjoint(word) and (plain := self._bared(word)).isalnum():
            return plain, range(len(word) + 1)
        text, where = fold(word, self._bare)
        if text.isalnum():
            return text, where
        letters = [index for index, char in enumerate(text) if char.isalnum()]
        return "".join(text[index] for index in letters), [*(where[index] for index in letters), len(word)]

    def _analyse(self, word: str) -> Analysis:
        """What `word`, as written, is made of."""
        bare, where = self._letters(word)
        norm = bare.translate(self._kept)
        if not _is_arabic(norm) or len(norm) > _LONGEST:
            return _foreign(word, self._fold(word))
        found = self.closed.get(norm)
        if found is not None and bare not in _AND_ONE:
            return _closed_analysis(found, norm, where, len(word))
        ways = tuple(_cuts(bare))
        cut = self._decide(bare, norm, ways)
        keys = tuple(self._keys(bare, norm, where, cut, ways))
        analysis = _of_cut(norm, cut, where, keys)
        (pos,) = self._tags.tag([self._view(as_token(word, 0, analysis))])
        return _of_cut(norm, cut, where, keys, pos)

    def _decide(self, bare: str, norm: str, ways: Sequence[Cut]) -> Cut:
        """The model's cut, unless the vocabulary knows the word, or a part of it that the model allows."""
        whole = _whole(bare)
        if len(norm) < 3 or ways == (whole,):
            return whole
        if bare in _AND_ONE:
            return Cut(1, 0, len(norm) - 1, 0)  # written with hamza it is 'and one of', not the number one
        owned = next((way for way in ways if way.suffix and self._owned(_stem(norm, way))), None)
        if owned is not None:
            return owned
        cut = self._characters.cut(bare) or whole
        parted = cut != whole and self._knows(_stem(norm, cut))
        known = self._knows(norm[whole.article :]) and not (parted and self._parted(whole, cut))
        if known and self._characters.probability(whole) >= _KNOWN_WHOLE:
            return whole
        if parted:
            return cut
        best, chance = cut, _KNOWN_PART
        for other in ways:
            if (other.stem > 2 or _joined(norm, other)) and other != cut and self._knows(_stem(norm, other)):
                probability = self._characters.probability(other)
                if probability > chance:
                    best, chance = other, probability
        return best

    def _parted(self, whole: Cut, cut: Cut) -> bool:
        """Whether a word that lists know, if only inside a phrase, is far likelier cut than whole."""
        return self._characters.probability(cut) > _FAR_LIKELIER * self._characters.probability(whole)

    def _keys(
        self, bare: str, norm: str, where: Sequence[int], cut: Cut, ways: Sequence[Cut]
    ) -> Iterator[Key]:
        """Ways to look the word up: as a whole, as the model cuts it, then every other legal way."""
        seen: set[str] = set()
        written = cut.pre > 0 and bare[0] in _ALSO and bare[1] in _HAMZA  # "and led", not "valley"
        for way in (_whole(bare), cut, Cut(cut.pre, cut.article, cut.stem + cut.suffix, 0), *ways):
            if written and not way.pre:
                continue
            suffix = norm[len(norm) - way.suffix :] if way.suffix else ""
            for stem in spelt(_stem(norm, way), suffix):
                if stem in seen:
                    continue
                seen.add(stem)
                yield Key(stem, norm[: way.pre], way.article > 0, suffix, where[way.pre + (way.article == 1)])
                if len(seen) == _MOST_KEYS:
                    return

    def _view(self, token: Token) -> tagger.View:
        """What the tagger sees of a word that it has not met before."""
        if len(self._views) >= REMEMBERED:
            self._views.clear()
        seen = tagger.view(token, self._class(token.norm, token.stem))
        found = self._views[token.text] = self._tags.known(seen)
        return found

    def _class(self, norm: str, stem: str) -> str:
        """The letter of a word of a closed class or of a name that is written like a word with a clitic."""
        entry = self.closed.get(norm)
        return entry.pos if entry else "X" if stem in self._names else ""


def bare_table(table: FoldTable) -> FoldTable:
    """The part of `table` that keeps what the models need: hamza seats, ta marbuta, alef maqsura."""
    letters: dict[str, str] = {}
    for char, folded in table.mapping.items():
        plain = unicodedata.normalize("NFKC", char)
        if char in _KEPT:
            continue
        if plain == char:
            letters[char] = folded
        else:
            letters[char] = "".join(
                c if c in _KEPT else table.mapping.get(c, c) for c in plain if c.isalnum()
            )
    return FoldTable(drop=table.drop, mapping=letters, pairs=table.pairs, joiners=table.joiners)


def as_token(text: str, start: int, analysis: Analysis) -> Token:
    """The token that a word written at `start` is."""
    return Token(
        text,
        start,
        start + len(text),
        start + analysis.body,
        analysis.norm,
        analysis.stem,
        analysis.pre,
        analysis.article,
        analysis.suffix,
        analysis.pos,
        analysis.keys,
    )


def _is_arabic(norm: str) -> bool:
    return norm.isalpha() and "\u0620" <= norm[0] <= "\u08ff"


def _foreign(word: str, norm: str) -> Analysis:
    """Numbers, punctuation and words of other scripts stay as they are."""
    norm = norm or word
    pos = "#" if norm[:1].isdigit() else "X" if norm[:1].isalpha() else "."
    return Analysis(norm=norm, stem=norm, pos=pos, tail=len(word), keys=(Key(norm, "", False, "", 0),))


def _closed_analysis(found: closed.Closed, norm: str, where: Sequence[int], length: int) -> Analysis:
    body = where[len(found.pre)]
    keys = [Key(norm, "", False, "", 0)]
    if found.stem and found.stem != norm:
        keys.append(Key(found.stem, found.pre, found.article, found.suffix, body))
    return Analysis(
        norm=norm,
        stem=found.stem,
        pre=found.pre,
        article=found.article,
        suffix=found.suffix,
        pos=found.pos,
        body=body,
        tail=where[len(norm) - len(found.suffix)] if found.suffix else length,
        keys=tuple(keys),
    )


def _of_cut(norm: str, cut: Cut, where: Sequence[int], keys: tuple[Key, ...], pos: str = "N") -> Analysis:
    tail = len(norm) - cut.suffix
    return Analysis(
        norm=norm,
        stem=_stem(norm, cut),
        pre=norm[: cut.pre],
        article=cut.article > 0,
        suffix=norm[tail:],
        pos=pos,
        body=where[cut.pre + (cut.article == 1)],  # of 'لل' the second is the article's
        tail=where[tail],
        keys=keys,
    )


def _whole(bare: str) -> Cut:
    article = 2 if bare.startswith(_ARTICLE) and len(bare) > 3 else 0
    return Cut(0, article, len(bare) - article, 0)


def _joined(norm: str, cut: Cut) -> bool:
    """Whether a cut takes off a conjunction alone: what it leaves may be a word of two letters."""
    return cut.pre == 1 and norm[0] in _AND and not cut.article and not cut.suffix


def _stem(norm: str, cut: Cut) -> str:
    start = cut.pre + cut.article
    return norm[start : start + cut.stem]


def _cuts(bare: str) -> Iterator[Cut]:
    """Every legal cut: first without a pronoun, then with one."""
    fronts = tuple(segment.fronts(bare))
    for pre, article in fronts:
        yield Cut(pre, article, len(bare) - pre - article, 0)
    for suffix in segment.backs(bare):
        for pre, article in fronts:
            cut = Cut(pre, article, len(bare) - pre - article - suffix, suffix)
            if segment.is_legal(bare, cut):
                yield cut


def spelt(stem: str, suffix: str) -> tuple[str, ...]:
    """The stem as it is spelt without its pronoun: ة for ت, ى for ا, وا for و."""
    if not suffix:
        return (stem,)
    last = {"ت": stem[:-1] + "ه", "ا": stem[:-1] + "ي", "و": stem + "ا"}.get(stem[-1])
    return (stem, last) if last else (stem,)


__all__ = ["Words", "as_token", "bare_table", "spelt"]
