"""Test generated checks: which values they find wrong, where, and how they read."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

import black
import pytest
from black.mode import TargetVersion

from specloom.python.checks.homes import check_homes
from specloom.python.text.proof import is_proven

Found = list[tuple[str, str, str]]
Check = Callable[[dict[str, Any], Any], Found]
MODE = black.Mode(target_versions={TargetVersion.PY311})
# It has no types of its own.
Draft202012Validator: Any = import_module("jsonschema").Draft202012Validator
A = "#/components/schemas/A"


@pytest.fixture(scope="module")
def check(package: Callable[..., Any], document: Callable[..., Any]) -> Check:
    """Give what the check of a schema finds: place, keyword, and place of the schema."""

    def find(schema: dict[str, Any], value: Any) -> Found:
        made = package(document({"A": schema}, uses="response"))
        found = made.module("_runtime.checks").run(
            made.module("validators.things").check_a, value, ""
        )
        return [(v.instance_path, v.keyword, v.schema_path) for v in found]

    return find


@pytest.fixture(scope="module")
def written(
    package: Callable[..., Any], document: Callable[..., Any]
) -> Callable[..., str]:
    """Give the text of the checks of schemas, without the module's head."""

    def write(schemas: dict[str, Any]) -> str:
        made = package(document(schemas, uses="response"))
        text: str = made.text("validators/things.py")
        assert is_proven(text) <= (black.format_str(text, mode=MODE) == text)
        return text

    return write


INTEGER = {"type": "integer"}
PLACES: list[tuple[str, dict[str, Any], Any, Found]] = [
    ("type", {"type": "integer"}, "a", [("", "type", f"{A}/type")]),
    (
        "nested arrays",
        {
            "type": "array",
            "items": {"type": "array", "items": {"type": "array", "items": INTEGER}},
        },
        [[], [[1], [2, "x"]]],
        [("/1/1/1", "type", f"{A}/items/items/items/type")],
    ),
    (
        "an array of arrays in a map",
        {"additionalProperties": {"items": {"items": {"maximum": 1}}, "type": "array"}},
        {"k/~": [[0], [0, 5]]},
        [("/k~1~0/1/1", "maximum", f"{A}/additionalProperties/items/items/maximum")],
    ),
    (
        "a property",
        {"type": "object", "properties": {"a/b": {"type": "string", "minLength": 2}}},
        {"a/b": "x"},
        [("/a~1b", "minLength", f"{A}/properties/a~1b/minLength")],
    ),
    (
        "every wrong property",
        {"required": ["a", "b"], "properties": {"c": INTEGER, "d": {"const": 1}}},
        {"c": "x", "d": 2},
        [
            ("", "required", f"{A}/required"),
            ("", "required", f"{A}/required"),
            ("/c", "type", f"{A}/properties/c/type"),
            ("/d", "const", f"{A}/properties/d/const"),
        ],
    ),
    (
        "an item after a prefix",
        {"prefixItems": [{"const": 1}], "items": INTEGER},
        [2, 1, "x"],
        [
            ("/0", "const", f"{A}/prefixItems/0/const"),
            ("/2", "type", f"{A}/items/type"),
        ],
    ),
    (
        "keywords beside a reference",
        {
            "properties": {"a": {"$ref": f"{A}/$defs/x", "maxItems": 1}},
            "$defs": {"x": {"minItems": 1}},
        },
        {"a": [1, 2]},
        [("/a", "maxItems", f"{A}/properties/a/maxItems")],
    ),
    (
        "a property beside a reference",
        {
            "$ref": f"{A}/$defs/x",
            "required": ["a"],
            "$defs": {"x": {"minProperties": 1}},
        },
        {},
        [
            ("", "minProperties", f"{A}/$defs/x/minProperties"),
            ("", "required", f"{A}/required"),
        ],
    ),
    (
        "null where it is allowed",
        {
            "properties": {
                "a": {"type": ["string", "null"], "minLength": 2},
                "b": {
                    "type": ["null", "array"],
                    "items": {"type": ["integer", "null"]},
                },
            },
            "additionalProperties": {"type": ["string", "null"]},
        },
        {"a": None, "b": [None, 1, "x"], "c": None, "d": 1},
        [
            ("/d", "type", f"{A}/additionalProperties/type"),
            ("/b/2", "type", f"{A}/properties/b/items/type"),
        ],
    ),
    (
        "null where an enum excludes it",
        {"properties": {"a": {"type": ["string", "null"], "enum": ["x", "y"]}}},
        {"a": None},
        [("/a", "enum", f"{A}/properties/a/enum")],
    ),
    (
        "a key by its pattern",
        {
            "patternProperties": {"^n": INTEGER, "^s": {"type": "string"}},
            "additionalProperties": False,
        },
        {"n": "x", "s": 1, "other": 1},
        [
            ("/other", "additionalProperties", f"{A}/additionalProperties"),
            ("/n", "type", f"{A}/patternProperties/^n/type"),
            ("/s", "type", f"{A}/patternProperties/^s/type"),
        ],
    ),
    (
        "keys beyond those of patterns",
        {
            "properties": {"p": True},
            "patternProperties": {"^n": True},
            "additionalProperties": INTEGER,
        },
        {"n": "x", "p": "x", "m": "x"},
        [("/m", "type", f"{A}/additionalProperties/type")],
    ),
    (
        "the branch of a condition",
        {"if": INTEGER, "then": {"minimum": 5}, "else": {"maxLength": 1}},
        1,
        [("", "minimum", f"{A}/then/minimum")],
    ),
    (
        "the other branch of a condition",
        {"if": INTEGER, "else": {"maxLength": 1}},
        "ab",
        [("", "maxLength", f"{A}/else/maxLength")],
    ),
    (
        "what another property needs",
        {
            "dependentRequired": {"a": ["b"]},
            "dependentSchemas": {"a": {"maxProperties": 1}},
        },
        {"a": 1, "c": 2},
        [
            ("", "dependentRequired", f"{A}/dependentRequired"),
            ("", "maxProperties", f"{A}/dependentSchemas/a/maxProperties"),
        ],
    ),
    (
        "nothing is allowed",
        {"properties": {"a": False}},
        {"a": 1},
        [("/a", "false", f"{A}/properties/a")],
    ),
    (
        "an object without properties",
        {"type": "object", "additionalProperties": False},
        {"a": 1},
        [("/a", "additionalProperties", f"{A}/additionalProperties")],
    ),
]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [case[1:] for case in PLACES],
    ids=[case[0] for case in PLACES],
)
def test_violations_say_where_and_why(
    schema: dict[str, Any], value: Any, expected: Found, check: Check
) -> None:
    """Each violation has the pointer to the value and the pointer to the keyword."""
    assert check(schema, value) == expected


