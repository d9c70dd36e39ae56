"""Whether a sentence tells of an event or only mentions one ('the inquiry into the killing of X')."""

from __future__ import annotations

from . import families, finds, motives, toll
from .arguments import Clause
from .lexicon import HarmEntry
from .realis import IRREALIS

CARRIERS = frozenset({"light", "managed", "undergo", "occur", "result"})
ASIDE = frozenset({"after", "since", "despite", "before", "about", "from", "response", "as", "without"})
GROUNDS = frozenset({"because", "means", "in", "during"})


def by_verb(clause: Clause, index: int) -> bool:
    """A finite verb tells, unless it is in the present with a subject after it, or in a relative clause
    about no event.

    The present of the body of a text is habit, aim or prospect; that of a headline ('the army shells ...')
    has its subject in front.
    """
    if not clause.relative(index):
        return not _present(clause, index) or headline(clause, index)
    for at in range(index - 1, -1, -1):
        kind = clause.chunk(at).kind
        if kind == "event":
            return by_noun(clause, at)
        if kind in ("np", "verb", "stop"):
            return False
    return False


def _present(clause: Clause, index: int) -> bool:
    head = clause.chunk(index).head
    match = clause.seen.at("events", head) or clause.seen.at("harm", head)
    return match is not None and all(
        f.spelling.tense == "present" for f in match.forms if f.spelling.pos == "V"
    )


def headline(clause: Clause, index: int) -> bool:
    """Whether the verb follows the noun phrase that opens the sentence, or goes on after such a verb."""
    if families.heads(clause, index):
        return True
    kinds = [c.kind for c in clause.seen.chunks[_labelled(clause) : index] if c.kind not in ("comma",)]
    if kinds[:1] != ["np"] or "stop" in kinds:
        return False
    return all(kind in ("np", "time", "event", "verb") for kind in kinds) and kinds.count("verb") <= 1


def _labelled(clause: Clause) -> int:
    """Where the sentence begins behind the name of a place or speaker that labels it ('Homs: gunmen ...')."""
    chunks = clause.seen.chunks
    colon = len(chunks) > 1 and clause.seen.tokens[chunks[1].first].norm == ":"
    return 2 if colon and chunks[0].kind == "np" and clause.mention(0).sort != "event" else 0


def by_noun(clause: Clause, index: int) -> bool:
    """An event noun tells where a verb carries or reports it, it opens a sentence, or harm rests on it."""
    chunk = clause.chunk(index)
    if _shown(clause, index) or (index and not chunk.prep and clause.cue(index - 1) == "exists"):
        return True
    if _by_preposition(clause, index) or toll.of_event(clause, index):
        return True
    if chunk.prep in ASIDE or motives.answers(clause, index):
        return chunk.prep == "after" and _sparked(clause, index)
    if _opens(clause, index):
        return True
    verb = _verb_before(clause, index)
    if verb is not None and _whose(clause, verb, index):
        return False
    if verb is not None and clause.cue(verb) == "undergo" and _masdar(clause, verb):
        return _said_of(clause, verb) or _harm_before(clause, verb) or _hit_before(clause, verb, index)
    if verb is not None and clause.chunk(verb).kind == "mark":
        return _done(clause, verb)
    if verb is not None and not chunk.prep and clause.cue(verb) == "accompany":
        return _came_along(clause, verb, index)
    if verb is not None and not chunk.prep and _can_carry(clause, verb):
        return _governed_by(clause, verb, index)
    if verb is not None and clause.cue(verb) in ("light", "managed", "undergo", "result"):
        # 'managed to foil a plot | for seizing'
        return clause.cue(verb) not in ("light", "managed") or chunk.prep != "for"
    if chunk.prep == "because" and _outcome_before(clause, index):
        return True
    if verb is not None and chunk.prep == "means" and families.owns(clause, verb):
        return True
    if chunk.prep == "means" and _notified(clause, index):
        return True
    if _carried_after(clause, index) or (verb is not None and families.brought_in(clause, verb, index)):
        return True
    joined = _joined(clause, index)
    if joined is not None:
        return by_noun(clause, joined)
    return chunk.prep in GROUNDS and _harm_before(clause, index)


def _whose(clause: Clause, verb: int, index: int) -> bool:
    """'The ruin that | the attack left': a known event that says which ruin is meant."""
    known = clause.seen.tokens[clause.chunk(index).head].article and not clause.chunk(index).prep
    return bool(known and clause.relative(verb) and clause.seen.tokens[clause.chunk(verb).head].suffix)


