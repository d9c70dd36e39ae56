"""Which matched names are places in this document: an ordinary word, or a namesake far away, is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from .gazetteer.geometry import apart_km
from .gazetteer.load import Gazetteer, PlaceRecord
from .gazetteer.resolve import BORDER_KM, HAND
from .lexicon import PlaceWordEntry
from .matching import QUOTES, Match
from .openings import NO_OPENING
from .placement import LOCAL, lies
from .surroundings import Around, records_of
from .text import Token

WIDE = frozenset({"country", "admin1", "sea", "strait", "region", "river"})
CITY = 150_000
OWN = "geonames"
METROPOLIS = 1_000_000
DISTRICT = "admin2"
ACTORS = 0.6
ARTICLE = 2
CUED = 0.5
REACH = 6
PEOPLED = 5_000
TOWN = 50_000
SMALL = frozenset({"village", "neighbourhood"})
THINGS = frozenset({"site", "road", "dam", "airport", "port", "field", "crossing"})


def surroundings(words: Sequence[Token], matches: Sequence[Match], letters: str = "") -> Around | None:
    """What stands around the place names of a sentence; None where it has none.

    `letters` are the proclitics that say where something is.
    """
    named = any(match.kind == "places" for match in matches)
    return Around(words, matches, letters) if named else None


def document_countries(
    arounds: Sequence[Around | None], matched: Sequence[Sequence[Match]], gazetteer: Gazetteer
) -> dict[str, float]:
    """How much a document speaks of each country, by names that can hardly mean anything else."""
    weights: dict[str, float] = {}
    acting: dict[str, float] = {}
    for around, matches in zip(arounds, matched, strict=True):
        for match in matches:
            if match.kind in ("actors", "demonyms"):
                code = getattr(match.entry, "country", "")
                if code:
                    acting[code] = acting.get(code, 0.0) + 0.5
            elif match.kind == "places" and around is not None:
                for code, weight in _says(around, match, gazetteer).items():
                    weights[code] = weights.get(code, 0.0) + weight
    share = ACTORS if weights else 1.0
    return {code: weights.get(code, 0.0) + share * acting.get(code, 0.0) for code in {**weights, **acting}}


def _says(around: Around, match: Match, gazetteer: Gazetteer) -> dict[str, float]:
    """The country that one place name speaks for: of a wide one, or a cued one of one country only."""
    cued = _cued(around, match)
    if not cued and not _plain(around, match):
        return {}
    records = [r for r in _named(around, match, gazetteer) if r.country]
    wide = sorted({r.country for r in records if _known_widely(r)})
    if wide:
        return {code: 1.0 / len(wide) for code in wide}
    areas = {r.country for r in records if cued and r.kind in WIDE and HAND in r.source}
    only = areas or {r.country for r in records if cued}
    only = only or {r.country for r in _where(around, match, records)}
    return dict.fromkeys(only, CUED) if len(only) == 1 else {}


def credible(
    around: Around | None, matches: Sequence[Match], gazetteer: Gazetteer, countries: Mapping[str, float]
) -> Sequence[Match]:
    """The matches with only those place names that are places here.

    `around` is what stands around them, of these matches or of what they were before homonyms were settled.
    """
    if around is None:
        return matches
    if around.matches is not matches:
        around = Around(around.words, matches, around.letters)
    total = sum(countries.values()) or 1.0
    spoken = {code for code, weight in countries.items() if weight >= 0.08 * total}
    out: list[Match] = []
    for match in matches:
        if match.kind != "places":
            out.append(match)
            continue
        kept = _kept(around, match, gazetteer, spoken)
        if kept:
            out.append(match if kept == match.places else msgspec.structs.replace(match, places=kept))
        else:
            around.ends.discard(match.last)  # what is no place itself makes none of the word beside it
    return out


def _kept(around: Around, match: Match, gazetteer: Gazetteer, spoken: set[str]) -> tuple[str, ...]:
    cued = _cued(around, match)
    if not cued and not _plain(around, match) and not _beside(around, match):
        return ()
    if not cued and _of_a_person(around, match):
        return ()
    if match.last - match.first == 1 and not _whole(around.words[match.first], match):
        return ()
    records = _named(around, match, gazetteer)
    led = _led(around, match) >= 0 or _beside(around, match)
    sided = lies(around, match, records, gazetteer) if led and not cued and _plain(around, match) else []
    if sided:
        return tuple(r.id for r in sided)
    if cued:
        told = [r for r in records if r.country in spoken or not r.country or not spoken]
        return tuple(r.id for r in told or records if told or _in_reach(r, spoken, gazetteer))
    sure = [r for r in records if not r.needs_cue and (r.country in spoken or _abroad(around, match, r))]
    homes = {r.country for r in sure if r.country} or (spoken if _beside(around, match) else set())
    if not sure and not homes:
        found = _where(around, match, records)
        return tuple(r.id for r in found if r.kind not in SMALL or _in_reach(r, spoken, gazetteer))
    homes |= spoken if sure else set()
    return tuple(r.id for r in records if r in sure or (r.needs_cue and r.country in homes))


def _where(around: Around, match: Match, records: Sequence[PlaceRecord]) -> list[PlaceRecord]:
    """The small places of one country whose bare name says where something told of happened: 'a raid on X'.
    A town comes before villages and quarters of other countries.

    One of a single word must come right after what is told: many are ordinary words too.
    """
    at = _led(around, match)
    if at < 0 or not around.told or (match.last - match.first == 1 and not _after_telling(around, at)):
        return []
    local = [r for r in records if not r.needs_cue and _local(match, r)]
    if len({r.country for r in local}) > 1:
        local = [r for r in local if r.kind not in SMALL]
    if len({r.country for r in local}) != 1:
        return []
    others = [r for r in records if r not in local and not r.needs_cue]
    if any(r.kind != DISTRICT or r.country != local[0].country for r in others):
        return []  # a district of the same name is no other place
    return [r for r in records if r.country == local[0].country]


def _in_reach(record: PlaceRecord, spoken: set[str], gazetteer: Gazetteer) -> bool:
    """Whether a place lies in a country that the document speaks of, or near one; any does where it speaks of
    none.
    """
    countries = [c for code in spoken if (c := gazetteer.country_record(code)) is not None]
    return not countries or any(
        record.country == c.country or apart_km(record, c) <= c.radius_km + BORDER_KM for c in countries
    )


def _of_a_person(around: Around, match: Match) -> bool:
    """Whether a bare name stands right behind a person told in the singular: 'the child | Sham'."""
    if match.pre or match.last - match.first > 1:
        return False
    return any(
        m.last == match.first
        and around.words[m.last - 1].article
        and any(form.spelling.number == "one" for form in m.forms)
        for m in around.kinds.get("people", ())
    )


def _local(match: Match, record: PlaceRecord) -> bool:
    """Whether a record may be meant by its bare name: one of our own, or of several words."""
    own = OWN not in record.source.lower()
    known = own or record.population >= (PEOPLED if match.last - match.first > 1 else TOWN)
    return bool(record.country) and record.kind in LOCAL and known


def _led(around: Around, match: Match) -> int:
    """Where the preposition of place before a name begins, or the name after a noun that tells ('X attack').

    -1 for none.
    """
    if match.pre:
        return match.first if match.pre[-1] in around.letters else -1
    before = around.words[match.first - 1] if match.first else None
    if before is not None and before.pos == "N" and not before.article and match.first in around.struck:
        return -1 if match.first in around.acting else match.first
    return around.led.get(match.first, -1)


def _after_telling(around: Around, at: int) -> bool:
    """Whether nothing but doers, adjectives and adverbs stands between the word that tells and a token."""
    return any(
        last <= at <= last + REACH
        and all(i in around.between or around.words[i].pos in "JA#" for i in range(last, at))
        for last in around.told
    )


def _abroad(around: Around, match: Match, record: PlaceRecord) -> bool:
    """Whether a place of a country that the document does not speak of may be meant: known widely, and a
    town that only GeoNames knows, where the words say that something is in it.
    """
    if not record.country:
        return True
    if not _known_widely(record):
        return False
    if OWN not in record.source.lower() or record.kind in WIDE or record.population >= METROPOLIS:
        return True
    before = around.words[match.first - 1] if match.first else None
    return bool(match.pre) or before is None or before.pos == "P" or match.first in around.ends


def _beside(around: Around, match: Match) -> bool:
    """Whether a name is coordinated with the place name right before it."""
    return bool(match.pre) and match.first in around.ends and match.first not in around.acting


def _named(around: Around, match: Match, gazetteer: Gazetteer) -> list[PlaceRecord]:
    """The places that a name can mean as it is spelt."""
    found = around.named.get(match.first)
    if found is None:
        found = [r for r in records_of(match, gazetteer) if _spelt(around.words, match, r)]
        around.named[match.first] = found
    return found


def _spelt(words: Sequence[Token], match: Match, record: PlaceRecord) -> bool:
    """Whether the text has all of one of the record's names: one with the article is not meant without it."""
    tokens = [t for t in words[match.first : match.last] if t.pos != "."]
    names = _names(record.name_ar, record.other_names, len(tokens))
    if not names or all(token.article for token in tokens):
        return True
    bare = [t.norm[len(match.pre) if n == 0 else 0 :] for n, t in enumerate(tokens)]
    for parts in names:
        if all(t.article or _alike(p, word) for p, t, word in zip(parts, tokens, bare, strict=True)):
            return True
    return False