def test_unsupported_patterns_reject_nothing(check: Check) -> None:
    """A pattern without a twin is left out, with all that depends on which keys it finds."""
    schema = {"type": "string", "pattern": "(?i)a", "minLength": 2}
    assert check(schema, "1") == [("", "minLength", f"{A}/minLength")]
    assert check(schema, "12") == []
    closed = {"patternProperties": {"(?i)a": {"type": "string"}}}
    for more in (False, {"type": "integer"}):
        schema = closed | {"type": "object", "additionalProperties": more}
        assert check(schema, {"a": "x", "1": "y"}) == []


def test_recursive_schemas_are_checked_to_their_depth(check: Check) -> None:
    """A schema that holds itself is checked at every level, and very deep values end."""
    schema = {
        "type": "object",
        "properties": {"next": {"$ref": A}, "size": INTEGER},
    }
    value: dict[str, Any] = {"next": {"next": {"size": "x"}}}
    assert check(schema, value) == [
        ("/next/next/size", "type", f"{A}/properties/size/type")
    ]
    for _ in range(100_000):
        value = {"next": value}
    [(place, keyword, _)] = check(schema, value)
    assert (place, keyword) == ("", "")


def test_a_check_reads_like_the_schema(written: Callable[..., str]) -> None:
    """A scalar is one call where it stands; constants stand above the function."""
    text = written(
        {
            "A": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "pattern": r"^\d+$"},
                    "note": {"type": ["string", "null"], "maxLength": 5},
                },
            }
        }
    )
    assert text.partition("\n\n\n")[0].endswith("""from __future__ import annotations

import re

from .._runtime.checks import (
    Path,
    Violation,
    is_object,
    missing,
    unknown_properties,
    wrong_string,
    wrong_type,
)
from .._runtime.validator import Validator

_A_PROPERTIES = frozenset({"id", "note"})
_A_ID_PATTERN = re.compile(r"^[0-9]+\\Z")""")
    assert text.partition("\n\n\n")[2] == (
        '''def check_a(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/components/schemas/A`."""
    schema = "#/components/schemas/A"
    if not is_object(value):
        wrong_type(value, at, found, schema, "object")
        return
    if "id" not in value:
        missing(value, at, found, schema, ("id",))
    if not _A_PROPERTIES.issuperset(value):
        unknown_properties(value, at, found, schema, _A_PROPERTIES)
    if "id" in value:
        part = value["id"]
        if not isinstance(part, str) or _A_ID_PATTERN.search(part) is None:
            wrong_string(
                part,
                at,
                found,
                schema,
                key="id",
                pattern=_A_ID_PATTERN,
                source=r"^\\d+$",
            )
    if "note" in value:
        part = value["note"]
        if part is not None and (not isinstance(part, str) or len(part) > 5):
            wrong_string(part, at, found, schema, key="note", max_length=5)


A = Validator(check_a)
'''
    )


