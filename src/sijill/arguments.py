"""Arguments of a verb or event noun: the groups of noun phrases around it."""

from __future__ import annotations

import msgspec

from .language import Frames
from .lexicon import CueEntry, ReportingEntry
from .mentions import Mention, describe
from .seen import Chunk, Seen

OWNED = frozenset({"facility", "people", "harm", "weapon", "platform"})
AIR_DEFENCE = "weapon.air_defence"

SPOKEN = frozenset({"threat", "agree", "move", "release", "exercise", "seize", "confiscate", "intercept"})
SUBORDINATING = frozenset({"prep.after", "prep.before", "prep.since", "prep.because"})
ATTRIBUTES = frozenset({"attribute.has", "attribute.is"})
APART = 8  # chunks within which what such a verb says of people ends
DOING = frozenset({"light", "managed", "desire", "threatened", "planned"})


class Group(msgspec.Struct):
    """Coordinated noun phrases that share one preposition; `at` is the index of the first one's chunk."""

    prep: str
    items: list[Mention]
    at: int
    last: int
    after: bool = False

    @property
    def lead(self) -> Mention:
        """The first noun phrase of the group."""
        return self.items[0]


class Clause(msgspec.Struct):
    """One sentence with its chunks described once, for all who ask."""

    seen: Seen
    source: str
    frames: Frames
    mentions: dict[int, Mention]
    groups: dict[int, Group] = {}
    plain: dict[int, Mention] = {}
    reach: dict[int, int] = {}

    def mention(self, index: int) -> Mention:
        """What the noun phrase of chunk `index` is, with the phrases behind it that say whose or of whom."""
        found = self.mentions.get(index)
        if found is None:
            found = self.mentions[index] = self._whole(index)
        return found

    def _plain(self, index: int) -> Mention:
        """What the noun phrase of chunk `index` is by its own words."""
        found = self.plain.get(index)
        if found is None:
            found = self.plain[index] = describe(self.seen, self.seen.chunks[index], self.source)
            self._seat(index, found)
        return found

    def _whole(self, index: int) -> Mention:
        item, own, last = self._plain(index), True, index
        while last + 1 < len(self.seen.chunks) and self.seen.chunks[index].kind == "np":
            owner = self._owner(last + 1, item)
            if owner is None:
                break
            item, own = (msgspec.structs.replace(item) if own else item), False
            _absorb(item, self._plain(owner), self.source)
            last = owner
        self.reach[index] = last
        return item

    def _seat(self, index: int, item: Mention) -> None:
        """Let a capital that does something stand for its government ('Paris | threatened to')."""
        chunk = self.chunk(index)
        if chunk.prep or item.sort not in ("thing", "place"):
            return
        words = " ".join(t.norm[len(t.pre) :] for t in self.seen.tokens[chunk.first : chunk.last])
        actor = self.frames.seats.get(words)
        if actor is not None and self._acts(index):
            item.sort, item.actor, item.entry = "country", actor, actor
            item.actors = (actor,)

    def _acts(self, index: int) -> bool:
        """Whether the name of chunk `index` is the subject of a verb: it opens before one, or stands behind
        one that no place undergoes.
        """
        chunks = self.seen.chunks
        before = chunks[index - 1] if index else None
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if before is None or before.kind == "stop":
            return after is not None and after.kind == "verb"
        if chunks[index].conj:
            return before.kind == "np" and self._plain(index - 1).sort == "country"
        if before.kind != "verb":
            return False
        match = self.seen.at("events", before.head)
        done = (
            match is None
            or getattr(match.entry, "frame", "") in SPOKEN
            or (after is not None and after.kind == "np" and not after.prep and after.after)
        )
        return done and bool(match or self.cue(index - 1) in DOING or self.reporting(index - 1))

    def chunk(self, index: int) -> Chunk:
        """The chunk at an index."""
        return self.seen.chunks[index]

    def group_at(self, index: int) -> Group:
        """The noun phrase of chunk `index` with those coordinated to it."""
        if index in self.groups:
            return self.groups[index]
        chunks = self.seen.chunks
        head = chunks[index]
        group = self.groups[index] = Group(head.prep, [self.mention(index)], index, index, head.after)
        while True:
            group.last = self.reach[group.last]
            here = group.last + 1
            if here >= len(chunks):
                break
            beyond = self._beyond_place(here, group)
            if beyond is not None:
                group.items.append(self.mention(beyond))
                group.last = beyond
                continue
            sided = chunks[here].kind == "mark" and self.cue(here) == "prep.from" and here + 1 < len(chunks)
            begin = here + 1 if sided else here  # 'X on the one side | and Y'
            skip = begin + 1 if chunks[begin].kind == "comma" and begin + 1 < len(chunks) else begin
            chunk = chunks[skip]
            same = chunk.prep == head.prep and chunk.prep not in ("",)
            joined = chunk.conj and (not chunk.prep or same)
            if (
                chunk.kind != "np"
                or not joined
                or (skip + 1 < len(chunks) and chunks[skip + 1].kind == "verb" and skip != here)
            ):
                break
            group.items.append(self.mention(skip))
            group.last = skip
        return group

    def _owner(self, index: int, item: Mention) -> int | None:
        """The chunk, at `index` or the next, that the phrase before it belongs to or is counted of."""
        chunks = self.seen.chunks
        if self.cue(index) == "belonging" and index + 1 < len(chunks) and chunks[index + 1].kind == "np":
            return index + 1
        prep = chunks[index].prep
        if chunks[index].kind != "np":
            return None
        own = prep == "from" and self.seen.tokens[chunks[index].first].suffix and item.sort == "people"
        if own and self._plain(index).sort in ("facility", "thing", "place"):
            return None  # 'a doctor | from his clinic'
        owned = prep == "for" and item.sort in OWNED
        armed = item.sort in ("people", "platform") or item.entry == AIR_DEFENCE
        if owned and armed and self._plain(index).sort in ("facility", "platform", "weapon"):
            owned = False  # 'gunmen | for a patrol': no patrol has gunmen, no aircraft and no air defence
        if owned and item.sort == "people" and item.definite and self._plain(index).count is not None:
            owned = False  # 'the police | for three men': what is definite is owned by no one counted
        whole = not chunks[index - 1].prep and _force(item) and self._plain(index).sort == "actor"
        part = prep == "from" and (whole or _partitive(item))
        return index if owned or part or self._serves(index, item) else None

    def _serves(self, index: int, item: Mention) -> bool:
        """'An officer in the army': the phrase of chunk `index` is the force that the people before it
        serve in.
        """
        chunk = self.chunk(index)
        return (
            chunk.prep in ("in", "means")
            and item.sort == "people"
            and item.actor is None
            and (item.last >= chunk.first - 1 and self._plain(index).sort == "actor")
        )

    def _beyond_place(self, here: int, group: Group) -> int | None:
        """'A bakery in the district, and empty stores': a thing hit that is named after the place of the
        one before.
        """
        chunks = self.seen.chunks
        if (
            group.prep
            or group.items[-1].sort != "facility"
            or chunks[here].kind != "np"
            or chunks[here].prep != "in"
        ):
            return None
        after = here + 2 if here + 1 < len(chunks) and chunks[here + 1].kind == "comma" else here + 1
        if after >= len(chunks) or chunks[after].kind != "np" or not chunks[after].conj or chunks[after].prep:
            return None
        return after if self.mention(after).sort == "facility" else None

    def right(self, index: int) -> list[Group]:
        """The groups after chunk `index` up to the next verb or stop; event nouns do not stop it."""
        groups: list[Group] = []
        here = index + 1
        chunks = self.seen.chunks
        while here < len(chunks):
            chunk = chunks[here]
            beyond = self._attribute(index, here) if chunk.kind == "verb" else here
            if beyond > here:
                here = beyond
                continue
            stopped = chunk.kind == "verb" and not self._occurs(index, here)
            if stopped or chunk.kind == "stop" or (chunk.kind == "mark" and self.bars(here)):
                break
            if chunk.kind == "np":
                group = self.group_at(here)
                groups.append(group)
                here = group.last
            elif (
                chunk.kind == "mark"
                and groups
                and not groups[-1].prep
                and self.cue(here) in ("among", "mostly")
            ) or (chunk.kind == "event" and chunk.conj and not chunk.prep):
                break
            here += 1
        return groups

    def _attribute(self, index: int, verb: int) -> int:
        """Where what a present verb says of the phrase before it ends, if a bare phrase follows that is of
        the verb at `index`: 'attacked gunmen | who ride motorcycles | a village'; else `verb` itself.
        """
        chunks = self.seen.chunks
        if not self._tells_of(verb) or verb - 1 == index:
            return verb
        wanted = self.cue(verb) == "attribute.has"
        for here in range(verb + 1, min(len(chunks), verb + APART)):
            chunk = chunks[here]
            bare = chunk.kind == "np" and not chunk.prep and not chunk.conj
            if bare and not wanted:
                return here
            if chunk.conj and self.cue(here) in ATTRIBUTES:
                wanted = self.cue(here) == "attribute.has"
                continue
            if chunk.kind in ("verb", "stop") or (chunk.kind == "event" and not chunk.prep):
                return verb
            wanted = wanted and not bare
        return verb

    def _tells_of(self, verb: int) -> bool:
        """Whether a present verb says more of the people right before it."""
        chunks = self.seen.chunks
        if self.cue(verb) not in ATTRIBUTES or not verb or chunks[verb].conj or chunks[verb].kind != "verb":
            return False
        if chunks[verb - 1].kind != "np":
            return False
        people = self.mention(verb - 1)
        return people.sort in ("people", "actor") and not people.definite

    def _said_of(self, index: int) -> int:
        """The phrase that a verb, at `index` or right before the phrase there, says more of; -1 for none."""
        phrase = self.seen.chunks[index].kind == "np" and not self.seen.chunks[index].conj
        verb = next((n for n in (index, index - 1) if n > 0 and self._tells_of(n)), -1)
        return verb - 1 if verb >= 0 and (verb == index or phrase) else -1

    def _occurs(self, index: int, verb: int) -> bool:
        """'Clashes | that broke out | between X and Y': the verb right behind a bare noun carries it on."""
        noun = self.seen.chunks[index]
        return (
            verb == index + 1
            and noun.kind == "event"
            and not self.seen.chunks[verb].conj
            and self.cue(verb) == "occur"
        )

    def bars(self, index: int) -> bool:
        """Whether a mark ends a clause: a relative or a subordinating word, not an adverb."""
        chunk = self.seen.chunks[index]
        if self.seen.pos[chunk.first] in "SR":
            return True
        cue = self.seen.at("cues", chunk.first)
        return (
            cue is not None
            and isinstance(cue.entry, CueEntry)
            and cue.entry.cue in ("meanwhile", "result", "background", "light")
        )

    def left(self, index: int) -> Group | None:
        """The bare noun phrase right before chunk `index`: a topic, a subject before its verb,
        an antecedent.
        """
        chunks = self.seen.chunks
        here = index - 1
        steps = 0
        if chunks[index].kind == "verb" and self._subordinate(index):
            return None
        while here >= 0 and steps < 6:
            chunk = chunks[here]
            said = self._said_of(here)
            if said >= 0:
                here = said
                continue
            if chunk.kind in ("stop", "verb", "event"):
                return None
            if chunk.kind == "np" and (not chunk.prep or chunk.prep in ("for",)):
                first = here
                while first > 0 and chunks[first].conj and chunks[first - 1].kind == "np":
                    first -= 1
                return self.group_at(self._antecedent(first))
            if chunk.kind == "mark" and self.seen.pos[chunk.first] == "S":
                return None
            here, steps = here - 1, steps + 1
        return None

    def _subordinate(self, index: int) -> bool:
        """Whether a word of time or cause stands right before a verb: 'five men | after they raided'."""
        before = self.seen.chunks[index - 1].last if index else 0
        for at in range(before, self.seen.chunks[index].first):
            match = self.seen.at("cues", at)
            if match is not None and getattr(match.entry, "cue", "") in SUBORDINATING:
                return True
        return False

    def _antecedent(self, index: int) -> int:
        """The phrase that a relative clause tells more of, where the phrase of chunk `index` is the subject
        in that clause: 'the hill that X besieges | was struck' tells of the hill.
        """
        chunks = self.seen.chunks
        verb = index - 1
        if verb < 2 or chunks[verb].kind != "verb" or not self.relative(verb):
            return index
        if not self.seen.tokens[chunks[verb].head].suffix or chunks[verb - 1].kind != "mark":
            return index
        home = verb - 2
        return home if chunks[home].kind == "np" and not chunks[home].prep else index

    def cue(self, index: int) -> str:
        """The cue of a chunk's first word, or ''."""
        return self.seen.cues.get(self.seen.chunks[index].head, "")

    def named(self, index: int, *cues: str) -> bool:
        """Whether a word of one of the cues stands in a chunk."""
        chunk = self.seen.chunks[index]
        found = (self.seen.at("cues", at) for at in range(chunk.first, chunk.last))
        return any(m is not None and getattr(m.entry, "cue", "") in cues for m in found)

    def reporting(self, index: int) -> ReportingEntry | None:
        """The reporting entry of a chunk's first word."""
        match = self.seen.at("reporting", self.seen.chunks[index].head)
        return match.entry if match is not None and isinstance(match.entry, ReportingEntry) else None

    def relative(self, index: int) -> bool:
        """Whether the verb at chunk `index` stands in a relative clause."""
        return (
            index > 0
            and self.seen.chunks[index - 1].kind == "mark"
            and (self.seen.pos[self.seen.chunks[index - 1].first] == "R")
        )


