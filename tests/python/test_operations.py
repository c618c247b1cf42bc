"""Test generated operations: their signatures, words, facts, and what goes over the wire."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from typing import Any

import black
import httpx2
import pytest
from black.mode import TargetVersion

from specloom.python.operations.facts import decoder_kind
from specloom.python.text.proof import is_proven

# Deprecated operations warn; test_deprecations.py asks when.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")

MODE = black.Mode(target_versions={TargetVersion.PY311})
STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NOTE = {"type": "object", "properties": {"text": STRING}}
PROBLEM = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}


def answer(schema: Any = None, media_type: str = "application/json") -> dict[str, Any]:
    """Describe an answer."""
    described: dict[str, Any] = {"description": "Done."}
    if schema is not None:
        described["content"] = {media_type: {"schema": schema}}
    return described


def takes(
    schema: Any, media_type: str = "application/json", **more: Any
) -> dict[str, Any]:
    """Describe a body that must be given."""
    return {"required": True, "content": {media_type: {"schema": schema} | more}}


ERRORS = {
    "404": {"description": "Gone.", "content": PROBLEM},
    "default": {"description": "Bad.", "content": PROBLEM},
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Note box", "version": "2", "description": "Keeps notes."},
    "servers": [{"url": "https://notes.example/v1"}],
    "tags": [{"name": "Notes", "description": "All about notes. And more."}],
    "security": [{"Key": []}, {"OAuth": ["notes.read"], "Other": []}],
    "paths": {
        "/notes/{note-id}": {
            "parameters": [
                {"name": "note-id", "in": "path", "required": True, "schema": STRING}
            ],
            "post": {
                "operationId": "updateNote",
                "tags": ["Notes"],
                "summary": "Change a note",
                "description": "Changes it for everyone.",
                "deprecated": True,
                "externalDocs": {"url": "https://notes.example/docs"},
                "parameters": [
                    {
                        "name": "id",
                        "in": "query",
                        "description": "Which",
                        "schema": INTEGER | {"minimum": 1, "maximum": 9},
                    },
                    {
                        "name": "tags",
                        "in": "query",
                        "explode": False,
                        "schema": {"type": "array", "items": STRING},
                    },
                    {
                        "name": "filter",
                        "in": "query",
                        "content": {"application/json": {"schema": NOTE}},
                    },
                    {
                        "name": "X-Trace",
                        "in": "header",
                        "schema": STRING,
                        "deprecated": True,
                    },
                    {"name": "session", "in": "cookie", "schema": STRING},
                ],
                "requestBody": takes(
                    {
                        "type": "object",
                        "required": ["text"],
                        "properties": {
                            "id": INTEGER,
                            "text": STRING | {"description": "The words."},
                            "server_made": STRING | {"readOnly": True},
                        },
                        "additionalProperties": INTEGER,
                    }
                ),
                "responses": {"200": answer(NOTE), "204": answer(), **ERRORS},
            },
            "get": {
                "operationId": "getNote",
                "tags": ["Notes"],
                "security": [],
                "responses": {"200": answer(NOTE), **ERRORS},
            },
        },
        "/list": {
            "get": {
                "operationId": "list",
                "tags": ["Notes"],
                "servers": [{"url": "https://other.example"}],
                "responses": {"200": answer({"type": "array", "items": STRING})},
            }
        },
        "/list/all": {
            "get": {
                "operationId": "listAll",
                "tags": ["Notes"],
                "responses": {"2XX": answer({"type": "array", "items": STRING})},
            }
        },
        "/form": {
            "post": {
                "operationId": "form",
                "requestBody": takes(
                    {
                        "type": "object",
                        "properties": {"a": {"type": "array", "items": STRING}},
                    },
                    "application/x-www-form-urlencoded",
                    encoding={"a": {"style": "spaceDelimited", "explode": False}},
                ),
                "responses": {"default": answer(STRING, "text/plain")},
            }
        },
        "/file": {
            "post": {
                "operationId": "file",
                "requestBody": takes(
                    {
                        "type": "object",
                        "properties": {
                            "media": {"type": "string", "format": "binary"},
                            "note": NOTE,
                        },
                    },
                    "multipart/form-data",
                    encoding={"media": {"contentType": "image/png, image/gif"}},
                ),
                "responses": {
                    "200": answer({"type": "string", "format": "binary"}, "image/png")
                },
            }
        },
        "/text": {
            "put": {
                "operationId": "text",
                "requestBody": takes(STRING, "text/plain"),
                "responses": {"204": answer()},
            }
        },
        "/bytes": {
            "put": {
                "operationId": "bytes",
                "requestBody": takes({}, "application/octet-stream"),
                "responses": {"200": answer({}, "text/csv")},
            }
        },
        "/patch": {
            "patch": {
                "operationId": "patch",
                "requestBody": takes(
                    {"type": "array", "items": INTEGER}, "application/merge-patch+json"
                ),
                "responses": {
                    "200": {
                        "description": "x",
                        "content": {
                            "application/json": {"schema": INTEGER},
                            "application/xml": {"schema": STRING},
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Problem": {
                "type": "object",
                "properties": {"title": STRING, "status": INTEGER},
            }
        },
        "securitySchemes": {
            "Key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "OAuth": {"type": "oauth2", "flows": {}},
            "Other": {"type": "http", "scheme": "basic"},
            "Digest": {"type": "http", "scheme": "Digest"},
            "Token": {"type": "http", "scheme": "Bearer"},
            "Tls": {"type": "mutualTLS"},
        },
    },
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any]) -> Any:
    """Give the package of the document above."""
    return package(DOCUMENT)


Sent = Callable[..., tuple[httpx2.Request, Any]]


@pytest.fixture(scope="module")
def send(made: Any) -> Sent:
    """Give a call of an operation: the request, and what it gives; sync and async agree."""

    def call(tag: str, method: str, /, *, reply: Any = None, **arguments: Any) -> Any:
        requests: list[httpx2.Request] = []

        def handle(request: httpx2.Request) -> httpx2.Response:
            request.read()
            requests.append(request)
            return httpx2.Response(**(reply or {"status_code": 204}))

        transport = httpx2.MockTransport(handle)
        module = made.module()
        with module.Client(key="k", transport=transport) as client:
            given = getattr(getattr(client, tag), method)(**arguments)

        async def again() -> Any:
            async with module.AsyncClient(key="k", transport=transport) as client:
                return await getattr(getattr(client, tag), method)(**arguments)

        assert asyncio.run(again()) == given
        first, second = requests
        assert (first.method, first.url) == (second.method, second.url)
        if "multipart" not in first.headers.get("content-type", ""):
            assert first.content == second.content
        return first, given

    return call


def test_methods_take_parameters_and_the_parts_of_the_body(made: Any) -> None:
    """Required arguments stand first; one that repeats a name says where it belongs."""
    method = made.module("api.notes").Notes.update_note
    assert str(inspect.signature(method)).split(", *, ")[1] == (
        "note_id: 'str', text: 'str', id: 'int | Unset' = UNSET, "
        "tags: 'Sequence[str] | Unset' = UNSET, "
        "filter: 'UpdateNoteFilter | Unset' = UNSET, x_trace: 'str | Unset' = UNSET, "
        "session: 'str | Unset' = UNSET, body_id: 'int | Unset' = UNSET, "
        "additional_properties: 'Mapping[str, int] | Unset' = UNSET, "
        "options: 'RequestOptions | None' = None) -> 'UpdateNoteResponse | None'"
    )


def test_methods_say_what_the_document_says(made: Any) -> None:
    """Summary, description, request line, arguments with their limits, and what is raised."""
    doc = inspect.getdoc(made.module("api.notes").Notes.update_note)
    assert doc == (
        "Change a note.\n\nChanges it for everyone.\n\n`POST /notes/{note-id}`\n\n"
        "Deprecated.\n\nMore: https://notes.example/docs\n\nArgs:\n"
        "    note_id\n    text: The words.\n    id: Which. 1 to 9.\n    tags\n    filter\n"
        "    x_trace: Deprecated.\n    session\n    body_id\n"
        "    additional_properties: Further properties of the body, by name.\n\nRaises:\n"
        "    RequestInvalid: an argument breaks the description; nothing was sent.\n"
        "    ApiError: the server answered with an error; `.problem` has its details."
    )
    assert doc == inspect.getdoc(made.module("api.notes").AsyncNotes.update_note)


def test_methods_without_words_begin_with_their_request(made: Any) -> None:
    """Where the document says nothing, the request line is the summary."""
    doc = inspect.getdoc(made.module("api.notes").Notes.get_note) or ""
    assert doc.startswith("`GET /notes/{note-id}`\n\nArgs:\n    note_id\n")


def test_sync_and_async_are_the_same_facts(made: Any) -> None:
    """Both classes have the same methods with the same arguments, and share the facts."""
    api = made.module("api.notes")
    for name, method in vars(api.Notes).items():
        if not name.startswith("_"):
            twin = getattr(api.AsyncNotes, name)
            assert inspect.signature(method) == inspect.signature(twin)
            assert inspect.iscoroutinefunction(twin)
    facts = [name for name in vars(api) if name.isupper() and name.startswith("_")]
    assert sorted(facts) == [
        "_ERRORS",
        "_GET_NOTE",
        "_LIST",
        "_LIST_ALL",
        "_UPDATE_NOTE",
    ]


def test_everything_goes_where_the_document_says(send: Sent) -> None:
    """Path, query by style, header, cookie and body are filled from the arguments."""
    request, given = send(
        "notes",
        "update_note",
        note_id="a/b",
        id=3,
        tags=["x", "y,z"],
        filter={"text": "t"},
        x_trace="tr",
        session="s",
        body_id=4,
        text="hello",
        additional_properties={"more": 5},
    )
    assert given is None
    assert request.method == "POST"
    assert request.url.raw_path == (
        b"/v1/notes/a%2Fb?id=3&tags=x,y%2Cz&filter=%7B%22text%22%3A%22t%22%7D"
    )
    assert request.headers["x-trace"] == "tr"
    assert request.headers["cookie"] == "session=s"
    assert request.headers["x-key"] == "k"
    assert json.loads(request.content) == {"id": 4, "text": "hello", "more": 5}


def test_what_is_not_given_is_not_sent(send: Sent) -> None:
    """Only required arguments are on the wire."""
    request, _ = send("notes", "update_note", note_id="1", text="x")
    assert request.url.query == b""
    assert json.loads(request.content) == {"text": "x"}
    assert not {"cookie", "x-trace"} & set(request.headers)


def test_operations_may_need_no_credential_and_have_a_server(send: Sent) -> None:
    """`security: []` sends none; an operation's own server is asked."""
    reply = {"status_code": 200, "json": {"text": "x"}}
    request, given = send("notes", "get_note", note_id="1", reply=reply)
    assert "x-key" not in request.headers
    assert given.text == "x"
    request, given = send("notes", "list", reply={"status_code": 200, "json": ["a"]})
    assert str(request.url) == "https://other.example/list"
    assert given == ["a"]


