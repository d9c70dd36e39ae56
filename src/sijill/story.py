"""One document -> drafts: sentence by sentence, then merged, split by place, dated by what stands around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from . import attribution, families, harm, places, rulings, sites, told
from .arguments import Clause
from .assemble import cluster, draft_of, refine, triggers
from .attach import attach, cues_in
from .attribution import Speech, Voice
from .coreference import Hierarchy, merge
from .drafts import FAMILY, FORCE, Argument, Dated, Draft, Means, Site, Trigger
from .gazetteer.load import Gazetteer
from .harm import HarmMention
from .landmarks import Landmarks
from .language import Language, When
from .lexicon import EventEntry, HarmEntry
from .matching import Match
from .mentions import Mention
from .outlet import outlet_of
from .phrases import Seen
from .places import PlaceMention
from .realis import of_trigger
from .recognise import Stretch, recognise
from .records import Document, Reason, Tally
from .resolve import ARMED_KINDS
from .tallies import Taken, Tallier


class Story(msgspec.Struct):
    """What the reading of a document's sentences gathered."""

    drafts: list[Draft]
    mentions: list[PlaceMention]
    tallies: list[Tally]
    seen: list[Seen]
    reasons: list[Reason]
    accusations: list[tuple[Speech, Mention]] = []


class Teller:
    """Reads the sentences of one document in order, with what earlier ones leave to later ones."""

    def __init__(
        self,
        language: Language,
        gazetteer: Gazetteer,
        document: Document,
        published: date | None,
        countries: Mapping[str, float],
    ) -> None:
        self.language = language
        self.gazetteer = gazetteer
        self.published = published
        self.text = document.text
        self.countries = countries
        self.voice = Voice(outlet_of(language, document.outlet))
        self.context: date | None = None
        self.landmarks = Landmarks(gazetteer)
        self.drafts: list[Draft] = []
        self.orphans: list[HarmMention] = []
        self.titled: Dated | None = None
        self.tallier = Tallier(published)
        self.story = Story([], [], [], [], [])

    def tell(self, stretches: Sequence[Stretch], matched: Sequence[Sequence[Match]]) -> Story:
        """Read all sentences; `matched` is what the word lists matched in each."""
        for number, (stretch, matches) in enumerate(zip(stretches, matched, strict=True)):
            self._sentence(number, stretch, matches)
        self._background()
        self._dates()
        for draft in self.drafts:
            families.turn(draft)
            refine(draft)
            rulings.platform(draft, self.language.lexicon, self.gazetteer, self.countries)
        apart = [part for draft in self.drafts for part in split_by_place(draft)]
        merged, reasons = merge(apart, self._hierarchy())
        for draft in merged:
            rulings.platform(draft, self.language.lexicon, self.gazetteer, self.countries)
        self.story.drafts = [draft for draft in merged if _stands(draft)]
        for draft in self.story.drafts:
            lend(draft, self.story.drafts)
        self.story.reasons = reasons
        self.story.accusations = self.voice.accusations
        self.story.tallies = list(self.tallier.close())
        return self.story

    def _sentence(self, number: int, stretch: Stretch, matches: Sequence[Match]) -> None:
        seen = recognise(stretch, matches, self.language, self.published, self.context)
        self.story.seen.append(seen)
        clause = Clause(seen, self.text, self.language.frames, {})
        found = places.find(seen, self.text)
        found = self.landmarks.read(clause, found, stretch)
        if stretch.title:
            self.titled = next(
                (_title_date(clause, w) for w in seen.times if w.role == "point" and w.start), None
            )
        self.story.mentions.extend(found)
        speech = attribution.find(
            clause, self.voice, ("title" if stretch.title else "paragraph") if stretch.opens else ""
        )
        figures = harm.find(clause)
        drafts = [draft_of(clause, t, stretch.title, stretch.paragraph) for t in triggers(clause, number)]
        for draft in drafts:
            draft.lead = stretch.lead
            if stretch.title and draft.triggers[0].prep not in ("about", "for", "after", "response"):
                draft.triggers[0].told = True
        totals = self.tallier.read(clause, found, speech, figures, drafts)
        drafts = [d for d in drafts if d.realis != "none" and not _tallied(d, totals)]
        self._habit(seen, drafts)
        grouped = cluster(clause, drafts)
        families.hand_on(clause, grouped)
        figures = [
            f
            for f in figures
            if not any(t.start <= f.start < t.end or f.start <= t.start < f.end for t in totals)
        ]
        left = attach(clause, grouped, found, figures, speech)
        _name_sites(clause, grouped, found)
        self._orphans(clause, left, grouped, found, speech, number, stretch)
        self._shared(grouped, clause)
        self.drafts.extend(grouped)
        self._remember(grouped)

    def _habit(self, seen: Seen, drafts: Sequence[Draft]) -> None:
        """What went on over a long window ('since the start of the year') is a series, not an instance."""
        if any(w.role == "point" for w in seen.times):
            return
        if any(w.role == "window" and w.start and self._long(w.start) for w in seen.times):
            for draft in drafts:
                if draft.realis == "actual":
                    draft.realis = "generic"

    def _long(self, start: str) -> bool:
        return self.published is not None and (self.published - date.fromisoformat(start[:10])).days > 3

    def _orphans(
        self,
        clause: Clause,
        left: list[HarmMention],
        grouped: list[Draft],
        found: list[PlaceMention],
        speech: list[Speech],
        number: int,
        stretch: Stretch,
    ) -> None:
        """Harm with no event in its sentence: the event before it, where one can have it; else a killing."""
        left = [f for f in left if self._told(clause, f)]
        if not left:
            return
        home = next((d for d in reversed(self.drafts[-3:]) if _can_hold(d, stretch)), None)
        if home is not None and not grouped and not stretch.title:
            home.harm.extend(left)
            if number not in home.sentences:
                home.sentences.append(number)
            home.places.extend(p for p in found if p not in home.places)
            return
        deaths = [f for f in left if f.kind == "killed" and f.count.min != 0]
        if not deaths:
            return
        draft = self._killing(clause, deaths[0], number, stretch)
        attach(clause, [draft], found, left, speech)
        grouped.append(draft)

    def _told(self, clause: Clause, figure: HarmMention) -> bool:
        """Whether harm alone is told as having happened, not mentioned in passing."""
        if of_trigger(clause, figure.chunk) != "actual":
            return False
        chunk = clause.chunk(figure.chunk)
        if chunk.kind == "verb":
            return told.by_verb(clause, figure.chunk)
        return told.by_noun(clause, figure.chunk) if chunk.kind == "event" else figure.count.min is not None

    def _killing(self, clause: Clause, figure: HarmMention, number: int, stretch: Stretch) -> Draft:
        entry = self.story_entry(figure.entry)
        head = clause.chunk(figure.chunk).head
        word = clause.seen.tokens[head]
        trigger = Trigger(
            figure.chunk,
            head,
            word.body,
            word.end,
            self.text[word.body : word.end],
            entry,
            True,
            False,
            False,
            True,
            "",
            number,
        )
        draft = Draft("killing", "kill", [trigger], [number], "actual", [], [], [], [], [], [], [])
        draft.title, draft.paragraph = stretch.title, stretch.paragraph
        for group in clause.right(figure.chunk):
            if group.prep == "by":
                draft.arguments.extend(Argument("attacker", item, "preposition by") for item in group.items if item.actor)
        return draft

    def story_entry(self, ident: str) -> EventEntry:
        """A killing told by a word of harm alone, as if that word were an event's."""
        entry = self.language.lexicon.by_id[ident]
        assert isinstance(entry, HarmEntry)
        return EventEntry(
            id=entry.id, source=entry.source, added=entry.added, event_type="killing", frame="kill"
        )

    def _shared(self, grouped: list[Draft], clause: Clause) -> None:
        """Events of one sentence share its one time; a new clause with no time takes the time of the event before."""
        cues = cues_in(clause)
        for draft in grouped:
            if draft.dates:
                continue
            if self.drafts and "meanwhile" in cues and self.drafts[-1].dates:
                draft.dates = [_borrow(d) for d in self.drafts[-1].dates]

    def _remember(self, grouped: list[Draft]) -> None:
        for draft in grouped:
            for dated in draft.dates:
                if dated.when.precision in ("day", "part_of_day", "hour", "minute") and dated.when.start:
                    self.context = date.fromisoformat(dated.when.start[:10])

    def _background(self) -> None:
        """An event told in retrospect counts only where the text gives it a time of its own."""
        self.drafts = [
            d
            for d in self.drafts
            if not d.background or any(x.borrowed in ("", "announced") for x in d.dates)
        ]

    def _dates(self) -> None:
        """Events with no time take the headline's day in a bulletin, else that of the event told just before."""
        titled = self.titled
        before: Draft | None = None
        for draft in self.drafts:
            if not draft.dates and titled is not None:
                draft.dates = [_borrow(titled)]
            elif (
                not draft.dates
                and before is not None
                and draft.paragraph - before.paragraph <= 1
                and not draft.background
            ):
                draft.dates = [_borrow(d) for d in before.dates if d.borrowed != "announced"]
            if draft.dates:
                before = draft

    def _hierarchy(self) -> Hierarchy:
        chains: dict[str, frozenset[str]] = {}
        words: dict[str, frozenset[str]] = {}
        regions: dict[str, str] = {}
        for mention in self.story.mentions:
            for ident in mention.ids:
                if ident not in chains:
                    chains[ident] = frozenset(r.id for r in self.gazetteer.chain(ident))
                    regions[ident] = (
                        self.gazetteer.by_id[ident].admin1 if ident in self.gazetteer.by_id else ""
                    )
            words[mention.name] = frozenset([" ".join(w for w, _ in self.language.phrase(mention.name))])
        return Hierarchy(chains, words, regions)


