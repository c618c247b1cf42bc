"""Test the table of parameter styles (OpenAPI 3.1.1, Style Examples)."""

from __future__ import annotations

from typing import Any

import pytest

from specloom.runtime.styles import (
    Style,
    StyleName,
    cookie_pairs,
    header_text,
    path_text,
    query_pairs,
)

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def joined(pairs: list[tuple[str, str]]) -> str:
    """Join pairs as in a query."""
    return "&".join(f"{name}={value}" for name, value in pairs)


@pytest.mark.parametrize(
    ("style", "explode", "empty", "text", "array", "object_"),
    [
        (
            "matrix",
            False,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            "matrix",
            True,
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (
            "label",
            False,
            ".",
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        (
            "label",
            True,
            ".",
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        ("simple", False, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        ("simple", True, "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ],
)
def test_path_styles(
    style: StyleName, explode: bool, empty: str, text: str, array: str, object_: str
) -> None:
    """Each row of the table for paths."""
    how = Style(style, explode)
    assert path_text("color", "", how) == empty
    assert path_text("color", "blue", how) == text
    assert path_text("color", ARRAY, how) == array
    assert path_text("color", OBJECT, how) == object_


@pytest.mark.parametrize(
    ("style", "explode", "array", "object_"),
    [
        ("form", False, "color=blue,black,brown", "color=R,100,G,200,B,150"),
        ("form", True, "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        (
            "spaceDelimited",
            False,
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            "pipeDelimited",
            False,
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            "deepObject",
            True,
            "color=blue&color=black&color=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ],
)
def test_query_styles(
    style: StyleName, explode: bool, array: str, object_: str
) -> None:
    """Each row of the table for queries; delimiters are encoded."""
    how = Style(style, explode)
    assert joined(query_pairs("color", "", how)) == "color="
    assert joined(query_pairs("color", "blue", how)) == "color=blue"
    assert joined(query_pairs("color", ARRAY, how)) == array
    assert joined(query_pairs("color", OBJECT, how)) == object_


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "a=true"),
        (1e16, "a=1e%2B16"),
        (1.5, "a=1.5"),
        (10**30, "a=1" + "0" * 30),
        ("2024-01-01T00:00:00+02:00", "a=2024-01-01T00%3A00%3A00%2B02%3A00"),
        ("a b&c=d/é", "a=a%20b%26c%3Dd%2F%C3%A9"),
        (["x,y", "z"], "a=x%2Cy&a=z"),
        ([], ""),
        (None, ""),
        ({}, ""),
        ([None, 1], "a=1"),
        ({"x": None, "y": [1, 2]}, "y=1&y=2"),
        ([[1, 2]], "a=%5B1%2C2%5D"),
    ],
)
def test_query_values(value: Any, expected: str) -> None:
    """Values are written as JSON writes them; null and empty arrays are left out."""
    assert joined(query_pairs("a", value)) == expected


def test_a_comma_inside_an_item_is_encoded() -> None:
    """The delimiter stays apart from the text."""
    pairs = query_pairs("a", ["x,y", "z"], Style("form", explode=False))
    assert joined(pairs) == "a=x%2Cy,z"


def test_names_are_encoded() -> None:
    """Brackets are encoded, dots stay."""
    assert joined(query_pairs("media.fields[]", "a")) == "media.fields%5B%5D=a"


def test_allow_reserved_keeps_what_cannot_change_the_query() -> None:
    """Reserved characters and escapes stay; `#[]&+` would change the meaning."""
    how = Style("form", allow_reserved=True)
    (pair,) = query_pairs("a", "x/y?z=%41;#[&+ %", how)
    assert pair == ("a", "x/y?z=%41;%23%5B%26%2B%20%25")
    assert path_text("a", "x/y:z", Style("simple", False, True)) == "x%2Fy:z"


def test_deep_objects_go_on_in_brackets() -> None:
    """What the table leaves undefined follows the usual habit."""
    pairs = query_pairs("f", {"a": {"b": [1, 2]}}, Style("deepObject"))
    assert joined(pairs) == "f%5Ba%5D%5Bb%5D=1&f%5Ba%5D%5Bb%5D=2"


def test_content_is_json() -> None:
    """A parameter with `content` is JSON text."""
    how = Style(content="application/json")
    assert query_pairs("f", {"a": [1]}, how) == [("f", "%7B%22a%22%3A%5B1%5D%7D")]
    assert header_text({"a": 1}, how) == '{"a":1}'
    assert path_text("f", [1], how) == "%5B1%5D"


def test_headers_are_not_encoded() -> None:
    """A header has the style simple and no percent-encoding."""
    assert header_text(["a b", True]) == "a b,true"
    assert header_text({"a": 1}, Style("simple", explode=True)) == "a=1"


def test_cookies_keep_what_a_cookie_may_hold() -> None:
    """A semicolon cannot end the cookie; base64 padding stays."""
    assert cookie_pairs("c", "a==; d=e") == [("c", "a==%3B%20d=e")]
    assert cookie_pairs("c", ["a", "b"]) == [("c", "a"), ("c", "b")]
    assert cookie_pairs("c", ["a", "b"], Style("form", False)) == [("c", "a,b")]
