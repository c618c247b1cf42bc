"""Give the properties of a model that no field is (JSON Schema 2020-12, `additionalProperties`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from .model import Model, keys_of
from .readers import as_is

T = TypeVar("T")


class Texts(NamedTuple):
    """Say how the texts in further properties are read and written."""

    read: Callable[[Any], Any] = as_is
    write: Callable[[Any], Any] = as_is


class OpenModel(Model, Generic[T]):
    """Be a model whose further properties are all of one type: `extras` gives them."""

    _texts: ClassVar[Texts] = Texts()

    def __extras__(self) -> Extras[T]:
        return Extras(self.__dict__, keys_of(type(self)), self._texts)


class Extras(MutableMapping[str, T]):
    """Be the further properties of one model by their JSON keys; a change is one of it."""

    __slots__ = ("_json", "_known", "_texts")

    def __init__(
        self, json: dict[str, Any], known: frozenset[str], texts: Texts
    ) -> None:
        self._json = json
        self._known = known
        self._texts = texts

    def __getitem__(self, key: str) -> T:
        value: T = self._converted(self._member(key), self._texts.read)
        return value

    def __setitem__(self, key: str, value: T) -> None:
        if key in self._known:
            raise KeyError(f"{key!r} is a field of the model, and set as one")
        self._json[key] = self._converted(value, self._texts.write)

    def __delitem__(self, key: str) -> None:
        self._member(key)
        del self._json[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._json if key not in self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Extras({dict(self)!r})"

    def _member(self, key: str) -> Any:
        if key in self._known:
            raise KeyError(key)
        return self._json[key]

    def _converted(self, value: Any, convert: Callable[[Any], Any]) -> Any:
        return None if value is None else convert(value)


def extras(model: OpenModel[T]) -> Extras[T]:
    """Give the properties of a model that the description has no field for."""
    return model.__extras__()


def convert_extras(
    json: dict[str, Any], cls: type[Model], read: Callable[[Any], Any]
) -> None:
    """Read the members of an object that no field of a model is, in place."""
    known = keys_of(cls)
    for key, value in json.items():
        if value is not None and key not in known:
            json[key] = read(value)
