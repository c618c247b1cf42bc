"""Be one call from its first attempt to its outcome (RFC 9110, sections 9 and 15).

A `Call` knows what to send, whether to try again and what an answer means. The clients
only send, sleep and ask for credentials, each in its own way.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import httpx2

from .broken import broken
from .build import build
from .core import Core
from .credentials import Chosen, Signature, choose
from .decoders import Decoder
from .errors import ClientError, TransportError
from .limits import Limits
from .operation import Operation
from .options import NO_OPTIONS, Mode, RequestOptions
from .outcome import (
    Answer,
    decode,
    is_success,
    read_error,
    read_headers,
    read_success,
    stream_decoder,
)
from .plan import plan_of
from .prepare import Arguments, Prepared, prepare
from .retry import may_repeat_error, may_repeat_status, read_hint, wait_before

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
NOTHING: Arguments = {}
LONGEST_REDIRECT_CHAIN = 5

logger = logging.getLogger((__package__ or __name__).rpartition(".")[0] or __name__)


def start(
    core: Core,
    operation: Operation[T],
    path: Arguments,
    query: Arguments,
    header: Arguments,
    cookie: Arguments,
    body: object,
    options: RequestOptions | None,
) -> Call[T]:
    """Check the arguments and make the call, which is not sent yet."""
    options = options or NO_OPTIONS
    prepared = prepare(operation, path, query, header, cookie, body, options.query)
    if prepared.body is not None:
        prepared.headers["content-type"] = prepared.body.media_type
    return Call(core, operation, prepared, options)


class Call(Generic[T_co]):
    """Be one call of an operation, from its first attempt to its outcome."""

    def __init__(
        self,
        core: Core,
        operation: Operation[T_co],
        prepared: Prepared,
        options: RequestOptions,
    ) -> None:
        self.operation = operation
        self._core = core
        self._prepared = prepared
        self._url = core.server_of(operation, options.server) + prepared.target
        self._options = options
        self._attempt = 0
        self._redirects = 0
        self._redirect: httpx2.Request | None = None
        self._chosen: list[Chosen] = []
        self._is_challenged = False
        self._label = plan_of(operation).label
        total = options.total_timeout
        self.limits = Limits(self._label, core.clock, total, options.max_response_bytes)
        # Without a total, only the waits between attempts are bounded.
        self._end = core.clock.monotonic() + (
            core.clock.deadline if total is None else total
        )
        retries = options.max_retries
        self._retries = core.max_retries if retries is None else retries
        if prepared.body is not None and not prepared.body.repeatable:
            self._retries = 0

    @property
    def mode(self) -> Mode:
        """Give how answers are checked."""
        own = self._options.validate_responses
        return self._core.validate_responses if own is None else own

    @property
    def pieces(self) -> Any:
        """Give the pieces of a body that is not sent as a whole, or None."""
        body = self._prepared.body
        return None if body is None or body.whole is not None else body.pieces

    def choose(self, own_auth: bool) -> list[Chosen]:
        """Choose credentials; none are needed if the caller's client has its own."""
        schemes = self._core.service.schemes
        if not own_auth:
            self._chosen = choose(self.operation, schemes, self._core.credentials)
        return self._chosen

    def request(
        self,
        http: httpx2.Client | httpx2.AsyncClient,
        signature: Signature | None,
        content: Any,
    ) -> httpx2.Request:
        """Build the request of the next attempt; `content` are pieces or None."""
        if self._redirect is not None:
            return self._redirect
        try:
            request = build(
                http,
                self.operation.method,
                self._url,
                self._prepared,
                signature,
                self._options,
                content,
                self._core,
            )
        except httpx2.InvalidURL as error:
            raise ClientError(f"{self._label} was not sent: {error}") from None
        self.limits.bound(request, http.timeout)
        return request

    def after_error(self, error: httpx2.RequestError) -> float:
        """Give the seconds to wait before another attempt, or raise the error."""
        self._log(type(error).__name__)
        if may_repeat_error(self.operation.method, error):
            wait = self._wait(None)
            if wait is not None:
                return wait
        cause = None if isinstance(error, httpx2.LocalProtocolError) else error
        raise self.broken(error) from cause

    def after_answer(self, response: httpx2.Response) -> float | None:
        """Give the seconds to wait before another attempt; None: this is the outcome."""
        status = response.status_code
        self._log(status)
        if status < 300:
            return None
        if status < 400:
            return self._follow(response)
        if status == 401 and self._accepts_challenge(response):
            return 0.0
        hint = read_hint(status, response.headers, self._core.clock)
        if not may_repeat_status(self.operation.method, status, hint):
            return None
        return self._wait(hint)

    def outcome(self, answer: Answer) -> T_co:
        """Give the value of the last answer, or raise its error."""
        self.check_status(answer)
        return read_success(self.operation, answer, self.mode)

    def headers(self, answer: Answer) -> Mapping[str, str]:
        """Give the headers of an answer, typed if some are documented."""
        return read_headers(self.operation, answer, self.mode)

    def decoder(self, answer: Answer) -> Decoder[T_co]:
        """Give what reads the values of a streamed answer."""
        return stream_decoder(self.operation, answer)

    def item(self, decoder: Decoder[T], answer: Answer, text: bytes) -> T:
        """Give one value of a streamed answer."""
        return decode(self.operation, decoder, answer, text, self.mode)

    def is_success(self, status: int) -> bool:
        """Say whether a status is a success of this operation."""
        return is_success(self.operation, status)

    def check_status(self, answer: Answer) -> None:
        """Raise the error of an answer that is not a success."""
        if not self.is_success(answer.status):
            hint = read_hint(answer.status, answer.headers, self._core.clock)
            raise read_error(self.operation, answer, hint)

    def _wait(self, hint: float | None) -> float | None:
        if self._attempt >= self._retries:
            return None
        clock = self._core.clock
        wait = wait_before(self._attempt, hint, clock)
        if clock.monotonic() + wait > self._end:
            return None
        self._attempt += 1
        return wait

    def _accepts_challenge(self, response: httpx2.Response) -> bool:
        """Keep what the server asks of a scheme, once, if the body can be sent again."""
        body = self._prepared.body
        if self._is_challenged or (body is not None and not body.repeatable):
            return False
        values = response.headers.get_list("www-authenticate")
        for scheme, _ in self._chosen:
            challenge = scheme.challenge(values)
            if challenge is not None:
                self._core.challenges[scheme] = challenge
                self._is_challenged = True
        return self._is_challenged

    def _follow(self, response: httpx2.Response) -> float | None:
        # Only to the same origin, so that no credential goes elsewhere, and only with
        # the same method.
        target, status = response.next_request, response.status_code
        if target is None or str(status) in self.operation.responses:
            return None
        same = _origin(target.url) == _origin(response.request.url)
        keeps = status in (307, 308) or self.operation.method in ("GET", "HEAD")
        whole = self.pieces is None
        if not (same and keeps and whole and self._redirects < LONGEST_REDIRECT_CHAIN):
            return None
        target.method = self.operation.method
        self._redirects += 1
        self._redirect = target
        return 0.0

    def broken(self, error: httpx2.RequestError) -> TransportError:
        """Make the error of an exchange that broke."""
        return broken(self._label, error)

    def _log(self, result: object) -> None:
        if logger.isEnabledFor(logging.DEBUG):
            operation, attempt = self.operation, self._attempt + 1
            logger.debug(
                "%s %s: %s (attempt %d)",
                operation.method,
                operation.path,
                result,
                attempt,
            )


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
