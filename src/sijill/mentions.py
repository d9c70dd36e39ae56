"""What a noun phrase is: an actor, people, a facility, a weapon, a place or an object, with its count."""

from __future__ import annotations

import msgspec

from .lexicon import (
    ActorEntry,
    CueEntry,
    DemonymEntry,
    FacilityEntry,
    HarmEntry,
    PeopleEntry,
    SourceEntry,
    WeaponEntry,
)
from .matching import Match
from .records import Count
from .seen import Chunk, Seen


class Mention(msgspec.Struct, gc=False):
    """A noun phrase with what it is.

    `sort`: actor, people, facility, weapon, platform, harm, event, place, country, source, thing.
    `start` and `end` are document offsets. `entry` is the id of the word-list entry that decided.
    """

    sort: str
    first: int
    last: int
    start: int
    end: int
    text: str
    entry: str = ""
    actor: str | None = None
    name: str = ""
    actor_kind: str = ""
    facility: str | None = None
    who: str = ""
    count: Count | None = None
    number: str = ""
    definite: bool = False
    actors: tuple[str, ...] = ()
    match: Match | None = None
    others: bool = False
    noun: bool = False
    named: bool = False
    some: bool = False
    turn: bool = False
    abstract: bool = False
    anaphor: bool = False
    stems: tuple[str, ...] = ()
    site: Mention | None = None


def text_of(seen: Seen, first: int, last: int, source: str) -> tuple[int, int, str]:
    """The document span of tokens [first, last), proclitics of the first left off, and its words."""
    start, end = seen.span(first, last)
    return start, end, source[start:end]


def describe(seen: Seen, chunk: Chunk, source: str) -> Mention:
    """Say what a noun phrase is by the words at its head, then by the names inside it."""
    first, last = chunk.first, chunk.last
    start, end, text = text_of(seen, first, last, source)
    count, head = _counted(seen, first, last)
    mention = Mention("thing", first, last, start, end, text, count=count)
    stems: list[str] = []
    definite = known = False
    for index in range(first, last):
        token = seen.tokens[index]
        definite = definite or token.article or token.suffix != ""
        known = known or index in seen.cover
        if seen.pos[index] in "NJX":
            stems.append(token.stem)
    mention.definite, mention.stems = definite, tuple(stems)
    mention.noun = (
        head < last and seen.pos[head] in "NX" and not any(n.first <= head < n.last for n in seen.numbers)
    )
    mention.named = seen.pos[min(head, last - 1)] == "X" and count is None
    if known:
        _by_lists(seen, mention, min(head, last - 1), source)
    return mention


def _by_lists(seen: Seen, mention: Mention, head: int, source: str) -> None:
    """Say what a phrase is by what the word lists know of its words."""
    first, last = mention.first, mention.last
    counting = seen.inside("counting", first, last)
    mention.turn = bool(counting) and any(m.entry.id.endswith("-turn") for m in counting)
    cues = {m.entry.cue: m for m in seen.inside("cues", first, last) if isinstance(m.entry, CueEntry)}
    mention.others, mention.some = "other" in cues, "some" in cues
    _sort(seen, mention, head)
    mention.abstract = mention.sort == "thing" and seen.cues.get(head) == "abstract"
    mention.anaphor = mention.sort == "thing" and seen.cues.get(head) == "anaphor"
    if mention.others and mention.match is None:
        numbers = [f.spelling.number for f in cues["other"].forms if f.spelling.number]
        mention.number = (
            "many" if "many" in numbers else next(iter(numbers), "")
        )  # the dual and plural are spelt alike
    people = seen.at("people", head)
    if mention.sort == "actor" and not mention.number and people is not None:
        mention.number = next((f.spelling.number for f in people.forms if f.spelling.number), "")
    _actors(seen, mention)
    if mention.sort == "place":
        mention.site = _site(seen, mention, source)


def _site(seen: Seen, place: Mention, source: str) -> Mention | None:
    """The site inside a phrase that begins with a word of place: 'around | the hospital'."""
    near = min(place.last, place.first + 3)
    inner = next(iter(seen.inside("facilities", place.first + 1, near)), None)
    word = seen.at("placewords", place.first)
    beside = word is not None and getattr(word.entry, "way", "") == "relation"
    if inner is None or not isinstance(inner.entry, FacilityEntry) or not beside:
        return None
    start, end, text = text_of(seen, inner.first, place.last, source)
    return Mention(
        "facility", inner.first, place.last, start, end, text, inner.entry.id, facility=inner.entry.facility
    )


