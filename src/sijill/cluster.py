"""Which triggers of one sentence tell of one event, and how two drafts become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .arguments import Clause
from .drafts import FAMILY, Draft, Trigger, related, specific
from .places import PlaceMention

EXPLOSION = "event.bombing.explosion"  # the bare word, that says nothing of what exploded
DOER_ROLES = frozenset({"attacker"})


Apart = Callable[[Sequence[PlaceMention], Sequence[PlaceMention]], bool]


def cluster(
    clause: Clause, drafts: list[Draft], found: Sequence[PlaceMention] = (), apart: Apart | None = None
) -> list[Draft]:
    """Put the drafts of one sentence that tell of one event together, left to right.

    `found` are its places; `apart` says whether two sets of them are not of one place.
    """
    out: list[Draft] = []
    for draft in drafts:
        _go_on(draft, out)
        home = None
        for old in reversed(out):
            if not _one_event(clause, old, draft):
                continue
            if apart is None or not _elsewhere(clause, old, draft, found, apart):
                home = old
                break
            draft.besides = True
        if home is None:
            out.append(draft)
        else:
            absorb(home, draft)
    return out


def _elsewhere(clause: Clause, old: Draft, new: Draft, found: Sequence[PlaceMention], apart: Apart) -> bool:
    """Whether a new clause, or a coordinated noun, tells of another place than what was told before it."""
    word = old.triggers[-1]
    begin = _new_clause(clause, word, new.triggers[0])
    if begin is None:
        return False
    start, split = clause.chunk(_clause_start(clause, word.chunk)).first, clause.chunk(begin).first
    end = clause.chunk(_clause_end(clause, new.triggers[0].chunk)).last
    before = [p for p in found if start <= p.first < split and not p.heading]
    return apart(before, [p for p in found if split <= p.first < end and not p.heading])


def _new_clause(clause: Clause, old: Trigger, new: Trigger) -> int | None:
    """The chunk at which the new word's own clause begins: its coordinated verb, or itself as a noun."""
    for at in range(old.chunk + 1, new.chunk + 1):
        chunk = clause.chunk(at)
        if clause.cue(at) in ("besides", "meanwhile") or _while(clause, at):
            return at
        if chunk.kind == "verb" and chunk.conj:
            return at
    noun = clause.chunk(new.chunk)
    return new.chunk if new.noun and old.noun and noun.conj and not noun.prep else None


def _while(clause: Clause, at: int) -> bool:
    """'..., while | fights went on in Y': a clause of its own behind a comma."""
    return clause.cue(at) == "while" and at > 0 and clause.chunk(at - 1).kind == "comma"


def _clause_start(clause: Clause, index: int) -> int:
    """The first chunk of the clause that a chunk stands in."""
    for at in range(index, 0, -1):
        if (
            clause.chunk(at - 1).kind == "stop"
            or clause.cue(at) in ("besides", "meanwhile")
            or _while(clause, at)
        ):
            return at
    return 0


def _clause_end(clause: Clause, index: int) -> int:
    """The last chunk of the clause that a chunk stands in."""
    for at in range(index + 1, len(clause.seen.chunks)):
        chunk = clause.chunk(at)
        if (
            chunk.kind == "stop"
            or clause.cue(at) in ("besides", "meanwhile")
            or (chunk.kind == "verb" and chunk.conj)
            or _while(clause, at)
        ):
            return at - 1
    return len(clause.seen.chunks) - 1


