"""Compile what may be no schema, and check what may be any value: never another error.

JSON Schema 2020-12, Core, section 4.3; RFC 8259.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.compile import DialectName, SchemaError, Validator, compile_schema

DIALECTS: tuple[DialectName, ...] = get_args(DialectName)
KEYWORDS = (
    *("$id", "id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor"),
    *("$recursiveRef", "$recursiveAnchor", "$defs", "definitions", "$vocabulary"),
    *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "format"),
    *("exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"),
    *("items", "prefixItems", "additionalItems", "contains", "minContains"),
    *("maxContains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
    *("properties", "patternProperties", "additionalProperties", "propertyNames"),
    *("required", "minProperties", "maxProperties", "dependentRequired"),
    *("dependentSchemas", "dependencies", "unevaluatedProperties", "nullable"),
    *("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "discriminator"),
)
REFERENCES = (
    *("#", "", "#/", "#//", "#a", "#/$defs/a", "#/$defs/a/b", "#/$defs/~2", "#/%"),
    *(
        "#/%ff",
        "#/allOf/0",
        "#/allOf/-1",
        "#/allOf/01",
        "x",
        "x#a",
        "urn:x",
        "..",
        "//",
    ),
    *("http://[::1", "http://[", "//[", "#/items", "#/properties/a", "a b", "#/enum/0"),
    *(
        "http://json-schema.org/draft-07/schema#",
        "http://json-schema.org/draft-04/schema",
    ),
    *("https://json-schema.org/draft/2020-12/schema", "\ud800", "#\ud800", "\x00"),
)
PATTERNS = (
    "(",
    "[",
    "a{99999999999}",
    "\\",
    "(?<",
    "(?P<a>b)",
    "\\u{110000}",
    "\ud800",
)
TEXTS = st.one_of(st.sampled_from((*REFERENCES, *PATTERNS, *KEYWORDS)), st.text())
NUMBERS = st.one_of(
    st.integers(),
    st.sampled_from((10**400, -(10**400), 1e308, 5e-324, 10**4200, 2**63)),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
NAMES = st.one_of(st.sampled_from(KEYWORDS), TEXTS)
JSON: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)
    ),
    max_leaves=12,
)


def compiled(schema: object, dialect: DialectName) -> Validator | None:
    """Compile a schema, None if that is refused."""
    try:
        return compile_schema(schema, dialect)
    except SchemaError:
        return None


@given(schema=JSON, dialect=st.sampled_from(DIALECTS), value=JSON)
@settings(max_examples=600, deadline=None)
def test_any_value_compiles_or_is_refused(
    schema: Any, dialect: DialectName, value: Any
) -> None:
    """Whatever stands in place of a schema, a SchemaError is the worst; so with values."""
    validator = compiled(schema, dialect)
    if validator is not None:
        assert validator.is_valid(value) is not bool(validator.violations(value))


@given(
    schema=st.dictionaries(st.sampled_from(KEYWORDS), JSON, min_size=1, max_size=5),
    dialect=st.sampled_from(DIALECTS),
    value=JSON,
)
@settings(max_examples=1200, deadline=None)
def test_known_keywords_with_junk_compile_or_are_refused(
    schema: Any, dialect: DialectName, value: Any
) -> None:
    """A keyword with any value is read or refused, never an error of Python."""
    validator = compiled(schema, dialect)
    if validator is not None:
        assert validator.is_valid(value) is not bool(validator.violations(value))


SAME_VALUE: tuple[Callable[[Any], dict[str, Any]], ...] = (
    lambda inner: inner,
    lambda inner: {"allOf": [{}, inner]},
    lambda inner: {"anyOf": [{"type": "null"}, inner]},
    lambda inner: {"not": inner},
    lambda inner: {"if": inner},
    lambda inner: {"if": {"type": "null"}, "then": inner},
    lambda inner: {"dependentSchemas": {"a": inner}},
)
PARTS: tuple[Callable[[Any], dict[str, Any]], ...] = (
    lambda inner: {"items": inner},
    lambda inner: {"properties": {"a": inner}},
    lambda inner: {"contains": inner, "minContains": 0},
    lambda inner: {"unevaluatedProperties": inner},
    lambda inner: {"propertyNames": inner},
)


@dataclass(frozen=True)
class Graph:
    """Schemas that refer to each other; `same_value` has what applies to the same value."""

    schema: dict[str, Any]
    same_value: Mapping[int, int]
    is_whole: bool

    @property
    def has_loop(self) -> bool:
        """Tell whether a schema applies itself to the value that it is applied to."""
        return any(map(self._is_endless, self.same_value))

    def _is_endless(self, number: int) -> bool:
        for _ in self.same_value:
            number = self.same_value.get(number, -1)
        return number in self.same_value


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Make two to six schemas that refer to each other, some perhaps to none."""
    count = draw(st.integers(2, 6))
    last = count - 1 if draw(st.integers(0, 4)) else count
    schemas: dict[str, Any] = {}
    same_value: dict[int, int] = {}
    targets = [draw(st.integers(0, last)) for _ in range(count)]
    for number, target in enumerate(targets):
        is_same = draw(st.booleans())
        wrap = draw(st.sampled_from(SAME_VALUE if is_same else PARTS))
        schemas[f"s{number}"] = wrap({"$ref": f"#/$defs/s{target}"})
        if is_same:
            same_value[number] = target
    used = {name: {"$ref": f"#/$defs/{name}"} for name in schemas}
    return Graph(
        {"$defs": schemas, "properties": used}, same_value, max(targets) < count
    )


