"""Which matched names are places in this document: an ordinary word, or a namesake far away, is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec

from .gazetteer.load import Gazetteer, PlaceRecord
from .lexicon import CueEntry, EventEntry, PlaceWordEntry
from .matching import QUOTES, Match
from .text import Token

WORDS = frozenset(
    (
        "events",
        "harm",
        "people",
        "cues",
        "reporting",
        "weapons",
        "facilities",
        "placewords",
        "framing",
        "sources",
    )
)
LISTED = WORDS - {"placewords"}
WIDE = frozenset({"country", "admin1", "sea", "strait", "region", "river"})
CITY = 150_000
OWN = "geonames"
METROPOLIS = 1_000_000
ACTORS = 0.6
ARTICLE = 2
CUED = 0.5
LED = frozenset({"prep.in", "prep.on", "prep.to", "prep.from"})
LOCAL = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "admin2", "crossing", "airport", "island"}
)
BETWEEN = frozenset({"actors", "demonyms", "weapons", "facilities", "people", "harm"})
REACH = 6
PEOPLED = 5_000
TOWN = 50_000
DONE_TO_A_PLACE = frozenset({"attack", "kill", "explode", "clash", "destroy", "territory"})


class _Around:
    """One sentence's words and, by token, what the lists of other words than places make of them."""

    def __init__(self, words: Sequence[Token], matches: Sequence[Match], letters: str = "") -> None:
        self.words = words
        self.letters = letters
        kinds: dict[str, list[Match]] = {}
        known: set[int] = set()
        for match in matches:
            kind, first = match.kind, match.first
            if kind in kinds:
                kinds[kind].append(match)
            else:
                kinds[kind] = [match]
            if kind in WORDS and (kind != "framing" or not _about_a_name(match)):
                known.add(first)
                if match.last > first + 1:
                    known.update(range(first, match.last))
        self.kinds, self.known = kinds, known
        self.ends = {match.last for match in kinds.get("places", ())}
        self.adjectives = {m.first for m in kinds.get("demonyms", ()) if not _country_name(m)}
        self.known_sites = {match.first for match in kinds.get("facilities", ())}
        self.acting = {i for match in kinds.get("actors", ()) for i in range(match.first, match.last)}
        self.cue_at: dict[int, Match] = {}
        self.cues_ending: dict[int, list[Match]] = {}
        for match in kinds.get("placewords", ()):
            self.cue_at[match.first] = match
            self.cues_ending.setdefault(match.last, []).append(match)

    def _of(self, *names: str) -> Iterator[Match]:
        return (match for name in names for match in self.kinds.get(name, ()))

    @cached_property
    def told(self) -> list[int]:
        """Where the words that tell of something end."""
        return [m.last for m in self._of("events", "harm")]

    @cached_property
    def struck(self) -> set[int]:
        """Where those end that tell of what is done to a place."""
        events = ((m.last, m.entry) for m in self._of("events"))
        return {last for last, e in events if isinstance(e, EventEntry) and e.frame in DONE_TO_A_PLACE}

    @cached_property
    def led(self) -> dict[int, int]:
        """Where a preposition of place begins, by where it ends."""
        cues = ((m, m.entry) for m in self._of("cues") if not m.suffix)
        return {m.last: m.first for m, e in cues if isinstance(e, CueEntry) and e.cue in LED}

    @cached_property
    def countries(self) -> set[int]:
        """Where a country's bare name begins that no other list knows."""
        bare = {m.first for m in self.kinds.get("demonyms", ()) if _country_name(m)}
        if not bare:
            return bare
        return bare - {i for m in self._of(*LISTED) for i in range(m.first, m.last)}

    @cached_property
    def between(self) -> set[int]:
        """The tokens that may stand between what is told and where."""
        return {i for m in self._of(*BETWEEN) for i in range(m.first, m.last)}


