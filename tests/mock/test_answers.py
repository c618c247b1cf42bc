"""Answers: which status, which media type, which value, which headers."""

import json
from collections.abc import Callable
from typing import Any

import pytest

ITEM = {
    "type": "object",
    "required": ["id", "password", "name"],
    "properties": {
        "id": {"type": "integer", "readOnly": True, "minimum": 100, "maximum": 900},
        "password": {"type": "string", "writeOnly": True},
        "hint": {"type": "string", "writeOnly": True},
        "name": {"type": "string", "pattern": "^[a-z]{5}$"},
        "at": {"type": "string", "format": "date-time"},
    },
}
FORM = "application/x-www-form-urlencoded"
REF = {"$ref": "#/components/schemas/Item"}


def giving(responses: dict[str, Any]) -> dict[str, Any]:
    """Write a Path Item with these answers."""
    return {"get": {"responses": responses}}


def content(**media_types: Any) -> dict[str, Any]:
    """Write a Response Object; `__` in a name stands for the slash."""
    named = {name.replace("__", "/"): entry for name, entry in media_types.items()}
    return {"description": "An answer.", "content": named}


JSON_ITEM = {"application/json": {"schema": REF}}
LINES = {"application/x-ndjson": {"schema": REF}}
EVENTS = {"text/event-stream": {"schema": {"type": "integer"}}}
PATHS = {
    "/item": giving({"200": {"description": "An item.", "content": JSON_ITEM}}),
    "/second": giving(
        {
            "404": {"description": "None."},
            "202": content(text__plain={"example": "accepted"}),
            "200": content(text__plain={"example": "fine"}),
        }
    ),
    "/range": giving({"2XX": content(text__plain={"example": "range"})}),
    "/default": giving(
        {
            "400": {"description": "Bad."},
            "default": content(text__plain={"example": "default"}),
        }
    ),
    "/teapot": giving({"418": content(text__plain={"example": "teapot"})}),
    "/undocumented": giving({}),
    "/empty": giving({"204": {"description": "Nothing.", "content": JSON_ITEM}}),
    "/types": giving(
        {
            "200": content(
                application__json={"schema": {"type": "integer"}, "example": 1},
                text__plain={"example": "one"},
                text__csv={"example": "1,one"},
            )
        }
    ),
    "/first": giving(
        {"200": content(application__json={"examples": {"b": {"value": [2]}}})}
    ),
    "/wrong": giving(
        {"200": content(application__json={"schema": REF, "example": {"id": "x"}})}
    ),
    "/schema": giving(
        {
            "200": content(
                application__json={"schema": {"type": "array", "examples": [[7]]}}
            )
        }
    ),
    "/lines": giving({"200": {"description": "Lines.", "content": LINES}}),
    "/events": giving({"200": {"description": "Events.", "content": EVENTS}}),
    "/mixed": giving({"200": content(multipart__mixed={"schema": REF})}),
    "/page": giving(
        {"200": content(text__html={"example": "<script>alert(1)</script>"})}
    ),
    "/form": giving(
        {
            "200": content(
                **{FORM: {"schema": {"const": {"a": "b c", "n": [1], "t": True}}}}
            )
        }
    ),
    "/parts": giving(
        {"200": content(multipart__mixed={"example": "--b\r\n\r\na\r\n--b--"})}
    ),
    "/fallback": giving(
        {"200": content(application__json={"schema": {"not": {}}, "example": 5})}
    ),
    "/ranges": giving({"200": content(**{"text/*": {"example": "any text"}})}),
    "/anything": giving({"200": content(**{"*/*": {"schema": {"const": 1}}})}),
    "/image": giving({"200": content(image__png={})}),
    "/impossible": giving({"200": content(application__json={"schema": {"not": {}}})}),
    "/headers": giving(
        {
            "200": {
                "description": "Headers.",
                "headers": {
                    "X-Count": {"schema": {"type": "integer", "const": 5}},
                    "X-List": {"example": ["a", "b"], "schema": {"type": "array"}},
                    "X-Map": {"explode": True, "example": {"a": 1, "b": 2}},
                    "X-Json": {"content": {"application/json": {"example": {"a": 1}}}},
                    "X-Ref": {"$ref": "#/components/headers/Ref"},
                    "X-Split": {"example": "a\r\nX-Evil: b"},
                    "X Bad": {"example": "never"},
                    "Content-Type": {"example": "never"},
                    "Content-Length": {"example": "99"},
                },
            }
        }
    ),
}
COMPONENTS = {
    "schemas": {"Item": ITEM, "Size": {"type": "string", "enum": ["big"]}},
    "headers": {"Ref": {"schema": {"$ref": "#/components/schemas/Size"}}},
}


@pytest.fixture(scope="module")
def description(document: Callable[..., Any]) -> dict[str, Any]:
    """Give the document."""
    written: dict[str, Any] = document(PATHS, components=COMPONENTS)
    return written


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], description: dict[str, Any]) -> Any:
    """Serve the document."""
    return serving(description)


def test_a_made_up_value_fits_the_schema(museum: Any) -> None:
    """What is read-only is there, what is write-only is not, required or not."""
    answer = museum.ask("GET", "/item")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json.keys() == {"id", "name", "at"}
    assert 100 <= answer.json["id"] <= 900
    assert answer.json["name"].isalpha()
    assert len(answer.json["name"]) == 5


