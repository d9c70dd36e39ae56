"""Draft -> report: which actor, which place, which day, which figure; what stays open is an Issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from . import sides
from .attribution import Speech
from .casting import Part, cast
from .drafts import Draft, Means
from .figures import figures_of
from .harm import HarmMention
from .lexicon import ActorEntry, Lexicon
from .mentions import Mention
from .places import PlaceMention
from .records import Harm, Participant, Place, Reason, Report, Source, Span, Time, Weapon
from .whereabouts import Located, Whereabouts

ARMED_KINDS = frozenset(
    {
        "state_forces",
        "rebel",
        "political_militia",
        "identity_militia",
        "coalition",
        "police",
        "intelligence",
        "private_company",
        "peacekeepers",
    }
)
BARE_ADJECTIVES = frozenset({"aircraft_bomb", "warship"})  # 'air raid' names no weapon, 'rocket attack' does
ARMED_EVENTS = frozenset(
    {
        "airstrike",
        "drone_strike",
        "shelling",
        "bombing",
        "suicide_bombing",
        "chemical_attack",
        "armed_clash",
        "armed_attack",
        "killing",
        "raid",
        "property_destruction",
    }
)


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
        figures = figures_of(draft)
        participants = self._participants(draft, figures, ident)
        sources, said_by = self._sources(draft)
        self._why_sources(said_by, ident)
        claimants = self._claimants(sources, said_by, f"{ident}.participants", len(participants))
        trigger = draft.triggers[0]
        self._why_draft(draft, ident)
        harm = self._harm(figures, ident)
        return Report(
            id=ident,
            event_type=draft.event_type,
            realis=self._realis(draft),
            political=not draft.private,
            trigger=Span(text=trigger.text, start=trigger.start, end=trigger.end),
            sentences=tuple(sentences[i] for i in sorted(set(draft.sentences))),
            participants=(*participants, *claimants),
            weapons=self._weapons(draft, ident),
            repeats=draft.repeats,
            places=self._places(draft.places, f"{ident}.places"),
            origin=self._places(draft.origin, f"{ident}.origin"),
            time=self._time(draft, f"{ident}.time"),
            harm=harm,
            sources=sources,
            response_to=draft.answer or None,
            confidence=confidence(draft),
        )

    def _why(self, path: str, rule: str, entry: str, start: int, end: int) -> None:
        self.reasons.append(Reason(path=path, rule=rule, entry=entry, start=start, end=end))

    def _why_draft(self, draft: Draft, ident: str) -> None:
        """Why the word, the type and the realis stand: by the trigger, and by what turned them since."""
        word = draft.triggers[0]
        self._why(f"{ident}.trigger", "frame " + word.entry.frame, word.entry.id, word.start, word.end)
        self._why(f"{ident}.event_type", "type of the word", word.entry.id, word.start, word.end)
        for reason in draft.reasons:
            self.reasons.append(msgspec.structs.replace(reason, path=f"{ident}.{reason.path}"))
        realis = self._realis(draft)
        if realis == "actual":
            self._why(f"{ident}.realis", "told as having happened", "", word.start, word.end)

    def _why_sources(self, kept: Sequence[Speech], ident: str) -> None:
        self._why(f"{ident}.sources.0", "the outlet of the document", "", 0, 0)
        for n, saying in enumerate(kept, 1):
            way = "named by a word of saying" if saying.entry else "label or statement"
            self._why(f"{ident}.sources.{n}", way, saying.entry, saying.start, saying.end)

    def _realis(self, draft: Draft) -> str:
        if draft.realis == "generic" and draft.dates:
            return "actual"
        return draft.realis

    def _participants(self, draft: Draft, figures: Sequence[HarmMention], ident: str) -> list[Participant]:
        out: list[Participant] = []
        for role, mention, rule in self._nearest(cast(draft, figures)):
            self._why(f"{ident}.participants.{len(out)}", rule, mention.entry, mention.start, mention.end)
            out.append(
                Participant(
                    role=role,
                    actor=mention.actor,
                    name=self._name(mention),
                    facility=mention.facility,
                    count=mention.count,
                    text=mention.text,
                    start=mention.start,
                    end=mention.end,
                )
            )
        return out

    def _nearest(self, parts: Sequence[Part]) -> list[Part]:
        """The participants, but for a state told in general whose own forces or bodies are told as the doer:
        'fire by Ruritania', and further on 'the Ruritanian army shelled', have one doer.
        """
        ranks = {id(p): self._nearness(p) for p in parts if p[0] == "attacker"}
        return [
            part
            for part in parts
            if part[0] != "attacker"
            or not any(
                ranks[id(part)][0] < rank and ranks[id(part)][1] == land for rank, land in ranks.values()
            )
        ]

    def _nearness(self, part: Part) -> tuple[int, str]:
        """How near to the act a doer is told, and for which state: a country, its government, its forces."""
        mention = part[1]
        entry = self.lexicon.by_id.get(mention.actor or "")
        if not isinstance(entry, ActorEntry) or entry.generic or entry.actor_kind not in sides.STATES:
            return 0, mention.text
        rank = 0 if mention.sort == "country" else 1 if entry.actor_kind == "government" else 2
        return rank, entry.country or mention.text

    def _name(self, mention: Mention) -> str:
        entry = self.lexicon.by_id.get(mention.actor or "")
        return entry.name_en if isinstance(entry, ActorEntry) else ""

    def _weapons(self, draft: Draft, ident: str) -> tuple[Weapon, ...]:
        chosen: dict[str, Means] = {}
        for means in draft.means:
            if not means.kind or (means.adjective and means.kind in BARE_ADJECTIVES):
                continue
            if draft.event_type == "raid" and means.platform and means.kind == "aircraft_bomb":
                continue  # aircraft that cover a raid
            if draft.event_type not in ARMED_EVENTS and not (
                draft.event_type == "interception" and means.kind == "air_defence"
            ):
                continue
            old = chosen.get(means.kind)
            if (
                old is None
                or (means.count is not None and old.count is None)
                or (old.adjective and not means.adjective)
            ):
                chosen[means.kind] = means
        if len(chosen) > 1:
            chosen.pop("unspecified", None)  # 'heavy weapons' beside those named
        for n, means in enumerate(chosen.values()):
            self._why(f"{ident}.weapons.{n}", "means named", means.entry, means.start, means.end)
        return tuple(
            Weapon(kind=m.kind, count=m.count, text=m.text, start=m.start, end=m.end) for m in chosen.values()
        )

    def _places(self, mentions: Sequence[PlaceMention], path: str) -> tuple[Place, ...]:
        """The places of a report, each once, as the text of the report says it best,
        in the order of the text.
        """
        chosen: list[tuple[PlaceMention, Place]] = []
        reasons: dict[int, Located] = {}
        for mention in sorted(mentions, key=lambda m: (m.title, m.heading, m.again == "plain", m.start)):
            if mention.again == "plain" and any(p.precision == 1 for _, p in chosen):
                continue
            located = self.where.place(mention, mentions)
            place = located.place
            if any(self.where.again(mention, place, old, other) for old, other in chosen):
                self._finer(chosen, mention, located, reasons)
                continue
            chosen.append((mention, place))
            reasons[id(place)] = located
        found = [p for _, p in sorted(chosen, key=lambda one: one[0].start)]
        found = [p for p in found if not any(_wider(p, o) for o in found)]
        kept = tuple(
            p
            for p in found
            if p.precision != 4 or not any(o.country == p.country and o.precision < 4 for o in found)
        )
        for n, place in enumerate(kept):
            located = reasons[id(place)]
            self._why(f"{path}.{n}", located.rule, located.entry, place.start, place.end)
        return kept

    def _finer(
        self,
        chosen: list[tuple[PlaceMention, Place]],
        mention: PlaceMention,
        located: Located,
        reasons: dict[int, Located],
    ) -> None:
        """Let the words that say more of a countryside stand for it: 'the northern countryside of X'."""
        for n, (_, other) in enumerate(chosen):
            if _wider(other, located.place):
                chosen[n] = (mention, located.place)
                reasons[id(located.place)] = located
                return

    def _time(self, draft: Draft, path: str) -> Time | None:
        if draft.realis == "generic" and not draft.dates:
            return None
        own = [d for d in draft.dates if d.borrowed != "announced"]
        if own:
            best = max(own, key=lambda d: (not d.borrowed, _fineness(d.when.precision)))
            told = f"time of the {best.borrowed}" if best.borrowed else "time told with the event"
            self._why(path, told, "", best.start, best.end)
            if best.borrowed:
                return Time(
                    start=best.when.start,
                    end=best.when.end,
                    precision=best.when.precision,
                    inferred=best.borrowed,
                )
            return Time(
                start=best.when.start,
                end=best.when.end,
                precision=best.when.precision,
                text=best.text,
                spans=((best.start, best.end),),
            )
        announced = next((d for d in draft.dates if d.when.start), None)
        day = (
            date.fromisoformat(announced.when.start[:10])
            if announced and announced.when.start
            else self.published
        )
        if day is None:
            return None
        if announced:
            self._why(path, "up to the day of the announcement", "", announced.start, announced.end)
        else:
            self._why(path, "up to the day of publication", "", 0, 0)
        return Time(
            start=(day - timedelta(days=1)).isoformat(),
            end=day.isoformat(),
            precision="vague",
            inferred="announcement" if announced else "published",
        )

    def _harm(self, kept: Sequence[HarmMention], ident: str) -> tuple[Harm, ...]:
        out: list[Harm] = []
        for n, figure in enumerate(kept):
            whole = next((i for i, h in enumerate(kept) if h is figure.whole), None)
            self._why(
                f"{ident}.harm.{n}", "harm word with its people", figure.entry, figure.start, figure.end
            )
            out.append(
                Harm(
                    kind=figure.kind,
                    who=figure.who,
                    count=figure.count,
                    part_of=whole,
                    text=figure.text,
                    start=figure.start,
                    end=figure.end,
                )
            )
        return tuple(out)

    def _sources(self, draft: Draft) -> tuple[tuple[Source, ...], list[Speech]]:
        kept: list[Speech] = []
        for saying in draft.speech:
            if saying.via is not None and not any(s.start == saying.via.start for s in kept):
                kept.append(saying.via)
            old = next(
                (n for n, s in enumerate(kept) if s.start == saying.start or (s.text == saying.text)), None
            )
            if old is None:
                kept.append(saying)
            elif kept[old].stance == "reports" and saying.stance != "reports":
                kept[old] = saying
        sources = [Source(kind="outlet", stance="reports")]
        for saying in kept:
            via = next(
                (n for n, s in enumerate(kept, 1) if saying.via is not None and s.start == saying.via.start),
                0,
            )
            sources.append(
                Source(
                    kind=saying.kind,
                    stance=self._stance(saying, draft),
                    actor=saying.actor,
                    distance=saying.distance,
                    via=via,
                    text=saying.text,
                    start=saying.start,
                    end=saying.end,
                )
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

    def _claimants(
        self, sources: Sequence[Source], said_by: Sequence[Speech], path: str, first: int
    ) -> list[Participant]:
        """Who claims responsibility, as participants; the first of them is number `first` at `path`."""
        out: list[Participant] = []
        for n, source in enumerate(sources):
            if source.stance != "claims_responsibility" or not source.text:
                continue
            entry = said_by[n - 1].entry
            self._why(f"{path}.{first + len(out)}", "claims responsibility", entry, source.start, source.end)
            out.append(
                Participant(
                    role="claimant",
                    actor=source.actor,
                    name=self._actor_name(source.actor),
                    source=n,
                    text=source.text,
                    start=source.start,
                    end=source.end,
                )
            )
        return out

    def _actor_name(self, actor: str | None) -> str:
        entry = self.lexicon.by_id.get(actor or "")
        return entry.name_en if isinstance(entry, ActorEntry) else ""


def _fineness(precision: str) -> int:
    order = ("vague", "year", "month", "week", "day", "part_of_day", "hour", "minute")
    return order.index(precision) if precision in order else 0


def confidence(draft: Draft) -> float:
    """How the values came about: a base, more for a doer or target, place, time and cited source,
    less if inferred.
    """
    score = 0.4
    score += 0.15 * bool(draft.of("attacker", "party"))
    score += 0.1 * bool(draft.of("target", "victim") or draft.harm)
    score += 0.15 * bool(draft.places)
    score += 0.1 * any(not d.borrowed for d in draft.dates)
    score += 0.1 * bool(draft.speech)
    return round(score - 0.1 * draft.weak, 2)


def _wider(place: Place, other: Place) -> bool:
    """Whether another place is the same countryside, said more exactly."""
    rural = place.relation == other.relation == "countryside_of"
    return rural and len(other.text) > len(place.text) and other.text.startswith(place.text)
