"""What `sijill words check` refuses, on a small word list of its own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec
import pytest

from sijill import wordcheck
from sijill.language import Language, load_language
from sijill.lexicon import Entry, EventEntry, Lexicon, Speller, When


class Small:
    """Arabic with a word list of two entries."""

    code = "ar"

    def __init__(self, arabic: Language, entries: Sequence[Entry]) -> None:
        self.arabic = arabic
        self.lexicon = Lexicon(
            {"events": tuple(entries)}, Speller(arabic.phrase, lambda _: (), lambda *_: ())
        )

    def __getattr__(self, name: str) -> object:
        return getattr(self.arabic, name)


def entry(ident: str, *forms: str, **more: object) -> EventEntry:
    made = EventEntry(
        id=ident,
        source="own",
        added=datetime.date(2026, 11, 22),
        event_type="shelling",
        frame="attack",
        forms=forms,
        found_in=(forms[0] + " قوي",),
    )
    return msgspec.structs.replace(made, **more)


CASES = [
    ([entry("event.a", "قصف", "قَصْف")], "stands twice"),
    ([entry("event.a", "قصف", "ـ", found_in=("قصف",))], "folds to nothing"),
    ([entry("event.a", "قصف"), entry("event.b", "قصف")], "homonym without 'when'"),
    ([entry("event.a", "قصف", found_in=("هدوء تام",))], "not recognised"),
    ([entry("event.a", "قصف", found_in=())], "no example"),
    ([entry("event.a", "قصف"), entry("event.b", "قصف", when=When(country=("SY",)))], ""),
    ([entry("event.a", "قصف", except_in=("قصف الرعد",))], ""),
    ([entry("event.a", "قصف جوي", "قصف")], ""),
]


@pytest.mark.parametrize(("entries", "rule"), CASES)
def test_rules(entries: list[EventEntry], rule: str) -> None:
    found = wordcheck.check(Small(load_language("ar"), entries))  # type: ignore[arg-type]  # the rest is forwarded
    assert {f.rule for f in found} == ({rule} if rule else set())
