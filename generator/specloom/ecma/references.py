"""Which group a back-reference means, and whether Python remembers the same of it.

ECMA-262, 22.2.2.3.1: every round of a repetition forgets its groups; Python keeps them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from specloom.ecma.problem import PatternProblem
from specloom.ecma.tree import (
    Choice,
    Group,
    Look,
    Node,
    Pattern,
    Reference,
    Repeat,
    Sequence,
    inner,
    may_be_empty,
    walk,
)

Known: TypeAlias = dict[Reference, int]
Trail: TypeAlias = tuple[Node, ...]

_MOST = 99
_EMPTY = Sequence(())


@dataclass(slots=True)
class _Survey:
    """Where groups and references stand: everything around them, outermost first."""

    groups: dict[int, Trail] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    references: list[tuple[Reference, Trail, frozenset[int]]] = field(
        default_factory=list
    )

    def trails(self, reference: Reference) -> Iterator[Trail]:
        """Yield what is around each place of a reference."""
        return (trail for other, trail, _ in self.references if other == reference)

    def visit(self, node: Node, trail: Trail) -> None:
        """Look at a part and all inside it, in reading order."""
        if isinstance(node, Reference):
            self.references.append((node, trail, frozenset(self.closed)))
        if isinstance(node, Group) and node.number:
            self.groups[node.number] = trail
        for part in inner(node):
            self.visit(part, (*trail, node))
        if isinstance(node, Group) and node.number:
            self.closed.add(node.number)


def known_references(pattern: Pattern) -> Known:
    """Give the number of the group for each reference; 0 where it is always empty.

    Raises:
        PatternProblem: there is no such group, or Python remembers it otherwise.
    """
    survey = _Survey()
    survey.visit(pattern.root, ())
    known: Known = {}
    for reference, trail, closed in survey.references:
        number = _number(reference, pattern)
        found = _meant(number, trail, closed, survey.groups[number])
        if known.setdefault(reference, found) != found:
            raise PatternProblem(
                f"the group {reference.group} means two things in one pattern"
            )
    return known


def taken(pattern: Pattern) -> dict[Reference, Node]:
    """Give what each reference can match at most, as a part of its own."""
    survey = _Survey()
    survey.visit(pattern.root, ())
    found: dict[Reference, Node] = dict.fromkeys(known_references(pattern), _EMPTY)
    bodies = {
        node.number: node.body for node in walk(pattern.root) if isinstance(node, Group)
    }
    for reference, number in known_references(pattern).items():
        if number:
            body, trails = bodies[number], survey.trails(reference)
            may_skip = any(_may_miss(survey.groups[number], trail) for trail in trails)
            found[reference] = Choice((body, _EMPTY)) if may_skip else body
    return found


def _may_miss(group: Trail, trail: Trail) -> bool:
    """Tell whether a group may have taken no part where a reference stands."""
    around = set(map(id, trail))
    return any(_may_skip(node for node in group if id(node) not in around))


def _number(reference: Reference, pattern: Pattern) -> int:
    group = reference.group
    if isinstance(group, str):
        if group not in pattern.names:
            raise PatternProblem(f"there is no group named '{group}'")
        return pattern.names[group]
    if group > pattern.groups:
        raise PatternProblem(f"there is no group {group}")
    return group


def _meant(number: int, trail: Trail, closed: frozenset[int], group: Trail) -> int:
    if any(_looks_behind(node) for node in (*trail, *group)):
        raise PatternProblem("a reference and a look-behind are not exact in Python")
    if number not in closed or _is_denied(trail, group):
        return 0
    if number > _MOST:
        raise PatternProblem(f"a reference to one of more than {_MOST} groups")
    if any(_forgets(node, group[place:]) for place, node in enumerate(group)):
        raise PatternProblem(
            f"Python remembers the group {number} from an earlier round"
        )
    return number


def _looks_behind(node: Node) -> bool:
    return isinstance(node, Look) and node.kind in ("?<=", "?<!")


def _is_denied(trail: Trail, group: Trail) -> bool:
    """Tell whether a group is in a negative look that the reference is not in."""
    inside = [node for node in group if isinstance(node, Look) and node.kind == "?!"]
    around = {id(node) for node in trail}
    return any(id(node) not in around for node in inside)


def _forgets(node: Node, below: Trail) -> bool:
    """Tell whether a later round of a repetition may leave the group out."""
    if not isinstance(node, Repeat) or node.most in (0, 1):
        return False
    return may_be_empty(node.body) or any(_may_skip(below[1:]))


def _may_skip(trail: Iterable[Node]) -> Iterator[bool]:
    for node in trail:
        yield isinstance(node, Choice)
        yield isinstance(node, Repeat) and not node.least
