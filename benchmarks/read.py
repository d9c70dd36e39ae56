"""300-word articles read in a second of one core's time, and where it goes.

    python benchmarks/read.py [ARTICLES]

The articles are synthetic, made from templates in a fixed order; nothing in them happened. No file is read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from sijill import attribution, harm, pipeline, places, story
from sijill.phrases import Chunker
from sijill.reader import Reader, load_reader
from sijill.records import Document
from sijill.resolve import Resolver
from sijill.tallies import Tallier

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
ROUNDS = 3


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


def measured(owner: Any, name: str, label: str, spent: dict[str, float]) -> None:
    """Let a function note the time that it takes, all that it calls included."""
    inner = getattr(owner, name)

    def timed(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        found = inner(*given, **named)
        found = list(found) if isinstance(found, Iterator) else found
        spent[label] = spent.get(label, 0.0) + time.process_time() - began
        return found

    setattr(owner, name, timed)


def stages(reader: Reader) -> Iterator[tuple[Any, str, str]]:
    """The functions that the stages of reading are, none inside another, in the order of reading."""
    yield pipeline, "sentences", "sentences, tokens"
    yield pipeline, "find", "matching"
    for name in ("surroundings", "document_countries", "settle", "credible"):
        yield pipeline, name, "homonyms, namesakes"
    yield reader.language, "tag", "parts of speech"
    yield reader.language, "times", "times"
    yield reader.language, "numbers", "numbers"
    yield Chunker, "run", "chunks"
    for module, label in ((places, "places"), (attribution, "who says so"), (harm, "harm")):
        yield module, "find", label
    yield story, "triggers", "triggers"
    yield story, "draft_of", "roles"
    yield Tallier, "read", "tallies"
    yield story, "attach", "attach"
    yield story, "merge", "coreference"
    yield Resolver, "report", "resolve"


def rate(reader: Reader, documents: list[Document]) -> tuple[float, float]:
    """Seconds of processor and of clock that reading all documents takes."""
    began = time.process_time(), time.perf_counter()
    for document in documents:
        reader.read(document)
    return time.process_time() - began[0], time.perf_counter() - began[1]


def main() -> None:
    """Print the time of loading, the articles a second, and where the time of reading goes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    began = time.process_time()
    reader = load_reader("ar")
    print(f"load {time.process_time() - began:.2f} s")
    documents = articles(count)
    reader.read(documents[0])
    cpu, wall = min(rate(reader, documents) for _ in range(ROUNDS))
    print(
        f"read {1000 * cpu / count:.2f} ms an article of processor time ({1000 * wall / count:.2f} elapsed)"
    )
    print(f"articles a second {count / cpu:.1f}")
    spent: dict[str, float] = {}
    for owner, name, label in stages(reader):
        measured(owner, name, label, spent)
    whole, _ = rate(reader, documents)
    spent["all the rest"] = whole - sum(spent.values())
    for label, seconds in spent.items():
        print(f"  {label:20} {1000 * seconds / count:6.2f} ms {100 * seconds / whole:5.1f} %")


if __name__ == "__main__":
    main()
