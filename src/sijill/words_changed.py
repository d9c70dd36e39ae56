"""What a change of word lists may change in readings: the words that a document must have to be concerned.

Found is never too little, and may be a little too much. A change is wide, and concerns every document, where
its words steer how others are read (cues, counting, words around places), where it is of outlets or of
sources that outlets are known by, where entries stand in another order, or where it is of very many words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from .language import Language
from .lexicon import Entry, Node, SourceEntry, Speller, spell

WIDE = frozenset({"counting", "cues", "outlets", "placewords"})
SPEAKING = frozenset({"news_agency", "monitor"})
MOST = 3000  # different words to look for
_DAY = datetime.date(2000, 1, 1)


class Listed(msgspec.Struct, frozen=True):
    """An entry, with the language and the kind of the list in which it stands."""

    lang: str
    kind: str
    entry: Entry


class Concerned(msgspec.Struct, frozen=True, kw_only=True):
    """Which documents: all (`everywhere`), or those with all words of one of `phrases`. `gone` are words that
    only the lists of before knew: they may stand inside others.
    """

    everywhere: bool = False
    phrases: frozenset[tuple[str, ...]] = frozenset()
    gone: frozenset[str] = frozenset()


def concerned(before: Sequence[Listed], now: Sequence[Listed], language: Language) -> Concerned:
    """What a language's lists of before and of now read differently."""
    old, new = _by_id(before, language.code), _by_id(now, language.code)
    changed = {i for i in old.keys() | new.keys() if _bare(old.get(i)) != _bare(new.get(i))}
    if not changed and list(old) == list(new):
        return Concerned()
    touched = changed | _referring(changed, (*old.values(), *new.values()))
    entries = [one[i] for i in sorted(touched) for one in (old, new) if i in one]
    if _moved(old, new, changed) or any(_is_wide(one) for one in entries):
        return Concerned(everywhere=True)
    speller = _speller(language)
    went, came = (_spelt([one[i] for i in sorted(touched) if i in one], speller) for one in (old, new))
    alone = _alone({*went, *came}, touched, language.lexicon.root)
    phrases = frozenset({*went, *came, *alone})
    if len({word for phrase in phrases for word in phrase}) > MOST:
        return Concerned(everywhere=True)
    return Concerned(phrases=phrases, gone=frozenset(word for phrase in went for word in phrase))


def _by_id(listed: Iterable[Listed], code: str) -> dict[str, Listed]:
    return {one.entry.id: one for one in listed if one.lang == code}


def _bare(listed: Listed | None) -> object:
    """What of an entry makes readings: not where it is from, nor its examples."""
    if listed is None:
        return None
    entry = msgspec.structs.replace(listed.entry, source="", added=_DAY, found_in=(), note="", by="")
    return listed.kind, entry


def _referring(changed: Iterable[str], every: Iterable[Listed]) -> set[str]:
    """The entries that name a changed one in one of their values, or one that names such a one."""
    names = [(one.entry.id, set(_said(one.entry))) for one in every]
    found = set(changed)
    while more := {ident for ident, said in names if ident not in found and said & found}:
        found |= more
    return found


def _said(entry: Entry) -> Iterator[str]:
    for field in entry.__struct_fields__:
        value = getattr(entry, field)
        if isinstance(value, str) and field != "id":
            yield value


def _moved(old: Mapping[str, Listed], new: Mapping[str, Listed], changed: set[str]) -> bool:
    """Whether entries that are the same stand in another order."""
    stay = [[i for i in one if i not in changed] for one in (old, new)]
    places = [[i for i in one if i in old and i in new] for one in (old, new)]
    return stay[0] != stay[1] or places[0] != places[1]


def _is_wide(listed: Listed) -> bool:
    source = isinstance(listed.entry, SourceEntry) and listed.entry.source_kind in SPEAKING
    return listed.kind in WIDE or source


def _speller(language: Language) -> Speller:
    return language.lexicon.speller


def _spelt(listed: Iterable[Listed], speller: Speller) -> set[tuple[str, ...]]:
    """Every form as its folded words."""
    forms = (form for one in listed for form in spell(one.entry, one.kind, speller))
    found = {tuple(word for word, _ in speller.words(form.spelling.text)) for form in forms}
    return {words for words in found if words}


def _alone(phrases: Iterable[tuple[str, ...]], touched: set[str], root: Node) -> set[tuple[str, ...]]:
    """The words that other entries and places do not know as well: one changes how texts are cut."""
    firsts = {word for word, node in root.next.items() if _is_others(node, touched)}
    inner: set[str] = set()
    for word in firsts:
        _within(root.next[word], touched, inner)
    found: set[tuple[str, ...]] = set()
    for first, *rest in phrases:
        if first not in firsts:
            found.add((first,))
        found.update((word,) for word in rest if word not in firsts and word not in inner)
    return found


def _is_others(node: Node, touched: set[str]) -> bool:
    """Whether a form of an entry that is not touched, or a place, ends here or further on."""
    if node.places or any(form.entry is None or form.entry.id not in touched for form in node.forms):
        return True
    return any(_is_others(after, touched) for after in node.next.values())


def _within(node: Node, touched: set[str], into: set[str]) -> None:
    for word, after in node.next.items():
        if _is_others(after, touched):
            into.add(word)
            _within(after, touched, into)