def test_a_method_called_list_hides_no_type(made: Any) -> None:
    """The method after it still answers a list."""
    hint = inspect.signature(made.module("api.notes").Notes.list_all).return_annotation
    assert hint == "builtins.list[str]"
    assert ") -> builtins.list[str]:" in made.text("api/notes.py")


@pytest.mark.parametrize(
    ("method", "arguments", "media_type", "content"),
    [
        ("form", {"a": ["x", "y"]}, "application/x-www-form-urlencoded", b"a=x%20y"),
        ("text", {"body": "héllo"}, "text/plain", "héllo".encode()),
        ("bytes", {"body": b"\x00\x01"}, "application/octet-stream", b"\x00\x01"),
        ("patch", {"body": [1, 2]}, "application/merge-patch+json", b"[1,2]"),
    ],
)
def test_bodies_are_written_by_their_media_type(
    method: str, arguments: dict[str, Any], media_type: str, content: bytes, send: Sent
) -> None:
    """Forms, texts, bytes and JSON of any name are sent as such."""
    answers = {"form": "text/plain", "bytes": "text/csv"}
    headers = {"content-type": answers.get(method, "application/json")}
    reply = {"status_code": 200, "content": b"5", "headers": headers}
    request, _ = send("default", method, reply=reply, **arguments)
    assert request.headers["content-type"].partition(";")[0] == media_type
    assert request.content.replace(b"+", b"%20") == content


