"""The figures of one event, each once: what is told again adds to the first telling."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .drafts import Argument, Draft
from .harm import HarmMention
from .mentions import Mention

CIVILIANS = frozenset({"child", "woman", "journalist", "medic", "aid_worker"})


def figures_of(draft: Draft) -> list[HarmMention]:
    """The figures of a draft, each once: what is told again adds who they were and their fuller words."""
    kept: list[HarmMention] = []
    parts: dict[int, HarmMention] = {}
    for figure in draft.harm:
        again = next((old for old in kept if same_figure(figure, old)), None)
        if again is None:
            again = msgspec.structs.replace(
                figure, whole=parts.get(id(figure.whole)) if figure.whole else None
            )
            kept.append(again)
        else:
            _fuller(again, figure)
        parts[id(figure)] = again
    kept = [h for h in kept if not vague_again(h, kept)]
    return _broken_down(kept)


def _broken_down(kept: Sequence[HarmMention]) -> list[HarmMention]:
    """The figures, those of a later sentence that only break down one told before made its parts: 'four
    children', then 'three children and their mother, and another child'.
    """
    told = [h for h in kept if h.whole is None and h.count.min and h.count.min == h.count.max]
    for sentence, kind in dict.fromkeys((h.told, h.kind) for h in told):
        later = [h for h in told if h.told == sentence and h.kind == kind]
        before = [h for h in told if h.told < sentence and h.kind == kind]
        for old in before:
            alike = [h for h in later if h.who == old.who]
            unarmed = old.who == "civilian" and all(h.who in CIVILIANS | {"civilian"} for h in later)
            whole = later if unarmed else alike
            for people in (alike, whole):
                if len(people) > 1 and _sum(people) == old.count.min:
                    for one in people:
                        one.whole = old
                    break
    return list(kept)


def _sum(figures: Sequence[HarmMention]) -> int:
    return sum(h.count.min or 0 for h in figures)


def same_figure(a: HarmMention, b: HarmMention) -> bool:
    """Whether two figures tell of the same people: as many of one kind,
    told in two sentences of people that may be the same.
    """
    if (
        a.kind != b.kind
        or (a.count.min, a.count.max) != (b.count.min, b.count.max)
        or (a.whole is None) != (b.whole is None)
    ):
        return False
    if a.told == b.told:
        return a.who == b.who and a.text == b.text
    return (
        a.who == b.who
        or "unspecified" in (a.who, b.who)
        or ("civilian" in (a.who, b.who) and bool({a.who, b.who} & CIVILIANS) and a.whole is None)
    )


def _fuller(kept: HarmMention, again: HarmMention) -> None:
    """Let a figure told again say more closely who the people were."""
    if kept.who == "unspecified" or (kept.who == "civilian" and again.who in CIVILIANS):
        kept.who = again.who
    if again.victim is not None and (kept.victim is None or _says_more(again.victim, kept.victim)):
        kept.victim = again.victim
        kept.start, kept.end, kept.text = again.start, again.end, again.text


def _says_more(new: Mention, old: Mention) -> bool:
    """Whether a phrase says more of who was harmed: people before the mere dead, then the longer phrase."""
    if (new.sort == "harm") != (old.sort == "harm"):
        return old.sort == "harm"
    return len(new.text) > len(old.text)


def vague_again(figure: HarmMention, kept: Sequence[HarmMention]) -> bool:
    """A figure with no number is dropped where the same people are counted elsewhere."""
    if figure.count.min is not None or figure.count.max is not None:
        return False
    others = [h for h in kept if h is not figure and h.kind == figure.kind and h.count.min]
    if any(h.told == figure.told and (h.whole is None) == (figure.whole is None) for h in others):
        return False  # told beside a counted figure: other people
    counted = [h for h in others if (h.count.min or 0) > 1 or h.who != figure.who]
    if figure.whole is not None:
        return any(h.who == figure.who and h.whole is not None for h in counted)
    alike = {figure.who, "civilian"} | (CIVILIANS if figure.who == "civilian" else set())
    return any(h.whole is None and (h.who in alike or figure.who == "unspecified") for h in counted)


def again(argument: Argument, figures: Sequence[HarmMention]) -> bool:
    """Whether a phrase by its role is one that the harm tells of more fully, or only 'the victims' again."""
    mention = argument.mention
    if argument.role == "attacker":
        return any(h.victim is not None and h.victim.start == mention.start and not h.active for h in figures)
    if argument.role != "victim":
        return False
    harmed = [h.victim for h in figures if h.victim is not None]
    if mention.sort == "thing" and mention.count is not None and not mention.noun:
        return True  # a number alone names nobody
    if any(v.start < mention.end and mention.start < v.end for v in harmed):
        return True
    return bool(harmed) and mention.count is None and not mention.named and mention.sort == "people"
