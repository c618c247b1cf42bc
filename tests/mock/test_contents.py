"""Answers that are no JSON: XML, events, lines, and examples that are whole contents."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ITEM = {"$ref": "#/components/schemas/Item"}
NUMBER = {"type": "integer", "minimum": 5, "maximum": 99}
SCHEMAS = {
    "Item": {
        "type": "object",
        "required": ["id", "a name", "tags", "words", "size", "none"],
        "properties": {
            "id": {"type": "integer", "const": 7, "xml": {"attribute": True}},
            "a name": {"const": 'a<b&"c"', "xml": {"name": "name"}},
            "tags": {
                "type": "array",
                "minItems": 2,
                "items": {"enum": ["x", "y"], "xml": {"name": "tag"}},
                "xml": {"wrapped": True, "name": "all"},
            },
            "words": {"type": "array", "minItems": 2, "items": {"type": "string"}},
            "size": {
                "type": "object",
                "required": ["9 lives"],
                "properties": {"9 lives": {"const": True}},
                "xml": {"prefix": "s", "namespace": "urn:s"},
            },
            "none": {"type": "null"},
        },
    },
    "Renamed": {"type": "object", "maxProperties": 0, "xml": {"name": "other"}},
    "List": {"type": "array", "minItems": 2, "items": ITEM},
}
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {"event": {"const": "tick"}, "data": {"const": "one\ntwo"}},
}


def giving(media_type: str, **content: Any) -> dict[str, Any]:
    """Write a Path Item that answers with content."""
    answer = {"description": "Content.", "content": {media_type: content}}
    return {"get": {"responses": {"200": answer}}}


def ref(name: str) -> dict[str, str]:
    """Refer to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


XML = "application/xml"
LINES = "application/jsonl"
BODY = {"required": True, "content": {XML: {"schema": ITEM}}}
PATHS = {
    "/item": giving(XML, schema=ITEM),
    "/renamed": giving("application/atom+xml", schema=ref("Renamed")),
    "/list": giving(XML, schema=ref("List")),
    "/number": giving(XML, schema={"const": 5}),
    "/free": giving(XML, example={"a": 1}),
    "/text": giving(XML, schema=ITEM, example="<Item id='1'/>"),
    "/named": giving(XML, schema=ITEM, examples={"n": {"value": "<n/>"}}),
    "/post": {"post": {"requestBody": BODY, "responses": {"204": {"description": ""}}}},
    "/events": giving("text/event-stream", itemSchema=EVENT),
    "/numbers": giving("text/event-stream", schema=NUMBER),
    "/stream": giving("text/event-stream", schema=NUMBER, example="data: 1\n\n: end\n"),
    "/lines": giving(LINES, itemSchema=NUMBER),
    "/sequence": giving("application/json-seq", itemSchema=NUMBER),
    "/shown": giving(LINES, itemSchema=NUMBER, example="5\n6\n"),
    "/listed": giving(LINES, itemSchema=NUMBER, example=[7, 8]),
    "/single": giving(LINES, itemSchema={"type": "string"}, example="one"),
    "/unfit": giving(LINES, itemSchema=NUMBER, example=[1, 2]),
}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve the paths; `itemSchema` came with OpenAPI 3.2."""
    return serving(document(PATHS, openapi="3.2.0", components={"schemas": SCHEMAS}))


def test_a_value_is_written_as_xml(museum: Any) -> None:
    """Names, attributes, wrapped arrays and namespaces are those of the XML Object."""
    answer = museum.ask("GET", "/item")
    assert answer.headers["content-type"] == XML
    root = ET.fromstring(answer.body)
    assert (root.tag, root.attrib) == ("Item", {"id": "7"})
    assert root.findtext("name") == 'a<b&"c"'
    assert [entry.tag for entry in root.findall("all/*")] == ["tag", "tag"]
    assert len(root.findall("words")) == 2
    assert root.findtext("{urn:s}size/_9_lives") == "true"
    assert root.findtext("none") == ""
    assert [child.tag for child in root] == [
        "name",
        "all",
        "words",
        "words",
        "{urn:s}size",
        "none",
    ]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("/renamed", "<other></other>"),
        ("/number", "<root>5</root>"),
        ("/free", '<root>{"a":1}</root>'),
    ],
)
def test_the_root_has_the_name_of_its_schema(
    museum: Any, target: str, text: str
) -> None:
    """Without one it is `root`."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    assert museum.ask("GET", target).body.decode() == head + text


def test_a_list_has_one_root(museum: Any) -> None:
    """Its items have the name of their schema."""
    root = ET.fromstring(museum.ask("GET", "/list").body)
    assert (root.tag, [entry.tag for entry in root]) == ("List", ["Item", "Item"])


@pytest.mark.parametrize(
    ("target", "preference", "body"),
    [
        ("/text", "", "<Item id='1'/>"),
        ("/named", "example=n", "<n/>"),
        ("/stream", "", "data: 1\n\n: end\n"),
        ("/shown", "", "5\n6\n"),
        ("/listed", "", "7\n8\n"),
        ("/single", "", '"one"\n"one"\n"one"\n'),
    ],
)
def test_an_example_may_be_the_whole_content(
    museum: Any, target: str, preference: str, body: str
) -> None:
    """A text that is no value is sent as it is, a list of values as those."""
    assert museum.prefer(target, preference).body.decode() == body


def test_an_example_of_other_values_is_passed_over(museum: Any) -> None:
    """Values that the schema does not take are no values of the content."""
    lines = museum.ask("GET", "/unfit").body.splitlines()
    assert all(5 <= json.loads(line) <= 99 for line in lines)
    assert len(lines) == 3


def test_lines_follow_the_schema_of_items(museum: Any) -> None:
    """Each of them is a value of its own."""
    lines = museum.ask("GET", "/lines").body.splitlines()
    assert len({json.loads(line) for line in lines}) == 3


def test_records_begin_with_a_separator(museum: Any) -> None:
    """A sequence of JSON texts is told apart from lines by it (RFC 7464)."""
    first, *records = museum.ask("GET", "/sequence").body.split(b"\x1e")
    assert first == b""
    assert len({json.loads(record) for record in records}) == 3


def test_an_event_has_its_fields(museum: Any) -> None:
    """Data of several lines has the field several times."""
    body = museum.ask("GET", "/events").body.decode()
    assert body == "event: tick\ndata: one\ndata: two\n\n" * 3


def test_another_value_is_the_data_of_an_event(museum: Any) -> None:
    """It is written as JSON."""
    events = museum.ask("GET", "/numbers").body.decode().split("\n\n")
    assert len({json.loads(event.removeprefix("data: ")) for event in events[:3]}) == 3
    assert events[3:] == [""]


def test_xml_that_is_sent_is_not_taken_apart(museum: Any) -> None:
    """Its schema is about what it says, which nobody here reads."""
    headers = {"Content-Type": XML}
    assert museum.ask("POST", "/post", "<Item/>", headers).status == 204
    assert museum.ask("POST", "/post").status == 400