def is_turn(clause: Clause, index: int) -> bool:
    """Whether a token is the word for 'times' ('three times'), which is no thing or person."""
    match = clause.seen.at("counting", index)
    return match is not None and match.entry.id.endswith("-turn")


def _force(mention: Mention) -> bool:
    """Whether a bare noun that no list knows can be a part of the force named behind it: 'a unit | of X'."""
    one = mention.last - mention.first == 1
    return mention.sort == "thing" and mention.noun and one and not mention.definite


def _partitive(mention: Mention) -> bool:
    """Whether 'of X' after this phrase says whose members are counted."""
    counted = mention.count is not None or mention.some
    return mention.sort in ("people", "harm") or (counted and mention.sort == "thing")


def _absorb(mention: Mention, owner: Mention, source: str) -> None:
    """'Five members of X': the phrase takes X's actor and group, and its words."""
    mention.last, mention.end = owner.last, owner.end
    mention.text = source[mention.start : mention.end]
    mention.stems = (*mention.stems, *owner.stems)
    if owner.actor is not None and mention.actor is None:
        mention.actor, mention.name, mention.actor_kind = owner.actor, owner.name, owner.actor_kind
    mention.actors = tuple(dict.fromkeys((*mention.actors, *owner.actors)))
    if owner.who and (not mention.who or mention.who in ("unspecified", "member")):
        mention.who = owner.who
        if mention.sort == "thing":
            mention.sort = "people"
    if mention.sort == "thing" and owner.sort == "actor":
        mention.sort = "people"
        mention.who = "member"
