"""Arabic words as they are searched for: with and without the one-letter prefixes and the article."""

from __future__ import annotations

from itertools import product

from sijill.text import Token

_SHORTEST = 2
_FRONTS = tuple(
    f"{conjunction}{front}"
    for conjunction, front in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال", "س"))
)


def spellings(token: Token) -> tuple[str, ...]:
    """The folded word, the word without its own prefixes and article, and both with every prefix there is."""
    rest = token.norm[-len(token.stem + token.suffix) :] if token.pre or token.article else token.norm
    roots = dict.fromkeys((token.norm, rest))
    found = [token.norm]
    for root in roots:
        if len(root) < _SHORTEST or root.isascii():
            found.append(root)
        else:
            found.extend(front + root for front in _FRONTS)
    return tuple(dict.fromkeys(found))
