"""An entry mends all past reports: only the documents in which its name stands are read again, and the ledger
is then as if all had been read anew. All outlets, places and events are invented but for well-known towns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from sijill.deciding import Desk
from sijill.demo import CORPUS
from sijill.filing import Clerk
from sijill.gazetteer.load import PlaceRecord
from sijill.incident import Incident
from sijill.ingest import Arrival, Given, text_digest
from sijill.ingest.arrivals import arrivals as read_corpus
from sijill.mending import Mender, OwnPlaces
from sijill.reader import Reader
from sijill.records import Document, Reading
from sijill.registry import Registry
from sijill.store import Ledger, open_ledger
from sijill.versions import reader_version
from tests.store.made import TEXT, add, entry
from tests.worlds import laid_over, reader_of, village

AT = "2024-04-01T00:00:00Z"
NAME = "كفرزيتونيا"
ENTRY = village(NAME, "place.sy.kafr-zaytunia")


def owning(digest: str, *own: PlaceRecord) -> OwnPlaces:
    """The user's own places, with the language of a reader that knows them."""
    return OwnPlaces(digest, lambda: own, language=lambda _: reader_of(own).language)


OWN = owning("aaaa", ENTRY)
NONE = owning("")
# Ways in which a text may have the name, with a cue and without, with prefixes, spelt another way, glued.
SAYING = (
    "قصفت قوات النظام بلدة كفرزيتونيا في ريف إدلب يوم السبت، ما أدى إلى مقتل ثلاثة مدنيين.",
    "قصفت قوات النظام مدينة سراقب وكفرزيتونيا يوم الأحد، ما أدى إلى مقتل مدنيين اثنين.",
    "شنت طائرات حربية غارة على كفرزيتونيا صباح الاثنين.",
    "قُتل مدني في قصف مدفعي بكَفرزَيتونيا يوم الثلاثاء.",
    "جُرح خمسة مدنيين إثر قصف لبلدة كفـرزيتونيا يوم الأربعاء.",
)
OTHERS = (
    "قصفت قوات النظام مدينة سراقب يوم السبت، ما أدى إلى مقتل أربعة مدنيين.",
    "شنت طائرات حربية روسية غارة على بلدة كفرنبل في ريف إدلب صباح الأحد.",
    "قُتل ثلاثة مدنيين في قصف مدفعي على مدينة أريحا يوم الاثنين.",
    "أصيب مدنيان في انفجار عبوة ناسفة في مدينة الباب يوم الثلاثاء.",
    "قصفت القوات التركية قرية زيتونيات يوم الأربعاء، وأصيب مدني.",
)


