"""The places: found by name, each with where it lies and what happened there; a new one is tried first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..errors import UsageError
from ..gazetteer.load import PlaceRecord
from ..gazetteer.own import import_of, own_folder, take_out_import
from ..gazetteer.sources import load_sources, named_sources
from ..gazetteer.validate import KINDS
from ..places_commands import NewPlace, drafted_place, taken_in
from ..reader import load_reader, trial_reader
from ..slim import Slim
from ..store import Ledger
from ..unknown_commands import unknown_names
from ..waiting import WaitingName
from .guard import posted
from .owned import LANGUAGE, Workshop, changing, home, may_change, signer, used
from .pages import page
from .placelist import PER_PAGE, Atlas
from .remembered import Remembered
from .serving import Ledgers
from .shelf import Shelf, Shelves
from .trial import MOST, Outcome
from .uses import quotes
from .wordform import Error, lines
from .words import outcome

router = APIRouter()
GUARDED = [Depends(posted), Depends(changing)]
FIELDS = ("name", "others", "english", "kind", "at", "inside", "radius", "cue", "source", "most")
MOST_INSIDE = 100
MOST_INCIDENTS = 100
Said = Annotated[str, Form()]


def atlas(request: Request) -> Atlas:
    """The places as the desk's reader knows them now."""
    workshop: Workshop = request.app.state.workshop
    reader = load_reader(LANGUAGE)
    return workshop.places.made(reader, lambda: Atlas(reader.language, reader.gazetteer))


@router.get("/places")
def places(request: Request, q: str = "", kind: str = "", country: str = "", number: str = "1") -> Response:
    """The places that a name may mean, of a kind and a country; and names that no list knows."""
    known = atlas(request)
    kind, country = (
        kind if kind in (*known.kinds, "own") else "",
        country if country in known.countries else "",
    )
    if not number.isascii() or not number.isdigit():
        raise UsageError(f"number: '{number}' is no page")
    found = known.found(q, kind, country)
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(max(1, int(number)), pages)
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        looked = used(request, ledger)
        return page(
            request,
            "places.html",
            q=q,
            kind=kind,
            country=country,
            atlas=known,
            found=found[(at - 1) * PER_PAGE : at * PER_PAGE],
            number=len(found),
            at=at,
            pages=pages,
            looked=looked,
            unknown=len(waiting_names(request, ledger)),
            changeable=may_change(request),
        )


@router.get("/places/unknown")
def unknown(request: Request) -> Response:
    """Names that stand where a place stands and that no list knows, with a way to add each."""
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        names = waiting_names(request, ledger)
        return page(
            request,
            "places_unknown.html",
            names=names[:PER_PAGE],
            number=len(names),
            changeable=may_change(request),
            synthetic=any(one.synthetic for one in names[:PER_PAGE]),
        )


def waiting_names(request: Request, ledger: Ledger) -> list[WaitingName]:
    """The names of the ledger that no list knows, the one in most documents first."""
    reader = load_reader(LANGUAGE)
    workshop: Workshop = request.app.state.workshop
    remembered: Remembered = request.app.state.remembered
    laid = workshop.places.made(reader, lambda: Atlas(reader.language, reader.gazetteer))
    return remembered.of(f"unknown names {id(laid)}", ledger, lambda: unknown_names(ledger, reader))


@router.get("/places/new", dependencies=[Depends(changing)])
def new(request: Request, name: str = "", inside: str = "") -> Response:
    """The form for a place of one's own."""
    return _form(request, {"name": name, "inside": inside}, (), None)


def _form(
    request: Request,
    values: Mapping[str, str],
    errors: Sequence[Error],
    shown: Outcome | None,
    person: str = "",
    record: PlaceRecord | None = None,
) -> Response:
    workshop: Workshop = request.app.state.workshop
    return page(
        request,
        "place_new.html",
        status=422 if errors else 200,
        values=values,
        errors=errors,
        kinds=sorted(KINDS),
        outcome=shown,
        record=record,
        seal=workshop.trials.seal(_sealed(values)) if shown is not None else "",
        most=values.get("most", str(MOST[0])),
        most_choices=MOST,
        folder=str(own_folder() or ""),
        said=person,
        synthetic=shown is not None and any(one.entry.synthetic for one in shown.changed),
    )


def _sealed(values: Mapping[str, str]) -> object:
    return ("places", sorted((k, v) for k, v in values.items() if v and k != "most"))


async def _filled(request: Request) -> dict[str, str]:
    form = await request.form()
    values = {name: str(form.get(name, "")).replace("\r\n", "\n").strip() for name in FIELDS}
    return {name: value for name, value in values.items() if value}


Filled = Annotated[dict[str, str], Depends(_filled)]


def _asked(values: Mapping[str, str]) -> tuple[NewPlace | None, list[Error]]:
    """What was filled in as a place, or what is wrong with it by field."""
    errors = [Error(n, "missing") for n in ("name", "english", "kind", "at", "inside") if not values.get(n)]
    at = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)", values.get("at", ""))
    if values.get("at") and (at is None or abs(float(at[1])) > 90 or abs(float(at[2])) > 180):
        errors.append(Error("at", "no_point", values["at"]))
    radius = values.get("radius", "0")
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", radius):
        errors.append(Error("radius", "no_number", radius))
    if values.get("kind") and values["kind"] not in KINDS:
        errors.append(Error("kind", "no_code", values["kind"]))
    if errors or at is None:
        return None, errors
    place = NewPlace(
        name=values["name"],
        kind=values["kind"],
        at=f"{float(at[1]):.2f},{float(at[2]):.2f}",
        inside=values["inside"],
        english=values["english"],
        others=lines(values.get("others", "")),
        radius=float(radius),
        cue=values["cue"] if values.get("cue") in ("needed", "not-needed") else "auto",
        source=values.get("source", ""),
    )
    return place, []


