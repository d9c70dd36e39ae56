"""Harm to people: who was killed, wounded, missing, taken or displaced, and how many, with the words."""

from __future__ import annotations

import msgspec

from .arguments import Clause, Group
from .harmed import BRACKETS, Harmed, agrees, gone_on, human, of_masdar, of_verb
from .lexicon import HarmEntry
from .mentions import Mention, describe
from .ranks import count, inner, ranks, who
from .records import Count
from .toll import kind_of, late, reached

BESIDE = 12


class HarmMention(msgspec.Struct):
    """One figure of harm. `chunk` is where it stands in the sentence; `whole` the figure it is a part of.

    `told` is the document offset of the sentence; `bare` says that no noun tells who they were,
    `pronoun` that a pronoun does; `prep` is the function of the preposition before the word of harm.
    """

    kind: str
    who: str
    count: Count
    start: int
    end: int
    text: str
    chunk: int
    entry: str
    victim: Mention | None = None
    whole: HarmMention | None = None
    doer: Group | None = None
    active: bool = False
    told: int = 0
    bare: bool = False
    prep: str = ""
    pronoun: bool = False


def find(clause: Clause) -> list[HarmMention]:
    """All harm told in a sentence, in order."""
    found = Finder(clause).run()
    among = dict(late(clause, [(h.chunk, h.kind, h.count.min or 0) for h in found]))
    for part, whole in among.items():
        found[part].whole = found[part].whole or found[whole]
    return sorted(found, key=lambda h: bool(among) and h.whole is not None)  # wholes come first


