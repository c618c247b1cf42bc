"""Request bodies of every media type, read and checked."""

from collections.abc import Callable
from typing import Any

import pytest

FORM = "application/x-www-form-urlencoded"
ITEM = {
    "type": "object",
    "required": ["id", "name"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 2},
        "secret": {"type": "string", "writeOnly": True, "maxLength": 3},
        "next": {"$ref": "#/components/schemas/Item"},
    },
}
FIELDS = {
    "type": "object",
    "required": ["n"],
    "properties": {
        "n": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "flat": {"type": "array", "items": {"type": "integer"}},
        "deep": {"type": "object", "properties": {"a": {"type": "integer"}}},
        "point": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "json": {"type": "object", "properties": {"y": {"type": "integer"}}},
    },
    "additionalProperties": {"type": "boolean"},
    "const": {
        "n": 5,
        "tags": ["a b", "c"],
        "flat": [1, 2],
        "deep": {"a": 1},
        "point": {"x": 2},
        "json": {"y": 3},
        "more": True,
    },
}
ENCODING = {
    "flat": {"style": "form", "explode": False},
    "deep": {"style": "deepObject"},
}
FORM_TEXT = "n=5&tags=a+b&tags=c&flat=1,2&deep[a]=1&x=2&json=%7B%22y%22:3%7D&more=true"
PARTS = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "n": {"type": "integer"},
        "json": {"type": "object", "properties": {"y": {"type": "integer"}}},
        "list": {"type": "array", "items": {"type": "integer"}},
    },
    "const": {
        "file": "\xff\x00\r\n--b",
        "files": ["1", "2"],
        "n": 5,
        "json": {"y": 3},
        "list": [1, 2],
    },
}
PARTS_BODY = (
    b"preamble\r\n"
    b'--b-1\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
    b"\xff\x00\r\n--b\r\n"
    b'--b-1\r\nContent-Disposition: form-data; name="files"; filename="1"\r\n\r\n1\r\n'
    b'--b-1\r\nContent-Disposition: form-data; name="files"; filename="2"\r\n\r\n2\r\n'
    b'--b-1\r\nContent-Disposition: form-data; name="n"\r\n\r\n5\r\n'
    b'--b-1\r\nContent-Disposition: form-data; name="json"\r\n'
    b'Content-Type: application/json\r\n\r\n{"y":3}\r\n'
    b'--b-1\r\nContent-Disposition: form-data; name="list"\r\n'
    b"Content-Type: application/json\r\n\r\n[1,2]\r\n"
    b"--b-1--\r\n"
)
MULTIPART = {"Content-Type": 'multipart/form-data; boundary="b-1"'}


