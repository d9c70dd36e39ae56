"""Draft -> report: which actor, which place, which day, which figure; what stays open is an Issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from . import sides
from .attribution import Speech
from .drafts import Draft, Means
from .harm import HarmMention
from .lexicon import ActorEntry, Lexicon
from .mentions import Mention
from .places import PlaceMention
from .records import Harm, Participant, Place, Reason, Report, Source, Span, Time, Weapon
from .whereabouts import Whereabouts

ARMED_KINDS = frozenset({"state_forces", "rebel", "political_militia", "identity_militia", "coalition", "police",
                         "intelligence", "private_company", "peacekeepers"})
class Resolver:
    """Turns the drafts of one document into reports."""

    def __init__(self, lexicon: Lexicon, where: Whereabouts, published: date | None, text: str) -> None:
        self.lexicon = lexicon
        self.where = where
        self.published = published
        self.text = text
        self.reasons: list[Reason] = []
        self.feuds: list[tuple[sides.Side, sides.Side]] = []

    def report(self, draft: Draft, number: int, sentences: Sequence[tuple[int, int]]) -> Report:
        """The report of one draft."""
        ident = f"r{number}"
        participants = self._participants(draft, ident)
        sources, said_by = self._sources(draft)
        claimants = self._claimants(draft, sources)
        trigger = draft.triggers[0]
        self._why(f"{ident}.trigger", trigger.entry.frame, trigger.entry.id, trigger.start, trigger.end)
        harm = self._harm(draft, ident)
        return Report(
            id=ident, event_type=draft.event_type, realis=self._realis(draft), political=True,
            trigger=Span(text=trigger.text, start=trigger.start, end=trigger.end),
            sentences=tuple(sentences[i] for i in sorted(set(draft.sentences))),
            participants=(*participants, *claimants), weapons=self._weapons(draft, ident), repeats=draft.repeats,
            places=self._places(draft.places, draft), origin=self._places(draft.origin, draft), time=self._time(draft),
            harm=harm, sources=sources, response_to=draft.answer or None, confidence=confidence(draft),
        )

    def _why(self, path: str, rule: str, entry: str, start: int, end: int) -> None:
        self.reasons.append(Reason(path=path, rule=rule, entry=entry, start=start, end=end))

    def _realis(self, draft: Draft) -> str:
        if draft.realis == "generic" and draft.dates:
            return "actual"
        if draft.realis == "actual" and draft.speech and all(s.stance == "denies" for s in draft.speech):
            return "denied"
        return draft.realis

    def _participants(self, draft: Draft, ident: str) -> list[Participant]:
        out: list[Participant] = []
        seen: set[tuple[str, str]] = set()
        victims = [("victim", h.victim, "harm of " + h.entry) for h in draft.harm if h.victim is not None]
        filled = [(a.role, a.mention, a.rule) for a in draft.arguments]
        for role, mention, rule in [*filled, *victims]:
            key = (role, self._key(mention))
            if key in seen or self._is_doer_again(role, mention, draft):
                continue
            seen.add(key)
            self._why(f"{ident}.participants.{len(out)}", rule, mention.entry, mention.start, mention.end)
            out.append(
                Participant(role=role, actor=mention.actor, name=self._name(mention), facility=mention.facility,
                            count=mention.count, text=mention.text, start=mention.start, end=mention.end)
            )
        return out

    def _key(self, mention: Mention) -> str:
        return mention.actor if mention.actor and mention.sort in ("actor", "country") else mention.text

    def _is_doer_again(self, role: str, mention: Mention, draft: Draft) -> bool:
        """A phrase that is the doer is not what was hit as well."""
        return role in ("target", "victim") and any(a.mention.start == mention.start for a in draft.arguments if a.role == "attacker")

    def _name(self, mention: Mention) -> str:
        entry = self.lexicon.by_id.get(mention.actor or "")
        return entry.name_en if isinstance(entry, ActorEntry) else ""

    def _weapons(self, draft: Draft, ident: str) -> tuple[Weapon, ...]:
        chosen: dict[str, Means] = {}
        for means in draft.means:
            if not means.kind:
                continue
            old = chosen.get(means.kind)
            if old is None or (means.count is not None and old.count is None) or (old.adjective and not means.adjective):
                chosen[means.kind] = means
        for n, means in enumerate(chosen.values()):
            self._why(f"{ident}.weapons.{n}", "means named", means.entry, means.start, means.end)
        return tuple(
            Weapon(kind=m.kind, count=m.count, text=m.text, start=m.start, end=m.end) for m in chosen.values()
        )

    def _places(self, mentions: Sequence[PlaceMention], draft: Draft) -> tuple[Place, ...]:
        out: list[Place] = []
        names: set[str] = set()
        for mention in mentions:
            if mention.name in names:
                continue
            names.add(mention.name)
            place = self.where.place(mention, mentions)
            if not any(p.gazetteer_id and p.gazetteer_id == place.gazetteer_id and p.relation == place.relation for p in out):
                out.append(place)
        return tuple(out)

    def _time(self, draft: Draft) -> Time | None:
        if draft.realis == "generic" and not draft.dates:
            return None
        own = [d for d in draft.dates if d.borrowed != "announced"]
        if own:
            best = max(own, key=lambda d: (not d.borrowed, _fineness(d.when.precision)))
            if best.borrowed:
                return Time(start=best.when.start, end=best.when.end, precision=best.when.precision, inferred=best.borrowed)
            return Time(start=best.when.start, end=best.when.end, precision=best.when.precision, text=best.text,
                        spans=((best.start, best.end),))
        announced = next((d for d in draft.dates if d.when.start), None)
        day = date.fromisoformat(announced.when.start[:10]) if announced and announced.when.start else self.published
        if day is None:
            return None
        return Time(start=(day - timedelta(days=1)).isoformat(), end=day.isoformat(), precision="vague",
                    inferred="announcement" if announced else "published")

    def _harm(self, draft: Draft, ident: str) -> tuple[Harm, ...]:
        kept: list[HarmMention] = []
        for figure in draft.harm:
            if not any(_same_figure(figure, old) for old in kept):
                kept.append(figure)
        kept = [h for h in kept if not _vague_again(h, kept)]
        out: list[Harm] = []
        for n, figure in enumerate(kept):
            whole = next((i for i, h in enumerate(kept) if h is figure.whole), None)
            self._why(f"{ident}.harm.{n}", "harm word with its people", figure.entry, figure.start, figure.end)
            out.append(Harm(kind=figure.kind, who=figure.who, count=figure.count, part_of=whole, text=figure.text,
                            start=figure.start, end=figure.end))
        return tuple(out)

    def _sources(self, draft: Draft) -> tuple[tuple[Source, ...], list[Speech]]:
        kept: list[Speech] = []
        for saying in draft.speech:
            if saying.via is not None and not any(s.start == saying.via.start for s in kept):
                kept.append(saying.via)
            old = next((n for n, s in enumerate(kept) if s.start == saying.start or (s.text == saying.text)), None)
            if old is None:
                kept.append(saying)
            elif kept[old].stance == "reports" and saying.stance != "reports":
                kept[old] = saying
        sources = [Source(kind="outlet", stance="reports")]
        for saying in kept:
            via = next((n for n, s in enumerate(kept, 1) if saying.via is not None and s.start == saying.via.start), 0)
            sources.append(
                Source(kind=saying.kind, stance=self._stance(saying, draft), actor=saying.actor, distance=saying.distance,
                       via=via, text=saying.text, start=saying.start, end=saying.end)
            )
        return tuple(sources), kept

    def _stance(self, saying: Speech, draft: Draft) -> str:
        """The stance of the words, sharpened by who the speaker is to the event."""
        side = sides.of_speaker(saying, self.lexicon.by_id)
        return sides.stance(saying, side, draft, self._countries(draft), self.feuds, self.lexicon.by_id)

    def _countries(self, draft: Draft) -> frozenset[str]:
        """The countries in which the event surely was."""
        found = (self.where.gazetteer.by_id[i].country for p in draft.places for i in self.where.sure(p))
        named = frozenset(c for c in found if c)
        shares = self.where.countries
        return named or frozenset(c for c, share in shares.items() if share == max(shares.values()))

    def _claimants(self, draft: Draft, sources: Sequence[Source]) -> list[Participant]:
        return [
            Participant(role="claimant", actor=s.actor, name=self._actor_name(s.actor), source=n, text=s.text,
                        start=s.start, end=s.end)
            for n, s in enumerate(sources) if s.stance == "claims_responsibility" and s.text
        ]

    def _actor_name(self, actor: str | None) -> str:
        entry = self.lexicon.by_id.get(actor or "")
        return entry.name_en if isinstance(entry, ActorEntry) else ""


def _fineness(precision: str) -> int:
    order = ("vague", "year", "month", "week", "day", "part_of_day", "hour", "minute")
    return order.index(precision) if precision in order else 0


def _same_figure(a: HarmMention, b: HarmMention) -> bool:
    same = a.kind == b.kind and (a.count.min, a.count.max) == (b.count.min, b.count.max)
    return same and (a.who == b.who or "unspecified" in (a.who, b.who)) and (a.whole is None) == (b.whole is None)


def _vague_again(figure: HarmMention, kept: Sequence[HarmMention]) -> bool:
    """A figure with no number is dropped where the same people are counted elsewhere."""
    return figure.count.min is None and figure.count.max is None and any(
        h is not figure and h.kind == figure.kind and h.count.min and h.who in (figure.who, "civilian") for h in kept
    )


def confidence(draft: Draft) -> float:
    """How the values came about: a base, more for a doer or target, place, time and cited source, less if inferred."""
    score = 0.4
    score += 0.15 * bool(draft.of("attacker", "party"))
    score += 0.1 * bool(draft.of("target", "victim") or draft.harm)
    score += 0.15 * bool(draft.places)
    score += 0.1 * any(not d.borrowed for d in draft.dates)
    score += 0.1 * bool(draft.speech)
    return round(score - 0.1 * draft.weak, 2)