def test_answers_are_the_same_each_time(museum: Any) -> None:
    """What was asked before makes no difference."""
    first = museum.ask("GET", "/item").body
    museum.ask("GET", "/wrong")
    assert museum.ask("GET", "/item").body == first


def test_another_seed_gives_other_values(
    serving: Callable[..., Any], description: dict[str, Any], museum: Any
) -> None:
    """Values made up differ; examples stay."""
    other, same = serving(description, "--seed", "7"), serving(description)
    assert other.ask("GET", "/item").json != museum.ask("GET", "/item").json
    assert same.ask("GET", "/item").json == museum.ask("GET", "/item").json
    assert other.ask("GET", "/first").json == [2]


@pytest.mark.parametrize(
    ("target", "status", "body"),
    [
        ("/second", 202, "accepted"),
        ("/range", 200, "range"),
        ("/default", 200, "default"),
        ("/teapot", 418, "teapot"),
        ("/undocumented", 200, ""),
        ("/empty", 204, ""),
        ("/first", 200, "[2]"),
        ("/schema", 200, "[7]"),
        ("/image", 200, "sample 0"),
        ("/form", 200, "a=b+c&n=%5B1%5D&t=true"),
        ("/parts", 200, "--b\r\n\r\na\r\n--b--"),
        ("/fallback", 200, "5"),
        ("/ranges", 200, "any text"),
        ("/anything", 200, "1"),
    ],
)
def test_the_first_success_is_given(
    museum: Any, target: str, status: int, body: str
) -> None:
    """Else `default`, else whatever is documented."""
    answer = museum.ask("GET", target)
    assert (answer.status, answer.body.decode()) == (status, body)


def test_an_example_that_breaks_its_schema_is_passed_over(museum: Any) -> None:
    """A value is made up in its place."""
    assert isinstance(museum.ask("GET", "/wrong").json["id"], int)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/plain", "text/plain"),
        ("text/*", "text/plain"),
        ("text/*;q=0.5, text/csv", "text/csv"),
        ("text/csv;q=0.2, text/plain;q=0.3", "text/plain"),
        ("application/json;q=0, */*", "text/plain"),
        ("TEXT/CSV", "text/csv"),
        ("application/json, text/csv", "application/json"),
    ],
)
def test_accept_chooses_the_media_type(
    museum: Any, accept: str | None, media_type: str
) -> None:
    """The highest quality counts, then the order of the document."""
    headers = {} if accept is None else {"Accept": accept}
    answer = museum.ask("GET", "/types", headers=headers)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


def test_what_is_not_documented_is_not_acceptable(museum: Any) -> None:
    """The answer is 406 and says what there is; an error is sent all the same."""
    answer = museum.ask("GET", "/types", headers={"Accept": "image/png, text/html"})
    assert answer.status == 406
    assert answer.json["detail"] == (
        "Accept is 'image/png, text/html'; documented is application/json,"
        " text/plain, text/csv"
    )
    answer = museum.ask("GET", "/teapot", headers={"Accept": "image/png"})
    assert (answer.status, answer.body) == (418, b"teapot")


@pytest.mark.parametrize(
    ("target", "media_type"),
    [
        ("/ranges", "text/plain"),
        ("/anything", "application/json"),
        ("/image", "image/png"),
    ],
)
def test_a_range_is_sent_as_one_of_its_types(
    museum: Any, target: str, media_type: str
) -> None:
    """A client is told a media type, never a range."""
    assert museum.ask("GET", target).headers["content-type"] == media_type


def test_lines_are_several_values(museum: Any) -> None:
    """Each line is the JSON text of a value of its own."""
    answer = museum.ask("GET", "/lines")
    lines = [json.loads(line) for line in answer.body.splitlines()]
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert len({line["name"] for line in lines}) == 3


def test_events_are_several_values(museum: Any) -> None:
    """Each event has its data on one line."""
    events = museum.ask("GET", "/events").body.decode().split("\n\n")
    assert [event.partition(" ")[0] for event in events] == ["data:"] * 3 + [""]


@pytest.mark.parametrize("target", ["/mixed", "/impossible"])
def test_what_cannot_be_made_up_is_told(museum: Any, target: str) -> None:
    """The answer is 501 and names the place for an example."""
    answer = museum.ask("GET", target)
    assert answer.status == 501
    assert f"#/paths/~1{target[1:]}/get/responses/200/content" in answer.json["detail"]


def test_documented_headers_are_sent(museum: Any) -> None:
    """Their values are written in the style `simple`; none can add another header."""
    headers = museum.ask("GET", "/headers").headers
    own = {name: value for name, value in headers.items() if name[:2] == "x-"}
    assert own == {
        "x-count": "5",
        "x-list": "a,b",
        "x-map": "a=1,b=2",
        "x-json": '{"a":1}',
        "x-ref": "big",
        "x-split": "aX-Evil: b",
    }
    assert "never" not in headers.values()
    assert headers["content-length"] == "0"


def test_html_of_the_document_runs_no_script(museum: Any) -> None:
    """A browser that opens it has to keep it in a sandbox."""
    headers = museum.ask("GET", "/page").headers
    assert headers["content-security-policy"] == "sandbox"
    assert headers["x-content-type-options"] == "nosniff"
