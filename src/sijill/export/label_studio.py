"""Label Studio tasks (JSON): a document and its spans as predictions, to be corrected by people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from sijill.incident import Entry, Filed

from .cargo import PLAIN, Cargo, Style, Written
from .offsets import Units
from .spans import LABELS, spans, within
from .web_annotation import NO_TEXT, OUTSIDE
from .whole import whole_bytes

COLOURS = (
    "#b23b3b",
    "#c0792a",
    "#2f6f9f",
    "#7a4f9f",
    "#3f8f6f",
    "#8f6f3f",
    "#5f5f8f",
    "#2f8f4f",
    "#6f8f2f",
    "#9f2f6f",
    "#4f4f4f",
    "#1f7f8f",
)


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown: the text and what is known of its document."""

    text: str
    doc: str
    outlet: str
    published: str
    lang: str
    synthetic: bool


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled span; `start` and `end` are UTF-16 units, as Label Studio counts them."""

    start: int
    end: int
    text: str
    labels: tuple[str, ...]


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What it was read as, and where it stands in code points."""

    text: tuple[str, ...]
    code_points: tuple[int, int]


class Region(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="labels"):
    """One span of the text."""

    id: str
    from_name: str = "label"
    to_name: str = "text"
    value: Value
    meta: Meta


class Relation(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="relation"):
    """From a report's trigger to each of its other spans."""

    from_id: str
    to_id: str
    direction: str = "right"
    labels: tuple[str, ...]


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader found in a text."""

    model_version: str
    score: float
    result: tuple[Region | Relation, ...]


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """A task to be imported."""

    data: Task
    predictions: tuple[Prediction, ...]


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write a list of tasks, one document a line. A document whose text is not at hand is left out."""
    rows = 0
    missed: dict[str, int] = {}
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        file.write(b"[")
        for entry in cargo.documents():
            text = cargo.text(entry.id)
            if text is None:
                missed[NO_TEXT] = missed.get(NO_TEXT, 0) + 1
                continue
            made, outside = task(entry, text, cargo)
            if outside:
                missed[OUTSIDE] = missed.get(OUTSIDE, 0) + outside
            file.write((b",\n" if rows else b"\n") + encoder.encode(made))
            rows += 1
        file.write(b"\n]\n")
    return Written(files=(output,), rows=rows, left_out=missed)


def task(entry: Entry, text: str, cargo: Cargo) -> tuple[Import, int]:
    """One document, and how many spans lie outside its text."""
    units = Units(text)
    result: list[Region | Relation] = []
    outside = 0
    every = cargo.reports_of(entry.id)
    for filed in every:
        found = [s for s in spans(filed) if within(s, text)]
        outside += len(spans(filed)) - len(found)
        regions = [
            Region(
                id=f"{filed.key}/{number}",
                value=Value(
                    start=units.utf16(span.start),
                    end=units.utf16(span.end),
                    text=text[span.start : span.end],
                    labels=(span.label,),
                ),
                meta=Meta(text=(span.value,), code_points=(span.start, span.end)),
            )
            for number, span in enumerate(found)
        ]
        result += regions
        result += _relations(regions)
    data = Task(
        text=text,
        doc=entry.id,
        outlet="synthetic: true" if entry.synthetic else entry.outlet,
        published=entry.published,
        lang=entry.lang,
        synthetic=entry.synthetic,
    )
    guess = Prediction(
        model_version=f"Sijill {cargo.version}".strip(), score=_score(every), result=tuple(result)
    )
    return Import(data=data, predictions=(guess,)), outside


def configuration() -> str:
    """The labelling configuration that the tasks are made for (XML, to be pasted into a project)."""
    labels = "\n".join(
        f'    <Label value="{name}" background="{colour}"/>'
        for name, colour in zip(LABELS, COLOURS, strict=True)
    )
    relations = "\n".join(f'    <Relation value="{name}"/>' for name in LABELS[1:])
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        f"  <Relations>\n{relations}\n  </Relations>\n"
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def _relations(regions: list[Region]) -> list[Relation]:
    if not regions or regions[0].value.labels != ("trigger",):
        return []
    return [Relation(from_id=regions[0].id, to_id=r.id, labels=r.value.labels) for r in regions[1:]]


def _score(every: Sequence[Filed]) -> float:
    """The least sure report's confidence, so that doubtful documents come up first."""
    return min((f.report.confidence for f in every), default=0.0)
