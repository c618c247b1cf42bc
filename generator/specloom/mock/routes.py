"""Find the operation that a path and a method mean (OpenAPI 3.1.1, Paths Object).

"When matching URLs, concrete (non-templated) paths would be matched before their
templated counterparts."
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from specloom.ir.api import Operation

_NAME = re.compile(r"\{([^{}]+)\}")
# What a path may hold without an escape (RFC 3986, 3.3).
_SAFE = "/:@!$&'()*+,;=~%"
# What the values of these styles begin with (OpenAPI 3.1.1, Style Values).
_OPENINGS: Mapping[str, str] = {"label": ".", "matrix": ";"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a template: texts, and between each two of them a name.

    `openings` are what the value of each name begins with, by its style.
    """

    texts: tuple[str, ...]
    names: tuple[str, ...]
    openings: tuple[str, ...]

    def match(self, raw: str) -> tuple[str, ...] | None:
        """Give the texts in the places of the names, still encoded; None for no match.

        Each name takes as little as it can, and at least one character.
        """
        if not self.names:
            return () if unquote(raw) == unquote(self.texts[0]) else None
        start = _starts(raw, self.texts[0])
        if start is None:
            return None
        found: list[str] = []
        for text, opening in zip(self.texts[1:-1], self.openings[1:], strict=True):
            at, length = _finds(raw, text, opening, start + 1)
            if at < 0:
                return None
            found.append(raw[start:at])
            start = at + length
        end = _ends(raw, self.texts[-1])
        if end is None or end <= start:
            return None
        return (*found, raw[start:end])


@dataclass(frozen=True, slots=True)
class Route:
    """An operation under one of its base paths."""

    operation: Operation
    segments: tuple[Segment, ...]

    @property
    def rank(self) -> tuple[tuple[int, ...], ...]:
        """What sorts concrete segments before partly and wholly templated ones."""
        return tuple(
            (len(entry.names) > 0, -sum(map(len, entry.texts)))
            for entry in self.segments
        )

    def match(self, segments: list[str]) -> Mapping[str, str] | None:
        """Give the encoded text of each path parameter; None for no match."""
        if len(segments) != len(self.segments):
            return None
        found: dict[str, str] = {}
        for segment, raw in zip(self.segments, segments, strict=True):
            texts = segment.match(raw)
            if texts is None:
                return None
            found.update(zip(segment.names, texts, strict=True))
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """The operation that a request means, and its path parameters, still encoded."""

    operation: Operation
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The path is known, the method is not; `allowed` are the methods it has."""

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No path template matches."""


class Routes:
    """All operations under all their base paths."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Bring the routes into the order in which they are tried."""
        self._by_length: dict[int, list[Route]] = {}
        for route in sorted(routes, key=lambda route: route.rank):
            self._by_length.setdefault(len(route.segments), []).append(route)

    def find(self, method: str, raw_path: str) -> Found | NotAllowed | Unknown:
        """Find the operation; a HEAD that is not documented is what GET is."""
        matched = list(self._matched(raw_path))
        wanted = (method, "GET") if method == "HEAD" else (method,)
        for name in wanted:
            for route, texts in matched:
                if route.operation.method == name:
                    return Found(route.operation, texts)
        if not matched:
            return Unknown()
        methods = {route.operation.method for route, _ in matched}
        methods |= {"HEAD"} if "GET" in methods else set()
        return NotAllowed(tuple(sorted(methods)))

    def _matched(self, raw_path: str) -> Iterator[tuple[Route, Mapping[str, str]]]:
        segments = raw_path.split("/")
        for route in self._by_length.get(len(segments), ()):
            texts = route.match(segments)
            if texts is not None:
                yield route, texts


def routes_of(operation: Operation, base_paths: Iterable[str]) -> Iterator[Route]:
    """Yield an operation's routes: at the root and under every base path."""
    openings = {
        entry.name: _OPENINGS.get(entry.style, "")
        for entry in operation.parameters
        if entry.in_ == "path"
    }
    path = operation.path.partition("?")[0]
    # What looks like a fragment is sent by some clients, encoded, and left out by others.
    paths = dict.fromkeys((path, path.partition("#")[0]))
    for base in dict.fromkeys(("", *base_paths)):
        for path in paths:
            segments = tuple(_segment(part, openings) for part in _split(base + path))
            yield Route(operation, segments)


def _split(path: str) -> list[str]:
    """Split at slashes outside of braces."""
    kept = _NAME.sub(lambda found: found[0].replace("/", "\0"), path)
    return [part.replace("\0", "/") for part in kept.split("/")]


def _segment(text: str, openings: Mapping[str, str]) -> Segment:
    parts = _NAME.split(text)
    names = tuple(parts[1::2])
    begun = tuple(openings.get(name, "") for name in names)
    return Segment(tuple(parts[::2]), names, begun)


def _spellings(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text, quote(text, safe=_SAFE), quote(text, safe=""))))


def _starts(raw: str, text: str) -> int | None:
    sizes = (len(known) for known in _spellings(text) if raw.startswith(known))
    return next(sizes, None)


def _ends(raw: str, text: str) -> int | None:
    sizes = (len(known) for known in _spellings(text) if raw.endswith(known))
    size = next(sizes, None)
    return None if size is None else len(raw) - size


def _finds(raw: str, text: str, opening: str, start: int) -> tuple[int, int]:
    """Give place and length of the first spelling that an opening follows; -1 for none."""
    places = [
        (raw.find(known + opening, start), len(known)) for known in _spellings(text)
    ]
    return min((place for place in places if place[0] >= 0), default=(-1, 0))