def taking(content: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    """Write a Path Item that takes a body."""
    body = {"required": required, "content": content}
    answer = {"204": {"description": "Fine."}}
    return {"post": {"requestBody": body, "responses": answer}}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve an operation for each kind of body."""
    item = {"schema": {"$ref": "#/components/schemas/Item"}}
    text = {"schema": {"type": "string", "pattern": "^[a-zé]+$"}}
    paths = {
        "/items": taking({"application/json": item}),
        "/optional": taking({"application/json": item}, required=False),
        "/vendor": taking({"application/vnd.x+json": item, "application/*": {}}),
        "/form": taking({FORM: {"schema": FIELDS, "encoding": ENCODING}}),
        "/parts": taking({"multipart/form-data": {"schema": PARTS}}),
        "/text": taking({"text/plain": text}),
        "/number": taking({"text/plain": {"schema": {"type": "integer"}}}),
        "/bytes": taking({"image/*": {"schema": {"maxLength": 4}}}),
        "/any": taking({"*/*": {}}),
    }
    return serving(document(paths, components={"schemas": {"Item": ITEM}}))


@pytest.mark.parametrize(
    ("target", "media_type", "body"),
    [
        ("/items", "application/json", b'{"name":"ab"}'),
        ("/items", "Application/JSON; charset=utf-8", b'{"name":"ab","id":1}'),
        ("/vendor", "application/vnd.x+json", b'{"name":"ab"}'),
        ("/vendor", "application/pdf", b"%PDF"),
        ("/form", FORM, FORM_TEXT.encode()),
        ("/parts", MULTIPART["Content-Type"], PARTS_BODY),
        ("/text", "text/plain", "été".encode()),
        ("/text", "text/plain; charset=latin-1", "été".encode("latin-1")),
        ("/number", "text/plain", b"5"),
        ("/bytes", "image/png", b"\xff\xfe\x00\x01"),
        ("/any", "x/y", b"anything"),
    ],
)
def test_a_body_is_read_by_its_media_type(
    museum: Any, target: str, media_type: str, body: bytes
) -> None:
    """What was sent is what the schema accepts."""
    answer = museum.ask("POST", target, body, {"Content-Type": media_type})
    assert answer.status == 204, answer.body


@pytest.mark.parametrize(
    ("target", "media_type", "body", "violation"),
    [
        ("/items", "application/json", b'{"name":"a"}', ("/name", "minLength")),
        ("/items", "application/json", b"{}", ("", "required")),
        ("/items", "application/json", b"[1]", ("", "type")),
        (
            "/items",
            "application/json",
            b'{"name":"ab","next":{"name":"ab","x":1}}',
            ("/next/x", "additionalProperties"),
        ),
        ("/items", "application/json", b'{"name":', ("", "content")),
        ("/items", "application/json", b"[" * 100_000, ("", "content")),
        ("/items", "application/json", b'{"name": NaN}', ("", "content")),
        ("/items", "application/json", b"", ("", "content")),
        ("/form", FORM, b"n=5", ("", "const")),
        ("/form", FORM, b"\xff", ("", "content")),
        ("/parts", "multipart/form-data", PARTS_BODY, ("", "content")),
        ("/parts", MULTIPART["Content-Type"], PARTS_BODY[:-4], ("", "content")),
        ("/text", "text/plain", b"5", ("", "pattern")),
        ("/text", "text/plain", b"\xff", ("", "content")),
        ("/text", "text/plain; charset=nothing", b"a", ("", "content")),
        ("/number", "text/plain", b"x", ("", "type")),
        ("/bytes", "image/png", b"12345", ("", "maxLength")),
    ],
)
def test_a_bad_body_is_refused(
    museum: Any,
    target: str,
    media_type: str,
    body: bytes,
    violation: tuple[str, str],
) -> None:
    """The violation names the place in the body and the keyword."""
    answer = museum.ask("POST", target, body, {"Content-Type": media_type})
    assert (answer.status, answer.headers["content-type"]) == (
        400,
        "application/problem+json",
    )
    assert ("body", *violation) in answer.violations


def test_an_unknown_media_type_is_refused(museum: Any) -> None:
    """The answer is 415, and Accept says what is documented."""
    answer = museum.ask("POST", "/items", b"a=1", {"Content-Type": FORM})
    assert (answer.status, answer.headers["accept"]) == (415, "application/json")
    assert answer.json["detail"] == (
        f"the body is {FORM}; documented is application/json"
    )
    answer = museum.ask("POST", "/items", b"{}")
    assert answer.json["detail"] == (
        "the body has no Content-Type; documented is application/json"
    )


def test_a_missing_body_is_refused_where_it_is_required(museum: Any) -> None:
    """Where it is not, nothing is asked for."""
    answer = museum.ask("POST", "/items")
    assert answer.violations == [("body", "", "required")]
    assert museum.ask("POST", "/optional").status == 204
    assert museum.ask("POST", "/optional", {"name": "a"}).status == 400


def test_the_reason_is_said_why_a_body_cannot_be_read(museum: Any) -> None:
    """The message names the media type and what is wrong."""
    answer = museum.ask("POST", "/parts", PARTS_BODY[:-4], MULTIPART)
    assert answer.json["violations"][0]["message"] == (
        "the body is no multipart/form-data:"
        " the last part is not closed by the boundary"
    )


def test_a_secret_value_is_not_repeated(museum: Any) -> None:
    """Neither the answer nor the log shows what a write-only property holds."""
    answer = museum.ask("POST", "/items", {"name": "ab", "secret": "hush-hush"})
    assert answer.violations == [("body", "/secret", "maxLength")]
    assert b"hush" not in answer.body
    assert museum.has_logged("body /secret: the value, which is secret,")
    assert not any("hush" in line for line in museum.lines)
