"""The rules of a reading for people: why words gave a value, in the reader's language."""

from __future__ import annotations

import re

from markupsafe import Markup

from .naming import Naming

# Rules that are told with one thing put in: how they begin, and of which kind the thing is.
WITH = (("frame ", "frame"), ("preposition ", "preposition"), ("wording: ", "framing"))
SPOKEN = re.compile(r"told as (\w+) by a word beside it")
HARM = "harm of "
AGAIN = "same event: "
PLACED = ("gazetteer", "name not settled")


def rule(written: str, naming: Naming) -> Markup:
    """A rule as people say it; one that has no name here stays as it was written."""
    speech = naming.speech
    head, _, rest = written.partition(": ")
    if head in PLACED:
        told = (_evidence(piece.strip(), naming) for piece in rest.split(","))
        pieces = speech.text("site.comma").join(dict.fromkeys(piece for piece in told if piece))
        named = Markup("{}").format(speech.label("rule", head))
        return Markup("{}: {}").format(named, pieces) if pieces else named
    if written.startswith(AGAIN):
        return Markup("{}").format(speech.label("rule", "same event"))
    if written.startswith(HARM):
        return Markup("{}").format(speech.label("rule", "harm of"))
    if spoken := SPOKEN.fullmatch(written):
        return _with("told as", "realis", spoken[1], naming)
    for start, kind in WITH:
        if written.startswith(start):
            return _with(start.strip(": "), kind, written.removeprefix(start), naming)
    return Markup("{}").format(speech.label("rule", written))


def _with(name: str, kind: str, value: str, naming: Naming) -> Markup:
    return Markup("{}: {}").format(naming.speech.label("rule", name), naming.speech.label(kind, value))


def _evidence(piece: str, naming: Naming) -> Markup:
    """One piece of what chose a place among those of its name, with its weight; '' for an empty piece."""
    sort, _, rest = piece.partition(":")
    about, _, weight = rest.rpartition(":") if re.search(r":[+-][\d.]+$", piece) else (rest, "", "")
    if not piece:
        return Markup()
    speech = naming.speech
    about = about.split(":")[0]
    if about.startswith("place."):
        about = naming.place(about)
    elif sort == "document-country":
        about = naming.country(about)
    elif sort == "cue":
        about = speech.label("cue", about)
    said = Markup("{}").format(speech.label("evidence", sort))
    if about:
        said += Markup(" <bdi>{}</bdi>").format(about)
    return said + (Markup(" {}").format(speech.number(weight)) if weight else "")
