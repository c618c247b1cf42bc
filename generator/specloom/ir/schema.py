"""Schemas as JSON Schema 2020-12 keywords, whatever OpenAPI version they were written in.

References stay references: a `Reference` names the place of its target, and the target
is found in `Api.schemas`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeAlias

from specloom.errors import Location

SimpleType: TypeAlias = Literal[
    "null", "boolean", "object", "array", "number", "string", "integer"
]

Number: TypeAlias = int | float


@dataclass(frozen=True, slots=True)
class Reference:
    """JSON Schema 2020-12, `$ref`; siblings add to what the target says, or override it."""

    at: Location
    target: Location
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class BooleanSchema:
    """JSON Schema 2020-12, section 4.3.2: `true` accepts every value, `false` none."""

    at: Location
    accepts: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One JSON value of the document; wrapped so that an absent one can be `None`."""

    json: object


@dataclass(frozen=True, slots=True)
class Property:
    """One entry of `properties`."""

    name: str
    schema: "AnySchema"


@dataclass(frozen=True, slots=True)
class PatternProperty:
    """One entry of `patternProperties`."""

    pattern: str
    schema: "AnySchema"


@dataclass(frozen=True, slots=True)
class Dependency:
    """One entry of `dependentRequired` (`needed`) or `dependentSchemas` (`schema`)."""

    name: str
    needed: tuple[str, ...] = ()
    schema: "AnySchema | None" = None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """OpenAPI 3.1.1, Discriminator Object: the value of `property_name` chooses the schema.

    `default` is the `defaultMapping` of 3.2: the schema where no value chooses one. Of the
    union of a `base` and those that inherit from it, `default` is always there.
    """

    property_name: str
    mapping: tuple[tuple[str, Location], ...] = ()
    default: Location | None = None
    base: Location | None = None

    def chosen_of_family(self, value: object) -> Location | None:
        """Give the schema that a value is checked by; None if nothing inherits."""
        if self.base is None:
            return None
        said = value.get(self.property_name) if isinstance(value, dict) else None
        named = (target for text, target in self.mapping if text == said)
        return next(named, self.default or self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """OpenAPI 3.1.1, Schema Object; an attribute for every keyword, absent ones empty.

    `types` is empty where any type is allowed. `nullable: true` of OpenAPI 3.0 is the
    type `null`, its boolean `exclusiveMinimum` is the number. `contains_evaluates` is
    false in 2019-09, where `unevaluatedItems` does not heed `contains`. A `format` that
    values must have is the `asserted_format`; `contentEncoding` and `contentMediaType`
    that they must have are the `asserted_content`.
    """

    at: Location
    title: str = ""
    description: str = ""
    default: Value | None = None
    examples: tuple[Value, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    format: str = ""
    content_encoding: str = ""
    content_media_type: str = ""

    types: tuple[SimpleType, ...] = ()
    enum: tuple[Value, ...] | None = None
    enum_names: tuple[str, ...] = ()
    enum_descriptions: tuple[str, ...] = ()
    const: Value | None = None

    minimum: Number | None = None
    maximum: Number | None = None
    exclusive_minimum: Number | None = None
    exclusive_maximum: Number | None = None
    multiple_of: Number | None = None

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    prefix_items: tuple["AnySchema", ...] = ()
    items: "AnySchema | None" = None
    contains: "AnySchema | None" = None
    min_contains: int | None = None
    max_contains: int | None = None

    min_properties: int | None = None
    max_properties: int | None = None
    required: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    pattern_properties: tuple[PatternProperty, ...] = ()
    additional_properties: "AnySchema | None" = None
    property_names: "AnySchema | None" = None
    dependencies: tuple[Dependency, ...] = ()

    all_of: tuple["AnySchema", ...] = ()
    any_of: tuple["AnySchema", ...] = ()
    one_of: tuple["AnySchema", ...] = ()
    not_: "AnySchema | None" = None
    if_: "AnySchema | None" = None
    then: "AnySchema | None" = None
    else_: "AnySchema | None" = None
    discriminator: Discriminator | None = None

    unevaluated_properties: "AnySchema | None" = None
    unevaluated_items: "AnySchema | None" = None
    contains_evaluates: bool = True
    asserted_format: str = ""
    asserted_content: tuple[str, str] = ("", "")

    @property
    def words(self) -> str:
        """Give what the document says of it: its title, where it has no description."""
        return self.description or self.title

    @property
    def listed(self) -> tuple[Value, ...] | None:
        """Give the values that `const` or `enum` allows, if one of them is there."""
        return self.enum if self.const is None else (self.const,)


AnySchema: TypeAlias = Schema | Reference | BooleanSchema


def subschemas(schema: AnySchema) -> Iterator[AnySchema]:
    """Yield the schemas directly inside one, in the order of the keywords above."""
    if not isinstance(schema, Schema):
        return
    yield from (entry.schema for entry in schema.properties)
    yield from (entry.schema for entry in schema.pattern_properties)
    yield from (
        entry.schema for entry in schema.dependencies if entry.schema is not None
    )
    yield from schema.prefix_items
    for group in (schema.all_of, schema.any_of, schema.one_of):
        yield from group
    for single in _single_subschemas(schema):
        if single is not None:
            yield single


def _single_subschemas(schema: Schema) -> tuple[AnySchema | None, ...]:
    return (
        schema.items,
        schema.contains,
        schema.additional_properties,
        schema.property_names,
        schema.not_,
        schema.if_,
        schema.then,
        schema.else_,
        schema.unevaluated_properties,
        schema.unevaluated_items,
    )


def with_subschemas(schema: Schema, change: Callable[[AnySchema], AnySchema]) -> Schema:
    """Give a schema with every schema directly inside it changed."""

    def optional(inner: AnySchema | None) -> AnySchema | None:
        return None if inner is None else change(inner)

    return replace(
        schema,
        properties=tuple(
            replace(entry, schema=change(entry.schema)) for entry in schema.properties
        ),
        pattern_properties=tuple(
            replace(entry, schema=change(entry.schema))
            for entry in schema.pattern_properties
        ),
        dependencies=tuple(
            replace(entry, schema=optional(entry.schema))
            for entry in schema.dependencies
        ),
        prefix_items=tuple(map(change, schema.prefix_items)),
        all_of=tuple(map(change, schema.all_of)),
        any_of=tuple(map(change, schema.any_of)),
        one_of=tuple(map(change, schema.one_of)),
        items=optional(schema.items),
        contains=optional(schema.contains),
        additional_properties=optional(schema.additional_properties),
        property_names=optional(schema.property_names),
        not_=optional(schema.not_),
        if_=optional(schema.if_),
        then=optional(schema.then),
        else_=optional(schema.else_),
        unevaluated_properties=optional(schema.unevaluated_properties),
        unevaluated_items=optional(schema.unevaluated_items),
    )


_NOWHERE = Location("", "")


def placeless(schema: AnySchema) -> AnySchema:
    """Give a schema without what tells where and in which words it was written."""
    if isinstance(schema, Schema):
        inner = with_subschemas(schema, placeless)
        return replace(inner, at=_NOWHERE, description="", examples=())
    if isinstance(schema, Reference):
        return replace(schema, at=_NOWHERE, description="")
    return replace(schema, at=_NOWHERE)


def says_only(schema: Schema, *keywords: str) -> bool:
    """Tell whether a schema has no keyword but the named ones and annotations."""
    allowed = {*keywords, *ANNOTATIONS}
    return all(
        field.name in allowed or getattr(schema, field.name) == field.default
        for field in fields(schema)
    )


ANNOTATIONS = (
    "at",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "read_only",
    "write_only",
    "enum_names",
    "enum_descriptions",
)
