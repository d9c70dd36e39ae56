"""What the command `places unknown` does, apart from its options."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import msgspec

from .commands import tell
from .gazetteer.load import COLUMNS
from .ledger_commands import put_line
from .reader import Reader, load_reader
from .store import Ledger, existing_ledger
from .waiting import Lists, WaitingName, described, waiting


def list_unknown(where: str, countries: Sequence[str], least: int, shape: str) -> None:
    """Print the unknown names of a ledger as a table, CSV lines to fill in, or JSON."""
    reader = load_reader()
    with existing_ledger(where) as ledger:
        names = unknown_names(ledger, reader, countries, least)
    if shape == "json":
        put_line(msgspec.json.format(msgspec.json.encode(names), indent=1).decode())
    elif shape == "csv":
        _sheet(names)
    else:
        for one in names:
            for line in described(one):
                put_line(line)
    tell(f"{len(names)} name{'s' * (len(names) != 1)} of no known place")


def unknown_names(
    ledger: Ledger, reader: Reader, countries: Sequence[str] = (), least: int = 1
) -> list[WaitingName]:
    """The unknown names of a ledger, held against the places that a reader knows."""
    return waiting(ledger.sightings(), lists_of(reader), countries, least)


def lists_of(reader: Reader) -> Lists:
    """The places of a reader, by their folded names, with its language's Latin letters."""
    language = reader.language

    def named(key: str) -> Sequence[str]:
        node = language.lexicon.root
        for word in key.split(" "):
            after = node.next.get(word)
            if after is None:
                return ()
            node = after
        return node.places

    return Lists(places=reader.gazetteer, named=named, latin=language.latin)


class _Lines:
    """A file for the writer of CSV that prints what it is given."""

    def write(self, line: str) -> None:
        put_line(line)


def _sheet(names: Sequence[WaitingName]) -> None:
    sheet = csv.writer(_Lines(), lineterminator="")
    sheet.writerow(COLUMNS)
    sheet.writerows(one.row for one in names)
