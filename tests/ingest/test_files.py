"""Files and folders, JSON, and the same document twice."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from sijill.ingest import Arrived, Given, Known, Options, Seen, text_digest
from sijill.ingest.arrivals import arrivals
from sijill.ingest.outlets import outlet_by_host
from sijill.ingest.tables import column_map
from sijill.registry import Registry
from tests.ingest.texts import MORE, OTHER, TEXT, good, only, page, problems


def come(
    *sources: object,
    given: Given | None = None,
    stdin: bytes = b"",
    seen: Seen | None = None,
    options: Options | None = None,
) -> list[Arrived]:
    return list(
        arrivals(
            [str(s) for s in sources],
            given or Given(),
            clock=lambda: "2026-11-22T12:00:00Z",
            stdin=io.BytesIO(stdin),
            seen=seen,
            options=options,
        )
    )


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    for place, data in {
        "b.txt": TEXT.encode(),
        "a/c.html": page(),
        "a/d.jsonl": ("\n".join(json.dumps({"id": n, "text": OTHER + str(n)}) for n in "xy")).encode(),
        ".hidden.txt": OTHER.encode(),
        ".git/e.txt": OTHER.encode(),
        "a/picture.jpg": b"\xff\xd8\xff",
        "README": b"x",
        "z.txt": b"",
    }.items():
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    came = come(tmp_path)
    assert [a.arrival.document.id for a in came if a.arrival] == ["b", "a/c", "x", "y"]
    assert problems(came) == [
        (str(tmp_path / "README"), "unknown-kind"),
        (str(tmp_path / "z.txt"), "empty"),
        (str(tmp_path / "a/picture.jpg"), "unknown-kind"),
    ]
    assert [a.arrival.origin for a in came if a.arrival][-1] == f"{tmp_path}/a/d.jsonl:2"


def test_folders_that_go_in_circles_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    came = come(tmp_path)
    assert [a.arrival.document.id for a in came if a.arrival] == ["a"]
    assert problems(came) == [
        (str(tmp_path / "gone.txt"), "unreadable"),
        (str(tmp_path / "pipe.txt"), "unknown-kind"),
    ]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.txt"
    assert problems(come(nowhere, "a\0b", "x" * 5000)) == [
        (str(nowhere), "unreadable"),
        ("a\0b", "unreadable"),
        ("x" * 5000, "unreadable"),
    ]


def test_a_file_that_opens_and_cannot_be_read() -> None:
    assert problems(come("/proc/self/mem")) == [("/proc/self/mem", "unreadable")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"...", "empty"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.txt", b"%PDF-1.4 " + b"a" * 99, "binary"),
        ("a.txt", TEXT.encode()[:-20] + b"\xff\xfe" + TEXT.encode(), "encoding"),
        (
            "a.txt",
            "La ville a été bombardée dans la nuit de samedi, selon des habitants.".encode(),
            "language",
        ),
        ("a.txt", (TEXT * 30000).encode(), "too-big"),
        ("a.html", b"<html><body><p>x</p></body></html>", "no-article"),
        ("a.html", b"<" * 20000, "no-article"),
        ("a.json", b'{"a": ', "malformed"),
        ("a.json", b"[" * 100000, "malformed"),
        ("a.json", b"{}", "shape"),
        ("a.json", b"[1]", "bad-line"),
        ("a.json", b"7", "malformed"),
        ("a.xml", b"<a><b/></a>", "unknown-kind"),
        ("a.csv", b"x,y\n1,2\n", "columns"),
        ("a.warc", b"nothing of the kind", "cut-short"),
        ("a.txt.gz", b"no gzip", "malformed"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-9], "cut-short"),
        ("a.txt.gz", gzip.compress(gzip.compress(TEXT.encode())), "malformed"),
        ("a.jsonl", TEXT.encode("utf-16"), "encoding"),
        ("a.rss", b"<rss><channel><title>", "malformed"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    came = come(path)
    assert [c for _, c in problems(came)] == [code], came
    assert not [a for a in came if a.arrival]


@pytest.mark.parametrize(
    "name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.xml", "a.warc", "a.gz", "a"]
)
@settings(max_examples=40, deadline=None)
@forall(
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
)
def test_no_bytes_break_a_reader(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    for arrived in come(path):
        assert arrived.arrival is not None or arrived.code


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.csv", "a.xml"])
@settings(max_examples=40, deadline=None)
@forall(cut=st.integers(0, 3000), at=st.integers(0, 3000), put=st.binary(max_size=5))
def test_no_cut_breaks_a_reader(
    tmp_path_factory: pytest.TempPathFactory, name: str, cut: int, at: int, put: bytes
) -> None:
    whole = {
        "a.html": page(
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024"}</script>'
        ),
        "a.json": json.dumps(
            [{"id": "1", "text": TEXT, "published": "2024-03-10"}], ensure_ascii=False
        ).encode(),
        "a.csv": f'id,text,published\n1,"{TEXT}",2024-03-10\n'.encode(),
        "a.xml": f"<rss version='2.0'><channel><item><title>{TEXT}</title><description>{MORE}</description></item></channel></rss>".encode(),
    }[name]
    data = whole[: at % len(whole)] + put + whole[at % len(whole) : len(whole) - cut % len(whole)]
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    for arrived in come(path):
        assert arrived.arrival is not None or arrived.code


def test_json_in_its_shapes(tmp_path: Path) -> None:
    one = {"id": "k", "text": TEXT, "published": "2024-03-10", "synthetic": True, "outlet": "نشرة"}
    for name, data in {
        "one.json": json.dumps(one, indent=2),
        "list.json": json.dumps([one]),
        "lines.json": json.dumps(one) + "\n",
        "bom.jsonl": "\ufeff" + json.dumps(one),
    }.items():
        path = tmp_path / name
        path.write_text(data)
        arrival = only(come(path))
        assert (arrival.document.id, arrival.synthetic, arrival.dated_by) == ("k", True, "record"), name
    assert only(come("-", stdin=json.dumps(one, indent=2).encode())).document.id == "k"
    assert only(come("-", stdin=TEXT.encode())).document.id == "stdin"


def test_one_bad_line_is_told_and_the_rest_done(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": 1, "text": TEXT}),
        '{"id": 2, "text": ',
        json.dumps({"id": 3, "text": OTHER, "published": "10 March"}),
        json.dumps({"id": 4}),
        json.dumps({"id": 5, "text": 7}),
        "",
        "[" * 5000,
        json.dumps({"id": 6, "text": MORE}),
    ]
    path.write_text("\n".join(lines))
    came = come(path)
    assert [a.arrival.document.id for a in came if a.arrival] == ["1", "6"]
    assert problems(came) == [
        (f"{path}:2", "bad-line"),
        (f"{path}:3", "bad-date"),
        (f"{path}:4", "bad-line"),
        (f"{path}:5", "bad-line"),
        (f"{path}:7", "bad-line"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"id": "a\nb", "text": TEXT}, "bad-id"),
        ({"id": "x" * 501, "text": TEXT}, "bad-id"),
        ({"id": "a", "text": TEXT + "\0"}, "binary"),
        ({"id": "a", "text": TEXT, "outlet": "x\0"}, "binary"),
    ],
)
def test_what_no_ledger_can_keep(line: dict[str, str], code: str) -> None:
    assert problems(come("-", stdin=json.dumps(line).encode())) == [("-", code)]


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.txt")).write_text(TEXT)
    arrival = only(come(tmp_path))
    assert arrival.document.id == "a_"
    arrival.origin.encode()


def test_what_the_caller_gives(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    arrival = only(come(path, given=Given(outlet="نشرة", published="2024-03-10", synthetic=True)))
    assert (arrival.document.outlet, arrival.dated_by, arrival.synthetic) == ("نشرة", "given", True)
    assert only(come(path)).dated_by == ""


def test_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert only(come(path)).document.id == "a-1"


def test_the_same_document_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("  " + TEXT + "\n")
    came = come(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "b.txt")
    assert [(bool(a.arrival), a.problem, a.code) for a in came] == [
        (True, "", ""),
        (False, "", "same-document"),
        (False, "", "same-text"),
    ]


def test_the_same_text_of_another_outlet_is_a_copy_and_kept() -> None:
    lines = [
        {"id": "1", "text": TEXT, "outlet": "نشرة الوادي"},
        {"id": "2", "text": TEXT, "outlet": "نشرة الجبل"},
        {"id": "3", "text": TEXT, "outlet": "نشرة الوادي"},
        {"id": "4", "text": TEXT},
    ]
    came = come("-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert [a.arrival.document.id for a in came if a.arrival] == ["1", "2"]
    assert [a.code for a in came] == ["", "", "same-text", "same-text"]


def test_an_id_that_a_source_gives_to_two_texts() -> None:
    lines = [{"id": "1", "text": TEXT}, {"id": "1", "text": OTHER}, {"id": "1", "text": TEXT}]
    came = come("-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert [a.code for a in came] == ["", "id-taken", "same-document"]
    assert came[1].where == "-:2"


def test_two_files_of_one_name_and_a_changed_one(tmp_path: Path) -> None:
    for folder, text in (("x", TEXT), ("y", OTHER)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text)
    seen = Seen()
    came = come(tmp_path / "x/a.txt", tmp_path / "y/a.txt", seen=seen)
    ids = [a.document.id for a in good(came)]
    assert ids[0] == "a"
    assert ids[1] == f"a~{text_digest(OTHER)[:8]}"
    assert "another text under the id 'a'" in came[1].note
    again = come(tmp_path / "y/a.txt", tmp_path / "x/a.txt", seen=seen)
    assert [a.code for a in again] == ["same-document", "same-document"]


def test_documents_of_earlier_runs() -> None:
    seen = Seen([Known(id="1", sha256="x", text_sha256=text_digest(TEXT), outlet="")])
    lines = [{"id": "1", "text": TEXT}, {"id": "2", "text": TEXT}, {"id": "1", "text": OTHER}]
    came = come("-", stdin="\n".join(map(json.dumps, lines)).encode(), seen=seen)
    assert [a.code for a in came] == ["same-document", "same-text", "id-taken"]


def test_outlets_by_host(reader: object) -> None:
    from sijill.reader import load_reader

    loaded = load_reader("ar")
    named = outlet_by_host(Registry(loaded.language.lexicon, loaded.gazetteer))
    assert named("www.sana.sy") == named("sana.sy") == named("AR.SANA.SY") != ""
    assert named("wadi.example") == named("sy") == named("") == ""
    line = json.dumps({"id": "1", "text": TEXT, "url": "https://sana.sy/a"})
    arrival = only(come("-", stdin=line.encode(), options=Options(outlet_at=named)))
    assert arrival.document.outlet == named("sana.sy")


TABLE = 'رقم;body;date\n1;{text};2024-03-10\n2;"{more}\nسطر ثان";2024-03-11\n'
COLUMNS = {"id": "رقم", "text": "body", "published": "date"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    text = TABLE.replace(";", delimiter).format(text=TEXT, more=MORE)
    path.write_bytes(text.encode(encoding))
    first, second = good(come(path, options=Options(columns=COLUMNS)))
    assert (first.document.id, first.document.text, first.document.published) == ("1", TEXT, "2024-03-10")
    assert second.document.text == f"{MORE}\nسطر ثان"
    assert (first.dated_by, first.origin) == ("record", f"{path}:row 2")


def test_a_table_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"sep=;\r\nID;Text;Synthetic\r\n7;{TEXT};TRUE\r\n", newline="")
    arrival = only(come(path))
    assert (arrival.document.id, arrival.synthetic) == ("7", True)


def test_bad_rows_are_told_with_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f'id,text,published,synthetic\n1,{TEXT},10.3.2024,\n2\n"a"b,x,y,\n3,{OTHER},2024-03-10,maybe\n\n4,{MORE},2024-03-10,no\n5,,,\n'
    )
    came = come(path)
    assert [a.arrival.document.id for a in came if a.arrival] == ["4"]
    assert problems(came) == [
        (f"{path}:row 2, column published", "bad-date"),
        (f"{path}:row 3", "bad-row"),
        (f"{path}:row 4", "bad-row"),
        (f"{path}:row 5, column synthetic", "bad-row"),
        (f"{path}:row 8", "empty"),
    ]


def test_a_column_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text\n1,{TEXT}\n")
    (came,) = come(path, options=Options(columns={"published": "day"}))
    assert came.code == "columns"
    assert "no column 'day' for published (there are: id, text)" in came.problem


def test_column_maps() -> None:
    assert column_map(" text = body , published=date") == {"text": "body", "published": "date"}
    for wrong in ("text", "text=", "colour=x", "text=a,text=b"):
        with pytest.raises(Exception, match=r"no FIELD=COLUMN|no field|two columns"):
            column_map(wrong)


def test_a_cell_too_long_for_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{TEXT * 3000}"\n2,{TEXT}\n')
    came = come(path)
    assert problems(came) == [(f"{path}:row 2", "bad-row")]
    assert [a.arrival.document.id for a in came if a.arrival] == ["2"]


CHANNEL = {
    "name": "قناة الوادي",
    "type": "public_channel",
    "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-03-10T08:00:00", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2024-03-10T22:15:00",
            "from": "فلان",
            "author": "فلان",
            "text": TEXT,
        },
        {
            "id": 3,
            "type": "message",
            "date": "2024-03-11T01:00:00",
            "forwarded_from": "قناة أخرى",
            "text": [
                "عاجل: ",
                {"type": "bold", "text": OTHER},
                {"type": "custom_emoji", "text": "🔴", "document_id": "x"},
            ],
        },
        {"id": 4, "type": "message", "date": "2024-03-11T01:00:00", "photo": "a.jpg", "text": ""},
        {"id": 5, "type": "message", "date": "soon", "text": MORE},
        {"id": "six", "type": "message", "text": MORE},
    ],
}


def test_a_telegram_channel(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(CHANNEL, ensure_ascii=False, indent=1))
    came = come(path)
    first, second = (a.arrival for a in came if a.arrival)
    assert (first.document.id, first.document.outlet) == ("telegram-77-2", "قناة الوادي")
    assert (first.document.published, first.dated_by, first.forwarded) == ("2024-03-10", "telegram", False)
    assert (second.document.text, second.forwarded) == (f"عاجل: {OTHER}🔴", True)
    assert "فلان" not in repr(came)
    assert "قناة أخرى" not in repr(came)
    assert problems(came) == [(f"{path}:message 5", "bad-date"), (f"{path}:message 6", "bad-line")]


def test_a_telegram_account_gives_its_channels_alone(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    person = {"name": "فلان", "type": "personal_chat", "id": 1, "messages": CHANNEL["messages"]}
    path.write_text(json.dumps({"about": "x", "chats": {"about": "y", "list": [person, CHANNEL]}}))
    came = come(path)
    assert problems(came)[0] == (f"{path}:chat 1", "no-channel")
    assert [a.arrival.document.id for a in came if a.arrival] == ["telegram-77-2", "telegram-77-3"]


@pytest.mark.parametrize(
    "data",
    [{"messages": 7}, {"messages": "x", "type": "public_channel"}, {"chats": []}, {"chats": {"list": [7]}}],
)
def test_telegram_of_another_shape(tmp_path: Path, data: object) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(data))
    assert problems(come(path)) == [(str(path), "shape")]
