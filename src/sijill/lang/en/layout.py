"""The order in which the core reads an English sentence: heads first, speakers first, verbs with voice."""

from __future__ import annotations

from collections.abc import Mapping

from sijill.language import View
from sijill.lexicon import Form, Node

from . import clauses, groups, speeches
from .line import Line
from .tagger import Tagger

_JOINING = frozenset({"and"})


def laid_out(view: View, tagger: Tagger, words: Mapping[str, Form], root: Node) -> View:
    """A sentence laid out for the core."""
    if not view.tokens:
        return view
    line = Line(view, words, root)
    _ages(line)
    clauses.settle(line, tagger)
    _aimed(line)
    _adverbs(line)
    groups.arrange(line)
    _verbs_first(line)
    _lists(line)
    speeches.move(line)
    for at in range(len(line)):
        if line.norm(at) in _JOINING and line.tag(at) == "C" and line.unit_end(at) == at + 1:
            line.join(at)
    return line.built()


def _ages(line: Line) -> None:
    """'A 12-year-old boy', 'X, 34,': an age counts nobody."""
    for number in list(line.numbers):
        at = number.last
        if line.norm(at) in ("year", "month", "day") and line.norm(at + 1) == "old":
            line.drop([*range(number.first, at + 2)])
            line.numbers = [n for n in line.numbers if n is not number]
            line.counted.pop(number.first, None)
        elif line.norm(number.first - 1) == "," == line.norm(at) and line.tag(number.first - 2) == "X":
            line.drop([*range(number.first - 1, at + 1)])
            line.numbers = [n for n in line.numbers if n is not number]
            line.counted.pop(number.first, None)
    line.timed = {at for when in line.times for at in range(when.first, when.last)}


def _adverbs(line: Line) -> None:
    """Adverbs that no list knows stand between a subject and its verb, and go out."""
    line.drop(
        at
        for at in range(len(line))
        if line.tag(at) == "A" and at not in line.timed and at not in line.cover and at not in line.counted
    )


def _aimed(line: Line) -> None:
    """'Fired rockets at a base': 'at' behind a verb of firing tells what was hit, not where they stood."""
    for at in range(len(line)):
        if line.norm(at) != "at" or line.tag(at) != "P" or line.cue(at) != "prep.in":
            continue
        before = at - 1
        while before > 0 and line.tag(before) not in "V.SR":
            before -= 1
        event = line.at("events", before)
        if event is None or line.tag(before) != "V":
            continue
        if getattr(event.entry, "needs", "") == "means" or getattr(event.entry, "frame", "") == "disperse":
            line.aim(at)


def _verbs_first(line: Line) -> None:
    """The verbs of relative clauses before their subjects."""
    for first, end, verb, last in line.verb_first:
        words = [n for n in line.order if verb <= n < last]
        rest = [n for n in line.order if not verb <= n < last]
        where = next((i for i, n in enumerate(rest) if first <= n < end), None)
        if where is not None:
            line.order = [*rest[:where], *words, *rest[where:]]


def _lists(line: Line) -> None:
    """'A, B and C': the commas of a list join as its last word does."""
    ends: dict[int, int] = {}
    at = 0
    while at < len(line):
        end = groups.phrase_end(line, at)
        if end > at:
            ends[at] = end
        at = max(end, at + 1)
    for end in ends.values():
        commas: list[int] = []
        here = end
        while line.norm(here) == "," and here + 1 in ends:
            commas.append(here)
            here = ends[here + 1]
        if line.norm(here) == "," and line.norm(here + 1) == "and":
            here += 1
        if commas and line.norm(here) == "and" and here + 1 in ends:
            for comma in commas:
                line.join(comma)
