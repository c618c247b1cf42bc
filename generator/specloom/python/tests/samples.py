"""Values that fit a schema (JSON Schema 2020-12), each visibly different from the others.

Every value is tried on its schema before it is given. What an author wrote as an example
is preferred to what can be made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Property, Reference, Schema
from specloom.python.tests.combining import combined, plain_schema
from specloom.python.tests.conformity import Binary, Judge, Schemas
from specloom.python.tests.leaves import Leaves
from specloom.python.tests.matching import matching

_DEEPEST = 7
_MOST_ITEMS = 50


class NoSample(Exception):
    """No value is known to fit a schema; the text says where the schema is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the values are for.

    `items` is how many items an array gets, `suffix` what follows made-up texts, and
    `skips` the annotation that keeps a property out of a message. Where a value is
    shallow, the values of named schemas in it have no more than they need.
    """

    items: int = 2
    suffix: str = ""
    skips: str = "read_only"
    takes_bytes: bool = False
    keeps_named: bool = False
    is_full: bool = True
    is_shallow: bool = False


REQUEST = Kind()
FULL = Kind(items=1, skips="")
LEAST = Kind(items=1, skips="", is_full=False)
SHALLOW = Kind(items=1, skips="", is_shallow=True)
RESPONSE = Kind(items=1, skips="write_only", keeps_named=True)


@dataclass(slots=True)
class Sampler:
    """Makes values one after the other; those of named schemas are kept for answers."""

    schemas: Schemas
    kind: Kind
    leaves: Leaves = field(default_factory=Leaves)
    kept: dict[Location, Any] = field(default_factory=dict)
    _least: dict[Location, Any] = field(default_factory=dict)
    _open: list[Location] = field(default_factory=list)
    _joined: list[Location] = field(default_factory=list)
    _judge: Judge = field(init=False)

    def __post_init__(self) -> None:
        """Make the judge of all values."""
        self._judge = Judge(self.schemas)

    def value(self, schema: AnySchema, name: str = "value", depth: int = 0) -> Any:
        """Give a value that fits, named after what it is the value of."""
        if isinstance(schema, Reference):
            return self._named(schema, name, depth)
        before = len(self._joined)
        self._join(schema)
        try:
            for candidate in self._candidates(schema, name, depth):
                if self._judge.accepts(schema, candidate):
                    return candidate
        finally:
            del self._joined[before:]
            if depth == 0:
                self._judge.forget()
        raise NoSample(schema.at.pointer)

    def _join(self, schema: AnySchema) -> None:
        """Remember what `allOf` refers to; raise NoSample where that leads to itself."""
        targets = _joined_by(schema)
        for target in targets:
            if target in self._joined:
                raise NoSample(target.pointer)
        self._joined += targets

    def value_as(self, kind: Kind, schema: AnySchema, name: str) -> Any:
        """Give a value for another purpose, going on with the same numbers."""
        before, self.kind = self.kind, kind
        try:
            return self.value(schema, name)
        finally:
            self.kind = before

    def _named(self, reference: Reference, name: str, depth: int) -> Any:
        target = reference.target
        if self.kind.is_shallow and depth:
            return self._needed(reference, name)
        if target in self.kept:
            return self.kept[target]
        if target in self._open:
            raise NoSample(target.pointer)
        self._open.append(target)
        try:
            found = self.value(self.schemas[target], name, depth)
        finally:
            self._open.pop()
        if self.kind.keeps_named and isinstance(found, dict):
            self.kept[target] = found
        return found

    def _needed(self, reference: Reference, name: str) -> Any:
        """Give what a named schema needs, the same each time."""
        if reference.target not in self._least:
            value = self.value_as(LEAST, reference, name)
            self._least[reference.target] = value
        return self._least[reference.target]

    def _candidates(self, schema: AnySchema, name: str, depth: int) -> Iterator[Any]:
        if isinstance(schema, BooleanSchema):
            yield self._text(schema.at, name)
            return
        flat = plain_schema(schema, self.schemas)
        if flat is None:
            return
        yield from self.leaves.stated(flat)
        for branch in (*flat.one_of, *flat.any_of):
            yield from self._branch(flat, branch, name, depth)
        yield from self._typed(flat, name, depth)

    def _branch(
        self, flat: Schema, branch: AnySchema, name: str, depth: int
    ) -> Iterator[Any]:
        own = replace(flat, one_of=(), any_of=(), examples=())
        inner = plain_schema(branch, self.schemas)
        opened = [branch.target] if isinstance(branch, Reference) else []
        if inner is None or any(target in self._open for target in opened):
            return
        self._open += opened
        try:
            yield from self._candidates(combined(own, inner), name, depth + 1)
        finally:
            del self._open[len(self._open) - len(opened) :]

    def _typed(self, flat: Schema, name: str, depth: int) -> Iterator[Any]:
        types = flat.types or _implied(flat)
        for type_ in sorted(types, key=lambda known: known == "null"):
            match type_:
                case "object":
                    yield from self._objects(flat, depth)
                case "array":
                    yield from self._arrays(flat, name, depth)
                case "string":
                    yield from self._texts(flat, name)
                case "boolean":
                    yield self.leaves.next() % 2 == 0
                case "null":
                    yield None
                case _:
                    yield from self.leaves.numbers(flat, type_ == "integer")

    def _texts(self, flat: Schema, name: str) -> Iterator[Any]:
        if self.kind.takes_bytes and flat.format == "binary":
            yield Binary(self.leaves.next())
        yield from self.leaves.texts(flat, name, self.kind.suffix)

    def _text(self, at: Location, name: str) -> str:
        """Give a text where any value will do."""
        return self.leaves.text(Schema(at=at), name, self.kind.suffix)

    def _arrays(self, flat: Schema, name: str, depth: int) -> Iterator[list[Any]]:
        least = flat.min_items or 0
        most = _MOST_ITEMS if flat.max_items is None else flat.max_items
        if least > _MOST_ITEMS:
            return
        wanted = max(least, min(self.kind.items, most))
        items: list[Any] = []
        try:
            items.extend(
                self._item(flat, index, name, depth) for index in range(wanted)
            )
        except NoSample:
            if len(items) < least:
                raise
        yield items
        yield items[:least]
        if flat.contains is not None:
            count = 1 if flat.min_contains is None else flat.min_contains
            inner = flat.contains
            more = [self.value(inner, name, depth + 1) for _ in range(count)]
            yield [*items[: len(flat.prefix_items)], *more]

    def _item(self, flat: Schema, index: int, name: str, depth: int) -> Any:
        if index < len(flat.prefix_items):
            return self.value(flat.prefix_items[index], name, depth + 1)
        if flat.items is None:
            return self._text(flat.at, name)
        return self.value(flat.items, name, depth + 1)

    def _objects(self, flat: Schema, depth: int) -> Iterator[dict[str, Any]]:
        needed = {
            entry.name: self.value(entry.schema, entry.name, depth + 1)
            for entry in flat.properties
            if entry.name in flat.required
        }
        for name in flat.required:
            if name not in needed:
                needed[name] = self._further(flat, name, depth)
        found = dict(needed)
        if self.kind.is_full and depth < _DEEPEST:
            found |= self._optional(flat, depth)
        yield _in_order(flat, found)
        yield _in_order(flat, needed)
        size = flat.min_properties or 0
        more = {name: self._text(flat.at, "x") for name in self._names(flat, size)}
        yield needed | more

    def _optional(self, flat: Schema, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for entry in flat.properties:
            if entry.name in flat.required or self._is_skipped(entry):
                continue
            try:
                found[entry.name] = self.value(entry.schema, entry.name, depth + 1)
            except NoSample:
                continue
        if not flat.properties and (flat.min_properties or 1) > 0:
            found |= self._entries(flat, depth)
        return found

    def _entries(self, flat: Schema, depth: int) -> dict[str, Any]:
        """Fill an object that is used as a dictionary."""
        more = flat.additional_properties
        try:
            if flat.pattern_properties:
                entry = flat.pattern_properties[0]
                name = next(matching(entry.pattern, self.leaves.next()), None)
                return {name: self.value(entry.schema, name, depth + 1)} if name else {}
            if isinstance(more, (Schema, Reference)):
                count = max(self.kind.items, flat.min_properties or 0)
                return {
                    key: self.value(more, "value", depth + 1)
                    for key in self._names(flat, count)
                }
        except NoSample:
            return {}
        return {}

    def _names(self, flat: Schema, count: int) -> list[str]:
        """Name the entries of a dictionary, by the pattern that they may have to match."""
        names = flat.property_names
        named = plain_schema(names, self.schemas) if names is not None else None
        if named is None or named.pattern is None:
            return [f"key_{n + 1}" for n in range(count)]
        least, most = named.min_length or 0, named.max_length
        found = (
            text
            for seed in range(count * 3)
            for text in matching(named.pattern, seed, least, most)
        )
        return [*dict.fromkeys(found)][:count]

    def _further(self, flat: Schema, name: str, depth: int) -> Any:
        more = flat.additional_properties
        if isinstance(more, (Schema, Reference)):
            return self.value(more, name, depth + 1)
        return self._text(flat.at, name)

    def _is_skipped(self, entry: Property) -> bool:
        flat = plain_schema(entry.schema, self.schemas)
        if flat is None or not self.kind.skips:
            return False
        return flat.read_only if self.kind.skips == "read_only" else flat.write_only


def _joined_by(schema: AnySchema) -> list[Location]:
    """Give what the parts of a schema refer to."""
    found: list[Location] = []
    for part in schema.all_of if isinstance(schema, Schema) else ():
        found += [part.target] if isinstance(part, Reference) else _joined_by(part)
    return found


def _implied(flat: Schema) -> tuple[str, ...]:
    """Give the types that keywords speak of where `type` is missing; text for none."""
    if flat.properties or flat.required or flat.additional_properties is not None:
        return ("object",)
    if flat.items is not None or flat.prefix_items:
        return ("array",)
    numeric = (flat.minimum, flat.maximum, flat.multiple_of)
    return ("string",) if numeric == (None, None, None) else ("integer",)


def _in_order(flat: Schema, found: dict[str, Any]) -> dict[str, Any]:
    known = [entry.name for entry in flat.properties if entry.name in found]
    return {name: found[name] for name in dict.fromkeys((*known, *found))}