def _go_on(draft: Draft, before: list[Draft]) -> None:
    """'... and it reached the villages of X': a weak verb with no doer goes on with the attack told before
    it.
    """
    trigger = draft.triggers[0]
    if not (trigger.opens and before and not trigger.noun) or draft.of("attacker", "party"):
        return
    old = before[-1]
    if not draft.weak:
        if DOER_ROLES & {a.role for a in old.arguments} and draft.frame not in (
            "clash",
            "protest",
            "agree",
            "exercise",
            "move",
        ):
            draft.arguments.extend(a for a in old.arguments if a.role == "attacker")
        return
    if FAMILY[old.event_type] in ("remote", "attack") and FAMILY[draft.event_type] == "attack":
        draft.event_type, draft.frame, draft.weak = old.event_type, old.frame, old.weak
        word = old.triggers[0]
        draft.note("event_type", "goes on with the attack told before", word.entry.id, word.start, word.end)
        draft.arguments.extend(a for a in old.arguments if a.role == "attacker")


def _one_event(clause: Clause, old: Draft, new: Draft) -> bool:
    """Whether a later trigger of a sentence tells of the earlier one's event."""
    trigger = new.triggers[0]
    if old.realis != new.realis or _gainsaid(clause, old, trigger):
        return False
    if _in_one_breath(clause, old, new):
        return True
    if _heard(old, trigger) and FAMILY[new.event_type] == "remote":
        return True
    if not related(old, new) or new.alike:
        return False
    if trigger.noun and not trigger.told and trigger.prep in ("about", "for", "to", "from"):
        return False
    if _besides(clause, old, trigger) and new.of("target", "victim") and old.of("target", "victim"):
        return False
    if _apart(clause, old, trigger) and new.of("target") and old.of("target"):
        return False
    if {old.event_type, new.event_type} == {"raid", "arrest"}:
        return trigger.prep not in ("response", "before") and not clashing(old, new)
    if trigger.prep in ("after", "response", "before") or _upon(old, trigger):
        return False
    if {old.event_type, new.event_type} & {"property_destruction"}:
        return not clashing(old, new)
    told = not trigger.noun and not clause.relative(trigger.chunk) and trigger.past
    if (
        told
        and old.of("attacker")
        and new.of("attacker")
        and not _same_doer(old, new)
        and (new.of("target", "victim") or old.of("target", "victim"))
    ):
        return False
    if trigger.opens and trigger.sentence == old.triggers[-1].sentence:
        return _more_of(old, new) or not _own_story(old, new)
    return not clashing(old, new)


def _in_one_breath(clause: Clause, old: Draft, new: Draft) -> bool:
    """'Intercepted | and destroyed a missile', 'stoned police | and burnt tyres': one act in two verbs."""
    word, verb = old.triggers[-1], new.triggers[0]
    if word.noun or verb.noun or not clause.chunk(verb.chunk).conj:
        return False
    if old.frame == "intercept" and new.frame == "destroy":
        return verb.chunk == word.chunk + 1
    crowd = old.event_type == "riot" and new.event_type == "protest"
    return crowd and all(clause.chunk(at).kind == "np" for at in range(word.chunk + 1, verb.chunk))


def _gainsaid(clause: Clause, old: Draft, trigger: Trigger) -> bool:
    """'A bomb went off and X | denied its part in the blast': what is denied behind a thing told is an
    account of its own.
    """
    return trigger.noun and any(
        match.kind == "reporting"
        and getattr(match.entry, "stance", "") == "denies"
        and old.triggers[-1].head < match.first < trigger.head
        for match in clause.seen.matches
    )


def _same_doer(old: Draft, new: Draft) -> bool:
    """Whether a noun and the verb behind it took one and the same phrase for their doer."""
    return old.triggers[-1].noun and bool(
        {m.start for m in old.of("attacker")} & {m.start for m in new.of("attacker")}
    )


def _more_of(old: Draft, new: Draft) -> bool:
    """'Carried out raids near X | and struck stores': a general verb says what a noun's blow, told with no
    target, hit.
    """
    word, verb = old.triggers[-1], new.triggers[0]
    if not word.noun or word.definite or not verb.entry.weak or old.of("target", "victim"):
        return False
    mine = {a.mention.start for a in new.arguments if a.role == "attacker"}
    return mine <= {a.mention.start for a in old.arguments if a.role == "attacker"}


