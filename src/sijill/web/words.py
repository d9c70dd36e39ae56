"""The words: every entry with where it is used; a form that tries a new one on the ledger and saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import UsageError
from ..lexicon import KINDS
from ..own_words import add_word, take_out_word, words_folder
from ..reader import Reader, load_reader, trial_reader
from ..wordcheck import check_entry
from .guard import posted
from .naming import Naming
from .owned import LANGUAGE, Workshop, changing, home, may_change, signer, used
from .pages import page, speech_of
from .serving import Ledgers, Serving
from .trial import MOST, Outcome, spellings, tried
from .uses import quotes
from .wordform import CODES, LABELS, PREFIX, Draft, Error, drafted, errors_of, fields_of
from .wordlists import PER_PAGE, Catalogue, spelt

router = APIRouter()
GUARDED = [Depends(posted), Depends(changing)]


def catalogue(request: Request) -> Catalogue:
    """The entries as the desk's reader knows them now."""
    workshop: Workshop = request.app.state.workshop
    language = load_reader(LANGUAGE).language
    return workshop.words.made(language, lambda: Catalogue(language))


@router.get("/words")
def words(request: Request, q: str = "", kind: str = "", number: str = "1") -> Response:
    """The entries of a kind, or those in which the words stand."""
    lists, kind = catalogue(request), kind if kind in (*KINDS, "own") else ""
    found = lists.found(q, kind)
    at = _page_number(number, len(found))
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        return page(
            request,
            "words.html",
            q=q,
            kind=kind,
            counts=lists.counts(),
            found=found[(at - 1) * PER_PAGE : at * PER_PAGE],
            number=len(found),
            at=at,
            pages=max(1, -(-len(found) // PER_PAGE)),
            looked=used(request, ledger),
            changeable=may_change(request),
        )


def _page_number(text: str, rows: int) -> int:
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"number: '{text}' is no page")
    return min(max(1, int(text)), max(1, -(-rows // PER_PAGE)))


@router.get("/words/new", dependencies=[Depends(changing)])
def new(request: Request, kind: str = "") -> Response:
    """The form for a new entry; first the kind, then its fields."""
    if kind not in KINDS:
        return page(request, "word_kinds.html", kinds=sorted(KINDS))
    return _form(request, Draft(kind, {}, None, ()), None)


def _form(request: Request, draft: Draft, shown: Outcome | None, person: str = "") -> Response:
    workshop: Workshop = request.app.state.workshop
    lists = catalogue(request)
    return page(
        request,
        "word_new.html",
        status=422 if draft.errors else 200,
        draft=draft,
        fields=fields_of(draft.kind, lists.language.lexicon),
        prefix=PREFIX[draft.kind],
        labels=LABELS,
        outcome=shown,
        seal=workshop.trials.seal(_sealed(draft)) if shown is not None else "",
        most=draft.values.get("most", str(MOST[0])),
        most_choices=MOST,
        folder=str(words_folder() or ""),
        said=person,
        synthetic=shown is not None and any(one.entry.synthetic for one in shown.changed),
    )


def _sealed(draft: Draft) -> object:
    told = {name: text for name, text in draft.values.items() if text and name != "most"}
    return ("words", draft.kind, sorted(told.items()))


async def _filled(request: Request) -> tuple[str, dict[str, str]]:
    """The kind and the fields of a form, in one spelling of line ends. Raises UsageError for no kind."""
    form = await request.form()
    kind = str(form.get("kind", ""))
    if kind not in KINDS:
        raise UsageError(f"'{kind}' is no kind of word")
    passed = ("token", "kind", "seal", "person")
    values = {name: str(value).replace("\r\n", "\n").strip() for name, value in form.items()}
    return kind, {name: value for name, value in values.items() if name not in passed and value}


Filled = Annotated[tuple[str, dict[str, str]], Depends(_filled)]
Said = Annotated[str, Form()]


def _draft(request: Request, kind: str, values: Mapping[str, str], by: str) -> Draft:
    serving: Serving = request.app.state.serving
    return drafted(kind, values, catalogue(request).language.lexicon, serving.now()[:10], by)


@router.post("/words/test", dependencies=GUARDED)
def try_word(request: Request, filled: Filled, person: Said = "") -> Response:
    """Hold the entry against its examples, and read documents without and with it; nothing is kept."""
    workshop: Workshop = request.app.state.workshop
    kind, values = filled
    with workshop.trials.lock:
        draft = _draft(request, kind, values, "")
        if draft.entry is None:
            return _form(request, draft, None, person)
        reader = trial_reader(LANGUAGE, {kind: (draft.entry,)})
        found = errors_of(check_entry(reader.language, draft.entry, kind), draft.entry)
        if found:
            return _form(request, msgspec.structs.replace(draft, errors=found), None, person)
        phrases = spellings(draft.entry, kind, reader.language.lexicon.speller)
        return _form(request, draft, outcome(request, phrases, reader, values), person)


def outcome(request: Request, phrases: Sequence[str], reader: Reader, values: Mapping[str, str]) -> Outcome:
    """What another reader makes of the documents in which a phrase stands."""
    ledgers: Ledgers = request.app.state.ledgers
    most = next((number for number in MOST if str(number) == values.get("most")), MOST[0])
    with ledgers.lent() as ledger, ledger.reading_at_once():
        return tried(ledger, phrases, most, reader, Naming(speech_of(request), ledgers.registry))


@router.post("/words/save", dependencies=GUARDED)
def save(request: Request, filled: Filled, seal: Said = "", person: Said = "") -> Response:
    """Keep an entry that was tried, in the user's own lists, with the name of who adds it."""
    workshop: Workshop = request.app.state.workshop
    kind, values = filled
    name = signer(request, person)
    with workshop.trials.lock:
        draft = _draft(request, kind, values, f"person:{name}")
        if not name:
            draft = msgspec.structs.replace(draft, errors=(*draft.errors, Error("person", "no_person")))
        if not workshop.trials.holds(_sealed(draft), seal):
            draft = msgspec.structs.replace(draft, errors=(*draft.errors, Error("", "untested")))
        if draft.errors or draft.entry is None:
            return _form(request, draft, None, person)
        add_word(LANGUAGE, kind, draft.entry)
    return home(request, f"/words/{draft.entry.id}", person)


@router.post("/words/take-out", dependencies=GUARDED)
def take_out(request: Request, ident: Said, person: Said = "") -> Response:
    """Take an entry out of the user's own lists again."""
    take_out_word(LANGUAGE, ident)
    return home(request, "/words?kind=own", person)


@router.get("/words/{ident:path}")
def word(request: Request, ident: str) -> Response:
    """One entry: what it says, where it comes from, where it is used."""
    item = catalogue(request).by_id.get(ident)
    if item is None:
        raise HTTPException(404)
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        looked = used(request, ledger)
        found = quotes(ledger, looked, looked.of(ident).uses)
        lexicon = catalogue(request).language.lexicon
        told = [(f.name, getattr(item.entry, f.name)) for f in fields_of(item.kind, lexicon)]
        return page(
            request,
            "word.html",
            item=item,
            codes=CODES,
            labels=LABELS,
            entry=item.entry,
            spelt=spelt(item.entry),
            told=[(name, value) for name, value in told if value not in ("", (), False)],
            sides=getattr(item.entry, "sides", ()),
            loaded=getattr(item.entry, "loaded", ()),
            use=looked.of(ident),
            looked=looked,
            quotes=found,
            changeable=may_change(request),
            synthetic=any(one.entry.synthetic for one in found),
        )
