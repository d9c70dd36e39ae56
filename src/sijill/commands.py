"""What the commands on one document or the word lists do, apart from their options."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .errors import InputError, SijillError, UsageError
from .ingest import Given, Item, civil_date, gather

if TYPE_CHECKING:
    from .evaluate_records import Coded
    from .records import Document

MANY = 10


def tell(message: str) -> None:
    """A line on standard error."""
    print(f"sijill: {message}", file=sys.stderr, flush=True)


def _progress(items: Sequence[Item]) -> Iterator[Item]:
    """The items, with a bar on standard error where there are many."""
    if len(items) < MANY:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="reading", console=Console(stderr=True))


@contextmanager
def written(output: str) -> Iterator[TextIO]:
    """Standard output for '-'; else a file that appears, whole, only when all went well."""
    if output == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def explain_file(file: str, path: str, ident: str, given: Given) -> str:
    """The explanation of one value of one document, as lines."""
    from .explain import described, explain_path
    from .reader import load_reader

    document = _chosen(file, ident, given)
    reader = load_reader(document.lang)
    return described(explain_path(reader.read(document), path), reader.language.lexicon, reader.gazetteer)


def _chosen(file: str, ident: str, given: Given) -> Document:
    """The one document of a file, or the one of the id."""
    items = list(gather([file], given, sys.stdin.buffer))
    if len(items) == 1 and items[0].document is None:
        raise InputError(f"{items[0].where}: {items[0].problem}")
    documents = [item.document for item in items if item.document is not None]
    if len(documents) > 1 or ident:
        documents = [d for d in documents if d.id == ident]
    if len(documents) != 1:
        raise UsageError(
            f"{file}: {len(documents)} documents have the id '{ident}'"
            if ident
            else f"{file}: say which document with --id"
        )
    return documents[0]


def time_phrase(text: str, anchor: str) -> str:
    """The times of a phrase as JSON."""
    from datetime import date

    from .language import load_language
    from .phrase import times_in

    day = civil_date(anchor)
    return _json(
        {
            "text": text,
            "anchor": day or None,
            "times": times_in(text, load_language("ar"), date.fromisoformat(day) if day else None),
        }
    )


def number_phrase(text: str) -> str:
    """The numbers of a phrase as JSON."""
    from .language import load_language
    from .phrase import numbers_in

    return _json({"text": text, "numbers": numbers_in(text, load_language("ar"))})


def _json(value: object) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def check_words(lang: str) -> int:
    """Print what is wrong with the word lists of a language. Returns the exit code."""
    from .language import load_language
    from .wordcheck import check

    language = load_language(lang)
    findings = check(language)
    for finding in findings:
        print(finding)
    total = sum(len(group) for group in language.lexicon.entries.values())
    tell(f"{total} entries, {len(findings)} findings")
    return SijillError.exit_code if findings else 0


def score_files(gold: str, predicted: str | None, worst: int, shape: str, output: str) -> None:
    """Score a file of predictions, or this reader's own, against gold."""
    from .evaluate import score, table
    from .evaluate_records import load_coded
    from .script import script_of

    wanted = load_coded(gold)
    had = load_coded(predicted) if predicted else _read_again(list(wanted.values()))
    scores = score(wanted, had, script_of("ar"))
    if scores.absent:
        missing = f"{len(scores.absent)} of {len(wanted)}"
        tell(f"{missing} gold documents are not among the predictions, e.g. {scores.absent[0]}")
    with written(output) as out:
        out.write((_json(scores) if shape == "json" else table(scores, worst)) + "\n")


def _read_again(gold: Sequence[Coded]) -> dict[str, Coded]:
    """What this reader makes of the gold documents' own texts."""
    from .evaluate_records import as_coded
    from .reader import load_reader
    from .render import json_line

    items = [Item(where=g.doc.id, document=g.doc) for g in gold]
    documents = [item.document for item in _progress(items) if item.document is not None]
    return {d.id: as_coded(json_line(load_reader(d.lang).read(d))) for d in documents}
