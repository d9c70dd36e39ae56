"""One sentence while it is laid out: its tokens by their first numbers, and what is changed or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from sijill import language
from sijill.language import View
from sijill.lexicon import Form, Node
from sijill.matching import Match, meant
from sijill.seen import covering
from sijill.text import Key, Token

from .numbers import Quantity
from .times import When

AND = "&"
THAT = "that"
UNITS = (
    "actors", "places", "sources", "weapons", "facilities", "events", "people", "harm", "demonyms",
    "placewords", "reporting", "cues", "counting",
)  # fmt: skip
UNDERGONE = "undergone"
MOST_WORDS = 6


class Line:
    """A sentence whose tokens keep their numbers until `built`; `order` is the order in which they go out."""

    def __init__(self, view: View, words: Mapping[str, Form], root: Node) -> None:
        self.tokens = list(view.tokens)
        self.tags = list(view.pos)
        self.matches = list(view.matches)
        self.times = tuple(cast(When, when) for when in view.times)
        self.numbers = [cast(Quantity, number) for number in view.numbers]
        self.cover = covering(self.matches)
        self.order = list(range(len(self.tokens)))
        self.dropped: set[int] = set()
        self.timed = {at for when in self.times for at in range(when.first, when.last)}
        self.counted = {number.first: number for number in self.numbers}
        self.before: dict[int, list[Token]] = {}
        self.verb_first: list[tuple[int, int, int, int]] = []
        self.alone: set[int] = set()
        self._words, self._root = words, root

    def __len__(self) -> int:
        return len(self.tokens)

    def norm(self, at: int) -> str:
        """The folded word at a place, '' beyond the sentence."""
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else ""

    def tag(self, at: int) -> str:
        """The part of speech at a place, '.' beyond the sentence."""
        return self.tags[at] if 0 <= at < len(self.tags) else "."

    def at(self, kind: str, at: int) -> Match | None:
        """The match of a kind that covers a place."""
        return self.cover.get(at, {}).get(kind)

    def entry(self, kind: str, at: int, name: str) -> str:
        """A field of the entry of a kind that begins at a place, '' where there is none."""
        match = self.at(kind, at)
        return str(getattr(match.entry, name, "")) if match is not None and match.first == at else ""

    def cue(self, at: int) -> str:
        """The cue that begins at a place."""
        return self.entry("cues", at, "cue")

    def unit_end(self, at: int) -> int:
        """Where what begins at a place and must stay together ends: a name, a number, a time, a word."""
        end = at + 1
        for kind, match in self.cover.get(at, {}).items():
            if kind in UNITS and match.first == at and match.last > end and match.apart < 0:
                end = match.last
        for when in self.times:
            if when.first == at:
                end = max(end, when.last)
        number = self.counted.get(at)
        return max(end, number.last) if number is not None else end

    def change(self, at: int, **fields: object) -> None:
        """Change a token."""
        self.tokens[at] = msgspec.structs.replace(self.tokens[at], **fields)

    def drop(self, places: Iterable[int]) -> None:
        """Leave tokens out."""
        self.dropped.update(places)

    def infinitive(self, at: int) -> bool:
        """Make a 'to' a word of purpose; False where no list has one."""
        return self._become(at, self._words.get("purpose"))

    def undergo(self, at: int) -> bool:
        """Make a verb one whose subject undergoes what follows."""
        return self._become(at, self._words.get("undergo"))

    def aim(self, at: int) -> bool:
        """Make a preposition say what something was aimed at."""
        return self._become(at, self._words.get("on"))

    def _become(self, at: int, form: Form | None) -> bool:
        if form is None:
            return False
        token = self.tokens[at]
        made = Match("cues", at, at + 1, token.start, token.end, (form,), meant([form]))
        self.matches = [m for m in self.matches if not (m.first == at and m.kind == "cues")]
        self.matches.append(made)
        self.matches.sort(key=lambda m: m.first)
        self.cover = covering(self.matches)
        return True

    def first_person(self, at: int) -> None:
        """Tell a verb that those who speak are its subject."""
        for match in [
            m for m in self.cover.get(at, {}).values() if m.first == at and m.kind in ("events", "harm")
        ]:
            forms = [
                msgspec.structs.replace(f, spelling=f.spelling._replace(person="1")) for f in match.forms
            ]
            self.keep_forms(match, forms)

    def join(self, at: int) -> None:
        """Make a token a conjunction."""
        self.change(at, norm=AND, stem=AND, pos="C", keys=(Key(AND, "", False, "", 0),))
        self.tags[at] = "C"
        self.forget(at, "cues")

    def own(self, at: int, owner: str) -> None:
        """Tell a noun whose it is: 'his', 'our'."""
        self.change(at, suffix=owner)
        for number, match in enumerate(self.matches):
            if match.first == at and match.kind in ("events", "harm", "people"):
                self.matches[number] = msgspec.structs.replace(match, suffix=owner)
        self.cover = covering(self.matches)

    def subordinate(self, at: int, suffix: str = "") -> None:
        """Put a 'that' before a token, with a pronoun for who says what follows."""
        start = self.tokens[at].start
        key = Key(THAT, "", False, "", 0)
        made = Token("", start, start, start, THAT, THAT, suffix=suffix, pos="S", keys=(key,))
        self.before.setdefault(at, []).append(made)

    def forget(self, at: int, *kinds: str) -> None:
        """Take the matches of some kinds that begin at a place away."""
        self.matches = [m for m in self.matches if not (m.first == at and m.kind in kinds)]
        self.cover = covering(self.matches)

    def keep_forms(self, match: Match, forms: Sequence[Form]) -> None:
        """Give a match other forms; none take it away."""
        where = self.matches.index(match)
        if forms:
            made = msgspec.structs.replace(match, forms=tuple(forms), entry=meant(forms))
            self.matches[where] = made
        else:
            del self.matches[where]
        self.cover = covering(self.matches)

    def refit(self, match: Match, pos: str) -> None:
        """Take instead of a match the longest of its kind from its word on that a part of speech allows."""
        node, best = self._root, None
        for at in range(match.first, min(len(self.tokens), match.first + MOST_WORDS)):
            following = node.next.get(self.tokens[at].norm)
            if following is None:
                break
            node = following
            forms = [
                f for f in node.forms if f.kind == match.kind and (f.spelling.pos == "V") == (pos == "V")
            ]
            if forms:
                best = (at + 1, forms)
        if best is None or best[0] >= match.last or any(f.entry is None for f in best[1]):
            self.keep_forms(match, [])
            return
        last, forms = best
        where = self.matches.index(match)
        self.matches[where] = msgspec.structs.replace(
            match, last=last, end=self.tokens[last - 1].end, forms=tuple(forms), entry=meant(forms)
        )
        self.cover = covering(self.matches)

    def built(self) -> View:
        """The sentence in its new order."""
        tokens: list[Token] = []
        tags: list[str] = []
        where: dict[int, int] = {}
        for old in self.order:
            for token in self.before.get(old, ()):
                tokens.append(token)
                tags.append("S")
            if old in self.dropped:
                continue
            where[old] = len(tokens)
            tokens.append(self.tokens[old])
            tags.append(self.tags[old])
        matches = sorted(filter(None, (_moved(m, where) for m in self.matches)), key=lambda m: m.first)
        spans = [(w, _span(w.first, w.last, where)) for w in self.times]
        times = [_with(w, span) for w, span in spans if span]
        numbers = []
        for number in self.numbers:
            span = _span(number.first, number.last, where)
            if span:
                head = where.get(number.head) if number.head is not None else None
                numbers.append(msgspec.structs.replace(number, first=span[0], last=span[1], head=head))
        numbers.sort(key=lambda n: n.first)
        periods = sorted(times, key=lambda w: w.first)
        return View(
            tuple(tokens),
            tuple(tags),
            matches,
            cast("Sequence[language.When]", periods),
            cast("Sequence[language.Quantity]", numbers),
        )


def _with(when: When, span: tuple[int, int]) -> When:
    return msgspec.structs.replace(when, first=span[0], last=span[1])


def _span(first: int, last: int, where: dict[int, int]) -> tuple[int, int] | None:
    """Where tokens [first, last) stand now, if those that are left stand together."""
    kept = [where[at] for at in range(first, last) if at in where]
    if not kept or max(kept) - min(kept) != len(kept) - 1:
        return None
    return min(kept), max(kept) + 1


def _moved(match: Match, where: dict[int, int]) -> Match | None:
    span = _span(match.first, match.last, where)
    if span is None or (match.apart >= 0 and match.apart not in where):
        return None
    apart = where[match.apart] if match.apart >= 0 else -1
    return msgspec.structs.replace(match, first=span[0], last=span[1], apart=apart)
