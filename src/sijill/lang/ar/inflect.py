"""From the citation forms of a word list to the spellings met in a text (unvocalised Arabic).

A verb is given as perfect/imperfect ('قصف/يقصف'), a noun as singular/plural ('صاروخ/صواريخ'). The first
word of a phrase is conjugated; in noun phrases the adjectives that follow agree in the dual and the
accusative. Clitics, the article and pronoun suffixes are no business of this module.
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.lexicon import Spelling

_WEAK = "اوىي"
_NO_TANWIN = ("ة", "ا", "ى", "اء", "ء", "ون", "ين", "ات", "ي")


def verb(citation: str, voice: str = "") -> Iterator[Spelling]:
    """Yield the conjugated spellings of 'perfect/imperfect'; `voice` is '' or 'passive'."""
    perfect, _, imperfect = citation.partition("/")
    head, _, rest = perfect.partition(" ")
    present = imperfect.split(" ")[0]
    tails = _tails(rest)
    for form, person in _perfect(head):
        yield from (
            Spelling(form + tail, "V", _agreement(form, head), person, voice, "past") for tail in tails
        )
    if present:
        for form, person in _imperfect(present, head):
            if voice == "passive" and person == "1":
                continue  # spelt as the active past of another verb
            yield from (
                Spelling(form + tail, "V", _agreement(form, present), person, voice, "present")
                for tail in tails
            )


def _agreement(form: str, citation: str) -> str:
    """The number that a verb's ending shows; only a verb behind its subject shows more than one."""
    if form == citation or len(form) <= len(citation):
        return ""
    if form.endswith(("وا", "ون")):
        return "many"
    return "two" if form.endswith(("ا", "ان")) and not form.endswith("نا") else ""


def _tails(rest: str) -> tuple[str, ...]:
    """What follows a verb's first word; a pronoun at its end agrees with the subject ('lost his, her,
    their life').
    """
    if not rest:
        return ("",)
    if rest.endswith("ه") and len(rest) > 3:
        return tuple(f" {rest[:-1]}{pronoun}" for pronoun in ("ه", "ها", "هم", "هما", "هن"))
    return (f" {rest}",)


def _perfect(head: str) -> Iterator[tuple[str, str]]:
    yield head, "3"
    if head[-1] in "ىا" and len(head) > 2:  # defective: رمى، دعا
        cut = head[:-1]
        link = "و" if head[-1] == "ا" and len(head) == 3 else "ي"
        yield from ((cut + "ت", "3"), (cut + "تا", "3"), (cut + "وا", "3"))
        yield from ((cut + link + "ا", "3"), (cut + link + "ن", "3"), (cut + link + "نا", "1"))
        return
    yield from ((head + end, "3") for end in ("ت", "تا", "ا", "وا", "ن"))
    short = head[:-2] + head[-1] if len(head) >= 3 and head[-2] == "ا" else head  # hollow: قال -> قلنا
    yield short + "نا", "1"


def _imperfect(present: str, perfect: str) -> Iterator[tuple[str, str]]:
    stem = present[1:]
    defective = stem[-1] in "وىي" and len(stem) > 2
    short = stem[:-1] if defective else stem
    for prefix, person in (("ي", "3"), ("ت", "3"), ("ن", "1"), ("أ", "1")):
        if person == "1" and len(stem) < 3:
            continue  # too short to tell from a noun: نصر
        yield prefix + stem, person
        if person == "3" and perfect[-2:-1] == "ا" and len(stem) >= 3 and stem[-2] in _WEAK:
            yield prefix + stem[:-2] + stem[-1], person  # jussive of a hollow verb: لم يصب
    for prefix in "يت":
        yield from ((prefix + short + end, "3") for end in ("ون", "وا", "ان", "ين"))
    yield "ي" + stem + "ن", "3"


def noun(citation: str) -> Iterator[Spelling]:
    """Yield the spellings of 'singular/plural/plural2': singular, dual and plural,
    with their case endings.
    """
    singular, *plurals = citation.split("/")
    words = singular.split(" ")
    yield Spelling(singular, "N", "one")
    accusative = [_tanwin(word) for word in words]
    if accusative != words:
        yield Spelling(" ".join(accusative), "N", "one")
    yield from (Spelling(form, "N", "two") for form in _duals(words))
    for plural in plurals:
        yield from (Spelling(form, "N", "many") for form in _plural(plural))


def _tanwin(word: str) -> str:
    return (
        word
        if (word.endswith(_NO_TANWIN) and not word.endswith("ي")) or word.startswith("ال")
        else word + "ا"
    )


def _stem(word: str) -> str:
    if word.endswith("ة"):
        return word[:-1] + "ت"
    return word[:-1] + "ي" if word.endswith("ى") else word


def _duals(words: list[str]) -> Iterator[str]:
    head, rest = words[0], words[1:]
    if head.startswith("ال") or len(head) < 3:
        return
    for end in ("ان", "ين"):
        yield " ".join([_stem(head) + end, *rest])
        if rest:
            agreeing = [word if word.startswith("ال") else _stem(word) + end for word in rest]
            yield " ".join([_stem(head) + end, *agreeing])
    for end in ("ا", "ي"):
        yield " ".join([_stem(head) + end, *rest])


def _plural(plural: str) -> Iterator[str]:
    yield plural
    head, _, rest = plural.partition(" ")
    tail = f" {rest}" if rest else ""
    if head.endswith("ون"):
        oblique = rest[:-2] + "ين" if rest.endswith("ون") else rest
        yield f"{head[:-2]}ين{' ' + oblique if rest else ''}"
        yield from (head[:-2] + end + tail for end in ("و", "ي", "وا"))
    elif not rest and _tanwin(head) != head:
        yield _tanwin(head)