class Counting:
    """Reads with a reader, and keeps the ids of what it read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.ids: list[str] = []

    def __call__(self, document: Document) -> Reading:
        self.ids.append(document.id)
        return self.reader.read(document)


def arrivals(count: int) -> list[Arrival]:
    """`count` documents of six days and four outlets, every fifth with the name."""
    made = []
    for n in range(count):
        texts = SAYING if n % 5 == 0 else OTHERS
        text = f"خبر رقم {n}\n{texts[n // 5 % len(texts)]}"
        document = Document(
            id=f"d{n:03}", text=text, outlet=f"Outlet {n % 4}", published=f"2024-03-{9 + n % 6:02}"
        )
        made.append(
            Arrival(
                document=document,
                sha256=text_digest(text),
                retrieved=AT,
                origin=f"line {n}",
                synthetic=True,
            )
        )
    return made


def clerk(ledger: Ledger, reader: Reader, own: OwnPlaces, counting: Callable[[Document], Reading]) -> Clerk:
    registry = Registry(reader.language.lexicon, reader.gazetteer)
    return Clerk(ledger, registry, lambda: AT, own=own, read=counting)


def filled(ledger: Ledger, reader: Reader, own: OwnPlaces, count: int) -> None:
    made = clerk(ledger, reader, own, reader.read)
    assert all(not (f.problem or f.refused) for f in made.add(arrivals(count)))
    made.settle()


def bare(found: Ledger) -> list[Incident]:
    """The incidents without what hangs on their history."""
    return sorted(
        (msgspec.structs.replace(i, id="", was=()) for i in found.incidents()),
        key=lambda i: [t.key for t in i.reports],
    )


def placed(ledger: Ledger, ident: str) -> set[str]:
    return {t.doc for i in ledger.incidents() for t in i.reports for p in i.places if p.gazetteer_id == ident}


@pytest.fixture
def afresh(tmp_path: Path) -> Iterator[Callable[[Reader, OwnPlaces, int], Ledger]]:
    """Another ledger with the same documents, all of them read with the places of now."""
    opened: list[Ledger] = []

    def make(reader: Reader, own: OwnPlaces, count: int) -> Ledger:
        opened.append(open_ledger(str(tmp_path / f"afresh-{len(opened)}.db")))
        filled(opened[-1], reader, own, count)
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_an_entry_mends_what_has_its_name_and_reads_nothing_else(
    ledger: Ledger, afresh: Callable[[Reader, OwnPlaces, int], Ledger]
) -> None:
    count = 60
    before, after = reader_of(), reader_of((ENTRY,))
    filled(ledger, before, NONE, count)
    assert not placed(ledger, ENTRY.id)
    assert {s.place.name for s in ledger.sightings()} >= {NAME}
    with_name = {f"d{n:03}" for n in range(0, count, 5)}

    counting = Counting(after)
    made = clerk(ledger, after, OWN, counting)
    assert {doc for doc, problem in made.mend() if not problem} == with_name
    made.settle()
    assert set(counting.ids) == with_name
    assert len(counting.ids) == len(with_name)
    assert placed(ledger, ENTRY.id)
    assert NAME not in {s.place.name for s in ledger.sightings()}
    assert bare(ledger) == bare(afresh(after, OWN, count))
    assert ledger.known("d000") == (ledger.entry("d000").sha256, reader_version("aaaa"))  # type: ignore[union-attr]
    assert ledger.known("d001")[1] == reader_version()  # type: ignore[index]
    assert ledger.counts().readings == count + len(with_name), "readings are only added to"

    assert list(made.mend()) == []
    assert {d for d, _ in made.reread()} == set()


def test_an_entry_that_goes_is_undone_in_the_same_way(
    ledger: Ledger, afresh: Callable[[Reader, OwnPlaces, int], Ledger]
) -> None:
    count = 60
    before, after = reader_of((ENTRY,)), reader_of()
    filled(ledger, before, OWN, count)
    assert placed(ledger, ENTRY.id)
    counting = Counting(after)
    made = clerk(ledger, after, NONE, counting)
    assert all(not problem for _, problem in made.mend())
    made.settle()
    assert set(counting.ids) == {f"d{n:03}" for n in range(0, count, 5)}
    assert not placed(ledger, ENTRY.id)
    assert bare(ledger) == bare(afresh(after, NONE, count))


def test_a_point_that_is_corrected_moves_its_reports(
    ledger: Ledger, afresh: Callable[[Reader, OwnPlaces, int], Ledger]
) -> None:
    """The same id with another point: the reports say the new one, and are compared by it."""
    moved = msgspec.structs.replace(ENTRY, lat=35.9, lon=36.4)
    filled(ledger, reader_of((ENTRY,)), OWN, 30)
    after, own = reader_of((moved,)), owning("bbbb", moved)
    made = clerk(ledger, after, own, after.read)
    assert {doc for doc, _ in made.mend()} == {f"d{n:03}" for n in range(0, 30, 5)}
    made.settle()
    points = {(p.lat, p.lon) for i in ledger.incidents() for p in i.places if p.gazetteer_id == ENTRY.id}
    assert points == {(35.9, 36.4)}
    assert bare(ledger) == bare(afresh(after, own, 30))


def test_what_people_decided_stays(ledger: Ledger) -> None:
    before, after = reader_of(), reader_of((ENTRY,))
    filled(ledger, before, NONE, 40)
    registry = Registry(before.language.lexicon, before.gazetteer)
    others = [i for i in ledger.incidents() if not any(int(t.doc[1:]) % 5 == 0 for t in i.reports)]
    mine = next(i for i in ledger.incidents() if any(t.doc == "d000" for t in i.reports))
    desk = Desk(ledger, registry, "person:amal", AT)
    desk.correct(others[0].id, "killed", "7")
    desk.merge(others[1].id, others[2].id)
    desk.mark(mine.id, "confirm")
    kept = {i.id: i for i in ledger.incidents() if i.id != mine.id and i.decided}
    assert len(kept) == 2
    made = clerk(ledger, after, OWN, after.read)
    list(made.mend())
    made.settle()
    assert {i.id: i for i in ledger.incidents() if i.id in kept} == kept
    confirmed = next(i for i in ledger.incidents() if any(t.doc == "d000" for t in i.reports))
    assert confirmed.confirmed
    assert [d.kind for d in ledger.decisions()] == ["correct", "merge", "confirm"]


def test_killed_in_the_middle_it_goes_on_where_it_was(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sijill.filing.AT_ONCE", 3)
    filled(ledger, reader_of(), NONE, 40)
    after = reader_of((ENTRY,))
    stream = clerk(ledger, after, OWN, after.read).mend()
    done = [next(stream)[0] for _ in range(5)]
    stream.close()
    counting = Counting(after)
    rest = clerk(ledger, after, OWN, counting)
    list(rest.mend())
    rest.settle()
    assert counting.ids == [f"d{n:03}" for n in range(0, 40, 5)][6:], "what was told was whole"
    assert len(done) == 5
    assert placed(ledger, ENTRY.id)


def test_places_that_readings_were_kept_under_and_nobody_noted(ledger: Ledger) -> None:
    """Without the old set nothing can be said of the difference: all that it read is read again."""
    with ledger.writing():
        for doc, reader in (("a", "1+x.gone"), ("b", "1+x"), ("c", "1+x.aaaa")):
            add(ledger, doc, reader=reader)
    ledger.note_places("aaaa", (ENTRY,))
    assert Mender(ledger, OWN).touched() == ["a"]
    assert Mender(ledger, NONE).touched() == ["a"]


def test_another_program_is_read_again_whole_and_its_places_alone_are_mended(ledger: Ledger) -> None:
    text = f"قصف بلدة {NAME}"
    for doc, reader, words in (
        ("a", "1+x", TEXT),
        ("b", "1+x", text),
        ("c", "2+y", TEXT),
        ("d", "2+y", text),
    ):
        found = Reading(doc=Document(id=doc, text=words))
        ledger.add(entry(doc, words), words, found, reader)
    mender = Mender(ledger, OWN)
    assert mender.outdated("2+y.aaaa") == ["a", "b", "d"]
    assert mender.touched() == ["b", "d"]


@pytest.mark.parametrize("turn", ["came", "went"])
def test_no_document_is_missed_where_any_of_many_places_changes(ledger: Ledger, turn: str) -> None:
    """Towns of all sorts of name (short, of two words, with the article, common as words) are taken from the
    bundled places: every document that then reads otherwise is found.
    """
    names = {"place.sy.saraqib", "place.sy.azaz", "place.sy.jisr-al-shughur", "place.iq.ayn-al-asad",
             "place.sy.ash-shuhayl", "place.sd.el-fasher", "place.sy.al-bab", "place.sy.albu-kamal"}  # fmt: skip
    whole = reader_of()
    out = frozenset(names & whole.gazetteer.by_id.keys())
    assert len(out) >= 6
    own: tuple[PlaceRecord, ...] = tuple(whole.gazetteer.by_id[i] for i in sorted(out))
    less = reader_of((), out)
    texts = [a.arrival.document for a in read_corpus([str(CORPUS)], Given(), clock=lambda: AT) if a.arrival]
    came = turn == "came"
    then, now = (less, whole) if came else (whole, less)
    differ = set()
    ledger.note_places("aaaa", own)
    with ledger.writing():
        for document in texts:
            first = then.read(document)
            made = entry(document.id, document.text, published=document.published)
            ledger.add(made, document.text, first, "1+x" if came else "1+x.aaaa")
            if now.read(document) != first:
                differ.add(document.id)
    given = OwnPlaces(
        "aaaa" if came else "",
        lambda: own if came else (),
        lambda some: laid_over(some, out),
        lambda _: now.language,
    )
    found = Mender(ledger, given).touched()
    assert len(differ) > 10
    assert differ <= set(found)
    assert len(found) < len(texts)
