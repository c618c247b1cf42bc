"""Test what docstrings say of examples (OpenAPI 3.1.1, `example` and `examples`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from specloom.errors import Location
from specloom.ir.schema import Schema, Value
from specloom.ir.shape import Anything, ListOf, Literals, Nullable, Scalar, Shape
from specloom.python.text.examples import example_sentence

AT = Location("spec.yaml", "#")
TEXT, WHOLE, NUMBER = Scalar("string"), Scalar("integer"), Scalar("number")


def told(*values: object, shape: Shape = TEXT, before: str = "", **known: Any) -> str:
    """Give the sentence about some examples."""
    schema = Schema(at=AT, **known)
    return example_sentence(tuple(map(Value, values)), shape, schema, before)


@pytest.mark.parametrize(
    ("value", "shape", "expected"),
    [
        ("abc", TEXT, "For example `abc`."),
        ("abc", Nullable(TEXT), "For example `abc`."),
        ("한국어", TEXT, "For example `한국어`."),
        ("two\n lines\t here", TEXT, "For example `two lines here`."),
        ("<b>&amp;</b>", TEXT, "For example `<b>&amp;</b>`."),
        ("a`b", TEXT, "For example `` a`b ``."),
        ("a``b", TEXT, "For example ``` a``b ```."),
        ("\u202eabc\x00", TEXT, "For example `\\u202eabc\\x00`."),
        ("x" * 60, TEXT, f"For example `{'x' * 60}`."),
        ("x" * 61, TEXT, f"For example `{'x' * 59}…`."),
        (1668000000, WHOLE, "For example `1668000000`."),
        (51.52, NUMBER, "For example `51.52`."),
        (["a", "b"], ListOf(TEXT), 'For example `["a", "b"]`.'),
        ([1500, 2500], ListOf(WHOLE), "For example `[1500, 2500]`."),
    ],
)
def test_an_example_is_told_as_it_is(
    value: object, shape: Shape, expected: str
) -> None:
    """In code, on one line, visible, and cut where it is long."""
    assert told(value, shape=shape) == expected


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("", TEXT),
        ("string", TEXT),
        (3, WHOLE),
        (0.5, NUMBER),
        (True, Scalar("boolean")),
        (True, WHOLE),
        (None, TEXT),
        ({"a": 1}, TEXT),
        ({"a": 1}, Anything()),
        ("a", Literals(AT, ("a", "b"))),
        (["a"], ListOf(Literals(AT, ("a", "b")))),
        ([], ListOf(TEXT)),
        ([["a"]], ListOf(TEXT)),
        ("a", ListOf(TEXT)),
        ("2020-01-01T00:00:00Z", Scalar("date-time")),
        ("4ef9a417-02e9-4d39-ad75-9611e0fcc33c", Scalar("uuid")),
    ],
)
def test_an_example_that_says_nothing_is_left_out(value: object, shape: Shape) -> None:
    """The type says it, or nobody needs it, or it is not of that type."""
    assert told(value, shape=shape) == ""


def test_what_is_told_already_is_not_told_again() -> None:
    """A description may name its own examples, and the default is told anyway."""
    assert told("abc", before="Such as abc.") == ""
    assert told(["abc"], shape=ListOf(TEXT), before="Such as abc.") == ""
    assert told("abc", default=Value("abc")) == ""
    assert told("string", "abc", "xyz", before="Like `abc`.") == "For example `xyz`."


CODE = {"type": "string", "example": "DE", "description": "The country"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Examples", "version": "1"},
    "servers": [{"url": "https://a.example"}],
    "paths": {
        "/a/{id}": {
            "post": {
                "operationId": "make",
                "tags": ["things"],
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "description": "Which thing",
                        "example": "t-17",
                        "schema": {"type": "string", "example": "t-18"},
                    },
                    {
                        "name": "q",
                        "in": "query",
                        "examples": {
                            "none": {"externalValue": "https://a.example/q"},
                            "some": {"value": "two words"},
                        },
                        "schema": {"type": "string"},
                    },
                    {
                        "name": "long",
                        "in": "query",
                        "description": "What is said of it nearly fills the line here",
                        "schema": {
                            "type": "string",
                            "examples": ["two or three words"],
                        },
                    },
                    {
                        "name": "listed",
                        "in": "query",
                        "description": "One of:\n\n- this\n- that",
                        "schema": {"type": "string", "examples": ["that one"]},
                    },
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "example": {
                                "name": "Ada",
                                "country": "FR",
                                "shared": "s-1",
                            },
                            "schema": {"$ref": "#/components/schemas/Thing"},
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Thing"}
                            }
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "country": CODE,
                    "currency": {**CODE, "default": "EUR", "example": "USD"},
                    "note": {
                        **CODE,
                        "description": "A note. " * 9,
                        "example": "Hi you",
                    },
                    "shared": {"$ref": "#/components/schemas/Shared"},
                },
            },
            "Shared": {"type": "string", "example": "s-0"},
        }
    },
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any]) -> Any:
    """Give the package of an API with examples."""
    return package(DOCUMENT)


ARGUMENTS = """\
        Args:
            id: Which thing. For example `t-17`.
            q: For example `two words`.
            long: What is said of it nearly fills the line here.
                For example `two or three words`.
            listed: One of:

                - this
                - that

                For example `that one`.
            name: For example `Ada`.
            country: The country. For example `DE`.
            currency: The country. The server's default is "EUR". For example `USD`.
            note: A note. A note. A note. A note. A note. A note. A note. A note. A
                note. For example `Hi you`.
            shared

        Raises:
"""


def test_arguments_have_examples(made: Any) -> None:
    """Those of the parameter first, then the schema's, then those of the body."""
    assert ARGUMENTS in made.text("api/things.py")


def test_what_many_refer_to_repeats_no_example(made: Any) -> None:
    """It would be said again and again."""
    assert "s-0" not in made.text("api/things.py")
    assert "s-0" not in made.text("models/things.py")


def test_fields_have_examples(made: Any) -> None:
    """On the line of the description, or else in a paragraph with the default."""
    text = made.text("models/things.py")
    assert '    """The country. For example `DE`."""\n' in text
    default = 'The server\'s default is "EUR". For example `USD`.\n'
    assert f'    """The country\n\n    {default}    """\n' in text
    assert "A note.\n\n    For example `Hi you`.\n" in text


def test_a_new_example_changes_the_module(package: Callable[..., Any]) -> None:
    """An example is text of the module like a description."""
    thing = {"type": "object", "properties": {"country": {**CODE, "example": "KR"}}}
    schemas = {**DOCUMENT["components"]["schemas"], "Thing": thing}
    other = package({**DOCUMENT, "components": {"schemas": schemas}})
    assert "For example `KR`." in other.text("models/things.py")
