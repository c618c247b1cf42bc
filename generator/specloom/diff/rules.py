"""The kinds of change, and how grave each is in a request and in an answer.

What a caller gives is contravariant: taking less breaks, taking more does not. What a
server answers is covariant: the other way round.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specloom.diff.change import LEVELS, Level
from specloom.diff.rules_of_headers import HEADER_ROWS
from specloom.diff.rules_of_methods import METHOD_ROWS
from specloom.diff.rules_of_servers import SERVER_ROWS
from specloom.diff.rules_of_types import TYPE_ROWS
from specloom.ir.direction import Direction

Told: TypeAlias = tuple[Level, str]
Where: TypeAlias = Literal["request", "response", "unused"]

UNUSED = "no operation uses this model"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change: what it is, the verdict in each direction, oasdiff's names for it."""

    kind: str
    meaning: str
    request: Told
    response: Told
    oasdiff: tuple[str, ...]

    def verdict(self, direction: Direction) -> Told:
        """Give level and reason in one direction."""
        return self.request if direction == "request" else self.response


RULES: Mapping[str, Rule] = {
    row[0]: Rule(row[0], row[1], row[2], row[3], tuple(row[4].split()))
    for row in (*METHOD_ROWS, *HEADER_ROWS, *SERVER_ROWS, *TYPE_ROWS)
}


def judge(kind: str, directions: Iterable[Direction]) -> Told:
    """Give the gravest verdict over some directions; without any, nobody is broken."""
    rule = RULES[kind]
    told = {direction: rule.verdict(direction) for direction in directions}
    if not told:
        gravest = _gravest((rule.request, rule.response))
        level: Level = "safe" if gravest[0] == "safe" else "risky"
        return level, f"{UNUSED}; {gravest[1]}" if level == "risky" else UNUSED
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    level = _gravest(told.values())[0]
    return level, (
        f"in requests, {told['request'][1]}; in answers, {told['response'][1]}"
    )


def _gravest(told: Iterable[Told]) -> Told:
    return min(told, key=lambda entry: LEVELS.index(entry[0]))
