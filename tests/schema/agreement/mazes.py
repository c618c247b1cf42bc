"""What stands behind each keyword of each dialect, drafts 4 to 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from specloom.compile import DialectName
from specloom.runtime.values import is_unique

from .plan import Plan
from .pools import BOUNDS, PATTERNS, STEPS, TYPES
from .schemas import TYPES_OF, Maker, Maze, Schema, Spot


def maze(dialect: DialectName, seed: int | str) -> Maze:
    """Make the maze of a seed."""
    random = Random(f"{dialect} {seed}")
    # Others take `contains` of 2019-09 for evaluating items; its section 9.3.1.3 does not.
    left_out = random.choice(("contains", "unevaluatedItems"))
    plan = Plan(random, dialect).lay_out()
    makers = KEYWORDS[dialect]
    strangers = {name: _STRANGERS[name] for name in _STRANGERS if name not in makers}
    is_left = dialect == "2019-09"
    return Maze(dialect, random, plan, makers, strangers, left_out if is_left else "")


def _count(maze: Maze, spot: Spot) -> int:
    return maze.random.choice((0, 1, 1, 2, 2, 3))


def _step(maze: Maze, spot: Spot) -> int | float:
    return maze.random.choice(STEPS)


def _bound(maze: Maze, spot: Spot) -> int | float:
    return maze.random.choice(BOUNDS)


def _flag(maze: Maze, spot: Spot) -> bool:
    return maze.random.random() < 0.8


def _inner(maze: Maze, spot: Spot) -> Any:
    return maze.inner(spot.beside)


def _rest(maze: Maze, spot: Spot) -> Any:
    """Make what applies to all parts that no other keyword speaks of."""
    if maze.dialect != "draft4" and maze.random.random() < 0.4:
        return False
    return maze.part(spot)


def _enum(maze: Maze, spot: Spot) -> list[Any]:
    values = [maze.chosen(spot) for _ in range(maze.random.randint(1, 4))]
    return values if is_unique(values) else values[:1]


def _types(maze: Maze, spot: Spot) -> Any:
    if maze.random.random() < 0.5:
        return maze.random.choice(TYPES_OF[spot.theme])
    return maze.random.sample(TYPES, maze.random.randint(1, 3))


def _tuple(maze: Maze, spot: Spot) -> list[Any]:
    return [maze.part(spot) for _ in range(maze.random.randint(1, 3))]


def _items(maze: Maze, spot: Spot) -> Any:
    """Make `items`, which was an array too before 2020-12."""
    if maze.dialect != "2020-12" and maze.random.random() < 0.5:
        return _tuple(maze, spot)
    return _rest(maze, spot)


def _properties(maze: Maze, spot: Spot) -> Schema:
    return {name: maze.part(spot) for name in maze.names(1)}


def _pattern_properties(maze: Maze, spot: Spot) -> Schema:
    patterns = maze.random.sample([*PATTERNS], maze.random.randint(1, 2))
    return {pattern: maze.part(spot) for pattern in patterns}


def _property_names(maze: Maze, spot: Spot) -> Any:
    return maze.inner(spot.part("string"))


def _needs(maze: Maze, spot: Spot) -> dict[str, list[str]]:
    least = 1 if maze.dialect == "draft4" else 0
    return {name: maze.names(least) for name in maze.names(1)}


def _with(maze: Maze, spot: Spot) -> Schema:
    return {name: maze.inner(spot.beside) for name in maze.names(1)}


def _dependencies(maze: Maze, spot: Spot) -> Schema:
    # From 2019-09 on it is no keyword: whether its schemas evaluate is for no one to say.
    more = {} if maze.plan.is_new else _with(maze, spot)
    return _needs(maze, spot) | more


def _pattern(maze: Maze, spot: Spot) -> str:
    return maze.random.choice([*PATTERNS])


def _required(maze: Maze, spot: Spot) -> list[str]:
    return maze.names(1)


def _anything(maze: Maze, spot: Spot) -> Any:
    return maze.value(2)


_DRAFT_4: Mapping[str, Maker] = {
    "type": _types,
    "enum": _enum,
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _flag,
    "exclusiveMaximum": _flag,
    "multipleOf": _step,
    "minLength": _count,
    "maxLength": _count,
    "pattern": _pattern,
    "minItems": _count,
    "maxItems": _count,
    "uniqueItems": _flag,
    "items": _items,
    "additionalItems": _rest,
    "minProperties": _count,
    "maxProperties": _count,
    "required": _required,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _rest,
    "dependencies": _dependencies,
    "allOf": Maze.inners,
    "anyOf": Maze.inners,
    "oneOf": Maze.inners,
    "not": _inner,
}
_DRAFT_6: Mapping[str, Maker] = {
    **_DRAFT_4,
    "exclusiveMinimum": _bound,
    "exclusiveMaximum": _bound,
    "const": Maze.chosen,
    "contains": lambda maze, spot: maze.part(spot),
    "propertyNames": _property_names,
}
_DRAFT_7: Mapping[str, Maker] = {
    **_DRAFT_6,
    "if": _inner,
    "then": _inner,
    "else": _inner,
}
_2019_09: Mapping[str, Maker] = {
    **_DRAFT_7,
    "minContains": _count,
    "maxContains": _count,
    "dependentRequired": _needs,
    "dependentSchemas": _with,
    "unevaluatedItems": _rest,
    "unevaluatedProperties": _rest,
}
_2020_12: Mapping[str, Maker] = {
    **{name: maker for name, maker in _2019_09.items() if name != "additionalItems"},
    "prefixItems": _tuple,
}
KEYWORDS: Mapping[DialectName, Mapping[str, Maker]] = {
    "draft4": _DRAFT_4,
    "draft6": _DRAFT_6,
    "draft7": _DRAFT_7,
    "2019-09": _2019_09,
    "2020-12": _2020_12,
}


_ALL: Mapping[str, Maker] = {**_2019_09, **_2020_12}
_STRANGERS: Mapping[str, Maker] = {
    name: _ALL.get(name, _anything)
    for name in (
        *("const", "contains", "propertyNames", "if", "else", "dependentRequired"),
        *("dependentSchemas", "minContains", "unevaluatedItems", "prefixItems"),
        *("unevaluatedProperties", "additionalItems", "default", "x-new", "nullable"),
    )
}
