"""What a sentence counts: figures of harm, numbers of events and arms, sums, ordinals, bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .arguments import Clause
from .harm import HarmMention
from .language import Quantity
from .lexicon import EventEntry, HarmEntry
from .matching import Match
from .measures import (
    HARMS,
    MEASURES,
    Piece,
    counts,
    harms,
    head_of,
    in_time,
    joined,
    kind_at,
    measure_at,
    parted,
    piece_of,
    stopped,
    tally_cue_at,
    tally_cues,
)
from .records import Count
from .sums import REACH, continued, governing, is_summed, of_sums

GOVERNING = frozenset({"counting", "harm", "events"})
THINGS = ("events", "harm", "weapons", "facilities", "placewords", "counting")
KINDS = frozenset({"airstrikes", "explosions"})
UNDIVIDED = frozenset({"killed", "wounded", "casualties"})
CAPTIVES = frozenset({"arrested", "abducted"})
GOVERNORS = {"tally.lost": "casualties", "tally.fled": "displaced"}
ONE = Count(min=1, max=1)
FREED = 9
LABEL = 5


def pieces(clause: Clause, figures: Sequence[HarmMention]) -> list[Piece]:
    """All that a sentence counts, in order, none overlapping; bare numbers are left to `bare`."""
    counting = any(counts(clause, number) for number in clause.seen.numbers)
    if not figures and not counting:
        return []
    found = _of_harm(clause, figures)
    told = [*found, *(part for p in found for part in p.parts)]
    people = [p for p in _of_people(clause) if not _overlaps(p, told)] if counting else []
    found = [p for p in found if p.count != ONE or not any(o.since <= p.start < o.start for o in people)]
    for reader in (_of_casualties, _of_subjects, _of_nouns, of_sums, _of_labels) if counting else ():
        people += [p for p in reader(clause) if not _overlaps(p, [*found, *people])]
    found += people
    found.sort(key=lambda p: p.first)
    shared = [p for p in found if _shared(clause, p)]
    found = [p for p in found if not any(p.first == s.last and p.count == s.count for s in shared)]
    for piece in shared:
        piece.measure = "casualties"
    for piece in found:
        if _shared(clause, piece):
            piece.measure = "casualties"
        piece.summed = piece.summed or is_summed(clause, piece)
        if _freed(clause, piece):
            piece.measure = "released"
    if any(p.measure in ("killed", "wounded") for p in found):
        for piece in found:
            piece.noun = "" if piece.noun == "victims" else piece.noun
    found += [p for p in continued(clause, found) if not _overlaps(p, found)]
    return _among(clause, sorted(found, key=lambda p: p.first))


def _shared(clause: Clause, piece: Piece) -> bool:
    """Whether dead and wounded share one number: 'dozens of dead and wounded', '… of martyrs and victims'."""
    match = clause.seen.at("harm", piece.last) if piece.last < len(clause.seen.tokens) else None
    entry = match.entry if match is not None and match.first == piece.last else None
    if piece.measure != "killed" or not isinstance(entry, HarmEntry) or entry.way != "people":
        return False
    own = clause.seen.at("harm", piece.last - 1)
    people = own is not None and isinstance(own.entry, HarmEntry) and own.entry.way == "people"
    return people and entry.harm in ("wounded", "") and joined(clause, piece.last)


def _among(clause: Clause, found: Sequence[Piece]) -> list[Piece]:
    """Let 'among them 75 children and 16 women' be parts of the figure before."""
    marks = [m for m in clause.seen.kinds.get("cues", ()) if getattr(m.entry, "cue", "") == "among"]
    marks += tally_cues(clause, "tally.among")
    out: list[Piece] = []
    within = False
    for piece in found:
        before = out[-1] if out else None
        if before is not None and _same_kind(piece, before) and not stopped(clause, before.last, piece.first):
            within = any(before.last <= m.first and m.last <= piece.first < m.last + 3 for m in marks) or (
                within and joined(clause, piece.first)
            )
            if within:
                before.parts = (*before.parts, piece)
                continue
        within = False
        out.append(piece)
    return out


def _same_kind(piece: Piece, whole: Piece) -> bool:
    """Whether a count can be among another: one measure, or events of a kind among or after their name."""
    events = piece.noun == whole.noun == "events" and piece.measure == "attacks"
    return piece.measure == whole.measure or events or (whole.measure == "attacks" and piece.measure in KINDS)


def _overlaps(piece: Piece, others: Sequence[Piece]) -> bool:
    return any(piece.first < o.last and o.first < piece.last for o in others)


def _of_harm(clause: Clause, figures: Sequence[HarmMention]) -> list[Piece]:
    """Figures of dead, wounded and the like; people told dead and wounded together are casualties."""
    out: list[Piece] = []
    by_span: dict[tuple[int, int], Piece] = {}
    owners: list[tuple[HarmMention, Piece]] = []
    for figure in figures:
        span = (figure.start, figure.end)
        first, last = _tokens(clause, *span)
        count = _count(clause, figure, first, last)
        if figure.kind not in HARMS or count.min is None or count.max == 0:
            continue
        if span in by_span and by_span[span].measure != figure.kind:
            together = figure.count.min is None and {by_span[span].measure, figure.kind} <= UNDIVIDED
            by_span[span].measure = "casualties" if together else figure.kind
            continue
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
    words = [m for m in clause.seen.kinds.get("harm", ()) if m.last <= first and harms(m)]
    if len(words) > 1 and _has_people(clause, words[-2]):
        return False
    if len(words) < 2 or first - words[-1].last > 2 or not joined(clause, words[-1].first):
        return False
    kinds = {m.entry.harm for m in words[-2:] if isinstance(m.entry, HarmEntry)}
    gap = words[-1].first - words[-2].last
    apart = gap == 1 and clause.seen.tokens[words[-2].last].end - clause.seen.tokens[words[-2].last].start > 1
    return 0 <= gap <= 1 and not apart and kinds == {"killed", "wounded"}


def _has_people(clause: Clause, match: Match) -> bool:
    """Whether a number of people stands right before a verb of harm: they are its own ('410 were killed')."""
    if clause.seen.pos[match.first] != "V":
        return False
    told = (n for n in clause.seen.numbers if counts(clause, n))
    ends = (n.last if n.head is None else max(n.last, n.head + 1) for n in told)
    return any(0 <= match.first - end <= 1 for end in ends)


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
        if not counts(clause, number):
            continue
        head = head_of(clause, number)
        known = head is None or _person(clause, head)
        if head is not None and tally_cue_at(clause, head)[0] == "tally.span":
            continue  # 'spent nine years', where one verb is to spend and to perish
        freeing = _freeing(clause, number)
        if not (known or freeing) and head is not None and any(clause.seen.at(k, head) for k in THINGS):
            continue
        word = freeing or _governor(clause, number, 4 if head is not None else 1)
        if word is None or (not (known or freeing) and "P" in clause.seen.pos[word.last + 1 : number.first]):
            continue
        last = number.last if head is None else max(head + 1, number.last)
        cue = tally_cue_at(clause, word.first)[0] if word.kind == "counting" else ""
        if cue:
            measure = GOVERNORS[cue]
        else:
            measure = "casualties" if _dead_and(clause, number.first) else governing(clause, word.first)
        piece = piece_of(clause, measure, number, last, noun="undivided" if cue == "tally.lost" else "")
        piece.since = word.start
        yield piece


def _person(clause: Clause, index: int) -> bool:
    return any(clause.seen.at(kind, index) for kind in ("people", "demonyms"))


def _governor(clause: Clause, number: Quantity, reach: int) -> Match | None:
    """The word of harm, arrest or release that takes a number of people."""
    for match in reversed(clause.seen.matches):
        if match.kind not in GOVERNING:
            continue
        gap = number.first - match.last
        gap -= sum(in_time(clause, i) for i in range(match.last, number.first))
        if not 0 <= gap < reach:
            continue
        if match.kind == "counting" and tally_cue_at(clause, match.first)[0] in GOVERNORS:
            return match
        if match.kind == "counting":
            continue
        if not governing(clause, match.first) or parted(clause, match.last, number.first):
            continue
        deadly = isinstance(match.entry, EventEntry) and match.entry.event_type == "killing"
        if match.kind == "events" and gap > (reach if deadly else 1):
            continue
        return match
    return None


def _freeing(clause: Clause, number: Quantity) -> Match | None:
    """The verb of release that opens a sentence, before 'of' and a number ('let go | of 65 prisoners')."""
    if clause.seen.cues.get(number.first - 1) != "prep.about":
        return None
    for match in reversed(clause.seen.kinds.get("events", ())):
        if match.last < number.first:
            near = number.first - match.last <= FREED and not parted(clause, match.last, number.first)
            main = match.first <= 1 and governing(clause, match.first) == "released"
            return match if near and main else None
    return None


def _freed(clause: Clause, piece: Piece) -> bool:
    """Whether captives just counted are those of a release told right before."""
    if piece.measure not in CAPTIVES:
        return False
    for match in reversed(clause.seen.kinds.get("events", ())):
        entry = match.entry if match.last <= piece.first else None
        if isinstance(entry, EventEntry) and entry.event_type == "release":
            near = piece.first - match.last <= FREED
            return near and not parted(clause, match.last, piece.first)
        if entry is not None and MEASURES.get(getattr(entry, "event_type", "")) in CAPTIVES:
            return False
    return False


def _of_casualties(clause: Clause) -> Iterator[Piece]:
    """People told 'dead or wounded' without which: 'forty persons, between dead and wounded'."""
    for match in clause.seen.kinds.get("harm", ()):
        entry = match.entry
        if not isinstance(entry, HarmEntry) or entry.way != "noun" or entry.harm:
            continue
        before = [n for n in clause.seen.numbers if n.last <= match.first and match.first - n.first <= REACH]
        if before and counts(clause, before[-1]) and not stopped(clause, before[-1].last, match.first):
            head = head_of(clause, before[-1])
            if head is None or not any(clause.seen.at(kind, head) for kind in ("events", "weapons")):
                yield piece_of(clause, "casualties", before[-1], match.last, noun="undivided")


def _of_subjects(clause: Clause) -> Iterator[Piece]:
    """People counted before what befell them: '280 were wounded', 'forced a thousand families to flee'."""
    for number in clause.seen.numbers:
        head = head_of(clause, number)
        if not counts(clause, number) or (head is not None and not _person(clause, head)):
            continue
        last = number.last if head is None else max(head + 1, number.last)
        for index in range(last, min(last + 3, len(clause.seen.tokens))):
            match = clause.seen.at("harm", index)
            if parted(clause, last, index + 1) or clause.seen.pos[index] == "#":
                break
            if tally_cue_at(clause, index)[0] == "tally.fled" and clause.seen.pos[index - 1] == "P":
                yield piece_of(clause, "displaced", number, last)
                break
            if match is None or not harms(match) or match.first != index:
                continue
            entry = match.entry
            flight = isinstance(entry, HarmEntry) and entry.harm == "displaced" and entry.way == "noun"
            verb = clause.seen.pos[index] == "V" and not joined(clause, index)
            if (verb and index - last <= 1) or (flight and clause.seen.pos[index - 1] == "P"):
                yield piece_of(clause, governing(clause, index), number, last)
            break


def _of_nouns(clause: Clause) -> Iterator[Piece]:
    """A number with the event, weapon or harm noun that it counts; 'cases' alone are those told before."""
    told = ""
    for number in clause.seen.numbers:
        if not counts(clause, number):
            continue
        head = head_of(clause, number)
        lone = head is None
        head = number.last if head is None else head
        if lone and head < len(clause.seen.tokens) and clause.seen.tokens[head].pre:
            continue  # '180 by drones and 70 by guns'
        if head < len(clause.seen.tokens) and not (head == number.last and joined(clause, head)):
            measure, last = measure_at(clause, head)
            if measure == "casualties" and _who_died(clause, last):
                measure = "killed"
            noun = "victims" if measure == "casualties" else ""
            if not measure and tally_cue_at(clause, head)[0] == "measure.case":
                measure = told
            told = measure or told
            if measure:
                yield piece_of(
                    clause,
                    measure,
                    number,
                    max(last, number.last),
                    noun=noun or kind_at(clause, head, measure),
                )


def _of_labels(clause: Clause) -> Iterator[Piece]:
    """'The dead: 240', 'number of raids: 12': a line that is a noun and its number."""
    for number in clause.seen.numbers:
        mark = number.first - 1
        if not counts(clause, number) or mark < 1 or not stopped(clause, mark, mark + 1) or mark > LABEL:
            continue
        for head in range(mark):
            measure, last = measure_at(clause, head)
            if measure and last <= mark and head_of(clause, number) is None:
                yield piece_of(clause, measure, number, number.last, noun=kind_at(clause, head, measure))
                break


def _who_died(clause: Clause, index: int) -> bool:
    """Whether a verb of death is said of the people just counted ('seven victims … who died')."""
    return any(
        harms(m) and isinstance(m.entry, HarmEntry) and m.entry.harm == "killed" and m.entry.way != "noun"
        for m in clause.seen.kinds.get("harm", ())
        if index <= m.first < index + 8 and not parted(clause, index, m.first)
    )


def bare(clause: Clause, found: Sequence[Piece]) -> list[Piece]:
    """Numbers whose noun is left out, as the parts of a total are told ('nine aimed at …', 'two in …')."""
    out: list[Piece] = []
    for number in clause.seen.numbers:
        if not counts(clause, number):
            continue
        head = number.head
        if (
            head is not None
            and head >= number.last
            and clause.seen.pos[head] in "NX"
            and head not in _placed(clause)
        ):
            continue
        piece = piece_of(clause, "", number, number.last)
        if not _overlaps(piece, found):
            out.append(piece)
    return out


def _placed(clause: Clause) -> set[int]:
    """The tokens of place names and their words: 'three in the north' counts no north."""
    kinds = clause.seen.kinds
    return {
        i for kind in ("places", "placewords") for m in kinds.get(kind, ()) for i in range(m.first, m.last)
    }
