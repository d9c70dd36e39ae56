"""A channel export of Telegram Desktop (result.json) -> documents, one for each post with words.

Only channels are read: what stands in groups and private chats is written by persons. Who signed or forwarded
a post is never kept, only that it was forwarded.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..errors import UsageError
from ..records import Document
from .arrival import Given, Item, Refused
from .dates import civil_date
from .documents import checked, digest

CHANNELS = frozenset({"public_channel", "private_channel"})


class Piece(msgspec.Struct, frozen=True):
    """A run of a post's text with its format left off."""

    text: str = ""


class Post(msgspec.Struct, frozen=True):
    """What is read of a message. Unknown keys are ignored; those that name people are never read."""

    id: int
    type: str = ""
    date: str = ""
    text: str | list[str | Piece] = ""
    forwarded_from: object = None


class Channel(msgspec.Struct, frozen=True):
    """A chat of an export."""

    messages: list[msgspec.Raw]
    name: str | None = None
    type: str = ""
    id: int | str = 0


class _Chats(msgspec.Struct, frozen=True):
    every: list[msgspec.Raw] = msgspec.field(name="list")


class _Account(msgspec.Struct, frozen=True):
    chats: _Chats


def channel_posts(name: str, data: bytes, given: Given) -> Iterator[Item]:
    """The posts of the channel, or of an account's channels. Refused where the export has another shape."""
    for number, raw in enumerate(_chats(data), 1):
        try:
            chat = msgspec.json.decode(raw, type=Channel)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refused("shape", f"a Telegram export of another shape: chat {number}: {error}") from error
        if chat.type not in CHANNELS:
            kind = chat.type or "of no kind"
            yield Item(
                where=f"{name}:chat {number}", problem=f"no channel but {kind}: not read", code="no-channel"
            )
            continue
        for place, message in enumerate(chat.messages, 1):
            item = _item(f"{name}:message {place}", chat, bytes(message), given)
            if item is not None:
                yield item


def _chats(data: bytes) -> list[bytes]:
    try:
        return [bytes(raw) for raw in msgspec.json.decode(data, type=_Account).chats.every]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [data]


def _item(where: str, chat: Channel, raw: bytes, given: Given) -> Item | None:
    """A post as an item; None for service messages and posts without words."""
    try:
        post = msgspec.json.decode(raw, type=Post)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Item(where=where, problem=str(error), code="bad-line")
    text = post.text if isinstance(post.text, str) else "".join(_words(p) for p in post.text)
    if post.type != "message" or not any(c.isalpha() for c in text):
        return None
    try:
        day = civil_date(post.date)
    except UsageError as error:
        return Item(where=where, problem=str(error), code="bad-date")
    document = Document(
        id=given.id or f"telegram-{chat.id}-{post.id}",
        lang=given.lang,
        outlet=given.outlet or (chat.name or ""),
        published=day or given.published,
        text=text,
    )
    return checked(
        Item(
            where=where,
            document=document,
            sha256=digest(raw),
            dated_by="telegram" if day else "given" if given.published else "",
            own_id=True,
            synthetic=given.synthetic,
            forwarded=post.forwarded_from is not None,
        )
    )


def _words(piece: str | Piece) -> str:
    return piece if isinstance(piece, str) else piece.text