def _title_date(clause: Clause, when: When) -> Dated:
    start, end = clause.seen.tokens[when.first].body, clause.seen.tokens[when.last - 1].end
    return Dated(when, start, end, clause.source[start:end])


def _borrow(dated: Dated) -> Dated:
    return Dated(dated.when, dated.start, dated.end, dated.text, "previous report")


def _tallied(draft: Draft, totals: Sequence[Taken]) -> bool:
    """Whether the trigger is the counted noun of a tally."""
    trigger = draft.triggers[0]
    return any(t.start <= trigger.start < t.end for t in totals)


def _can_hold(draft: Draft, stretch: Stretch) -> bool:
    near = stretch.paragraph - draft.paragraph <= 1
    return near and (FAMILY[draft.event_type] in FORCE or draft.event_type in ("armed_clash", "raid"))


def _stands(draft: Draft) -> bool:
    """Whether a draft has enough about it to be an event and not a word."""
    about = bool(draft.of("attacker", "target", "victim", "party")) + bool(draft.places) + bool(draft.harm)
    about += any(not d.borrowed for d in draft.dates) + any(
        m.kind and not _inside(m, draft.triggers) for m in draft.means
    )
    if not any(t.told for t in draft.triggers) and not (_dated(draft) and (draft.places or draft.harm)):
        return False
    if (
        draft.event_type == "armed_attack"
        and not _armed(draft)
        and not any(p.precision <= 2 for p in draft.places)
    ):
        return False
    if families.crossing(draft):
        return False
    if draft.frame in ("kill", "seize", "release") and not (
        draft.of("victim", "target") or draft.harm or draft.means
    ):
        return False
    if families.figurative(draft):
        return False
    verbal = any(not t.noun for t in draft.triggers) or any(a.rule == "undergo verb" for a in draft.arguments)
    if draft.realis in ("planned", "hypothetical", "generic") and (
        about < 2 or not draft.of("attacker", "party")
    ):
        return False
    if draft.frame == "explode" and not (
        draft.means or draft.harm or draft.places or draft.of("target", "attacker")
    ):
        return False
    if all(t.entry.needs == "means" for t in draft.triggers) and not any(m.kind for m in draft.means):
        return False
    if draft.weak:
        return _armed(draft) and about >= (1 if verbal else 2)
    plain = any(t.noun and not t.definite for t in draft.triggers) or families.done_to(draft)
    return about >= (1 if verbal or plain else 2)


