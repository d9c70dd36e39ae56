"""Whose side a speaker and a doer are on: own act, adversary's act, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .arguments import Clause
from .drafts import Argument, Draft
from .lexicon import ActorEntry, CueEntry, Entry, HarmEntry, ReportingEntry
from .mentions import Mention
from .speakers import Speech
from .text import Token

STATES = frozenset({"state_forces", "government", "coalition", "police", "intelligence"})
PARTIES = frozenset({"military", "armed_group", "state_official"})
HARMLESS = frozenset(
    {
        "agreement",
        "release",
        "protest",
        "riot",
        "military_exercise",
        "deployment",
        "interception",
        "weapons_seizure",
        "armed_clash",
        "territory_change",
        "threat",
        "arrest",
    }
)
SHARED = frozenset({"agreement", "armed_clash", "protest", "riot"})
HIDDEN = frozenset(
    {"bombing", "suicide_bombing", "killing", "abduction", "torture", "sexual_violence", "chemical_attack"}
)
DONE_BY_SPEAKER = frozenset({"interception", "weapons_seizure", "arrest", "raid", "release"})
STRUCK = frozenset({"airstrike", "drone_strike", "shelling", "armed_attack", "property_destruction"})
DENIES_A_PART = "denies a part in it"
TOLD_REACH = 3
BLAME_REACH = 8


class Side(msgspec.Struct, frozen=True):
    """A side as far as a phrase tells it: actors and what they are part of, countries, state or not."""

    actors: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    state: bool = False
    reviled: bool = False

    @property
    def known(self) -> bool:
        """Whether the phrase tells who it is."""
        return bool(self.actors or self.countries)


def of_actors(ids: Iterable[str], lexicon: Mapping[str, Entry]) -> Side:
    """The side that actor records stand for; generic ones ('the army', 'gunmen') tell only their kind."""
    names: set[str] = set()
    countries: set[str] = set()
    state = False
    for ident in ids:
        entry = lexicon.get(ident)
        if not isinstance(entry, ActorEntry):
            continue
        state = state or entry.actor_kind in STATES
        if entry.generic:
            continue
        names.update(_chain(entry, lexicon))
        if entry.actor_kind in STATES and entry.country:
            countries.add(entry.country)
    return Side(frozenset(names), frozenset(countries), state)


def _chain(entry: ActorEntry, lexicon: Mapping[str, Entry]) -> list[str]:
    chain = [entry.id]
    while entry.part_of and entry.part_of not in chain:
        chain.append(entry.part_of)
        above = lexicon.get(entry.part_of)
        if not isinstance(above, ActorEntry):
            break
        entry = above
    return chain


def of_mention(mention: Mention, lexicon: Mapping[str, Entry]) -> Side:
    """The side of a participant's phrase."""
    ids = [i for i in (mention.actor, *mention.actors) if i]
    loaded = mention.match is not None and bool(mention.match.forms) and bool(mention.match.forms[0].loaded)
    return msgspec.structs.replace(of_actors(dict.fromkeys(ids), lexicon), reviled=loaded)


def of_speaker(speech: Speech, lexicon: Mapping[str, Entry]) -> Side:
    """The side of a speaker: his actor's, with the country that his phrase names where a state speaks."""
    side = of_actors([speech.actor] if speech.actor else [], lexicon)
    state = side.state or speech.kind in ("military", "state_official")
    countries = side.countries | ({speech.country} if speech.country and state else set())
    return Side(side.actors, frozenset(countries), state)


def same(one: Side, two: Side) -> bool:
    """Whether two sides are one: one record or a part of it, or two bodies of one state."""
    return bool(one.actors & two.actors) or (one.state and two.state and bool(one.countries & two.countries))


def _party(saying: Speech) -> bool:
    """Whether a speaker can be a side of an event: armed or of a state, or a political body known by name."""
    return saying.kind in PARTIES or (saying.kind == "political" and saying.actor is not None)


