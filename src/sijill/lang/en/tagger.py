"""The part of speech of English words: closed classes, endings, what lists know, and the words beside them.

Most of the words of war are nouns and verbs alike ('strike', 'raid', 'fire', 'attack'). Which one is meant is
told by the word before, by the word after, and by whether the clause has a verb already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sijill.text import Token

from . import closed
from .closed import Verb

_ADJECTIVES = (
    "al",
    "ial",
    "ous",
    "ful",
    "ive",
    "ic",
    "ish",
    "less",
    "able",
    "ible",
    "ary",
    "ern",
    "an",
    "ian",
    "ese",
)
_NOUNS = (
    "tion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
    "ist",
    "er",
    "or",
    "ers",
    "ors",
    "ists",
)
_NONE = Verb()
_OPENS = frozenset("D#JNX")


class Tagger:
    """Tags sentences; `verbs` are the spellings of verbs in the word lists, `nouns` those of other words,
    `sayings` the forms of verbs of saying."""

    def __init__(self, verbs: Mapping[str, Verb], nouns: frozenset[str], sayings: frozenset[str]) -> None:
        self._verbs, self._nouns, self._sayings = verbs, nouns, sayings
        self._closed, self._common = closed.classes(), closed.common()

    @property
    def words(self) -> frozenset[str]:
        """The spellings that word lists know as nouns or verbs of events."""
        return self._nouns.union(self._verbs)

    def verb(self, norm: str) -> Verb:
        """What a spelling may be of a verb."""
        one, two = self._verbs.get(norm), self._common.get(norm)
        if one and two:
            return closed.joined(one, two)
        return one or two or _NONE

    def tag(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The coarse part of speech of each token of one sentence."""
        tags = [self._first(tokens, at) for at in range(len(tokens))]
        for at in range(len(tokens)):
            if tags[at] == "?":
                tags[at] = self._sure(tokens, tags, at)
        for at in range(len(tokens)):
            if tags[at] == "?":
                tags[at] = "V" if self._is_verb(tokens, tags, at) else "N"
        for at, token in enumerate(tokens):
            if token.norm == "that":
                tags[at] = self._that(tokens, tags, at)
            elif tags[at] == "J" and self._heads(tags, at) and token.pos != "J":
                tags[at] = "N"
        return tuple(tags)

    def _first(self, tokens: Sequence[Token], at: int) -> str:
        """The tag that a word has wherever it stands, '?' for one that may be a verb."""
        token = tokens[at]
        norm = token.norm
        if token.pos in ("#", ".", "J"):
            return token.pos
        if token.pos == "X" and any(c.isdigit() for c in norm):
            return "X"
        if norm in self._closed:
            return self._closed[norm]
        if norm[:1].isdigit():
            return "#"
        capital = token.text[:1].isupper()
        verb = self.verb(norm)
        if verb != _NONE:
            inner = capital and at > 0 and not token.text.isupper() and tokens[at - 1].pos != "."
            titled = inner and self._titled(tokens)
            return "?" if not inner or titled else "X" if norm not in self._nouns else "N"
        if norm.endswith("ly") and len(norm) > 4 and norm not in self._nouns:
            return "A"
        if capital and norm not in self._nouns:
            return "J" if norm.endswith(("ian", "ese", "ish", "aeli", "emeni", "iraqi", "audi")) else "X"
        if norm.endswith("ed") and len(norm) > 4 and norm not in self._nouns:
            return "?"
        if norm.endswith("ing") and len(norm) > 5 and norm not in self._nouns:
            return "?"
        if norm.endswith(_NOUNS):
            return "N"
        return "J" if norm.endswith(_ADJECTIVES) and norm not in self._nouns else "N"

    def _titled(self, tokens: Sequence[Token]) -> bool:
        """Whether the words of a line are capitalised one and all, as in some headlines."""
        long = [t for t in tokens if len(t.norm) > 3 and t.text[:1].isalpha()]
        return len(long) > 3 and sum(t.text[:1].isupper() for t in long) > 0.8 * len(long)

    def _heads(self, tags: Sequence[str], at: int) -> bool:
        """Whether an adjective has no noun behind it and a determiner before: it is the noun."""
        after = tags[at + 1] if at + 1 < len(tags) else "."
        return after not in "NXJ#" and at > 0 and tags[at - 1] in "D#J"

    def shape(self, norm: str) -> Verb:
        """The same, of a word that no list knows by its ending."""
        verb = self.verb(norm)
        if verb == _NONE and norm.endswith("ed"):
            return Verb(past=True, participle=True)
        return Verb(ing=True) if verb == _NONE and norm.endswith("ing") else verb

    def _sure(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> str:
        """The tag that the word before or after a word settles, else '?'."""
        verb, norm = self.shape(tokens[at].norm), tokens[at].norm
        before = self._before(tokens, tags, at)
        word = tokens[before].norm if before >= 0 else ""
        after = tags[at + 1] if at + 1 < len(tags) else "."
        if (
            tokens[at].article
            or word in closed.OWNERS
            or word == "'s"
            or (before >= 0 and tags[before] == "#" and not verb.past)
        ):
            return "J" if (verb.participle or verb.ing) and after in "NXJ?" and not verb.base else "N"
        if word in closed.WILL | closed.MODAL | closed.DO or word == "to":
            return "V" if verb.base or (word in closed.MODAL) else "N" if verb.ing else "V"
        if word in closed.SUBJECTS or word in ("who", "which"):
            return "V"
        if word == "that" and (verb.past or norm not in self._nouns) and not tokens[at].article:
            return "V" if not verb.ing else "N"
        if word in closed.BE | closed.HAVE | closed.GET:
            if verb.participle or verb.ing or verb.past:
                return "V"
            return "N" if norm in self._nouns or not verb.base else "?"
        if before >= 0 and (tags[before] in "DJ" or tags[before] == "P") and word not in closed.PRONOUNS:
            if verb.ing and tags[before] == "P":
                return "V" if after in "D#X" or (after == "N" and norm not in self._nouns) else "N"
            return "J" if (verb.participle or verb.ing) and after in "NXJ?" and not verb.base else "N"
        return "?"

    def _before(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> int:
        """The word before, past adverbs and 'not'."""
        at -= 1
        while at >= 0 and tags[at] in "AG" and tokens[at].norm not in ("more", "most", "less"):
            at -= 1
        return at

    def _is_verb(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
        verb, norm = self.shape(tokens[at].norm), tokens[at].norm
        before = self._before(tokens, tags, at)
        after = tags[at + 1] if at + 1 < len(tags) else "."
        if verb.past or verb.participle:
            return norm not in self._nouns or not verb.base or self._governs(tokens, tags, at)
        if verb.ing:
            gerund = norm in self._nouns
            opens = before < 0 or tags[before] in ".CS"
            told = after in "D#X" or (at + 1 < len(tokens) and tokens[at + 1].article)
            return not gerund or (told and not (after == "X" and before < 0)) or (opens and after == "#")
        if before < 0 or tags[before] in ".":
            return False  # what opens a line is its subject
        if tags[before] not in "NX#VR" and not (
            tags[before] == "D" and tokens[before].norm in closed.SUBJECTS
        ):
            return False
        return self._governs(tokens, tags, at)

    def _governs(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
        """Whether a word that may be a noun too is the verb of its clause: none is there, and what stands
        behind it can be its object or a preposition.
        """
        if at == 0 or tags[at - 1] in ".P":
            return False
        if any(tag == "V" for tag in self._clause(tokens, tags, at)):
            return False
        after = tags[at + 1] if at + 1 < len(tags) else "."
        if after == "?":
            return self.shape(tokens[at + 1].norm).ing  # of two in a row the second is the verb
        rivals = [n for n in range(at + 1, len(tags)) if tags[n] == "?" and self._parts(tokens, n)]
        if rivals and after in "NXJ#" and tags[at - 1] in "JX" and not self._plural_before(tokens, at):
            return self._agrees(tokens, at)
        return after in _OPENS or (after in "PA" and not rivals) or (after == "." and not rivals)

    def _parts(self, tokens: Sequence[Token], at: int) -> bool:
        return self.shape(tokens[at].norm).base

    def _plural_before(self, tokens: Sequence[Token], at: int) -> bool:
        return tokens[at - 1].norm.endswith("s")

    def _agrees(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether verb and word before agree: one of the two has an s."""
        return tokens[at].norm.endswith("s") != self._plural_before(tokens, at)

    def _clause(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> list[str]:
        """The tags of the clause around a word: up to marks, conjunctions and relative words."""
        first, last = at, at + 1
        while (
            first > 0
            and tags[first - 1] not in ".SR"
            and tokens[first - 1].norm not in ("and", "but", "that", "as")
        ):
            first -= 1
        while last < len(tags) and tags[last] not in ".SRC" and tokens[last].norm not in ("that", "to", "as"):
            last += 1
        return [
            tags[n] for n in range(first, last) if not (tags[n] == "V" and self.shape(tokens[n].norm).ing)
        ]

    def _that(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> str:
        """'that' is a relative word behind a noun, a conjunction behind a verb, else it points."""
        before = self._before(tokens, tags, at)
        after = tags[at + 1] if at + 1 < len(tags) else "."
        if before < 0:
            return "D"
        if self._said(tokens, tags, before) and after != "V":
            return "S"
        if (
            tags[before] in "NX"
            and after in "VDNX#?A"
            and tokens[before].norm not in ("statement", "reports", "report", "fact")
        ):
            return "R"
        return "S" if tags[before] in "V.NXAP#" or tokens[before].norm in ("and", "but") else "D"

    def _said(self, tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
        """Whether a verb of saying stands before, with nothing but its prepositions' phrases between."""
        governed = False
        while at >= 0 and tags[at] in "NXJD#PA":
            governed = governed or tags[at] == "P"
            at -= 1
        return governed and at >= 0 and tags[at] == "V" and tokens[at].norm in self._sayings
