"""Be the fields of models that are more than a key of the JSON object.

OpenAPI 3.1.1, Schema Object: `readOnly` and `writeOnly`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar, overload

from .readers import as_is
from .unset import UNSET

T = TypeVar("T")


class ReadOnly:
    """Stand where a field is that servers set: it is there in answers only.

    Not a data descriptor, so that what an answer has is found without it. What it
    raises makes Python ask the model, which says what is missing.
    """

    __slots__ = ()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        raise AttributeError

    def __repr__(self) -> str:
        return "READ_ONLY"


READ_ONLY: Final[Any] = ReadOnly()


class Wire:
    """Be a field whose JSON key is another name or whose value is converted."""

    __slots__ = ("default", "key", "read", "write")

    def __init__(
        self,
        key: str,
        default: Any,
        read: Callable[[Any], Any],
        write: Callable[[Any], Any],
    ) -> None:
        self.key = key
        self.default = default
        self.read = read
        self.write = write

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        try:
            value = instance.__dict__[self.key]
        except KeyError:
            return self._absent()
        return None if value is None else self.read(value)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.key] = None if value is None else self.write(value)

    def __delete__(self, instance: Any) -> None:
        del instance.__dict__[self.key]

    def _absent(self) -> Any:
        if self.default is UNSET or self.default is READ_ONLY:
            raise AttributeError
        return self.default


def wire(
    name: str,
    *,
    default: Any = UNSET,
    read: Callable[[Any], Any] = as_is,
    write: Callable[[Any], Any] = as_is,
) -> Any:
    """Declare a field kept under the JSON key `name`, converted when it is used.

    `read` and `write` never see `None`, which is JSON null. Without `default` the
    field is required.
    """
    return Wire(name, default, read, write)


class WriteOnly(Wire, Generic[T]):
    """Be a required field of requests that answers do not have: there it is None."""

    __slots__ = ()

    def __init__(
        self,
        key: str,
        *,
        read: Callable[[Any], Any] = as_is,
        write: Callable[[Any], Any] = as_is,
    ) -> None:
        super().__init__(key, UNSET, read, write)

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> WriteOnly[T]: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T | None: ...
    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return super().__get__(instance, owner)

    def __set__(self, instance: Any, value: T) -> None:
        super().__set__(instance, value)

    def _absent(self) -> None:
        return None
