"""Accounts beside an event: denials, answers, private crime, and who did what to whom in chained verbs."""

from __future__ import annotations

from sijill.reader import Reader
from sijill.records import Document, Report


def reports(reader: Reader, text: str) -> list[Report]:
    return list(reader.read(Document(id="a", published="2024-05-10", text=text)).reports)


def parts(report: Report) -> list[tuple[str, str]]:
    return [(p.role, p.text) for p in report.participants]


def test_a_denial_of_a_part_leaves_the_event_standing(reader: Reader) -> None:
    told, denied = reports(
        reader,
        "قتل 15 شخصا في قصف على سوق في بلدة أريحا الثلاثاء. ونفت وزارة الدفاع مسؤوليتها عن القصف.",
    )
    assert (told.realis, denied.realis) == ("actual", "denied")
    assert [h.kind for h in told.harm] == ["killed"]
    assert not denied.harm
    assert parts(denied) == [("attacker", "وزارة الدفاع")]
    assert [s.stance for s in denied.sources] == ["reports", "denies"]
    assert [p.text for p in denied.places] == [p.text for p in told.places]
    assert denied.time is not None
    assert told.time is not None
    assert denied.time.start == told.time.start


def test_a_denied_bombing_has_the_denier_as_the_doer_spoken_of(reader: Reader) -> None:
    told, denied = reports(reader, "انفجرت سيارة مفخخة في مدينة عدن الأحد. ونفت جماعة الحوثي صلتها بالتفجير.")
    assert told.realis == "actual"
    assert "attacker" not in [role for role, _ in parts(told)]
    assert parts(denied) == [("attacker", "جماعة الحوثي")]


def test_what_is_only_denied_is_denied(reader: Reader) -> None:
    (denied,) = reports(reader, "نفت قيادة عمليات بغداد إطلاق النار على المتظاهرين.")
    assert denied.realis == "denied"


def test_a_chain_of_verbs_keeps_its_doer(reader: Reader) -> None:
    (report,) = reports(reader, "هاجم مسلحون قرية في ولاية بورنو وقتلوا 12 شخصا.")
    assert ("attacker", "مسلحون") in parts(report)
    assert ("victim", "12 شخصا") in parts(report)
    assert [(h.kind, h.text) for h in report.harm] == [("killed", "12 شخصا")]


def test_a_plural_verb_with_nothing_behind_it_is_passive(reader: Reader) -> None:
    (report,) = reports(reader, "قال السكان إن المهاجمين قتلوا في القصف على بلدة سراقب الجمعة.")
    assert [(h.kind, h.text) for h in report.harm] == [("killed", "المهاجمين")]


def test_an_answer_carries_what_it_answers(reader: Reader) -> None:
    found = reports(reader, "وقصفت قوات النظام مدينة إدلب ردا على إطلاق الصواريخ الأربعاء.")
    assert found[0].response_to == "إطلاق الصواريخ"


def test_a_family_quarrel_is_not_political(reader: Reader) -> None:
    (private,) = reports(reader, "قُتل رجل في مدينة حلب على يد شقيقه إثر خلاف عائلي.")
    (public,) = reports(reader, "قُتل رجل في مدينة حلب برصاص الجيش إثر خلاف عائلي.")
    assert (private.political, public.political) == (False, True)


def test_harm_at_another_place_is_another_event(reader: Reader) -> None:
    found = reports(
        reader,
        "قصفت قوات النظام مدينة إدلب، ما أدى إلى مقتل مدنيين اثنين.\n\nوقُتل رجل في مدينة حلب الأربعاء.",
    )
    assert [[p.text for p in r.places] for r in found] == [["مدينة إدلب"], ["مدينة حلب"]]


def test_a_bare_denial_is_a_word_on_the_event(reader: Reader) -> None:
    (report,) = reports(reader, "قصفت طائرة سوقا في نيالا أمس وقتلت عشرين مدنيا. ونفى الجيش السوداني القصف.")
    assert report.realis == "actual"
    assert [s.stance for s in report.sources] == ["reports", "denies"]


def test_harm_with_no_event_is_an_issue(reader: Reader) -> None:
    text = "أصيب أربعة أشخاص بجروح مساء الأحد في مدينة حلب."
    reading = reader.read(Document(id="a", published="2024-05-10", text=text))
    assert not reading.reports
    (issue,) = reading.issues
    assert (issue.code, issue.detail) == ("harm-without-event", "wounded")
    assert text[issue.start : issue.end] == issue.text == "أربعة أشخاص"