def test_files_are_sent_in_parts(send: Sent) -> None:
    """Bytes have the first media type of their encoding, objects are JSON."""
    reply = {"status_code": 200, "content": b"png"}
    request, given = send(
        "default", "file", media=b"data", note={"text": "x"}, reply=reply
    )
    assert given == b"png"
    assert b"Content-Type: image/png\r\n\r\ndata\r\n" in request.content
    assert b'{"text":"x"}' in request.content


def test_answers_are_read_by_their_media_type(send: Sent) -> None:
    """JSON is preferred where there is a choice; texts are texts."""
    request, given = send(
        "default", "patch", body=[], reply={"status_code": 200, "json": 5}
    )
    assert request.headers["accept"] == "application/json"
    assert given == 5
    as_csv = {"content-type": "text/csv"}
    csv = {"status_code": 200, "content": b"a,b", "headers": as_csv}
    assert send("default", "bytes", body=b"", reply=csv)[1] == "a,b"


def test_errors_are_the_documented_models(made: Any, send: Sent) -> None:
    """An error has the class of its status and the model that the document gives it."""
    module = made.module()
    problem = {"content-type": "application/problem+json"}
    reply = {"status_code": 404, "json": {"title": "No"}, "headers": problem}
    with pytest.raises(module.NotFound) as caught:
        send("notes", "get_note", note_id="1", reply=reply)
    assert type(caught.value.model).__name__ == "Problem"
    assert caught.value.problem.title == "No"