def document_countries(
    tokens: Sequence[Sequence[Token]],
    matched: Sequence[Sequence[Match]],
    gazetteer: Gazetteer,
    letters: str = "",
) -> dict[str, float]:
    """How much a document speaks of each country, by names that can hardly mean anything else.

    `letters` are the proclitics that say where something is.
    """
    weights: dict[str, float] = {}
    acting: dict[str, float] = {}
    for words, matches in zip(tokens, matched, strict=True):
        around: _Around | None = None
        for match in matches:
            if match.kind in ("actors", "demonyms"):
                code = getattr(match.entry, "country", "")
                if code:
                    acting[code] = acting.get(code, 0.0) + 0.5
            elif match.kind == "places":
                around = around or _Around(words, matches, letters)
                for code, weight in _says(around, match, gazetteer).items():
                    weights[code] = weights.get(code, 0.0) + weight
    share = ACTORS if weights else 1.0
    return {code: weights.get(code, 0.0) + share * acting.get(code, 0.0) for code in {**weights, **acting}}


def _says(around: _Around, match: Match, gazetteer: Gazetteer) -> dict[str, float]:
    """The country that one place name speaks for: of a wide one, or a cued one of one country only."""
    cued = _cued(around, match)
    if not cued and not _plain(around, match):
        return {}
    records = [r for r in _records(match, gazetteer) if r.country and _spelt(around.words, match, r)]
    wide = sorted({r.country for r in records if _known_widely(r)})
    if wide:
        return {code: 1.0 / len(wide) for code in wide}
    only = {r.country for r in records if cued} or {r.country for r in _where(around, match, records)}
    return dict.fromkeys(only, CUED) if len(only) == 1 else {}


def credible(
    words: Sequence[Token],
    matches: Sequence[Match],
    gazetteer: Gazetteer,
    countries: Mapping[str, float],
    letters: str = "",
) -> list[Match]:
    """The matches with only those place names that are places here."""
    if not any(match.kind == "places" for match in matches):
        return list(matches)
    total = sum(countries.values()) or 1.0
    spoken = {code for code, weight in countries.items() if weight >= 0.08 * total}
    around = _Around(words, matches, letters)
    out: list[Match] = []
    for match in matches:
        if match.kind != "places":
            out.append(match)
            continue
        kept = _kept(around, match, gazetteer, spoken)
        if kept:
            out.append(match if kept == match.places else msgspec.structs.replace(match, places=kept))
    return out


def _kept(around: _Around, match: Match, gazetteer: Gazetteer, spoken: set[str]) -> tuple[str, ...]:
    cued = _cued(around, match)
    if not cued and not _plain(around, match) and not _beside(around, match):
        return ()
    if match.last - match.first == 1 and not _whole(around.words[match.first], match):
        return ()
    records = [r for r in _records(match, gazetteer) if _spelt(around.words, match, r)]
    if cued:
        return tuple(r.id for r in records if r.country in spoken or not r.country or not spoken)
    sure = [r for r in records if not r.needs_cue and (r.country in spoken or _abroad(around, match, r))]
    homes = {r.country for r in sure if r.country} or (spoken if _beside(around, match) else set())
    if not sure and not homes:
        return tuple(r.id for r in _where(around, match, records))
    return tuple(r.id for r in records if r in sure or (r.needs_cue and r.country in homes))


def _where(around: _Around, match: Match, records: Sequence[PlaceRecord]) -> list[PlaceRecord]:
    """The small places of one country whose bare name says where something told of happened: 'a raid on X'.

    One of a single word must come right after what is told: many are ordinary words too.
    """
    at = _led(around, match)
    if at < 0 or not around.told or (match.last - match.first == 1 and not _after_telling(around, at)):
        return []
    local = [r for r in records if not r.needs_cue and _local(match, r)]
    if len({r.country for r in local}) != 1 or any(not r.needs_cue for r in records if r not in local):
        return []
    return [r for r in records if r.country == local[0].country]


def _local(match: Match, record: PlaceRecord) -> bool:
    """Whether a record may be meant by its bare name: one of our own, or of several words."""
    own = OWN not in record.source.lower()
    known = own or record.population >= (PEOPLED if match.last - match.first > 1 else TOWN)
    return bool(record.country) and record.kind in LOCAL and known


