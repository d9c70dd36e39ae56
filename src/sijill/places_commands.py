"""What the commands on places do, apart from their options: import, add, find, check, undo, list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from .commands import tell
from .errors import OutputError, SijillError, UsageError
from .gazetteer.importing.draft import Drafter, Given, slug
from .gazetteer.importing.formats import Reading, form_of
from .gazetteer.importing.found import Form, Found
from .gazetteer.importing.ground import Points
from .gazetteer.importing.kinds import Kinds, load_kinds
from .gazetteer.importing.opened import digest_of
from .gazetteer.importing.prepare import Preview, known_places, prepare, refuse_bad
from .gazetteer.joined import join
from .gazetteer.load import Gazetteer, PlaceRecord, load_gazetteer, read_places
from .gazetteer.own import (
    Import,
    Manifest,
    add_import,
    imports,
    own_folder,
    own_records,
    own_view,
    undo_import,
)
from .gazetteer.validate import KINDS, findings, load_rules
from .gazetteer.worldview import lands_as, seen_as
from .language import Language, folded, load_language
from .places_printing import found_lines, import_line, preview_lines

REREAD = "reports in a ledger are mended by: sijill link reread --ledger …"


class Importing(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is imported. `source` and `licence` are for a table that does not say; `bad_rows` is 'auto',
    'refuse' or 'leave-out'; `preview` says 'only' where nothing is to be written.
    """

    reading: Reading
    source: str = ""
    licence: str = ""
    bad_rows: str = "auto"
    preview: str = "then-write"


class NewPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place as the user says it; `inside` is an id or a name of what is around it, `at` LAT,LON."""

    name: str
    kind: str
    at: str
    inside: str = ""
    country: str = ""
    english: str = ""
    others: tuple[str, ...] = ()
    radius: float = 0.0
    cue: str = "auto"
    ident: str = ""
    source: str = ""


class _One:
    """A place said on the command line, as a file with one row."""

    name = "add"
    source = ""
    licence = "the user's own"
    strict = True
    unites = False

    def __init__(self, found: Found) -> None:
        self._found = found

    def items(self) -> Iterator[Found]:
        """The one place."""
        yield self._found


def now() -> str:
    """The time of day in UTC, to the second: for manifests, never for what is read."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def import_places(path: Path, asked: Importing) -> int:
    """Show what a file of places brings and take it in, whole. Returns the exit code."""
    language, kinds = load_language(asked.reading.code), load_kinds()
    form = form_of(path, asked.reading, kinds, language.names_among)
    source = form.source or _own(asked.source or path.name)
    manifest = Manifest(
        what=path.name,
        form=form.name,
        given=now(),
        source=source,
        licence=asked.licence or form.licence or "not stated",
        sha256=digest_of(path),
    )
    with _drafting(asked.preview) as made:
        preview = prepare(form, _drafter(form, source, language, kinds, manifest), made)
        refuse_bad(path, form, preview, asked.bad_rows)
        print("\n".join(preview_lines(path.name, source, preview)))
        for fault in preview.faults:
            tell(f"{path.name} {fault}: left out")
        if asked.preview == "only":
            tell("a preview: nothing was written")
        else:
            _take_in(slug(path.stem) or form.name, manifest, preview, made)
    return SijillError.exit_code if preview.fault_count else 0


def add_place(asked: NewPlace) -> int:
    """Take in one place that the user says. Returns the exit code."""
    manifest, preview, taken = taken_in(asked)
    print("\n".join(preview_lines(asked.name, manifest.source, preview)))
    if taken is None:
        tell("nothing in it is new: nothing was written")
    else:
        tell(f"{preview.places} places in use as {taken.name}; sijill places undo takes them out")
        tell(REREAD)
    return 0


def drafted_place(asked: NewPlace) -> Preview:
    """What a place that the user says would bring, its faults among it; nothing is written.

    Raises UsageError for a point, a kind or a place around it that is none.
    """
    with _drafting("only") as made:
        return _prepared(asked, made)[1]


def taken_in(asked: NewPlace, by: str = "") -> tuple[Manifest, Preview, Import | None]:
    """Take in one place that the user says; no import where it is known already. `by` signs it.

    Raises UsageError where a rule speaks against it.
    """
    with _drafting("then-write") as made:
        manifest, preview = _prepared(asked, made)
        if preview.faults:
            raise UsageError("; ".join(f"{fault.column}: {fault.why}" for fault in preview.faults))
        whole = msgspec.structs.replace(
            manifest, counts=dict(preview.kinds), left_out=dict(preview.left_out), by=by
        )
        taken = add_import(slug(asked.english) or "added", whole, made) if preview.places else None
    return manifest, preview, taken


def _prepared(asked: NewPlace, made: Path) -> tuple[Manifest, Preview]:
    language, kinds = load_language("ar"), load_kinds()
    lat, lon = _point(asked.at)
    if asked.kind not in KINDS:
        raise UsageError(f"--kind {asked.kind}: one of {', '.join(sorted(KINDS))}")
    around = _inside(asked.inside, asked.country, language) if asked.inside else None
    found = Found(
        row=1,
        ident=asked.ident,
        kind=asked.kind,
        country=asked.country or (around.country if around is not None else ""),
        lat=lat,
        lon=lon,
        latin=asked.english,
        own_names=(asked.name, *asked.others),
        id=asked.ident,
        around=(around.id,) if around is not None else (),
        radius_km=asked.radius,
        cue={"auto": "", "needed": "1", "not-needed": "0"}[asked.cue],
    )
    form, source = _One(found), _own(asked.source)
    manifest = Manifest(what=asked.name, form=form.name, given=now(), source=source, licence="the user's own")
    return manifest, prepare(form, _drafter(form, source, language, kinds, manifest), made)


