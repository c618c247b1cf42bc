"""Parameters of every style: each is accepted only as what it is meant to be."""

from collections.abc import Callable
from typing import Any

import pytest

COLORS = {"type": "array", "items": {"type": "string"}}
NUMBERS = {"type": "array", "items": {"type": "integer"}}
POINT = {
    "type": "object",
    "properties": {"R": {"type": "integer"}, "G": {"type": "string"}},
}
RGB = {"R": 100, "G": "a b"}
# Place, style, explode, schema, the value that is meant, how it is sent.
STYLES: list[tuple[str, str, bool, dict[str, Any], Any, str]] = [
    ("path", "simple", False, {"type": "integer"}, 5, "5"),
    ("path", "simple", False, {"type": "string"}, "5/é", "5%2F%C3%A9"),
    ("path", "simple", False, NUMBERS, [3, 4], "3,4"),
    ("path", "simple", False, COLORS, ["a,b", "c"], "a%2Cb,c"),
    ("path", "simple", False, POINT, RGB, "R,100,G,a%20b"),
    ("path", "simple", True, POINT, RGB, "R=100,G=a%20b"),
    ("path", "label", False, {"type": "boolean"}, True, ".true"),
    ("path", "label", False, NUMBERS, [3, 4], ".3,4"),
    ("path", "label", True, NUMBERS, [3, 4], ".3.4"),
    ("path", "label", False, POINT, RGB, ".R,100,G,a%20b"),
    ("path", "label", True, POINT, RGB, ".R=100.G=a%20b"),
    ("path", "matrix", False, {"type": "number"}, 1.5, ";p=1.5"),
    ("path", "matrix", False, NUMBERS, [3, 4], ";p=3,4"),
    ("path", "matrix", True, NUMBERS, [3, 4], ";p=3;p=4"),
    ("path", "matrix", False, POINT, RGB, ";p=R,100,G,a%20b"),
    ("path", "matrix", True, POINT, RGB, ";R=100;G=a%20b"),
    ("query", "form", True, {"type": "integer"}, 5, "p=5"),
    ("query", "form", True, {"type": "string"}, "a b+", "p=a+b%2B"),
    ("query", "form", True, {"type": "string"}, "", "p="),
    ("query", "form", True, {"type": ["null", "integer"]}, None, "p=null"),
    ("query", "form", True, NUMBERS, [3], "p=3"),
    ("query", "form", True, NUMBERS, [3, 4], "p=3&p=4"),
    ("query", "form", False, NUMBERS, [3, 4], "p=3,4"),
    ("query", "form", False, COLORS, ["a,b", "c"], "p=a%2Cb,c"),
    ("query", "form", True, POINT, RGB, "R=100&G=a+b"),
    ("query", "form", False, POINT, RGB, "p=R,100,G,a%20b"),
    ("query", "spaceDelimited", False, NUMBERS, [3, 4], "p=3%204"),
    ("query", "spaceDelimited", False, NUMBERS, [3, 4], "p=3+4"),
    ("query", "spaceDelimited", False, POINT, {"R": 1, "G": "x"}, "p=R%201%20G%20x"),
    ("query", "pipeDelimited", False, NUMBERS, [3, 4], "p=3%7C4"),
    ("query", "pipeDelimited", False, NUMBERS, [3, 4], "p=3|4"),
    ("query", "pipeDelimited", False, POINT, {"R": 1, "G": "x"}, "p=R|1|G|x"),
    ("query", "deepObject", True, POINT, RGB, "p%5BR%5D=100&p[G]=a%20b"),
    (
        "query",
        "deepObject",
        True,
        {"type": "object", "properties": {"a": POINT, "b": NUMBERS}},
        {"a": {"R": 1}, "b": [1, 2]},
        "p[a][R]=1&p[b]=1&p[b]=2",
    ),
    (
        "query",
        "form",
        True,
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"x": 1, "y": 2},
        "x=1&y=2",
    ),
    ("query", "form", True, {"anyOf": [{"type": "integer"}, COLORS]}, 5, "p=5"),
    ("query", "form", True, {"oneOf": [NUMBERS, {"enum": ["all"]}]}, "all", "p=all"),
    ("query", "form", True, {"enum": ["1", "2"]}, "1", "p=1"),
    ("header", "simple", False, {"type": "integer"}, 5, "5"),
    ("header", "simple", False, {"type": "string"}, "a%20b", "a%20b"),
    ("header", "simple", False, NUMBERS, [3, 4], "3, 4"),
    ("header", "simple", False, POINT, {"R": 1, "G": "x"}, "R,1,G,x"),
    ("header", "simple", True, POINT, {"R": 1, "G": "x"}, "R=1,G=x"),
    ("cookie", "form", True, {"type": "integer"}, 5, "p=5"),
    ("cookie", "form", False, NUMBERS, [3, 4], "p=3,4"),
    ("cookie", "form", True, NUMBERS, [3, 4], "p=3; p=4"),
    ("cookie", "form", True, {"type": "string"}, "a b", "p=a%20b"),
]
CONTENT = [
    ("query", {"R": 1, "G": "x"}, "p=%7B%22R%22:1,%22G%22:%22x%22%7D"),
    ("header", {"R": 1, "G": "x"}, '{"R":1,"G":"x"}'),
    ("path", {"R": 1, "G": "x"}, "%7B%22R%22%3A1%2C%22G%22%3A%22x%22%7D"),
    ("cookie", [1], "p=%5B1%5D"),
]


