"""Load, validate and index the word lists of a language.

A word list is TOML: `lexicon/<kind>/<file>.toml` with `[[entry]]` tables (docs/words.md). The language
spells out the citation forms of an entry; this module folds them, refuses what breaks a rule, and builds
one trie for all kinds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

import msgspec
import tomli

from .errors import LexiconError

_AT = re.compile(r"\$\.entry\[(\d+)\]")


class Spelling(NamedTuple):
    """One spelling of an entry with what its ending tells: part of speech, number, person, voice, tense.
    The voice is 'passive' by its spelling, 'undergone' where the order of words in a sentence tells it.
    """

    text: str
    pos: str = ""
    number: str = ""
    person: str = ""
    voice: str = ""
    tense: str = ""


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a homonym is meant: in documents about these countries, of these dates,
    of outlets of this side.
    """

    country: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    outlet_side: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry of every kind has. `nouns` and `verbs` are citation forms that the language spells
    out; `by` is who added it to words of their own.
    """

    id: str
    source: str
    added: datetime.date
    forms: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    found_in: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()
    when: When | None = None
    note: str = ""
    by: str = ""


class EventEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that tells of an event; `genitive` says what a bare genitive after its noun is; one that `needs`
    means counts only where a weapon is named, one that needs a doer is a word of harm where none is,
    one that needs an event tells of none by itself (what a crowd chants), and one that needs harm
    counts only where somebody is hurt ('a drone fell'); one that needs a shot is told of shells before it.
    """

    event_type: str
    frame: str
    genitive: str = "either"
    weak: bool = False
    needs: str = ""


class HarmEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word of harm; `way` says how its people stand to it (verb, noun, people, active, fall, zero,
    unknown).

    A `weak` verb has other senses, and counts only with people right behind it.
    """

    harm: str = ""
    way: str
    who: str = "unspecified"
    weak: bool = False


class PeopleEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun for people, with the group they belong to; a `collective` is several in one ('a family')."""

    who: str
    collective: bool = False


class WeaponEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weapon, a system or an adjective of means; a `platform` can itself be the doer."""

    weapon: str = ""
    platform: bool = False
    adjective: bool = False
    refines: str = ""


class FacilityEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun for a facility or object; `weak` ones need a military word beside them."""

    facility: str
    weak: bool = False


class Loaded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that only friends or foes use in place of an actor's own or official one."""

    form: str
    category: str
    when: When | None = None


class DatedSide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an actor was during a time."""

    since: str = ""
    until: str = ""
    actor_kind: str
    inter: int = 0


class ActorEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An armed, political or social actor; never a person."""

    name_en: str
    name_ar: str = ""
    actor_kind: str
    country: str = ""
    inter: int = 0
    plover: str = ""
    cameo: str = ""
    ucdp: str = ""
    since: str = ""
    until: str = ""
    part_of: str = ""
    sides: tuple[DatedSide, ...] = ()
    loaded: tuple[Loaded, ...] = ()
    generic: bool = False


class DemonymEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An adjective of country or movement, the actor it names when alone, and the country's bare names."""

    country: str = ""
    actor: str = ""
    country_names: tuple[str, ...] = ()


class ReportingEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word by which someone is said to say something; a `weak` one says so only before a clause or
    quotation.
    """

    stance: str
    way: str
    distance: bool = False
    weak: bool = False


class SourceEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun or name that speaks; an `office` speaks for the body that it is said to belong to."""

    source_kind: str
    actor: str = ""
    office: bool = False


class FramingEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A loaded word with its neutral label.

    `of_act` is its category where it qualifies an act and not a party ('a terrorist attack'); a word that
    needs a `party` is loaded only in a sentence that names one (a crime in a crime report is not).
    """

    category: str
    neutral: str
    about: str = ""
    of_act: str = ""
    needs: str = ""


class OutletEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet of the registry, so that one voice is counted once."""

    name_en: str
    name_ar: str = ""
    scale: str = "Other"
    declared_side: str = ""
    country: str = ""
    lang: str = "ar"
    medium: str = ""


class PlaceWordEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that introduces a place or says how something lies to it; `km` is the length of a unit."""

    way: str
    place_kind: str = ""
    relation: str = ""
    precision: int = 1
    km: float = 0.0


class CueEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word of grammar that steers reading: results, light verbs, planning, denial, background."""

    cue: str


KINDS: dict[str, type[Entry]] = {
    "actors": ActorEntry,
    "counting": CueEntry,
    "cues": CueEntry,
    "demonyms": DemonymEntry,
    "events": EventEntry,
    "facilities": FacilityEntry,
    "framing": FramingEntry,
    "harm": HarmEntry,
    "outlets": OutletEntry,
    "people": PeopleEntry,
    "placewords": PlaceWordEntry,
    "reporting": ReportingEntry,
    "sources": SourceEntry,
    "weapons": WeaponEntry,
}


class Form(msgspec.Struct, frozen=True, gc=False):
    """A spelling in the index: its entry (None: a phrase that means nothing), kind,
    and what its ending tells.
    """

    entry: Entry | None
    kind: str
    spelling: Spelling
    article: bool = False
    loaded: str = ""


class Speller(NamedTuple):
    """What the index needs of a language: how to fold a phrase into words,
    and how to spell citation forms.
    """

    words: Callable[[str], tuple[tuple[str, bool], ...]]
    noun: Callable[[str], Iterable[Spelling]]
    verb: Callable[[str, str], Iterable[Spelling]]


