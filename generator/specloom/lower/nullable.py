"""OpenAPI 3.0.4, `nullable` beside `allOf`, `oneOf` and `anyOf`.

Without a `type` the keyword has no meaning there; many authors give it one, and their
servers answer null. So null is let in.
"""

from dataclasses import replace

from specloom.ir.schema import AnySchema, Schema
from specloom.lower.node import Node


def is_nullable_composition(node: Node, schema: Schema) -> bool:
    """Tell whether `nullable` stands beside `allOf` and the like, without a `type`."""
    is_composed = bool(schema.all_of or schema.any_of or schema.one_of)
    return node.flag("nullable") and not schema.types and is_composed


def or_null(schema: Schema) -> Schema:
    """Let null be one more alternative; the others are told by where they stand."""
    null = Schema(at=schema.at.child("nullable"), types=("null",))
    if schema.any_of and not (schema.all_of or schema.one_of):
        return replace(schema, any_of=(*schema.any_of, null))
    if not schema.all_of and all(map(_is_never_null, schema.one_of)):
        return replace(schema, one_of=(*schema.one_of, null))
    at = schema.at.child("allOf" if schema.all_of else "oneOf")
    return Schema(
        at=schema.at,
        title=schema.title,
        description=schema.description,
        default=schema.default,
        examples=schema.examples,
        deprecated=schema.deprecated,
        read_only=schema.read_only,
        write_only=schema.write_only,
        any_of=(replace(schema, at=at), null),
    )


def _is_never_null(branch: AnySchema) -> bool:
    return (
        isinstance(branch, Schema) and bool(branch.types) and "null" not in branch.types
    )