def _counted(seen: Seen, first: int, last: int) -> tuple[Count | None, int]:
    """The number that opens the phrase, and the index of the noun after it."""
    for number in seen.numbers:
        if number.first <= first < number.last or first == number.first:
            if number.kind in ("ordinal", "fraction"):
                continue
            head = first if number.kind == "dual" else number.last
            while head < last and _fills(seen, head):
                head += 1
            return number.count, head
        if (
            first < number.first < last
            and sum(seen.pos[i] != "." for i in range(first, number.first)) == 1
            and number.kind not in ("ordinal", "fraction")
        ):
            return number.count, first
    head = first
    while head < last - 1 and (_fills(seen, head) or _quantifies(seen, head)):
        head += 1
    return None, head


def _quantifies(seen: Seen, index: int) -> bool:
    """Whether a word such as 'all' or 'some' stands right before the noun that it counts."""
    return seen.cues.get(index) == "some" and seen.pos[index + 1] in "NX" and bool(seen.cover.get(index + 1))


def _fills(seen: Seen, index: int) -> bool:
    """A preposition or a closed-class word between a number and its noun ('a number of')."""
    return seen.pos[index] in "PDA." or (
        (cue := seen.at("cues", index)) is not None
        and isinstance(cue.entry, CueEntry)
        and cue.entry.cue in ("prep.from", "some")
    )


OFFICIAL = "people.official"  # who speaks and acts for a state
CIVIL = frozenset({"civilian", "unspecified", "child", "woman", "journalist", "medic", "aid_worker"})
# The word lists that may say what a phrase is, in the order in which they are asked: carriers of arms first.
_SORTS = (
    ("actors", "actors"),
    ("weapons", "platforms"),
    ("facilities", "facilities"),
    ("weapons", "weapons"),
    ("people", "people"),
    ("harm", "harm"),
    ("sources", "sources"),
    ("places", "places"),
    ("events", "events"),
)


def _sort(seen: Seen, mention: Mention, head: int) -> None:
    here = seen.cover.get(head)
    if not here:
        return
    facility = seen.at("facilities", head)
    if facility is not None and facility.first == head and isinstance(facility.entry, FacilityEntry):
        mention.facility = facility.entry.facility
    for kind, name in _SORTS:
        match = here.get(kind)
        if match is None or match.first > head:
            continue
        if name == "platforms" and not (isinstance(match.entry, WeaponEntry) and match.entry.platform):
            continue
        if kind == "actors" and _plain_people(seen, match, head):
            continue
        arms = here.get("weapons")
        if kind == "facilities" and arms is not None and arms.first == head and arms.last > match.last:
            continue  # 'a car | rigged to explode'
        if match.first < head and kind not in ("actors",):
            continue
        if kind == "facilities" and _harmed(seen, mention.first, head):
            mention.facility = None
            continue
        if _take(mention, match):
            return
    word = seen.at("placewords", head)
    sides = word is not None and getattr(word.entry, "way", "") == "relation" and seen.tokens[head].article
    if word is not None and not sides:  # 'the sides', with the article, are those of a quarrel
        mention.sort = "place"


def _harmed(seen: Seen, first: int, head: int) -> bool:
    """Whether a word that is people or a site stands right behind a word of harm: 'wounded | a farmer'."""
    people = seen.at("people", head)
    if people is None or people.first != head or not first:
        return False
    return seen.at("harm", first - 1) is not None and not seen.tokens[head].article


def _plain_people(seen: Seen, match: Match, head: int) -> bool:
    """Whether a general noun ('civilians', 'soldiers') is better read as people, with its number."""
    people = seen.at("people", head)
    entry = match.entry
    return (
        isinstance(entry, ActorEntry)
        and entry.generic
        and people is not None
        and people.first == head
        and (people.last >= match.last)
    )


