"""Test the bodies of requests as a server receives them, byte by byte."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make, answer

BINARY = {"type": "string", "format": "binary"}
STRING = {"type": "string"}
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
POINT = {"type": "object", "properties": {"x": {"type": "integer"}}}


def obj(**properties: Any) -> dict[str, Any]:
    """Write the schema of an object."""
    return {"type": "object", "properties": properties}


def items(schema: Any) -> dict[str, Any]:
    """Write the schema of an array."""
    return {"type": "array", "items": schema}


FIELDS = obj(a=items(STRING), p=POINT, n={"type": ["integer", "null"]}, t=STRING)
FILES = obj(
    file=BINARY,
    files=items(BINARY),
    meta=POINT,
    points=items(POINT),
    name=STRING,
    flag={"type": "boolean"},
)
BODIES: dict[str, dict[str, Any]] = {
    "json": {"application/json": {"schema": POINT}},
    "suffix": {"application/vnd.x.v2+json": {"schema": POINT}},
    "utf8": {"application/json; charset=utf-8": {"schema": POINT}},
    "form": {FORM: {"schema": FIELDS}},
    "styled": {
        FORM: {
            "schema": FIELDS,
            "encoding": {
                "a": {"style": "pipeDelimited", "explode": False},
                "p": {"style": "deepObject"},
                "t": {"allowReserved": True},
            },
        }
    },
    "spread": {FORM: {"schema": FIELDS, "encoding": {"p": {"style": "form"}}}},
    "typed": {FORM: {"schema": FIELDS, "encoding": {"a": {"contentType": "application/json"}}}},
    "parts": {PARTS: {"schema": FILES}},
    "encoded": {
        PARTS: {
            "schema": FILES,
            "encoding": {
                "file": {
                    "contentType": "image/png",
                    "headers": {
                        "X-Kind": {"schema": {"const": "photo"}},
                        "X-Free": {"schema": STRING},
                        "Content-Type": {"schema": {"const": "no"}},
                    },
                },
                "name": {"contentType": "text/plain; charset=utf-8"},
                "meta": {"contentType": "application/vnd.x+json"},
            },
        }
    },
    "parted": {
        PARTS: {
            "schema": FIELDS,
            "encoding": {"a": {"explode": False}, "p": {"style": "deepObject"}},
        }
    },
    "mixed": {
        "multipart/mixed": {
            "schema": {"type": "array", "prefixItems": [POINT], "items": BINARY},
            "prefixEncoding": [{"contentType": "application/vnd.x+json"}],
            "itemEncoding": {"contentType": "image/png"},
        }
    },
    "octets": {"application/octet-stream": {}},
    "image": {"image/png": {"schema": BINARY}},
    "any_image": {"image/*": {}},
    "text": {"text/plain": {"schema": STRING}},
    "latin": {"text/csv; charset=utf-8": {}},
    "xml": {"application/xml": {"schema": POINT}},
    "number": {"text/plain": {"schema": {"type": "integer"}}},
}  # fmt: skip
REQUIRED = {"octets", "text"}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package with an operation for every kind of body."""
    paths = {
        f"/{name}": {
            "put": {
                "operationId": name,
                "tags": ["b"],
                "requestBody": {"content": content, "required": name in REQUIRED},
                "responses": {"200": {"description": ""}},
            }
        }
        for name, content in BODIES.items()
    }
    return make({"paths": paths}, version="3.2.0")


ROWS: list[tuple[str, dict[str, Any], str, bytes]] = [
    ("json", {"x": 1}, "application/json", b'{"x":1}'),
    ("suffix", {"x": 1}, "application/vnd.x.v2+json", b'{"x":1}'),
    ("utf8", {"x": 1}, "application/json; charset=utf-8", b'{"x":1}'),
    ("form", {"a": ["x y", "+&"], "t": "é"}, FORM, b"a=x%20y&a=%2B%26&t=%C3%A9"),
    ("form", {"p": {"x": 1}}, FORM, b"p=%7B%22x%22%3A1%7D"),
    ("form", {"n": None, "a": []}, FORM, b""),
    ("styled", {"a": ["x", "y"], "p": {"x": 1}, "t": "a/b"}, FORM, b"a=x%7Cy&p%5Bx%5D=1&t=a/b"),
    ("spread", {"p": {"x": 1}}, FORM, b"x=1"),
    ("typed", {"a": ["x", "y"]}, FORM, b"a=%5B%22x%22%2C%22y%22%5D"),
    ("octets", {"body": b"\x00\xff"}, "application/octet-stream", b"\x00\xff"),
    ("octets", {"body": b""}, "application/octet-stream", b""),
    ("image", {"body": b"\x89PNG"}, "image/png", b"\x89PNG"),
    ("any_image", {"body": b"a"}, "application/octet-stream", b"a"),
    ("text", {"body": "é\r\n"}, "text/plain; charset=utf-8", "é\r\n".encode()),
    ("latin", {"body": "a,b"}, "text/csv; charset=utf-8", b"a,b"),
    ("xml", {"body": "<x>1</x>"}, "application/xml; charset=utf-8", b"<x>1</x>"),
    ("number", {"body": 5}, "text/plain; charset=utf-8", b"5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "arguments", "media_type", "body"), ROWS, ids=lambda value: str(value)[:40]
)
def test_a_body_is_written_as_its_media_type(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    arguments: dict[str, Any],
    media_type: str,
    body: bytes,
) -> None:
    """Content-Type, Content-Length and content."""
    connect(package).call(f"b.{name}", **arguments)
    [request] = server.received
    assert request.body == body
    assert request.header("content-type") == media_type
    assert request.header("content-length") == str(len(body))


@pytest.mark.parametrize("name", ["json", "form", "parts", "image", "xml"])
def test_an_optional_body_may_be_left_out(
    package: ModuleType, server: Loopback, connect: Connect, name: str
) -> None:
    """Then there is no Content-Type either."""
    connect(package).call(f"b.{name}")
    [request] = server.received
    assert (request.body, request.header("content-type")) == (b"", None)


def parts(body: bytes, content_type: str | None) -> list[bytes]:
    """Take a multipart body apart."""
    assert content_type is not None
    boundary = content_type.partition("boundary=")[2].encode()
    assert boundary
    assert body.endswith(b"--" + boundary + b"--\r\n")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]
    return [piece.removeprefix(b"\r\n") for piece in pieces]


