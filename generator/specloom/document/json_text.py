"""Read JSON (RFC 8259) at the speed of the json module; find places only when asked.

Refused: NaN and Infinity, numbers that do not fit, names nested too deep. A repeated
member is a warning and its last value counts, as in ECMA-262 `JSON.parse`.
"""

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn

from specloom.document.limits import (
    MAX_DEPTH,
    MAX_DIGITS,
    TOO_DEEP,
    TOO_LARGE,
    TOO_LONG,
    depth_of,
)
from specloom.document.pointer import join, walk
from specloom.document.text import Lines, refused, repeated_member
from specloom.errors import Diagnostic, LoadError

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")

Members = dict[str, tuple[int, int]]


class NotJsonError(ValueError):
    """The text is not JSON at all; it may still be YAML."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset

    def refused(self, text: str, file: str) -> LoadError:
        """Return what to say when the text is no YAML either."""
        message = f"this is not JSON: {self.message[:1].lower()}{self.message[1:]}"
        return refused(file, "json", message, Lines(text).place(self.offset))


class JsonPlaces:
    """Find members in the text of a JSON document, one container at a time."""

    __slots__ = ("_decoder", "_lines", "_seen", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(strict=False)
        self._seen: dict[int, Members] = {}
        self._lines: Lines | None = None

    def find(self, tokens: tuple[str, ...]) -> tuple[int, int]:
        """Return line and column of the member, or of its nearest ancestor."""
        place = value = self._skip(0)
        for token in tokens:
            found = self._members(value).get(token)
            if found is None:
                break
            place, value = found
        return self.place(place)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in the text."""
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.place(offset)

    def _members(self, start: int) -> Members:
        if start not in self._seen:
            match self._text[start]:
                case "{":
                    self._seen[start] = self._scan_object(start)
                case "[":
                    self._seen[start] = self._scan_array(start)
                case _:
                    self._seen[start] = {}
        return self._seen[start]

    def _scan_object(self, start: int) -> Members:
        members: Members = {}
        at = self._skip(start + 1)
        while self._text[at] != "}":
            name, end = self._decoder.raw_decode(self._text, at)
            value = self._skip(self._skip(end) + 1)
            members[name] = (at, value)
            at = self._after(value)
        return members

    def _scan_array(self, start: int) -> Members:
        members: Members = {}
        at = self._skip(start + 1)
        while self._text[at] != "]":
            members[str(len(members))] = (at, at)
            at = self._after(at)
        return members

    def _after(self, value: int) -> int:
        end = self._skip(self._decoder.raw_decode(self._text, value)[1])
        return self._skip(end + 1) if self._text[end] == "," else end

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset


def parse_json(text: str, file: str) -> tuple[Any, JsonPlaces, tuple[Diagnostic, ...]]:
    """Return the value, its places and the warnings; NotJsonError if it is not JSON."""
    reader = _Reader(text, file)
    root = reader.read()
    places = JsonPlaces(text)
    if depth_of(root) > MAX_DEPTH:
        raise refused(file, "depth", TOO_DEEP)
    if _SURROGATE.search(text):
        _check_surrogates(root, places, file)
    return root, places, _repeated(root, reader.repeated, places, file)


class _Reader:
    """The hooks of one json.JSONDecoder."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.repeated: dict[int, list[str]] = {}

    def read(self) -> Any:
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=self._int,
            parse_float=self._float,
            parse_constant=self._constant,
        )
        try:
            return decoder.decode(self.text)
        except json.JSONDecodeError as problem:
            raise NotJsonError(problem.msg, problem.pos) from None
        except RecursionError:
            raise refused(self.file, "depth", TOO_DEEP) from None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            counts = Counter(name for name, _ in pairs)
            self.repeated[id(members)] = [n for n in counts if counts[n] > 1]
        return members

    def _int(self, digits: str) -> int:
        if len(digits) > MAX_DIGITS:
            self._refuse(digits, TOO_LONG)
        return int(digits)

    def _float(self, digits: str) -> float:
        number = float(digits)
        if not math.isfinite(number):
            self._refuse(digits, TOO_LARGE)
        return number

    def _constant(self, name: str) -> NoReturn:
        self._refuse(name, f"{name} is not a JSON number")

    def _refuse(self, token: str, message: str) -> NoReturn:
        bare = re.compile(rf"[:\[,\s]({re.escape(token)})(?![\w.])")
        found = bare.search(self.text)
        place = Lines(self.text).place(found.start(1) if found else 0)
        raise refused(self.file, "number", message, place)


def _check_surrogates(root: Any, places: JsonPlaces, file: str) -> None:
    for tokens, value in walk(root):
        name = tokens[-1] if tokens else ""
        if _LONE.search(name) or (isinstance(value, str) and _LONE.search(value)):
            message = "a \\u escape names half a character (a lone surrogate)"
            place = places.find(tokens)
            raise refused(file, "character", message, place, pointer=join(tokens))


def _repeated(
    root: Any, names: dict[int, list[str]], places: JsonPlaces, file: str
) -> tuple[Diagnostic, ...]:
    found = walk(root) if names else ()
    return tuple(
        repeated_member(file, (*tokens, name), places.find((*tokens, name)))
        for tokens, value in found
        if isinstance(value, dict)
        for name in names.get(id(value), ())
    )
