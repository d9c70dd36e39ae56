"""Every word list passes its own examples; the check itself finds what it must find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from sijill.language import load_language
from sijill.script import FOLDERS
from sijill.wordcheck import Finding, check, files_of
from tests.conftest import Ran

LEXICON = FOLDERS / "ar" / "lexicon"
FILES = sorted(f"{p.parent.name}/{p.name}" for p in LEXICON.glob("*/*.toml"))


@lru_cache(maxsize=1)
def findings() -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in check(load_language("ar")):
        found[finding.file].append(finding)
    return dict(found)


@pytest.mark.parametrize("file", FILES)
def test_word_list(file: str) -> None:
    wrong = findings().get(file, [])
    assert not wrong, "\n" + "\n".join(map(str, wrong))


def test_every_entry_has_a_file() -> None:
    files = files_of(LEXICON)
    assert set(files) == set(load_language("ar").lexicon.by_id)
    assert set(files.values()) <= set(FILES)


def test_command_finds_what_is_wrong(
    sijill: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finding = Finding(file="events/x.toml", entry="event.x", rule="not recognised", detail="y")
    monkeypatch.setattr("sijill.wordcheck.check", lambda _: [finding])
    ran = sijill("words", "check")
    assert (ran.code, ran.out) == (1, "events/x.toml: event.x: not recognised: y\n")
