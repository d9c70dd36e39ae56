"""300-word articles read in a second of one core's time, and where it goes.

    python benchmarks/read.py [ARTICLES]

The articles are synthetic, made from templates in a fixed order; nothing in them happened. No file is read.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice

from sijill.matching import find
from sijill.reader import load_reader
from sijill.recognise import recognise, sentences
from sijill.records import Document
from sijill.render import json_line

TEMPLATES = (
    "قصفت {actor} بالمدفعية بلدة {place} يوم {day}، ما أدى إلى مقتل {n} مدنيين وإصابة آخرين بجروح متفاوتة.",
    "وقال مصدر محلي إن القصف استهدف سوقا شعبية ومدرسة، بينما لم تعلق {actor} على الأنباء حتى الآن.",
    "واندلعت اشتباكات بين {actor} ومسلحين في محيط {place} مساء {day}، استخدمت فيها الأسلحة المتوسطة.",
    "وأعلنت وزارة الدفاع اعتراض {n} طائرات مسيرة فوق {place} فجر {day}، دون وقوع خسائر بشرية.",
    "وكانت المنطقة شهدت خلال الأيام الماضية حركة نزوح واسعة باتجاه القرى المجاورة بسبب تردي الأوضاع.",
    "ووثق مرصد الوادي {n} هجمات منذ مطلع الشهر، وطالب الأطراف كلها بحماية السكان والمرافق الطبية.",
    "وفي {place}، اعتقلت {actor} {n} أشخاص خلال حملة مداهمة، بحسب ما ذكر سكان لنشرة الوادي.",
    "وخرج عشرات الأهالي في مظاهرة وسط {place} يوم {day} احتجاجا على انقطاع الكهرباء وغلاء الأسعار.",
)
ACTORS = (
    "قوات الحكومة",
    "القوات التركية",
    "قوات الدعم السريع",
    "القوات الإسرائيلية",
    "قوات سوريا الديمقراطية",
)
PLACES = ("سراقب", "تعز", "الموصل", "غزة", "بنغازي", "الفاشر", "مأرب", "حلب")
DAYS = ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس")
NUMBERS = ("ثلاثة", "أربعة", "خمسة", "سبعة")
WORDS = 300


def articles(count: int) -> list[Document]:
    """Synthetic articles of about 300 words, the same ones each time."""
    fillers = zip(cycle(TEMPLATES), cycle(ACTORS), cycle(PLACES), cycle(DAYS), cycle(NUMBERS), strict=False)
    made = []
    for number in range(count):
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < WORDS:
            template, actor, place, day, n = next(islice(fillers, 1))
            lines.append(template.format(actor=actor, place=place, day=day, n=n))
        made.append(
            Document(
                id=str(number),
                published="2024-03-10",
                outlet="Wadi Bulletin (invented)",
                text="\n".join(lines),
            )
        )
    return made


def main() -> None:
    """Print the time of loading, of each stage, and the articles a second."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    began = time.process_time()
    reader = load_reader("ar")
    language = reader.language
    print(f"load              {time.process_time() - began:8.2f} s")
    documents = articles(count)
    reader.read(documents[0])
    spent = dict.fromkeys(("sentences, tokens", "matching", "recognise", "all of read", "json"), 0.0)
    for document in documents:
        marks = [time.process_time()]
        stretches = list(sentences(document.text, language))
        marks.append(time.process_time())
        matched = [find(s.tokens, language.lexicon.root) for s in stretches]
        marks.append(time.process_time())
        for stretch, matches in zip(stretches, matched, strict=True):
            recognise(stretch, matches, language, None, None)
        marks.append(time.process_time())
        reading = reader.read(document)
        marks.append(time.process_time())
        json_line(reading)
        marks.append(time.process_time())
        for stage, a, b in zip(spent, marks, marks[1:], strict=False):
            spent[stage] += b - a
    for stage, seconds in spent.items():
        print(f"{stage:17} {1000 * seconds / count:8.2f} ms an article")
    print(f"articles a second {count / spent['all of read']:8.1f}")


if __name__ == "__main__":
    main()
