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

_LENGTH = 12


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
    text = repr(_outline(plain, lambda other: "" if other == at else key(other)))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _outline(shape: Shape, key: Key) -> object:
    match shape:
        case ObjectOf(fields=fields, additional=additional):
            known = sorted(
                (field.name, field.required, repr(_outline(field.shape, key)))
                for field in fields
            )
            return ("object", known, additional and _outline(additional, key))
        case UnionOf(variants=variants, discriminator=discriminator):
            outlines = sorted(repr(_outline(variant, key)) for variant in variants)
            return ("union", discriminator, outlines)
        case Literals(values=values):
            return ("literals", sorted(map(repr, values)))
        case ListOf(items):
            return ("list", _outline(items, key))
        case TupleOf(several):
            return ("tuple", [_outline(item, key) for item in several])
        case MapOf(values):
            return ("map", _outline(values, key))
        case Nullable(inner):
            return ("nullable", _outline(inner, key))
        case Scalar(kind):
            return kind
        case Named(target):
            return ("named", key(target))
    return "anything"
