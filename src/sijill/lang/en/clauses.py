"""Verbs with their helpers: voice, tense, what is willed, denied or possible, and what a form in -ing does.

A helper verb goes out; what it says is told by the form that stays. A verb whose subject undergoes what it
tells ('was struck', 'killed in', 'came under fire') is marked so.
"""

from __future__ import annotations

import msgspec

from sijill.lexicon import EventEntry, Form, HarmEntry, ReportingEntry, Spelling
from sijill.matching import Match

from . import closed
from .groups import phrase_end
from .line import UNDERGONE, Line
from .tagger import Tagger

BESIDE = "many"  # the number that a verb shows behind its subject
_WILL = "^"
_INTRANSITIVE = frozenset({"clash", "protest", "move", "agree", "leave", "threat", "exercise"})
_BURSTING = frozenset({"explode", "fall", "territory"})
_SAYING = ("verb", "from")
_VERBAL = (("V",), ("V", ""))
MOVING = frozenset({"ship", "aircraft", "vehicle"})


def settle(line: Line, tagger: Tagger) -> None:
    """Read every verb of a sentence."""
    relatives(line)
    at = 0
    while at < len(line):
        if line.tag(at) == "V" or (line.norm(at) == "to" and line.tag(at + 1) == "V"):
            at = _group(line, tagger, at)
        else:
            if line.tag(at) != ".":
                _as_noun(line, at)
            at += 1


def _group(line: Line, tagger: Tagger, first: int) -> int:
    """One verb with the helpers before it; where the reading goes on."""
    at, helpers, nots = first, [], []
    while at < len(line) and (line.norm(at) in closed.AUXILIARY | {"to"} or line.tag(at) in "AG"):
        if (
            line.norm(at) == "to"
            and at > first
            and line.norm(at - 1) not in ("going", "set", "about", "not", "have", "has", "had")
        ):
            break
        if line.tag(at) == "G" or line.norm(at) == "not":
            nots.append(at)
        elif line.tag(at) == "V" or line.norm(at) == "to":
            helpers.append(at)
        at += 1
    if line.tag(at) != "V" or line.norm(at) in closed.AUXILIARY:
        _alone(line, helpers, nots)
        return max(at, first + 1)
    words = [line.norm(n) for n in helpers]
    _help(line, helpers, nots, at)
    end = line.unit_end(at)
    shape = tagger.shape(line.norm(at))
    if shape.ing and not set(words) & closed.BE:
        return _going(line, at, end)
    passive = _passive(line, at, words, shape)
    past = shape.past or shape.participle or bool(set(words) & closed.PAST)
    if set(words) & (closed.WILL | closed.MODAL) and not passive:
        past = "have" in words
    said = line.at("reporting", at)
    if said is not None and said.first == at and said.last > at + 1:
        line.drop(range(at + 1, said.last))  # 'claimed | responsibility for': one verb
    if line.norm(end - 1) == "of" and end > at + 1:
        line.drop([end - 1])  # 'seized control | of the town': the town is its object
    if passive and _struck_by(line, at, end):
        return max(end, at + 1)
    _settle_forms(line, at, UNDERGONE if passive else "", "past" if past else "present")
    if line.norm(first - 1) == "we" or (line.norm(first - 1) == "i" and first):
        line.first_person(at)
    return max(end, at + 1)


def _passive(line: Line, at: int, helpers: list[str], shape: closed.Verb) -> bool:
    """Whether a verb with its helpers is told of what it was done to."""
    if not (shape.participle or shape.past) or helpers == ["to"]:
        return False
    if not helpers and not (at > 0 and line.norm(at - 1) in closed.GET):
        return _reduced(line, at, line.unit_end(at), shape)
    return not helpers or bool(set(helpers) & closed.BE)


def _struck_by(line: Line, at: int, end: int) -> bool:
    """'Was hit by an air strike': the noun tells the event, the verb that the place underwent it."""
    if line.norm(end) != "by":
        return False
    last = phrase_end(line, end + 1)
    nouns = (line.at("events", n) for n in range(end + 1, last))
    told = any(m is not None and any(f.spelling.pos == "N" for f in m.forms) for m in nouns)
    event = line.at("events", at)
    if not told or event is None or getattr(event.entry, "frame", "") != "attack":
        return False
    line.drop([end])
    line.forget(at, "events", "harm", "reporting")
    return line.undergo(at)


def _alone(line: Line, helpers: list[int], nots: list[int]) -> None:
    """'There were clashes', 'it is not': a helper that is the verb itself."""
    for at in helpers:
        if line.norm(at) in closed.HAVE:
            line.forget(at, "cues")


