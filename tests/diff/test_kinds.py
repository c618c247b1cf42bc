"""Every kind of change, in every direction: a pair of small documents for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from specloom.diff.change import Comparison, Level
from specloom.diff.rules import RULES, Rule

Document = dict[str, Any]
Schema = dict[str, Any]
Compared = Callable[[Document, Document], Comparison]
Row = tuple[str, Document, Document, Level, str]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
REAL: Schema = {"type": "number"}
THING: Schema = {"$ref": "#/components/schemas/Thing"}
OTHER: Schema = {"$ref": "#/components/schemas/Other"}
KEY: Schema = {"type": "apiKey", "in": "header", "name": "X-Key"}
METHOD = "client.things.send"


def api(
    paths: dict[str, Any] | None = None,
    schemas: dict[str, Any] | None = None,
    schemes: dict[str, Any] | None = None,
    **root: Any,
) -> Document:
    """Describe an API."""
    components = {"schemas": schemas or {}, "securitySchemes": schemes or {}}
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "paths": paths or {},
        "components": components,
    } | root


def operation(**fields: Any) -> Document:
    """Describe an operation of the tag `things`."""
    plain = {"operationId": "send", "tags": ["things"], "responses": answers({})}
    return plain | fields


def answers(content: dict[str, Any], **others: Any) -> Document:
    """Describe the answer 200, and others by `s404`."""
    found = {"200": {"description": "Done.", "content": content}}
    return found | {status[1:]: answer for status, answer in others.items()}


def one(schemes: dict[str, Any] | None = None, **fields: Any) -> Document:
    """Describe an API of one operation."""
    return api({"/things": {"post": operation(**fields)}}, schemes=schemes)


def asks(schema: Schema, **fields: Any) -> Document:
    """Describe an operation that takes `limit` in the query."""
    parameter = {"name": "limit", "in": "query", "schema": schema} | fields
    return one(parameters=[parameter])


def sends(schema: Schema, kind: str = "application/json") -> Document:
    """Describe an operation that takes a body."""
    return one(requestBody={"required": True, "content": {kind: {"schema": schema}}})


def gives(schema: Schema) -> Document:
    """Describe an operation that answers JSON."""
    return one(responses=answers({"application/json": {"schema": schema}}))


def model(schema: Schema, use: str, **more: Schema) -> Document:
    """Describe an API whose operation takes the model `Thing`, answers it, or does both."""
    fields: Document = {}
    whole = {"type": "array", "items": THING}
    if use in ("request", "both"):
        content = {"application/json": {"schema": whole}}
        fields["requestBody"] = {"required": True, "content": content}
    if use in ("response", "both"):
        fields["responses"] = answers({"application/json": {"schema": whole}})
    return api({"/things": {"post": operation(**fields)}}, {"Thing": schema} | more)


def thing(schema: Schema | None, *required: str, **fields: Any) -> Schema:
    """Describe an object with `id` and, unless it is None, `size`."""
    size = {} if schema is None else {"size": schema | fields}
    return {
        "type": "object",
        "properties": {"id": TEXT} | size,
        "required": ["id", *required],
    }


def errors(schema: Schema | None, status: str = "s404") -> Document:
    """Describe an operation that may answer an error."""
    content = {} if schema is None else {"application/json": {"schema": schema}}
    error = {status: {"description": "No.", "content": content}}
    return one(responses=answers({}, **error))


def secured(*requirements: dict[str, list[str]]) -> Document:
    """Describe an operation that takes credentials."""
    oauth = {"type": "oauth2", "flows": {}}
    return one({"key": KEY, "user": oauth}, security=[*requirements])


def union(*variants: Schema) -> Schema:
    """Describe a choice."""
    return {"oneOf": [*variants]}


def nullable(kind: str) -> Schema:
    """Describe a type that may be null."""
    return {"type": [kind, "null"]}


OTHER_MODEL = thing(TEXT)
FIELD = f"{METHOD}(limit)"
DEEP = model(thing(TEXT), "response")
TITLED: Document = {"info": {"title": "Items", "version": "1"}}
SERVED: Document = {"servers": [{"url": "https://b.example"}]}
STREAMS: Document = {"x-twitter-streaming": True}
PATHS: dict[str, Any] = {"/things": {"post": operation()}}

METHODS: tuple[Row, ...] = (
    ("package-renamed", api(), api(**TITLED), "breaking", "things"),
    ("server-changed", api(), api(**SERVED), "risky", "Client(base_url)"),
    ("server-changed", one(), one(servers=SERVED["servers"]), "risky", METHOD),
    ("credential-added", api(), api(schemes={"key": KEY}), "safe", "Client(key)"),
    ("credential-removed", api(schemes={"key": KEY}), api(), "breaking", "Client(key)"),
    (
        "credential-changed",
        api(schemes={"key": KEY}),
        api(schemes={"key": KEY | {"name": "X-Token"}}),
        "risky",
        "Client(key)",
    ),
    ("security-tightened", secured(), secured({"key": []}), "breaking", "Client(...)"),
    (
        "security-tightened",
        secured({"key": []}, {"user": []}),
        secured({"user": []}),
        "breaking",
        "Client(...)",
    ),
    (
        "security-relaxed",
        secured({"key": []}),
        secured({"key": []}, {"user": []}),
        "safe",
        "Client(...)",
    ),
    ("security-relaxed", secured({"key": []}), secured(), "safe", "Client(...)"),
    (
        "security-scope-added",
        secured({"user": ["read"]}),
        secured({"user": ["read", "write"]}),
        "risky",
        "Client(user)",
    ),
    (
        "security-scope-removed",
        secured({"user": ["read", "write"]}),
        secured({"user": ["read"]}),
        "safe",
        "Client(user)",
    ),
    ("operation-added", api(), one(), "safe", METHOD),
    ("operation-removed", one(), api(), "breaking", METHOD),
    ("operation-renamed", one(), one(operationId="post"), "breaking", METHOD),
    ("operation-moved", one(), one(tags=["items"]), "breaking", METHOD),
    (
        "operation-rerouted",
        one(),
        api({"/items": {"post": operation()}}),
        "safe",
        METHOD,
    ),
    ("operation-deprecated", one(), one(deprecated=True), "safe", METHOD),
    ("operation-undeprecated", one(deprecated=True), one(), "safe", METHOD),
    ("argument-added-required", one(), asks(TEXT, required=True), "breaking", FIELD),
    ("argument-added-required", one(), sends(TEXT), "breaking", f"{METHOD}(body)"),
    ("argument-added-optional", one(), asks(TEXT), "safe", FIELD),
    ("argument-removed", asks(TEXT), one(), "breaking", FIELD),
    (
        "argument-renamed",
        api(
            {
                "/{id}": {
                    "get": operation(
                        parameters=[
                            {
                                "name": "id",
                                "in": "path",
                                "required": True,
                                "schema": TEXT,
                            }
                        ]
                    )
                }
            }
        ),
        api(
            {
                "/{key}": {
                    "get": operation(
                        parameters=[
                            {
                                "name": "key",
                                "in": "path",
                                "required": True,
                                "schema": TEXT,
                            }
                        ]
                    )
                }
            }
        ),
        "breaking",
        f"{METHOD}(id)",
    ),
    (
        "argument-became-required",
        asks(TEXT),
        asks(TEXT, required=True),
        "breaking",
        FIELD,
    ),
    ("argument-became-optional", asks(TEXT, required=True), asks(TEXT), "safe", FIELD),
    (
        "argument-sent-elsewhere",
        asks(TEXT),
        asks(TEXT, **{"in": "header"}),
        "safe",
        FIELD,
    ),
    ("argument-deprecated", asks(TEXT), asks(TEXT, deprecated=True), "safe", FIELD),
    ("argument-type-narrowed", asks(REAL), asks(NUMBER), "breaking", FIELD),
    ("argument-type-widened", asks(NUMBER), asks(REAL), "safe", FIELD),
    ("argument-type-changed", asks(NUMBER), asks(TEXT), "breaking", FIELD),
    (
        "argument-type-widened",
        asks(TEXT),
        asks(TEXT | {"format": "date"}),
        "safe",
        FIELD,
    ),
    (
        "argument-type-narrowed",
        asks(TEXT | {"format": "date"}),
        asks(TEXT),
        "breaking",
        FIELD,
    ),
    ("argument-became-nullable", asks(TEXT), asks(nullable("string")), "safe", FIELD),
    (
        "argument-became-not-nullable",
        asks(nullable("string")),
        asks(TEXT),
        "breaking",
        FIELD,
    ),
    (
        "argument-value-added",
        asks({"const": "a"}),
        asks({"enum": ["a", "b"]}),
        "safe",
        FIELD,
    ),
    (
        "argument-value-removed",
        asks({"enum": ["a", "b"]}),
        asks({"const": "a"}),
        "breaking",
        FIELD,
    ),
    (
        "argument-default-changed",
        asks(TEXT),
        asks(TEXT | {"default": "a"}),
        "risky",
        FIELD,
    ),
    (
        "argument-type-replaced",
        api(
            {
                "/things": {
                    "post": operation(
                        requestBody={
                            "content": {
                                "application/json": {
                                    "schema": {"type": "array", "items": THING}
                                }
                            }
                        }
                    )
                }
            },
            {"Thing": OTHER_MODEL, "Other": OTHER_MODEL},
        ),
        api(
            {
                "/things": {
                    "post": operation(
                        requestBody={
                            "content": {
                                "application/json": {
                                    "schema": {"type": "array", "items": OTHER}
                                }
                            }
                        }
                    )
                }
            },
            {"Thing": OTHER_MODEL, "Other": OTHER_MODEL},
        ),
        "risky",
        f"{METHOD}(body)",
    ),
    (
        "body-media-type-changed",
        sends(thing(TEXT)),
        sends(thing(TEXT), "multipart/form-data"),
        "safe",
        METHOD,
    ),
    (
        "body-media-type-replaced",
        sends({}, "image/png"),
        sends({}, "image/gif"),
        "breaking",
        METHOD,
    ),
    ("answer-added", one(), gives(TEXT), "safe", METHOD),
    ("answer-removed", gives(TEXT), one(), "breaking", METHOD),
    (
        "answer-streaming-changed",
        gives(TEXT),
        one(
            responses=answers({"application/x-ndjson": {"schema": TEXT}}),
            **STREAMS,
        ),
        "breaking",
        METHOD,
    ),
    ("answer-type-narrowed", gives(REAL), gives(NUMBER), "safe", METHOD),
    ("answer-type-widened", gives(NUMBER), gives(REAL), "breaking", METHOD),
    ("answer-type-changed", gives(NUMBER), gives(TEXT), "breaking", METHOD),
    (
        "answer-type-changed",
        gives(TEXT),
        gives(TEXT | {"format": "date"}),
        "breaking",
        METHOD,
    ),
    ("answer-became-nullable", gives(TEXT), gives(nullable("string")), "risky", METHOD),
    (
        "answer-became-not-nullable",
        gives(nullable("string")),
        gives(TEXT),
        "safe",
        METHOD,
    ),
    ("answer-value-added", gives({"enum": ["a", "b"]}), gives(TEXT), "risky", METHOD),
    (
        "answer-value-removed",
        gives({"enum": ["a", "b"]}),
        gives({"const": "a"}),
        "safe",
        METHOD,
    ),
    (
        "answer-type-replaced",
        api(
            {"/things": {"post": gives(THING)["paths"]["/things"]["post"]}},
            {"Thing": OTHER_MODEL, "Other": OTHER_MODEL},
        ),
        api(
            {"/things": {"post": gives(OTHER)["paths"]["/things"]["post"]}},
            {"Thing": OTHER_MODEL, "Other": OTHER_MODEL},
        ),
        "risky",
        METHOD,
    ),
    ("error-added", one(), errors(TEXT), "safe", "NotFound"),
    ("error-added", one(), errors(TEXT, "s4XX"), "safe", "ClientStatusError"),
    ("error-added", one(), errors(TEXT, "s503"), "safe", "ServiceUnavailable"),
    ("error-added", one(), errors(TEXT, "sdefault"), "safe", "ApiError"),
    ("error-removed", errors(TEXT), one(), "risky", "NotFound"),
    ("error-type-changed", errors(TEXT), errors(NUMBER), "risky", "NotFound"),
)

LIMITS: tuple[tuple[str, Schema, Schema], ...] = (
    ("tightened", NUMBER | {"maximum": 9}, NUMBER | {"maximum": 8}),
    ("tightened", NUMBER | {"minimum": 1}, NUMBER | {"minimum": 2}),
    ("tightened", NUMBER, NUMBER | {"exclusiveMaximum": 8}),
    ("tightened", NUMBER | {"multipleOf": 2}, NUMBER | {"multipleOf": 4}),
    ("tightened", TEXT, TEXT | {"minLength": 1}),
    ("tightened", TEXT, TEXT | {"maxLength": 1}),
    ("tightened", TEXT, TEXT | {"pattern": "a"}),
    ("loosened", NUMBER | {"maximum": 8}, NUMBER | {"maximum": 9}),
    ("loosened", NUMBER | {"multipleOf": 4}, NUMBER | {"multipleOf": 2}),
    ("loosened", NUMBER | {"minimum": 0}, NUMBER),
    ("loosened", TEXT | {"minLength": 1}, TEXT | {"minLength": 0}),
    ("loosened", TEXT | {"pattern": "a"}, TEXT),
    ("changed", TEXT | {"pattern": "a"}, TEXT | {"pattern": "b"}),
    ("changed", NUMBER | {"multipleOf": 4}, NUMBER | {"multipleOf": 3}),
    (
        "tightened",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT, "uniqueItems": True},
    ),
    (
        "tightened",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT | {"maxLength": 4}},
    ),
    (
        "loosened",
        {"type": "array", "items": TEXT, "maxItems": 3},
        {"type": "array", "items": TEXT, "maxItems": 4},
    ),
)

# Kind, old and new schema of `Thing`, level in requests and in answers.
MODELS: tuple[tuple[str, Schema, Schema, Level, Level], ...] = (
    ("field-added-required", thing(None), thing(TEXT, "size"), "breaking", "safe"),
    ("field-added-optional", thing(None), thing(TEXT), "safe", "safe"),
    ("field-removed", thing(TEXT), thing(None), "breaking", "breaking"),
    ("field-became-required", thing(TEXT), thing(TEXT, "size"), "breaking", "safe"),
    ("field-became-optional", thing(TEXT, "size"), thing(TEXT), "safe", "risky"),
    ("field-deprecated", thing(TEXT), thing(TEXT, deprecated=True), "safe", "safe"),
    ("field-type-narrowed", thing(REAL), thing(NUMBER), "breaking", "safe"),
    ("field-type-widened", thing(NUMBER), thing(REAL), "safe", "breaking"),
    ("field-type-changed", thing(NUMBER), thing(TEXT), "breaking", "breaking"),
    (
        "field-type-changed",
        thing(TEXT),
        thing({"type": "array", "items": TEXT}),
        "breaking",
        "breaking",
    ),
    ("field-type-widened", thing(TEXT), thing({}), "safe", "breaking"),
    (
        "field-became-nullable",
        thing(TEXT, "size"),
        thing(nullable("string"), "size"),
        "safe",
        "risky",
    ),
    (
        "field-became-not-nullable",
        thing(nullable("string"), "size"),
        thing(TEXT, "size"),
        "breaking",
        "safe",
    ),
    (
        "field-constraint-tightened",
        thing(TEXT),
        thing(TEXT, maxLength=3),
        "breaking",
        "safe",
    ),
    (
        "field-constraint-loosened",
        thing(TEXT, maxLength=3),
        thing(TEXT),
        "safe",
        "risky",
    ),
    (
        "field-constraint-changed",
        thing(TEXT, pattern="a"),
        thing(TEXT, pattern="b"),
        "risky",
        "risky",
    ),
    (
        "field-value-removed",
        thing({"enum": ["a", "b"]}),
        thing({"const": "a"}),
        "breaking",
        "safe",
    ),
    (
        "model-value-added",
        {"enum": ["a", "b"]},
        {"enum": ["a", "b", "c"]},
        "safe",
        "risky",
    ),
    (
        "model-value-removed",
        {"enum": ["a", "b", "c"]},
        {"enum": ["a", "b"]},
        "breaking",
        "safe",
    ),
    ("model-type-narrowed", REAL, NUMBER, "breaking", "safe"),
    ("model-type-widened", NUMBER, REAL, "safe", "breaking"),
    ("model-type-changed", NUMBER, TEXT, "breaking", "breaking"),
    ("model-type-changed", thing(TEXT), NUMBER, "breaking", "breaking"),
    (
        "model-became-nullable",
        thing(TEXT),
        thing(TEXT) | {"type": ["object", "null"]},
        "safe",
        "risky",
    ),
    (
        "model-became-not-nullable",
        thing(TEXT) | {"type": ["object", "null"]},
        thing(TEXT),
        "breaking",
        "safe",
    ),
    ("model-constraint-tightened", TEXT, TEXT | {"maxLength": 3}, "breaking", "safe"),
    ("model-constraint-loosened", TEXT | {"maxLength": 3}, TEXT, "safe", "risky"),
    (
        "model-constraint-changed",
        TEXT | {"pattern": "a"},
        TEXT | {"pattern": "b"},
        "risky",
        "risky",
    ),
    (
        "model-variant-added",
        union(thing(TEXT), NUMBER),
        union(thing(TEXT), NUMBER, TEXT),
        "safe",
        "risky",
    ),
    (
        "model-variant-removed",
        union(thing(TEXT), NUMBER, TEXT),
        union(thing(TEXT), NUMBER),
        "breaking",
        "safe",
    ),
)

RENAMED = model(thing(TEXT), "response")
ITEMS = {"type": "array", "items": OTHER}
USES_OTHER = api(gives(ITEMS)["paths"], {"Other": thing(TEXT)})
SHARED = api(
    {
        "/things": RENAMED["paths"]["/things"],
        "/items": gives(THING)["paths"]["/things"]
        | {
            "post": gives(THING)["paths"]["/things"]["post"]
            | {"tags": ["items"], "operationId": "more"}
        },
    },
    {"Thing": thing(TEXT)},
)


def heads(schema: Schema | None, name: str = "X-Left", **fields: Any) -> Document:
    """Describe an operation whose answer has a header."""
    headers = {} if schema is None else {name: {"schema": schema} | fields}
    answer = {"description": "Done.", "headers": headers}
    return one(responses={"200": answer})


def headed(**schemas: Schema | None) -> Document:
    """Describe operations whose answers have the header X-Left, each of a type."""
    return api(
        {
            f"/{name}": heads(schema)["paths"]["/things"]
            | {
                "post": heads(schema)["paths"]["/things"]["post"]
                | {"operationId": name}
            }
            for name, schema in schemas.items()
        }
    )


CLASS = "api.things.SendHeaders"
HEADER = f"{CLASS}.x_left"
OBJECTS = {"Thing": OTHER_MODEL, "Other": OTHER_MODEL}

HEADERS: tuple[Row, ...] = (
    ("header-added", heads(None), heads(TEXT), "safe", HEADER),
    ("header-removed", heads(TEXT), heads(None), "breaking", HEADER),
    ("header-class-removed", heads(TEXT), heads(None), "breaking", CLASS),
    (
        "header-class-renamed",
        heads(TEXT),
        heads(TEXT) | {"paths": {"/things": headed(post=TEXT)["paths"]["/post"]}},
        "breaking",
        CLASS,
    ),
    (
        "header-class-moved",
        heads(TEXT),
        one(
            tags=["items"],
            responses=heads(TEXT)["paths"]["/things"]["post"]["responses"],
        ),
        "breaking",
        CLASS,
    ),
    (
        "header-class-replaced",
        headed(a=TEXT, b=TEXT, c=TEXT),
        headed(a=NUMBER, b=TEXT, c=TEXT),
        "risky",
        "client.things.a",
    ),
    (
        "header-renamed",
        one(
            responses={"200": {"description": "", "headers": {"a-b": {"schema": TEXT}}}}
        ),
        one(
            responses={
                "200": {
                    "description": "",
                    "headers": {"a-b": {"schema": TEXT}, "a_b": {"schema": TEXT}},
                }
            }
        ),
        "breaking",
        f"{CLASS}.a_b",
    ),
    ("header-became-required", heads(TEXT), heads(TEXT, required=True), "safe", HEADER),
    (
        "header-became-optional",
        heads(TEXT, required=True),
        heads(TEXT),
        "risky",
        HEADER,
    ),
    ("header-deprecated", heads(TEXT), heads(TEXT, deprecated=True), "safe", HEADER),
    ("header-type-narrowed", heads(REAL), heads(NUMBER), "safe", HEADER),
    ("header-type-widened", heads(NUMBER), heads(REAL), "breaking", HEADER),
    ("header-type-changed", heads(NUMBER), heads(TEXT), "breaking", HEADER),
    (
        "header-type-replaced",
        api(heads(THING)["paths"], OBJECTS),
        api(heads(OTHER)["paths"], OBJECTS),
        "risky",
        HEADER,
    ),
    (
        "header-became-nullable",
        heads(NUMBER, required=True),
        heads(nullable("integer"), required=True),
        "risky",
        HEADER,
    ),
    (
        "header-became-not-nullable",
        heads(nullable("integer"), required=True),
        heads(NUMBER, required=True),
        "safe",
        HEADER,
    ),
    (
        "header-value-added",
        heads({"const": "a"}),
        heads({"enum": ["a", "b"]}),
        "risky",
        HEADER,
    ),
    (
        "header-value-removed",
        heads({"enum": ["a", "b"]}),
        heads({"const": "a"}),
        "safe",
        HEADER,
    ),
    (
        "header-constraint-tightened",
        heads(TEXT),
        heads(TEXT | {"maxLength": 3}),
        "safe",
        HEADER,
    ),
    (
        "header-constraint-loosened",
        heads(TEXT | {"maxLength": 3}),
        heads(TEXT),
        "risky",
        HEADER,
    ),
    (
        "header-constraint-changed",
        heads(TEXT | {"pattern": "a"}),
        heads(TEXT | {"pattern": "b"}),
        "risky",
        HEADER,
    ),
)


def serves(*servers: Schema) -> Document:
    """Describe an API with servers after two others, so that there is a choice."""
    others = [{"url": f"https://{name}.example", "name": name} for name in ("x", "y")]
    return api(
        servers=others + [{"url": "https://a.example"} | each for each in servers]
    )


def region(**variable: Any) -> Document:
    """Describe a server with a variable."""
    variables = {"region": {"default": "eu"} | variable}
    url = "https://{region}.example"
    return serves({"url": url, "description": "Main", "variables": variables})


MAIN: Schema = {"description": "Main"}
ARGUMENT = "servers.main(region)"

SERVERS: tuple[Row, ...] = (
    ("server-added", serves(), serves(MAIN), "safe", "servers.main"),
    ("server-removed", serves(MAIN), serves(), "breaking", "servers.main"),
    (
        "server-renamed",
        serves(MAIN),
        serves({"description": "First"}),
        "breaking",
        "servers.main",
    ),
    (
        "argument-added-optional",
        serves({"url": "https://{region}.example"} | MAIN),
        region(),
        "safe",
        ARGUMENT,
    ),
    (
        "argument-added-required",
        serves({"url": "https://{region}.example"} | MAIN),
        region(default="de", enum=["eu"]),
        "breaking",
        ARGUMENT,
    ),
    (
        "argument-removed",
        region(),
        serves({"url": "https://{region}.example"} | MAIN),
        "breaking",
        ARGUMENT,
    ),
    (
        "argument-became-required",
        region(enum=["eu"]),
        region(default="de", enum=["eu"]),
        "breaking",
        ARGUMENT,
    ),
    (
        "argument-became-optional",
        region(default="de", enum=["eu"]),
        region(enum=["eu"]),
        "safe",
        ARGUMENT,
    ),
    ("argument-default-changed", region(), region(default="us"), "risky", ARGUMENT),
    (
        "argument-value-removed",
        region(enum=["eu", "us"]),
        region(enum=["eu"]),
        "breaking",
        ARGUMENT,
    ),
    (
        "argument-value-added",
        region(enum=["eu"]),
        region(enum=["eu", "us"]),
        "safe",
        ARGUMENT,
    ),
    ("argument-type-narrowed", region(), region(enum=["eu"]), "breaking", ARGUMENT),
    ("argument-type-widened", region(enum=["eu"]), region(), "safe", ARGUMENT),
    (
        "server-changed",
        region(),
        serves({"url": "https://a.example", "description": "Main"}),
        "risky",
        "servers.main",
    ),
)


def extra(schema: Schema | None) -> Schema:
    """Describe an object with a field whose further properties are of a type."""
    more = {} if schema is None else {"additionalProperties": schema}
    return thing(None) | more


EXTRAS: tuple[tuple[str, Schema, Schema, Level, Level], ...] = (
    ("extras-added", extra(None), extra(TEXT), "risky", "safe"),
    ("extras-removed", extra(TEXT), extra(None), "breaking", "breaking"),
    ("extras-type-narrowed", extra(REAL), extra(NUMBER), "breaking", "safe"),
    ("extras-type-widened", extra(NUMBER), extra(REAL), "safe", "breaking"),
    ("extras-type-changed", extra(NUMBER), extra(TEXT), "breaking", "breaking"),
    (
        "extras-type-replaced",
        extra(OTHER),
        extra({"$ref": "#/components/schemas/Like"}),
        "risky",
        "risky",
    ),
    (
        "extras-became-nullable",
        extra(TEXT),
        extra(nullable("string")),
        "safe",
        "risky",
    ),
    (
        "extras-became-not-nullable",
        extra(nullable("string")),
        extra(TEXT),
        "breaking",
        "safe",
    ),
    (
        "extras-value-added",
        extra({"const": "a"}),
        extra({"enum": ["a", "b"]}),
        "safe",
        "risky",
    ),
    (
        "extras-value-removed",
        extra({"enum": ["a", "b"]}),
        extra({"const": "a"}),
        "breaking",
        "safe",
    ),
)

# What a name stands for is judged whatever the direction.
NAMED: tuple[Row, ...] = (
    ("model-added", one(), api(PATHS, {"Thing": thing(TEXT)}), "safe", "models.Thing"),
    (
        "model-removed",
        api(PATHS, {"Thing": thing(TEXT)}),
        one(),
        "breaking",
        "models.Thing",
    ),
    ("model-renamed", RENAMED, USES_OTHER, "breaking", "models.Thing"),
    ("model-moved", RENAMED, SHARED, "risky", "models.Thing"),
    (
        "field-renamed",
        model({"type": "object", "properties": {"a b": TEXT}}, "response"),
        model({"type": "object", "properties": {"a b": TEXT, "a_b": TEXT}}, "response"),
        "breaking",
        "models.Thing.a_b_2",
    ),
    (
        "field-default-changed",
        model(thing(TEXT), "request"),
        model(thing(TEXT, default="a"), "request"),
        "risky",
        "models.Thing.size",
    ),
    (
        "model-default-changed",
        model(TEXT, "request"),
        model(TEXT | {"default": "a"}, "request"),
        "risky",
        "models.Thing",
    ),
    (
        "field-type-replaced",
        model(thing(THING), "response", Other=thing(THING)),
        model(thing(OTHER), "response", Other=thing(THING)),
        "risky",
        "models.Thing.size",
    ),
    (
        "model-type-replaced",
        model(
            {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
            "response",
            A=thing(TEXT),
            B=thing(TEXT),
        ),
        model(
            {"type": "array", "items": {"$ref": "#/components/schemas/B"}},
            "response",
            A=thing(TEXT),
            B=thing(TEXT),
        ),
        "risky",
        "models.Thing",
    ),
    (
        "field-value-added",
        model(thing({"enum": ["a", "b"]}), "response"),
        model(thing(TEXT), "response"),
        "risky",
        "models.Thing.size",
    ),
)


def rows() -> Iterator[Row]:
    """Yield every row, those of models and limits for each direction."""
    yield from METHODS
    yield from HEADERS
    yield from SERVERS
    yield from NAMED
    levels: dict[str, Level] = {
        "tightened": "breaking",
        "changed": "risky",
        "loosened": "safe",
    }
    for effect, old, new in LIMITS:
        kind = f"argument-constraint-{effect}"
        yield kind, asks(old), asks(new), levels[effect], FIELD
    for kind, old, new, request, response in MODELS:
        subject = f"models.Thing{'.size' if kind.startswith('field') else ''}"
        worst = min(request, response, key=["breaking", "risky", "safe"].index)
        yield kind, model(old, "request"), model(new, "request"), request, subject
        yield kind, model(old, "response"), model(new, "response"), response, subject
        yield kind, model(old, "both"), model(new, "both"), worst, subject
    for kind, old, new, request, response in EXTRAS:
        alike = {"Other": OTHER_MODEL, "Like": OTHER_MODEL}
        for use, level in (("request", request), ("response", response)):
            before, after = model(old, use, **alike), model(new, use, **alike)
            yield kind, before, after, level, "extras(models.Thing)"


@pytest.mark.parametrize(("kind", "old", "new", "level", "subject"), [*rows()])
def test_a_change_has_its_kind_level_and_subject(
    compared: Compared,
    kind: str,
    old: Document,
    new: Document,
    level: Level,
    subject: str,
) -> None:
    """It is found once, at the right Python name, and as grave as its direction makes it."""
    found = [change for change in compared(old, new).changes if change.kind == kind]
    assert [(change.subject, change.level) for change in found] == [(subject, level)]
    assert found[0].reason


def test_every_kind_has_a_row() -> None:
    """A kind that no document leads to is not a kind; `test_old_names` has the others."""
    named = {kind for kind in RULES if "-old-name-" in kind}
    assert {row[0] for row in rows()} == set(RULES) - named


@pytest.mark.parametrize(
    ("kind", "old", "new"), [row[:3] for row in rows() if "deprecated" not in row[0]]
)
def test_a_change_is_one_in_the_other_direction_too(
    compared: Compared, kind: str, old: Document, new: Document
) -> None:
    """Going back is a change as well, and a new name goes back to the old one."""
    found = {change.kind for change in compared(new, old).changes}
    stays = kind.endswith(("-renamed", "-moved", "-replaced", "-rerouted"))
    assert kind in found if stays else found


@pytest.mark.parametrize("document", [row[1] for row in rows()])
def test_nothing_changes_between_a_document_and_itself(
    compared: Compared, document: Document
) -> None:
    """The same document twice gives no change, and asks for a patch step at most."""
    comparison = compared(document, document)
    assert (comparison.changes, comparison.signatures) == ((), ())
    assert comparison.step == "patch"


def test_the_guide_lists_every_kind() -> None:
    """With the levels that it has, and the names of oasdiff."""
    guide = (Path(__file__).parents[2] / "docs" / "diff.md").read_text("utf-8")
    listed = [line for line in guide.splitlines() if line.startswith("| `")]
    assert listed == [row_of(kind, RULES[kind]) for kind in RULES]


def row_of(kind: str, rule: Rule) -> str:
    """Write the row of a kind."""
    levels = [rule.verdict(direction)[0] for direction in ("request", "response")]
    names = ", ".join(f"`{name}`" for name in rule.oasdiff) or "–"
    level = " / ".join(dict.fromkeys(levels))
    return f"| `{kind}` | {rule.meaning} | {level} | {names} |"