@given(graph=graphs(), value=JSON)
@settings(max_examples=400, deadline=None)
def test_references_that_lead_nowhere_or_round_are_refused(
    graph: Graph, value: Any
) -> None:
    """A schema compiles exactly if each reference ends, and consumes before it returns."""
    validator = compiled(graph.schema, "2020-12")
    assert (validator is None) is (graph.has_loop or not graph.is_whole)
    if validator is not None:
        assert validator.is_valid(value) is not bool(validator.violations(value))


def nested(wrap: Callable[[Any], Any], depth: int) -> Any:
    """Put a value into itself again and again."""
    made: Any = {}
    for _ in range(depth):
        made = wrap(made)
    return made


RECURSIVE: tuple[Any, ...] = (
    {"items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}},
    {"unevaluatedItems": {"$ref": "#"}, "unevaluatedProperties": {"$ref": "#"}},
    {"not": {"items": {"$ref": "#"}, "additionalProperties": {"$ref": "#"}}},
    {
        "anyOf": [
            {"contains": {"$ref": "#"}},
            {"patternProperties": {"": {"$ref": "#"}}},
        ]
    },
    {"uniqueItems": True, "enum": [[[1]], {"a": {"a": 1}}]},
)


@pytest.mark.parametrize("schema", RECURSIVE)
@pytest.mark.parametrize(
    "wrap", [lambda inner: [inner], lambda inner: {"a": inner}], ids=["array", "object"]
)
def test_a_value_of_any_depth_has_a_verdict(
    schema: Any, wrap: Callable[[Any], Any]
) -> None:
    """A value of 100,000 levels is valid or has violations; nothing is raised."""
    validator = compile_schema(schema)
    value = nested(wrap, 100_000)
    assert validator.is_valid(value) is not bool(validator.violations(value))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: {"items": inner},
        lambda inner: {"properties": {"a": inner}},
        lambda inner: {"allOf": [inner]},
        lambda inner: {"not": inner},
        lambda inner: {"if": {"type": "string"}, "then": inner},
        lambda inner: {"type": "object", "anyOf": [inner, {"type": "object"}]},
        lambda inner: {"const": inner},
        lambda inner: {"const": [inner]},
        lambda inner: {"enum": [[inner], 1]},
        lambda inner: {"default": inner},
        lambda inner: {"$defs": {"a": inner}},
    ],
)
@pytest.mark.parametrize("depth", [20, 90, 120, 250, 20_000])
def test_a_schema_of_any_depth_compiles_or_is_refused(
    wrap: Callable[[Any], Any], depth: int
) -> None:
    """Where Python can nest no deeper, the error is a SchemaError."""
    validator = compiled(nested(wrap, depth), "2020-12")
    if validator is not None:
        assert validator.is_valid(1) is not bool(validator.violations(1))
    assert validator is not None or depth > 50
