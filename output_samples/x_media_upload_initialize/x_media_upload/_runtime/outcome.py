"""Read an answer: the value that was promised, or the error (RFC 9110, section 15)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar

from .decoders import Decoder, Json, Text
from .errors import ApiError, ResponseInvalid, ResponseWarning, error_class
from .json_text import read_json
from .media_types import bare, charset_of, for_media_type, for_status, is_json
from .operation import Operation
from .options import Mode
from .problem import Problem, read_problem
from .unions import run

T = TypeVar("T")

_REQUEST_IDS = ("x-request-id", "request-id", "x-transaction-id", "x-correlation-id")
_LONGEST_DETAIL = 500


class Answer(NamedTuple):
    """Be an answer that has been read to its end."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def content_type(self) -> str:
        """Give the media type with its parameters, empty if the answer has none."""
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        """Give the media type without parameters, empty if the answer has none."""
        return bare(self.content_type)

    @property
    def request_id(self) -> str | None:
        """Give the server's name for this exchange, from the usual headers."""
        for name in _REQUEST_IDS:
            if value := self.headers.get(name):
                return value
        return None


def is_success(operation: Operation[object], status: int) -> bool:
    """Say whether a status is one of those that the operation promises, or 2xx."""
    return 200 <= status < 300 or str(status) in operation.responses


def read_success(operation: Operation[T], answer: Answer, mode: Mode) -> T:
    """Give the value of an answer; raises ResponseInvalid if it has none."""
    decoder = _decoder(operation, answer)
    if decoder is None:
        nothing: Any = None
        value: T = nothing
        return value
    if not answer.content and isinstance(decoder, Json):
        message = f"{_start(operation, answer)} with an empty body, not JSON"
        raise _invalid(message, answer)
    return decode(operation, decoder, answer, answer.content, mode)


def stream_decoder(operation: Operation[T], answer: Answer) -> Decoder[T]:
    """Find what reads the values of a streamed answer."""
    decoder = _decoder(operation, answer)
    if decoder is None:
        message = f"{_start(operation, answer)} with content, but none is described"
        raise _invalid(message, answer)
    return decoder


def decode(
    operation: Operation[object],
    decoder: Decoder[T],
    answer: Answer,
    content: bytes,
    mode: Mode,
) -> T:
    """Read content with a decoder; the value is checked when the mode asks for it."""
    try:
        is_text = isinstance(decoder, Text)
        charset = charset_of(answer.content_type) if is_text else ""
        value = decoder.parse(content, charset)
        if mode != "off" and decoder.check is not None:
            _check(operation, decoder, value, answer, mode)
        return decoder.read(value)
    except RecursionError:
        message = f"{_start(operation, answer)} with JSON nested too deeply"
        raise _invalid(message, answer) from None
    except ValueError as error:
        message = f"{_start(operation, answer)} with a body that is no JSON: {error}"
        raise _invalid(message, answer) from None


def read_error(
    operation: Operation[object], answer: Answer, retry_after: float | None
) -> ApiError:
    """Make the error of an answer that is none of the promised ones."""
    value = _error_value(answer)
    problem = read_problem(value)
    return error_class(answer.status)(
        _error_message(operation, answer, problem),
        status=answer.status,
        headers=answer.headers,
        body=answer.content,
        request_id=answer.request_id,
        model=_error_model(operation, answer, value),
        problem=problem,
        retry_after=retry_after,
    )


def read_headers(
    operation: Operation[object], answer: Answer, mode: Mode
) -> Mapping[str, str]:
    """Give the headers of an answer, typed if some are documented."""
    if operation.headers is None:
        return answer.headers

    def refuse(message: str, found: Any = ()) -> ResponseInvalid:
        return _invalid(f"{_start(operation, answer)} {message}", answer, found)

    return operation.headers(answer.headers, mode, refuse)


def phrase(status: int) -> str:
    """Write a status with its name."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _promised(operation: Operation[T], status: int) -> Mapping[str, Decoder[T]] | None:
    found = for_status(operation.responses, status)
    if found is None and operation.responses:
        # Another 2xx than the documented one; its content is most likely the same.
        found = next(iter(operation.responses.values()))
    return found


def _decoder(operation: Operation[T], answer: Answer) -> Decoder[T] | None:
    content = _promised(operation, answer.status)
    if not content:
        return None
    decoder = for_media_type(content, answer.media_type)
    if decoder is None:
        raise _unexpected_type(operation, answer, content)
    return decoder


def _check(
    operation: Operation[object],
    decoder: Decoder[object],
    value: Any,
    answer: Answer,
    mode: Mode,
) -> None:
    found = run(decoder.check, value, "response") if decoder.check is not None else []
    if not found:
        return
    lines = "\n  ".join(map(str, found))
    message = f"{_start(operation, answer)} with an invalid body:\n  {lines}"
    if mode == "raise":
        raise _invalid(message, answer, found)
    warnings.warn(message, ResponseWarning, stacklevel=2)


def _invalid(message: str, answer: Answer, found: Any = ()) -> ResponseInvalid:
    return ResponseInvalid(
        message,
        status=answer.status,
        headers=answer.headers,
        body=answer.content,
        violations=found,
    )


def _unexpected_type(
    operation: Operation[object], answer: Answer, content: Mapping[str, object]
) -> ResponseInvalid:
    got = _printable(answer.media_type) or "no media type"
    wanted = " or ".join(content)
    return _invalid(f"{_start(operation, answer)} with {got}, not {wanted}", answer)


def _error_value(answer: Answer) -> Any:
    # A server in trouble may label JSON wrongly, so the first byte counts as well.
    if not is_json(answer.media_type) and answer.content[:1] not in (b"{", b"["):
        return None
    try:
        return read_json(answer.content)
    except (ValueError, RecursionError):
        return None


def _error_model(operation: Operation[object], answer: Answer, value: Any) -> object:
    content = for_status(operation.errors, answer.status)
    decoder = for_media_type(content, answer.media_type) if content else None
    if decoder is None:
        return None
    try:
        if isinstance(decoder, Json) and value is not None:
            return decoder.read(value)
        charset = charset_of(answer.content_type)
        return decoder.read(decoder.parse(answer.content, charset))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        # The error itself matters more than its model.
        return None


def _error_message(
    operation: Operation[object], answer: Answer, problem: Problem | None
) -> str:
    text = _start(operation, answer)
    detail = problem.message if problem is not None else None
    if detail:
        text += f": {_printable(detail)}"
    elif answer.content:
        text += f" ({_printable(answer.media_type) or 'no media type'})"
    if 300 <= answer.status < 400 and "location" in answer.headers:
        text += "; this redirect is not followed"
    if answer.status == 403 and (needed := _scopes(operation)):
        text += f"; the credential needs {needed}"
    return text


def _scopes(operation: Operation[object]) -> str:
    scopes = {scope for names in operation.scopes.values() for scope in names}
    rows = [row for row in (scopes, *operation.scope_choices) if row]
    return " or ".join(f"the scopes {', '.join(sorted(row))}" for row in rows)


def _start(operation: Operation[object], answer: Answer) -> str:
    return f"{operation.method} {operation.path} answered {phrase(answer.status)}"


def _printable(text: str) -> str:
    cut = text if len(text) <= _LONGEST_DETAIL else text[:_LONGEST_DETAIL] + "..."
    return "".join(c if c.isprintable() else " " for c in cut)