def _help(line: Line, helpers: list[int], nots: list[int], verb: int) -> None:
    """What the helpers say of the verb: will and may stay as marks, 'had' sets it back, the rest goes out."""
    for at in helpers:
        norm = line.norm(at)
        if norm in closed.WILL or (norm == "to" and line.norm(at - 1) in ("set", "going", "about")):
            line.change(verb, pre=_WILL)
            line.drop([at])
        elif not _stays(line, at, verb):
            line.drop([at])
    if nots and nots[-1] != verb - 1:
        moved = nots[-1]
        where = line.order.index(moved)
        line.order.insert(line.order.index(verb), line.order.pop(where))


def _stays(line: Line, at: int, verb: int) -> bool:
    """Whether a helper is a mark that the core reads: of what may be, of what had been, of a purpose."""
    norm = line.norm(at)
    if norm in closed.MODAL:
        return True
    if norm == "had":
        return verb - at <= 3 and line.cue(at) == "background" and not _reported(line, at)
    return norm == "to" and _aim(line, at)


def _reported(line: Line, at: int) -> bool:
    """Whether a word of saying stands before: what is told then is what had happened."""
    return any(m.kind == "reporting" and m.first < at for m in line.matches)


def _aim(line: Line, at: int) -> bool:
    """Whether 'to' before a verb tells of a purpose: behind a noun, or at the head of the line."""
    line.forget(at, "cues")
    if (
        line.tag(at - 1) == "V"
        or line.tag(at - 1) == "J"
        or line.cue(at - 1) in ("planned", "desire", "attempt", "ability")
    ):
        return False
    if any(m.kind == "cues" and m.last == at and m.first < at for m in line.matches):
        return False
    return line.infinitive(at)


def _reduced(line: Line, at: int, end: int, shape: closed.Verb) -> bool:
    """Whether a form in -ed with no helper is a participle: nothing behind it that it could be done to."""
    harm, event = line.at("harm", at), line.at("events", at)
    match = (
        event
        if event is not None and event.first == at
        else harm
        if harm is not None and harm.first == at
        else None
    )
    if match is None:
        cue = line.at("cues", at)
        return cue is not None and cue.first == at and line.norm(end) == "by"
    if _voiced(match):
        return False
    after = end
    while line.tag(after) == "A" and after not in line.timed:
        after += 1
    if shape.participle and not shape.past:
        return True
    if line.norm(after) == "by":
        return True
    frame = getattr(match.entry, "frame", "")
    if frame in _INTRANSITIVE or frame in _BURSTING:
        return False
    if isinstance(match.entry, HarmEntry) and not any(
        getattr(f.entry, "way", "") == "active" for f in match.forms
    ):
        return False
    if line.norm(end - 1) in ("on", "at", "to", "into") and end > at + 1:
        return phrase_end(line, end) == end
    if after in line.timed or phrase_end(line, after) == after:
        return line.norm(after) not in closed.PRONOUNS
    return False


def _voiced(match: Match) -> bool:
    return all(f.spelling.voice == "passive" for f in match.forms if f.spelling.pos == "V") and any(
        f.spelling.pos == "V" for f in match.forms
    )


def _settle_forms(line: Line, at: int, voice: str, tense: str) -> None:
    """Keep of the matches at a verb the forms that it can be, told as it is told."""
    for match in [m for m in line.cover.get(at, {}).values() if m.first == at]:
        if match.kind not in ("events", "harm", "reporting", "cues"):
            continue
        verbal = [f for f in match.forms if f.spelling.pos == "V"]
        if verbal and match.kind == "events":
            verbal = [f for f in match.forms if f.spelling.pos != "N"]
        if not verbal:
            if match.kind in ("events", "harm") and any(f.spelling.pos == "N" for f in match.forms):
                line.refit(match, "V")
                again = line.at(match.kind, at)
                verbal = [f for f in again.forms if f.spelling.pos == "V"] if again is not None else []
                match = again or match
            if not verbal:
                continue
        own = UNDERGONE if _voiced(match) else voice
        told = [_told(f, own, tense) for f in _of_object(line, at, _of_voice(verbal, own), own)]
        line.keep_forms(match, told)
    for kind in ("people", "facilities", "weapons"):
        found = line.at(kind, at)
        if found is not None and found.first == at and found.last == at + 1:
            line.keep_forms(found, [])


def _told(form: Form, voice: str, tense: str) -> Form:
    old = form.spelling
    number = BESIDE if form.kind in ("events", "harm") else old.number
    made = Spelling(old.text, "V", number, old.person, voice, tense)
    return msgspec.structs.replace(form, spelling=made)


def _of_voice(forms: list[Form], voice: str) -> list[Form]:
    """Of the readings of a word of harm that of the voice: done to people, or undergone by them."""
    ways = {f.entry.way for f in forms if isinstance(f.entry, HarmEntry)}
    if ways != {"verb", "active"}:
        return forms
    wanted = "verb" if voice == UNDERGONE else "active"
    return [f for f in forms if isinstance(f.entry, HarmEntry) and f.entry.way == wanted]


