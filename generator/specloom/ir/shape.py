"""What a schema looks like to a programmer: the shapes that become Python types.

A schema is a conjunction of keywords; a shape is the one thing a person would call it
(an object with fields, a list of something, one of some values). Lowering decides it
once; every later stage matches on these classes.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specloom.errors import Location
from specloom.ir.schema import Schema, Value

ScalarKind: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "null",
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "decimal",
    "byte",
    "binary",
]


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that has no parts."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True)
class Literals:
    """One of some strings, integers, booleans or null (`enum`, `const`).

    `notes` are what the document says of each value, if it says something.
    """

    at: Location
    values: tuple[str | int | bool | None, ...]
    description: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array whose items look alike."""

    items: "Shape"


@dataclass(frozen=True, slots=True)
class TupleOf:
    """An array of a fixed length, whose items have a shape each (`prefixItems`)."""

    items: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object used as a dictionary."""

    values: "Shape"


@dataclass(frozen=True, slots=True)
class Field:
    """One property of an object; `at` is the place of its schema."""

    at: Location
    name: str
    shape: "Shape"
    required: bool
    description: str = ""
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    secret: bool = False
    default: Value | None = field(default=None, compare=False)
    schema: Schema | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object with known properties, those of its `allOf` parts included."""

    at: Location
    fields: tuple[Field, ...]
    additional: "Shape | None" = None
    description: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class UnionOf:
    """One of several shapes; `mapping` gives the discriminator's value of each variant.

    `default` is the variant that an object is whose value says nothing. A `base` is the
    variant from which all others inherit.
    """

    at: Location
    variants: tuple["Shape", ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, "Shape"], ...] = ()
    description: str = ""
    default: "Shape | None" = None
    base: "Shape | None" = None


@dataclass(frozen=True, slots=True)
class Nullable:
    """A shape, or null."""

    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Named:
    """The shape of the schema at `target`, known by a name of its own."""

    target: Location


Shape: TypeAlias = (
    Anything
    | Scalar
    | Literals
    | ListOf
    | TupleOf
    | MapOf
    | ObjectOf
    | UnionOf
    | Nullable
    | Named
)


def parts(shape: Shape) -> tuple[Shape, ...]:
    """Give the shapes directly inside one."""
    match shape:
        case ListOf(items):
            return (items,)
        case TupleOf(items=several):
            return several
        case MapOf(values):
            return (values,)
        case Nullable(inner):
            return (inner,)
        case ObjectOf(fields=fields, additional=additional):
            return (
                *(field.shape for field in fields),
                *((additional,) if additional else ()),
            )
        case UnionOf(variants=variants):
            return variants
    return ()


def without_null(shape: Shape) -> Shape:
    """Give the shape of what is not null."""
    return shape.shape if isinstance(shape, Nullable) else shape
