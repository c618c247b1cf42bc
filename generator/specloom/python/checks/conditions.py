"""When a value without parts breaks its schema, as one Python condition.

JSON Schema 2020-12, Validation, sections 6.1 to 6.3.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from specloom.ir.schema import Schema, SimpleType
from specloom.python.checks.constants import Constants, is_all_text
from specloom.python.checks.keywords import (
    has_string_keywords,
    is_nullable,
    without_null,
)
from specloom.python.text.layout import Chain, Group, Piece, call, flat, keyword
from specloom.python.text.source import Source, code, literal

_BOUNDS = (
    ("minimum", Source("<")),
    ("maximum", Source(">")),
    ("exclusive_minimum", Source("<=")),
    ("exclusive_maximum", Source(">=")),
)
_ALONE = {"string": (("string",),), "number": (("number",), ("integer",))}
# Keywords about values that no type of a schema allows say nothing.
_MEANT = {"string": {"string"}, "number": {"number", "integer"}}


class ConditionModule(Protocol):
    """The module that a condition is written for."""

    @property
    def is_quick(self) -> bool:
        """Tell whether speed goes before brevity."""
        ...

    @property
    def constants(self) -> Constants:
        """Give the constants of the module."""
        ...

    def check(self, name: str) -> Source:
        """Give a function of the runtime."""
        ...

    def builtin(self, name: str) -> Source:
        """Give a builtin."""
        ...

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        ...

    def takes_bytes(self, schema: Schema) -> bool:
        """Tell whether a string may be bytes or a file here."""
        ...


def is_type(name: SimpleType, value: Source, module: ConditionModule) -> Source:
    """Write that a value has a type."""
    match name:
        case "null":
            return code("{} is None", value)
        case "boolean":
            return _is_instance(value, "bool", module)
        case "string":
            return _is_instance(value, "str", module)
        case "object" if module.is_quick:
            return _is_instance(value, "dict", module)
        case "array" if module.is_quick:
            return _is_instance(value, "list", module)
    return code("{}({})", module.check(f"is_{name}"), value)


def _is_instance(value: Source, name: str, module: ConditionModule) -> Source:
    return code("isinstance({}, {})", value, module.builtin(name))


def is_no_type(
    types: Sequence[SimpleType], value: Source, module: ConditionModule
) -> Piece:
    """Write that a value has none of some types."""
    match types:
        case ("null",):
            return code("{} is not None", value)
        case ("boolean",) if module.is_quick:
            return all_of(
                [code("{} is not True", value), code("{} is not False", value)]
            )
        case ("integer" | "number" as name,) if module.is_quick:
            exact = code("type({}) is not int", value)
            return all_of([exact, code("not {}", is_type(name, value, module))])
    return negated(any_of([is_type(name, value, module) for name in types]))


def broken(schema: Schema, value: Source, module: ConditionModule) -> Piece | None:
    """Write that a value breaks a leaf; None if no value does."""
    if is_nullable(schema):
        inner = broken(without_null(schema), value, module)
        return inner and all_of([code("{} is not None", value), inner])
    if module.takes_bytes(schema):
        return _no_text_or_bytes(schema, value, module)
    conditions = [*_values(schema, value, module)]
    is_said = schema.enum is not None and is_all_text(schema.enum)
    if schema.types and not (is_said and "string" in schema.types):
        conditions.insert(0, is_no_type(schema.types, value, module))
    by_type: dict[SimpleType, Callable[..., Iterator[Piece]]] = {
        "string": _string,
        "number": _number,
    }
    for name, written in by_type.items():
        if schema.types and not _MEANT[name].intersection(schema.types):
            continue
        keywords = [*written(schema, value, module)]
        if keywords and schema.types in _ALONE[name]:
            conditions += keywords
        elif keywords:
            asked = is_type(name, value, module)
            conditions.append(all_of([asked, any_of(keywords)]))
    return any_of(conditions) if conditions else None


def holding(schema: Schema, value: Source, module: ConditionModule) -> Piece:
    """Write that a leaf holds for a value."""
    condition = broken(schema, value, module)
    if condition is None:
        return literal(True)
    if len(schema.types) == 1 and condition == is_no_type(schema.types, value, module):
        return is_type(schema.types[0], value, module)
    return negated(condition)


def any_of(conditions: Sequence[Piece]) -> Piece:
    """Join conditions with `or`."""
    return _chain("or", conditions)


def all_of(conditions: Sequence[Piece]) -> Piece:
    """Join conditions with `and`."""
    return _chain("and", conditions)


def negated(condition: Piece) -> Piece:
    """Write that a condition does not hold."""
    if isinstance(condition, Chain):
        return replace(condition, is_denied=not condition.is_denied)
    return denied(condition)


def denied(condition: Piece) -> Piece:
    """Write `not` before what binds closer."""
    if isinstance(condition, Group):
        return replace(condition, before=code("not {}", condition.before))
    return code("not {}", flat(condition))


def _chain(operator: str, conditions: Sequence[Piece]) -> Piece:
    if len(conditions) == 1:
        return conditions[0]
    operands: list[Piece] = []
    for condition in conditions:
        if not isinstance(condition, Chain) or condition.is_denied:
            operands.append(condition)
        elif condition.operator == operator:
            operands += condition.operands
        else:
            operands.append(code("({})", condition.flat))
    return Chain(operator, tuple(operands))


def wrong_size(least: int | None, most: int | None, value: Source) -> list[Piece]:
    """Write that an array or object has too few or too many members."""
    bounds = ((Source("<"), least), (Source(">"), most))
    return [
        code("len({}) {} {}", value, operator, literal(bound))
        for operator, bound in bounds
        if bound is not None
    ]


def string_keywords(schema: Schema, module: ConditionModule) -> list[Piece]:
    """Give the keywords for strings as arguments of the runtime."""
    found: list[Piece] = []
    if schema.min_length is not None:
        found.append(keyword(Source("min_length"), literal(schema.min_length)))
    if schema.max_length is not None:
        found.append(keyword(Source("max_length"), literal(schema.max_length)))
    pattern = _pattern(schema, module)
    if pattern is not None:
        found.append(keyword(Source("pattern"), pattern))
    return found


def _no_text_or_bytes(schema: Schema, value: Source, module: ConditionModule) -> Piece:
    given: list[Piece] = [value, *string_keywords(schema, module)]
    asked = call(code("not {}", module.check("is_string_or_bytes")), given)
    if schema.types:
        return asked
    return all_of([is_type("string", value, module), asked])


def _pattern(schema: Schema, module: ConditionModule) -> Source | None:
    if not schema.pattern:
        return None
    return module.constants.pattern(schema.pattern, schema.at)


def _string(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Piece]:
    if not has_string_keywords(schema):
        return
    yield from wrong_size(schema.min_length, schema.max_length, value)
    pattern = _pattern(schema, module)
    if pattern is not None:
        yield code("{}.search({}) is None", pattern, value)
    if holds := module.format(schema.asserted_format):
        yield code("not {}({})", holds, value)
    if any(schema.asserted_content):
        encoding, media_type = map(literal, schema.asserted_content)
        is_content = module.check("is_content")
        yield code("not {}({}, {}, {})", is_content, value, encoding, media_type)


def _number(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Piece]:
    for name, operator in _BOUNDS:
        bound = getattr(schema, name)
        if bound is not None:
            yield code("{} {} {}", value, operator, literal(bound))
    if schema.multiple_of is not None:
        divisor = literal(schema.multiple_of)
        yield code("not {}({}, {})", module.check("is_multiple"), value, divisor)


def _values(schema: Schema, value: Source, module: ConditionModule) -> Iterator[Piece]:
    if schema.enum is not None:
        constant = module.constants.values(schema.enum, schema.at)
        if is_all_text(schema.enum):
            inside = code("{} not in {}", value, constant)
            yield any_of([negated(_is_instance(value, "str", module)), inside])
        else:
            yield code("not {}({}, {})", module.check("is_among"), value, constant)
    if schema.const is not None:
        match schema.const.json:
            case None:
                yield code("{} is not None", value)
            case bool() as flag:
                yield code("{} is not {}", value, literal(flag))
            case str() as text:
                yield code("{} != {}", value, literal(text))
            case _:
                constant = module.constants.values(
                    (schema.const,), schema.at.child("const")
                )
                yield code("not {}({}, {})", module.check("is_among"), value, constant)
