"""The names of a whole document."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specloom.naming.names import Names, package_name

from .conftest import Named, at

TEXT = {"type": "string"}


def operation(**fields: Any) -> dict[str, Any]:
    """Give an Operation Object with an answer."""
    return {"responses": {"200": {"description": ""}}} | fields


def answer(schema: Any) -> dict[str, Any]:
    """Give a Responses Object."""
    content = {"application/json": {"schema": schema}}
    return {"200": {"description": "", "content": content}}


def ref(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("X media upload", "x_media_upload"),
        ("", "api_client"),
        ("Typing", "typing_client"),
        ("httpx2", "httpx2_client"),
        ("tests", "tests_client"),
        ("class", "class_client"),
        ("CON", "con_client"),
        ("Météo-France", "meteo_france"),
        ("업로드", "api_client"),
        ("업로드 X", "x"),
        ("3D", "n3_d"),
        ("!!!", "api_client"),
    ],
)
def test_a_package_is_called_like_the_document(title: str, expected: str) -> None:
    """In ASCII, and hiding no module that it needs."""
    assert package_name(title) == expected


def test_tags_are_modules_attributes_and_classes(named: Named) -> None:
    """Names that the client or the package needs get an underscore."""
    tags = ["media", "close", "shared", "lazy", "", "Media", "str", "2FA"]
    paths = {f"/{tag}": {"get": operation(tags=[tag])} for tag in tags}
    found = named({"paths": paths}).tags
    assert {tag: (names.module, names.class_) for tag, names in found.items()} == {
        "media": ("media", "Media_2"),
        "close": ("close_", "Close"),
        "shared": ("shared_", "Shared"),
        "lazy": ("lazy_", "Lazy"),
        "": ("default", "Default"),
        "Media": ("media_2", "Media"),
        "str": ("str_", "Str"),
        "2FA": ("n2_fa", "N2FA"),
    }


def test_methods_are_unique_within_their_tag(named: Named) -> None:
    """One without an operationId is its method and path."""
    paths = {
        "/a/{id}": {"get": operation(), "put": operation(operationId="import")},
        "/b": {
            "get": operation(operationId="listB"),
            "put": operation(operationId="list_b"),
        },
        "/c": {"get": operation(operationId="listB", tags=["c"])},
    }
    found = named({"paths": paths}).methods
    assert found == {
        at("paths", "/a/{id}", "get"): "get_a_by_id",
        at("paths", "/a/{id}", "put"): "import_",
        at("paths", "/b", "get"): "list_b_2",
        at("paths", "/b", "put"): "list_b",
        at("paths", "/c", "get"): "list_b",
    }


def test_arguments_are_unique_within_their_method(named: Named) -> None:
    """A parameter of the path comes before one of the query, both before the body."""
    names = ("id", "self", "options", "a-b")
    parameters = [
        {"name": name, "in": in_, "schema": TEXT}
        for in_ in ("query", "path")
        for name in names
    ]
    body = {"type": "object", "properties": {"id": TEXT, "a_b": TEXT, "aB": TEXT}}
    body["additionalProperties"] = TEXT
    content = {"application/json": {"schema": body}}
    fields = operation(parameters=parameters, requestBody={"content": content})
    found = named({"paths": {"/x": {"post": fields}}}).arguments
    assert found[at("paths", "/x", "post")] == {
        ("path", "id"): "id",
        ("query", "id"): "query_id",
        ("body", "id"): "body_id",
        ("path", "self"): "self_",
        ("query", "self"): "query_self",
        ("path", "options"): "options_",
        ("query", "options"): "query_options",
        ("path", "a-b"): "a_b",
        ("query", "a-b"): "query_a_b",
        ("body", "a_b"): "body_a_b",
        ("body", "aB"): "body_a_b_2",
        ("body", "*"): "additional_properties",
    }


def test_a_body_in_one_piece_is_called_body(named: Named) -> None:
    """Unless a parameter is called so."""
    content = {"application/json": {"schema": {"type": "array", "items": TEXT}}}
    query = {"name": "body", "in": "query", "schema": TEXT}
    fields = operation(parameters=[query], requestBody={"content": content})
    found = named({"paths": {"/x": {"post": fields}}}).arguments
    assert found[at("paths", "/x", "post")] == {
        ("query", "body"): "body",
        ("body", ""): "body_body",
    }


def test_fields_keep_off_keywords_and_one_another(named: Named) -> None:
    """The property whose name is the Python name gets it."""
    names = ["class", "self", "createdAt", "created_at", "_id", "1st", "", "builtins"]
    schema = {"properties": dict.fromkeys(names, TEXT)}
    found = named({"components": {"schemas": {"T": schema}}}).fields
    assert found[at("components", "schemas", "T")] == {
        "class": "class_",
        "self": "self_",
        "createdAt": "created_at_2",
        "created_at": "created_at",
        "_id": "id",
        "1st": "n1st",
        "": "empty",
        "builtins": "builtins_",
    }


def test_types_keep_off_what_modules_need(named: Named) -> None:
    """A schema keeps its name where it is one."""
    names = ["Any", "list", "List", "HTTPError", "a_b", "AB", "Ab", "123", "Warning"]
    found = named({"components": {"schemas": {name: {} for name in names}}}).types
    types = {name: found[at("components", "schemas", name)].type_ for name in names}
    assert types == {
        "Any": "Any_",
        "list": "List_2",
        "List": "List",
        "HTTPError": "HTTPError",
        "a_b": "AB_2",
        "AB": "AB",
        "Ab": "Ab",
        "123": "N123",
        "Warning": "Warning_",
    }


def test_scripts_without_capitals(named: Named) -> None:
    """A field or method called like a type stands in the way of that type's name."""
    word = "\uc5c5\ub85c\ub4dc"
    schemas = {word: {"properties": {word: ref(word)}}}
    fields = operation(operationId=word, responses=answer(ref(word)))
    found = named(
        {"paths": {"/x": {"get": fields}}, "components": {"schemas": schemas}}
    )
    place = at("components", "schemas", word)
    assert found.types[place].type_ == word
    assert found.fields[place] == {word: f"{word}_"}
    assert found.methods[at("paths", "/x", "get")] == f"{word}_"


