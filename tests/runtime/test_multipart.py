"""Test multipart bodies and other content in pieces."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest

from specloom.runtime.bodies import BytesBody, FormBody, MultipartBody, TextBody
from specloom.runtime.content import Encoded, async_chunks, chunks
from specloom.runtime.files import File
from specloom.runtime.multipart import Part
from specloom.runtime.styles import Style


def written(value: dict[str, Any], **parts: Part) -> str:
    """Write a multipart body and take the boundary out."""
    body = MultipartBody(parts=parts)
    encoded = body.encode(body.to_plain(value))
    boundary = encoded.media_type.removeprefix("multipart/form-data; boundary=")
    assert len(boundary) == 32
    whole = b"".join(chunks(encoded.pieces))
    assert encoded.length == len(whole)
    return whole.decode().replace(boundary, "X")


def test_parts_byte_for_byte() -> None:
    """Primitives are plain, bytes a file, objects JSON, arrays repeat the part."""
    text = written(
        {
            "segment_index": 0,
            "media": b"\x01\x02",
            "flag": True,
            "tags": ["a", "b"],
            "meta": {"k": [1]},
            "gone": None,
        },
        media=Part("video/mp4"),
    )
    assert text == (
        '--X\r\nContent-Disposition: form-data; name="segment_index"\r\n\r\n0\r\n'
        '--X\r\nContent-Disposition: form-data; name="media"; filename="media"\r\n'
        "Content-Type: video/mp4\r\n\r\n\x01\x02\r\n"
        '--X\r\nContent-Disposition: form-data; name="flag"\r\n\r\ntrue\r\n'
        '--X\r\nContent-Disposition: form-data; name="tags"\r\n\r\na\r\n'
        '--X\r\nContent-Disposition: form-data; name="tags"\r\n\r\nb\r\n'
        '--X\r\nContent-Disposition: form-data; name="meta"\r\n'
        'Content-Type: application/json\r\n\r\n{"k":[1]}\r\n'
        "--X--\r\n"
    )


def test_names_and_filenames_cannot_break_out() -> None:
    """Quotes and line breaks are escaped as browsers escape them."""
    text = written({'a"\r\nX: y': File(b"", 'f"\r\nü.txt', "text/plain\r\nX: y")})
    assert text == (
        '--X\r\nContent-Disposition: form-data; name="a%22%0D%0AX: y"; '
        'filename="f%22%0D%0Aü.txt"\r\nContent-Type: text/plain  X: y\r\n\r\n\r\n'
        "--X--\r\n"
    )


def test_a_range_of_media_types_is_no_media_type() -> None:
    """With `image/*` or a list the file says its type, or it is octets."""
    assert "application/octet-stream" in written({"f": b""}, f=Part("image/*"))
    assert "image/png" in written(
        {"f": File(b"", None, "image/png")}, f=Part("a/b, c/d")
    )


def test_a_part_can_be_json_and_have_headers() -> None:
    """The Encoding Object decides how a primitive is written."""
    text = written({"f": "x"}, f=Part("application/json", {"X-A": "1"}))
    assert text.endswith(
        'name="f"\r\nContent-Type: application/json\r\nX-A: 1\r\n\r\n"x"\r\n--X--\r\n'
    )


@pytest.mark.parametrize(
    "media_type",
    ["text/json", "Text/JSON; charset=utf-8", "application/vnd.a+JSON", "a/b+json;v=1"],
)
def test_a_part_is_json_in_every_spelling(media_type: str) -> None:
    """`text/json` and every `+json`, with parameters or not, in either case."""
    text = written({"f": "x"}, f=Part(media_type))
    assert text == (
        f'--X\r\nContent-Disposition: form-data; name="f"\r\n'
        f'Content-Type: {media_type}\r\n\r\n"x"\r\n--X--\r\n'
    )


@pytest.mark.parametrize("media_type", ["text/plain", "text/x-json", "a/json-seq"])
def test_a_part_that_only_looks_like_json_is_text(media_type: str) -> None:
    """What has JSON in its name is not JSON."""
    text = written({"f": "x"}, f=Part(media_type))
    assert text.endswith(f"Content-Type: {media_type}\r\n\r\nx\r\n--X--\r\n")


def test_open_files_and_paths(tmp_path: Path) -> None:
    """A file is read from where it stands, again and again; it gives the filename."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        file.seek(4)
        body = MultipartBody()
        encoded = body.encode(body.to_plain({"a": file, "b": path}))
        first = b"".join(chunks(encoded.pieces))
        assert encoded.whole is None
        assert encoded.repeatable
        assert encoded.length == len(first)
        assert first == b"".join(chunks(encoded.pieces))
        assert not file.closed
    assert first.count(b'filename="clip.mp4"') == 2
    assert b"\r\n\r\n456789\r\n" in first
    assert b"\r\n\r\n0123456789\r\n" in first


def test_an_iterator_can_be_sent_once() -> None:
    """It is not repeatable and has no length; a list is repeatable."""
    body = BytesBody()
    once = body.encode(body.to_plain(iter([b"a", b"b"])))
    assert not once.repeatable
    assert once.length is None
    assert b"".join(chunks(once.pieces)) == b"ab"
    assert body.encode(body.to_plain([b"a"])).repeatable


def test_an_async_iterable_needs_the_async_client() -> None:
    """The sync client says so."""

    class Source:
        def __aiter__(self) -> Any:
            return self

        async def __anext__(self) -> bytes:
            raise StopAsyncIteration

    encoded = BytesBody().encode(File(Source()))
    with pytest.raises(TypeError, match="only be sent by the async client"):
        list(chunks(encoded.pieces))

    async def read(body: Encoded) -> bytes:
        return b"".join([chunk async for chunk in async_chunks(body.pieces)])

    assert asyncio.run(read(encoded)) == b""
    assert asyncio.run(read(Encoded((b"a", [b"b"]), ""))) == b"ab"


def test_a_text_file_is_refused() -> None:
    """A file must be open in binary mode."""
    source: Any = io.StringIO("a")
    encoded = BytesBody().encode(File(source))
    with pytest.raises(TypeError, match="must be opened in binary mode"):
        list(chunks(encoded.pieces))


def test_forms_follow_the_styles() -> None:
    """Each property has the style of its encoding; an object without one is JSON."""
    body = FormBody({"b": Style("form", explode=False), "e": Style("deepObject")})
    encoded = body.encode(
        {"a": ["x y", "+"], "b": [1, 2], "c": {"d": True}, "e": {"f": 1}}
    )
    assert encoded.whole == (b"a=x%20y&a=%2B&b=1,2&c=%7B%22d%22%3Atrue%7D&e%5Bf%5D=1")
    assert encoded.media_type == "application/x-www-form-urlencoded"


def test_text_is_utf_8() -> None:
    """The charset is said."""
    assert TextBody().encode("é") == (("é".encode(),), "text/plain; charset=utf-8")


@pytest.mark.parametrize("body", [FormBody(), MultipartBody()])
def test_null_is_a_form_without_fields(body: FormBody | MultipartBody) -> None:
    """A form has no other way to say so (OpenAPI 3.1.1, `type: [object, 'null']`)."""
    null, empty = body.encode(None), body.encode({})
    # A boundary is another one each time.
    assert (null.length, b"name=" in (null.whole or b"")) == (empty.length, False)
