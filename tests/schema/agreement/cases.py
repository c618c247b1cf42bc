"""One random schema with values for it, made from a number and the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from specloom.compile import DialectName

from .dynamic import dynamic, nested
from .evaluating import KINDS, evaluating
from .mazes import maze
from .values import Aim


@dataclass(frozen=True, slots=True)
class Case:
    """A schema and a dozen values: half made to fit it, the rest close by or unrelated."""

    schema: Any
    values: tuple[Any, ...]


def case(dialect: DialectName, seed: int) -> Case:
    """Make the case of a number."""
    chance = Random(f"{dialect} {seed} kind").random()
    if dialect.startswith("20") and chance < 0.15:
        return _dynamic(dialect, seed)
    made = maze(dialect, seed)
    if dialect.startswith("20") and chance < 0.45:
        kind = made.random.choice(KINDS)
        schema = evaluating(made.random, dialect, kind, made.random.randint(1, 2))
    else:
        schema = made.document()
    values = (*_aimed(Aim(made), schema), made.value(), made.value())
    return Case(schema, values)


def _dynamic(dialect: DialectName, seed: int) -> Case:
    random = Random(f"{dialect} {seed} dynamic")
    schema = dynamic(random, dialect)
    return Case(schema, tuple(nested(random) for _ in range(12)))


def _aimed(aim: Aim, schema: Any) -> Iterator[Any]:
    for number in range(6):
        value = aim.value([schema])
        yield value
        if number % 3 != 2:
            yield aim.near(value)