def test_nothing_wrong_is_sent(made: Any, send: Sent) -> None:
    """Arguments that break the description are all named, and no request is made."""
    with pytest.raises(made.module().RequestInvalid) as caught:
        send("notes", "update_note", note_id="1", id=10, text=5)
    assert [(v.in_, v.instance_path, v.keyword) for v in caught.value.violations] == [
        ("query", "/id", "maximum"),
        ("body", "/text", "type"),
    ]


def test_clients_have_their_credentials(made: Any) -> None:
    """Each scheme is a keyword and a variable, but a certificate is the transport's matter."""
    client = made.module("client").Client
    keywords = [*inspect.signature(client).parameters]
    assert {"key", "oauth", "other", "digest", "token"} == set(keywords[:5])
    told = inspect.getdoc(client) or ""
    assert f"`{made.name.upper()}_KEY`" in told
    assert told.startswith("Note box 2, client.\n\nKeeps notes.\n")
    text = made.text("client.py")
    for written in ('ApiKey("', "Bearer(", "Basic(", "Digest("):
        assert written in text
    assert "tls" not in text.lower().replace("title", "")


def test_tags_are_attributes_with_their_words(made: Any) -> None:
    """The first sentence of a tag is its docstring; operations without a tag have a home."""
    client = made.module("client").Client
    assert client.notes.__doc__ == "All about notes."
    assert client.default.__doc__ == "Operations of the API."
    assert made.module("api.notes").Notes.__doc__ == "All about notes. And more."


def test_raw_answers_have_the_same_methods(made: Any) -> None:
    """Every operation can be asked for its raw answer, at every tag."""
    module = made.module()
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=["a"]))
    with module.Client(key="k", transport=transport) as client:
        raw = client.with_raw_response.notes.list_all()
        assert (raw.status, raw.parse()) == (200, ["a"])


def test_black_leaves_the_modules_as_they_are(made: Any) -> None:
    """Every module that is called proven is what black would write."""
    for path, text in made.files.items():
        assert is_proven(text), path
        assert black.format_str(text, mode=MODE) == text


STREAM = {
    "openapi": "3.1.1",
    "info": {"title": "Stream", "version": "1"},
    "servers": [{"url": "https://s.example"}],
    "paths": {
        "/stream": {
            "get": {
                "operationId": "follow",
                "x-twitter-streaming": True,
                "responses": {"200": answer(NOTE)},
            }
        }
    },
}


def test_streams_give_one_value_a_line(package: Callable[..., Any]) -> None:
    """An operation that never ends is an iterator; it has no raw answer."""
    made = package(STREAM)
    body = b'{"text":"a"}\r\n\r\n{"text":"b"}\r\n'
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=body))
    with made.module().Client(transport=transport) as client:
        with client.default.follow() as stream:
            assert [note.text for note in stream] == ["a", "b"]
        assert not hasattr(client.with_raw_response.default, "follow")
    raw = made.text("api/default.py").partition("class DefaultWithRawResponse:")[2]
    assert "api = Default(client)" not in raw


@pytest.mark.parametrize(
    ("media_type", "schema", "kind"),
    [
        ("application/json", {}, "Json"),
        ("application/vnd.api+json; charset=utf-8", {}, "Json"),
        ("application/x-ndjson", {}, "Json"),
        ("*/*", {}, "Json"),
        ("*/*", {"type": "string", "format": "binary"}, "Bytes"),
        ("text/html", STRING, "Text"),
        ("application/xml", {}, "Text"),
        ("text/plain", {"type": "string", "format": "binary"}, "Bytes"),
        ("image/png", STRING, "Bytes"),
        ("application/octet-stream", {}, "Bytes"),
    ],
)
def test_media_types_choose_how_answers_are_read(
    media_type: str, schema: Any, kind: str, context: Callable[..., Any]
) -> None:
    """JSON by its name, texts by theirs, everything else as bytes."""
    document = STREAM | {
        "paths": {"/x": {"get": {"responses": {"200": answer(schema, media_type)}}}}
    }
    [operation] = context(document).api.operations
    assert decoder_kind(operation.responses[0].content[0]) == kind


def test_mypy_finds_no_error_in_operations(made: Any) -> None:
    """Under mypy in strict mode nothing is wrong, whatever names the document has."""
    assert made.mypy().startswith("Success: no issues found in ")