def feuds(
    drafts: Sequence[Draft], accusations: Sequence[tuple[Speech, Mention]], lexicon: Mapping[str, Entry]
) -> list[tuple[Side, Side]]:
    """Who is at odds with whom in a document: doer and struck, accused and accuser."""
    out = [(of_mention(accused, lexicon), of_speaker(speech, lexicon)) for speech, accused in accusations]
    for draft in drafts:
        if draft.event_type in SHARED:
            continue
        doers = [of_mention(m, lexicon) for m in draft.of("attacker")]
        struck = [of_mention(m, lexicon) for m in draft.of("target", "victim")]
        out.extend((a, b) for a in doers for b in struck if a.known and b.known and not same(a, b))
    return out


def stance(
    saying: Speech,
    speaker: Side,
    draft: Draft,
    here: frozenset[str],
    at_odds: Sequence[tuple[Side, Side]],
    lexicon: Mapping[str, Entry],
) -> str:
    """The stance of the words, sharpened by who the speaker is to the event (codebook 9 and 14)."""
    settled = saying.stance in ("denies", "doubts", "claims_responsibility", "accuses")
    if settled or not _party(saying) or draft.event_type in SHARED | {"threat"}:
        return saying.stance
    if speaker.state and not speaker.known:
        speaker = msgspec.structs.replace(speaker, countries=here)  # an army with no name is that of the land
    named = draft.of("party") if draft.event_type == "deployment" else draft.of("attacker")
    doers = [of_mention(m, lexicon) for m in named]
    if any(same(speaker, doer) or _plainly_own(speaker, doer, draft) for doer in doers):
        return "claims_responsibility"
    struck = [of_mention(m, lexicon) for m in draft.of("target", "victim")]
    if not any(m.actor for m in named) and _did_it(saying, speaker, draft, struck):
        return "claims_responsibility"
    if draft.event_type in HARMLESS:
        return saying.stance
    blamed = [d for d, m in zip(doers, named, strict=True) if saying.covers(m.start)]
    if any(_adverse(saying, speaker, doer, struck, here, at_odds) for doer in blamed):
        return "accuses"
    return saying.stance


def _did_it(saying: Speech, speaker: Side, draft: Draft, struck: Sequence[Side]) -> bool:
    """Whether armed speakers tell, with no doer named, of a blow of their own at their adversaries."""
    if saying.kind not in ("military", "armed_group"):
        return False
    own = any(same(speaker, one) for one in struck)
    if draft.event_type == "interception":
        return True
    if own or draft.event_type not in STRUCK:
        return False
    fighters = any(h.who == "militant" for h in draft.harm) or any(
        m.who == "militant" for m in draft.of("target", "victim")
    )
    return speaker.state and (fighters or any(one.known and not one.state for one in struck))


def _plainly_own(speaker: Side, doer: Side, draft: Draft) -> bool:
    """'The forces', 'the police' with no name in a state's words are its own,
    save in deeds that states hide.
    """
    return (
        speaker.state
        and doer.state
        and not doer.known
        and not doer.reviled
        and draft.event_type not in HIDDEN
    )


def _adverse(
    saying: Speech,
    speaker: Side,
    doer: Side,
    struck: Sequence[Side],
    here: frozenset[str],
    at_odds: Sequence[tuple[Side, Side]],
) -> bool:
    """Whether a doer is the speaker's adversary: it struck his side or country, here or elsewhere."""
    if doer.reviled:
        return True
    if not doer.known:
        return False
    if any(same(speaker, one) for one in struck):
        return True
    if any((same(a, doer) and same(b, speaker)) or (same(b, doer) and same(a, speaker)) for a, b in at_odds):
        return True
    if speaker.countries & here and not doer.countries & speaker.countries:
        return True
    if saying.kind == "armed_group" and not speaker.known and doer.state:
        return True
    others = any(one.known for one in struck)
    return saying.kind in ("military", "armed_group") and speaker.known and not others