def _of_object(line: Line, at: int, forms: list[Form], voice: str) -> list[Form]:
    """Of the events that a verb may tell ('seized') that of what it was done to: arms, people and ships, or
    else a place.
    """
    if any(isinstance(f.entry, ReportingEntry) for f in forms):
        return _of_deed(line, at, forms)
    frames = {f.entry.frame for f in forms if isinstance(f.entry, EventEntry)}
    if len(frames) < 2:
        return forms
    if voice == UNDERGONE:
        first = at
        while first > 0 and line.tag(first - 1) not in ".SRC" and line.norm(first - 1) not in ("and", "that"):
            first -= 1
        span = range(first, at)
    else:
        span = range(line.unit_end(at), phrase_end(line, line.unit_end(at)))
    kinds = {kind for n in span for kind in line.cover.get(n, {})}
    moving = any(line.entry("facilities", n, "facility") in MOVING for n in span)
    wanted = "territory"
    if moving or ("people" in kinds and "places" not in kinds) or kinds & {"sources"}:
        wanted = "seize"
    elif kinds & {"weapons"} or any(line.cue(n) == "contraband" for n in span):
        wanted = "confiscate"
    chosen = [f for f in forms if isinstance(f.entry, EventEntry) and f.entry.frame == wanted]
    return chosen or forms


def _of_deed(line: Line, at: int, forms: list[Form]) -> list[Form]:
    """'Claimed an attack' takes a deed on oneself; 'claimed that' only says so."""
    last = line.unit_end(at)
    span = range(last, phrase_end(line, last))
    deed = any((m := line.at("events", n)) and any(f.spelling.pos == "N" for f in m.forms) for n in span)
    own = [f for f in forms if getattr(f.entry, "stance", "") == "claims_responsibility"]
    said = [f for f in forms if f not in own]
    return (own if deed else said) if own and said else forms


def _as_noun(line: Line, at: int) -> None:
    """Keep of the matches at a word that is no verb the forms of nouns."""
    for match in [m for m in line.cover.get(at, {}).values() if m.first == at]:
        if match.kind not in ("events", "harm", "reporting", "cues") or match.apart >= 0:
            continue
        if any(f.spelling.pos == "V" for f in match.forms):
            nouns = [f for f in match.forms if f.spelling.pos not in _VERBAL[match.kind == "events"]]
            if nouns:
                line.keep_forms(match, nouns)
            else:
                line.refit(match, "N")


def _going(line: Line, at: int, end: int) -> int:
    """A form in -ing: the outcome of what was told ('killing five'), a deed beside it, or a noun."""
    before = line.norm(at - 1)
    harm = line.at("harm", at)
    governed = line.tag(at - 1) in "PV" or (before == "of")
    if governed:
        _gerund(line, at)
    elif harm is not None and harm.first == at and any(f.spelling.pos == "N" for f in harm.forms):
        _as_noun(line, at)
        line.forget(at, "events")
        line.tags[at] = "N"
        line.alone.add(at)
    elif line.at("events", at) is not None or line.entry("reporting", at, "way") in _SAYING:
        _settle_forms(line, at, "", "past")
        if before in (",", "and"):
            line.join(at - 1)
    else:
        _settle_forms(line, at, "", "past")
    return max(end, at + 1)


def _gerund(line: Line, at: int) -> None:
    """'For striking the base': a noun of doing, what follows being what it was done to."""
    line.tags[at] = "N"
    line.alone.add(at)
    for match in [
        m for m in line.cover.get(at, {}).values() if m.first == at and m.kind in ("events", "harm")
    ]:
        forms = []
        for form in match.forms:
            if isinstance(form.entry, EventEntry):
                entry = msgspec.structs.replace(form.entry, genitive="done_to")
                spelling = Spelling(form.spelling.text, "N", "one")
                forms.append(msgspec.structs.replace(form, entry=entry, spelling=spelling))
            elif isinstance(form.entry, HarmEntry) and form.spelling.pos != "V":
                forms.append(form)
        line.keep_forms(match, forms)
    for kind in ("cues", "reporting"):
        found = line.at(kind, at)
        if found is not None and found.first == at and all(f.spelling.pos == "V" for f in found.forms):
            continue


def relatives(line: Line) -> None:
    """'The raid that the army launched': the verb goes before its subject, with a mark for what it took."""
    for at in range(len(line)):
        if line.tag(at) != "R":
            continue
        end = phrase_end(line, at + 1)
        if end == at + 1:
            continue
        verb = end
        while line.norm(verb) in closed.AUXILIARY or line.tag(verb) == "A":
            verb += 1
        if line.tag(verb) != "V":
            continue
        last = line.unit_end(verb)
        line.change(verb, suffix="it")
        line.verb_first.append((at + 1, end, verb, last))