def test_schemas_with_parts_have_functions_of_their_own(
    written: Callable[..., str],
) -> None:
    """Their names tell the way to them, each once, and a named schema is called by name."""
    options = [
        {"type": "object", "required": ["a"]},
        {"$ref": "#/components/schemas/B"},
    ]
    text = written(
        {
            "A": {"properties": {"x": {"oneOf": options}, "X": {"oneOf": options}}},
            "B": {"type": "object"},
        }
    )
    functions = [
        line[4:].partition("(")[0] for line in text.split("\n") if line[:4] == "def "
    ]
    assert functions == [
        "check_a",
        "_check_a_x",
        "_check_a_x_2",
        "_matches_a_x_option_1",
        "matches_b",
        "_check_a_x_option_1",
        "check_b",
        "_matches_a_x_2_option_1",
        "_check_a_x_2_option_1",
    ]
    assert "one_of(value, at, found, schema, (_check_a_x_option_1, check_b))" in text


def test_nothing_is_asked_twice(written: Callable[..., str]) -> None:
    """Of a value that two parts describe, nor what no type of a schema can have."""
    text = {"type": "string", "pattern": "^a"}
    both = {"type": "string", "allOf": [text]}
    other = {"type": "boolean", "minLength": 4}
    code = written({"A": {"anyOf": [both, other]}})
    _, _, verdict = code.partition("def _matches_a_option(")
    verdict, _, _ = verdict.partition("def ")
    assert verdict.count("isinstance(value, str)") == 1
    assert ".search(value) is None" in verdict
    assert "len(" not in code


def test_long_names_of_constants_are_shortened(written: Callable[..., str]) -> None:
    """A name deep in a schema keeps its first and last words, and stays unique."""
    inner: dict[str, Any] = {"pattern": "^a"}
    for word in ("seventh", "sixth", "fifth", "fourth", "third", "second", "first"):
        inner = {"properties": {f"the {word} level": inner, f"{word} two": inner}}
    text = written({"A": inner})
    names = [
        line.partition(" = ")[0] for line in text.split("\n") if "re.compile" in line
    ]
    assert len(names) == len(set(names)) > 1
    assert all(len(name) < 80 for name in names)


def test_checks_live_where_they_are_used(
    context: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """A schema that one tag uses lives there, one that several use is shared, others nowhere."""
    described = document(
        {
            "Mine": {"not": {"$ref": "#/components/schemas/Hidden"}},
            "Ours": {"type": "string"},
            "Hidden": {"type": "string"},
            "Unused": {"type": "string"},
        }
    )
    paths = described["paths"]
    for path in ("/2", "/3"):
        del paths[path]
    paths["/other"] = {
        "get": paths["/1"]["post"] | {"operationId": "o", "tags": ["more"]}
    }
    homes = check_homes(context(described))
    assert {at.pointer.rpartition("/")[2]: module for at, module in homes.items()} == {
        "Mine": "things",
        "Hidden": "things",
        "Ours": "shared",
    }


def test_parameters_are_checked_as_members_of_one_object(
    package: Callable[..., Any],
) -> None:
    """The parameters of one place are checked together: those that miss, those that err."""
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": INTEGER},
        {
            "name": "page size",
            "in": "query",
            "required": True,
            "schema": {"maximum": 5},
        },
        {"name": "any", "in": "query", "schema": {}},
        {"name": "x", "in": "header", "schema": {}},
    ]
    made = package(
        {
            "openapi": "3.1.0",
            "info": {"title": "x", "version": "1"},
            "paths": {
                "/{id}": {
                    "get": {
                        "operationId": "go",
                        "tags": ["t"],
                        "parameters": parameters,
                        "responses": {"200": {"description": "ok"}},
                    }
                }
            },
        }
    )
    checks, run = made.module("validators.t"), made.module("_runtime.checks").run
    assert [str(v) for v in run(checks.check_go_path, {"id": "x"}, "path")] == [
        "id: 'x' is not an integer (#/paths/~1{id}/get/parameters/0/schema/type)"
    ]
    assert [v.keyword for v in run(checks.check_go_query, {}, "query")] == ["required"]
    [found] = run(checks.check_go_query, {"page size": 6}, "query")
    assert (found.instance_path, found.keyword) == ("/page size", "maximum")
    assert run(checks.check_go_header, {"x": 1}, "header") == []


