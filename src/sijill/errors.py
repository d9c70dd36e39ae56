"""Every error Sijill raises on purpose, with the exit code the command line gives it.

SijillError
├── UsageError        2  the call's words are off
├── InputError        3  a document or file cannot be read
├── LexiconError      2  a word list breaks a rule (file, entry and rule are named)
├── LanguageError     3  no folder for this language
├── OutputError       3  an export cannot be written
└── LedgerError       4  the ledger cannot be read or written
    ├── LedgerMissing     no ledger there, or no folder to put one in
    ├── LedgerLocked      another program is writing, and went on for too long
    ├── LedgerReadOnly    the file, folder or role may only read
    ├── LedgerFull        no space left
    ├── LedgerNewer       made by a newer version of Sijill
    ├── LedgerForeign     a database or a file, but no ledger
    ├── LedgerCorrupt     the file or a row of it is damaged
    └── LedgerUnreachable the server is down, unknown, refuses or hung up
"""

from __future__ import annotations


class SijillError(Exception):
    """Base of all errors that Sijill raises on purpose; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(SijillError):
    """The caller asked for something that makes no sense (a date that is no date, an unknown field)."""

    exit_code = 2


class InputError(SijillError):
    """A document cannot be read; the message names the file and, where there is one, the line."""

    exit_code = 3


class LexiconError(SijillError):
    """A word list breaks a rule of `docs/words.md`; the message names file, entry and rule."""

    exit_code = 2


class LanguageError(SijillError):
    """The language asked for has no folder under `sijill/lang`."""

    exit_code = 3


class LedgerError(SijillError):
    """The ledger cannot be read or written; the message says which, why and what to do next."""

    exit_code = 4


class LedgerMissing(LedgerError):
    """There is no ledger at that place, or no folder to put one in."""


class LedgerLocked(LedgerError):
    """Another program is writing to the ledger and went on for longer than we wait."""


class LedgerReadOnly(LedgerError):
    """The file, its folder or the database's role may read and not write."""


class LedgerFull(LedgerError):
    """The disk, or the quota, has no space left."""


class LedgerNewer(LedgerError):
    """The ledger was made by a newer version of Sijill."""


class LedgerForeign(LedgerError):
    """Something is there, but it is no ledger."""


class LedgerCorrupt(LedgerError):
    """The file, or a row of it, is damaged."""


class LedgerUnreachable(LedgerError):
    """The database server is down, unknown, refuses us or hung up."""


class OutputError(SijillError):
    """An export cannot be written; the message names the file and why. Nothing of it is left behind."""

    exit_code = 3