PNG = b"\x89PNG\r\n--\r\n"
OCTETS = b"Content-Type: application/octet-stream"


def sent(
    server: Loopback,
    connect: Connect,
    package: ModuleType,
    method: str,
    /,
    **arguments: Any,
) -> list[bytes]:
    """Send a multipart body and give its parts."""
    connect(package).call(f"b.{method}", **arguments)
    [request] = server.received
    return parts(request.body, request.header("content-type"))


def test_the_parts_of_a_form(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Bytes are files, objects JSON, the rest text; an array is several parts."""
    found = sent(
        server,
        connect,
        package,
        "parts",
        file=PNG,
        files=[b"1", package.File(b"2", 'a"\r\nb.txt', "text/plain")],
        meta={"x": 1},
        points=[{"x": 1}, {"x": 2}],
        name="é",
        flag=True,
    )
    disposition = b"Content-Disposition: form-data; name="
    json_part = b"\r\nContent-Type: application/json\r\n\r\n"
    assert found == [
        disposition + b'"file"; filename="file"\r\n' + OCTETS + b"\r\n\r\n" + PNG,
        disposition + b'"files"; filename="files"\r\n' + OCTETS + b"\r\n\r\n1",
        disposition
        + b'"files"; filename="a%22%0D%0Ab.txt"\r\nContent-Type: text/plain\r\n\r\n2',
        disposition + b'"meta"' + json_part + b'{"x":1}',
        disposition + b'"points"' + json_part + b'{"x":1}',
        disposition + b'"points"' + json_part + b'{"x":2}',
        disposition + b'"name"\r\n\r\n' + "é".encode(),
        disposition + b'"flag"\r\n\r\ntrue',
    ]


def test_encodings_say_types_and_headers(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """A header with one possible value is sent; others come from the file."""
    file = package.File(b"1", "f.png", headers={"X-Free": "own"})
    found = sent(
        server, connect, package, "encoded", file=file, meta={"x": 1}, name="n"
    )
    start = b"Content-Disposition: form-data; name="
    assert found == [
        start + b'"file"; filename="f.png"\r\nContent-Type: image/png\r\n'
        b"X-Kind: photo\r\nX-Free: own\r\n\r\n1",
        start + b'"meta"\r\nContent-Type: application/vnd.x+json\r\n\r\n{"x":1}',
        start + b'"name"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nn',
    ]


def test_styles_of_parts(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """A style is followed, but nothing is escaped in a part."""
    found = sent(
        server, connect, package, "parted", a=["x &", "y"], p={"x": 1}, t="a=b"
    )
    start = b"Content-Disposition: form-data; name="
    assert found == [
        start + b'"a"\r\n\r\nx &,y',
        start + b'"p[x]"\r\n\r\n1',
        start + b'"t"\r\n\r\na=b',
    ]


def test_parts_without_names(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """An array is a row of parts (OpenAPI 3.2, `prefixEncoding`, `itemEncoding`)."""
    found = sent(
        server,
        connect,
        package,
        "mixed",
        body=[{"x": 1}, b"2", package.File(b"3", "f")],
    )
    content_type = server.received[0].header("content-type")
    assert content_type
    assert content_type.startswith("multipart/mixed; boundary=")
    assert found == [
        b'Content-Type: application/vnd.x+json\r\n\r\n{"x":1}',
        b"Content-Type: image/png\r\n\r\n2",
        (
            b'Content-Disposition: attachment; filename="f"\r\n'
            b"Content-Type: image/png\r\n\r\n3"
        ),
    ]


class Watched(io.BytesIO):
    """Be a file that remembers how much was asked of it."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked: list[int] = []

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and remember."""
        self.asked.append(-1 if size is None else size)
        return super().read(size)


@pytest.mark.parametrize("name", ["octets", "parts"])
def test_a_file_is_sent_piece_by_piece(
    package: ModuleType, server: Loopback, connect: Connect, name: str
) -> None:
    """It is never read as a whole; its length is said before."""
    content = bytes(200_000)
    file = Watched(content)
    given = package.File(file, "f.bin")
    argument = {"body": given} if name == "octets" else {"file": given}
    connect(package).call(f"b.{name}", **argument)
    [request] = server.received
    assert content in request.body
    assert request.header("content-length") == str(len(request.body))
    assert set(file.asked) == {65536}
    assert not file.closed


@pytest.mark.parametrize("kind", ["open", "path", "bytes", "text", "list", "chunks"])
def test_every_kind_of_file(
    package: ModuleType, server: Loopback, connect: Connect, tmp_path: Path, kind: str
) -> None:
    """Bytes, a path, an open file and an iterable give the same body."""
    path = tmp_path / "photo.png"
    path.write_bytes(b"content")
    with path.open("rb") as opened:
        content: dict[str, Any] = {
            "open": opened,
            "path": path,
            "bytes": b"content",
            "text": "content",
            "list": [b"con", b"tent"],
            "chunks": iter([b"con", b"tent"]),
        }
        connect(package).call("b.octets", body=package.File(content[kind]))
    [request] = server.received
    assert request.body == b"content"
    is_known = kind not in ("list", "chunks")
    assert request.header("content-length") == ("7" if is_known else None)
    assert request.header("transfer-encoding") == (None if is_known else "chunked")


@pytest.mark.parametrize("kind", ["open", "path"])
def test_a_file_has_its_own_name(
    package: ModuleType, server: Loopback, connect: Connect, tmp_path: Path, kind: str
) -> None:
    """The last part of its path; the folder is nobody's business."""
    path = tmp_path / "photo.png"
    path.write_bytes(b"1")
    with path.open("rb") as opened:
        file = package.File(opened if kind == "open" else path)
        [part] = sent(server, connect, package, "parts", file=file)
    assert b'filename="photo.png"' in part
    assert part.endswith(b"\r\n\r\n1")


class Again:
    """Be chunks that can be asked for twice."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"con"
        yield b"tent"


class AsyncAgain:
    """Be chunks that can be awaited twice."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"con"
        yield b"tent"


BUSY = answer(b"", status="503 Service Unavailable", Retry_After="0")


@pytest.mark.parametrize("kind", ["open", "path", "again", "list"])
@pytest.mark.parametrize("name", ["octets", "parts"])
def test_what_can_be_read_again_is_sent_again(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    tmp_path: Path,
    kind: str,
    name: str,
) -> None:
    """An open file goes back to where it stood, which need not be its start."""
    path = tmp_path / "f"
    path.write_bytes(b"content")
    server.reset(BUSY, answer())
    with (tmp_path / "g").open("w+b") as opened:
        opened.write(b"not this: content")
        opened.seek(10)
        content: dict[str, Any] = {
            "open": opened,
            "path": path,
            "again": Again(),
            "list": [b"content"],
        }
        file = package.File(content[kind], "f")
        argument = {"body": file} if name == "octets" else {"file": file}
        connect(package, max_retries=1).call(f"b.{name}", **argument)
    first, second = server.received
    assert first.body == second.body
    if name == "octets":
        assert second.body == b"content"
    else:
        [part] = parts(second.body, second.header("content-type"))
        assert part.endswith(b"\r\n\r\ncontent")


@pytest.mark.parametrize("kind", ["iterator", "pipe"])
def test_what_is_used_up_is_not_sent_again(
    package: ModuleType, server: Loopback, connect: Connect, kind: str
) -> None:
    """Half a body would be worse than the error."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = b"content"

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any, /) -> int:
            size = len(self.rest)
            buffer[:size], self.rest = self.rest, b""
            return size

    server.reset(BUSY, answer())
    content: Any = iter([b"content"]) if kind == "iterator" else Pipe()
    with pytest.raises(package.ServiceUnavailable):
        connect(package, max_retries=1).call("b.octets", body=package.File(content))
    assert [request.body for request in server.received] == [b"content"]


def test_async_chunks_are_for_the_async_client(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """They are sent again where they can be; the sync client says what is wrong."""
    server.reset(BUSY, answer())
    caller = connect(package, max_retries=1)
    file = package.File(AsyncAgain())
    if type(caller).__name__ == "SyncCaller":
        with pytest.raises(TypeError, match="only be sent by the async client"):
            caller.call("b.octets", body=file)
        return
    caller.call("b.octets", body=file)
    assert [request.body for request in server.received] == [b"content"] * 2
