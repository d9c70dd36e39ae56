"""The status of an incident: claimed, reported, acknowledged, disputed or denied (codebook section 12).

The strongest that holds is shown, in the order denied, disputed, acknowledged, reported, claimed.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..incident import Field, Filed, Party, Said, Toll
from ..registry import Registry
from .speech import said, speaker
from .values import Given, gather

POLICY = "the strongest that holds: denied, disputed, acknowledged, reported, claimed"
DENYING = frozenset(("denies",))
STATE = frozenset(("government", "state_forces", "police", "intelligence"))
BYSTANDERS = frozenset(("civilians", "protesters", "rioters"))


def status(told: Sequence[Filed], every: Sequence[Party], harm: Sequence[Toll], registry: Registry) -> Field:
    """The status with the reasons for each that holds."""
    holds: list[Given] = []
    for filed in told:
        for index in range(max(1, len(filed.report.sources))):
            kind = _says(filed, index, every, registry)
            if kind:
                holds.append((kind, kind, said(filed, index, _trigger(filed), registry)))
    present = {value for value, _, _ in holds}
    chosen = _strongest(present, told, every, harm, registry, _withdrawn(holds))
    if chosen == "disputed" and "denied" not in present:
        who = _contested(every, registry)
        holds += [("disputed", "rival accounts", s) for s in who]
    return Field(
        name="status",
        policy=POLICY,
        chosen=chosen,
        agreed=chosen not in ("denied", "disputed"),
        values=gather(holds),
    )


def _says(filed: Filed, index: int, every: Sequence[Party], registry: Registry) -> str:
    """What one source of one report makes of the incident by itself."""
    voice = speaker(filed, index)
    if filed.report.realis == "denied" and (voice.stance == "denies" or _only(filed)):
        return "denied"
    if voice.stance in DENYING:
        return "denied"
    if index == 0 and not _only(filed):
        return ""
    if voice.stance == "claims_responsibility":
        return "claimed"
    if voice.stance == "confirms" or _of_attacked(voice.actor, every, registry):
        return "acknowledged"
    return "accused" if voice.stance == "accuses" else "reported"


def _only(filed: Filed) -> bool:
    return len(filed.report.sources) <= 1


def _strongest(
    present: set[str],
    told: Sequence[Filed],
    every: Sequence[Party],
    harm: Sequence[Toll],
    registry: Registry,
    withdrawn: bool,
) -> str:
    if "denied" in present:
        return "denied" if withdrawn or not present - {"denied", "accused"} else "disputed"
    if _contested(every, registry) or _irreconcilable(harm) or _rival_means(told):
        return "disputed"
    if "acknowledged" in present:
        return "acknowledged"
    return "claimed" if present == {"claimed"} else "reported"


def _withdrawn(holds: Sequence[Given]) -> bool:
    """Whether nobody stands by it any more: who told it denies it later, or one voice is alone against
    several.
    """
    telling = {s.voice: s for value, _, s in holds if value not in ("denied", "accused")}
    denying = [s for value, _, s in holds if value == "denied"]
    outlets = {s.outlet for s in denying}
    left = {voice for voice, s in telling.items() if not s.outlet or s.outlet not in outlets}
    alone = len(left) == 1 and len({s.chain[-1] for s in denying}) > 2
    return bool(denying) and (not left or alone)


def _of_attacked(actor: str, every: Sequence[Party], registry: Registry) -> bool:
    """Whether a speaker is of the side that was attacked: a body that speaks for it, no passer-by."""
    facts = registry.actor(actor)
    if facts is not None and (registry.generic(actor) or facts.kind in BYSTANDERS):
        return False
    if any(p.actor == actor for p in every if p.role in ("attacker", "claimant")):
        return False
    chain = set(registry.actor_chain(actor))
    for party in every:
        if party.role not in ("target", "victim") or not party.actor:
            continue
        if chain & set(registry.actor_chain(party.actor)):
            return True
        state = facts is not None and facts.kind in STATE and party.kind in STATE
        if state and facts is not None and facts.country and facts.country == party.country:
            return True
    return False


def _contested(every: Sequence[Party], registry: Registry) -> tuple[Said, ...]:
    """Who names rival doers: two that have nothing to do with each other, each by voices that leave out the
    other.
    """
    doers = [p for p in every if p.role == "attacker" and p.actor and not registry.generic(p.actor)]
    for at, one in enumerate(doers):
        for other in doers[at + 1 :]:
            if set(registry.actor_chain(one.actor)) & set(registry.actor_chain(other.actor)):
                continue
            if _allied(one, other):
                continue
            return (*one.said, *other.said)
    return ()


def _allied(one: Party, other: Party) -> bool:
    """Whether any telling names both as doers together, or they are of one country."""
    together = {s.report for s in one.said} & {s.report for s in other.said}
    return bool(together) or bool(one.country and one.country == other.country)


def _irreconcilable(harm: Sequence[Toll]) -> bool:
    """Whether some say that nobody was killed and others that many were."""
    return any(
        t.kind == "killed" and not t.part and t.low == 0 and (t.high is None or t.high > 1) for t in harm
    )


def _rival_means(told: Sequence[Filed]) -> bool:
    """Whether some tell of fire from outside and others of an explosion on the spot."""
    types = {f.report.event_type for f in told if f.report.realis == "actual"}
    planted = types & {"bombing", "suicide_bombing"}
    return bool(planted and types & {"airstrike", "drone_strike", "shelling"})


def _trigger(filed: Filed) -> tuple[str, int, int]:
    trigger = filed.report.trigger
    return trigger.text, trigger.start, trigger.end
