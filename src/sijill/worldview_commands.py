"""What the command on disputed land does: show it as it is seen, take a view from a file, go back to ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .commands import tell
from .errors import InputError
from .gazetteer.load import load_gazetteer
from .gazetteer.own import drop_view, own_view, take_view
from .gazetteer.worldview import Override, lands_as, load_territories, read_overrides, seen_as
from .places_commands import REREAD


def show_worldview() -> int:
    """Print all disputed land with its country and as per whom. Returns the exit code."""
    view = own_view()
    print("\n".join(worldview_lines(view)))
    return 0


def take_worldview(path: Path) -> int:
    """Take the view that a file of overrides has, in place of the one before. Returns the exit code.

    Raises InputError, naming file and entry, for what is no view; nothing is taken then.
    """
    view = read_overrides(path)
    countries = {record.country for record in load_gazetteer() if record.kind == "country"}
    for number, override in enumerate(view, 1):
        if override.country not in countries:
            raise InputError(f"{path.name} override {number}, country: '{override.country}' is no country")
    kept = take_view(path.read_bytes())
    print("\n".join(worldview_lines(view)))
    ours = list(load_gazetteer())
    moved = sum(one is not other for one, other in zip(ours, seen_as(ours, view), strict=True))
    tell(f"{len(view)} of {len(load_territories())} seen otherwise, {moved} of our places; kept in {kept}")
    tell(REREAD)
    return 0


def leave_worldview() -> int:
    """Go back to our own view. Returns the exit code."""
    kept = drop_view()
    tell(f"seen as we do: {kept} is no more")
    tell(REREAD)
    return 0


def worldview_lines(view: Sequence[Override]) -> Iterator[str]:
    """A line for each disputed land, and one more for what the user sees otherwise."""
    for ours, land in zip(load_territories(), lands_as(view), strict=True):
        yield f"{land.id}  {land.name_ar}  {land.name_en}  {land.country}  as per {land.as_per}"
        if land.as_per != ours.as_per or land.country != ours.country:
            yield f"  yours; without it {ours.country}, as per {ours.as_per}"
