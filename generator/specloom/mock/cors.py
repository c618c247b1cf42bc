"""Let pages of other origins ask (Fetch Standard, 3.2, CORS protocol).

Pages of this machine may always, as a front end in development is one; all others would
let any page that is visited read what the document says, and have to be named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from specloom.mock.answers import Answer
from specloom.mock.incoming import Incoming

ANY = "*"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PREFIX = "access-control-"
_SECONDS = "600"


@dataclass(frozen=True, slots=True)
class Cors:
    """Knows the origins that may ask, besides those of this machine."""

    origins: frozenset[str] = frozenset()

    def preflight(self, incoming: Incoming) -> Answer | None:
        """Answer what a browser asks before a request; None if this is not such."""
        method = incoming.header(f"{_PREFIX}request-method")
        origin = self._allowed(incoming)
        if incoming.method != "OPTIONS" or method is None or origin is None:
            return None
        lines = [*_common(origin), (f"{_PREFIX}allow-methods", method)]
        names = incoming.header(f"{_PREFIX}request-headers")
        if names is not None:
            lines.append((f"{_PREFIX}allow-headers", names))
        if incoming.header(f"{_PREFIX}request-private-network") == "true":
            lines.append((f"{_PREFIX}allow-private-network", "true"))
        return Answer(204, (*lines, (f"{_PREFIX}max-age", _SECONDS)))

    def shared(self, answer: Answer, incoming: Incoming) -> Answer:
        """Let the page that asked read an answer, with all its headers."""
        origin = self._allowed(incoming)
        if origin is None:
            return answer
        own = [line for line in answer.headers if not line[0].startswith(_PREFIX)]
        names = ", ".join(dict.fromkeys(name for name, _ in own))
        lines = [*own, *_common(origin), (f"{_PREFIX}expose-headers", names)]
        return replace(answer, headers=tuple(lines))

    def _allowed(self, incoming: Incoming) -> str | None:
        """Give the origin that asks, if it may."""
        origin = incoming.header("origin")
        if origin is None:
            return None
        known = bool(self.origins & {origin, ANY}) or _is_loopback(origin)
        return origin if known else None


def is_origin(text: str) -> bool:
    """Tell whether a text is an origin as a browser sends it, or any of them."""
    try:
        parts = urlsplit(text)
        is_plain = text == f"{parts.scheme}://{parts.netloc}"
        return text == ANY or (is_plain and bool(parts.scheme and parts.hostname))
    except ValueError:
        return False


def _is_loopback(origin: str) -> bool:
    return is_origin(origin) and urlsplit(origin).hostname in _LOOPBACK


def _common(origin: str) -> Iterator[tuple[str, str]]:
    """Yield what preflights and answers have alike; cookies are credentials too."""
    yield f"{_PREFIX}allow-origin", origin
    yield f"{_PREFIX}allow-credentials", "true"
    yield "vary", "Origin"
