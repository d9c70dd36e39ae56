"""Texts of the tests: invented news of an invented valley."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sijill.ingest import Arrival, Arrived

TEXT = "سقطت قذائف على أطراف القرية صباح اليوم ولم ترد أنباء عن إصابات بين السكان."
MORE = "وقال سكان في القرية إن القصف استمر نحو ساعة كاملة ثم توقف قبيل الظهر."
OTHER = "أعلنت بلدية الوادي افتتاح الجسر الجديد أمام حركة السيارات بعد أشهر من الترميم."
PAGE = """<!doctype html><html lang="ar"><head><title>قصف على القرية | نشرة الوادي</title>{head}</head>
<body><nav><a href="/">الرئيسية</a> <a href="/x">أخبار</a></nav><article><h1>قصف على القرية</h1><p>{one}</p><p>{two}</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(head: str = "", one: str = TEXT, two: str = MORE) -> bytes:
    """A page with an article."""
    return PAGE.format(head=head, one=one, two=two).encode()


def good(came: Sequence[Arrived]) -> list[Arrival]:
    """The arrivals, where nothing else came."""
    assert [a for a in came if a.arrival is None] == []
    return [a.arrival for a in came if a.arrival is not None]


def only(came: Sequence[Arrived]) -> Arrival:
    """The one arrival, where nothing else came."""
    (one,) = good(came)
    return one


def problems(came: Sequence[Arrived]) -> list[tuple[str, str]]:
    """Where and by which code things went wrong."""
    return [(a.where, a.code) for a in came if a.problem]


Come = Callable[..., list[Arrived]]