def announce(clause: Clause, draft: Draft, saying: Speech) -> Speech:
    """The saying as it bears on one event: an own act is claimed, its unnamed doer the speaker."""
    _blame(clause, draft, saying)
    sayable = (
        saying.stance in ("reports", "confirms", "claims_responsibility") and draft.event_type not in SHARED
    )
    spoken = saying.kind == "political" and any(t.first_person for t in draft.triggers)
    if not (_party(saying) or spoken) or not sayable:
        return saying
    itself = _says_it_did(clause, draft, saying) or _says_it_killed(clause, draft, saying)
    doers = [a.mention for a in draft.arguments if a.role == "attacker"]
    own = not doers and (itself or any(t.first_person for t in draft.triggers))
    if any(a.rule == "undergo verb" for a in draft.arguments) or _underwent(clause, draft):
        return saying  # 'we came under | an attack'
    for mention in doers:
        own = own or _is_own(clause, saying, mention)
        if own and mention.actor is None:
            mention.actor, mention.actor_kind = saying.actor, saying.actor_kind
    if not doers and (forces := _forces(clause, draft, saying)) is not None:
        own, doers = True, [forces]
        draft.arguments.append(Argument("attacker", forces, "the speaker's own forces"))
    own = own or (not doers and _told_of_himself(clause, draft, saying))
    if own:
        saying = msgspec.structs.replace(saying, stance="claims_responsibility")
    frame = clause.frames.frames.get(draft.frame)
    if (
        saying.stance == "claims_responsibility"
        and not doers
        and frame is not None
        and frame.subject == "attacker"
    ):
        draft.arguments.append(Argument("attacker", _himself(saying), "speaker of his own act"))
    return saying


def _underwent(clause: Clause, draft: Draft) -> bool:
    """Whether a word of undergoing brings the event: nobody tells of his own act so."""
    at = draft.triggers[0].chunk
    return draft.triggers[0].noun and any(clause.cue(n) == "undergo" for n in range(max(0, at - 2), at))


def _is_own(clause: Clause, saying: Speech, mention: Mention) -> bool:
    """'Our forces struck', 'X said that its forces struck': a doer that the speaker calls his own."""
    tokens = clause.seen.tokens[mention.first : mention.last]
    if mention.last > len(clause.seen.tokens) or not tokens:
        return False
    if any(_ours(clause, token) for token in tokens):
        return True
    return _possessed(tokens[0]) and mention.actor is None and saying.that


def _blame(clause: Clause, draft: Draft, saying: Speech) -> None:
    """A deed that someone is accused of, or denies, is told by that; the accused is its doer."""
    trigger = draft.triggers[0]
    if saying.stance not in ("accuses", "denies") or saying.told < 0 or not trigger.noun:
        return
    if not 0 <= trigger.head - saying.told < BLAME_REACH:
        return
    trigger.told = True
    draft.weak = draft.weak and not _party(saying)
    frame = clause.frames.frames.get(draft.frame)
    if frame is None or draft.of("attacker"):
        return
    if saying.accused is not None and frame.subject == "attacker":
        draft.arguments.append(Argument("attacker", saying.accused, "accused"))
    elif draft.event_type not in SHARED and saying.text and _involved(clause, saying, trigger.head):
        draft.arguments.append(Argument("attacker", _himself(saying), DENIES_A_PART))


def _himself(saying: Speech) -> Mention:
    """The speaker as one who takes part."""
    mention = Mention("actor", 0, 0, saying.start, saying.end, saying.text, saying.entry, saying.actor)
    mention.actor_kind = saying.actor_kind
    return mention


def _involved(clause: Clause, saying: Speech, head: int) -> bool:
    """Whether a denial is of having a part in a deed, or of answering for it."""
    return saying.stance == "denies" and any(
        (m.kind == "cues" and isinstance(m.entry, CueEntry) and m.entry.cue == "involvement")
        or (
            m.kind == "reporting"
            and isinstance(m.entry, ReportingEntry)
            and m.entry.stance == "claims_responsibility"
        )
        for m in clause.seen.matches
        if saying.told - TOLD_REACH < m.first < head
    )


def _says_it_did(clause: Clause, draft: Draft, saying: Speech) -> bool:
    """'X said that it struck Y': the pronoun on 'that' is the doer, and what follows the verb was struck."""
    trigger = draft.triggers[0]
    before = trigger.chunk - 1
    if trigger.noun or before < 0 or not saying.that or clause.chunk(before).kind != "mark":
        return False
    token = clause.seen.tokens[clause.chunk(before).first]
    if clause.seen.pos[clause.chunk(before).first] != "S" or not token.suffix:
        return False
    subjects = [a for a in draft.arguments if a.role == "attacker" and a.rule == "subject"]
    able = any(a.mention.definite or a.mention.actor or a.mention.sort != "platform" for a in subjects)
    if able and len(token.suffix) < 2 and draft.event_type not in DONE_BY_SPEAKER:
        return False  # a bare pronoun may stand for nothing: 'that it came: the enemy struck'
    for argument in subjects:
        argument.role = "target"
    return True