def path_of(index: int, in_: str) -> str:
    """Name the path of one row."""
    return f"/row{index}/{{p}}" if in_ == "path" else f"/row{index}"


def described(in_: str, **fields: Any) -> dict[str, Any]:
    """Write a Path Item with the one parameter `p`."""
    parameter = {"name": "p", "in": in_, "required": True, **fields}
    answer = {"204": {"description": "It is what it should be."}}
    return {"get": {"parameters": [parameter], "responses": answer}}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve an operation for each row; its parameter has one value only."""
    paths = {
        path_of(index, in_): described(
            in_, style=style, explode=explode, schema={**schema, "const": value}
        )
        for index, (in_, style, explode, schema, value, _) in enumerate(STYLES)
    }
    for index, (in_, value, _) in enumerate(CONTENT, 100):
        content = {"application/json": {"schema": {"const": value}}}
        paths[path_of(index, in_)] = described(in_, content=content)
    limits = {
        "type": "object",
        "properties": {"size": {"type": "integer", "maximum": 9}},
    }
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}},
        {"name": "X-Mode", "in": "header", "required": True, "schema": {"enum": ["a"]}},
        {"name": "box", "in": "query", "style": "deepObject", "schema": limits},
        {"name": "odd/name", "in": "query", "schema": {"pattern": "^[0-9]+$"}},
        {"name": "json", "in": "query", "content": {"application/json": {}}},
    ]
    answer = {"204": {"description": "Fine."}}
    paths["/several"] = {"get": {"parameters": parameters, "responses": answer}}
    return serving(document(paths))


def sent(museum: Any, index: int, in_: str, wire: str) -> Any:
    """Send the text of one row."""
    path, headers = path_of(index, in_), {}
    match in_:
        case "path":
            path = path.replace("{p}", wire)
        case "query":
            path = f"{path}?{wire}"
        case _:
            headers = {"Cookie" if in_ == "cookie" else "p": wire}
    return museum.ask("GET", path, headers=headers)


@pytest.mark.parametrize("index", range(len(STYLES)))
def test_a_parameter_is_read_by_its_style(museum: Any, index: int) -> None:
    """What was sent is exactly the one value that the schema accepts."""
    in_, *_, wire = STYLES[index]
    answer = sent(museum, index, in_, wire)
    assert answer.status == 204, answer.body


@pytest.mark.parametrize("index", range(len(STYLES)))
def test_another_text_is_another_value(museum: Any, index: int) -> None:
    """A text that says more is refused, so that the test above can fail."""
    in_, *_, wire = STYLES[index]
    answer = sent(museum, index, in_, f"{wire}9")
    assert answer.status == 400
    assert {entry[0] for entry in answer.violations} == {in_}


@pytest.mark.parametrize("index", range(len(CONTENT)))
def test_a_parameter_with_content_is_json(museum: Any, index: int) -> None:
    """Its text is JSON, encoded as its place asks for."""
    in_, _, wire = CONTENT[index]
    answer = sent(museum, 100 + index, in_, wire)
    assert answer.status == 204, answer.body


def test_a_missing_parameter_is_named(museum: Any) -> None:
    """Only those that are required must be there."""
    answer = museum.ask("GET", "/several")
    assert answer.json["violations"] == [
        {
            "in": "header",
            "instance_path": "/X-Mode",
            "keyword": "required",
            "schema_path": "#/paths/~1several/get/parameters/1/required",
            "message": "this parameter is required",
        }
    ]


def test_all_violations_are_listed(museum: Any) -> None:
    """Each has its place in the value and in the document."""
    target = "/several?limit=0&box[size]=10&odd/name=x&json=%7B&more=1"
    answer = museum.ask("GET", target, headers={"x-mode": "b"})
    assert answer.json["detail"] == "the request breaks its description in 5 places"
    assert answer.violations == [
        ("query", "/limit", "minimum"),
        ("header", "/X-Mode", "enum"),
        ("query", "/box/size", "maximum"),
        ("query", "/odd~1name", "pattern"),
        ("query", "/json", "content"),
    ]
    last = answer.json["violations"][-1]
    assert last["message"] == "this is no application/json"
    first = answer.json["violations"][0]
    assert first["message"] == "0 is less than the minimum 1"
    assert first["schema_path"] == "#/paths/~1several/get/parameters/0/schema/minimum"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x", "'x' is not an integer"),
        ("1.5", "1.5 is not an integer"),
        ("01", "'01' is not an integer"),
        ("1e999", "'1e999' is not an integer"),
        ("true", "'true' is not an integer"),
    ],
)
def test_a_text_that_is_no_integer_stays_a_text(
    museum: Any, text: str, message: str
) -> None:
    """The violation is about the type."""
    answer = museum.ask("GET", f"/several?limit={text}", headers={"X-Mode": "a"})
    assert answer.violations == [("query", "/limit", "type")]
    assert answer.json["violations"][0]["message"] == message
