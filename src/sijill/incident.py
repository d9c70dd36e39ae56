"""The nouns of many reports: what lies in the ledger, what links it, what people decided, and incidents.

A report's key is `DOC/MARK`: the id of its document and the report's mark in it, which is where its trigger
stands (`120-124`, and `120-124.2` for the second report of one trigger). A key outlives a new reading of the
document as long as the words that tell of the event are found again.
"""

from __future__ import annotations

import msgspec

from .records import Count, Place, Report, Source, Tally, Time, Weapon


class Filed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as it lies in the ledger, with what is known of its document.

    `outlet_id` is the registry's id where the outlet is known, else ''. `voice` names the group of
    copies that the document belongs to (its own id when it is nobody's copy): one voice is counted
    once. `reader` is the version that read it; `quote` the words of its first sentence.
    """

    key: str
    doc: str
    report: Report
    outlet: str = ""
    outlet_id: str = ""
    lang: str = "ar"
    published: str = ""
    url: str = ""
    title: str = ""
    voice: str = ""
    synthetic: bool = False
    reader: str = ""
    quote: str = ""


class FiledTally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tally as it lies in the ledger; `key` is `DOC/k` and the span of its words."""

    key: str
    doc: str
    tally: Tally
    outlet: str = ""
    outlet_id: str = ""
    published: str = ""
    voice: str = ""
    synthetic: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a waterfall: what was compared, which level it reached, and what that weighs in bits."""

    name: str
    level: str
    weight: float
    detail: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How alike two reports are. `a` sorts before `b`. `verdict` is same, maybe (a person should look) or
    apart; `barred` names the reason why they may never be one, whatever the score.
    """

    a: str
    b: str
    score: float
    verdict: str
    barred: str = ""
    steps: tuple[Step, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decided about reports; append-only, and what was withdrawn stays.

    `kind`: merge (`these` and `those` are one event), split (no report of `these` is one event with a
    report of `those`), correct (`field` of the incident that holds `these` has `value`), confirm,
    reject, lock (nothing joins or leaves), unlock, comment, withdraw (`withdraws` is the number of a
    decision), state (`value` is assigned, peer_review or finalised; `to` whom it is assigned to). `these`
    and `those` are report keys, so that a decision holds whatever the incidents are called; a decision
    about something that was not understood names it by `DOC/CODE.START-END`. `as_of` is the last line of the
    feed of changes before it, 0 where that was not kept.
    One kind is signed by a rule: carry (what was decided on the report of `these`, which a new reading has
    no more, holds for the report of `those`).
    """

    number: int
    at: str
    by: str
    kind: str
    these: tuple[str, ...] = ()
    those: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    note: str = ""
    withdraws: int | None = None
    to: str = ""
    as_of: int = 0


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says a value and in which words: a report, the index of its source (0 is the outlet's own voice),
    the chain of speakers from the outlet inward in neutral words, the stance, and the span in the
    document. `voice` is what it is counted as: its outlet, or `text:` and the group of copies where several
    outlets carry one text.
    """

    report: str
    source: int = 0
    outlet: str = ""
    voice: str = ""
    chain: tuple[str, ...] = ()
    stance: str = "reports"
    distance: bool = False
    text: str = ""
    start: int = 0
    end: int = 0


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a field with everyone who says it; `value` is canonical, `label` is for people."""

    value: str
    label: str = ""
    said: tuple[Said, ...] = ()


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every value that a field was given. `chosen` is the canonical value shown, by the named `policy`;
    `agreed` says that no two voices differ.
    """

    name: str
    policy: str
    chosen: str = ""
    agreed: bool = True
    values: tuple[Value, ...] = ()


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes part in an incident, as codebook section 4 has it. `kind` and `inter` are the actor's on the
    incident's day. `stance` is reports or accuses: the strongest with which anyone names them in this
    role.
    """

    role: str
    actor: str | None = None
    name: str = ""
    name_ar: str = ""
    kind: str = ""
    country: str = ""
    inter: int = 0
    facility: str | None = None
    count: Count | None = None
    stance: str = "reports"
    said: tuple[Said, ...] = ()


class Conceded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure that the doer itself says."""

    actor: str
    low: int | None = None
    high: int | None = None


class Toll(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Harm of one kind to one group of people. `low` and `high` are the lowest and the highest that anyone
    says (None is open), `best` the policy's value and never an average. `part` says that it is a part
    of the total of its kind, not to be added to it. `conceded` gives what a doer itself says, by actor
    id or name.
    """

    kind: str
    who: str = "unspecified"
    low: int | None = None
    high: int | None = None
    best: int | None = None
    policy: str = ""
    part: bool = False
    conceded: tuple[Conceded, ...] = ()
    values: tuple[Value, ...] = ()


class Witness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source of an incident: a chain of speakers, its kind and stance, and the reports it speaks in."""

    outlet: str
    kind: str
    stance: str = "reports"
    actor: str | None = None
    name: str = ""
    chain: tuple[str, ...] = ()
    distance: bool = False
    side: str = ""
    reports: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report of an incident, as an export names it. `report` is its id in the document's JSON ('r1')."""

    doc: str
    report: str
    key: str
    outlet: str = ""
    outlet_id: str = ""
    published: str = ""
    url: str = ""
    title: str = ""
    lang: str = "ar"
    voice: str = ""
    realis: str = "actual"
    event_type: str = ""
    sources: tuple[Source, ...] = ()
    quote: str = ""
    start: int = 0
    end: int = 0


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That an incident is said to answer another: `incident`, or '' where only its words are known."""

    incident: str = ""
    text: str = ""
    said: tuple[Said, ...] = ()


class Incident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that happened, or that someone says happened: the reports of it and what they give together.

    `was` holds ids that this incident took over by merging; `show` finds it by them. `status` is
    claimed, reported, acknowledged, disputed or denied (codebook section 12). `fields` holds every
    value with who says it for event_type, status, time, place, attacker, target, victim, party, weapon
    and each harm. `decided` are numbers of the decisions that shaped it; `issues` what is open
    ('unknown-place: …').
    """

    id: str
    event_type: str
    status: str
    time: Time | None = None
    places: tuple[Place, ...] = ()
    origin: tuple[Place, ...] = ()
    participants: tuple[Party, ...] = ()
    harm: tuple[Toll, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    sources: tuple[Witness, ...] = ()
    reports: tuple[Telling, ...] = ()
    political: bool = True
    synthetic: bool = False
    voices: int = 1
    answers: tuple[Answer, ...] = ()
    fields: tuple[Field, ...] = ()
    was: tuple[str, ...] = ()
    decided: tuple[int, ...] = ()
    locked: bool = False
    confirmed: bool = False
    rejected: bool = False
    issues: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the feed of changes. `kind`: new, changed, merged (into `into`), gone."""

    number: int
    at: str
    incident: str
    kind: str
    into: str = ""
    fields: tuple[str, ...] = ()
    synthetic: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document as it lies in the ledger, its text left out.

    `dated_by` says where the day of publication came from (given, jsonld, meta, url, feed, text, ''
    unknown); `sha256` is of the raw bytes; `origin` names the file, address or line it was added from.
    """

    id: str
    sha256: str
    outlet: str = ""
    outlet_id: str = ""
    lang: str = "ar"
    url: str = ""
    title: str = ""
    published: str = ""
    dated_by: str = ""
    retrieved: str = ""
    origin: str = ""
    voice: str = ""
    synthetic: bool = False


class TallyCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tally that a party announced, set against its own parts, its earlier ones, and the ledger.

    `adds_up` compares the count with its `parts`; `earlier` is the same speaker's last tally of one window
    and scope, and `monotone` whether the count did not fall. `incidents` of the ledger lie in window and
    scope; `found_low` and `found_high` are what they come to, and `difference` says by how much the count
    passes what the ledger holds (negative: falls short; None: nothing to compare). `verdict` is agrees,
    above the ledger, below the ledger, or not comparable, with the `reason`.
    """

    key: str
    doc: str
    outlet: str = ""
    speaker: str = ""
    published: str = ""
    measure: str = ""
    count: Count = Count()
    tally: Tally
    adds_up: bool | None = None
    parts_low: int | None = None
    parts_high: int | None = None
    earlier: str = ""
    earlier_count: Count | None = None
    monotone: bool | None = None
    incidents: tuple[str, ...] = ()
    found_low: int | None = None
    found_high: int | None = None
    difference: int | None = None
    verdict: str = "not comparable"
    reason: str = ""
    synthetic: bool = False
