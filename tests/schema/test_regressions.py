"""What comparing with other validators and odd input brought to light."""

from __future__ import annotations

from typing import Any

import pytest

from specloom.compile import DialectName, SchemaError, compile_schema
from specloom.dialect.uris import join


@pytest.mark.parametrize(
    ("schema", "value", "is_valid"),
    [
        ({"multipleOf": 0.1}, 10**400, True),
        ({"multipleOf": 1.5}, 10**400, False),
        ({"multipleOf": 0.5}, 10**4200, True),
        ({"type": "integer", "multipleOf": 2.5}, 10**400 + 1, False),
        ({"type": "number", "multipleOf": 0.1}, float("inf"), False),
    ],
)
def test_multiple_of_divides_integers_of_any_length(
    schema: Any, value: Any, is_valid: bool
) -> None:
    """`multipleOf`: an integer beyond the range of floats is divided exactly."""
    validator = compile_schema(schema)
    assert validator.is_valid(value) is is_valid
    assert bool(validator.violations(value)) is not is_valid


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"const": float("nan")}, "#/const: 'const' must be a JSON value"),
        ({"enum": [1, float("inf")]}, "#/enum: 'enum' must be a JSON value"),
        ({"items": {"const": [{1: 2}]}}, "#/items/const: 'const' must be a JSON value"),
        ({"const": {"a": (1, 2)}}, "#/const: 'const' must be a JSON value"),
    ],
)
def test_what_json_cannot_say_is_refused(schema: Any, message: str) -> None:
    """`const`, `enum`: NaN, infinities, tuples and names that are no text have no place."""
    with pytest.raises(SchemaError) as caught:
        compile_schema(schema)
    assert message in str(caught.value)


def test_integers_longer_than_python_writes_are_refused() -> None:
    """Python reads and writes integers of 4300 digits, so that no text has longer ones."""
    with pytest.raises(SchemaError, match="'minimum' must be a number"):
        compile_schema({"minimum": 10**4300})
    with pytest.raises(SchemaError, match="'const' must be a JSON value"):
        compile_schema({"const": [-(10**4300)]})
    assert compile_schema({"const": 10**4299}).is_valid(10**4299)


@pytest.mark.parametrize("value", [[], {}])
def test_brackets_that_nest_deeply_are_refused(value: Any) -> None:
    """Python reads 200 brackets inside each other."""
    for _ in range(250):
        value = [value]
    with pytest.raises(SchemaError, match="the schema nests too deeply"):
        compile_schema({"const": value})


@pytest.mark.parametrize(
    ("base", "reference", "uri"),
    [
        ("app:///x/y", "z", "app:///x/z"),
        ("tag:one/two", "three", "tag:one/three"),
        ("/a/b", "../../c", "/c"),
        ("a/b", "./c", "a/c"),
        ("a", "../c", "../c"),
        ("http://h", "c", "http://h/c"),
        ("http://h/a?q", "?r", "http://h/a?r"),
        ("http://h/a/b", "//i/./c/../d", "http://i/d"),
        ("urn:a:b", "#c", "urn:a:b#c"),
    ],
)
def test_references_of_any_scheme_are_resolved(
    base: str, reference: str, uri: str
) -> None:
    """RFC 3986, section 5.2, makes no difference between schemes."""
    assert join(base, reference) == uri


def test_a_relative_id_below_an_unusual_scheme() -> None:
    """`$id` is resolved as any reference, so that its absolute form leads to it too."""
    schema = {
        "$id": "app:///one/two",
        "$ref": "app:///one/three",
        "$defs": {"a": {"$id": "three", "type": "string"}},
    }
    assert compile_schema(schema).is_valid("a")
    assert not compile_schema(schema).is_valid(1)


_ROOT = "http://one.test/root.json"


@pytest.mark.parametrize(
    ("dialect", "schema", "value", "is_valid"),
    [
        ("2019-09", {"contains": True, "unevaluatedItems": False}, [1], False),
        ("2020-12", {"contains": True, "unevaluatedItems": False}, [1], True),
        ("draft4", {"type": "integer"}, 1.0, True),
        ("2020-12", {"pattern": "."}, "\u2028", False),
        ("2020-12", {"pattern": "\\ba"}, "\u00e9a", True),
        ("draft7", {"pattern": "^(a)?\\1b"}, "b", True),
        ("2020-12", {"const": 10**20}, 1e20, True),
        (
            "2020-12",
            {
                "$id": _ROOT,
                "$dynamicAnchor": "m",
                "type": "object",
                "properties": {"a": {"$ref": "two.json#m"}},
                "$defs": {"b": {"$id": "two.json", "$dynamicAnchor": "m"}},
            },
            {"a": 1},
            True,
        ),
        (
            "2020-12",
            {
                "$id": _ROOT,
                "$ref": "c/d.json#m",
                "$defs": {
                    "a": {"$id": "c/d.json", "$dynamicAnchor": "m", "type": "null"}
                },
            },
            1,
            False,
        ),
        (
            "2019-09",
            {
                "$id": _ROOT,
                "$recursiveAnchor": True,
                "type": "object",
                "$ref": "two.json",
                "$defs": {
                    "a": {"$id": "two.json", "allOf": [{"$ref": "three.json"}]},
                    "b": {
                        "$id": "three.json",
                        "$recursiveAnchor": True,
                        "additionalProperties": {"$recursiveRef": "#"},
                    },
                },
            },
            {"a": 1},
            False,
        ),
        (
            "2019-09",
            {
                "$recursiveAnchor": True,
                "type": "array",
                "$ref": "urn:two#",
                "$defs": {
                    "a": {
                        "$id": "urn:two",
                        "$recursiveAnchor": True,
                        "items": {"$recursiveRef": "#"},
                    }
                },
            },
            [1],
            False,
        ),
    ],
    ids=[
        "2019-09, core 9.3.1.3: contains evaluates nothing",
        "2020-12, core 11.2: contains evaluates",
        "1.0 is an integer as from draft 6 on",
        "ECMA-262, 22.2.2.7: a dot is no line terminator",
        "ECMA-262, 22.2.2.9.3: characters of a word are ASCII",
        "ECMA-262, 22.2.2.7.1: a group that took no part is empty",
        "core 4.2.2: numbers are equal by their value",
        "core 8.2.2: $ref takes a dynamic anchor for a plain one",
        "core 8.2.1: a relative $id is resolved once",
        "2019-09, core 8.2.4.2.2: the outermost anchor, whatever lies between",
        "2019-09, core 8.2.4.2.2: an empty fragment leaves the dynamic scope as it is",
    ],
)
def test_where_others_judge_differently(
    dialect: DialectName, schema: Any, value: Any, is_valid: bool
) -> None:
    """These verdicts are left out of the comparison; they follow the standard's words."""
    validator = compile_schema(schema, dialect)
    assert validator.is_valid(value) is is_valid
    assert bool(validator.violations(value)) is not is_valid
