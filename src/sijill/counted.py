"""What a sentence counts: figures of harm, numbers of events and arms, sums, ordinals, bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from .arguments import Clause
from .harm import HarmMention
from .language import Quantity
from .lexicon import CueEntry, EventEntry, HarmEntry, WeaponEntry
from .matching import Match
from .records import Count

MEASURES = {
    "airstrike": "airstrikes",
    "drone_strike": "airstrikes",
    "bombing": "explosions",
    "protest": "protests",
    "riot": "protests",
    "killing": "killed",
    "arrest": "arrested",
    "abduction": "abducted",
    "release": "released",
}
ATTACKS = frozenset(
    {
        "shelling",
        "suicide_bombing",
        "chemical_attack",
        "armed_attack",
        "armed_clash",
        "raid",
        "property_destruction",
    }
)
WEAPONS = {
    "rocket": "rockets",
    "missile": "missiles",
    "ballistic_missile": "missiles",
    "cruise_missile": "missiles",
    "drone": "drones",
    "artillery": "shells",
    "mortar": "shells",
}
HARMS = frozenset({"killed", "wounded", "missing", "abducted", "arrested", "displaced"})
SUMS = ("tally.sum", "tally.number", "tally.record", "tally.rise")
NUMBERS = frozenset({"cardinal", "dual", "vague"})
THINGS = ("events", "harm", "weapons", "facilities", "placewords", "counting")
REACH = 12
ONE = Count(min=1, max=1)


class Piece(msgspec.Struct):
    """One counted thing: its measure ('' where the noun is left out), count, tokens [first, last) and span.

    `since` is the offset of the word that tells of it; `summed` says that a word of summing governs it;
    `parts` are figures said to be among it.
    """

    measure: str
    count: Count
    first: int
    last: int
    start: int
    end: int
    since: int
    summed: bool = False
    ordinal: bool = False
    noun: str = ""
    parts: tuple[Piece, ...] = ()


def tally_cues(clause: Clause, *names: str) -> list[Match]:
    """The matches of the named cues in a sentence."""
    return [
        m
        for m in clause.seen.kinds.get("counting", ())
        if isinstance(m.entry, CueEntry) and m.entry.cue in names
    ]


def pieces(clause: Clause, figures: Sequence[HarmMention]) -> list[Piece]:
    """All that a sentence counts, in order, none overlapping; bare numbers are left to `bare`."""
    found = _of_harm(clause, figures)
    told = [*found, *(part for p in found for part in p.parts)]
    people = [p for p in _of_people(clause) if not _overlaps(p, told)]
    found = [p for p in found if p.count != ONE or not any(o.since <= p.start < o.start for o in people)]
    found += people
    found += [p for p in _of_nouns(clause) if not _overlaps(p, found)]
    found += [p for p in _of_sums(clause) if not _overlaps(p, found)]
    found.sort(key=lambda p: p.first)
    for piece in found:
        piece.summed = piece.summed or _is_summed(clause, piece)
    return _among(clause, found)


def _among(clause: Clause, found: Sequence[Piece]) -> list[Piece]:
    """Let 'among them 75 children and 16 women' be parts of the figure before."""
    marks = [m for m in clause.seen.kinds.get("cues", ()) if getattr(m.entry, "cue", "") == "among"]
    out: list[Piece] = []
    within = False
    for piece in found:
        before = out[-1] if out else None
        if (
            before is not None
            and piece.measure == before.measure
            and not _stopped(clause, before.last, piece.first)
        ):
            within = any(before.last <= m.first and m.last <= piece.first < m.last + 3 for m in marks) or (
                within and _joined(clause, piece.first)
            )
            if within:
                before.parts = (*before.parts, piece)
                continue
        within = False
        out.append(piece)
    return out


def _overlaps(piece: Piece, others: Sequence[Piece]) -> bool:
    return any(piece.first < o.last and o.first < piece.last for o in others)


def _of_harm(clause: Clause, figures: Sequence[HarmMention]) -> list[Piece]:
    """Figures of dead, wounded and the like; people told dead and wounded together are casualties."""
    out: list[Piece] = []
    by_span: dict[tuple[int, int], Piece] = {}
    owners: list[tuple[HarmMention, Piece]] = []
    for figure in figures:
        span = (figure.start, figure.end)
        count = _count(clause, figure, *_tokens(clause, *span))
        if figure.kind not in HARMS or count.min is None or count.max == 0:
            continue
        if span in by_span and by_span[span].measure != figure.kind:
            by_span[span].measure = "casualties"
            continue
        first, last = _tokens(clause, *span)
        if count == ONE and not _one_person(clause, figure, first, last):
            continue
        if count.min == 2 and not any(first <= n.first < last for n in clause.seen.numbers):
            continue  # an ending that can be a plural's as well as a dual's
        said = clause.seen.tokens[clause.chunk(figure.chunk).first].body
        piece = Piece(figure.kind, count, first, last, *span, min(said, figure.start))
        if figure.kind in ("killed", "wounded") and _dead_and(clause, first):
            piece.measure = "casualties"
        whole = next((p for f, p in owners if f is figure.whole), None)
        if whole is not None:
            whole.parts = (*whole.parts, piece)
        else:
            by_span[span] = piece
            out.append(piece)
        owners.append((figure, piece))
    return out


def _count(clause: Clause, figure: HarmMention, first: int, last: int) -> Count:
    """The number told; of people told dead and wounded together each figure is open, and the sum is not."""
    if figure.count.min is None and figure.count.max is not None:
        return next((n.count for n in clause.seen.numbers if first <= n.first < last), figure.count)
    return figure.count


def _dead_and(clause: Clause, first: int) -> bool:
    """'The killing and wounding of hundreds': two nouns of harm, joined by 'and', before the people."""
    words = [m for m in clause.seen.matches if _harms(m) and m.last <= first]
    if len(words) < 2 or first - words[-1].last > 2 or not _joined(clause, words[-1].first):
        return False
    kinds = {m.entry.harm for m in words[-2:] if isinstance(m.entry, HarmEntry)}
    return words[-2].last >= words[-1].first - 1 and kinds == {"killed", "wounded"}


def _one_person(clause: Clause, figure: HarmMention, first: int, last: int) -> bool:
    """Whether a figure of one is told as one person: by a number, or by an indefinite noun for a person."""
    if any(first <= n.first < last for n in clause.seen.numbers):
        return True
    token = clause.seen.tokens[first]
    people = figure.victim is not None and figure.victim.sort == "people"
    return people and not token.article and not token.suffix


def _tokens(clause: Clause, start: int, end: int) -> tuple[int, int]:
    tokens = clause.seen.tokens
    inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _of_people(clause: Clause) -> Iterator[Piece]:
    """A number of people right after a word of harm, that made no figure ('arrested … 320 residents')."""
    for number in clause.seen.numbers:
        if number.kind not in NUMBERS or not number.count.min or in_time(clause, number.first):
            continue
        head = _head(clause, number)
        known = head is None or any(clause.seen.at(kind, head) for kind in ("people", "demonyms"))
        if not known and head is not None and any(clause.seen.at(kind, head) for kind in THINGS):
            continue
        reach = 4 if head is not None else 1
        word = next(
            (m for m in reversed(clause.seen.matches) if _harms(m) and 0 <= number.first - m.last < reach),
            None,
        )
        if word is not None and not parted(clause, word.last, number.first):
            assert isinstance(word.entry, HarmEntry)
            last = number.last if head is None else max(head + 1, number.last)
            piece = _piece(clause, word.entry.harm, number, last)
            piece.since = word.start
            yield piece


def _head(clause: Clause, number: Quantity) -> int | None:
    """The counted noun of a number; a noun that 'and' joins to it is none."""
    head = number.head
    return None if head is None or (head >= number.last and _joined(clause, head)) else head


def _joined(clause: Clause, index: int) -> bool:
    """Whether 'and' is on a token, or stands as a token of its own before it."""
    before = clause.seen.tokens[index - 1].norm if index else ""
    letters = (clause.seen.tokens[index].pre[:1], before)
    return any(clause.frames.proclitics.get(letter) == "and" for letter in letters if letter)


def parted(clause: Clause, first: int, last: int) -> bool:
    """Whether a comma or a stop stands between two tokens."""
    return any(c.kind in ("comma", "stop") and first <= c.first < last for c in clause.seen.chunks)


def _harms(match: Match) -> bool:
    entry = match.entry if match.kind == "harm" else None
    return isinstance(entry, HarmEntry) and entry.harm in HARMS and entry.way in ("verb", "noun", "active")


def _of_nouns(clause: Clause) -> Iterator[Piece]:
    """A number with the event, weapon or harm noun that it counts."""
    for number in clause.seen.numbers:
        if number.kind not in NUMBERS or number.count.min is None or in_time(clause, number.first):
            continue
        head = _head(clause, number)
        head = number.last if head is None else head
        if head < len(clause.seen.tokens) and not (head == number.last and _joined(clause, head)):
            measure, last = measure_at(clause, head)
            if measure == "casualties" and _who_died(clause, last):
                measure = "killed"
            if measure:
                yield _piece(clause, measure, number, max(last, number.last), noun=_kind_at(clause, head))


def _who_died(clause: Clause, index: int) -> bool:
    """Whether a verb of death is said of the people just counted ('seven victims … who died')."""
    return any(
        _harms(m) and isinstance(m.entry, HarmEntry) and m.entry.harm == "killed" and m.entry.way != "noun"
        for m in clause.seen.matches
        if index <= m.first < index + 8 and not parted(clause, index, m.first)
    )


def _piece(clause: Clause, measure: str, number: Quantity, last: int, noun: str = "") -> Piece:
    tokens = clause.seen.tokens
    start = tokens[number.first].body
    return Piece(measure, number.count, number.first, last, start, tokens[last - 1].end, start, noun=noun)


def in_time(clause: Clause, index: int) -> bool:
    """Whether a token is part of a time."""
    return any(w.first <= index < w.last for w in clause.seen.times)


def _kind_at(clause: Clause, index: int) -> str:
    return next(
        (kind for kind in ("events", "harm", "weapons") if clause.seen.at(kind, index) is not None), ""
    )


def measure_at(clause: Clause, head: int) -> tuple[str, int]:
    """What the noun at a token counts, and where its words end."""
    for cue in tally_cues(clause, "measure.violations", "measure.attacks", "measure.case"):
        if cue.first == head and isinstance(cue.entry, CueEntry):
            if cue.entry.cue == "measure.case":  # 'thirty cases of arrest'
                return measure_at(clause, cue.last) if cue.last < len(clause.seen.tokens) else ("", head + 1)
            means = _air(clause, cue.last) if cue.entry.cue == "measure.attacks" else None
            return ("airstrikes", means.last) if means else (cue.entry.cue.removeprefix("measure."), cue.last)
    for kind in ("harm", "events", "weapons"):
        match = clause.seen.at(kind, head)
        if match is None or match.first > head:
            continue
        entry = match.entry
        if isinstance(entry, HarmEntry) and entry.way in ("people", "noun"):
            return entry.harm or "casualties", match.last
        if isinstance(entry, EventEntry) and not any(f.spelling.pos == "V" for f in match.forms):
            if entry.event_type == "protest" and clause.seen.at("weapons", head) is not None:
                continue  # one word is a march and a drone
            return _of_event(clause, entry, match)
        if isinstance(entry, WeaponEntry) and entry.weapon in WEAPONS and not entry.adjective:
            return WEAPONS[entry.weapon], match.last
    return "", head + 1


def _of_event(clause: Clause, entry: EventEntry, match: Match) -> tuple[str, int]:
    """The measure of an event noun; an adjective of means makes it its kind ('air attacks')."""
    means = _air(clause, match.last) if entry.event_type in ("armed_attack", "shelling") else None
    if means is not None:
        return "airstrikes", means.last
    return MEASURES.get(entry.event_type, "attacks" if entry.event_type in ATTACKS else ""), match.last


def _air(clause: Clause, index: int) -> Match | None:
    """The adjective of the air or of drones at a token."""
    means = clause.seen.at("weapons", index) if index < len(clause.seen.tokens) else None
    if means is None or not isinstance(means.entry, WeaponEntry) or not means.entry.adjective:
        return None
    return means if means.entry.refines in ("airstrike", "drone_strike") else None


def _of_sums(clause: Clause) -> Iterator[Piece]:
    """'The number of attacks rose to seven': a noun of summing and its number."""
    for cue in tally_cues(clause, "tally.sum", "tally.number"):
        if any(n.first <= cue.first < n.last for n in clause.seen.numbers) or cue.last >= len(
            clause.seen.tokens
        ):
            continue
        measure = measure_at(clause, cue.last)[0]
        number = _number_of(clause, cue, measure) if measure else None
        if number is not None:
            piece = _piece(clause, measure, number, number.last, noun=_kind_at(clause, cue.last))
            piece.since = min(clause.seen.tokens[cue.first].body, piece.start)
            piece.summed = True
            yield piece


def _number_of(clause: Clause, cue: Match, measure: str) -> Quantity | None:
    """The number that a noun of summing has: right before it, or next after it with no other noun."""
    for number in clause.seen.numbers:
        if number.kind not in NUMBERS or number.count.min is None or in_time(clause, number.first):
            continue
        if 0 <= cue.first - number.last <= 1:
            return number
        if number.first >= cue.last:
            head = number.head
            other = measure_at(clause, head)[0] if head is not None else ""
            near = number.first - cue.last <= REACH and not _stopped(clause, cue.last, number.first)
            return number if near and other in ("", measure) else None
    return None


def _stopped(clause: Clause, first: int, last: int) -> bool:
    """Whether a full stop or a colon parts two tokens."""
    return any(c.kind == "stop" and first <= c.first < last for c in clause.seen.chunks)


def _is_summed(clause: Clause, piece: Piece) -> bool:
    """Whether a word of summing, recording or rising stands close before a count."""
    return any(
        0 <= piece.first - cue.last <= REACH and not _stopped(clause, cue.last, piece.first)
        for cue in tally_cues(clause, *SUMS)
        if not _classifies(clause, cue)
    )


def _classifies(clause: Clause, cue: Match) -> bool:
    """Whether 'number' stands before a bare figure as a form word and sums nothing."""
    assert isinstance(cue.entry, CueEntry)
    return cue.entry.cue == "tally.number" and any(0 <= n.first - cue.last < 2 for n in clause.seen.numbers)


def bare(clause: Clause, found: Sequence[Piece]) -> list[Piece]:
    """Numbers whose noun is left out, as the parts of a total are told ('nine aimed at …', 'two in …')."""
    out: list[Piece] = []
    for number in clause.seen.numbers:
        if number.kind not in NUMBERS or number.count.min is None or in_time(clause, number.first):
            continue
        head = number.head
        if (
            head is not None
            and head >= number.last
            and clause.seen.pos[head] in "NX"
            and head not in _placed(clause)
        ):
            continue
        piece = _piece(clause, "", number, number.last)
        if not _overlaps(piece, found):
            out.append(piece)
    return out


def _placed(clause: Clause) -> set[int]:
    """The tokens of place names and their words: 'three in the north' counts no north."""
    return {
        i for m in clause.seen.matches if m.kind in ("places", "placewords") for i in range(m.first, m.last)
    }