KEYS = ("a", "b", "c d", "$x")
TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
TEXTS = ("", "a", "ab", "abc", "é", "😀", "1\n", "c d")


class Drawer:
    """Draws schemas and values at random, always the same for one seed."""

    def __init__(self, seed: int, schemas: int) -> None:
        self.random = random.Random(seed)
        self.schemas = schemas

    def value(self, depth: int = 0) -> Any:
        """Draw a JSON value."""
        choose = self.random
        kind = choose.randrange(9 if depth < 3 else 7)
        if kind == 7:
            return [self.value(depth + 1) for _ in range(choose.randrange(4))]
        if kind == 8:
            return {
                choose.choice(KEYS): self.value(depth + 1)
                for _ in range(choose.randrange(4))
            }
        scalars = (None, True, False, 0, 1, 2, -1, 10**20, 0.5, 1.0, 2.5, -0.0, 1e300)
        return choose.choice(scalars if kind < 4 else TEXTS)

    def schema(self, depth: int = 0) -> Any:
        """Draw a schema; below the top some are references, with or without siblings."""
        choose = self.random
        if choose.random() < 0.06:
            return choose.choice((True, False))
        if depth and choose.random() < 0.07:
            target = {"$ref": f"#/components/schemas/S{choose.randrange(self.schemas)}"}
            return target if choose.random() < 0.6 else target | self._keywords(depth)
        return self._keywords(depth)

    def _keywords(self, depth: int) -> dict[str, Any]:
        choose = self.random
        keywords: dict[str, Any] = {}
        if choose.random() < 0.7:
            some = choose.sample(TYPES, choose.randrange(1, 4))
            keywords["type"] = choose.choice((*TYPES, "object", "array", some))
        known = (
            *self._scalar_keywords(),
            *(self._containers(depth) if depth < 3 else ()),
        )
        for name, draw in choose.sample(known, choose.randrange(5)):
            keywords[name] = draw()
        return keywords

    def _scalar_keywords(self) -> tuple[tuple[str, Callable[[], Any]], ...]:
        choose = self.random

        def small() -> int:
            return choose.randrange(3)

        return (
            ("enum", lambda: [self.value(2) for _ in range(choose.randrange(1, 4))]),
            ("const", lambda: self.value(2)),
            *(
                (name, lambda: choose.choice((0, 1, 2.5)))
                for name in ("minimum", "maximum")
            ),
            ("exclusiveMinimum", lambda: 1),
            ("exclusiveMaximum", lambda: 2),
            ("multipleOf", lambda: choose.choice((1, 2, 0.5))),
            ("pattern", lambda: choose.choice(("^a", "b$", "[a-c]+", r"\d", "."))),
            ("uniqueItems", lambda: True),
            ("required", lambda: choose.sample(KEYS, small())),
            *(
                (f"{least}{what}", small)
                for least in ("min", "max")
                for what in ("Length", "Items", "Properties", "Contains")
            ),
        )

    def _containers(self, depth: int) -> tuple[tuple[str, Callable[[], Any]], ...]:
        choose = self.random

        def one() -> Any:
            return self.schema(depth + 1)

        def some() -> list[Any]:
            return [one() for _ in range(choose.randrange(1, 3))]

        def named() -> dict[str, Any]:
            return {key: one() for key in choose.sample(KEYS, 2)}

        return (
            *((name, some) for name in ("prefixItems", "allOf", "anyOf", "oneOf")),
            *(
                (name, one)
                for name in ("items", "contains", "not", "if", "then", "else")
            ),
            *(
                (name, one)
                for name in ("items", "additionalProperties", "propertyNames")
            ),
            *(
                (name, named)
                for name in ("properties", "properties", "dependentSchemas")
            ),
            ("additionalProperties", lambda: False),
            ("patternProperties", lambda: {choose.choice(("^a", ".", r"\d$")): one()}),
            (
                "dependentRequired",
                lambda: {choose.choice(KEYS): choose.sample(KEYS, 2)},
            ),
        )


