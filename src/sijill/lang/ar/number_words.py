"""The words that Arabic numbers are written with: values, bounds, and the cues of what is no number.

All words are folded (see `language.toml`). One written word is looked up by `look_up` with the one-letter
proclitics and the article taken off.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLD = str.maketrans("أإآىةؤئ", "ااايهءء")
_NOUNS = Path(__file__).with_name("countables.toml")
_REMEMBERED = 1 << 16  # words whose reading is remembered: the same ones come again and again
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")


class Word(NamedTuple):
    """A written word read as `key`, with what stood before it. `part` is its part of the grammar."""

    key: str
    part: str
    value: int = 0
    pre: str = ""
    article: bool = False


def fold(text: str) -> str:
    """Fold the spelling of a word list's entry as the text's own words are folded."""
    return text.translate(_FOLD)


def _entries(part: str, table: Mapping[int, str]) -> dict[str, tuple[str, int]]:
    return {fold(word): (part, value) for value, words in table.items() for word in words.split()}


_UNITS = {
    3: "ثلاثة ثلاث ثلاثا", 4: "أربعة أربع أربعا", 5: "خمسة خمس خمسا", 6: "ستة ست ستا", 7: "سبعة سبع سبعا",
    8: "ثمانية ثماني ثمان ثمانيا", 9: "تسعة تسع تسعا",
}  # fmt: skip
_TENS = {
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
}  # fmt: skip


def _compounds(units: str, seconds: Iterable[str]) -> str:
    """The spellings of a unit glued to a second word, accusatives left out."""
    return " ".join(unit + second for unit in units.split() if not unit.endswith("ا") for second in seconds)


_HUNDRED_SPELLINGS = ("مئة", "مائة", "ماية", "مية")
_HUNDREDS = {
    200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي ميتان",
    **{value * 100: _compounds(words, _HUNDRED_SPELLINGS) for value, words in _UNITS.items()},
}
_TEENS = {
    11: "أحدعشر إحدىعشرة إحدىعشر حداعشر",
    12: "اثناعشر اثنيعشر اثنتاعشرة اثنتيعشرة إثنىعشر",
    **{value + 10: _compounds(words, ("عشر", "عشرة")) for value, words in _UNITS.items()},
}
_ORDINALS = {
    1: "أول أولى", 2: "ثاني ثان ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة", 6: "سادس سادسة",
    7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة",
}  # fmt: skip

VOCABULARY: dict[str, tuple[str, int]] = {
    **_entries("one", {1: "واحد واحدة واحدا"}),
    **_entries("one of", {1: "أحد إحدى أحدا"}),
    **_entries("own one", {1: "أحدهم أحدها أحدهما إحداهما إحداها إحداهن"}),
    **_entries("two", {2: "اثنان اثنين اثنتان اثنتين"}),
    **_entries("two before ten", {2: "اثنا اثني اثنتا اثنتي"}),
    **_entries("unit", _UNITS),
    **_entries("ten", {10: "عشرة عشر عشرا"}),
    **_entries("teen", _TEENS),
    **_entries("tens", _TENS),
    **_entries("hundred", {100: " ".join(_HUNDRED_SPELLINGS)}),
    **_entries("hundreds", _HUNDREDS),
    **_entries("scale", {1000: "ألف", 10**6: "مليون", 10**9: "مليار بليون", 10**12: "تريليون"}),
    **_entries("scale in a", {1000: "ألفا", 10**6: "مليونا", 10**9: "مليارا"}),
    **_entries("two scales", {1000: "ألفان ألفين ألفي", 10**6: "مليونان مليونين مليوني"}),
    **_entries("two scales", {10**9: "ملياران مليارين ملياري"}),
    **_entries("scales", {1000: "آلاف ألوف", 10**6: "ملايين", 10**9: "مليارات"}),
    **_entries("many", {10: "عشرات", 100: "مئات مائات ميات"}),
    **_entries("several", {3: "عدة بضع بضعة"}),
    **_entries("share", {2: "نصف", 3: "ثلث", 4: "ربع"}),
    **_entries("shares", {3: "ثلثا ثلثي", 4: "أرباع"}),
    **_entries("own share", {2: "نصفهم نصفها", 3: "ثلثهم ثلثها"}),
    **_entries("most", {0: "معظم غالبية أغلبية أغلب أكثرية"}),
    **_entries("own most", {0: "معظمهم معظمها معظمهن غالبيتهم غالبيتها أغلبهم أغلبها أغلبيتهم بعضهم بعضها"}),
    **_entries("some", {0: "بعض"}),
    **_entries("number of", {0: "عدد عددا أعداد أعدادا العديد كثير كثيرا"}),
    **_entries("zero", {0: "صفر"}),
    **_entries("ordinal", _ORDINALS),
    **_entries("eleventh", {1: "حادي حادية"}),
    **_entries("time", {1: "مرة"}),
}
VOCABULARY[fold("عديد")] = ("number of", 0)


@lru_cache(maxsize=_REMEMBERED)
def readings(norm: str) -> tuple[tuple[str, str, bool], ...]:
    """(Word, proclitics, has article) for each way to take proclitics and article off, fewest first."""
    return tuple(_readings(norm))


def _readings(norm: str) -> Iterable[tuple[str, str, bool]]:
    for pre in _PROCLITICS:
        if not norm.startswith(pre):
            continue
        rest = norm[len(pre) :]
        yield rest, pre, False
        if rest.startswith("ال"):
            yield rest[2:], pre, True
        if pre.endswith("ل") and rest.startswith("ل"):
            yield rest[1:], pre, True


@lru_cache(maxsize=_REMEMBERED)
def look_up(norm: str, written: str) -> Word | None:
    """Read one word as a number word. The `written` word settles what folding blurs ('after him')."""
    if norm == "واحد" and "أ" in written:
        return Word(norm[1:], "one of", 1, "و")
    for key, pre, article in readings(norm):
        found = VOCABULARY.get(key)
        blurred = (key == "عده" and pre and not written.endswith("ة")) or (
            key == "ميه" and pre not in ("", "و")
        )
        if found is None or blurred:
            continue
        return Word(key, found[0], found[1], pre, article)
    return None


class Phrase(NamedTuple):
    """Words that bound a number: `bound` is more, least, about, less or most."""

    words: tuple[str, ...]
    bound: str


_BEFORE = {
    "more": "أكثر من|أزيد من|ما يزيد عن|ما يزيد على|ما يزيد|يزيد عن|يزيد على|تزيد عن|تزيد على"
    "|يزيدون عن|يزيدون على"
    "|زاد عن|زاد على|زادت عن|زادت على|ما يربو على|ما يربو عن|يربو على|يربو عن"
    "|تربو على|ما ينيف على|ينيف على|ما يفوق"
    "|يفوق|تفوق|فاق|فاقت|تجاوز|تجاوزت|يتجاوز|تتجاوز|ما يتجاوز|متجاوزا|متجاوزة|تخطى"
    "|تخطت|يتخطى|تتخطى|بأكثر من|ما فوق",
    "least": "ما لا يقل عن|ما لايقل عن|لا يقل عن|لايقل عن|لا تقل عن|لا يقلون عن|ما لا يقل على"
    "|على الأقل|على أقل تقدير"
    "|أقله|كحد أدنى|لا أقل من|ليس أقل من|ما لا يقل",
    "about": "نحو|حوالي|حوالى|قرابة|زهاء|ما يقارب|يقارب|تقارب|ما يقارب من|ما يناهز|يناهز|تناهز"
    "|ما يقرب من|يقرب من"
    "|تقرب من|تقريبا|ما يقدر ب|في حدود|حدود|على وجه التقريب",
    "less": "أقل من|ما دون|ما يقل عن",
    "most": "ما يصل إلى|ما يصل الى|حتى|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز|لا يتعدى"
    "|لا تتعدى|لم يتعد|لا يزيد عن"
    "|لا يزيد على|لا تزيد عن|لا تزيد على|لا يفوق|لا تفوق|على الأكثر|كحد أقصى"
    "|ليس أكثر من|لا أكثر من|ما لا يزيد عن",
}
_AFTER = {
    "least": "على الأقل|على أقل تقدير|كحد أدنى|بحد أدنى|أقله|على أقل التقديرات|في أقل تقدير"
    "|أو أكثر|فأكثر|فما فوق",
    "more": "ونيف|أو يزيد|ويزيد|ونيفا",
    "about": "تقريبا|على وجه التقريب|على التقريب",
    "most": "على الأكثر|كحد أقصى|على أكثر تقدير|بحد أقصى|أو أقل",
}


def _by_first_word(table: Mapping[str, str]) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for bound, phrases in table.items():
        for words in sorted({tuple(fold(phrase).split()) for phrase in phrases.split("|")}):
            index.setdefault(words[0], []).append(Phrase(words, bound))
    return {first: tuple(sorted(found, key=lambda p: -len(p.words))) for first, found in index.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


BOUNDS_BEFORE = _by_first_word(_BEFORE)
BOUNDS_AFTER = _by_first_word(_AFTER)
COUNT_NOUNS = _words("عدده عددها عددهم عددهن عدد حصيلة حاجز عتبة مجموعهم")
OTHERS = _words("آخر آخرون آخرين آخران أخرى أخريات")
MONTHS = _words(
    "كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين يناير كانون فبراير مارس"
    " أبريل إبريل مايو يونيو يونيه"
    " يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر جانفي فيفري أفريل ماي جوان جويلية"
    " أوت غشت شتنبر نونبر دجنبر"
    " يوليوز محرم صفر ربيع جمادى رجب شعبان رمضان شوال ذي ذو ذى"
)
ORDINAL_MONTHS = _words("كانون تشرين ربيع جمادى")
MONTH_WORDS = _words("شهر الشهر")
YEAR_CUES = _words(
    "عام العام سنة السنة عامي العامين لعام بعام وعام للعام منذ ربيع صيف خريف شتاء لسنة أعوام مونديال"
)
LOOSE_YEAR_CUES = _words("في حتى بين قبل بعد خلال مطلع نهاية أواخر أوائل منتصف بداية")
CLOCK_CUES = _words("الساعة ساعة والساعة للساعة بالساعة الدقيقة")
CLOCK_ADVERBS = _words("صباحا مساء ظهرا فجرا ليلا عصرا صباح فجر ظهر عصر بتوقيت صباحاً مساءً")
DAY_CUES = _words("يوم اليوم بتاريخ تاريخ ليلة ليل مساء صباح فجر ظهر عصر نهار")
WEEKDAY_TWO = _words("يوم ليل ليلة صباح مساء فجر ظهر عصر نهار")
NAMED_BY_NUMBER = _words(
    "رقم طريق مادة المادة قرار القرار قناة القناة فرقة لواء كتيبة فوج فيلق سرية عيار"
    " طراز منطقة مجموعة صفحة حلقة"
    " جولة إصدار مرحلة فقرة بند قانون مرسوم كوفيد ميدان ساحة شارع حي دوار جسر زيارة"
    " هاتف رمز مطار نقطة مربع"
    " عمره عمرها العمر فئة نسخة غرفة وحدة الوحدة مرتبة ترتيب"
)
DESIGNATIONS = _words(
    "إف إس إم تي سو ميغ بي كيه كي جي إتش إيه إي آر مي إل إن إكس شاهد فاتح بدر بركان"
    " قدس زلزال شهاب سجيل قيام فجر صماد"
    " قاصف مهاجر أبابيل رعد سكود خرمشهر عماد ياسين ميركافا توشكا كورنيت كاتيوشا"
    " هايمارس بانتسير هيرون أباتشي بوينغ"
)
RANKS = _words(
    "ملازم فريق رقيب عريف جندي وكيل مساعد وزير نائب نقيب الملازم الفريق الرقيب العريف الوزير الجندي"
)
ERAS = _words("هـ ه هجري هجرية للهجرة م ميلادي ميلادية")
JOINED_ONE = _words("آن وقت جانب صف صوت طرف قلب جسد الآن")
RISES = _words(
    "ارتفع ارتفعت ارتفاع انخفض انخفضت انخفاض تراجع تراجعت زاد زادت رفع رفعت قفز ليرتفع لترتفع يرتفع"
)
UNITS_BEFORE = _words("كلم كم كيلو كيلومتر الكيلو الكيلومتر الكلم")
BIG = _words("كبير كبيرة كبيرا محدود محدودا قليل قليلا ضخم ضخمة هائل هائلة غير")
PERCENT = _words("بالمئة بالمائة بالمية")
PERCENT_AFTER_IN = _words("المئة المائة المية")


class Countable(NamedTuple):
    """A form of a countable noun. `form`: one, many, two, two? (or the plural), two of (construct), kin."""

    form: str
    feminine: bool


@cache
def countables() -> Mapping[str, Countable]:
    """Every form of the nouns of countables.toml; a form that is both stands as what it says for sure."""
    data = tomllib.loads(_NOUNS.read_text("utf-8"))
    kin = {fold(word) for word in data.pop("kin")}
    data.pop("not_dual")
    forms: dict[str, Countable] = {}
    for nouns in data.values():
        for noun in nouns:
            singular, plural = fold(noun).split("/")
            for form, meaning in _forms(singular, plural, kin):
                forms.setdefault(form, meaning)
    return forms


def _forms(singular: str, plural: str, kin: set[str]) -> Iterable[tuple[str, Countable]]:
    feminine = singular.endswith("ه")
    stem = singular[:-1] + "ت" if feminine else singular
    yield singular, Countable("one", feminine)
    if not feminine:
        yield singular + "ا", Countable("one", feminine)
    sound = plural == singular + "ون"
    yield plural, Countable("many", feminine)
    yield stem + "ان", Countable("two", feminine)
    yield stem + "ين", Countable("two?" if sound else "two", feminine)
    if not sound:
        yield stem + "ي", Countable("two of", feminine)
    if feminine:
        yield stem + "ا", Countable("two of", feminine)
    if singular in kin:
        for suffix in ("ه", "ها", "هم", "هما"):
            yield stem + "ي" + suffix, Countable("two", feminine)
            yield stem + "ا" + suffix, Countable("two", feminine)


@cache
def names_like_duals() -> frozenset[str]:
    """Names written like a dual ('the two villages' is a town)."""
    data = tomllib.loads(_NOUNS.read_text("utf-8"))
    return frozenset(fold(name) for name in data["not_dual"])


@lru_cache(maxsize=_REMEMBERED)
def countable(norm: str) -> tuple[Countable, str, bool] | None:
    """Read a word as a form of a countable noun, with its proclitics and whether it has the article."""
    forms = countables()
    for key, pre, article in readings(norm):
        if key in forms and norm[len(pre) :] not in names_like_duals():
            return forms[key], pre, article
    return None


@lru_cache(maxsize=_REMEMBERED)
def bounds_before(norm: str) -> tuple[Phrase, ...]:
    """The bounds before a number that may begin with a word, the likeliest first."""
    return _beginning(norm, BOUNDS_BEFORE)


@lru_cache(maxsize=_REMEMBERED)
def bounds_after(norm: str) -> tuple[Phrase, ...]:
    """The bounds after a number that may begin with a word, the likeliest first."""
    return _beginning(norm, BOUNDS_AFTER)


def _beginning(norm: str, table: Mapping[str, tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    ways = [key for key, _, article in readings(norm) if not article]
    return tuple(phrase for key in ways for phrase in table.get(key, ()))


@lru_cache(maxsize=_REMEMBERED)
def opens(norm: str) -> str:
    """How a word that is no number word begins a quantity: "alone", "with" one soon after it, in a
    "bound" (or with one soon after it), not ("").
    """
    noun = countable(norm)
    if noun and noun[0].form in ("two", "two of"):
        return "alone"
    if bounds_before(norm):
        return "bound"
    return "with" if norm in ("من", "ما", "وما") or norm.endswith(("ين", "ان")) else ""
