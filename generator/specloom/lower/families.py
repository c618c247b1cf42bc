"""The union of a schema with a discriminator and of those that inherit from it by `allOf`.

OpenAPI 3.1.1, Schema Object, "Models with Polymorphism Support". The union says the same in
`allOf` and `anyOf`, for whatever knows no discriminator.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Discriminator,
    Property,
    Reference,
    Schema,
    Value,
)
from specloom.lower.heirs import Heir, default_of, family_place, heirs_of
from specloom.lower.inheritance import Inheritance, Texts


@dataclass(frozen=True, slots=True)
class Family:
    """A schema with heirs, and the union of them all."""

    base: Location
    heirs: tuple[Heir, ...]
    union: Schema


@dataclass(frozen=True, slots=True)
class _Branch:
    """A schema of a union where a property is one of some texts, none of them, or absent."""

    target: Location
    is_one_of: Texts = ()
    is_none_of: Texts = ()


def families(schemas: Mapping[Location, AnySchema]) -> Mapping[Location, Family]:
    """Give the family of every schema that has heirs that a discriminator tells apart."""
    known = Inheritance(schemas)
    found: dict[Location, Family] = {}
    for base in known.bases():
        discriminator = known.discriminator(base)
        heirs = heirs_of(known, base, discriminator) if discriminator else ()
        if discriminator and heirs:
            found[base] = _family(known, base, discriminator, heirs)
    return found


def _family(
    known: Inheritance,
    base: Location,
    discriminator: Discriminator,
    heirs: tuple[Heir, ...],
) -> Family:
    default = default_of(known, base, discriminator, heirs)
    if default.at != base:
        heirs = (*heirs, Heir(base, base, (last_token(base),)))
    mapping = tuple((value, heir.target) for heir in heirs for value in heir.values)
    whole, at = known.schema(base), family_place(base)
    name = discriminator.property_name
    branches = (
        *_of_heirs(known, heirs, name),
        *_of_rest(known, mapping, default, name),
    )
    null = (Schema(at=at.child("nullable"), types=("null",)),)
    union = Schema(
        at=at,
        title=whole.title,
        description=whole.description,
        deprecated=whole.deprecated,
        read_only=whole.read_only,
        write_only=whole.write_only,
        all_of=(Reference(at.child("allOf", 0), base),),
        any_of=(
            *(_schema(at.child("anyOf", n), b, name) for n, b in enumerate(branches)),
            *(null if "null" in whole.types else ()),
        ),
        discriminator=Discriminator(name, mapping, default.target, base),
    )
    return Family(base, heirs, union)


def _of_heirs(
    known: Inheritance, heirs: tuple[Heir, ...], name: str
) -> Iterator[_Branch]:
    """Yield a branch for each heir that can have a value that means it."""
    for heir in heirs:
        allowed = known.texts(heir.at, name)
        values = tuple(v for v in heir.values if allowed is None or v in allowed)
        if values:
            yield _Branch(heir.target, is_one_of=values)


def _of_rest(
    known: Inheritance,
    mapping: tuple[tuple[str, Location], ...],
    default: Heir,
    name: str,
) -> Iterator[_Branch]:
    """Yield the branch of what no value names, if the default one can be that."""
    said = tuple(value for value, _ in mapping)
    allowed = known.texts(default.at, name)
    left = () if allowed is None else tuple(v for v in allowed if v not in said)
    if allowed is None:
        yield _Branch(default.target, is_none_of=said)
    elif left:
        yield _Branch(default.target, is_one_of=left)
    if allowed is not None and not known.requires(default.at, name):
        yield _Branch(default.target)


def _schema(at: Location, branch: _Branch, name: str) -> Schema:
    told = at.child("allOf", 1)
    values = _values(told.child("properties", name), branch)
    required = (name,) if branch.is_one_of else ()
    more = Schema(at=told, properties=(Property(name, values),), required=required)
    return Schema(at=at, all_of=(Reference(at.child("allOf", 0), branch.target), more))


def _values(at: Location, branch: _Branch) -> AnySchema:
    if branch.is_one_of:
        return Schema(at=at, enum=tuple(map(Value, branch.is_one_of)))
    if branch.is_none_of:
        enum = tuple(map(Value, branch.is_none_of))
        return Schema(at=at, not_=Schema(at=at.child("not"), enum=enum))
    return BooleanSchema(at, False)