@lru_cache(maxsize=1 << 14)
def _names(name: str, others: tuple[str, ...], count: int) -> tuple[tuple[str, ...], ...]:
    """The names of a place that have so many words, as words."""
    return tuple(tuple(parts) for parts in map(str.split, (name, *others)) if len(parts) == count)


@lru_cache(maxsize=1 << 14)
def _alike(written: str, folded: str) -> bool:
    """Whether two spellings are of about one length and share half of their letters or more."""
    return abs(len(written) - len(folded)) < ARTICLE and 2 * sum(c in written for c in folded) >= len(folded)


def _known_widely(record: PlaceRecord) -> bool:
    return not record.needs_cue and (
        record.kind in WIDE
        or record.population >= CITY
        or (record.kind == "city" and OWN not in record.source.lower())
    )


def _whole(token: Token, match: Match) -> bool:
    """Whether the name is the word as it stands, or as the analyser cuts it."""
    return not match.suffix and (match.pre == token.pre or not match.pre)


def _plain(around: Around, match: Match) -> bool:
    """Whether nothing else is known of the words: no closed-class word, no word of another list."""
    found = around.plain.get(match.first)
    if found is None:
        found = around.plain[match.first] = _unknown(around, match)
    return found


def _unknown(around: Around, match: Match) -> bool:
    if match.last - match.first > 1:
        return True
    token = around.words[match.first]
    if match.first in around.countries:
        return True
    if match.first in around.adjectives and not token.article:
        return match.first in around.led  # 'in | X': no adjective stands right after a preposition
    if token.pos in "PCSRDAG#." or len(token.stem) < 3:
        return False
    known = match.first in around.known and not around.is_no_verb(match.first)
    return match.first not in around.adjectives and not known


