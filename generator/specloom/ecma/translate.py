"""ECMA-262 regular expressions (flag `u`) as exact Python ones.

Source: ECMA-262, 22.2.1 Patterns; JSON Schema 2020-12, 6.4. What has no exact twin in
`re` is refused with a reason; a check is then left out rather than wrong.
"""

import re
from functools import cache
from typing import assert_never

from specloom.ecma.parse import parse
from specloom.ecma.problem import PatternProblem
from specloom.ecma.references import Known, known_references
from specloom.ecma.tree import (
    Assertion,
    Characters,
    Choice,
    Group,
    Look,
    Node,
    Pattern,
    Reference,
    Repeat,
    Sequence,
)

_WORD = "[A-Za-z0-9_]"
_ASSERTIONS = {
    "^": "^",
    "$": r"\Z",
    r"\b": f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))",
    r"\B": f"(?:(?<={_WORD})(?={_WORD})|(?<!{_WORD})(?!{_WORD}))",
}


@cache
def translate(pattern: str) -> str:
    """Give the Python pattern that finds what an ECMA-262 pattern finds.

    Raises:
        PatternProblem: there is none, or the pattern is not valid.
    """
    return write(parse(pattern))


def write(pattern: Pattern) -> str:
    """Write a pattern for `re`.

    Raises:
        PatternProblem: it cannot be said there.
    """
    translated = _written(pattern.root, known_references(pattern))
    try:
        re.compile(translated)
    except re.error as problem:
        # Its position would be one in the translated pattern.
        raise PatternProblem(problem.msg) from None
    except (OverflowError, RecursionError) as problem:
        raise PatternProblem(str(problem)) from None
    return translated


def _written(node: Node, known: Known) -> str:
    match node:
        case Characters(text=text):
            return text
        case Assertion(kind=kind):
            return _ASSERTIONS[kind]
        case Sequence(parts=parts):
            return "".join(_written(part, known) for part in parts)
        case Choice(branches=branches):
            return "|".join(_written(branch, known) for branch in branches)
        case Group(body=body):
            return f"{_opening(node)}{_written(body, known)})"
        case Look(body=body, kind=kind):
            return f"({kind}{_written(body, known)})"
        case Repeat(body=body, quantifier=quantifier):
            return f"{_written(body, known)}{quantifier}"
        case Reference():
            return _reference(known[node])
        case _:
            assert_never(node)


def _opening(group: Group) -> str:
    if not group.number:
        return "(?:"
    return f"(?P<{group.name}>" if group.name.isidentifier() else "("


def _reference(number: int) -> str:
    """Write a reference; to a group that took no part it is empty (22.2.2.7.1)."""
    return f"(?({number})\\{number})" if number else "(?:)"
