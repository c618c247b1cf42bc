"""Test operations that take or give several media types: a method for each kind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make, answer

POINT = {"$ref": "#/components/schemas/Point"}
STRING = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}
JSON = "application/json"


def operation(name: str, body: Any = None, content: Any = None) -> dict[str, Any]:
    """Write an operation."""
    found: dict[str, Any] = {
        "operationId": name,
        "tags": ["t"],
        "responses": {"200": {"description": "", "content": content or {}}},
    }
    return found | ({"requestBody": {"content": body}} if body else {})


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package of operations with several media types."""
    point = {"schema": POINT}
    upload = {"type": "object", "properties": {"file": BINARY, "x": STRING}}
    operations = [
        operation(
            "put",
            {
                JSON: point,
                "application/xml": point,
                "application/x-www-form-urlencoded": point,
                "text/csv": {"schema": STRING},
                "text/tab-separated-values": {"schema": STRING},
                "multipart/form-data": {"schema": upload},
                "application/octet-stream": {"schema": BINARY},
                "image/png": {"schema": BINARY},
                "*/*": point,
            },
        ),
        operation(
            "patch",
            {
                "application/merge-patch+json": point,
                "application/vnd.x.patch+json": point,
            },
        ),
        operation(
            "chat",
            {JSON: point},
            {JSON: point, "text/event-stream": {"schema": POINT}},
        ),
        operation(
            "export",
            None,
            {
                JSON: {"schema": {"type": "array", "items": POINT}},
                "application/xml": {"schema": {"type": "array", "items": POINT}},
                "text/csv": {"schema": STRING},
                "application/pdf": {},
                "*/*": {"schema": {"type": "array", "items": POINT}},
            },
        ),
    ]
    paths = {f"/{entry['operationId']}": {"post": entry} for entry in operations}
    schema = {
        "type": "object",
        "properties": {"x": {"type": "integer"}, "stream": {"type": "boolean"}},
    }
    return make({"paths": paths, "components": {"schemas": {"Point": schema}}})


def test_there_is_one_method_for_each_kind(package: ModuleType) -> None:
    """XML beside JSON of the same schema is no other kind, nor is another image."""
    with package.Client(base_url="https://api.example") as client:
        methods = {name for name in dir(client.t) if not name.startswith("_")}
    assert methods == {
        "put",
        "put_from_csv",
        "put_from_json",
        "put_from_bytes",
        "patch",
        "chat",
        "chat_as_events",
        "export",
        "export_as_csv",
        "export_as_pdf",
        "export_as_pdf_as_stream",
    }


@pytest.mark.parametrize(
    ("method", "arguments", "media_type", "body"),
    [
        ("put_from_json", {"x": 1}, JSON, b'{"x":1}'),
        ("put_from_csv", {"body": "a,b"}, "text/csv; charset=utf-8", b"a,b"),
        ("put_from_bytes", {"body": b"\0"}, "application/octet-stream", b"\0"),
        ("patch", {"x": 1}, "application/merge-patch+json", b'{"x":1}'),
    ],
)
def test_each_method_sends_its_kind(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    method: str,
    arguments: dict[str, Any],
    media_type: str,
    body: bytes,
) -> None:
    """Content-Type and content."""
    connect(package).call(f"t.{method}", **arguments)
    [request] = server.received
    assert (request.header("content-type"), request.body) == (media_type, body)


def test_a_file_says_its_own_type(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """One method takes bytes of every type."""
    file = package.File(b"1", content_type="image/png")
    connect(package).call("t.put_from_bytes", body=file)
    assert server.received[0].header("content-type") == "image/png"


def test_another_notation_is_chosen_for_one_call(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The header of the options wins."""
    name = "application/vnd.x.patch+json"
    options = package.RequestOptions(headers={"Content-Type": name})
    connect(package).call("t.patch", x=1, options=options)
    assert server.received[0].header("content-type") == name


def test_a_multipart_body_beside_json(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Where there are files, it is the first choice."""
    connect(package).call("t.put", file=b"1", x="2")
    content_type = server.received[0].header("content-type")
    assert content_type is not None
    assert content_type.startswith("multipart/form-data")


def test_json_or_a_stream(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Each method asks for what it reads."""
    server.reset(answer(b'{"x":1}'), answer(b'data: {"x":2}\n\n', "text/event-stream"))
    assert connect(package).call("t.chat", x=1).x == 1
    [event] = connect(package).call("t.chat_as_events", x=1, stream=True)
    assert event.x == 2
    accepted = [request.header("accept") for request in server.received]
    assert accepted == [JSON, "text/event-stream"]
    assert server.received[1].body == b'{"x":1,"stream":true}'


def test_json_a_text_or_bytes(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The type of the answer is that of the method."""
    server.reset(
        answer(b'[{"x":1}]'),
        answer(b"a,b", "text/csv"),
        answer(b"%PDF", "application/pdf"),
    )
    caller = connect(package)
    assert [point.x for point in caller.call("t.export")] == [1]
    assert caller.call("t.export_as_csv") == "a,b"
    assert caller.call("t.export_as_pdf") == b"%PDF"
    accepted = [request.header("accept") for request in server.received]
    assert accepted == [
        "application/json, */*;q=0.9",
        "text/csv",
        "application/pdf",
    ]


def test_a_checker_knows_every_type(package: ModuleType, tmp_path: Path) -> None:
    """mypy, strict, infers arguments and answers of all methods."""
    name = package.__name__
    script = tmp_path / "use.py"
    script.write_text(
        f"""
from typing import assert_type
from {name} import AsyncClient, Client, File
from {name}._runtime.streaming import AsyncStream, Stream
from {name}.models import Point

with Client() as client:
    client.t.put_from_json(x=1)
    client.t.put_from_csv(body="a,b")
    client.t.put_from_bytes(body=File(b"1"))
    client.t.put(file=b"1")
    assert_type(client.t.chat(x=1), Point)
    assert_type(client.t.chat_as_events(x=1), Stream[Point])
    assert_type(client.t.export(), list[Point])
    assert_type(client.t.export_as_csv(), str)
    assert_type(client.t.export_as_pdf(), bytes)
    assert_type(client.t.export_as_pdf_as_stream(), Stream[bytes])
    assert_type(client.t.export_as_pdf_as_stream().save("f"), int)
    assert_type(client.with_raw_response.t.export_as_pdf().parse(), bytes)


async def use() -> None:
    async with AsyncClient() as client:
        assert_type(client.t.chat_as_events(x=1), AsyncStream[Point])
        assert_type(await client.t.export_as_csv(), str)
""",
        "utf-8",
    )
    assert package.__file__ is not None
    folder = Path(package.__file__).parent.parent
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            str(script),
            f"--cache-dir={tmp_path}",
        ],
        cwd=folder,
        env={"MYPYPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
