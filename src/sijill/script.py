"""What can be told of a text before its language is loaded: its bytes, its letters, its language.

All that depends on a language is in the language folder's `script.toml`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import msgspec

from .copies import Cues, Signature, signature
from .errors import InputError, LanguageError

FOLDERS = Path(__file__).parent / "lang"
ENOUGH_LETTERS = 0.4
FOREIGN_SURELY = 0.02
FOREIGN_PERHAPS = 0.004
CONTROL_SHARE = 0.01
COMMON_SHARE = 0.1
GLANCE = 4000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORD = re.compile(r"\w+")


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language is written: its letters, those of its neighbours, old encodings, spelling variants.

    Where other languages share its letters, `alphabet` is how their Unicode names begin, and `common` are
    words that no text of some length is without. `counting` are words for numbers and days, `leading` words
    before the name of a place, `joined` what may be written in front of either.
    """

    name: str
    letters: str
    foreign: frozenset[str]
    encodings: tuple[str, ...]
    article: str
    dropped: frozenset[str]
    same: dict[str, str]
    counting: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    alphabet: str = ""
    common: frozenset[str] = frozenset()

    def words(self, text: str) -> str:
        """The words of a text, articles left off, spelt one way: equal for two spellings of one name."""
        kept = "".join(self.same.get(c, c) for c in text if c not in self.dropped)
        return " ".join(word.removeprefix(self.article) for word in _WORD.findall(kept))


def languages() -> tuple[str, ...]:
    """The codes of all languages that there are."""
    return tuple(sorted(path.parent.name for path in FOLDERS.glob("*/script.toml")))


@lru_cache(maxsize=8)
def script_of(code: str) -> Script:
    """The script of a language; LanguageError where Sijill has no such language."""
    path = FOLDERS / code / "script.toml"
    if not code.isidentifier() or not path.is_file():
        raise LanguageError(f"language '{code}' is not one that Sijill reads ({', '.join(languages())})")
    return msgspec.toml.decode(path.read_bytes(), type=Script)


@lru_cache(maxsize=8)
def cues_of(code: str) -> Cues:
    """The words by which `copies` sees that another figure or place is told."""
    script = script_of(code)
    heads = ("", *script.joined)
    return Cues(
        counting=frozenset(script.words(head + word) for word in script.counting for head in heads),
        leading=frozenset(script.words(head + word) for word in script.leading for head in heads),
    )


def signed(text: str, code: str) -> Signature:
    """The signature of a text, for comparing it with others."""
    return signature(script_of(code).words(text.replace("_", " ")).split(), cues_of(code))


def decode(data: bytes, script: Script) -> tuple[str, str]:
    """The text of some bytes and a note on the encoding (empty for UTF-8). InputError if they are no text."""
    if data.startswith(_UTF16):
        return _utf16(data), "read as UTF-16"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _legacy(data, script, error)
    _refuse_binary(text)
    return text, ""


def problem(text: str, code: str) -> str:
    """Why a text cannot be read as the language: empty, or another language; '' where it can."""
    script = script_of(code)
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "empty: no letter in it"
    own = sum(_of(c, script) for c in letters) / len(letters)
    if own < ENOUGH_LETTERS:
        return f"not {script.name}: {own:.0%} of its letters are ({_guess(text, letters)})"
    foreign = sum(c in script.foreign for c in letters) / len(letters)
    if foreign >= FOREIGN_SURELY or (
        foreign >= FOREIGN_PERHAPS and _guess(text, letters) != f"it looks like '{code}'"
    ):
        return f"not {script.name}: {foreign:.1%} of its letters are foreign to it ({_guess(text, letters)})"
    if script.common and not _common(text, script):
        guess = _guess(text, letters)
        if guess != f"it looks like '{code}'":
            return f"not {script.name}: hardly a word of its grammar ({guess})"
    return ""


def language_of(text: str, given: str) -> str:
    """The language that a text is to be read in: the one given, or, where it cannot be that, the one that it
    is of those that Sijill reads; the one given where it is none.

    Raises LanguageError where Sijill does not read the one given.
    """
    if not problem(text, given):
        return given
    others = (code for code in languages() if code != given)
    return next((code for code in others if not problem(text, code)), given)


def _common(text: str, script: Script) -> bool:
    """Whether enough of the words are such as no text of the language is without."""
    words = _WORD.findall(text[:GLANCE].lower())
    return sum(word in script.common for word in words) >= max(1, COMMON_SHARE * len(words))


def _guess(text: str, letters: list[str]) -> str:
    """What language a text looks like, in words."""
    if len(letters) < 12:
        return "too short to tell the language"
    import py3langid  # loads a model: only where a text is refused

    return f"it looks like '{py3langid.classify(text[:GLANCE])[0]}'"


def _of(char: str, script: Script) -> bool:
    own = unicodedata.bidirectional(char) == script.letters
    return own and (not script.alphabet or unicodedata.name(char, "").startswith(script.alphabet))


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-16 though it is marked so: {error.reason} at byte {error.start}"
        ) from error


def _legacy(data: bytes, script: Script, error: UnicodeDecodeError) -> tuple[str, str]:
    """Text in an old encoding of the language, unless it is broken UTF-8 or no text at all."""
    mended = data.decode("utf-8", "replace")
    if sum(_of(c, script) for c in mended) > mended.count("\ufffd"):
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"not UTF-8: line {line}, byte {error.start}: {error.reason}") from error
    for name in script.encodings:
        text = data.decode(name, "replace")
        _refuse_binary(text)
        letters = [c for c in text if c.isalpha()]
        if letters and sum(_of(c, script) for c in letters) / len(letters) >= ENOUGH_LETTERS:
            return text, f"read as {name}, not UTF-8"
    tried = ", ".join(("UTF-8", "UTF-16", *script.encodings))
    raise InputError(f"unknown encoding (tried {tried}): {error.reason} at byte {error.start}") from error


def _refuse_binary(text: str) -> None:
    control = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x85" for c in text[:20000])
    if "\x00" in text or control > CONTROL_SHARE * len(text[:20000]) or text.startswith("%PDF-"):
        raise InputError("binary: not a text")
