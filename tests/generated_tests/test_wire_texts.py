"""Expected requests are written as OpenAPI's table of styles shows them."""

from typing import Any

import pytest

from specloom.errors import Location
from specloom.ir.api import Encoding, Parameter, ParameterIn, Style
from specloom.ir.schema import BooleanSchema
from specloom.ir.shape import Anything
from specloom.python.tests.wire_texts import (
    Unwritable,
    in_cookie,
    in_form,
    in_header,
    in_path,
    in_query,
)

AT = Location("x.yaml", "#/components/parameters/color")
LIST = ["blue", "black"]
OBJECT = {"R": 100, "G": 200}


def parameter(
    in_: ParameterIn, style: Style, explode: bool, media_type: str = ""
) -> Parameter:
    """Give the parameter of the standard's examples."""
    schema = BooleanSchema(AT, accepts=True)
    return Parameter(
        AT, "color", in_, True, schema, Anything(), style, explode, False, media_type
    )


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, LIST, "blue,black"),
        ("simple", False, OBJECT, "R,100,G,200"),
        ("simple", True, OBJECT, "R=100,G=200"),
        ("label", False, LIST, ".blue,black"),
        ("label", True, LIST, ".blue.black"),
        ("label", True, OBJECT, ".R=100.G=200"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black"),
        ("matrix", True, LIST, ";color=blue;color=black"),
        ("matrix", True, OBJECT, ";R=100;G=200"),
        ("simple", False, "a b/\u00e9", "a%20b%2F%C3%A9"),
    ],
)
def test_paths(style: Style, explode: bool, value: Any, text: str) -> None:
    """OpenAPI 3.1.1, Style Examples."""
    assert in_path(parameter("path", style, explode), value) == text


@pytest.mark.parametrize(
    ("style", "explode", "value", "pairs"),
    [
        ("form", True, "blue", ["color=blue"]),
        ("form", False, LIST, ["color=blue,black"]),
        ("form", True, LIST, ["color=blue", "color=black"]),
        ("form", False, OBJECT, ["color=R,100,G,200"]),
        ("form", True, OBJECT, ["R=100", "G=200"]),
        ("spaceDelimited", False, LIST, ["color=blue%20black"]),
        ("pipeDelimited", False, LIST, ["color=blue%7Cblack"]),
        ("deepObject", True, OBJECT, ["color%5BR%5D=100", "color%5BG%5D=200"]),
        ("form", True, True, ["color=true"]),
        ("form", True, None, []),
    ],
)
def test_queries(style: Style, explode: bool, value: Any, pairs: list[str]) -> None:
    """OpenAPI 3.1.1, Style Examples, percent-encoded."""
    assert in_query(parameter("query", style, explode), value) == pairs


def test_content_is_json_text() -> None:
    """A parameter with a media type is written as that type says."""
    content = parameter("query", "form", True, "application/json")
    assert in_query(content, {"a": [1]}) == ["color=%7B%22a%22%3A%5B1%5D%7D"]


def test_headers_and_cookies() -> None:
    """Headers are not encoded; cookies where RFC 6265 asks for it."""
    assert in_header(parameter("header", "simple", False), [1, 2]) == "1,2"
    assert in_cookie(parameter("cookie", "form", True), "a;b") == ["color=a%3Bb"]


def test_forms_follow_their_encoding() -> None:
    """Encoding Object: `style` and `explode` of one property."""
    assert in_form("c", LIST, None) == ["c=blue", "c=black"]
    encoding = Encoding("c", style="form", explode=False)
    assert in_form("c", LIST, encoding) == ["c=blue,black"]


def test_what_the_standard_leaves_open_is_not_guessed() -> None:
    """An array in an array has no form in a query."""
    with pytest.raises(Unwritable):
        in_query(parameter("query", "form", True), [["a"]])
