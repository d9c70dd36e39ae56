"""The table of contents: one document in, one reading out. Pure: no file, network, clock or chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from . import dateline, framing, grounds, sides
from .gazetteer.load import Gazetteer, PlaceRecord
from .homonyms import Setting, settle
from .language import Language
from .matching import find
from .outlet import at_home, home_of
from .recognise import sentences
from .records import Document, Framing, Issue, Reading
from .resolve import Resolver
from .story import Story, Teller
from .toponyms import credible, document_countries, surroundings
from .whereabouts import Whereabouts


def read(document: Document, language: Language, gazetteer: Gazetteer) -> Reading:
    """Read one document into reports, tallies, framing and issues (codebook section 13)."""
    given, issues = _published(document)
    stretches = list(sentences(document.text, language))
    published = dateline.anchor(stretches, language, given)
    raw = [language.believed(s.tokens, find(s.tokens, language.lexicon.root)) for s in stretches]
    letters = "".join(k for k, v in language.frames.proclitics.items() if v == "means")
    home = home_of(language, gazetteer, document.outlet)
    arounds = [surroundings(s.tokens, m, letters) for s, m in zip(stretches, raw, strict=True)]
    countries = at_home(document_countries(arounds, raw, gazetteer), home)
    setting = Setting(document.published if given else "", countries)
    meant = [
        credible(around, settle(matches, setting), gazetteer, countries)
        for around, matches in zip(arounds, raw, strict=True)
    ]
    story = Teller(language, gazetteer, document, published, countries).tell(stretches, meant)
    where = Whereabouts(gazetteer, countries)
    resolver = Resolver(language.lexicon, where, published, document.text)
    resolver.feuds = sides.feuds(story.drafts, story.accusations, language.lexicon.by_id)
    spans = [(s.start, s.end) for s in stretches]
    reports = tuple(resolver.report(draft, n, spans) for n, draft in enumerate(story.drafts, 1))
    loaded = _framing(story, document.text)
    counted = grounds.find(story.seen, story.tallies, loaded)
    return Reading(
        doc=document,
        reports=reports,
        tallies=tuple(story.tallies),
        framing=loaded,
        issues=(*issues, *where.issues, *story.issues),
        reasons=(*resolver.reasons, *counted, *story.reasons),
    )


def _published(document: Document) -> tuple[date | None, list[Issue]]:
    """The publication date, or an Issue that says why there is none."""
    try:
        return date.fromisoformat(document.published[:10]), []
    except ValueError:
        code = "bad-date" if document.published else "no-date"
        return None, [Issue(code=code, detail=document.published)]


def _framing(story: Story, text: str) -> tuple[Framing, ...]:
    return tuple(item for seen in story.seen for item in framing.find(seen, text))


def index_places(language: Language, gazetteer: Gazetteer) -> None:
    """Put the gazetteer's names into the language's trie, once."""
    index_names(language, folded_names(language, gazetteer))


def folded_names(language: Language, gazetteer: Gazetteer) -> dict[tuple[str, ...], list[str]]:
    """The names of the gazetteer as folded words, each with the ids of the places called by it.

    A name with a cue before it ('the quarter of X') is left out where the place is called X too, and so is
    another, or the cue is 'province': the cue is read as one, and the longer name would hide the others.
    """
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    longer: list[tuple[tuple[str, ...], PlaceRecord]] = []
    for name, record in _names(language, gazetteer):
        words = tuple([word for word, _ in language.phrase(name)])
        if not words:
            continue
        if len(words) > 1:
            longer.append((words, record))
        groups.setdefault(words, {})[record.id] = None
    for words, record in longer:
        same = groups.get(words[1:], {})
        if record.id not in same or (
            record.kind != "admin1" and (len(same) < 2 or not _cued(words, language))
        ):
            continue
        groups[words].pop(record.id, None)
    return {words: list(ids) for words, ids in groups.items() if ids}


def _names(language: Language, gazetteer: Gazetteer) -> Iterator[tuple[str, PlaceRecord]]:
    """Every name of a place in the language, with its record."""
    for record in gazetteer:
        for name in language.place_names(record):
            yield name, record


def _cued(words: tuple[str, ...], language: Language) -> bool:
    """Whether the first word of a name introduces places."""
    found = find(language.tokens(" ".join(words)), language.lexicon.root)
    return any(m.kind == "placewords" and (m.first, m.last) == (0, 1) for m in found)


def index_names(language: Language, groups: Mapping[tuple[str, ...], Sequence[str]]) -> None:
    """Put folded names into the language's trie, and their words among those it knows."""
    root = language.lexicon.root
    for words, ids in groups.items():
        node = root
        for word in words:
            node = node.next.get(word) or node.after(word)
        node.places = tuple(ids)
    language.learn_names(groups, root)