def _whole_quote(around: Around, before: int, match: Match) -> bool:
    """Whether a name fills quotation marks after a preposition, as a proper name does: 'in "X"'."""
    closed = match.last < len(around.words) and around.words[match.last].norm in QUOTES
    alone = _plain(around, match) and match.first not in around.acting
    return closed and alone and before > 0 and around.words[before - 1].pos == "P"


def _governed(around: Around, match: Match, cue: Match) -> bool:
    """Whether the word behind a word of place is an ordinary one that others know: 'between | the army and',
    'the post of | the police', 'near | the seat of the consul'.
    """
    if match.last - match.first > 1:
        return False
    side = around.cue_at.get(match.first)
    if side is not None and getattr(side.entry, "way", "") == "relation":
        return not around.words[match.first].article  # 'the area | south-west of X'
    near = getattr(cue.entry, "way", "") != "cue"
    known = match.first in around.known or match.first in around.adjectives
    if known and not near and around.words[cue.first].article:
        return True  # 'the quarters | the western'
    if match.first in around.acting:
        return near or cue.first in around.known_sites
    after = around.words[match.last] if match.last < len(around.words) else None
    bare = not around.words[match.first].article and after is not None and after.article
    return near and bare and match.first in around.known_sites


def _measured(around: Around, match: Match) -> bool:
    """Whether a distance stands before the name: '20 km from | X'."""
    if match.pre or match.first not in around.away:
        return False
    units = around.cues_ending.get(around.away[match.first], ())
    return any(isinstance(m.entry, PlaceWordEntry) and m.entry.way == "unit" for m in units)


def _cued(around: Around, match: Match) -> bool:
    """Whether a cue word ('town', 'near') stands right before the name, or opens it."""
    found = around.cued.get(match.first)
    if found is None:
        found = around.cued[match.first] = _called(around, match)
    return found


def _called(around: Around, match: Match) -> bool:
    opening = around.cue_at.get(match.first)
    if opening is not None and opening.last < match.last:
        return True
    before = match.first
    while before > 0 and around.words[before - 1].norm in QUOTES:
        before -= 1
    if before < match.first and _whole_quote(around, before, match):
        return True
    if _measured(around, match):
        return True
    if match.pre or before not in around.cues_ending:
        return False
    return any(
        isinstance(m.entry, PlaceWordEntry)
        and m.entry.way not in NO_OPENING
        and not (m.entry.way == "cue" and m.entry.place_kind in THINGS and around.words[m.first].article)
        and m.first < match.first
        and not _governed(around, match, m)
        for m in around.cues_ending[before]
    )
