"""The version that readings are kept under: what read them, with which words, with which places.

`0.1.0+PROGRAM-WORDS.PLACES`: the program's number and a digest of its code and data but for the word lists; a
digest of all word lists, ours and the user's own; a digest of the user's own places, where there are any.
"""

from __future__ import annotations

from . import __version__
from .kept import digest_of_program
from .own_words import all_words_digest


def reader_version(own: str = "") -> str:
    """The version of now; `own` is the digest of the user's own places ('' for none)."""
    return f"{__version__}+{digest_of_program()}-{all_words_digest()}" + (f".{own}" if own else "")


def program_part(reader: str) -> str:
    """The program in a version, without words and places; '' where it says none."""
    return _after(reader).partition(".")[0].partition("-")[0]


def words_part(reader: str) -> str:
    """The digest of the words in a version, '' where it says none."""
    return _after(reader).partition(".")[0].partition("-")[2]


def own_part(reader: str) -> str:
    """The digest of the user's own places in a version, '' where it says none."""
    return _after(reader).partition(".")[2]


def _after(reader: str) -> str:
    return reader.partition("+")[2]
