"""Every error Sijill raises on purpose, with the exit code the command line gives it.

SijillError
├── UsageError        2  the call's words are off
├── InputError        3  a document or file cannot be read
├── LexiconError      2  a word list breaks a rule (file, entry and rule are named)
├── LanguageError     3  no folder for this language
└── OutputError       3  an export cannot be written
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


class OutputError(SijillError):
    """An export cannot be written; the message names the file and why. Nothing of it is left behind."""

    exit_code = 3