def undo_places() -> int:
    """Take the last import out again, whole. Returns the exit code."""
    undone = undo_import()
    if undone is None:
        raise UsageError("there is no import to take out")
    tell(f"taken out: {import_line(undone)}")
    tell(REREAD)
    return 0


def list_places() -> None:
    """Print the user's imports, the oldest first."""
    for one in imports():
        print(import_line(one))


def find_places(name: str) -> int:
    """Print every place that goes by a name, in whatever spelling. Returns the exit code."""
    language = load_language("ar")
    ours, own = Gazetteer(_seen(load_gazetteer())), _seen(own_records())
    found = list(_named(name, (*own, *ours), language))
    if not found:
        tell(f"no place goes by '{name}'")
        return SijillError.exit_code
    countries = {record.country for record in found}
    near = [r for r in own if r.country in countries]
    hidden = join([r for r in ours if r in found], near, lambda text: folded(language, text)).hidden
    mine = {record.id: record for record in own}
    print("\n".join(line for record in found for line in found_lines(record, mine, ours.by_id, hidden)))
    return 0


def check_places(path: Path | None) -> int:
    """Print every rule that a file in our columns, or else our places or the user's, break. The exit code."""
    language, ours = load_language("ar"), Gazetteer(_seen(load_gazetteer()))
    rules = load_rules(lambda name: tuple(word for word, _ in language.phrase(name)), lands_as(own_view()))
    files = [path] if path is not None else [one.path for one in imports()]
    told = [str(one) for one in findings(ours, rules)] if path is None else []
    known = known_places(ours, _seen(own_records()))
    for file in files:
        records = [_standing(record) for record in _seen(read_places(file))]
        told.extend(f"{file.name}: {one}" for one in findings(records, rules, known))
    for line in told:
        print(line)
    tell(f"{len(ours) if path is None else 0} places of ours, {len(files)} files, {len(told)} findings")
    return SijillError.exit_code if told else 0


def _seen(records: Iterable[PlaceRecord]) -> list[PlaceRecord]:
    """Places with the countries that the user chose for disputed land."""
    return list(seen_as(records, own_view()))


def _standing(record: PlaceRecord) -> PlaceRecord:
    """A place as it is checked: one that has a name in one language alone lacks no other."""
    if record.name_en == record.name_ar:
        return msgspec.structs.replace(record, name_en="-")
    return record if record.name_ar else msgspec.structs.replace(record, name_ar="-")


def _own(words: str) -> str:
    """The column `source` of the user's own places, with what the user says of it."""
    plain = words.replace(";", ",").replace("(", "").replace(")", "")
    return f"own ({plain})" if plain else "own"


def _drafter(form: Form, source: str, language: Language, kinds: Kinds, manifest: Manifest) -> Drafter:
    given = Given(source=source, added=manifest.given[:10], strict=form.strict, unites=form.unites)
    known = known_places(load_gazetteer(), own_records())
    return Drafter(known, language, kinds, Points(load_rules().ground), given)


@contextmanager
def _drafting(preview: str) -> Iterator[Path]:
    """A name for a file to be, in the user's folder or, for a mere preview, in a passing one."""
    folder = own_folder()
    if preview == "only":
        with tempfile.TemporaryDirectory(prefix="sijill-") as name:
            yield Path(name) / "preview.csv"
        return
    if folder is None:
        raise UsageError("SIJILL_PLACES is set to nothing: there is no folder for places of your own")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        passing = tempfile.TemporaryDirectory(prefix=".", dir=folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with passing as name:
        yield Path(name) / "draft.csv"


def _take_in(name: str, manifest: Manifest, preview: Preview, made: Path) -> None:
    if not preview.places:
        tell("nothing in it is new: nothing was written")
        return
    whole = msgspec.structs.replace(
        manifest, counts=dict(sorted(preview.kinds.items())), left_out=dict(sorted(preview.left_out.items()))
    )
    taken = add_import(name, whole, made)
    tell(f"{preview.places} places in use as {taken.name}; sijill places undo takes them out")
    tell(REREAD)


def _point(at: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in at.split(","))
    except ValueError as error:
        raise UsageError(f"--at {at}: say LATITUDE,LONGITUDE in degrees, e.g. 35.85,36.80") from error
    return lat, lon


def _inside(text: str, country: str, language: Language) -> PlaceRecord:
    """The place of an id or of a name that only one province, district or country bears."""
    known = known_places(load_gazetteer(), own_records())
    if text in known.by_id:
        return known.by_id[text]
    named = [r for r in _named(text, known, language) if not country or r.country == country]
    areas = [r for r in named if r.kind in ("country", "admin1", "admin2")]
    for kind in ("country", "admin1", "admin2"):
        of_kind = [r for r in areas if r.kind == kind]
        if len(of_kind) == 1:
            return of_kind[0]
    told = ", ".join(r.id for r in (areas or named)[:8]) or "none"
    raise UsageError(f"--in {text}: say one id; of that name there are {told}")


def _named(
    name: str, records: Sequence[PlaceRecord] | Gazetteer, language: Language
) -> Iterator[PlaceRecord]:
    """The places that go by a name in any spelling, in the texts' language or English, or by an id."""
    wanted, latin, seen = folded(language, name), name.casefold(), set[str]()
    for record in records:
        names = (record.name_ar, *record.other_names)
        hit = record.id == name or record.name_en.casefold() == latin
        if (hit or (wanted and any(folded(language, n) == wanted for n in names))) and record.id not in seen:
            seen.add(record.id)
            yield record
