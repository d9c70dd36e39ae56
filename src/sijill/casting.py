"""Who takes part in one event, each once: what is named again by a shorter or an indirect phrase adds
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import families
from .arguments import Clause, Group
from .drafts import Argument, Draft, Trigger
from .figures import again
from .harm import HarmMention
from .means import means_of
from .mentions import Mention
from .subjects import subject_object
from .triggers import carrier_at

HAND_ARMS = frozenset({"small_arms", "knife"})
AFLOAT = frozenset({"weapon.warship"})
HEAVY = frozenset({"shelling", "bombing", "airstrike", "drone_strike", "suicide_bombing", "chemical_attack"})
NAMES = frozenset({"actor", "country"})
INDIRECT = frozenset({"platform", "weapon", "country"})

Part = tuple[str, Mention, str]


def cast(draft: Draft, figures: Sequence[HarmMention]) -> list[Part]:
    """The role, the phrase and the rule of each participant, in the order in which they are told."""
    his = any(h.pronoun for h in figures)
    filled = [(_fate(a, his), a.mention, a.rule) for a in draft.arguments if not again(a, figures)]
    victims = [
        ("victim", h.victim, "harm of " + h.entry)
        for h in figures
        if h.victim is not None and h.whole is None
    ]
    kept: list[Part] = []
    for part in [*filled, *victims]:
        if _is_doer(part, filled):
            continue
        place = next((n for n, old in enumerate(kept) if _same(old, part)), None)
        if place is None:
            kept.append(part)
        elif _fuller(part, kept[place]):
            kept[place] = part
    counted = [m for role, m, _ in kept if role == "victim" and m.count is not None]
    kept = [part for part in kept if not (counted and _as_such(part))]
    people = any(role == "victim" and m.sort != "harm" for role, m, _ in kept)
    return [
        part for n, part in enumerate(kept) if not (_only_dead(part) and (people or _rival(kept[:n], part)))
    ]


def _only_dead(part: Part) -> bool:
    """Whether a victim is told by nothing but a noun of harm: 'ten dead', who name the harmed at need."""
    return part[0] == "victim" and part[1].sort == "harm" and part[1].actor is None


def _rival(before: Sequence[Part], part: Part) -> bool:
    """Whether a figure of dead or hurt is a second one of its kind."""
    return any(_only_dead(old) and old[2] == part[2] for old in before)


def _fate(argument: Argument, his: bool) -> str:
    """The role of a phrase; the one person aimed at is the victim where 'his death' is told."""
    mention = argument.mention
    one = mention.number == "one" or (mention.count is not None and mention.count.max == 1)
    aimed = argument.role == "target" and mention.sort == "people" and mention.facility is None
    return "victim" if his and one and aimed else argument.role


def _as_such(part: Part) -> bool:
    """Whether a victim is people as such ('the civilians'), who are no others than those that are counted."""
    role, mention, _ = part
    return (
        role == "victim"
        and mention.sort in ("people", "harm")
        and mention.count is None
        and mention.definite
        and mention.number == "many"
        and len(mention.stems) == 1
    )


def _is_doer(part: Part, filled: Sequence[Part]) -> bool:
    """A phrase that is the doer is not what was hit as well."""
    role, mention, _ = part
    return role in ("target", "victim") and any(
        m.start == mention.start for r, m, _ in filled if r == "attacker"
    )


def _same(old: Part, new: Part) -> bool:
    """Whether two phrases of one role stand for the same participant."""
    (role, a, _), (other, b, _) = old, new
    if role != other:
        return False
    if a.start == b.start or _key(a) == _key(b):
        return True
    if a.start <= b.start and b.end <= a.end:
        return True  # 'factions loyal to | X': X is but a part of their name
    if role == "victim" or _counted_apart(a, b):
        return False
    if role == "attacker" and a.actor is not None and a.actor == b.actor:
        return True
    return _within(a, b) or _within(b, a)


def _key(mention: Mention) -> str:
    return mention.actor if mention.actor and mention.sort in NAMES else mention.text


def _counted_apart(a: Mention, b: Mention) -> bool:
    return a.count is not None and b.count is not None and a.count != b.count


def _within(short: Mention, long: Mention) -> bool:
    """Whether a phrase has the head of a longer one and no word that the longer one lacks."""
    if not short.stems or short.stems[:1] != long.stems[:1]:
        return False
    return set(short.stems) <= set(long.stems)


def _fuller(new: Part, old: Part) -> bool:
    """Whether a phrase says more of who it was: the force itself before its arms, then the longer phrase."""
    (_, a, rule), (_, b, known) = new, old
    if (rule == "adjective") != (known == "adjective"):
        return known == "adjective"
    if (a.sort in INDIRECT) != (b.sort in INDIRECT) and a.actor == b.actor and a.actor is not None:
        return b.sort in INDIRECT
    return len(a.stems) > len(b.stems)


def dealt(clause: Clause, index: int) -> bool:
    """Whether a wound is told with who dealt it, with what struck, or with bullets or a blade: an attack with
    nothing more.
    """
    fire = (m for at, m in means_of(clause) if at > clause.chunk(index).first)
    return bool(by_whom(clause, index)) or struck(clause, index) or any(m.kind in HAND_ARMS for m in fire)


def struck(clause: Clause, index: int) -> bool:
    """Whether a word of harm tells what hit people from afar or blew up: 'two hurt | by a shell'."""
    arms = {at: m for at, m in means_of(clause) if m.refines in HEAVY and not m.adjective}
    for here in range(index + 1, len(clause.seen.chunks)):
        chunk = clause.chunk(here)
        if chunk.kind not in ("np", "time") or (chunk.conj and chunk.prep):
            return False
        if chunk.prep in ("means", "because") and any(at in arms for at in range(chunk.first, chunk.last)):
            return True
    return False


def by_whom(clause: Clause, index: int) -> list[Argument]:
    """Who did it, told by a preposition behind a word of harm or behind one coordinated with it."""
    for here in range(index + 1, len(clause.seen.chunks)):
        chunk = clause.chunk(here)
        if chunk.kind == "stop" or (chunk.kind == "verb" and clause.seen.at("harm", chunk.head) is None):
            break
        if chunk.kind == "np" and chunk.prep == "by":
            named = [item for item in clause.group_at(here).items if item.actor]
            return [Argument("attacker", item, "preposition by") for item in named]
    carrier = carrier_at(clause, index) if clause.chunk(index).kind == "event" else None
    if carrier is None or clause.cue(carrier) not in ("light", "managed"):
        return []
    subject = subject_object(clause, carrier)[0] or clause.left(carrier)
    if subject is None or subject.lead.sort not in ("actor", "people"):
        return []
    return [Argument("attacker", item, f"{clause.cue(carrier)} verb") for item in subject.items]


def reached(clause: Clause, index: int, draft: Draft) -> None:
    """'Arrests | that reached a number of youths': whom it befell, behind a verb with no pronoun."""
    head = clause.chunk(index).head
    match = clause.seen.at("events", head)
    reaches = clause.cue(index) == "occur" or (match is not None and match.entry.id == families.REACHING)
    if draft.frame != "seize" or not reaches or clause.seen.tokens[head].suffix:
        return
    groups = [g for g in clause.right(index) if not g.prep]
    if groups and (groups[0].lead.sort in ("people", "harm", "actor") or groups[0].lead.count is not None):
        draft.arguments.extend(Argument("victim", item, "relative clause") for item in groups[0].items)


def genitive_role(trigger: Trigger, bare: list[Group], subject: str, target: str) -> str:
    """What the genitive of an event noun is: its doer or what it was done to."""
    lead = bare[0].lead
    if subject == target:
        return subject
    if trigger.entry.needs == "shells":
        return ""
    if trigger.entry.frame == "intercept" and families.undergoes("intercept", lead):
        return target
    aimed = lead.facility == "vehicle" and lead.actor is None and not lead.actors
    aimed = aimed or (lead.entry in AFLOAT and all(g.lead.sort in ("thing", "place") for g in bare[1:]))
    if trigger.entry.genitive == "done_to" and trigger.entry.frame == "attack" and aimed:
        return target  # 'the targeting of | a troop carrier', 'of | a warship'
    if trigger.entry.genitive == "doer" or (lead.sort == "platform" and not _downed(trigger, bare)):
        return subject
    if trigger.entry.frame == "kill" and len(bare) == 1 and lead.number == "one":
        return target  # 'the sniping of | a soldier': one man, told with no one else
    if len(bare) > 1 and lead.sort in ("actor", "platform", "country"):
        return subject
    if trigger.entry.genitive == "done_to":
        return target
    return subject if lead.sort in ("actor", "platform", "country") else target


def _downed(trigger: Trigger, bare: list[Group]) -> bool:
    """Whether what flies is what was shot down or wrecked ('the downing of a drone')."""
    return (
        len(bare) == 1
        and trigger.entry.genitive == "done_to"
        and trigger.entry.frame in ("intercept", "destroy")
    )
