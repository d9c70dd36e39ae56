"""Draft reports: what is gathered of one event before it is resolved,
and when two drafts tell of one event.
"""

from __future__ import annotations

import msgspec

from .attribution import Speech
from .harm import HarmMention
from .language import When
from .lexicon import EventEntry
from .mentions import Mention
from .places import PlaceMention
from .records import Count, Reason

FAMILY = {
    "airstrike": "remote",
    "drone_strike": "remote",
    "shelling": "remote",
    "chemical_attack": "remote",
    "bombing": "explosive",
    "suicide_bombing": "explosive",
    "armed_clash": "clash",
    "armed_attack": "attack",
    "killing": "attack",
    "abduction": "abduction",
    "sexual_violence": "custody",
    "torture": "custody",
    "interception": "interception",
    "weapons_seizure": "seizure",
    "raid": "raid",
    "arrest": "raid",
    "property_destruction": "property",
    "territory_change": "territory",
    "protest": "protest",
    "riot": "protest",
    "deployment": "posture",
    "military_exercise": "exercise",
    "agreement": "agreement",
    "release": "release",
    "threat": "threat",
}
GENERAL = frozenset({"armed_attack", "killing"})
FORCE = frozenset({"remote", "explosive", "attack"})


class Trigger(msgspec.Struct):
    """A word that tells of an event: its chunk, its entry, and how it stands in the sentence."""

    chunk: int
    head: int
    start: int
    end: int
    text: str
    entry: EventEntry
    noun: bool
    definite: bool
    plural: bool
    opens: bool
    prep: str
    sentence: int
    first_person: bool = False
    past: bool = False
    told: bool = True
    pronoun: bool = False
    happens: bool = False
    passive: bool = False
    back: bool = False  # its subject is 'the operation', one that was told before
    pointed: bool = False  # 'this attack'


class Argument(msgspec.Struct):
    """A participant before it is resolved: role, the phrase, and the rule that gave it the role."""

    role: str
    mention: Mention
    rule: str


class Means(msgspec.Struct):
    """A weapon as named, with its count and the event type that a general attack becomes with it."""

    kind: str
    start: int
    end: int
    text: str
    entry: str
    refines: str
    count: Count | None = None
    adjective: bool = False
    platform: bool = False


class Dated(msgspec.Struct):
    """A time expression with its document span and how it bears on the event."""

    when: When
    start: int
    end: int
    text: str
    borrowed: str = ""


class Site(msgspec.Struct):
    """One of several things hit that the text names one by one, each with its place."""

    target: Mention
    places: list[PlaceMention]


class Draft(msgspec.Struct):
    """One event as gathered from one or more sentences."""

    event_type: str
    frame: str
    triggers: list[Trigger]
    sentences: list[int]
    realis: str = "actual"
    arguments: list[Argument] = []
    means: list[Means] = []
    places: list[PlaceMention] = []
    origin: list[PlaceMention] = []
    dates: list[Dated] = []
    harm: list[HarmMention] = []
    speech: list[Speech] = []
    repeats: Count | None = None
    reasons: list[Reason] = []
    answer: str = ""
    private: bool = False
    background: bool = False
    weak: bool = False
    paragraph: int = 0
    title: bool = False
    lead: bool = False
    sites: list[Site] = []
    alike: bool = False
    besides: bool = False

    def note(self, path: str, rule: str, entry: str, start: int, end: int) -> None:
        """Remember why a value stands; `path` is within the report."""
        self.reasons.append(Reason(path=path, rule=rule, entry=entry, start=start, end=end))

    def of(self, *roles: str) -> list[Mention]:
        """The phrases that fill the roles."""
        return [a.mention for a in self.arguments if a.role in roles]


def related(a: Draft, b: Draft) -> bool:
    """Whether the types of two drafts may be those of one event."""
    if a.event_type == b.event_type:
        return True
    one, two = FAMILY[a.event_type], FAMILY[b.event_type]
    if one in FORCE and two in FORCE:
        if a.event_type in GENERAL or b.event_type in GENERAL:
            return True
        if {a.event_type, b.event_type} in ({"airstrike", "drone_strike"}, {"bombing", "suicide_bombing"}):
            return True
        return one == two and (not specific(a) or not specific(b))
    if "raid" in (one, two) and one == two:
        return True
    if "property" in (one, two) and (one in FORCE or two in FORCE):
        return a.weak or b.weak
    if {a.event_type, b.event_type} == {"raid", "armed_attack"} or {a.event_type, b.event_type} == {
        "armed_clash",
        "killing",
    }:
        return True
    return one == two and one == "protest"


def specific(draft: Draft) -> bool:
    """Whether the draft's type rests on a named means, not on a word such as 'bombardment' alone."""
    if draft.event_type in ("airstrike", "drone_strike"):
        return True
    return any(
        m.refines and m.kind not in ("rocket", "missile") for m in draft.means
    )  # missiles fly from either
