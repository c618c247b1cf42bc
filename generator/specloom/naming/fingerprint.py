"""What a declaration looks like, in a few letters, so that a renamed one is known again."""

from collections.abc import Callable
from hashlib import sha256

from specloom.errors import Location
from specloom.ir.shape import (
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
    without_null,
)

Key = Callable[[Location], str]

LENGTH = 12


def fingerprint(at: Location, shape: Shape, key: Key) -> str:
    """Give the fingerprint of the shape at a place; "" for one that too many look like.

    `key` says how schemas that it refers to were called when it was taken.
    """
    plain = without_null(shape)
    is_telling = isinstance(plain, UnionOf | Literals) or (
        isinstance(plain, ObjectOf) and bool(plain.fields)
    )
    if not is_telling:
        return ""
    text = repr(outline(plain, lambda other: "" if other == at else key(other)))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def outline(shape: Shape, key: Key) -> object:
    """Give what a shape looks like, wherever it stands."""
    match shape:
        case ObjectOf(fields=fields, additional=additional):
            known = sorted(
                (field.name, field.required, repr(outline(field.shape, key)))
                for field in fields
            )
            return ("object", known, additional and outline(additional, key))
        case UnionOf(variants=variants, discriminator=discriminator):
            outlines = sorted(repr(outline(variant, key)) for variant in variants)
            return ("union", discriminator, outlines)
        case Literals(values=values):
            return ("literals", sorted(map(repr, values)))
        case ListOf(items):
            return ("list", outline(items, key))
        case TupleOf(several):
            return ("tuple", [outline(item, key) for item in several])
        case MapOf(values):
            return ("map", outline(values, key))
        case Nullable(inner):
            return ("nullable", outline(inner, key))
        case Scalar(kind):
            return kind
        case Named(target):
            return ("named", key(target))
    return "anything"