ARMED_PEOPLE = frozenset({"military", "militant", "police", "member"})
CIVIL = frozenset({"market", "media", "government", "other", "industry", "agriculture"})


def _inside(means: Means, found: Sequence[Trigger]) -> bool:
    """Whether a weapon is a part of the trigger's own words, and so says nothing more."""
    return any(t.start <= means.start < t.end for t in found)


def _dated(draft: Draft) -> bool:
    return any(not d.borrowed for d in draft.dates)


def _armed(draft: Draft) -> bool:
    """Whether a weak event word stands among arms: a weapon, harm, a military site, or armed sides."""
    if draft.frame == "protest":
        return any(m.actor_kind in ("protesters", "rioters") for m in draft.of("party"))
    if any(m.kind for m in draft.means) or any(h.count.min != 0 for h in draft.harm):
        return True
    if draft.frame in ("threat", "agree", "move", "leave", "territory", "exercise"):
        return bool(draft.of("attacker", "party")) and any(m.actor for m in draft.of("attacker", "party"))
    return any(
        m.actor_kind in ARMED_KINDS
        or m.who in ARMED_PEOPLE
        or (m.facility is not None and m.facility not in CIVIL)
        for m in draft.of("attacker", "target", "victim")
    )


def lend(draft: Draft, drafts: Sequence[Draft]) -> None:
    """An event told with no place of its own is where the event before it in its sentence is."""
    if draft.places or draft.frame in ("agree", "threat"):
        return
    at = draft.triggers[0]
    before = [d for d in drafts if d is not draft and d.places and d.triggers[0].sentence == at.sentence]
    home = max(
        (d for d in before if d.triggers[0].start < at.start), key=lambda d: d.triggers[0].start, default=None
    )
    if home is not None:
        draft.places = list(home.places)


