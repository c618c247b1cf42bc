"""Tell which Object of the standard each value of a description is (OpenAPI 3.0 to 3.2).

The table lists the fields that hold further Objects. What it does not list is data:
examples, defaults, enums and extensions are never taken for Objects or references.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from specloom.document.pointer import Trail, children, tokens_of
from specloom.errors import Location

# "X" is an Object, "[X" a list of it, "{X" a map of it, "{[X" a map of lists. The name
# "*" stands for every field that is not listed and is no extension.
Fields = dict[str, str]
Table = dict[str, Fields]

FIELDS: Table = {
    "OpenAPI": {
        "info": "Info",
        "servers": "[Server",
        "paths": "Paths",
        "webhooks": "{Path Item",
        "components": "Components",
        "security": "[Security Requirement",
        "tags": "[Tag",
        "externalDocs": "External Documentation",
    },
    "Info": {"contact": "Contact", "license": "License"},
    "Server": {"variables": "{Server Variable"},
    "Tag": {"externalDocs": "External Documentation"},
    "Components": {
        "schemas": "{Schema",
        "responses": "{Response",
        "parameters": "{Parameter",
        "examples": "{Example",
        "requestBodies": "{Request Body",
        "headers": "{Header",
        "securitySchemes": "{Security Scheme",
        "links": "{Link",
        "callbacks": "{Callback",
        "pathItems": "{Path Item",
        "mediaTypes": "{Media Type",
    },
    "Paths": {"*": "Path Item"},
    "Path Item": {
        "get": "Operation",
        "put": "Operation",
        "post": "Operation",
        "delete": "Operation",
        "options": "Operation",
        "head": "Operation",
        "patch": "Operation",
        "trace": "Operation",
        "query": "Operation",
        "additionalOperations": "{Operation",
        "servers": "[Server",
        "parameters": "[Parameter",
    },
    "Operation": {
        "externalDocs": "External Documentation",
        "parameters": "[Parameter",
        "requestBody": "Request Body",
        "responses": "Responses",
        "callbacks": "{Callback",
        "security": "[Security Requirement",
        "servers": "[Server",
    },
    "Parameter": {
        "schema": "Schema",
        "content": "{Media Type",
        "examples": "{Example",
    },
    "Request Body": {"content": "{Media Type"},
    "Media Type": {
        "schema": "Schema",
        "itemSchema": "Schema",
        "examples": "{Example",
        "encoding": "{Encoding",
        "prefixEncoding": "[Encoding",
        "itemEncoding": "Encoding",
    },
    "Encoding": {
        "headers": "{Header",
        "encoding": "{Encoding",
        "prefixEncoding": "[Encoding",
        "itemEncoding": "Encoding",
    },
    "Responses": {"*": "Response"},
    "Response": {"headers": "{Header", "content": "{Media Type", "links": "{Link"},
    "Callback": {"*": "Path Item"},
    "Link": {"server": "Server"},
    "Header": {
        "schema": "Schema",
        "content": "{Media Type",
        "examples": "{Example",
    },
    "Schema": {
        "properties": "{Schema",
        "patternProperties": "{Schema",
        "dependentSchemas": "{Schema",
        "$defs": "{Schema",
        "definitions": "{Schema",
        "allOf": "[Schema",
        "anyOf": "[Schema",
        "oneOf": "[Schema",
        "prefixItems": "[Schema",
        "items": "Schema",
        "additionalProperties": "Schema",
        "additionalItems": "Schema",
        "unevaluatedItems": "Schema",
        "unevaluatedProperties": "Schema",
        "contains": "Schema",
        "contentSchema": "Schema",
        "propertyNames": "Schema",
        "not": "Schema",
        "if": "Schema",
        "then": "Schema",
        "else": "Schema",
        "discriminator": "Discriminator",
        "externalDocs": "External Documentation",
        "xml": "XML",
    },
    "Security Scheme": {"flows": "OAuth Flows"},
    "OAuth Flows": {
        "implicit": "OAuth Flow",
        "password": "OAuth Flow",
        "clientCredentials": "OAuth Flow",
        "authorizationCode": "OAuth Flow",
        "deviceAuthorization": "OAuth Flow",
    },
}

_NONE: Fields = {}


class Grammar(NamedTuple):
    """Which Object a description is, and which Objects its fields are."""

    root: str
    table: Table

    @property
    def methods(self) -> tuple[str, ...]:
        """The fields of a Path Item Object that are operations."""
        fields = self.table["Path Item"].items()
        return tuple(field for field, kind in fields if kind == "Operation")

    def kind_at(self, tokens: tuple[str, ...]) -> tuple[str, int]:
        """Name the innermost Object at a place, and how many tokens lead to it."""
        shape, found = self.root, (self.root, 0)
        for depth, token in enumerate(tokens, 1):
            if shape[0] in "[{":
                shape = shape[1:]
            else:
                fields = self.table.get(shape, _NONE)
                shape = fields.get(token) or fields.get("*", "")
            if not shape:
                break
            if shape[0] not in "[{":
                found = (shape, depth)
        return found


OPENAPI = Grammar("OpenAPI", FIELDS)


class Node(NamedTuple):
    """One Object: what it is, its value, and the way to it from `origin`.

    `kind` is the Object that the standard wants here, though a reference may stand for it.
    """

    kind: str
    value: dict[str, Any]
    trail: Trail
    origin: Location

    @property
    def is_reference(self) -> bool:
        """Whether a reference stands here, alone or beside other fields."""
        return isinstance(self.value.get("$ref"), str)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens from `origin` to this Object."""
        return tokens_of(self.trail)

    @property
    def at(self) -> Location:
        """Where this Object stands."""
        return self.origin.child(*self.tokens)


def walk_objects(
    value: Any,
    origin: Location,
    kind: str = "OpenAPI",
    *,
    siblings: bool = True,
    table: Table = FIELDS,
) -> Iterator[Node]:
    """Give every Object below a value, in document order, without recursion.

    `siblings` says whether fields beside $ref count: in Schema Objects since 3.1.
    """
    pending: list[tuple[str, Any, Trail]] = [(kind, value, None)]
    while pending:
        shape, here, trail = pending.pop()
        if shape[0] in "[{":
            if isinstance(here, list if shape[0] == "[" else dict):
                below = [(shape[1:], v, (trail, n)) for n, v in children(here)]
                pending.extend(reversed(below))
        elif isinstance(here, dict):
            node = Node(shape, here, trail, origin)
            yield node
            if not node.is_reference or (siblings and shape == "Schema"):
                pending.extend(reversed(_below(node, table)))


def _below(node: Node, table: Table) -> list[tuple[str, Any, Trail]]:
    fields = table.get(node.kind, _NONE)
    other = fields.get("*")
    return [
        (shape, value, (node.trail, name))
        for name, value in node.value.items()
        if (shape := fields.get(name, other)) is not None
        and isinstance(value, dict | list)
        and not (other and name.startswith("x-"))
    ]
