"""The markup of evaluation/markup: its documents, its lines of coding, and where the quoted words stand.

A file holds documents one after another. Each opens with `=== <id>`, then `key: value` lines, a line `---`,
the text, a line `---`, and the coding, one value a line. Spans are written as the quoted words and found
here; where words stand more than once, those in the trigger's sentence are meant, or `"words"#2` names the
occurrence.

    r1 <event_type> <realis> "trigger" [private] [answers=r2]    opens a report; what follows belongs to it
    a|v|p|c "words"              attacker, victim, party, claimant  [=actor.id | =id | =-] [n=<count>]
                                 [src=<index>]
    t <facility or -> "words"    target
    w <kind> "words" [<count>]   weapon                x <count>     repeats
    l|o "words" <relation> <precision> <country or ->  place, origin
    d <start> <end> <precision> ["words" ...] [from=<inferred>]      time; without it the publication date
    h <kind> <who> <count> "words" [of=<index>] [src=<index>]        harm
    q <kind> <stance> "words" [distance] [via=<index>]               source; 0 is always the outlet
    + "words"                    one more sentence that tells of the event
    k <measure> <count> <start or -> <end or -> "words" [in=<place>] [adds=yes|no]   opens a tally
    kp <count> "words" [in=<place>]    its part        kq <kind> <stance> "words"    its source
    f <category> "words" <neutral label in quotes> [quoted]      framing; `"words"#all` for every occurrence

A count is `5`, `3-9`, `3-` (open above), `-9` (open below) or `?` (unknown).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sijill.records import Count, Document, Span

_TOKEN = re.compile(r'"([^"]*)"(?:#(\d+|all))?|(\S+)')
# A full stop after an initial, a rank, a month cut short or the number of a paragraph ends no sentence.
_CUT = ("Gen", "Lt", "Maj", "Col", "Sgt", "Brig", "Capt", "Fla", "No", "no")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec")
_NOT_AFTER = "".join(rf"(?<!\b{word})" for word in (*_CUT, *_MONTHS))
_END = re.compile(rf"(?<!\b[A-Z])(?<!\.[a-z])(?<!\n\d){_NOT_AFTER}[.!?\u061f][\"\u201d\u2019)]?(?=\s)|\n")


class MarkupError(Exception):
    """A line of markup that breaks a rule."""


class Line(msgspec.Struct):
    """One line of coding: its key, bare words, options (`key=value`), quoted words with their occurrence."""

    key: str
    words: list[str]
    options: dict[str, str]
    quoted: list[tuple[str, str]]
    where: str

    def fail(self, why: str) -> MarkupError:
        """An error that names the line."""
        return MarkupError(f"{self.where}: {why}")

    def legal(self, index: int, allowed: frozenset[str]) -> str:
        """The bare word at an index, which must be one of the allowed."""
        word = self.words[index] if index < len(self.words) else ""
        if word not in allowed:
            raise self.fail(f"'{word}' is not one of {', '.join(sorted(allowed))}")
        return word


def parse(line: str, where: str) -> Line:
    """Cut one line of coding into its parts."""
    words: list[str] = []
    options: dict[str, str] = {}
    quoted: list[tuple[str, str]] = []
    for text, occurrence, bare in _TOKEN.findall(line):
        if not bare:
            quoted.append((text, occurrence))
        elif "=" in bare:
            key, _, value = bare.partition("=")
            options[key] = value
        else:
            words.append(bare)
    return Line(words[0], words[1:], options, quoted, where)


def count(text: str) -> Count:
    """`5`, `3-9`, `3-`, `-9` or `?`."""
    low, dash, high = text.partition("-")
    if text == "?":
        return Count()
    least = int(low) if low else None
    return Count(min=least, max=int(high) if high else (None if dash else least))


class Text:
    """A document's text with its sentences, and where words stand in it."""

    def __init__(self, text: str, proclitics: frozenset[str]) -> None:
        self.text = text
        self.proclitics = proclitics
        self.sentences: list[tuple[int, int]] = []
        begin = 0
        for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
            body = text[begin:end].strip()
            if body:
                start = text.index(body, begin)
                self.sentences.append((start, start + len(body)))
            begin = end

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        return next(s for s in self.sentences if s[0] <= position < s[1])

    def occurrences(self, words: str) -> list[int]:
        """Where the words stand as whole words; proclitics may stand before the first."""
        found = []
        for match in re.finditer(re.escape(words), self.text):
            head = re.search(r"\w*\Z", self.text[: match.start()])
            after = self.text[match.end() : match.end() + 1]
            opens = not words[0].isalnum() or head is None or set(head.group()) <= self.proclitics
            if opens and not (after.isalnum() and words[-1].isalnum()):
                found.append(match.start())
        return found

    def locate(self, line: Line, index: int = 0, near: int | None = None) -> Span:
        """The span of the quoted words of a line."""
        if index >= len(line.quoted):
            raise line.fail("words are missing")
        words, occurrence = line.quoted[index]
        found = self.occurrences(words)
        if not found:
            raise line.fail(f"'{words}' is not in the text")
        if occurrence:
            if int(occurrence) > len(found):
                raise line.fail(f"'{words}' stands {len(found)} times only")
            start = found[int(occurrence) - 1]
        elif len(found) == 1:
            start = found[0]
        else:
            low, high = self.sentence(near) if near is not None else (0, 0)
            inside = [p for p in found if low <= p < high]
            if len(inside) != 1:
                raise line.fail(f"'{words}' stands {len(found)} times, {len(inside)} in the sentence")
            start = inside[0]
        return Span(text=words, start=start, end=start + len(words))


def documents(path: Path, lang: str) -> Iterator[tuple[Document, list[Line]]]:
    """The documents of one markup file with their lines of coding."""
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, text, coding = re.split(r"\n---(?:\n|$)", block, maxsplit=2)
        name, *keys = head.split("\n")
        fields = dict(key.split(": ", 1) for key in keys if key)
        if fields.get("synthetic") != "yes":
            raise MarkupError(f"{path.name} {name}: not marked synthetic")
        title = text.split("\n", 1)[0] if fields.get("title") == "first line" else ""
        outlet, published = fields["outlet"], fields["published"]
        document = Document(
            id=name.strip(), lang=lang, outlet=outlet, published=published, title=title, text=text.strip("\n")
        )
        lines = [line for line in coding.split("\n") if line.strip() and not line.startswith("#")]
        yield document, [parse(line, f"{path.name} {name}: {line}") for line in lines]


def load_terms(path: Path) -> dict[str, frozenset[str]]:
    """The legal values of each kind, by name."""
    return {
        name: frozenset(values) for name, values in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