class Finder:
    """Reads the harm of one sentence, left to right; a phrase is counted once."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.out: list[HarmMention] = []
        self.taken: set[int] = set()
        self.told = clause.seen.tokens[0].start if clause.seen.tokens else 0
        self.words = clause.seen.kinds.get("harm", [])
        self.zeros = [m for m in self.words if isinstance(m.entry, HarmEntry) and m.entry.way == "zero"]
        self.heads = {m.first for m in self.words}
        self.beyond = max((m.last for m in self.words), default=0)

    def run(self) -> list[HarmMention]:
        """The figures of the sentence."""
        if not self.words:
            return self.out
        for index, chunk in enumerate(self.clause.seen.chunks):
            if self.clause.cue(index) == "among" and self.out:
                self.parts(index)
                continue
            if chunk.kind != "np" and index not in self.taken:
                if chunk.head in self.heads:
                    self.of_word(index)
            elif chunk.kind == "np" and index not in self.taken and not self.share(index):
                self.of_people(index)
            if self.zeros:
                self.zero(index)
        for index in range(len(self.clause.seen.chunks)) if self.out else ():
            whole = self.aside(index)
            if whole is not None:
                self.parts(index - 1, whole)
        self.filled()
        return self.out

    def share(self, index: int) -> bool:
        """'Most of them women': a share of those told before is no figure of its own."""
        return index > 0 and self.clause.cue(index - 1) == "mostly"

    def entries(self, index: int) -> list[HarmEntry]:
        """What the harm word that opens a chunk may be: its entries that tell a kind of harm."""
        chunk = self.clause.chunk(index)
        match = self.clause.seen.at("harm", chunk.head)
        if match is None or match.first != chunk.head:
            return []
        found = [f.entry for f in match.forms if isinstance(f.entry, HarmEntry) and f.entry.harm]
        wanted = ("noun",) if chunk.kind == "event" else ("verb", "active")
        return [e for e in found if e.way in wanted]

    def of_word(self, index: int) -> None:
        """A verb or masdar of harm, and those coordinated with it, with the people they tell of."""
        chunks = self.clause.seen.chunks
        words = [index]
        if not self.entries(index):
            return
        if gone_on(self.clause, index):
            self.pronoun(index)
            return
        while (
            words[-1] + 1 < len(chunks)
            and chunks[words[-1] + 1].conj
            and chunks[words[-1] + 1].kind == chunks[index].kind
        ):
            if not self.entries(words[-1] + 1) or not self.shares(words[-1]):
                break
            words.append(words[-1] + 1)
        found = self.people(words[-1]) or (self.people(index) if len(words) > 1 else None)
        if found is None:
            self.pronoun(index)
            return
        kinds = {self.kind_of(word, found.last + 1): word for word in reversed(words)}
        if found.at in self.taken and not (agrees(self.clause, index) or self.clause.chunk(index).conj):
            return
        self.figures(found, [(kind, kinds[kind]) for kind in reversed(kinds)])
        self.taken.update([*range(found.at, found.last + 1), *words])
        for here in range(found.last + 1, index):
            if self.clause.cue(here) == "among":
                self.parts(here)

    def kind_of(self, word: int, after: int) -> str:
        """The kind of harm that a word tells: who is lost 'to life' is dead, not missing."""
        kind = self.entries(word)[0].harm
        life = after < len(self.clause.seen.chunks) and self.clause.cue(after) == "life"
        return "killed" if kind == "missing" and life else kind

    def shares(self, index: int) -> bool:
        """Whether a harm word stands right before the next, with no people of its own about them."""
        chunks = self.clause.seen.chunks
        if chunks[index].last != chunks[index + 1].first or self.owned(index):
            return False
        if agrees(self.clause, index) and not agrees(self.clause, index + 1):
            return False  # 'three men were killed | and six wounded': each verb has people of its own
        before = self.clause.mention(index - 1) if index and chunks[index - 1].kind == "np" else None
        return chunks[index].kind == "event" or before is None or not human(before)

    def owned(self, index: int) -> bool:
        """Whether a masdar of harm has its person in a pronoun of its own ('his death')."""
        match = self.clause.seen.at("harm", self.clause.chunk(index).head)
        return self.clause.chunk(index).kind == "event" and match is not None and bool(match.suffix)

    def people(self, index: int) -> Harmed | None:
        """The people of the harm word of a chunk."""
        chunk = self.clause.chunk(index)
        match = self.clause.seen.at("harm", chunk.head)
        past = max(chunk.last, match.last if match is not None and match.apart < 0 else 0)
        if chunk.kind == "event":
            return of_masdar(self.clause, index, past)
        return of_verb(self.clause, index, self.entries(index), past)

    def figures(self, found: Harmed, kinds: list[tuple[str, int]]) -> None:
        """One figure for each phrase and kind; a number told of several kinds is the most of each."""
        for number, (kind, word) in enumerate(kinds):
            entry = self.entries(word)[0]
            for item in found.items:
                bare = item is found.items[0] and not self.apart(word)  # 'the death of five wounded'
                own = "" if bare else own_kind(item)
                made = self.figure(own or kind, item, word, entry.id)
                if made is None:
                    continue
                if len(kinds) > 1 and made.count.min is not None:
                    made.count = Count(min=None, max=made.count.max)
                if number:
                    made.victim = None
                made.doer, made.active = found.doer, found.active
                made.prep = self.clause.chunk(kinds[0][1]).prep
                self.out.append(made)

    def apart(self, index: int) -> bool:
        """Whether a verb has its word of harm further on ('fell three dead and ten | wounded')."""
        match = self.clause.seen.at("harm", self.clause.chunk(index).head)
        return match is not None and match.apart >= 0

    def pronoun(self, index: int) -> None:
        """'Which led to his death', 'and they killed him': a word whose person is its pronoun."""
        chunk = self.clause.chunk(index)
        match = self.clause.seen.at("harm", chunk.head)
        entry = self.entries(index)[0]
        done = gone_on(self.clause, index)
        if match is None or not (self.owned(index) or done) or entry.harm != "killed" or self.related(index):
            return
        frames = self.clause.frames
        one = Count(min=2, max=2) if match.suffix in frames.dual_suffixes else Count(min=1, max=1)
        number = Count() if match.suffix in frames.plural_suffixes else one
        self.out.append(
            HarmMention(
                entry.harm,
                "unspecified",
                number,
                match.start,
                match.end,
                self.clause.source[match.start : match.end],
                index,
                entry.id,
                told=self.told,
                bare=True,
                pronoun=True,
                active=done,
            )
        )

    def related(self, index: int) -> bool:
        """Whether a relative word right before makes the words tell of someone already told of."""
        before = [n for n in range(max(0, index - 2), index) if not self.clause.cue(n)]
        return any(
            self.clause.seen.pos[self.clause.chunk(n).first] == "R" and self.clause.chunk(n).kind == "mark"
            for n in before
        )

    def of_people(self, index: int) -> None:
        """'Five dead and ten wounded': nouns that name the harmed."""
        if self.clause.chunk(index).first >= self.beyond:
            return  # no word of harm from here on
        group = self.clause.group_at(index)
        if self.toll(index, group):
            return
        owner, begin = ranks(self.clause, group.last + 1), len(self.out)
        for offset, item in enumerate(group.items):
            item = self.fallen(item, group.at) if not offset else item
            kind = own_kind(item)
            if offset and kind and item.definite and item.count is None and own_kind(group.lead):
                # 'dozens of the dead and the wounded': one number for both
                item = msgspec.structs.replace(item, count=group.lead.count)
            if not kind or (item.definite and item.count is None):
                continue
            if owner is not None:
                item = msgspec.structs.replace(
                    item, who=owner.who, actor=owner.actor, actor_kind=owner.actor_kind
                )
            made = self.figure(kind, item, index + offset, item.entry)
            if made is not None:
                if owner is not None and not any(h.victim is owner for h in self.out):
                    made.victim = owner
                self.out.append(made)
                self.taken.add(group.at + offset)
        told = self.out[begin:]
        for one in told:  # 'dead and wounded among the civilians': told after the last, meant of all
            if one.who == "unspecified" and one.count.min is None and told[-1].told == one.told:
                one.who = told[-1].who

    def toll(self, index: int, named: Group) -> bool:
        """'The number of dead rose to seven': the count stands apart from the word for the dead."""
        kind = kind_of(self.clause, named.lead)
        group = reached(self.clause, index) if kind else None
        if group is None:
            return False
        entry = named.lead.entry or "harm.toll"
        for offset, item in enumerate(i for i in group.items if i.count is not None):
            made = self.figure(own_kind(item) or kind, item, group.at + offset, entry)
            if made is not None:
                self.out.append(made)
        self.taken.update(range(group.at, group.last + 1))
        return True

    def fallen(self, item: Mention, index: int) -> Mention:
        """'The fall of dead and wounded': the phrase behind a noun that only says there were some."""
        match = self.clause.seen.at("harm", item.first)
        if (
            match is None
            or not isinstance(match.entry, HarmEntry)
            or match.entry.way != "fall"
            or item.last <= match.last
        ):
            return item
        rest = msgspec.structs.replace(self.clause.chunk(index), first=match.last, head=match.last)
        return describe(self.clause.seen, rest, self.clause.source)

    def figure(self, kind: str, item: Mention, chunk: int, entry: str) -> HarmMention | None:
        """One figure from one noun phrase; None where the phrase is no people."""
        if item.sort == "thing" and item.count is not None and not item.others and item.noun:
            return None  # a number of something that is no people: years, houses
        if item.sort in ("facility", "weapon", "platform", "place", "event"):
            return None
        bare = (
            item.sort == "thing"
            and item.match is None
            and not item.named
            and (item.count is not None or item.others or item.some)
        )
        told = who(self.clause, item)
        if bare and told == "unspecified" and item.actor is None:
            told = next((h.who for h in reversed(self.out) if h.whole is None), "unspecified")
            told = "civilian" if told in ("woman", "child") else told  # the others of a woman are not women
        return HarmMention(
            kind,
            told,
            count(item),
            item.start,
            item.end,
            item.text,
            chunk,
            entry,
            None if bare and not (item.others and item.count is not None) else self.victim(item),
            told=self.told,
            bare=bare,
        )

    def victim(self, item: Mention) -> Mention | None:
        """The people of a figure as a participant; 'dead' alone names nobody, a number of dead at need."""
        if item.sort != "harm":
            return item
        match = inner(self.clause, item)
        if match is None:
            exact = item.count is not None and item.count.min is not None and item.count.min == item.count.max
            return item if exact else None
        return msgspec.structs.replace(
            item, sort="people", start=match.start, text=self.clause.source[match.start : item.end]
        )

    def parts(self, index: int, of: HarmMention | None = None) -> None:
        """'Among them four children': figures that are parts of the one before."""
        whole = of or next(h for h in reversed(self.out) if h.whole is None)
        here = index + 1
        chunks = self.clause.seen.chunks
        if here >= len(chunks) or chunks[here].kind != "np" or here in self.taken:
            return
        group = self.clause.group_at(here)
        for item in group.items:
            if item.sort not in ("people", "harm", "actor"):
                continue
            made = self.figure(whole.kind, item, here, whole.entry)
            if made is not None and made.who != "unspecified":
                if made.who == "military" and whole.who in ("police", "militant"):
                    made.who = whole.who  # officers of the force told
                made.whole = whole
                self.out.append(made)
        self.taken.update(range(group.at, group.last + 1))

    def aside(self, index: int) -> HarmMention | None:
        """The figure that a phrase in brackets or quotes right behind it breaks down into no more."""
        chunk = self.clause.chunk(index)
        if chunk.kind != "np" or chunk.prep or not chunk.first or index in self.taken:
            return None
        opening = self.clause.seen.tokens[chunk.first - 1]
        if opening.norm not in BRACKETS:
            return None
        told = sum(count(item).min or 0 for item in self.clause.group_at(index).items)
        near = (h for h in self.out if h.whole is None and 0 <= opening.start - h.end < BESIDE)
        return next((h for h in near if 0 < told <= (h.count.min or 0) > 1), None)

    def zero(self, index: int) -> None:
        """'No casualties' is nought dead and nought wounded; 'no word of casualties' is nothing."""
        chunk = self.clause.chunk(index)
        for match in self.zeros:
            if not isinstance(match.entry, HarmEntry) or not chunk.first <= match.first < chunk.last:
                continue
            none = {
                h.kind for h in self.out if h.count.max == 0
            }  # 'no losses, the damage was to things only'
            said = [match.entry.harm] if match.entry.harm else ["killed", "wounded"]
            kinds = [kind for kind in said if kind not in none]
            last = next((n for n, c in enumerate(self.clause.seen.chunks) if c.first >= match.last), -1)
            owner = ranks(self.clause, last) if last >= 0 else None
            told = who(self.clause, owner) if owner is not None else "unspecified"
            text = self.clause.source[match.start : match.end]
            self.out.extend(
                HarmMention(
                    kind,
                    told,
                    Count(min=0, max=0),
                    match.start,
                    match.end,
                    text,
                    index,
                    match.entry.id,
                    told=self.told,
                )
                for kind in kinds
            )

    def filled(self) -> None:
        """'Three were killed and seven civilians wounded': a bare number takes the noun told after it."""
        for first, second in zip(self.out, self.out[1:], strict=False):
            if (
                first.bare
                and first.who == "unspecified"
                and first.count.min
                and not second.bare
                and second.whole is None
                and (second.kind != first.kind and second.count.min != 0 and second.start - first.end < 40)
            ):
                first.who = second.who


def own_kind(item: Mention) -> str:
    """The kind of harm that a noun for the harmed tells by itself ('dead and wounded fell')."""
    entry = item.match.entry if item.sort == "harm" and item.match is not None else None
    return entry.harm if isinstance(entry, HarmEntry) else ""