def _says_it_killed(clause: Clause, draft: Draft, saying: Speech) -> bool:
    """'X said that it killed Y in raids': its own deed, though the raids have no doer in the words."""
    if not saying.that or saying.told < 0:
        return False
    chunks = clause.seen.chunks
    for index, chunk in enumerate(chunks[:-1]):
        if chunk.first < saying.told or chunk.kind != "mark" or clause.seen.pos[chunk.first] != "S":
            continue
        verb = chunks[index + 1]
        harm = clause.seen.at("harm", verb.head)
        active = harm is not None and any(
            isinstance(f.entry, HarmEntry) and f.entry.way == "active" for f in harm.forms
        )
        told = verb.kind == "verb" and active and bool(clause.seen.tokens[chunk.first].suffix)
        return told and draft.triggers[0].head > verb.head
    return False


def _forces(clause: Clause, draft: Draft, saying: Speech) -> Mention | None:
    """'Our fighters struck', 'said that its forces struck': the subject beside the verb, by its pronoun."""
    trigger = draft.triggers[0]
    chunks = clause.seen.chunks
    for index in (trigger.chunk - 1, trigger.chunk + 1):
        if trigger.noun or not 0 <= index < len(chunks) or chunks[index].kind != "np" or chunks[index].prep:
            continue
        after_that = 0 < index < trigger.chunk and clause.seen.pos[chunks[index - 1].first] == "S"
        words = clause.seen.tokens[chunks[index].first : chunks[index].first + 2]
        ours = any(_ours(clause, w) for w in words)
        if index > trigger.chunk:
            struck = draft.of("target", "victim")
            defends = draft.event_type in DONE_BY_SPEAKER
            ours = ours and (defends or bool(struck)) and all(m.first != chunks[index].first for m in struck)
        if ours or (saying.that and after_that and _possessed(words[0])):
            mention = msgspec.structs.replace(clause.mention(index), sort="actor")
            mention.actor, mention.actor_kind = (
                mention.actor or saying.actor,
                mention.actor_kind or saying.actor_kind,
            )
            return mention
    return None


def _ours(clause: Clause, token: Token) -> bool:
    """Whether a noun carries the speaker's own pronoun ('our forces')."""
    return bool({token.suffix, *(k.suffix for k in token.keys)} & set(clause.frames.first_person))


def _possessed(token: Token) -> bool:
    """Whether a noun carries a pronoun, also where the whole word is one that the lists know."""
    return bool(token.suffix) or any(len(k.suffix) > 1 and len(k.stem) > 2 for k in token.keys)


def _told_of_himself(clause: Clause, draft: Draft, saying: Speech) -> bool:
    """'X announced the arrest of', 'X announced its strike on': a bare noun of action after its announcer."""
    if saying.told < 0 or saying.trails or saying.that:
        return False
    trigger = draft.triggers[0]
    if not trigger.noun or not 0 <= trigger.head - saying.told < TOLD_REACH:
        return False
    if any(
        clause.cue(n) in ("undergo", "occur")
        for n, c in enumerate(clause.seen.chunks)
        if saying.told <= c.first < trigger.head
    ):
        return False
    token = clause.seen.tokens[trigger.head]
    if draft.event_type == "territory_change":
        return bool(token.suffix) or (
            trigger.entry.genitive != "doer" and bool(draft.of("target") or draft.places)
        )
    if token.article:
        return False
    if token.suffix:
        return draft.event_type in DONE_BY_SPEAKER | STRUCK and bool(draft.of("target", "victim"))
    armed = saying.kind in ("military", "armed_group") and bool(draft.places or draft.of("target"))
    return draft.event_type in DONE_BY_SPEAKER or (
        draft.event_type in STRUCK and (armed or trigger.entry.genitive == "done_to")
    )
