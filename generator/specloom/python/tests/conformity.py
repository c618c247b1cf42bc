"""Which keywords a value breaks: JSON Schema 2020-12, Validation, said once more.

The generated validators are tested with what this module finds, so it shares nothing with
them but the translation of patterns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

from specloom.ecma.compiled import compiled
from specloom.ecma.problem import PatternProblem
from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema, SimpleType
from specloom.python.tests.broken import (
    Broken,
    Path,
    breach,
    concealed,
    in_number,
    in_size,
    in_text,
    is_secret,
    not_of,
    shown,
)
from specloom.python.tests.closest import of_branches
from specloom.python.tests.evaluated import Evaluated
from specloom.python.tests.likely import Likely
from specloom.python.tests.matching import is_match

Schemas: TypeAlias = Mapping[Location, AnySchema]

_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Binary:
    """Content that is no JSON: bytes that differ by their number."""

    number: int


def same(a: Any, b: Any) -> bool:
    """Compare as JSON does: `1` equals `1.0`, `true` does not equal `1`."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return bool(a == b)


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows the named schemas of a document, and what it was asked before.

    Schemas that lead back to themselves by `anyOf` are asked about the same value over
    and over. What was asked is kept, so that nothing else can get its identity.
    `tells` is whether what is broken is said in words.
    """

    schemas: Schemas
    tells: bool = True
    likely: Likely = field(init=False, repr=False, compare=False)
    _asked: "Judge" = field(init=False, repr=False, compare=False)
    _texts: dict[int, tuple[Schema, frozenset[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _properties: dict[int, tuple[Schema, Mapping[str, AnySchema]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    known: dict[tuple[int, int], tuple[AnySchema, Any, bool]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Remember which branches of unions a value may fit, and who needs no words."""
        asked = Judge(self.schemas, tells=False) if self.tells else self
        object.__setattr__(self, "_asked", asked)
        object.__setattr__(self, "likely", Likely(self.schemas))

    def accepts(self, schema: AnySchema, value: Any) -> bool:
        """Tell whether a value fits a schema."""
        asked = self._asked
        if not isinstance(value, (dict, list)):
            return next(asked.broken(schema, value), None) is None
        key = id(schema), id(value)
        known = asked.known.get(key)
        if known is None:
            holds = next(asked.broken(schema, value), None) is None
            known = asked.known[key] = schema, value, holds
        return known[2]

    def forget(self) -> None:
        """Let go of the values that were asked about."""
        self._asked.known.clear()

    def broken(
        self, schema: AnySchema, value: Any, path: Path = (), depth: int = 0
    ) -> Iterator[Broken]:
        """Yield what a value breaks."""
        if depth > _DEEPEST:
            return
        match schema:
            case BooleanSchema(accepts=accepts):
                if not accepts:
                    yield Broken(path, "")
            case Reference(target=target):
                yield from self.broken(self.schemas[target], value, path, depth + 1)
            case Schema():
                found = self._keywords(schema, value, path, depth + 1)
                yield from map(concealed, found) if is_secret(schema) else found

    def _keywords(
        self, schema: Schema, value: Any, path: Path, depth: int
    ) -> Iterator[Broken]:
        if schema.types and not any(is_of(value, name) for name in schema.types):
            yield breach(schema, path, "type", not_of(schema.types))
        if schema.enum is not None and not self._is_one_of(value, schema):
            yield breach(schema, path, "enum", "not one of")
        if schema.const is not None and not same(value, schema.const.json):
            yield breach(schema, path, "const", "is not")
        if isinstance(value, str):
            yield from in_text(schema, value, path)
        elif is_of(value, "number"):
            yield from in_number(schema, value, path)
        elif isinstance(value, list):
            yield from self._array(schema, value, path, depth)
        elif isinstance(value, dict):
            yield from self._object(schema, value, path, depth)
        yield from self._applied(schema, value, path, depth)
        rest = schema.unevaluated_properties, schema.unevaluated_items
        if rest != (None, None):
            yield from self._unevaluated(schema, value, path, depth)

    def _array(
        self, schema: Schema, value: list[Any], path: Path, depth: int
    ) -> Iterator[Broken]:
        least, most = schema.min_items, schema.max_items
        yield from in_size(schema, len(value), path, "Items", least, most)
        if schema.unique_items:
            yield from _repeated(schema, value, path)
        first = len(schema.prefix_items)
        for index, item in enumerate(value):
            inner = schema.prefix_items[index] if index < first else schema.items
            if inner is not None:
                yield from self.broken(inner, item, (*path, index), depth)
        if schema.contains is not None:
            yield from self._contains(schema, schema.contains, value, path)

    def _contains(
        self, schema: Schema, contained: AnySchema, value: list[Any], path: Path
    ) -> Iterator[Broken]:
        count = sum(self.accepts(contained, item) for item in value)
        least = 1 if schema.min_contains is None else schema.min_contains
        most = schema.max_contains
        if count < least:
            keyword = "contains" if least == 1 else "minContains"
            yield breach(schema, path, keyword, f"fewer than the minimum {least}")
        if most is not None and count > most:
            words = f"more than the maximum {most}"
            yield breach(schema, path, "maxContains", words)

    def _object(
        self, schema: Schema, value: dict[str, Any], path: Path, depth: int
    ) -> Iterator[Broken]:
        least, most = schema.min_properties, schema.max_properties
        yield from in_size(schema, len(value), path, "Properties", least, most)
        for name in schema.required:
            if name not in value:
                words = f"property {shown(name)} is missing"
                yield breach(schema, path, "required", words)
        names = schema.property_names
        known = self._properties_of(schema)
        is_told_by_name = names is None and not _has_further(schema)
        for name, member in value.items():
            if is_told_by_name and name not in known:
                continue
            applied = [known[name]] if name in known else []
            yield from self._member(schema, applied, member, (*path, name), depth)
            if names is not None and not self.accepts(names, name):
                words = f"the name {shown(name)} is not allowed"
                yield breach(schema, (*path, name), "propertyNames", words)
        for entry in schema.dependencies:
            if entry.name not in value:
                continue
            for name in entry.needed:
                if name not in value:
                    words = f"{shown(entry.name)} needs property {shown(name)}"
                    yield breach(schema, path, "dependentRequired", words)
            if entry.schema is not None:
                yield from self.broken(entry.schema, value, path, depth)

    def _properties_of(self, schema: Schema) -> Mapping[str, AnySchema]:
        known = self._properties.get(id(schema))
        if known is None:
            properties = {entry.name: entry.schema for entry in schema.properties}
            known = self._properties[id(schema)] = schema, properties
        return known[1]

    def _member(
        self,
        schema: Schema,
        applied: list[AnySchema],
        member: Any,
        path: Path,
        depth: int,
    ) -> Iterator[Broken]:
        """Yield what a property breaks; `applied` is the schema that it is named with."""
        name = str(path[-1])
        applied += [
            entry.schema
            for entry in schema.pattern_properties
            if _is_checked(entry.pattern) and is_match(entry.pattern, name)
        ]
        more = schema.additional_properties
        if not applied and more is not None:
            if isinstance(more, BooleanSchema) and not more.accepts:
                words = f"unknown property {shown(name)}"
                yield breach(schema, path, "additionalProperties", words)
            else:
                applied = [more]
        for inner in applied:
            yield from self.broken(inner, member, path, depth)

    def _applied(
        self, schema: Schema, value: Any, path: Path, depth: int
    ) -> Iterator[Broken]:
        told = schema.discriminator and schema.discriminator.chosen_of_family(value)
        if told:
            yield from self.broken(Reference(told, told), value, path, depth)
            return
        for part in schema.all_of:
            yield from self.broken(part, value, path, depth)
        for keyword, branches, most in (
            ("anyOf", schema.any_of, 1),
            ("oneOf", schema.one_of, 2),
        ):
            if branches and self._number(branches, value, most) != 1:
                words = self._of_branches(branches, value, path, depth)
                yield breach(schema, path, keyword, words)
        if schema.not_ is not None and self.accepts(schema.not_, value):
            yield breach(schema, path, "not", "matches what is not allowed")
        if schema.if_ is not None:
            holds = self.accepts(schema.if_, value)
            branch = schema.then if holds else schema.else_
            if branch is not None:
                yield from self.broken(branch, value, path, depth)

    def _unevaluated(
        self, schema: Schema, value: Any, path: Path, depth: int
    ) -> Iterator[Broken]:
        """Yield what the members break that no other keyword has evaluated."""
        rest, keys = schema.unevaluated_properties, value
        if isinstance(value, list):
            rest, keys = schema.unevaluated_items, range(len(value))
        if rest is None or not isinstance(value, (dict, list)):
            return
        seen = Evaluated(self.schemas, self.accepts).beside(schema, value)
        for key in keys:
            if key not in seen:
                yield from self.broken(rest, value[key], (*path, key), depth)

    def _of_branches(
        self, branches: tuple[AnySchema, ...], value: Any, path: Path, depth: int
    ) -> str:
        if not self.tells:
            return ""
        # No words about unions inside: each would ask all its branches once more.
        asked = self._asked
        found = [list(asked.broken(part, value, path, depth)) for part in branches]
        return of_branches(found, path)

    def _is_one_of(self, value: Any, schema: Schema) -> bool:
        """Tell whether an `enum` has a value; a text is looked up, as there may be many."""
        if not isinstance(value, str):
            return any(same(value, allowed.json) for allowed in schema.enum or ())
        known = self._texts.get(id(schema))
        if known is None:
            texts = (entry.json for entry in schema.enum or ())
            only = frozenset(text for text in texts if isinstance(text, str))
            known = self._texts[id(schema)] = (schema, only)
        return value in known[1]

    def _number(self, branches: tuple[AnySchema, ...], value: Any, most: int) -> int:
        """Count the branches that accept a value, up to `most`."""
        likely = self.likely.of(branches, value)
        accepting = (branch for branch in likely if self.accepts(branch, value))
        return sum(1 for _ in islice(accepting, most))


def _has_further(schema: Schema) -> bool:
    """Tell whether something is said of properties that have no schema of their own."""
    return bool(schema.pattern_properties) or schema.additional_properties is not None


def is_of(value: Any, name: SimpleType) -> bool:
    """Tell whether a value has a type: `1.0` is an integer, `true` is none."""
    match name:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "string":
            return isinstance(value, (str, Binary))
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return name == "number" or isinstance(value, int) or value.is_integer()


def _repeated(schema: Schema, value: list[Any], path: Path) -> Iterator[Broken]:
    for index, item in enumerate(value):
        if any(same(item, earlier) for earlier in value[:index]):
            words = f"item {index} repeats item"
            yield breach(schema, (*path, index), "uniqueItems", words)
            return


def _is_checked(pattern: str) -> bool:
    """Tell whether the client checks a pattern of names."""
    try:
        compiled(pattern)
    except PatternProblem:
        return False
    return True