def _upon(old: Draft, cause: Trigger) -> bool:
    """'X struck the camps | upon the attack in Y': one side's blow is not the one that it was dealt upon."""
    word = old.triggers[-1]
    dealt = not word.noun and bool(old.of("attacker")) and bool(old.of("target") or old.places)
    return dealt and cause.noun and cause.definite and not cause.pronoun and cause.prep == "because"


def _heard(old: Draft, cause: Trigger) -> bool:
    """Whether an explosion is what was heard of the blow that is named as its cause."""
    return old.triggers[-1].entry.id == EXPLOSION and cause.noun and cause.prep == "because"


def _besides(clause: Clause, old: Draft, trigger: Trigger) -> bool:
    """Whether 'besides' stands between the two: what follows is told in addition."""
    return any(clause.cue(at) == "besides" for at in range(old.triggers[-1].chunk + 1, trigger.chunk))


def _apart(clause: Clause, old: Draft, trigger: Trigger) -> bool:
    """'..., and two were killed in an attack on Y': a noun with no article behind a new clause of harm."""
    if not trigger.noun or trigger.definite:
        return False
    between = range(old.triggers[-1].chunk + 2, trigger.chunk)
    return any(
        clause.chunk(at).kind == "verb"
        and clause.chunk(at).conj
        and clause.chunk(at - 1).kind == "comma"
        and clause.seen.at("harm", clause.chunk(at).head) is not None
        for at in between
    )


def _own_story(old: Draft, new: Draft) -> bool:
    """A verb that opens a clause of its own tells a new event where it brings its own doer or target."""
    return bool(new.of("attacker", "party")) or bool(new.of("target", "victim")) or clashing(old, new)


def clashing(old: Draft, new: Draft) -> bool:
    """Whether two drafts name different doers."""
    one, two = actors(old), actors(new)
    return bool(one and two and not one & two)


def actors(draft: Draft) -> set[str]:
    """The actor ids that a draft's doers are known by."""
    return {a for m in draft.of("attacker", "party") for a in (*m.actors, *([m.actor] if m.actor else []))}


def absorb(home: Draft, other: Draft) -> None:
    """Add one draft's findings to another's; the more specific type is kept."""
    more_exact = rank(other) > rank(home)
    home.triggers.extend(other.triggers)
    home.sentences.extend(s for s in other.sentences if s not in home.sentences)
    for argument in other.arguments:
        if not any(
            a.role == argument.role and a.mention.start == argument.mention.start for a in home.arguments
        ):
            home.arguments.append(argument)
    home.means.extend(m for m in other.means if m not in home.means)
    home.places.extend(p for p in other.places if p not in home.places)
    home.origin.extend(p for p in other.origin if p not in home.origin)
    home.dates.extend(d for d in other.dates if d not in home.dates)
    home.harm.extend(h for h in other.harm if h not in home.harm)
    home.speech.extend(s for s in other.speech if s not in home.speech)
    home.weak = home.weak and other.weak
    home.background = home.background and other.background
    home.answer = home.answer or other.answer
    home.repeats = home.repeats or other.repeats
    home.reasons.extend(r for r in other.reasons if r not in home.reasons)
    if more_exact:
        word = other.triggers[0]
        home.note("event_type", "the more exact of two tellings", word.entry.id, word.start, word.end)
        home.event_type, home.frame = other.event_type, other.frame


def rank(draft: Draft) -> float:
    """How specific a draft's type is: a named means, then a kind of attack, then an attack,
    then deaths alone.
    """
    if draft.event_type in ("killing", "property_destruction"):
        return 0
    if draft.event_type == "armed_attack":
        return 1
    if draft.event_type == "raid":
        return 2.5
    if all(t.entry.id == EXPLOSION for t in draft.triggers):
        return 1.2
    if draft.event_type == "shelling" and not specific(draft):
        return 1.5
    return 3 if draft.event_type in ("drone_strike", "suicide_bombing", "chemical_attack") else 2
