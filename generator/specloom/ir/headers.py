"""The headers that a program can read of a success (OpenAPI 3.1.1, Response Object, `headers`)."""

from dataclasses import replace

from specloom.ir.api import Header, Operation
from specloom.ir.schema import AnySchema, Schema, placeless
from specloom.ir.shape import Scalar


def documented_headers(operation: Operation) -> tuple[Header, ...]:
    """Give the headers of an operation's successes, each name once, in their order.

    One is required if every success requires it. What successes describe differently is
    text to all of them. Streams have no raw answer, and so no headers.
    """
    if operation.streaming:
        return ()
    found: dict[str, list[Header]] = {}
    for response in operation.successes:
        for header in response.headers:
            found.setdefault(header.name.lower(), []).append(header)
    count = len(operation.successes)
    return tuple(_joined(headers, count) for headers in found.values())


def _joined(headers: list[Header], count: int) -> Header:
    first = headers[0]
    is_required = len(headers) == count and all(each.required for each in headers)
    if any(_reading(each) != _reading(first) for each in headers):
        text = Schema(at=first.at.child("schema"), types=("string",))
        return replace(
            first,
            required=is_required,
            schema=text,
            shape=Scalar("string"),
            media_type="",
        )
    return replace(first, required=is_required)


def _reading(header: Header) -> tuple[AnySchema, bool, str]:
    return placeless(header.schema), header.explode, header.media_type
