"""W3C Web Annotations (JSON-LD): one annotation for each span that a report rests on."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sijill.incident import Entry, Filed

from .cargo import PLAIN, Cargo, Style, Written
from .citations import SYNTHETIC
from .spans import Labelled, spans, within
from .whole import whole_bytes

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
PLAIN_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")
NO_TEXT = "text of the document not at hand"
OUTSIDE = "span outside the text"


class Position(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="TextPositionSelector"):
    """Where the words stand: Unicode code points, `end` exclusive."""

    start: int
    end: int


class Quote(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="TextQuoteSelector"):
    """The words, with what stands before and after them."""

    exact: str
    prefix: str
    suffix: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """The document and the place in it."""

    source: str
    selector: tuple[Position, Quote]


class Words(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="TextualBody"):
    """A word about the span: its label, what it was read as, or that all is made up."""

    value: str
    purpose: str


class Resource(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="SpecificResource"):
    """The report that the span belongs to."""

    source: str
    purpose: str = "linking"


class Annotation(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Annotation"):
    """One span."""

    id: str
    motivation: str
    body: tuple[Words | Resource, ...]
    target: Target


def write(cargo: Cargo, output: Path, style: Style = PLAIN) -> Written:
    """Write one annotation collection with a single page, one annotation a line."""
    rows = 0
    missed: dict[str, int] = {}
    encoder = msgspec.json.Encoder()
    with whole_bytes(output) as file:
        file.write(_head())
        for entry in cargo.documents():
            found, wrong = of_document(entry, cargo)
            for reason in wrong:
                missed[reason] = missed.get(reason, 0) + 1
            for annotation in found:
                file.write((b",\n" if rows else b"\n") + encoder.encode(annotation))
                rows += 1
        file.write(f'\n]}},"total":{rows}}}\n'.encode())
    return Written(files=(output,), rows=rows, left_out=missed)


def of_document(entry: Entry, cargo: Cargo) -> tuple[list[Annotation], list[str]]:
    """The annotations of a document, and why any span has none."""
    text = cargo.text(entry.id)
    found: list[Annotation] = []
    wrong: list[str] = []
    for filed in cargo.reports_of(entry.id):
        if text is None:
            wrong.append(NO_TEXT)
            continue
        for number, span in enumerate(spans(filed)):
            if within(span, text):
                found.append(_annotation(filed, number, span, text, entry))
            else:
                wrong.append(OUTSIDE)
    return found, wrong


def iri(kind: str, ident: str) -> str:
    """A name for what has no address: `urn:sijill:report:…`, other characters in percent signs."""
    quoted = (c if c in PLAIN_CHARACTERS else "".join(f"%{byte:02X}" for byte in c.encode()) for c in ident)
    return f"urn:sijill:{kind}:{''.join(quoted)}"


def _annotation(filed: Filed, number: int, span: Labelled, text: str, entry: Entry) -> Annotation:
    body: list[Words | Resource] = [Words(value=span.label, purpose="tagging")]
    if span.value:
        body.append(Words(value=span.value, purpose="identifying"))
    body.append(Resource(source=iri("report", filed.key)))
    if entry.synthetic:
        body.append(Words(value=SYNTHETIC, purpose="commenting"))
    source = entry.url if entry.url and not entry.synthetic else iri("document", entry.id)
    return Annotation(
        id=iri("annotation", f"{filed.key}/{number}"),
        motivation="tagging",
        body=tuple(body),
        target=Target(
            source=source,
            selector=(
                Position(start=span.start, end=span.end),
                Quote(
                    exact=text[span.start : span.end],
                    prefix=text[max(0, span.start - AROUND) : span.start],
                    suffix=text[span.end : span.end + AROUND],
                ),
            ),
        ),
    )


def _head() -> bytes:
    return (
        f'{{"@context":"{CONTEXT}","id":"urn:sijill:spans","type":"AnnotationCollection",'
        '"label":"Spans read by Sijill",'
        '"first":{"id":"urn:sijill:spans:1","type":"AnnotationPage","startIndex":0,"items":['
    ).encode()