@pytest.mark.parametrize("seed", range(4))
def test_checks_agree_with_another_validator(
    seed: int, package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Of random schemas and values, jsonschema says the same; black leaves proven text."""
    drawer = Drawer(seed, 40)
    schemas = {f"S{number}": drawer.schema() for number in range(drawer.schemas)}
    made = package(document(schemas, uses="response"))
    checks, run = made.module("validators.things"), made.module("_runtime.checks").run
    wrong: list[Any] = []
    for name, schema in schemas.items():
        reference = {
            "$ref": f"#/components/schemas/{name}",
            "components": {"schemas": schemas},
        }
        validator = Draft202012Validator(reference)
        for value in (drawer.value() for _ in range(20)):
            try:
                expected = validator.is_valid(value)
            except RecursionError:
                break
            if (
                not run(getattr(checks, f"check_{name.lower()}"), value, "")
            ) != expected:
                wrong.append((schema, value, expected))
    assert wrong == []
    for text in made.files.values():
        assert not is_proven(text) or black.format_str(text, mode=MODE) == text


USER_AT = "#/components/schemas/User"
USER = {
    "type": "object",
    "required": ["id", "name", "secret"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string"},
        "secret": {"type": "string", "writeOnly": True},
        "friends": {"type": "array", "items": {"$ref": USER_AT}},
    },
}


def test_a_request_need_not_have_what_only_answers_have(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """OpenAPI 3.0.4, `readOnly` and `writeOnly`: required in one direction only."""
    made = package(document({"User": USER, "UserAsRequest": {"type": "string"}}))
    checks, run = made.module("validators.things"), made.module("_runtime.checks").run
    sent, received = {"name": "a", "secret": "b"}, {"name": "a", "id": 1}
    request, response = checks.check_user_as_request_, checks.check_user_as_response
    assert run(request, sent | {"friends": [sent]}, "body") == []
    assert run(response, received | {"friends": [received]}, "response") == []
    [found] = run(request, sent | {"friends": [received]}, "body")
    assert (found.instance_path, found.keyword) == ("/friends/0", "required")
    assert found.schema_path == f"{USER_AT}/required"
    [found] = run(response, sent, "response")
    assert found.message == "required property 'id' is missing"
    text = made.text("api/things.py")
    assert "check=check_user_as_request_," in text
    assert "Json(read_user, check_user_as_response)" in text


def test_every_named_schema_has_a_validator(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """It is found by the name of its type, without a request."""
    made = package(document({"User": USER, "Validator": {"type": "string"}}))
    validators = made.module("validators")
    assert {"User", "Validator"} <= {*dir(validators)}
    assert validators.Validator.is_valid("x")
    assert not validators.Validator.is_valid(1)
    assert validators.User is validators.User
    assert [entry.keyword for entry in validators.User.violations({})] == [
        "required"
    ] * 3
    with pytest.raises(made.module("_runtime.validator").ValidationError):
        validators.User.validate({})
    with pytest.raises(AttributeError, match="has no attribute 'B'"):
        _ = validators.B


def test_a_hazardous_pattern_is_matched_by_an_automaton(
    written: Callable[..., str], check: Check
) -> None:
    """What `re` could take exponential time for ends, with the same verdict."""
    schema = {"type": "string", "pattern": "^(a+)+$"}
    assert 'Automaton(\n    "^(a+)+$",' in written({"A": schema})
    assert check(schema, "a" * 50_000) == []
    assert check(schema, "a" * 50_000 + "b") == [("", "pattern", f"{A}/pattern")]


def test_unevaluated_members_are_checked(check: Check) -> None:
    """`unevaluatedProperties` and `unevaluatedItems` heed what other keywords looked at."""
    schema = {
        "allOf": [{"properties": {"a": INTEGER}}],
        "properties": {"b": {"prefixItems": [INTEGER], "unevaluatedItems": False}},
        "unevaluatedProperties": {"type": "string"},
    }
    assert check(schema, {"a": 1, "b": [1], "c": "x"}) == []
    assert check(schema, {"a": 1, "b": [1, 2], "c": 3}) == [
        ("/b/1", "false", f"{A}/properties/b/unevaluatedItems"),
        ("/c", "type", f"{A}/unevaluatedProperties/type"),
    ]


def test_a_secret_is_in_no_message(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """`format: password` and `writeOnly`, also by way of a reference."""
    secret = {"type": "string", "format": "password", "minLength": 20}
    schema = {
        "type": "object",
        "properties": {
            "a": {"$ref": "#/components/schemas/Secret"},
            "b": {"type": "string", "writeOnly": True, "maxLength": 1},
        },
    }
    validators = package(document({"A": schema, "Secret": secret})).module("validators")
    found = validators.A.violations({"a": "hunter2", "b": "swordfish"})
    assert [entry.keyword for entry in found] == ["minLength", "maxLength"]
    text = " ".join(f"{entry} {entry!r}" for entry in found)
    assert "hunter2" not in text
    assert "swordfish" not in text