def split_by_place(draft: Draft) -> list[Draft]:
    """One draft for each coordinated named place, unless harm or a count is given for the set undivided."""
    if len(draft.sites) > 1 and not draft.harm:
        return [_at_site(draft, site) for site in draft.sites]
    groups = _coordinated(draft.places)
    counted = draft.repeats is not None or any(m.count is not None for m in draft.means) or draft.harm
    if len(groups) < 2 or counted or draft.event_type in ("agreement", "armed_clash", "deployment"):
        return [draft]
    grouped = [place for group in groups for place in group]
    rest = [p for p in draft.places if p not in grouped]
    return [_part(draft, [group[0], *(_around(p) for p in (*group[1:], *rest))]) for group in groups]


def _name_sites(clause: Clause, drafts: Sequence[Draft], found: list[PlaceMention]) -> None:
    """Give a list of things hit, each with its place, to the attack told before it."""
    listed = sites.find(clause, found) if len(found) > 1 else []
    if not listed:
        return
    before = [d for d in drafts if d.frame == "attack" and d.triggers[0].head < listed[0].target.first]
    if before:
        before[-1].sites = listed


def _at_site(draft: Draft, site: Site) -> Draft:
    """The draft of one of the things hit, with the places that are its own."""
    hit = {id(s.target) for s in draft.sites}
    arguments = [a for a in draft.arguments if a.role != "target" or id(a.mention) in hit]
    own = [a for a in arguments if a.role != "target"]
    part = _part(draft, list(site.places))
    part.arguments, part.sites = [*own, Argument("target", site.target, "named one by one")], []
    return part


def _around(place: PlaceMention) -> PlaceMention:
    """A place that several reports share: it says where they lie, and is no evidence that they are one."""
    return msgspec.structs.replace(place, around=True)


def _part(draft: Draft, found: list[PlaceMention]) -> Draft:
    """A draft like another at places of its own, that shares no list with it."""
    lists = {
        name: list(value)
        for name in draft.__struct_fields__
        if isinstance(value := getattr(draft, name), list)
    }
    return msgspec.structs.replace(draft, **{**lists, "places": found})


def _coordinated(found: Sequence[PlaceMention]) -> list[list[PlaceMention]]:
    """The longest run of spots joined one to the next, each with what it is told to lie in.

    What follows only the last of them ('the villages of A, B and C in the countryside of X') is left to all.
    """
    best: list[list[PlaceMention]] = []
    run: list[list[PlaceMention]] = []
    for place in found:
        if not _spot(place):
            if run and not place.joined and not place.heading and not place.title:
                run[-1].append(place)
            continue
        run = [*run, [place]] if place.joined and run else [[place]]
        if len(run) > len(best):
            best = run
    if len(best) > 1 and all(len(group) == 1 for group in best[:-1]):
        best = [group[:1] for group in best]
    return best if len(best) > 1 else []


def _spot(place: PlaceMention) -> bool:
    """Whether a mention names a spot that can be hit for itself, not what spots lie in or between."""
    return not (
        place.relation in ("between", "countryside_of")
        or place.direction
        or place.heading
        or place.headless
        or place.precision > 2
        or place.kind in ("district", "governorate", "region")
    )