def _by_preposition(clause: Clause, index: int) -> bool:
    """Whether the preposition before a noun, with what governs it, has the noun tell of what happened."""
    prep = clause.chunk(index).prep
    if prep == "for" and _blamed(clause, index):
        return True
    if prep in ("about", "to") and _spoken_of(clause, index):
        return True
    if prep == "about":
        return index > 0 and (_announced(clause, index - 1) or _came_of(clause, index))
    if prep == "from":
        return _managed(clause, index)
    if prep == "after":
        return _fresh(clause, index) or _driven_out(clause, index)
    return prep == "coinciding" or (prep == "with" and _beside(clause, index))


def _blamed(clause: Clause, index: int) -> bool:
    """'A complaint against X | for its striking a convoy': the pronoun is the doer, the hit follows."""
    token = clause.seen.tokens[clause.chunk(index).head]
    after = index + 1
    if not token.suffix or after >= len(clause.seen.chunks):
        return False
    hit = clause.chunk(after)
    before = index > 0 and clause.chunk(index - 1)
    known = before and before.kind == "np" and clause.mention(index - 1).sort in ("actor", "country")
    return bool(known) and hit.kind == "np" and hit.after and not hit.prep


def _managed(clause: Clause, index: int) -> bool:
    """'The force managed, with help, | to retake the town', 'he escaped | an attempt on his life'."""
    verb = _verb_before(clause, index)
    if verb is not None and clause.cue(index - 1) in ("some", "series") and not clause.chunk(index - 1).prep:
        return _can_carry(clause, verb)  # 'they carried out | a number | of attacks'
    return verb is not None and clause.cue(verb) in ("managed", "undergo")


def _sparked(clause: Clause, index: int) -> bool:
    """'Confrontations broke out | following the storming of X by Y': what set off an event that is told to
    have broken out in the same clause, where who did it stands behind it.
    """
    chunks = clause.seen.chunks
    doer = index + 1 < len(chunks) and chunks[index + 1].kind == "np" and chunks[index + 1].after
    if not doer or clause.mention(index + 1).sort not in ("actor", "platform"):
        return False
    for at in range(index - 1, 0, -1):
        if chunks[at].kind == "event":
            return not chunks[at].prep and clause.cue(at - 1) == "occur" and chunks[at - 1].kind == "verb"
        if chunks[at].kind not in ("np", "time"):
            return False
    return False


def _shown(clause: Clause, index: int) -> bool:
    """Whether pictures of the event open the sentence: 'footage of | the targeting of a vehicle'."""
    shown = index > 0 and clause.cue(index - 1) == "footage"
    return shown and clause.chunk(index).prep in ("from", "for", "")


def _masdar(clause: Clause, index: int) -> bool:
    """Whether the word of undergoing is a noun, by its tag or by the preposition before it."""
    head = clause.chunk(index).head
    before = clause.seen.at("cues", head - 1) if head else None
    governed = before is not None and getattr(before.entry, "cue", "").startswith("prep.")
    word = clause.seen.at("cues", head)
    finite = word is not None and all(f.spelling.pos == "V" for f in word.forms)  # no noun is spelt so
    return governed or (clause.seen.pos[head] != "V" and not finite)


def _hit_before(clause: Clause, verb: int, index: int) -> bool:
    """'A fire aboard a tanker after | its exposure to a strike by X': what befell it, told with its doer."""
    head = clause.chunk(verb).head
    if not (head and clause.seen.is_cue(head - 1, "prep.after")):
        return False
    if clause.seen.tokens[clause.chunk(index).head].article:
        return False
    return any(g.prep in ("by", "from") and g.lead.sort != "thing" for g in clause.right(index)[:4])


def _said_of(clause: Clause, index: int) -> bool:
    """Whether somebody reports what a noun of undergoing names: 'sources spoke of | the exposure of X to'."""
    for at in range(index - 1, max(-1, index - 5), -1):
        if clause.chunk(at).kind in ("stop", "event"):
            return False
        if clause.chunk(at).kind == "verb":
            said = clause.reporting(at)
            return said is not None and said.stance not in ("denies", "doubts")
    return False


def _announced(clause: Clause, index: int) -> bool:
    """Whether the word before is one of announcing ('the announcement of striking a base')."""
    entry = clause.reporting(index)
    stances = ("reports", "claims_responsibility", "confirms")
    return entry is not None and entry.way in ("noun", "verb") and entry.stance in stances


