"""What is kept between runs: read back when whole, made again when not, done without where it cannot be written."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sijill import kept as module
from sijill.kept import kept
from sijill.language import load_language
from sijill.lexicon import Node
from sijill.lexicon_packed import pack, unpack


class Maker:
    """Counts how often something was made."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> list[int]:
        self.made += 1
        return [1, 2, 3]

    def get(self) -> list[int]:
        return kept(
            "x", self, msgspec.msgpack.encode, lambda data: msgspec.msgpack.decode(data, type=list[int])
        )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIJILL_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_made_once_and_read_back(folder: Path) -> None:
    maker = Maker()
    assert maker.get() == maker.get() == [1, 2, 3]
    assert maker.made == 1
    assert [path.suffix for path in folder.iterdir()] == [".msgpack"]


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 200])
def test_damaged_is_made_again(folder: Path, damage: bytes) -> None:
    maker = Maker()
    maker.get()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert maker.get() == [1, 2, 3]
    assert maker.made == 2
    assert path.read_bytes() == whole


def test_one_changed_byte_is_seen(folder: Path) -> None:
    maker = Maker()
    maker.get()
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1  # would still decode, to other numbers
    path.write_bytes(data)
    assert maker.get() == [1, 2, 3]
    assert maker.made == 2


def test_whole_but_of_another_shape_is_made_again(folder: Path) -> None:
    maker = Maker()
    maker.get()
    (path,) = folder.iterdir()
    other = msgspec.msgpack.encode({"a": "b"})
    path.write_bytes(module._check(other) + other)
    assert maker.get() == [1, 2, 3]


def test_other_code_or_data_is_another_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker()
    for number in range(module.OLD + 2):
        monkeypatch.setattr(module, "digest", lambda number=number: f"{number:032x}")
        maker.get()
    assert maker.made == module.OLD + 2
    assert len(list(folder.iterdir())) == module.OLD


def test_done_without_where_it_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SIJILL_CACHE", str(tmp_path / "file" / "kept"))
    maker = Maker()
    assert maker.get() == maker.get() == [1, 2, 3]
    assert maker.made == 2


def test_nothing_is_kept_where_the_folder_is_named_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_CACHE", "")
    maker = Maker()
    maker.get()
    maker.get()
    assert maker.made == 2


def test_what_fails_is_not_kept(folder: Path) -> None:
    def fail() -> list[int]:
        raise ValueError("broken word list")

    with pytest.raises(ValueError, match="broken word list"):
        kept("x", fail, msgspec.msgpack.encode, lambda data: msgspec.msgpack.decode(data, type=list[int]))
    assert not folder.exists()


def test_a_lexicon_comes_back_as_it_was() -> None:
    lexicon = load_language("ar").lexicon
    again = unpack(pack(lexicon), lexicon.speller)
    assert again.entries == lexicon.entries
    assert again.by_id == lexicon.by_id
    _same(lexicon.root, again.root)


def _same(one: Node, two: Node) -> None:
    assert list(one.next) == list(two.next)
    assert (one.forms, one.gaps) == (two.forms, two.gaps)
    for word, after in one.next.items():
        _same(after, two.next[word])


@pytest.mark.parametrize(
    "data", [b"", b"\x93\x80\x90", msgspec.msgpack.encode([{"no such kind": 1}, [], [], [{}]])]
)
def test_no_lexicon_in_other_bytes(data: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, LookupError)):
        unpack(data, load_language("ar").lexicon.speller)
