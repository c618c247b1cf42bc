"""Say what went wrong with a call (RFC 9110, section 15; RFC 9457).

ClientError
├── RequestInvalid          nothing was sent: the arguments break the description
├── CredentialMissing       nothing was sent: no credential for the operation
├── TransportError          no answer came
│   ├── RequestTimeout
│   └── ConnectionFailed
├── ResponseInvalid         the answer cannot be read
└── ApiError                the server answered with an error
    ├── ClientStatusError   4xx
    │   ├── BadRequest 400, Unauthorized 401, Forbidden 403, NotFound 404
    │   ├── Conflict 409, PayloadTooLarge 413, UnprocessableContent 422
    │   └── TooManyRequests 429
    └── ServerError         5xx
        └── InternalServerError 500, BadGateway 502, ServiceUnavailable 503,
            GatewayTimeout 504
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .problem import Problem
from .violations import Violation


class ClientError(Exception):
    """Be the base of all errors of this package."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _restore, (type(self), self.args, dict(self.__dict__))


class RequestInvalid(ClientError):
    """Refuse arguments that break the description; nothing was sent."""

    violations: tuple[Violation, ...]

    def __init__(self, violations: Sequence[Violation], operation: str = "") -> None:
        self.violations = tuple(violations)
        lines = "\n  ".join(map(str, self.violations))
        start = f"{operation} was not sent" if operation else "the request is invalid"
        super().__init__(f"{start}:\n  {lines}")


class CredentialMissing(ClientError):
    """Refuse a call for which no credential is known; nothing was sent."""


class TransportError(ClientError):
    """Say that no answer came."""


class RequestTimeout(TransportError):
    """Say that a connection, the sending or the answer took too long."""


class ConnectionFailed(TransportError):
    """Say that no connection came about or that it broke."""


class _Answered(ClientError):
    """Be the base of errors that have an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __init__(
        self, message: str, *, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.body = body


class ResponseInvalid(_Answered):
    """Say that an answer cannot be read as the description promises."""

    violations: tuple[Violation, ...]

    def __init__(
        self,
        message: str,
        *,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        violations: Sequence[Violation] = (),
    ) -> None:
        super().__init__(message, status=status, headers=headers, body=body)
        self.violations = tuple(violations)


class ApiError(_Answered):
    """Say that the server answered with an error, or with a status nobody expected.

    `model` is the body as the description types it, or None; `problem` its details.
    """

    request_id: str | None
    model: object
    problem: Problem | None
    retry_after: float | None
    """Seconds to wait before another attempt, where the server said so."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        headers: Mapping[str, str],
        body: bytes = b"",
        request_id: str | None = None,
        model: object = None,
        problem: Problem | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, status=status, headers=headers, body=body)
        self.request_id = request_id
        self.model = model
        self.problem = problem
        self.retry_after = retry_after


class ClientStatusError(ApiError):
    """Be an answer 4xx: the request should not be repeated as it is."""


class BadRequest(ClientStatusError):
    """Be the answer 400."""


class Unauthorized(ClientStatusError):
    """Be the answer 401: the credential is missing, wrong or expired."""


class Forbidden(ClientStatusError):
    """Be the answer 403: the credential does not allow this."""


class NotFound(ClientStatusError):
    """Be the answer 404."""


class Conflict(ClientStatusError):
    """Be the answer 409."""


class PayloadTooLarge(ClientStatusError):
    """Be the answer 413: send less at once."""


class UnprocessableContent(ClientStatusError):
    """Be the answer 422."""


class TooManyRequests(ClientStatusError):
    """Be the answer 429; `retry_after` says when to try again."""


class ServerError(ApiError):
    """Be an answer 5xx."""


class InternalServerError(ServerError):
    """Be the answer 500."""


class BadGateway(ServerError):
    """Be the answer 502."""


class ServiceUnavailable(ServerError):
    """Be the answer 503."""


class GatewayTimeout(ServerError):
    """Be the answer 504."""


class ResponseWarning(UserWarning):
    """Warn of an answer that breaks the description."""


_BY_STATUS: Mapping[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: PayloadTooLarge,
    422: UnprocessableContent,
    429: TooManyRequests,
    500: InternalServerError,
    502: BadGateway,
    503: ServiceUnavailable,
    504: GatewayTimeout,
}


def error_class(status: int) -> type[ApiError]:
    """Give the class for a status."""
    if 400 <= status < 500:
        return _BY_STATUS.get(status, ClientStatusError)
    if status >= 500:
        return _BY_STATUS.get(status, ServerError)
    return ApiError


def _restore(
    cls: type[ClientError], args: tuple[Any, ...], state: dict[str, Any]
) -> ClientError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
