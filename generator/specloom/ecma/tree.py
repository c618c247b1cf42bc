"""The parts of a pattern (ECMA-262, 22.2.1, Patterns), one class for each kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specloom.ecma.ranges import Ranges, written


@dataclass(frozen=True, slots=True)
class Characters:
    """One character out of a set; `text` is how Python writes the set."""

    text: str
    ranges: Ranges

    def class_text(self) -> str:
        """Write the set as a class in brackets; it must not be empty."""
        return self.text if self.text[0] == "[" else f"[{written(self.ranges)}]"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A place in the text: its start or end, or a boundary of a word or none."""

    kind: Literal["^", "$", r"\b", r"\B"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that follow each other; none for the empty text."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    branches: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A part in parentheses; it is remembered if it has a number, counted from 1."""

    body: "Node"
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """A part that must, or must not, match before or after a place."""

    body: "Node"
    kind: Literal["?=", "?!", "?<=", "?<!"]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part so many times; `quantifier` and `source` are as the pattern has them."""

    body: "Node"
    least: int
    most: int | None
    quantifier: str
    source: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a group found, by the number or name of the group."""

    group: int | str


Node: TypeAlias = (
    Characters | Assertion | Sequence | Choice | Group | Look | Repeat | Reference
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole pattern; the numbers of its named groups, and of all."""

    root: Node
    names: dict[str, int]
    groups: int


def inner(node: Node) -> tuple[Node, ...]:
    """Give the parts directly inside one."""
    match node:
        case Sequence(parts=parts) | Choice(branches=parts):
            return parts
        case Group(body=body) | Look(body=body) | Repeat(body=body):
            return (body,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a part and all inside it, in reading order."""
    yield node
    for part in inner(node):
        yield from walk(part)


def may_be_empty(node: Node) -> bool:
    """Tell whether a part can match without taking a character."""
    match node:
        case Characters():
            return False
        case Sequence(parts=parts):
            return all(map(may_be_empty, parts))
        case Choice(branches=branches):
            return any(map(may_be_empty, branches))
        case Group(body=body):
            return may_be_empty(body)
        case Repeat(body=body, least=least):
            return not least or may_be_empty(body)
    return True