class Node:
    """A node of the trie: the next words, the forms and gazetteer ids that end here, and the verbs that
    begin here and whose second word may stand further on."""

    __slots__ = ("forms", "gaps", "next", "places")

    def __init__(self) -> None:
        self.gaps: tuple[tuple[str, str, Form], ...] = ()
        self.next: dict[str, Node] = LEAF
        self.forms: tuple[Form, ...] = ()
        self.places: tuple[str, ...] = ()

    def after(self, word: str) -> Node:
        """The node that a word leads to, made where there is none."""
        found = self.next.get(word)
        if found is None:
            found = Node()
            if self.next is LEAF:
                self.next = {}
            self.next[word] = found
        return found


LEAF = cast("dict[str, Node]", MappingProxyType({}))  # what follows where nothing does: one for all nodes


class Lexicon:
    """All entries of one language and the trie of their spellings."""

    def __init__(self, entries: dict[str, tuple[Entry, ...]], speller: Speller) -> None:
        self.entries = entries
        self.by_id: dict[str, Entry] = {e.id: e for group in entries.values() for e in group}
        self.root = Node()
        self.speller = speller
        for kind, group in entries.items():
            for entry in (
                group if kind != "outlets" else ()
            ):  # outlets are looked up by name, never in running text
                for form in spell(entry, kind, speller):
                    self.add(form)

    def add(self, form: Form) -> Node:
        """Put one form into the trie, and say where it ends."""
        words = self.speller.words(form.spelling.text)
        node = self.root
        if not words:
            return node
        for word, _ in words:
            node = node.after(word)
        if len(words) == 1 and words[0][1]:
            form = Form(form.entry, form.kind, form.spelling, True, form.loaded)
        node.forms = (*node.forms, form)
        if form.spelling.pos != "V" or form.kind not in ("events", "harm") or len(words) not in (2, 3):
            return node
        first, second, third = (words[0][0], words[1][0], words[2][0] if len(words) == 3 else "")
        opening = self.root.next[first]
        if third and len(second) <= 3:  # 'came | the men | upon a body': the third word behind the second
            opening.gaps = (*opening.gaps, (third, second, form))
        elif len(third) <= 3:  # 'opened ... fire': other words may stand between
            opening.gaps = (*opening.gaps, (second, "", form))
        return node

    def take_in(self, more: Mapping[str, tuple[Entry, ...]]) -> None:
        """Add entries by kind, as if they had stood behind those of their kind from the first.

        Raises LexiconError for an id that is here already.
        """
        order = {kind: number for number, kind in enumerate(KINDS)}
        for kind, group in more.items():
            for entry in group:
                if entry.id in self.by_id:
                    raise LexiconError(f"{kind}: {entry.id}: an entry of this id stands already in the lists")
                self.by_id[entry.id] = entry
                self.entries[kind] = (*self.of(kind), entry)
                for form in spell(entry, kind, self.speller) if kind != "outlets" else ():
                    node = self.add(form)
                    node.forms = tuple(sorted(node.forms, key=lambda form: order[form.kind]))

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind."""
        return self.entries.get(kind, ())


def spell(entry: Entry, kind: str, speller: Speller) -> Iterator[Form]:
    """Yield every form of an entry: literal, inflected, loaded names, and the phrases that mean nothing."""
    for text in entry.forms:
        yield Form(entry, kind, Spelling(text))
        if isinstance(entry, DemonymEntry):
            yield from (Form(entry, kind, s) for s in speller.noun(text) if s.text != text)
    for citation in entry.nouns:
        yield from (Form(entry, kind, s) for s in speller.noun(citation))
    for citation in entry.verbs:
        yield from (Form(entry, kind, s) for s in speller.verb(citation, ""))
    for citation in entry.passives:
        yield from (Form(entry, kind, s) for s in speller.verb(citation, "passive"))
    if isinstance(entry, ActorEntry):
        yield from (Form(entry, kind, Spelling(name.form), loaded=name.category) for name in entry.loaded)
    if isinstance(entry, DemonymEntry):
        yield from (Form(entry, kind, Spelling(name, "X")) for name in entry.country_names)
    for text in entry.except_in:
        yield Form(None, kind, Spelling(text))


def load_entries(folder: Path) -> dict[str, tuple[Entry, ...]]:
    """Read `folder/<kind>/*.toml`. Raises LexiconError naming file and entry for what breaks a rule."""
    found: dict[str, tuple[Entry, ...]] = {}
    seen: dict[str, str] = {}
    for kind, struct in KINDS.items():
        group: list[Entry] = []
        for path in sorted((folder / kind).glob("*.toml")):
            for entry in read_entries(path, struct):
                if entry.id in seen:
                    raise LexiconError(f"{path.name}: id '{entry.id}' stands already in {seen[entry.id]}")
                seen[entry.id] = path.name
                group.append(entry)
        found[kind] = tuple(group)
    return found


def read_entries(path: Path, struct: type[Entry]) -> list[Entry]:
    """The entries of one file. Raises LexiconError, naming file and entry, for what breaks a rule."""
    decoded = msgspec.defstruct("File", [("entry", list[struct], [])], forbid_unknown_fields=True)  # type: ignore[valid-type]
    raw: dict[str, object] = {}
    try:
        raw = tomli.loads(path.read_text(encoding="utf-8"))  # compiled, and fast
        dates = (datetime.date, datetime.datetime, datetime.time)
        return list(msgspec.convert(raw, type=decoded, builtin_types=dates).entry)  # type: ignore[attr-defined]
    except (OSError, msgspec.ValidationError, ValueError) as error:
        raise LexiconError(f"{path}: {_entry_of(error, raw)}{error}") from error


def _entry_of(error: Exception, raw: dict[str, object]) -> str:
    """The id of the entry that an error is about, '' where it does not say."""
    found, entries = _AT.search(str(error)), raw.get("entry")
    if found is None or not isinstance(entries, list):
        return ""
    entry = entries[int(found[1])]
    return f"{entry['id']}: " if isinstance(entry, dict) and entry.get("id") else f"entry {found[1]}: "