def _led(around: _Around, match: Match) -> int:
    """Where the preposition of place before a name begins, or the name after a noun that tells ('X attack').

    -1 for none.
    """
    if match.pre:
        return match.first if match.pre[-1] in around.letters else -1
    before = around.words[match.first - 1] if match.first else None
    if before is not None and before.pos == "N" and not before.article and match.first in around.struck:
        return -1 if match.first in around.acting else match.first
    return around.led.get(match.first, -1)


def _after_telling(around: _Around, at: int) -> bool:
    """Whether nothing but doers, adjectives and adverbs stands between the word that tells and a token."""
    return any(
        last <= at <= last + REACH
        and all(i in around.between or around.words[i].pos in "JA#" for i in range(last, at))
        for last in around.told
    )


def _abroad(around: _Around, match: Match, record: PlaceRecord) -> bool:
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


def _beside(around: _Around, match: Match) -> bool:
    """Whether a name is coordinated with the place name right before it."""
    return bool(match.pre) and match.first in around.ends and match.first not in around.acting


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
    """Whether two spellings are of about one length and share most letters."""
    return abs(len(written) - len(folded)) < ARTICLE and sum(c in written for c in folded) > len(folded) / 2


def _records(match: Match, gazetteer: Gazetteer) -> list[PlaceRecord]:
    return [gazetteer.by_id[i] for i in match.places if i in gazetteer.by_id]


def _known_widely(record: PlaceRecord) -> bool:
    return not record.needs_cue and (
        record.kind in WIDE
        or record.population >= CITY
        or (record.kind == "city" and OWN not in record.source.lower())
    )


def _whole(token: Token, match: Match) -> bool:
    """Whether the name is the word as it stands, or as the analyser cuts it."""
    return not match.suffix and (match.pre == token.pre or not match.pre)


def _plain(around: _Around, match: Match) -> bool:
    """Whether nothing else is known of the words: no closed-class word, no word of another list."""
    if match.last - match.first > 1:
        return True
    token = around.words[match.first]
    if match.first in around.countries:
        return True
    if match.first in around.adjectives and not token.article:
        return match.first in around.led  # 'in | X': no adjective stands right after a preposition
    if token.pos in "PCSRDAG#." or len(token.stem) < 3:
        return False
    return match.first not in around.adjectives and match.first not in around.known


def _about_a_name(match: Match) -> bool:
    """Whether a match of loaded words has a place's own name in them ('occupied X')."""
    return match.entry.id.endswith("-place")


def _country_name(match: Match) -> bool:
    """Whether a demonym's match is a country's bare name, not an adjective."""
    return any(form.spelling.pos == "X" for form in match.forms)


def _whole_quote(around: _Around, before: int, match: Match) -> bool:
    """Whether a name fills quotation marks after a preposition, as a proper name does: 'in "X"'."""
    closed = match.last < len(around.words) and around.words[match.last].norm in QUOTES
    alone = _plain(around, match) and match.first not in around.acting
    return closed and alone and before > 0 and around.words[before - 1].pos == "P"


def _governed(around: _Around, match: Match, cue: Match) -> bool:
    """Whether the word behind a word of place is an ordinary one that others know: 'between | the army and',
    'the post of | the police', 'near | the seat of the consul'.
    """
    if match.last - match.first > 1:
        return False
    near = getattr(cue.entry, "way", "") != "cue"
    known = match.first in around.known or match.first in around.adjectives
    if known and not near and around.words[cue.first].article:
        return True  # 'the quarters | the western'
    if match.first in around.acting:
        return near or cue.first in around.known_sites
    after = around.words[match.last] if match.last < len(around.words) else None
    bare = not around.words[match.first].article and after is not None and after.article
    return near and bare and match.first in around.known_sites


def _cued(around: _Around, match: Match) -> bool:
    """Whether a cue word ('town', 'near') stands right before the name, or opens it."""
    opening = around.cue_at.get(match.first)
    if opening is not None and opening.last < match.last:
        return True
    before = match.first
    while before > 0 and around.words[before - 1].norm in QUOTES:
        before -= 1
    if before < match.first and _whole_quote(around, before, match):
        return True
    if match.pre or before not in around.cues_ending:
        return False
    return any(
        isinstance(m.entry, PlaceWordEntry) and m.first < match.first and not _governed(around, match, m)
        for m in around.cues_ending[before]
    )
