"""Which words of a text tell of one event: pairs told together, and pairs that stay apart."""

from __future__ import annotations

import pytest

from sijill.reader import Reader
from sijill.records import Document

ONE = {
    "a state and its army": (
        "shelling",
        "جرحى بقصف للنظام السوري على بلدة البارة\nأصيب رجلان جراء قصف مدفعي من قوات النظام السوري على بلدة البارة.",
    ),
    "a bare bombardment and raids": (
        "airstrike",
        "قتيلان بقصف روسي على بلدة البارة\nقتل رجلان في غارات روسية على بلدة البارة.",
    ),
    "planes and a drone": (
        "drone_strike",
        "غارة على سيارة في بلدة البارة\nاستهدفت طائرة مسيرة سيارة في بلدة البارة.",
    ),
    "thousands and seven thousand": (
        "arrest",
        "السلطات التركية تعتقل الآلاف\nاعتقلت السلطات التركية أكثر من سبعة آلاف شخص.",
    ),
    "a verb behind its noun": (
        "shelling",
        "أصيبت امرأة إثر قصف مدفعي لقوات النظام السوري وروسيا استهدف منازل السكان في قرية الكفير.",
    ),
    "an explosion and its cause": ("shelling", "سمعت انفجارات قوية في ريف القنيطرة ناجمة عن قصف مدفعي."),
    "arrests after a raid": ("raid", "اعتقلت الشرطة العراقية ستة رجال بعد مداهمة قرية الخازر."),
    "scouts in the air": ("shelling", "قصفت المدفعية أطراف بلدة البارة وسط تحليق مكثف لطيران الاستطلاع."),
    "a town and its quarter": (
        "shelling",
        "قصفت قوات النظام السوري مدينة حلب، كما استهدفت حي الصاخور بالمدفعية.",
    ),
    "harm told of two towns together": (
        "shelling",
        "قصف على بلدتي البارة وكفرنبل\nأصيب تسعة رجال في قصف مدفعي على بلدتي البارة وكفرنبل.",
    ),
    "a town and what it is": ("territory_change", "سيطر الجيش السوري على بلدة البارة، معقل الفصائل."),
    "an assault and what came of it": (
        "armed_attack",
        "أسفر العدوان الإيراني عن استهداف عدد من المخازن في الكويت.",
    ),
}
APART = {
    "two armies": (
        "قصف للجيش التركي على بلدة البارة\nأصيب رجلان جراء قصف مدفعي من قوات النظام السوري على بلدة البارة.",
        2,
    ),
    "two doers in one sentence": (
        "قصفت القوات التركية قرية الكفير، وقصفت قوات النظام السوري بلدة البارة.",
        2,
    ),
    "two towns told in two clauses": (
        "قصفت قوات النظام السوري بلدة البارة، كما طال القصف بلدة كفرنبل.",
        2,
    ),
    "two towns of one verb told twice": (
        "قوات النظام السوري تقصف بلدتي البارة وكفرنبل\nقصفت قوات النظام بالمدفعية بلدتي البارة وكفرنبل.",
        2,
    ),
    "two attacks each with its place": (
        "قتل 22 رجلا في الهجوم على مشفى في حلب، والهجوم على فندق في حمص.",
        2,
    ),
    "clashes amid shelling of another place": (
        "اندلعت اشتباكات بين الجيش السوري ومسلحين في بلدة البارة، وسط قصف مدفعي على قرية الكفير.",
        2,
    ),
}
NONE = {
    "a zone": "استهدفت قوات النظام السوري مناطق خفض التصعيد.",
    "hands": "تقع المزرعة في بلدة البارة الواقعة تحت سيطرتهم شمالي البلاد.",
    "traffic": "لقي ثمانية عمال مصرعهم صباح الاثنين في حادث سير جنوب القاهرة.",
    "nature": "قتل عشرون شخصا في فيضانات ضربت مدينة درنة.",
}


def types(reader: Reader, text: str) -> list[str]:
    document = Document(id="x", text=text, published="2022-05-10", lang="ar")
    return [r.event_type for r in reader.read(document).reports if r.realis == "actual"]


@pytest.mark.parametrize("name", ONE)
def test_one_event(reader: Reader, name: str) -> None:
    event_type, text = ONE[name]
    assert types(reader, text) == [event_type]


@pytest.mark.parametrize("name", APART)
def test_events_apart(reader: Reader, name: str) -> None:
    text, count = APART[name]
    assert len(types(reader, text)) == count


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_event(reader: Reader, name: str) -> None:
    found = types(reader, NONE[name])
    assert not {"agreement", "territory_change", "killing"} & set(found)
