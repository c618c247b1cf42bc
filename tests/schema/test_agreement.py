"""Compare verdicts with another validator's, on random schemas and values."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from specloom.compile import DialectName, compile_schema

OTHERS: Mapping[DialectName, str] = {
    "draft4": "Draft4Validator",
    "draft6": "Draft6Validator",
    "draft7": "Draft7Validator",
    "2019-09": "Draft201909Validator",
    "2020-12": "Draft202012Validator",
}
NAMES = ("a", "b", "c", "ab")
TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
# Without 1.0, which is no integer to others in draft 4, and without tenths, which the
# other divides as binary numbers.
SCALARS = (None, True, False, 0, 1, 2, 1.5, -1, "", "a", "ab", "b", 0.3, 10**20)
SCHEMAS = 120
VALUES = 12

Maker = Callable[["Maze"], Any]


class Maze:
    """Makes random schemas of a dialect, and values that they may concern."""

    def __init__(self, dialect: DialectName, seed: int) -> None:
        self.dialect = dialect
        self.random = random.Random(f"{dialect} {seed}")
        self.depth = 3

    def value(self, depth: int = 3) -> Any:
        """Make a value."""
        kind = self.random.random() if depth else 1.0
        count = self.random.randint(0, 3)
        if kind < 0.3:
            names = self.random.sample(NAMES, count)
            return {name: self.value(depth - 1) for name in names}
        if kind < 0.55:
            return [self.value(depth - 1) for _ in range(count)]
        return self.random.choice(SCALARS)

    def schema(self) -> dict[str, Any]:
        """Make a schema of one to four keywords."""
        makers = {**COMMON, **(NEW if self.dialect[:2] == "20" else OLD)}
        if self.dialect != "draft4":
            makers |= FROM_DRAFT_6
        names = self.random.sample([*makers], self.random.randint(1, 4))
        return {name: makers[name](self) for name in names}

    def inner(self) -> Any:
        """Make a schema inside another."""
        if not self.depth:
            return {"type": self.random.choice(TYPES)}
        if self.random.random() < 0.1 and self.dialect != "draft4":
            return self.random.choice((True, False))
        self.depth -= 1
        made = self.schema()
        self.depth += 1
        return made

    def inners(self) -> list[Any]:
        """Make one to three schemas."""
        return [self.inner() for _ in range(self.random.randint(1, 3))]

    def named(self) -> dict[str, Any]:
        """Make schemas by name."""
        return {name: self.inner() for name in self.random.sample(NAMES, 2)}

    def needs(self) -> dict[str, Any]:
        """Make names that another needs."""
        return {self.random.choice(NAMES): self.random.sample(NAMES, 2)}


def count(maze: Maze) -> int:
    return maze.random.randint(0, 2)


COMMON: dict[str, Maker] = {
    "type": lambda maze: maze.random.sample(TYPES, 2),
    "enum": lambda maze: [maze.value(1), maze.value(1)],
    "minimum": lambda maze: maze.random.choice((0, 1, 1.5)),
    "multipleOf": lambda maze: maze.random.choice((1, 2, 0.5)),
    "minLength": count,
    "maxLength": count,
    "pattern": lambda maze: maze.random.choice(("^a", "b$", "^.$")),
    "minItems": count,
    "maxItems": count,
    "uniqueItems": lambda maze: maze.random.random() < 0.7,
    "items": Maze.inner,
    "minProperties": count,
    "maxProperties": count,
    "required": lambda maze: maze.random.sample(NAMES, 1),
    "properties": Maze.named,
    "patternProperties": lambda maze: {"^a": maze.inner(), "b": maze.inner()},
    "additionalProperties": Maze.inner,
    "allOf": Maze.inners,
    "anyOf": Maze.inners,
    "oneOf": Maze.inners,
    "not": Maze.inner,
}
OLD: dict[str, Maker] = {"dependencies": Maze.needs}
FROM_DRAFT_6: dict[str, Maker] = {
    "const": lambda maze: maze.value(1),
    "contains": Maze.inner,
    "propertyNames": Maze.inner,
    "exclusiveMaximum": count,
}
NEW: dict[str, Maker] = {
    "if": Maze.inner,
    "then": Maze.inner,
    "else": Maze.inner,
    "dependentRequired": Maze.needs,
    "dependentSchemas": Maze.named,
    "unevaluatedProperties": lambda maze: maze.random.random() < 0.2,
    "minContains": count,
    "maxContains": count,
}


@pytest.mark.parametrize("dialect", [*OTHERS])
def test_verdicts_are_those_of_another_validator(dialect: DialectName) -> None:
    """No random value is valid to one and invalid to the other; violations agree."""
    others = pytest.importorskip("jsonschema")
    for seed in range(SCHEMAS):
        maze = Maze(dialect, seed)
        schema = maze.schema()
        ours, theirs = compile_schema(schema, dialect), getattr(others, OTHERS[dialect])
        for _ in range(VALUES):
            value = maze.value()
            is_valid = ours.is_valid(value)
            assert is_valid is theirs(schema).is_valid(value), (schema, value)
            assert bool(ours.violations(value)) is not is_valid, (schema, value)
