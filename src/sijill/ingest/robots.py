"""robots.txt as RFC 9309 has it: which addresses of a host an agent may ask for, and how often. Pure."""

from __future__ import annotations

import msgspec

MOST_LINES = 20_000
LONGEST_DELAY = 60.0


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What a host lets one agent do: paths (may hold * and a last $) with whether they are allowed."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be asked for: the longest rule that fits decides."""
        fitting = [(len(rule), allowed) for rule, allowed in self.paths if fits(rule, path)]
        return max(fitting)[1] if fitting else True


EVERYTHING = Rules()
NOTHING = Rules(paths=(("/", False),))


def rules_for(text: str, agent: str) -> Rules:
    """The rules of a robots.txt for an agent: those of the groups that name it, else those of '*'."""
    own: list[tuple[str, str]] = []
    every: list[tuple[str, str]] = []
    named = mine = everyone = heading = False
    for line in text.splitlines()[:MOST_LINES]:
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            if not heading:
                mine = everyone = False
            heading = True
            mine = mine or value.lower() == agent.lower()
            everyone = everyone or value == "*"
            named = named or mine
        elif key in ("allow", "disallow", "crawl-delay"):
            heading = False
            own += [(key, value)] if mine else []
            every += [(key, value)] if everyone else []
    lines = own if named else every
    paths = tuple((value, key == "allow") for key, value in lines if key != "crawl-delay" and value)
    return Rules(paths=paths, delay=max((_seconds(v) for k, v in lines if k == "crawl-delay"), default=0.0))


def fits(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says; * stands for anything, a last $ for the end."""
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest):
        if ends and number == len(rest) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not ends or at == len(path)


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), LONGEST_DELAY) if value.lower() != "nan" else 0.0
    except ValueError:
        return 0.0