def _take(mention: Mention, match: Match) -> bool:
    """Let a match at the head say what the phrase is; False where its kind says nothing."""
    if match.kind == "places":
        mention.sort, mention.match = "place", match
        return True
    entry = match.entry
    mention.match, mention.entry = match, entry.id
    numbers = [f.spelling.number for f in match.forms if f.spelling.number]
    mention.number = (
        "many" if "many" in numbers else next(iter(numbers), "")
    )  # a dual and a plural may be spelt alike
    if isinstance(entry, ActorEntry):
        mention.sort = "actor" if not entry.generic or entry.actor_kind not in ("civilians",) else "people"
        mention.actor, mention.name, mention.actor_kind = entry.id, entry.name_en, entry.actor_kind
        mention.who = "civilian" if entry.actor_kind == "civilians" else ""
    elif isinstance(entry, FacilityEntry):
        mention.sort, mention.facility = "facility", entry.facility
    elif isinstance(entry, WeaponEntry):
        if entry.adjective:
            return False
        mention.sort = "platform" if entry.platform else "weapon"
    elif isinstance(entry, PeopleEntry):
        mention.sort, mention.who = "people", entry.who
        mention.some = mention.some or entry.collective
        mention.count = None if entry.collective else mention.count  # families are no count of persons
    elif isinstance(entry, HarmEntry):
        if entry.way != "people":
            return False
        mention.sort, mention.who = "harm", entry.who
    elif isinstance(entry, SourceEntry):
        mention.sort = "source"
    else:
        mention.sort = "event"
    return True


def _actors(seen: Seen, mention: Mention) -> None:
    """The actors named inside a phrase: by name, else by an adjective of country."""
    names: list[str] = []
    common = -1  # where a common word for a force ended that says who it is until a name is told
    for match in seen.inside("actors", mention.first, mention.last):
        entry = match.entry
        if not isinstance(entry, ActorEntry):
            continue
        head = seen.tokens[match.first]
        named = match.first == common and not entry.generic and not head.pre
        if named:  # 'the gunmen | of X', 'the faction | X'
            names.clear()
            mention.entry = mention.entry if mention.sort == "people" else entry.id
        bare = entry.generic and not head.article
        common = match.last if bare and match.first <= mention.first + 1 else -1
        names.append(entry.id)
        if mention.abstract:
            continue  # 'the efforts of the army' are not the army
        plain = mention.sort in ("thing", "platform", "people", "weapon", "source")
        if named or (mention.actor is None and plain):
            mention.actor, mention.name, mention.actor_kind = entry.id, entry.name_en, entry.actor_kind
            mention.entry = mention.entry or entry.id
            if mention.sort == "thing":
                mention.sort = "actor"
    _of_a_country(seen, mention, names)
    mention.actors = tuple(dict.fromkeys(names))


def _of_a_country(seen: Seen, mention: Mention, names: list[str]) -> None:
    """What an adjective of country says of a phrase; people with no arms and no office are no force of it."""
    for match in seen.inside("demonyms", mention.first, mention.last):
        entry = match.entry
        if not isinstance(entry, DemonymEntry):
            continue
        bare = any(form.spelling.pos == "X" for form in match.forms)
        if bare and match.first == mention.first and mention.sort in ("thing", "place"):
            mention.sort = "country"
        if not entry.actor:
            continue
        if _renamed(seen, mention, match):
            mention.actor, mention.name, mention.entry = entry.actor, "", entry.actor
        names.append(entry.actor)
        if not bare and match.first == mention.first and mention.sort == "thing":
            mention.sort = "actor"  # 'the Iranians'
        civil = mention.sort == "people" and mention.who in CIVIL and mention.entry != OFFICIAL
        plain = mention.sort in ("thing", "platform", "people", "country", "weapon")
        if mention.actor is None and plain and not civil:
            mention.actor, mention.entry = entry.actor, mention.entry or entry.id


def _renamed(seen: Seen, mention: Mention, country: Match) -> bool:
    """Whether an adjective of country says whose a force is that goes by an epithet alone ('the occupiers of
    | Media').
    """
    force = mention.match
    if force is None or mention.sort != "actor":
        return False
    if force.last != country.first or country.first >= mention.last:
        return False
    if seen.at("demonyms", force.last - 1) is not None:
        return False  # the epithet has a country of its own
    return bool(force.forms[0].loaded) and getattr(force.entry, "country", "") != getattr(
        country.entry, "country", ""
    )
