"""Arabic names in Latin letters as ids are spelt: plain, without vowels that are not written."""

from __future__ import annotations

from types import MappingProxyType

_LETTERS = MappingProxyType(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h",
        "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
        "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
        "ة": "a", "و": "w", "ي": "y", "ى": "a", "ئ": "", "ؤ": "", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh",
        "گ": "g", "ڤ": "v", "ک": "k", "ی": "y",
    }
)  # fmt: skip
_ARTICLE = "ال"
_WEAK = {"و": "u", "ي": "i"}
_LONG = frozenset("اويىآ")


def latin(text: str) -> str:
    """A name as lowercase words of Latin letters and digits, hyphens between them; '' where none is left."""
    return "-".join(filter(None, (_word(word) for word in text.split())))


def _word(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > 3:
        return f"al-{_word(word[2:])}"
    made = ""
    for at, letter in enumerate(word):
        if letter.isascii() and letter.isalnum():
            made += letter.lower()
            continue
        beside = word[at - 1 : at] + word[at + 1 : at + 2]
        weak = at > 0 and not set(beside) & _LONG
        made += _WEAK[letter] if weak and letter in _WEAK else _LETTERS.get(letter, "")
    return made
