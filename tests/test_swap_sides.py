"""The same treatment for every side: swap the sides in a sentence, and nothing changes but who is who."""

from __future__ import annotations

import json
import re

import pytest

from sijill.reader import Reader
from sijill.records import Document, Reading
from sijill.render import json_line

# Names of one grammatical shape, so that the sentence around them stays the same.
PAIRS = [
    ("القوات الإسرائيلية", "القوات الإيرانية"),
    ("القوات الروسية", "القوات الأوكرانية"),
    ("القوات التركية", "قوات سوريا الديمقراطية"),
    ("قوات الدعم السريع", "القوات المسلحة السودانية"),
    ("حركة حماس", "حركة فتح"),
    ("حركة الشباب", "القوات الصومالية"),
    ("جماعة الحوثي", "القوات السعودية"),
    ("هيئة تحرير الشام", "القوات الأمريكية"),
]
# Fighters of a state are `military`, those of anyone else `militant` (codebook section 14).
FIGHTERS = {"military": "fighters", "militant": "fighters", "police": "fighters"}
SENTENCES = [
    "قصفت {a} مواقع {b} بالمدفعية يوم الخميس، ما أدى إلى مقتل ثلاثة مدنيين.",
    "اندلعت اشتباكات بين {a} و{b} مساء الأربعاء.",
    "أعلنت {a} مسؤوليتها عن هجوم بطائرة مسيرة على قاعدة {b}.",
    "نفت {a} استهداف {b} أمس.",
    "قتل عنصران من {b} في كمين نصبته {a} فجر الجمعة.",
    "اعتقلت {a} أربعة أشخاص واتهمت {b} بقصف السوق.",
    "هددت {a} بضرب {b} إذا استمر القصف.",
    "نفذت {a} عدوانا غاشما على مواقع {b} مساء الأحد.",
    "زعمت {a} أنها استهدفت {b} بصواريخ يوم الاثنين.",
    "ارتقى شهداء في قصف {a} على موقع {b} أمس الثلاثاء.",
]


def shape(reading: Reading, first: str, second: str) -> str:
    """A reading with each side's names, ids and countries replaced by A and B, and positions left out."""
    body = json.loads(json_line(reading))
    names: dict[str, str] = {}
    for side, label in ((first, "A"), (second, "B")):
        names[side] = label
    facts = []
    for report in body["reports"]:
        people = [
            [p["role"], who(p["text"], names), p["facility"], p["count"]] for p in report["participants"]
        ]
        facts.append(
            [
                report["event_type"],
                report["realis"],
                sorted(people, key=str),
                report["weapons"] and [w["kind"] for w in report["weapons"]],
                report["time"] and [report["time"][k] for k in ("start", "end", "precision")],
                [[h["kind"], FIGHTERS.get(h["who"], h["who"]), h["count"]] for h in report["harm"]],
                [
                    [s["kind"] if not s["text"] else "", s["stance"], s["distance"], who(s["text"], names)]
                    for s in report["sources"]
                ],
            ]
        )
    framing = [[f["category"], f["quoted"], who(f["text"], names)] for f in body["framing"]]
    return json.dumps([facts, framing], ensure_ascii=False, indent=1)


def who(text: str, names: dict[str, str]) -> str:
    for name, label in names.items():
        text = re.sub(r"\b" + name, label, text)
    return text


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: " / ".join(p))
@pytest.mark.parametrize("sentence", SENTENCES)
def test_swapping_the_sides_changes_nothing_else(
    reader: Reader, sentence: str, pair: tuple[str, str]
) -> None:
    one, two = pair
    plain = reader.read(Document(id="x", published="2024-03-16", text=sentence.format(a=one, b=two)))
    swapped = reader.read(Document(id="x", published="2024-03-16", text=sentence.format(a=two, b=one)))
    assert shape(plain, one, two) == shape(swapped, two, one)


LOADED = [
    ("العدو الإسرائيلي", "العدو الإيراني"),
    ("قوات الاحتلال الإسرائيلي", "قوات الاحتلال التركي"),
    ("ميليشيا قسد", "ميليشيا الحوثي"),
    ("الميليشيات الإيرانية", "الميليشيات التركية"),
    ("الاحتلال الروسي", "الاحتلال الأمريكي"),
]


@pytest.mark.parametrize("pair", LOADED, ids=lambda p: " / ".join(p))
@pytest.mark.parametrize("sentence", ["قصف {a} القرية أمس.", "قالت مصادر إن {a} انسحب من البلدة."])
def test_loaded_names_are_labelled_whoever_is_meant(
    reader: Reader, sentence: str, pair: tuple[str, str]
) -> None:
    labels = []
    for side in pair:
        reading = reader.read(Document(id="x", published="2024-03-16", text=sentence.format(a=side)))
        labels.append([f.category for f in reading.framing])
    assert labels[0] == labels[1]
    assert "delegitimising" in labels[0]
