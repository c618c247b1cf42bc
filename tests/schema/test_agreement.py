"""Compare verdicts with another validator's, on random schemas and values."""

from __future__ import annotations

from typing import Any

import pytest

from specloom.compile import DialectName, Validator, compile_schema

from .agreement.cases import Case, case
from .agreement.voices import CLASSES, other

SCHEMAS = 100
PARTS = 4
WRITTEN_OUT = 50
"""Of so many schemas one is checked by its `.source` too, which takes a while to lay out."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("dialect", [*CLASSES])
def test_verdicts_are_those_of_another_validator(
    dialect: DialectName, part: int
) -> None:
    """No random value is valid to one and invalid to the other; violations agree."""
    pytest.importorskip("jsonschema_rs")
    for number in range(part * SCHEMAS, (part + 1) * SCHEMAS):
        made = case(dialect, number)
        ours = compile_schema(made.schema, dialect)
        verdicts = [ours.is_valid(value) for value in made.values]
        assert verdicts == _others(made, dialect), (number, made)
        assert verdicts == [not ours.violations(value) for value in made.values]
        if number % WRITTEN_OUT == 0:
            assert verdicts == _written_out(ours, made.values), (number, made)


def test_random_values_are_as_often_valid_as_not() -> None:
    """A comparison says little where nearly all verdicts are the same."""
    verdicts = [
        verdict
        for dialect in CLASSES
        for number in range(60)
        for verdict in _ours(case(dialect, number), dialect)
    ]
    assert 0.35 < sum(verdicts) / len(verdicts) < 0.65


def _ours(made: Case, dialect: DialectName) -> list[bool]:
    validator = compile_schema(made.schema, dialect)
    return [validator.is_valid(value) for value in made.values]


def _others(made: Case, dialect: DialectName) -> list[bool]:
    is_valid = other(dialect, made.schema)
    return [is_valid(value) for value in made.values]


def _written_out(validator: Validator, values: tuple[Any, ...]) -> list[bool]:
    module: dict[str, Any] = {}
    exec(validator.source, module)
    return [module["is_valid"](value) for value in values]
