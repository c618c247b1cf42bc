"""How Python checks a pattern of JSON Schema: with `re`, or with an automaton.

A pattern that `re` would match too slowly on hostile text runs on a linear-time automaton;
one that no automaton can match is refused, never run.
"""

from dataclasses import dataclass
from functools import cache

from specloom.ecma.automaton import Tables, tables
from specloom.ecma.hazard import hazard_of
from specloom.ecma.parse import parse
from specloom.ecma.problem import HazardousPattern, PatternProblem
from specloom.ecma.translate import write


@dataclass(frozen=True, slots=True)
class Compiled:
    """The pattern for `re`, or the tables of an automaton and why it needs one."""

    regex: str | None
    tables: Tables | None
    hazard: str | None


@cache
def compiled(pattern: str) -> Compiled:
    """Give what finds exactly what an ECMA-262 pattern finds, in bearable time.

    Raises:
        PatternProblem: there is none, or the pattern is not valid.
        HazardousPattern: there is one for `re` alone, which takes too long.
    """
    parsed = parse(pattern)
    regex = write(parsed)
    danger = hazard_of(parsed)
    if danger is None:
        return Compiled(regex, None, None)
    try:
        return Compiled(None, tables(parsed), danger)
    except PatternProblem as problem:
        raise HazardousPattern(f"{danger}, and {problem}") from None