def _draft(values: Mapping[str, str]) -> tuple[NewPlace | None, PlaceRecord | None, list[Error]]:
    """The place that is asked for as it would stand, or what speaks against it."""
    asked, errors = _asked(values)
    if asked is None:
        return None, None, errors
    try:
        preview = drafted_place(asked)
    except UsageError as error:
        return asked, None, [Error("inside" if "--in" in str(error) else "at", "rule", str(error))]
    errors = [Error(_FIELD.get(fault.column, "name"), "rule", fault.why) for fault in preview.faults]
    if not preview.samples and not errors:
        errors = [Error("name", "known", ", ".join(preview.left_out))]
    return asked, preview.samples[0] if preview.samples else None, errors


_FIELD = {"lat": "at", "lon": "at", "point": "at", "parent": "inside", "kind": "kind", "radius_km": "radius"}


@router.post("/places/test", dependencies=GUARDED)
def try_place(request: Request, filled: Filled, person: Said = "") -> Response:
    """Hold the place against the rules, and read documents without and with it; nothing is kept."""
    workshop: Workshop = request.app.state.workshop
    with workshop.trials.lock:
        _, record, errors = _draft(filled)
        if errors or record is None:
            return _form(request, filled, errors, None, person)
        phrases = [name for name in (record.name_ar, *record.other_names) if name]
        reader = trial_reader(LANGUAGE, places=(record,))
        return _form(request, filled, (), outcome(request, phrases, reader, filled), person, record)


@router.post("/places/save", dependencies=GUARDED)
def save(request: Request, filled: Filled, seal: Said = "", person: Said = "") -> Response:
    """Keep a place that was tried among the user's own, with the name of who adds it."""
    workshop: Workshop = request.app.state.workshop
    name = signer(request, person)
    with workshop.trials.lock:
        asked, errors = _asked(filled)
        errors += [] if name else [Error("person", "no_person")]
        errors += [] if workshop.trials.holds(_sealed(filled), seal) else [Error("", "untested")]
        if errors or asked is None:
            return _form(request, filled, errors, None, person)
        preview = taken_in(asked, f"person:{name}")[1]
    there = preview.samples[0].id if preview.samples else ""
    return home(request, f"/places/{there}" if there else "/places?kind=own", person)


@router.post("/places/take-out", dependencies=GUARDED)
def take_out(request: Request, ident: Said, person: Said = "") -> Response:
    """Take a place that was added here out again; imports of whole files are the command line's."""
    found = import_of(ident)
    if found is None or found.manifest is None or found.manifest.form != "add":
        raise UsageError(f"{ident} is no single place that was added: see sijill places list")
    take_out_import(found)
    return home(request, "/places?kind=own", person)


@router.get("/places/{ident}")
def place(request: Request, ident: str) -> Response:
    """One place: where it lies, whose word that is, its namesakes, and what happened there."""
    known = atlas(request)
    spot = known.by_id.get(ident)
    if spot is None:
        raise HTTPException(404)
    own, sources = import_of(ident) if spot.own else None, load_sources()
    ledgers: Ledgers = request.app.state.ledgers
    with ledgers.lent() as ledger, ledger.reading_at_once():
        looked = used(request, ledger)
        found = quotes(ledger, looked, looked.of(ident).uses)
        events = _there(request, ledger, ident)
        inside = list(known.inside(ident))
        return page(
            request,
            "place.html",
            spot=spot,
            record=spot.record,
            chain=known.gazetteer.chain(ident)[1:],
            namesakes=known.namesakes(ident),
            inside=inside[:MOST_INSIDE],
            inside_number=len(inside),
            sources=[(name, sources.get(name)) for name in named_sources(spot.record.source)],
            manifest=own.manifest if own is not None else None,
            events=events[:MOST_INCIDENTS],
            events_number=len(events),
            use=looked.of(ident),
            looked=looked,
            quotes=found,
            changeable=may_change(request),
            synthetic=any(one.entry.synthetic for one in found) or any(one.synthetic for one in events),
        )


def _there(request: Request, ledger: Ledger, ident: str) -> list[Slim]:
    """The incidents that have a place among theirs, the newest first."""
    shelves: Shelves = request.app.state.shelves
    remembered: Remembered = request.app.state.remembered
    shelf = shelves.of(ledger)
    return list(remembered.of("incidents by place", ledger, lambda: _by_place(shelf)).get(ident, ()))


def _by_place(shelf: Shelf) -> Mapping[str, Sequence[Slim]]:
    """The incidents of each place, the newest first."""
    found: dict[str, list[Slim]] = {}
    for slim in shelf.ordered(shelf.live, "newest"):
        for ident in {one.gazetteer_id for one in slim.places if one.gazetteer_id}:
            found.setdefault(ident, []).append(slim)
    return found
