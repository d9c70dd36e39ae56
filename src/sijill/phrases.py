"""From tagged, matched tokens to chunks: noun phrases, event nouns, verbs, times, marks.

A chunk is what an argument can be. The chunker knows no grammar of one language: it reads coarse parts of
speech, articles, proclitics (whose functions are the language's table) and what the word lists matched.
"""

from __future__ import annotations

from .language import Language
from .lexicon import CueEntry, EventEntry, HarmEntry
from .matching import QUOTES, Match
from .seen import Chunk, Seen, described, directs, hits, known, names_force, sided, sides, suffers
from .text import Token

NOMINAL = frozenset("NJX#")
THINGS = frozenset(("actors", "places", "events", "harm", "people", "weapons"))
WORD_KINDS = THINGS | {"facilities", "reporting", "placewords"}
ENCLOSING = QUOTES | {"(", ")"}
UNITS = ("actors", "places", "facilities", "weapons", "sources")
NAMING = frozenset({"other", "some", "nature", "contraband", "outcome", "abstract", "anaphor"})
PHRASED = NAMING | {"same"}
NAMES = ("actors", "places", "sources")


class Chunker:
    """Cuts one sentence into chunks, left to right, in one pass."""

    def __init__(self, seen: Seen, language: Language) -> None:
        self.seen = seen
        self.tokens, self.pos, self.cover = seen.tokens, seen.pos, seen.cover
        self.proclitics = language.frames.proclitics
        self.parted = language.parted
        self.times = {w.first: w for w in seen.times}
        self.apart = {m.apart for m in seen.matches if m.apart >= 0 and not seen.is_object(m)}
        self.opening = {n.first: n for n in seen.numbers}  # no two numbers overlap
        self.closing = {n.last for n in seen.numbers}
        self.prep = ""
        self.prep_at = -1
        self.conj = False
        self.out: list[Chunk] = []

    def run(self) -> list[Chunk]:
        """The chunks of the sentence."""
        index, size = 0, len(self.seen.tokens)
        while index < size:
            index = max(self.step(index), index + 1)
        return self.out

    def step(self, index: int) -> int:
        """Read what begins at a token; return where the next begins."""
        token, pos = self.tokens[index], self.pos[index]
        if index in self.times:
            return self.put("time", index, self.times[index].last, index)
        if index in self.apart:
            return self.put("mark", index, index + 1, index)
        if pos == ".":
            return self.punctuation(index, token)
        if token.norm in self.proclitics and len(token.norm) == 1:
            self.take(token.norm)
            return index + 1
        proclitics = self.pre(index)
        if proclitics:
            self.take(proclitics)
        if index in self.opening and self.counted(index) and self.counts(index):
            return self.nominal(index)
        cue = self.seen.at("cues", index) if index in self.seen.cues else None
        if cue is not None and cue.first == index and not self.longer(index, cue):
            return self.cue(index, cue)
        if self.is_verb(index):
            return self.put("verb", index, self.verb_end(index), index)
        if pos == "P" and not self.named(index):
            self.prep, self.prep_at, self.conj = "" if token.suffix else "near", index, False
            return index + 1
        if pos in NOMINAL or (pos in "DAV" and self.named(index)):
            return self.nominal(index)
        if pos == "D" and self.prep:
            return index + 1  # 'in this | town': what points stands between a preposition and its phrase
        return self.put("mark", index, index + 1, index)

    def named(self, index: int) -> bool:
        """Whether a word list of things knows the token."""
        here = self.cover.get(index)
        return here is not None and not THINGS.isdisjoint(here)

    def is_verb(self, index: int) -> bool:
        """A verb by its tag, or by a word list that knows it as nothing else."""
        return self.seen.is_verb(index, self.out[-1] if self.out else None)

    def longer(self, index: int, cue: Match) -> bool:
        """Whether a longer name or noun begins where a word of grammar does."""
        here = self.seen.cover[index]
        return any(kind in WORD_KINDS and m.first == index and m.last > cue.last for kind, m in here.items())

    def verb_end(self, index: int) -> int:
        """Where a verb of several words ends; a preposition at its end is the next phrase's."""
        last = index + 1
        for kind in ("events", "harm"):
            match = self.seen.at(kind, index)
            if match is not None and match.first == index:
                last = max(last, match.last)
        for at in range(index + 1, last):
            event, arms = self.seen.at("events", index), self.seen.at("weapons", at)
            held = (
                event is not None
                and arms is not None
                and arms.first == at
                and "weapons" in self.objects(event)
            )
            people = ("harm",) if event is None else ("people", "harm")
            if held or any(
                (m := self.seen.at(kind, at)) and m.first == at and getattr(m.entry, "harm", kind)
                for kind in people
            ):
                last = at  # the form holds its own object: 'found | a body'
                break
        while last > index + 1 and self.seen.pos[last - 1] == "P":
            last -= 1
        return last

    def pre(self, index: int) -> str:
        """The proclitics of a word: as analysed, or as the word list that knows the rest of it says."""
        token, here = self.tokens[index], self.cover.get(index)
        if not here or token.norm in self.proclitics:
            return token.pre
        found = [m.pre for kind, m in here.items() if kind in WORD_KINDS and m.first == index]
        return token.pre if token.pre in found or not found else min(found, key=len)

    def take(self, proclitics: str) -> None:
        """Let the proclitics of a word set what stands before the chunk that it opens."""
        for letter in proclitics:
            function = self.proclitics.get(letter, "")
            if function in ("and", "so"):
                self.conj, self.prep = True, self.prep if function == "and" else ""
            elif function == "for" and self.prep in ("because", "response", "against", "near", "belonging"):
                continue  # 'as a result of': the preposition goes on
            elif function in ("means", "for", "as"):
                self.prep, self.prep_at = function, -1

    def punctuation(self, index: int, token: Token) -> int:
        if token.norm in QUOTES or token.norm in "()[]{}*":
            return index + 1
        kind = "comma" if token.norm in self.seen.commas else "stop"
        return self.put(kind, index, index + 1, index)

    def cue(self, index: int, match: Match) -> int:
        entry = match.entry
        assert isinstance(entry, CueEntry)
        verbal = [form.spelling.pos == "V" for form in match.forms]
        if all(verbal) and self.seen.is_noun(index):
            return self.nominal(index)
        if entry.cue == "undergo" or all(verbal) or (any(verbal) and self.seen.pos[index] == "V"):
            return self.put("verb", index, match.last, index)  # 'the exposure of X to': governs as its verb
        if entry.cue == "series" and not self.before_event(match.last):
            return self.nominal(index)
        if entry.cue == "series":
            return match.last  # 'a series of | raids': the preposition before it is the event's
        if entry.cue in NAMING:
            return self.nominal(index)
        if entry.cue.startswith("prep.") and match.suffix:
            self.prep, self.prep_at, self.conj = "", -1, False
            return match.last  # 'in it': the pronoun is all that the preposition governs
        if entry.cue.startswith("prep.") and not sided(self.seen, match, self.proclitics):
            self.prep, self.prep_at, self.conj = entry.cue[5:], index, False
            return match.last
        return self.put("mark", index, match.last, index)

    def before_event(self, index: int) -> bool:
        """Whether an event noun with no preposition or article begins at a token."""
        tokens = self.seen.tokens
        return index < len(tokens) and not tokens[index].pre and self.event_at(index) is not None

    def nominal(self, index: int) -> int:
        event = self.event_at(index)
        if event is not None:
            last = self.adjectives(self.event_end(event), event.kind)
            return self.put("event", index, last, index)
        last = self.phrase_end(index)
        return self.put("np", index, last, index)

    def event_at(self, index: int) -> Match | None:
        """The event noun, or noun of harm, that begins at a token."""
        here = self.cover.get(index)
        if not here:
            return None
        for kind in ("events", "harm"):
            match = here.get(kind)
            if match is None or match.first != index:
                continue
            if any((name := here.get(k)) and name.first == index and name.last > match.last for k in NAMES):
                continue
            entry = match.entry
            if isinstance(entry, EventEntry) and not self.is_thing(entry, index):
                return match
            if isinstance(entry, HarmEntry) and any(
                getattr(f.entry, "way", "") == "noun" for f in match.forms
            ):
                return match
        return None

    def is_thing(self, entry: EventEntry, index: int) -> bool:
        """Whether an event word is a thing here: by the sentence, or as what an event's verb has hit."""
        if self.seen.is_thing(entry, index):
            return True
        behind = bool(self.out) and self.out[-1].kind == "verb" and self.out[-1].last == index
        struck = behind and self.seen.at("events", self.out[-1].head) is not None
        return struck and any(self.seen.at(kind, index) for kind in ("weapons", "facilities"))

    def event_end(self, match: Match) -> int:
        """Where an event noun's words end: a preposition at the end of its form is the next phrase's."""
        last = max(match.last, match.first + 1)
        for at in range(match.first + 1, last):
            kept = any((m := self.seen.at(kind, at)) and m.first == at for kind in self.objects(match))
            if kept or self.counted(at):
                last = at  # the form holds its own object: 'downing of | an aircraft'
                break
        while last > match.first + 1 and self.seen.pos[last - 1] == "P":
            last -= 1
        return last

    def objects(self, match: Match) -> tuple[str, ...]:
        """The kinds that the object inside an event noun's form can be: arms too,
        where arms are what it was done to.
        """
        held = isinstance(match.entry, EventEntry) and match.entry.frame in ("confiscate", "intercept")
        return ("people", "facilities", "actors", "harm", *(("weapons",) if held else ()))

    def adjectives(self, index: int, kind: str = "") -> int:
        """The end of the adjectives that follow a noun; behind a noun of harm 'others' are its people."""
        size = len(self.seen.tokens)
        while index < size and index not in self.times and not self.seen.tokens[index].pre:
            if self.seen.pos[index] == "." and self.seen.tokens[index].norm in QUOTES and index + 1 < size:
                break
            here = self.cover.get(index, {})
            weapon, demonym = here.get("weapons"), here.get("demonyms")
            adjective = weapon is not None and getattr(weapon.entry, "adjective", False)
            plain = adjective or demonym or self.pos[index] == "J" or self._goes_with(index)
            if not plain or self.counted(index):
                break
            if ("actors" in here and not demonym) or self.seen.opens_verb(index):
                break
            if (kind == "harm" and self.seen.is_cue(index, "other")) or suffers(self.seen, index, kind):
                break
            index += 1
        return index

    def _goes_with(self, index: int) -> bool:
        """Whether a definite word that no list knows agrees with the definite word before it."""
        tokens = self.seen.tokens
        if not (tokens[index].article and tokens[index - 1].article):
            return False
        if self.seen.cover.get(index, {}).keys() - {"framing"}:
            return False
        return self.seen.pos[index] == "N" and not self._parted(index - 1, index)

    def _parted(self, first: int, index: int) -> bool:
        """Whether the language parts a word from the words of a phrase before it."""
        return self.parted([known(self.seen, at) for at in range(first, index)], known(self.seen, index))

    def phrase_end(self, index: int) -> int:
        """Where the noun phrase that begins at `index` ends."""
        tokens, size = self.seen.tokens, len(self.seen.tokens)
        here = index
        closed = False
        while here < size:
            unit = self.unit(here) if here in self.cover or here in self.opening else here + 1
            inside = (
                here > index
                and tokens[here - 1].norm == "("
                and not (
                    self.is_verb(here)
                    or (
                        self.counted(here)
                        and tokens[here + 1 : here + 2] != ()
                        and tokens[here + 1].norm != ")"
                    )
                )
            )
            if (
                here > index
                and not inside
                and (here in self.times or here in self.apart or self._breaks(here, closed, index))
            ):
                break
            closed = self._closes(here, unit, closed)
            here = unit
            while here < size and self.seen.pos[here] == "." and tokens[here].norm in ENCLOSING:
                here += 1
        while here > index + 1 and self.seen.pos[here - 1] == ".":
            here -= 1
        if here < size and tokens[here].norm == ")":
            words = [t.norm for t in tokens[index:here]]
            here += words.count("(") > words.count(")")
        return here

    def unit(self, index: int) -> int:
        """The end of the longest thing that begins at a token: a name of a word list, or the token."""
        end = index + 1
        here = self.cover.get(index)
        for kind, match in here.items() if here else ():
            if kind in UNITS and match.first == index and match.last > end:
                end = match.last
        if self.counted(index):
            end = max(end, self.opening[index].last)  # 'more than five', 'a number of'
        return end

    def _closes(self, index: int, end: int, closed: bool) -> bool:
        """Whether the phrase is definite after this unit, so that a bare noun would begin a new one."""
        if any(token.article for token in self.tokens[index:end]):
            return True
        here = self.cover.get(index, {})
        actor = here.get("actors")
        common = (
            actor is not None
            and end == index + 1
            and getattr(actor.entry, "generic", False)
            and (known(self.seen, index).number == "many" or names_force(self.seen, end))
        )
        name = actor or here.get("places")
        return (
            (bool(name) and not common)
            or self.pos[index] == "X"
            or bool(self.tokens[index].suffix)
            or (closed and self.pos[index] == "J")
        )

    def _breaks(self, index: int, closed: bool, first: int) -> bool:
        """Whether the token at `index` cannot go on with the phrase that begins at `first`."""
        token, pos = self.tokens[index], self.pos[index]
        if pos == "." or self.pre(index) or self.is_verb(index) or token.norm in self.proclitics:
            return True
        if token.pre and (near := self.seen.at("placewords", index)) is not None and near.first == index:
            return True  # 'the camp | close to the town': the word of place begins with its preposition
        if index in self.seen.cues and self.seen.cues[index] not in PHRASED:
            cue = self.seen.at("cues", index)
            if cue is not None and cue.first == index:
                return True
        if pos not in NOMINAL and not self.named(index):
            return True
        if index in self.opening and self.counted(index):
            return True
        if index in self.cover and self.event_at(index) is not None and not self._held(index, closed):
            return True
        if pos in "NJX" and self._parted(first, index):
            return True
        if index in self.cover and (directs(self.seen, index) or hits(self.seen, index)):
            return True
        return closed and self._beyond(index)

    def _beyond(self, index: int) -> bool:
        """Whether the token cannot go on with a phrase that is closed: by an article or a genitive."""
        token, pos = self.tokens[index], self.pos[index]
        demonym = self.seen.at("demonyms", index)
        if token.article and pos == "N" and (described(self.seen, index) or sides(self.seen, index)):
            return True
        if self.seen.country(index):
            return True  # 'the rebels | Persia': a country's name goes on with no definite phrase
        if self.seen.country(index - 1) and self.seen.at("places", index) is not None:
            return True  # 'Persia | Media': a country's name has no genitive
        nouns = (self.seen.at("counting", index), self.seen.at("facilities", index))
        if pos == "J" and not token.article and any(m is not None and m.first == index for m in nouns):
            return True  # 'the army | an operation', 'our forces | a post': nouns that look like adjectives
        if self.seen.is_cue(index, "some"):
            return True  # 'the aircraft | more of the raids'
        actor = self.seen.at("actors", index)
        alias = pos == "J" and (actor is None or self.seen.at("actors", index - 1) is not None)
        if demonym is not None or token.article or alias:
            return False
        word = self.seen.at("placewords", index)
        return pos in "N#" or actor is not None or (word is not None and word.first == index)

    def _held(self, index: int, closed: bool) -> bool:
        """Whether a noun of control or presence only says whose an area is ('areas of control of X')."""
        event = self.event_at(index)
        if closed or event is None or event.last > index + 1 or self.seen.pos[index - 1] == "J":
            return False
        return isinstance(event.entry, EventEntry) and event.entry.frame in ("move", "territory")

    def counted(self, index: int) -> bool:
        """Whether a number begins at a token, and with it a phrase of its own."""
        number = self.opening.get(index)
        return (
            number is not None
            and number.kind in ("cardinal", "dual", "vague")
            and not (self.seen.tokens[index].article or index in self.closing)
        )

    def counts(self, index: int) -> bool:
        """Whether the number that begins at a token has more words than the one ('about ten')."""
        number = self.opening.get(index)
        return number is not None and number.last > index + 1

    def put(self, kind: str, first: int, last: int, head: int) -> int:
        """Add a chunk with the preposition and conjunction that stand before it."""
        after = not self.prep and not self.conj and bool(self.out) and self.out[-1].last == first
        prep = self.prep if kind in ("np", "event", "time") else ""
        self.out.append(Chunk(kind, first, last, head, prep, self.conj, after, self.prep_at))
        self.conj = False
        if kind != "comma":
            self.prep, self.prep_at = "", -1
        return last
