"""Give the headers of an answer, typed where they are documented (Header Object)."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Protocol, Self, TypeVar, overload

from .errors import ResponseInvalid, ResponseWarning
from .header_values import Parse, text
from .options import Mode
from .readers import as_is
from .unions import run
from .violations import Check

T = TypeVar("T")

_LONGEST = 100


class Refuse(Protocol):
    """Make the error of an answer that has a wrong header."""

    def __call__(self, message: str, found: Any = (), /) -> ResponseInvalid:
        """Make it of what is wrong, and of the violations."""
        ...


class Headers(Mapping[str, str]):
    """Be the headers of an answer; those that are documented are attributes.

    As a mapping it has the texts as they came, by their names in any case. An attribute
    is read when it is asked for: ResponseInvalid says what cannot be read.
    """

    def __init__(
        self, headers: Mapping[str, str], mode: Mode, refuse: Refuse, /
    ) -> None:
        self._headers = headers
        self._mode: Mode = mode
        self._refuse = refuse

    def __getitem__(self, name: str) -> str:
        return self._headers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers)

    def __len__(self) -> int:
        return len(self._headers)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self)})"

    def read_documented(self, header: Documented) -> Any:
        """Give the value of a header; None if the answer does not have it.

        Raises:
            ResponseInvalid: the text is not what the description says.
        """
        written = self._headers.get(header.name)
        if written is None:
            if header.required:
                message = f"without the header {header.name}, which is always there"
                raise self._refuse(message)
            return None
        try:
            value = header.parse(written)
            if self._mode != "off" and header.check is not None:
                self._check(header, header.check, value)
            return header.read(value)
        except ValueError as error:
            message = f"with the header {header.name}: {_shown(written)} {error}"
            raise self._refuse(message) from None

    def _check(self, header: Documented, check: Check, value: Any) -> None:
        found = run(check, value, "response")
        if not found:
            return
        lines = "\n  ".join(map(str, found))
        error = self._refuse(f"with an invalid header {header.name}:\n  {lines}", found)
        if self._mode == "raise":
            raise error
        warnings.warn(str(error), ResponseWarning, stacklevel=4)


class Documented:
    """Be a documented header: its name, and how its text becomes a value."""

    required = False

    def __init__(
        self,
        name: str,
        parse: Parse = text,
        read: Callable[[Any], Any] = as_is,
        *,
        check: Check | None = None,
    ) -> None:
        self.name = name
        self.parse = parse
        self.read = read
        self.check = check


class Header(Documented, Generic[T]):
    """Be a header that every answer has."""

    required = True

    @overload
    def __get__(self, instance: None, owner: object) -> Self: ...

    @overload
    def __get__(self, instance: Headers, owner: object) -> T: ...

    def __get__(self, instance: Headers | None, owner: object) -> Any:
        return self if instance is None else instance.read_documented(self)


class OptionalHeader(Documented, Generic[T]):
    """Be a header that an answer may have; None if it does not."""

    @overload
    def __get__(self, instance: None, owner: object) -> Self: ...

    @overload
    def __get__(self, instance: Headers, owner: object) -> T | None: ...

    def __get__(self, instance: Headers | None, owner: object) -> Any:
        return self if instance is None else instance.read_documented(self)


def _shown(written: str) -> str:
    cut = written if len(written) <= _LONGEST else written[:_LONGEST] + "..."
    return repr(cut)
