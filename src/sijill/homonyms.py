"""Which entry a homonym means in one document, by the countries it speaks of,
its date and its outlet's side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from .lexicon import ActorEntry, Form, When
from .matching import Match, meant

SHARE = 0.2


class Setting(msgspec.Struct, frozen=True):
    """What decides homonyms in a document: its ISO date, how much it speaks of each country,
    its outlet's side.
    """

    published: str
    countries: Mapping[str, float]
    outlet_side: str = ""


def settle(matches: Sequence[Match], setting: Setting) -> Sequence[Match]:
    """The matches with only the forms that are meant, themselves where all are; one with none is dropped."""
    if not any(map(_open, matches)):
        return matches
    out: list[Match] = []
    for match in matches:
        if not _open(match):
            out.append(match)
            continue
        forms = [f for f in match.forms if (own := _own(f)) is None or holds(own, setting)]
        if len(forms) > 1:
            fitting = [
                f for f in forms if (when := _own(f) or _of_entry(f)) is not None and holds(when, setting)
            ]
            plain = [f for f in forms if _own(f) is None and _of_entry(f) is None]
            forms = fitting or plain or forms
        if len(forms) == len(match.forms):
            out.append(match)
        elif forms:
            out.append(msgspec.structs.replace(match, forms=tuple(forms), entry=meant(forms)))
    return matches if out == matches else out


def _open(match: Match) -> bool:
    """Whether there is anything to settle: a place, or one meaning with no condition on its name, has not."""
    forms = match.forms
    return len(forms) > 1 or (len(forms) == 1 and bool(forms[0].loaded))


def _of_entry(form: Form) -> When | None:
    """An entry's condition: it decides only between homonyms."""
    return form.entry.when if form.entry is not None else None


def _own(form: Form) -> When | None:
    """The condition of one name of an entry: without it the name does not hold at all."""
    if form.loaded and isinstance(form.entry, ActorEntry):
        for name in form.entry.loaded:
            if name.form == form.spelling.text and name.when is not None:
                return name.when
    return None


def holds(when: When, setting: Setting) -> bool:
    """Whether the condition of a homonym holds in a document; an unknown date bars nothing."""
    day = setting.published[:10]
    if when.since and day and day < when.since:
        return False
    if when.until and day and day[: len(when.until)] > when.until:
        return False
    if when.country and not _about(when.country, setting.countries):
        return False
    return not when.outlet_side or setting.outlet_side in when.outlet_side


def _about(codes: Sequence[str], countries: Mapping[str, float]) -> bool:
    total = sum(countries.values())
    return total > 0 and any(countries.get(code, 0.0) >= SHARE * total for code in codes)
