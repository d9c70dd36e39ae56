"""The commands on places. Data goes to standard output, everything else to standard error."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def places() -> None:
    """Bring in places of your own, look places up, check them."""


@places.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "geonames", "hdx", "osm", "csv"]),
    default="auto",
    help="Of the file, where it is not recognised.",
)
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Alternate names of a GeoNames dump (alternateNamesV2, .zip or .txt).",
)
@click.option("--country", default="", metavar="CODE", help="ISO code of all rows that do not say their own.")
@click.option(
    "--encoding", type=click.Choice(["utf-8", "cp1256"]), default="utf-8", help="Of a table; never guessed."
)
@click.option("--source", default="", metavar="WORDS", help="Whose data a table is.")
@click.option("--licence", default="", metavar="WORDS", help="Its licence.")
@click.option(
    "--bad-rows",
    type=click.Choice(["auto", "refuse", "leave-out"]),
    default="auto",
    help="What becomes of the others where a point is wrong; auto refuses, for dumps only if many are.",
)
@click.option("--preview", "preview", flag_value="only", help="Show what it would bring, and write nothing.")
def places_import(
    file: Path,
    form: str,
    names: Path | None,
    country: str,
    encoding: str,
    source: str,
    licence: str,
    bad_rows: str,
    preview: str | None,
) -> None:
    """Show what a file of places brings and take it in: GeoNames, HDX/OCHA, OpenStreetMap, or our columns."""
    from .gazetteer.importing.formats import Reading
    from .places_commands import Importing, import_places

    reading = Reading(form=form, names=names, country=country.upper(), encoding=encoding)
    asked = Importing(
        reading=reading,
        source=source,
        licence=licence,
        bad_rows=bad_rows,
        preview=preview or "then-write",
    )
    _finish(import_places(file, asked))


@places.command("add")
@click.argument("name")
@click.option(
    "--kind", required=True, metavar="KIND", help="As in docs/places.md: city, town, village, base …"
)
@click.option("--at", required=True, metavar="LAT,LON", help="The point, in degrees.")
@click.option(
    "--in", "inside", default="", metavar="PLACE", help="What lies around it: an id, or a province."
)
@click.option("--country", default="", metavar="CODE", help="ISO code, where --in does not say it.")
@click.option("--english", default="", metavar="NAME", help="Its name in Latin letters.")
@click.option(
    "--other", "others", multiple=True, metavar="NAME", help="Another name or spelling (repeatable)."
)
@click.option(
    "--radius", default=0.0, metavar="KM", help="Within which it lies; by default that of its kind."
)
@click.option(
    "--cue",
    type=click.Choice(["auto", "needed", "not-needed"]),
    default="auto",
    help="Whether the name is a place only beside a word like 'town'; auto: where it is an ordinary word.",
)
@click.option("--id", "ident", default="", metavar="ID", help="Its id; that of one of ours replaces it.")
@click.option("--source", default="", metavar="WORDS", help="Where it can be looked up.")
def places_add(
    name: str,
    kind: str,
    at: str,
    inside: str,
    country: str,
    english: str,
    others: tuple[str, ...],
    radius: float,
    cue: str,
    ident: str,
    source: str,
) -> None:
    """Take in one place by its NAME."""
    from .places_commands import NewPlace, add_place

    asked = NewPlace(
        name=name,
        kind=kind,
        at=at,
        inside=inside,
        country=country.upper(),
        english=english,
        others=others,
        radius=radius,
        cue=cue,
        ident=ident,
        source=source,
    )
    _finish(add_place(asked))


@places.command("find")
@click.argument("name")
def places_find(name: str) -> None:
    """Show every place that goes by NAME, in whatever spelling, and which are yours."""
    from .places_commands import find_places

    _finish(find_places(name))


@places.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
def places_check(file: Path | None) -> None:
    """Check every rule of docs/places.md: on FILE, or on our places and yours."""
    from .places_commands import check_places

    _finish(check_places(file))


@places.command("undo")
def places_undo() -> None:
    """Take the last import or added place out again, whole."""
    from .places_commands import undo_places

    _finish(undo_places())


@places.command("worldview")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--ours", "back", flag_value="ours", help="Take your view out; ours holds again.")
def places_worldview(file: Path | None, back: str | None) -> None:
    """Show which country disputed land carries and as per whom, or see it as FILE says."""
    from .worldview_commands import leave_worldview, show_worldview, take_worldview

    if file is not None and back is not None:
        raise click.UsageError("say FILE or --ours")
    if file is not None:
        _finish(take_worldview(file))
    else:
        _finish(show_worldview() if back is None else leave_worldview())


@places.command("list")
def places_list() -> None:
    """List your imports and added places, the oldest first."""
    from .places_commands import list_places

    list_places()


def _finish(code: int) -> None:
    if code:
        raise click.exceptions.Exit(code)
