"""Where a speaker's phrase begins and ends: the office, its charge, its body, the holder's name."""

from __future__ import annotations

from .arguments import Clause
from .lexicon import CueEntry, ReportingEntry, SourceEntry
from .seen import Chunk

REACH = 3
PAIRS = {"(": ")", "«": "»", "“": "”", '"': '"'}
INNER = ("means", "in", "from", "for", "about")


def closed(clause: Clause, first: int, last: int) -> int:
    """End a phrase with the mark that closes what it opened, and not with one that opens something else."""
    tokens = clause.seen.tokens
    opened = [t.norm for t in tokens[first : last - 1] if t.norm in PAIRS]
    if tokens[last - 1].norm in PAIRS and (not opened or tokens[last - 1].norm != PAIRS[opened[-1]]):
        last -= 1
    if last < len(tokens) and opened and tokens[last].norm == PAIRS[opened[-1]]:
        closing = sum(t.norm == PAIRS[opened[-1]] for t in tokens[first:last])
        same = PAIRS[opened[-1]] == opened[-1]
        if (closing % 2 == 1) if same else (closing < opened.count(opened[-1])):
            last += 1
    return last


def trim(clause: Clause, first: int, last: int) -> int:
    """Cut a phrase at a word of saying inside it, and a country's bare name from what follows it."""
    lead = clause.seen.at("demonyms", first)
    if lead is not None and lead.first == first and any(form.spelling.pos == "X" for form in lead.forms):
        longer = clause.seen.at("actors", first) or clause.seen.at("sources", first)
        if longer is None or longer.last <= lead.last:
            return lead.last
    head = clause.seen.at("actors", first)
    for at in range(first + 1, last):
        other = clause.seen.at("actors", at)
        if (
            head is not None
            and other is not None
            and other.first == at >= head.last
            and clause.seen.pos[at] in "NX"
            and (clause.seen.at("demonyms", at) is None or not getattr(other.entry, "generic", True))
        ):
            return at  # two names with nothing between: the second is no part of the first
        if _begins_anew(clause, first, at):
            return at
        match = clause.seen.at("reporting", at)
        if match is not None and match.first == at and isinstance(match.entry, ReportingEntry):
            inside = clause.seen.at("sources", at)
            if match.entry.way != "noun" and (inside is None or inside.first == at):
                return at
    return last


def _begins_anew(clause: Clause, first: int, at: int) -> bool:
    """Whether a noun cannot go on with the name: after an adjective, a country after a proper name."""
    seen = clause.seen
    named = seen.at("actors", first)
    whole = named is not None and named.last == at and named.last - named.first > 1
    if (seen.pos[at - 1] == "J" or (whole and seen.tokens[at].article)) and seen.pos[at] == "N":
        return not any(seen.at(kind, at) for kind in ("sources", "actors", "people", "demonyms"))
    head, country = seen.at("sources", first), seen.at("demonyms", at)
    if (
        head is None
        or country is None
        or country.first != at
        or head.last > at
        or not isinstance(head.entry, SourceEntry)
    ):
        return False
    bare = any(form.spelling.pos == "X" for form in country.forms)
    return (
        bare
        and head.entry.source_kind in ("monitor", "un_ngo")
        and bool(head.forms)
        and not head.forms[0].spelling.number
    )


def extend(clause: Clause, index: int, first: int) -> int:
    """The end of the phrase with what belongs to an office: on whose behalf, where, and the holder's name."""
    chunks = clause.seen.chunks
    last = chunks[index].last
    office = _office(clause, first)
    spoken = clause.seen.at("sources", first) is not None
    here = index + 1
    while here < len(chunks) and here <= index + 2 * REACH:
        chunk = chunks[here]
        gap = clause.seen.tokens[last : chunk.first]
        if chunk.conj or any(t.norm in (":", *clause.frames.commas) for t in gap):
            break
        if chunk.kind == "mark" and clause.cue(here) == "behalf":
            here += 1
            if here < len(chunks) and chunks[here].kind == "np":
                last = trim(clause, chunks[here].first, chunks[here].last)
            here += 1
            continue
        if chunk.kind != "np" or not (
            _belongs(clause, chunk, office, spoken, last) or (office and _charge(clause, here))
        ):
            break
        cut = trim(clause, chunk.first, chunk.last)
        last = cut
        if cut < chunk.last:
            break
        here += 1
    return last


def _charge(clause: Clause, index: int) -> bool:
    """What an office is in charge of, before its body: 'the director | for borders | at the ministry'."""
    chunks, seen = clause.seen.chunks, clause.seen
    if chunks[index].prep != "for" or _medium(clause, chunks[index].first) or index + 1 >= len(chunks):
        return False
    after = chunks[index + 1]
    return (
        after.kind == "np"
        and after.first == chunks[index].last
        and after.prep in ("means", "in")
        and any(seen.at(kind, after.first) for kind in ("sources", "actors"))
    )


def _belongs(clause: Clause, chunk: Chunk, office: bool, spoken: bool, last: int) -> bool:
    """Whether the next noun phrase goes on with a speaker's phrase."""
    seen = clause.seen
    if not chunk.prep:
        behalf = seen.at("cues", chunk.first - 1)
        if (
            chunk.first == last
            and behalf is not None
            and isinstance(behalf.entry, CueEntry)
            and behalf.entry.cue == "behalf"
        ):
            return True
        opened = seen.tokens[chunk.first - 1].norm == "("
        ranked = office and _office(clause, chunk.first)  # 'the spokesman | Brigadier X'
        return opened or (
            chunk.first == last and (ranked or ((office or spoken) and _personal(clause, chunk)))
        )
    if chunk.prep not in INNER:
        return False
    if any(seen.at(kind, chunk.first) for kind in ("sources", "actors", "facilities")):
        return chunk.prep in ("means", "in", "from") or (
            office and chunk.prep == "for" and not _medium(clause, chunk.first)
        )
    if any(seen.at(kind, chunk.first) for kind in ("places", "placewords")):
        return chunk.prep in ("means", "in") and office
    return False


def _personal(clause: Clause, chunk: Chunk) -> bool:
    """Whether a phrase can be the bare name of an office's holder: a few words that no list knows."""
    seen = clause.seen
    words = range(chunk.first, chunk.last)
    if (
        len(words) > 4
        or any(seen.tokens[n].article and n == chunk.first for n in words)
        or seen.pos[chunk.first] not in "NX"
    ):
        return False
    kinds = (
        "facilities",
        "people",
        "actors",
        "sources",
        "events",
        "harm",
        "weapons",
        "reporting",
        "placewords",
    )
    return not any(seen.at(kind, n) for kind in kinds for n in words) and not any(
        n.first <= chunk.first < n.last for n in seen.numbers
    )


def _medium(clause: Clause, index: int) -> bool:
    """Whether a medium begins at a token: 'said to the paper' names a hearer, not a part of the office."""
    match = clause.seen.at("sources", index)
    return (
        match is not None
        and isinstance(match.entry, SourceEntry)
        and match.entry.source_kind in ("news_agency", "outlet")
    )


def _office(clause: Clause, first: int) -> bool:
    match = clause.seen.at("sources", first)
    return match is not None and isinstance(match.entry, SourceEntry) and match.entry.office
