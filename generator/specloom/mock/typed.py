"""Give texts the types that a schema asks for (OpenAPI 3.1.1, Parameter Object, `schema`).

A style writes `1`, `true` and `"1"` alike, so a text can mean several JSON values. The
first that the schema accepts is meant; if it accepts none, the first is what is wrong.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema, SimpleType
from specloom.mock.directed import Directed
from specloom.mock.written import Wanted, Written
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.conformity import Judge, is_of

_DEEPEST = 6
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_TYPES: tuple[SimpleType, ...] = (
    "array",
    "object",
    "integer",
    "number",
    "boolean",
    "null",
    "string",
)
_SCALARS = frozenset(_TYPES) - {"array", "object"}
_OBJECT = ("properties", "additional_properties", "required", "pattern_properties")


@dataclass(frozen=True, slots=True)
class Typing:
    """Knows the named schemas of a document."""

    schemas: Directed

    def wanted(self, schema: AnySchema) -> Wanted:
        """Tell what a schema lets a value be."""
        types = self.types(schema)
        flat = [*self._branches(schema, 0)]
        return Wanted(
            is_array="array" in types,
            is_object="object" in types,
            is_scalar=not types or bool(types & _SCALARS),
            names=frozenset(entry.name for one in flat for entry in one.properties),
            takes_more=any(map(_takes_more, flat)),
        )

    def types(self, schema: AnySchema) -> frozenset[str]:
        """Give the types that a value may have; none for any."""
        return frozenset(
            name for one in self._branches(schema, 0) for name in _types(one)
        )

    def chosen(self, written: Iterable[Written], schema: AnySchema) -> Any:
        """Give the meaning that fits; the first if none does.

        Raises:
            ValueError: there is nothing to choose from.
        """
        return self.best(
            (value for one in written for value in self._typed(one, schema, 0)), schema
        )

    def best(self, values: Iterable[Any], schema: AnySchema) -> Any:
        """Give the first value that the schema accepts, else the first."""
        judge, known = Judge(self.schemas), [*values]
        if not known:
            raise ValueError("there is nothing to choose from")
        fitting = (value for value in known if judge.accepts(schema, value))
        return next(fitting, known[0])

    def member(self, schema: AnySchema, name: str) -> AnySchema:
        """Give the schema of a property, as far as there is one."""
        for flat in self._branches(schema, 0):
            for entry in flat.properties:
                if entry.name == name:
                    return entry.schema
        more = (flat.additional_properties for flat in self._branches(schema, 0))
        found = next((entry for entry in more if entry is not None), None)
        return found or BooleanSchema(schema.at, accepts=True)

    def _branches(self, schema: AnySchema, depth: int) -> Iterator[Schema]:
        """Yield a schema as one, and its alternatives."""
        flat = plain_schema(schema, self.schemas)
        if flat is None or depth > _DEEPEST:
            return
        yield flat
        for branch in (*flat.one_of, *flat.any_of):
            yield from self._branches(branch, depth + 1)

    def _typed(self, written: Written, schema: AnySchema, depth: int) -> Iterator[Any]:
        if isinstance(written, str):
            yield from scalars(written, self.types(schema))
            return
        flat = plain_schema(schema, self.schemas)
        branches = () if flat is None else (*flat.one_of, *flat.any_of)
        for branch in branches if depth < _DEEPEST else ():
            yield from self._typed(written, branch, depth + 1)
        if isinstance(written, list):
            yield [
                self.chosen((item,), self.item(schema, index))
                for index, item in enumerate(written)
            ]
        else:
            yield {
                name: self.chosen((member,), self.member(schema, name))
                for name, member in written.items()
            }

    def item(self, schema: AnySchema, index: int) -> AnySchema:
        """Give the schema of an item, as far as there is one."""
        for flat in self._branches(schema, 0):
            if index < len(flat.prefix_items):
                return flat.prefix_items[index]
            if flat.items is not None:
                return flat.items
        return BooleanSchema(schema.at, accepts=True)


def scalars(text: str, types: frozenset[str]) -> Iterator[Any]:
    """Yield what a text can mean as one of some types; the text itself at last."""
    if not types:
        yield text
    if {"integer", "number"} & types or not types:
        yield from _numbers(text)
    if ("boolean" in types or not types) and text in ("true", "false"):
        yield text == "true"
    if "null" in types and text in ("null", ""):
        yield None
    if types:
        yield text


def _numbers(text: str) -> Iterator[int | float]:
    if _NUMBER.match(text):
        try:
            value = json.loads(text)
        except ValueError:
            # Python reads no integer of more than some thousand digits.
            return
        if math.isfinite(value):
            yield value


def _types(flat: Schema) -> Iterator[str]:
    if flat.types:
        yield from flat.types
        return
    stated = [value.json for value in (*(flat.enum or ()), flat.const) if value]
    for value in stated:
        yield next(name for name in _TYPES if is_of(value, name))
    if any(getattr(flat, name) for name in _OBJECT):
        yield "object"
    if flat.items is not None or flat.prefix_items:
        yield "array"


def _takes_more(flat: Schema) -> bool:
    more = flat.additional_properties
    return isinstance(more, (Schema, Reference)) or (
        isinstance(more, BooleanSchema) and more.accepts
    )