def test_where_a_declaration_lives(named: Named) -> None:
    """With the tag that alone uses it, in `shared`, or in `components`."""
    schemas = {
        "One": {"properties": {"a": ref("Both")}},
        "Both": {"properties": {"a": TEXT}},
        "Unused": {"properties": {"a": ref("One")}},
    }
    paths = {
        "/a": {"get": operation(tags=["a"], responses=answer(ref("One")))},
        "/b": {"get": operation(tags=["b"], responses=answer(ref("Both")))},
    }
    found = named({"paths": paths, "components": {"schemas": schemas}}).types
    assert {entry.type_: entry.module for entry in found.values()} == {
        "One": "a",
        "Both": "shared",
        "Unused": "components",
    }


def test_choices_that_are_the_same_everywhere_share_a_name(named: Named) -> None:
    """`status` is `Status` if all of that name offer the same values."""
    same, other = {"enum": ["a", "b"]}, {"enum": ["a", "c"]}
    schemas = {
        "A": {"properties": {"status": same, "kind": same}},
        "B": {"properties": {"status": same, "kind": other, "one": {"enum": ["x"]}}},
    }
    found = named({"components": {"schemas": schemas}})
    types = {place.pointer[21:]: names.type_ for place, names in found.types.items()}
    assert types == {
        "A": "A",
        "B": "B",
        "A/properties/status": "Status",
        "B/properties/status": "Status",
        "A/properties/kind": "AKind",
        "B/properties/kind": "BKind",
    }
    kept = [declaration.at.pointer[21:] for declaration in found.declarations]
    assert "B/properties/status" not in kept


def test_unions_of_answers_have_a_name_for_unknown_variants(named: Named) -> None:
    """Only where a variant is an object, however many names lie between."""
    thing = {"properties": {"a": TEXT}}
    schemas = {
        "Thing": thing,
        "Alias": ref("Thing"),
        "Either": {"oneOf": [ref("Alias"), TEXT]},
        "Deep": {
            "oneOf": [{"anyOf": [ref("Alias"), {"type": "null"}]}, {"type": "integer"}]
        },
        "Plain": {"oneOf": [TEXT, {"type": "integer"}]},
        "Loop": {"oneOf": [{"items": ref("Loop")}, TEXT]},
    }
    paths = {
        f"/{name}": {"get": operation(responses=answer(ref(name)))} for name in schemas
    }
    found = named({"paths": paths, "components": {"schemas": schemas}}).unknowns
    assert sorted(found.values()) == ["UnknownDeep", "UnknownEither"]


def test_credentials(named: Named) -> None:
    """A TLS certificate is none of ours; arguments of the client keep their names."""
    schemes = {
        "bearerAuth": {"type": "http", "scheme": "bearer"},
        "timeout": {"type": "http", "scheme": "basic"},
        "tls": {"type": "mutualTLS"},
    }
    found = named({"components": {"securitySchemes": schemes}}).credentials
    assert found == {"bearerAuth": "bearer_auth", "timeout": "timeout_"}


KEYS = st.lists(
    st.sampled_from(["a_b", "aB", "AB", "a-b", "A.b", "class", "List", "x", "X"]),
    unique=True,
    min_size=1,
)


def mixed(document: Any, shuffle: random.Random) -> Any:
    """Shuffle the members of every object."""
    if isinstance(document, list):
        return [mixed(element, shuffle) for element in document]
    if not isinstance(document, dict):
        return document
    members = [(name, mixed(member, shuffle)) for name, member in document.items()]
    shuffle.shuffle(members)
    return dict(members)


def decided(names: Names) -> dict[str, Any]:
    """Give all that was decided, without the order of declarations."""
    maps = (
        "tags",
        "types",
        "fields",
        "methods",
        "arguments",
        "credentials",
        "unknowns",
    )
    return {name: dict(getattr(names, name)) for name in maps}


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(KEYS, KEYS, KEYS, st.randoms(use_true_random=False))
def test_the_order_of_a_document_changes_no_name(
    named: Named,
    schemas: list[str],
    properties: list[str],
    tags: list[str],
    shuffle: random.Random,
) -> None:
    """Whatever the members of its objects are sorted by."""
    thing = {
        "properties": {
            name: {"enum": ["a", str(number % 2)]}
            for number, name in enumerate(properties)
        }
    }
    either = {"oneOf": [ref(name) for name in schemas]}
    content = {"application/json": {"schema": ref(schemas[0])}}
    document = {
        "paths": {
            f"/{number}": {
                method: operation(
                    operationId=tag,
                    tags=[tags[number // 2]],
                    parameters=[
                        {"name": name, "in": in_, "schema": TEXT}
                        for name, in_ in zip(
                            properties, ("path", "query") * 9, strict=False
                        )
                    ],
                    requestBody={"content": content},
                    responses=answer({"properties": {"data": either}}),
                )
                for method in ("post", "get")
            }
            for number, tag in enumerate(tags)
        },
        "components": {"schemas": dict.fromkeys(schemas, thing) | {"Either": either}},
    }
    assert decided(named(mixed(document, shuffle))) == decided(named(document))
