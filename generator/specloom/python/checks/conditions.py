"""When a value without parts breaks its schema, as one Python condition.

JSON Schema 2020-12, Validation, sections 6.1 to 6.3.
"""

from collections.abc import Iterator
from typing import Protocol

from specloom.errors import Location
from specloom.ir.schema import Schema, SimpleType, Value
from specloom.python.checks.keywords import (
    has_applicators,
    has_array_keywords,
    has_object_keywords,
)
from specloom.python.text.source import Source, code, joined, literal

CLASSES = {
    "string": Source("str"),
    "array": Source("list"),
    "object": Source("dict"),
}
_BOUNDS = (
    ("minimum", Source("<")),
    ("maximum", Source(">")),
    ("exclusive_minimum", Source("<=")),
    ("exclusive_maximum", Source(">=")),
)
_ALONE = {"string": (("string",),), "number": (("number",), ("integer",))}


class ConditionModule(Protocol):
    """The module that a condition is written for."""

    def check(self, name: str) -> Source:
        """Give a function of the runtime."""
        ...

    def pattern(self, schema: Schema) -> Source:
        """Give the constant of a schema's `pattern`."""
        ...

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        ...

    def values(self, values: tuple[Value, ...], at: Location) -> Source:
        """Give the constant of the values of an `enum`."""
        ...


def is_leaf(schema: Schema) -> bool:
    """Tell whether one condition says all of a schema."""
    has_parts = has_array_keywords(schema) or has_object_keywords(schema)
    return not has_parts and not has_applicators(schema)


def is_type(name: SimpleType, value: Source, module: ConditionModule) -> Source:
    """Write that a value has a type."""
    match name:
        case "null":
            return code("{} is None", value)
        case "boolean":
            return code("isinstance({}, bool)", value)
        case "integer" | "number":
            return code("{}({})", module.check(f"is_{name}"), value)
    return code("isinstance({}, {})", value, CLASSES[name])


def wrong_type(schema: Schema, value: Source, module: ConditionModule) -> Source:
    """Write that a value has none of a schema's types."""
    match schema.types:
        case ("null",):
            return code("{} is not None", value)
        case ("boolean",):
            return code("{} is not True and {} is not False", value, value)
        case ("integer",):
            asked = is_type("integer", value, module)
            return code("type({}) is not int and not {}", value, asked)
        case ("number",):
            asked = is_type("number", value, module)
            exact = code("type({}) is not int and type({}) is not float", value, value)
            return code("{} and not {}", exact, asked)
        case (one,):
            return code("not {}", is_type(one, value, module))
    asked = any_of([is_type(name, value, module) for name in schema.types])
    return code("not ({})", asked)


def broken(schema: Schema, value: Source, module: ConditionModule) -> Source | None:
    """Write that a value breaks a leaf; None if no value does."""
    conditions = [*_values(schema, value, module)]
    is_said = schema.enum is not None and _is_all_text(schema.enum)
    if schema.types and not (is_said and "string" in schema.types):
        conditions.insert(0, wrong_type(schema, value, module))
    by_type: dict[SimpleType, list[Source]] = {
        "string": [*_string(schema, value, module)],
        "number": [*_number(schema, value, module)],
    }
    for name, keywords in by_type.items():
        if not keywords:
            continue
        if schema.types in _ALONE[name]:
            conditions += keywords
        else:
            inner = any_of(keywords)
            if len(keywords) > 1:
                inner = code("({})", inner)
            conditions.append(code("{} and {}", is_type(name, value, module), inner))
    return any_of(conditions) if conditions else None


def any_of(conditions: list[Source]) -> Source:
    """Join conditions with `or`."""
    if len(conditions) == 1:
        return conditions[0]
    parted = [
        code("({})", entry) if " and " in entry.text else entry for entry in conditions
    ]
    return joined(" or ", parted)


def holding(schema: Schema, value: Source, module: ConditionModule) -> Source:
    """Write that a leaf holds for a value."""
    condition = broken(schema, value, module)
    if condition is None:
        return Source("True")
    if len(schema.types) == 1 and condition == wrong_type(schema, value, module):
        return is_type(schema.types[0], value, module)
    return code("not ({})", condition)


def wrong_size(least: int | None, most: int | None, value: Source) -> list[Source]:
    """Write that an array or object has too few or too many members."""
    bounds = ((Source("<"), least), (Source(">"), most))
    return [
        code("len({}) {} {}", value, operator, literal(bound))
        for operator, bound in bounds
        if bound is not None
    ]


def _string(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Source]:
    if schema.min_length is not None:
        yield code("len({}) < {}", value, literal(schema.min_length))
    if schema.max_length is not None:
        yield code("len({}) > {}", value, literal(schema.max_length))
    if schema.pattern:
        yield code("{}.search({}) is None", module.pattern(schema), value)
    if holds := module.format(schema.asserted_format):
        yield code("not {}({})", holds, value)


def _number(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Source]:
    for name, operator in _BOUNDS:
        bound = getattr(schema, name)
        if bound is not None:
            yield code("{} {} {}", value, operator, literal(bound))
    if schema.multiple_of is not None:
        divisor = literal(schema.multiple_of)
        yield code("not {}({}, {})", module.check("is_multiple"), value, divisor)


def _values(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Source]:
    if schema.enum is not None:
        constant = module.values(schema.enum, schema.at.child("enum"))
        if _is_all_text(schema.enum):
            inside = code("isinstance({}, str) and {} in {}", value, value, constant)
            yield code("not ({})", inside)
        else:
            among = module.check("is_among")
            yield code("not {}({}, {})", among, value, constant)
    if schema.const is not None:
        match schema.const.json:
            case None:
                yield code("{} is not None", value)
            case bool() as flag:
                yield code("{} is not {}", value, literal(flag))
            case str() as text:
                yield code("{} != {}", value, literal(text))
            case _:
                equal = module.check("json_equal")
                constant = module.values((schema.const,), schema.at.child("const"))
                yield code("not {}({}, {}[0])", equal, value, constant)


def _is_all_text(values: tuple[Value, ...]) -> bool:
    return bool(values) and all(isinstance(value.json, str) for value in values)
