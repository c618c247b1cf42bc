"""Test what differs between dialects, where the suite of a dialect is not at hand."""

from __future__ import annotations

from typing import Any

import pytest

from specloom.compile import DialectName, SchemaError, compile_schema

Verdicts = list[tuple[Any, bool]]

EXCLUSIVE_FLAG = {"minimum": 1, "exclusiveMinimum": True}
TREE = {
    "$id": "https://example.com/tree",
    "$recursiveAnchor": True,
    "type": "object",
    "properties": {
        "value": {"type": "string"},
        "children": {"type": "array", "items": {"$recursiveRef": "#"}},
    },
}
STRICT_TREE = {
    "$id": "https://example.com/strict-tree",
    "$recursiveAnchor": True,
    "$ref": "tree",
    "unevaluatedProperties": False,
}
REF_BESIDE = {"$ref": "#/definitions/text", "maxLength": 1, "definitions": {"text": {}}}


def check(
    schema: object, dialect: DialectName, verdicts: Verdicts, **resources: object
) -> None:
    """Assert that a schema gives the verdicts, and a violation for each invalid value."""
    named = {f"https://example.com/{name}": entry for name, entry in resources.items()}
    validator = compile_schema(schema, dialect, named)
    for value, is_valid in verdicts:
        assert validator.is_valid(value) is is_valid, value
        assert (validator.violations(value) == []) is is_valid, value


@pytest.mark.parametrize("dialect", ["draft4", "openapi-3.0"])
def test_an_old_exclusive_bound_is_a_flag(dialect: DialectName) -> None:
    """Draft 4 and OpenAPI 3.0 make a bound exclusive with a boolean."""
    check(EXCLUSIVE_FLAG, dialect, [(1, False), (2, True), ("a", True)])


@pytest.mark.parametrize(
    "dialect", ["draft6", "draft7", "2019-09", "2020-12", "openapi-3.1"]
)
def test_a_new_exclusive_bound_is_a_number(dialect: DialectName) -> None:
    """From draft 6 on an exclusive bound stands alone, and a flag is an error."""
    check({"exclusiveMinimum": 1}, dialect, [(1, False), (1.5, True)])
    with pytest.raises(SchemaError, match="'exclusiveMinimum' must be a number"):
        compile_schema(EXCLUSIVE_FLAG, dialect)


@pytest.mark.parametrize("dialect", ["draft4", "draft6", "draft7"])
def test_old_references_stand_alone(dialect: DialectName) -> None:
    """Up to draft 7 what stands beside a `$ref` is not heeded."""
    check(REF_BESIDE, dialect, [("long", True)])


@pytest.mark.parametrize("dialect", ["2019-09", "2020-12"])
def test_new_references_have_siblings(dialect: DialectName) -> None:
    """From 2019-09 on a `$ref` is a keyword among others."""
    check(REF_BESIDE, dialect, [("long", False), ("l", True)])


@pytest.mark.parametrize("dialect", ["draft4", "draft6", "draft7", "2019-09"])
def test_items_may_be_a_list(dialect: DialectName) -> None:
    """Up to 2019-09 `items` may be a list, and `additionalItems` is for the rest."""
    schema = {"items": [{"type": "string"}], "additionalItems": False}
    check(schema, dialect, [(["a"], True), ([1], False), (["a", 1], False)])


def test_prefix_items_are_new() -> None:
    """2020-12 has `prefixItems`, 2019-09 does not know it."""
    schema = {"prefixItems": [{"type": "string"}]}
    check(schema, "2020-12", [([1], False)])
    check(schema, "2019-09", [([1], True)])


def test_draft_6_knows_const_but_no_if() -> None:
    """Draft 6 has `const`, `contains` and boolean schemas; `if` came with draft 7."""
    check({"const": 1}, "draft6", [(1.0, True), (True, False)])
    check({"const": 1}, "draft4", [(2, True)])
    check({"contains": {"type": "null"}}, "draft6", [([], False), ([None], True)])
    check(False, "draft6", [(1, False)])
    check({"if": {}, "then": False}, "draft6", [(1, True)])
    check({"if": {}, "then": False}, "draft7", [(1, False)])


def test_draft_4_has_no_boolean_schemas() -> None:
    """Draft 4 knows `true` and `false` only beside `properties` and `items`."""
    check({"additionalProperties": False}, "draft4", [({"a": 1}, False)])
    with pytest.raises(SchemaError, match="a schema must be an object "):
        compile_schema({"not": True}, "draft4")


def test_a_recursive_reference_means_the_outermost_schema() -> None:
    """2019-09 `$recursiveRef`: what is strict at the root is strict at every depth."""
    good = {"children": [{"value": "a"}]}
    bad = {"children": [{"valu": "a"}]}
    check(TREE, "2019-09", [(good, True), (bad, True)])
    check(STRICT_TREE, "2019-09", [(good, True), (bad, False)], tree=TREE)


def test_contains_evaluates_items_from_2020_on() -> None:
    """`unevaluatedItems` heeds `contains` in 2020-12 and not in 2019-09."""
    schema = {"contains": {"type": "string"}, "unevaluatedItems": False}
    check(schema, "2020-12", [(["a"], True), (["a", 1], False)])
    check(schema, "2019-09", [(["a"], False)])


def test_nullable_adds_a_type() -> None:
    """OpenAPI 3.0 `nullable` goes with `type`; other dialects do not know it."""
    schema = {"type": "string", "nullable": True}
    check(schema, "openapi-3.0", [(None, True), ("a", True), (1, False)])
    check(schema, "openapi-3.1", [(None, False)])


def test_schema_names_the_dialect() -> None:
    """`$schema` goes before the dialect that the caller names."""
    schema = {"$schema": "http://json-schema.org/draft-04/schema#", **EXCLUSIVE_FLAG}
    check(schema, "2020-12", [(1, False), (2, True)])
