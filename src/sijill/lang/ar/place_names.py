"""Arabic place names in other people's data: which names are Arabic, and which are ordinary words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

MOST = 5
_WORDS = Path(__file__).parent / "words_as_names.txt"
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a ]+")
_SCRIPT = re.compile("[\u0600-\u06ff]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ALIKE: dict[int, str | None] = dict.fromkeys(
    code for code in range(0x0300, 0x0700) if unicodedata.combining(chr(code))
)
_ALIKE |= {0x0629: "\u0647", 0x0649: "\u064a", 0x0621: None, 0x0640: None}
_ARTICLE = "\u0627\u0644"
_PERSIAN = str.maketrans(
    {
        "\u06a9": "\u0643",
        "\u06cc": "\u064a",
        "\u06d2": "\u064a",
        "\u06c1": "\u0647",
        "\u06be": "\u0647",
        "\u06c0": "\u0647",
        "\u067e": "\u0628",
        "\u0686": "\u062a\u0634",
        "\u06af": "\u063a",
        "\u0698": "\u062c",
        "\u0679": "\u062a",
        "\u0688": "\u062f",
        "\u0691": "\u0631",
        "\u06ba": "\u0646",
        "\u200c": " ",
    }
)
_SOUNDS = str.maketrans(
    {
        "\u0628": "b", "\u062a": "t", "\u062b": "t", "\u062c": "j", "\u062d": "h", "\u062e": "k",
        "\u062f": "d", "\u0630": "d", "\u0631": "r", "\u0632": "z", "\u0633": "s", "\u0634": "s",
        "\u0635": "s", "\u0636": "d", "\u0637": "t", "\u0638": "z", "\u063a": "g", "\u0641": "f",
        "\u0642": "k", "\u0643": "k", "\u0644": "l", "\u0645": "m", "\u0646": "n", "\u0648": "w",
        "\u064a": "y",
    }
)  # fmt: skip
_LATIN = str.maketrans({"q": "k", "c": "k", "p": "b", "v": "f", "x": "k"})
_LATIN_ARTICLE = re.compile(r"\b(al|an|ar|as|ash|at|ath|ad|adh|az|el)[ -]")
_UNHEARD = re.compile(r"[^bdfghjklmnrstwyz]")
_SILENT = re.compile(r"[^bdfgjklmnrstwyz]")
_PAIRS = (("th", "t"), ("dh", "d"), ("sh", "s"), ("kh", "k"), ("gh", "g"))


def arabic_names(latin: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that are written in Arabic, the one that sounds most like `latin` first, five at most.

    Persian and Urdu spellings are respelt in Arabic letters where there is no Arabic one. An ordinary word
    of our list is left out among the variants, for one variant cannot ask for a cue and the others not.
    """
    scripted = [_MARKS.sub("", name).strip() for name in names if _SCRIPT.search(name)]
    found = [name for name in scripted if _ARABIC.fullmatch(name)]
    if not found:
        found = [name for name in (n.translate(_PERSIAN) for n in scripted) if _ARABIC.fullmatch(name)]
    unique = list(dict.fromkeys(" ".join(name.split()) for name in found))
    if len(unique) > 1:
        target = _latin_skeleton(latin)
        unique.sort(key=lambda name: -_alike(_skeleton(name), target))
    kept: list[str] = []
    folds: set[str] = set()
    for name in unique:
        if folded(name) not in folds and not (kept and name in _listed()):
            kept.append(name)
            folds.add(folded(name))
    return tuple(kept[:MOST])


def folded(name: str) -> str:
    """A spelling without what writers vary: alef, hamza, teh marbuta and yeh forms, the article, blanks."""
    plain = unicodedata.normalize("NFKD", name).translate(_ALIKE)
    return "".join(word.removeprefix(_ARTICLE) for word in plain.split())


@lru_cache(maxsize=1 << 16)
def is_word(name: str) -> bool:
    """Whether a name is also an ordinary word: one that dictionaries have, one of our list, or too short."""
    if name in _listed():
        return True
    if " " in name:
        return False
    import simplemma  # its dictionary takes a third of a second to open, and reading never needs it

    bare = name.removeprefix(_ARTICLE)
    return len(bare) <= 2 or simplemma.is_known(name, lang="ar") or simplemma.is_known(bare, lang="ar")


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """Ordinary words that no dictionary here gives and GeoNames has as names."""
    return frozenset(_WORDS.read_text(encoding="utf-8").split("\n"))


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other).ratio()


def _skeleton(name: str) -> str:
    """An Arabic name as rough Latin consonants."""
    bare = "".join(word.removeprefix(_ARTICLE) for word in name.split())
    return _UNHEARD.sub("", bare.translate(_SOUNDS))


def _latin_skeleton(name: str) -> str:
    """A Latin name as the same rough consonants."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = _LATIN_ARTICLE.sub("", plain.replace("`", "").strip())
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return _SILENT.sub("", plain.translate(_LATIN))