def _spoken_of(clause: Clause, index: int) -> bool:
    """'Residents spoke of | shelling', 'it pointed to | a raid': news that a verb of saying brings."""
    if clause.seen.tokens[clause.chunk(index).head].article:
        return False
    for at in range(index - 1, max(-1, index - 6), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "verb":
            return not clause.relative(at) and _announced(clause, at)
        if chunk.kind != "time" and (chunk.kind != "np" or chunk.prep not in ("", "in", "from", "during")):
            return False
    return False


def _notified(clause: Clause, index: int) -> bool:
    """'A source informed | of the fall of rockets': what a verb of saying brings, its subject between."""
    for at in range(index - 1, max(-1, index - 5), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "verb":
            said = clause.reporting(at)
            return said is not None and said.stance == "reports" and not clause.relative(at)
        if chunk.kind != "time" and (chunk.kind != "np" or chunk.prep not in ("", "in")):
            return False
    return False


def _beside(clause: Clause, index: int) -> bool:
    """'The raid went along with | a bombardment': a noun told anew beside another."""
    token = clause.seen.tokens[clause.chunk(index).head]
    verb = _verb_before(clause, index)
    return not (token.article or token.suffix) and verb is not None and clause.cue(verb) == "occur"


def _came_along(clause: Clause, verb: int, index: int) -> bool:
    """'The raid was accompanied by | a clash': of what one verb brings together, the latter is the news."""
    between = range(verb + 1, index)
    known = clause.seen.tokens[clause.chunk(verb).head].suffix or any(
        clause.chunk(at).kind in ("event", "np") and not clause.chunk(at).prep for at in between
    )
    return bool(known) and not clause.seen.tokens[clause.chunk(index).head].article


def _fresh(clause: Clause, index: int) -> bool:
    """'Families fled after | shelling by X': what went before is new where doer or target is told with it."""
    token = clause.seen.tokens[clause.chunk(index).head]
    if token.article or any(when.role == "window" for when in clause.seen.times):
        return False  # what has gone on since then tells why
    verbs = [at for at in range(index) if clause.chunk(at).kind == "verb" and not clause.relative(at)]
    if verbs and _present(clause, verbs[-1]):
        return False
    groups = clause.right(index)[:4]
    if token.suffix:
        return any(g.prep == "by" for g in groups)
    fell = toll.told_before if verbs else _harm_before
    if fell(clause, index) or finds.carried_out(clause, index):
        return True  # 'four dead after | a raid'
    after = clause.chunk(index).last
    if after < len(clause.seen.pos) and clause.seen.pos[after] == "P" and clause.seen.tokens[after].suffix:
        return True  # 'rockets falling | on it'
    return any(g.prep in ("on", "by", "with") or (g.prep == "for" and g.lead.actor) for g in groups)


def _came_of(clause: Clause, index: int) -> bool:
    """Whether the noun is what a verb of outcome tells ('the assault led to | the shelling of a port')."""
    verb = _verb_before(clause, index)
    return verb is not None and clause.cue(verb) == "result"


def _opens(clause: Clause, index: int) -> bool:
    """Whether no verb and no noun phrase stands before it in its clause: a headline, a nominal sentence."""
    for at in range(index - 1, -1, -1):
        chunk = clause.chunk(at)
        if chunk.kind == "stop":
            return True
        if chunk.kind == "verb":
            return False
        if chunk.kind == "np" and not (_counts(clause, at) or clause.chunk(index).conj):
            return False
        if chunk.kind == "event" and clause.seen.at("harm", chunk.head) is None:
            return False
    return True


def _joined(clause: Clause, index: int) -> int | None:
    """The event noun that a coordinated one goes on from ('set about burning the shop and | seizing the
    owner').
    """
    if not clause.chunk(index).conj:
        return None
    for at in range(index - 1, max(-1, index - 6), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "event":
            return at if clause.seen.at("harm", chunk.head) is None else None
        if chunk.kind not in ("np", "comma", "time"):
            return None
    return None


def _counts(clause: Clause, index: int) -> bool:
    """Whether a phrase before the noun is of harm or place, as in 'Aleppo: dead and wounded in a raid'."""
    return clause.mention(index).sort in ("harm", "people", "place", "actor", "platform")


def _verb_before(clause: Clause, index: int) -> int | None:
    for at in range(index - 1, -1, -1):
        if clause.chunk(at).kind == "stop":
            return None
        if _carries(clause, at) and not families.carried(clause, at, index):
            return at if at > index - 9 or clause.cue(at) == "undergo" else None
    return None


def _done(clause: Clause, index: int) -> bool:
    """Whether a noun of doing is told: 'the force went ahead with | the carrying out of a raid'."""
    head = clause.chunk(index).head
    if head and clause.seen.is_cue(head - 1, "prep.coinciding"):
        return True
    if head and any(clause.seen.is_cue(head - 1, f"prep.{name}") for name in (*GROUNDS, "after")):
        return _harm_before(clause, index)
    outer = _verb_before(clause, index)
    governs = CARRIERS | IRREALIS.keys()  # what is meant to be done is told as meant
    return outer is not None and (clause.cue(outer) in governs or clause.reporting(outer) is not None)


def _carries(clause: Clause, index: int) -> bool:
    """Whether a chunk is a verb, or the noun of one that carries ('the carrying out of | a raid'); a word of
    degree is none ('saw | the fiercest | clashes').
    """
    kind, degree = clause.chunk(index).kind, clause.seen.at("counting", clause.chunk(index).head)
    if degree is not None and getattr(degree.entry, "cue", "") == "tally.superlative":
        return False
    return kind == "verb" or (kind == "mark" and clause.cue(index) == "light")


def _outcome_before(clause: Clause, index: int) -> bool:
    """Whether a verb tells what came of the noun: 'a house fell in | because of a raid'."""
    for at in range(index - 1, max(-1, index - 9), -1):
        chunk = clause.chunk(at)
        if chunk.kind == "stop":
            return False
        if chunk.kind == "verb":
            return clause.reporting(at) is None and not clause.relative(at) and not _present(clause, at)
    return False


def _can_carry(clause: Clause, verb: int) -> bool:
    """Whether a verb carries, reports or is itself an event, so that a noun it governs is told by it."""
    return clause.cue(verb) in CARRIERS or clause.reporting(verb) is not None or _event_verb(clause, verb)


def _event_verb(clause: Clause, index: int) -> bool:
    head = clause.chunk(index).head
    return clause.seen.at("events", head) is not None or clause.seen.at("harm", head) is not None


def _governed_by(clause: Clause, verb: int, index: int) -> bool:
    """Whether no phrase of another kind stands between verb and noun whose genitive the noun could be."""
    before = clause.chunk(index - 1)
    return not (
        clause.chunk(index).after
        and before.kind == "np"
        and clause.mention(index - 1).sort == "thing"
        and clause.cue(verb) != "undergo"
        and clause.seen.at("reporting", before.head) is None  # 'announced in a statement | the targeting of'
        and not any(n.head == clause.chunk(index).head for n in clause.seen.numbers)  # 'three | raids'
    )


def _carried_after(clause: Clause, index: int) -> bool:
    """'A raid | that aircraft launched', 'the blast | occurred': a carrying verb in what follows."""
    for at in range(index + 1, min(len(clause.seen.chunks), index + 6)):
        chunk = clause.chunk(at)
        mark = clause.seen.pos[chunk.first] if chunk.kind == "mark" else ""
        if mark == "R":
            return False  # 'the blast that struck ...' says which blast, or whose killers, are meant
        if chunk.kind in ("stop", "event", "comma") or mark == "S":
            return False
        if chunk.kind == "verb":
            return not chunk.conj and (clause.cue(at) in CARRIERS or _event_verb(clause, at))
    return False


def _driven_out(clause: Clause, index: int) -> bool:
    """Whether people are told to have fled, before the bare noun that says what they fled from."""
    if clause.seen.tokens[clause.chunk(index).head].article:
        return False
    return any(
        match is not None and getattr(match.entry, "harm", "") == "displaced"
        for match in (clause.seen.at("harm", clause.chunk(at).head) for at in range(index))
    )


def _harm_before(clause: Clause, index: int) -> bool:
    """Whether the sentence tells of harm before the noun that gives its cause or occasion."""
    for at in range(index):
        chunk = clause.chunk(at)
        if chunk.kind not in ("verb", "event", "np"):
            continue
        within = range(chunk.first, chunk.last) if chunk.kind == "np" else (chunk.head,)
        if any((m := clause.seen.at("harm", n)) and isinstance(m.entry, HarmEntry) for n in within):
            return True  # 'five dead | in a raid': the word of harm may stand behind its number
    return False
