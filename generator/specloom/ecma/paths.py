"""The ways that a backtracking matcher may go through a pattern.

A part that looks ahead is a way that leads nowhere else; a back-reference takes what its
group could; whatever needs the end of the text fails, as it does in the runs that last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.ecma.ambiguity import Ambiguity
from specloom.ecma.positions import NOTHING, SOMEWHERE, Fragment, Positions
from specloom.ecma.ranges import EVERYTHING, Ranges, kinds
from specloom.ecma.tree import (
    Assertion,
    Characters,
    Choice,
    Group,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
    inner,
)

# A repetition with more positions than this is taken for one without end.
_EXPANDED = 100


@dataclass(slots=True)
class Paths(Positions[Ranges]):
    """Positions by the characters they read; `spans` are those of endless repetitions.

    `taken` has for each back-reference what it can match.
    """

    taken: Mapping[Reference, Node] = field(default_factory=dict)
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def characters(self, node: Characters) -> Fragment:
        """Make a position for a class, or nothing for one that has no characters."""
        return self.single(node.ranges) if node.ranges else NOTHING

    def without_width(self, node: Assertion | Look | Reference) -> Fragment:
        """Make what is tried at a place; an assertion may hold there, or not."""
        match node:
            case Assertion(kind=kind):
                return NOTHING if kind == "$" else SOMEWHERE
            case Look(kind="?=" | "?!"):
                return Fragment(self.build(node.body).first, empty=1)
            case Look():
                return SOMEWHERE
        again = self.build(self.taken[node])
        return Fragment(again.first, again.last, again.empty)

    def counts(self, node: Repeat) -> tuple[int, int | None]:
        """Give how often a part is repeated; None for very often."""
        if node.most is None or is_expanded(node):
            return node.least if node.least <= _EXPANDED else 1, node.most
        return min(1, node.least), None

    def repeated(self, node: Repeat) -> Fragment:
        """Make the rounds of a repetition, and remember it if it has no end."""
        first = len(self.labels)
        whole = Positions.repeated(self, node)
        if self.counts(node)[1] is None:
            self.spans.append((first, len(self.labels), node.source))
        return whole

    def source(self, loop: tuple[int, ...]) -> str:
        """Give the text of the smallest repetition around a loop, the outermost of those."""
        around = [
            (end - first, -place, source)
            for place, (first, end, source) in enumerate(self.spans)
            if first <= loop[0] and loop[-1] < end
        ]
        return min(around)[2] if around else ""

    def ambiguity(
        self, certain: frozenset[int], searched: Fragment | None = None
    ) -> Ambiguity:
        """Give the graph of all ways; what is searched may also begin later."""
        kinds_of = kinds((*self.labels, EVERYTHING))
        reads = [kinds_of[label] for label in self.labels]
        follow = [
            following if place in certain else _without(following, certain)
            for place, following in enumerate(self.follow)
        ]
        if searched is not None:
            begin = {**_without(dict(searched.first), certain), len(reads): 1}
            reads, follow = [*reads, kinds_of[EVERYTHING]], [*follow, begin]
        return Ambiguity(reads, follow, certain)


def is_expanded(node: Repeat) -> bool:
    """Tell whether every round of a repetition has positions of its own."""
    return node.most is not None and node.most * _size(node.body) <= _EXPANDED


def begins_at_start(node: Node) -> bool:
    """Tell whether a part can only match where the text begins."""
    match node:
        case Assertion(kind=kind):
            return kind == "^"
        case Sequence(parts=parts):
            for part in parts:
                if begins_at_start(part):
                    return True
                if not _has_no_width(part):
                    return False
            return False
        case Choice(branches=branches):
            return all(map(begins_at_start, branches))
        case Group(body=body):
            return begins_at_start(body)
        case Repeat(body=body, least=least):
            return least > 0 and begins_at_start(body)
    return False


def _has_no_width(node: Node) -> bool:
    return isinstance(node, Assertion | Look)


def _without(following: dict[int, int], certain: frozenset[int]) -> dict[int, int]:
    return {place: ways for place, ways in following.items() if place not in certain}


def _size(node: Node) -> int:
    """Give the number of positions of a part, as far as they are told apart."""
    if isinstance(node, Characters):
        return 1
    whole = sum(map(_size, inner(node)))
    if isinstance(node, Repeat) and node.most is not None:
        expanded = whole * node.most
        return expanded if expanded <= _EXPANDED else whole
    return whole
