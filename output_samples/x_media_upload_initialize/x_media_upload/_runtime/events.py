"""Read a stream of events (HTML Standard, server-sent events) and JSON text sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from .decoders import Decoder, Json
from .json_text import read_json, write_json
from .lines import LONGEST, Sequence, Splitter

T_co = TypeVar("T_co", covariant=True)

# What services that answer with JSON send as the data of their last event.
_DONE = b"[DONE]"


class Event(NamedTuple):
    """Be one event; `id` is the last one sent, `retry` is in milliseconds."""

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class EventParser:
    """Cut bytes into events by the rules of the HTML Standard, 9.2.6."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._rest = bytearray()
        self._longest = longest
        self._size = 0
        self._is_first = True
        self._skips_newline = False
        self._data: list[bytes] = []
        self._event = self._id = ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> list[Event]:
        """Give the events that are complete now."""
        if self._skips_newline and chunk:
            # The other half of a CR LF that came in two pieces.
            chunk, self._skips_newline = chunk.removeprefix(b"\n"), False
        self._rest += chunk
        has_end = b"\n" in chunk or b"\r" in chunk
        events = self._complete() if has_end else []
        if self._size + len(self._rest) > self._longest:
            raise ValueError(f"an event is longer than {self._longest} bytes")
        return events

    def _complete(self) -> list[Event]:
        text = self._without_mark(bytes(self._rest))
        *lines, rest = _split(text)
        self._rest = bytearray(rest)
        self._skips_newline = text.endswith(b"\r")
        return [event for line in lines if (event := self._line(line)) is not None]

    def _without_mark(self, text: bytes) -> bytes:
        is_first, self._is_first = self._is_first, False
        return text.removeprefix(b"\xef\xbb\xbf") if is_first else text

    def _line(self, line: bytes) -> Event | None:
        if not line:
            return self._dispatch()
        self._size += len(line)
        name, _, value = line.partition(b":")
        self._field(name, value.removeprefix(b" "))
        return None

    def _field(self, name: bytes, value: bytes) -> None:
        match name:
            case b"data":
                self._data.append(value)
            case b"event":
                self._event = value.decode("utf-8", "replace")
            case b"id" if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
            case b"retry" if value.isdigit():
                self._retry = int(value)
            case _:
                # A comment, or a field that nobody knows.
                pass

    def _dispatch(self) -> Event | None:
        data, event = self._data, self._event or "message"
        self._data, self._event, self._size = [], "", 0
        if not data:
            return None
        retry, self._retry = self._retry, None
        text = b"\n".join(data).decode("utf-8", "replace")
        return Event(text, event, self._id, retry)


class _Data:
    """Give the data of events as the texts of values."""

    def __init__(self) -> None:
        self._events = EventParser()
        self._is_done = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the data of the events that are complete now."""
        found: list[bytes] = []
        for event in self._events.feed(chunk):
            data = event.data.encode()
            self._is_done = self._is_done or data.strip() == _DONE
            if data.strip() and not self._is_done:
                found.append(data)
        return found

    def end(self) -> list[bytes]:
        """Give nothing: an event that is not complete does not count."""
        return []


class _Objects:
    """Give events as JSON objects."""

    def __init__(self) -> None:
        self._events = EventParser()

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the events that are complete now, without what they do not say."""
        return [write_json(_members(event)) for event in self._events.feed(chunk)]

    def end(self) -> list[bytes]:
        """Give nothing: an event that is not complete does not count."""
        return []


class EventData(Json[T_co]):
    """Read the JSON text that is the data of each event."""

    __slots__ = ()

    def splitter(self) -> Splitter:
        """Cut at the ends of events."""
        return _Data()


class EventObjects(Json[T_co]):
    """Read each event as an object with `data`, `event`, `id` and `retry`."""

    __slots__ = ()

    def splitter(self) -> Splitter:
        """Cut at the ends of events."""
        return _Objects()


class JsonSequence(Json[T_co]):
    """Read the JSON texts of a sequence (RFC 7464)."""

    __slots__ = ()

    def splitter(self) -> Splitter:
        """Cut at record separators."""
        return Sequence()


class Events(Decoder[Event]):
    """Read events as they are."""

    __slots__ = ()

    def __init__(self) -> None:
        self.check = None

    def splitter(self) -> Splitter:
        """Cut at the ends of events."""
        return _Objects()

    def parse(self, content: bytes, charset: str) -> Any:
        """Read the members of an event."""
        return read_json(content)

    def read(self, value: Any) -> Event:
        """Give the event."""
        make: Callable[..., Event] = Event
        return make(**value)


def _split(text: bytes) -> list[bytes]:
    """Cut at CR LF, LF and CR."""
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _members(event: Event) -> dict[str, Any]:
    members: dict[str, Any] = {"data": event.data}
    members |= {"event": event.event} if event.event != "message" else {}
    members |= {"id": event.id} if event.id else {}
    return members | ({"retry": event.retry} if event.retry is not None else {})
