"""JSON files -> documents: one object, a list of them, a Telegram export, or JSON Lines by another name."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .arrival import Given, Item, Refused
from .documents import UTF8_MARK, json_item, json_lines, stem
from .telegram import channel_posts

_TELEGRAM = frozenset({"messages", "chats"})
_SHOWN = 8


def json_documents(name: str, data: bytes, given: Given) -> Iterator[Item]:
    """The documents of a JSON file. Refused where it is no JSON or has a shape that no reader knows."""
    data = data.removeprefix(UTF8_MARK).strip()
    try:
        whole = msgspec.json.decode(data, type=dict[str, msgspec.Raw] | list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if not _lines(data):
            raise Refused("malformed", f"no JSON: {error}") from error
        yield from json_lines(name, data.split(b"\n"), given)
        return
    if isinstance(whole, list):
        for number, raw in enumerate(whole, 1):
            yield json_item(f"{name}:item {number}", f"{stem(name)}-{number}", bytes(raw), given)
    elif _TELEGRAM & whole.keys():
        yield from channel_posts(name, data, given)
    elif "text" in whole:
        yield json_item(name, stem(name), data, given)
    else:
        keys = ", ".join(sorted(whole)[:_SHOWN]) or "none"
        raise Refused("shape", f"JSON of a shape that no reader knows (keys: {keys})")


def _lines(data: bytes) -> bool:
    """Whether the first line is an object of its own."""
    try:
        msgspec.json.decode(data.partition(b"\n")[0], type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
