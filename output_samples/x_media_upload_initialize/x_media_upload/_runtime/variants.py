"""Read the variant of a union that a JSON value is (OpenAPI 3.1.1, Discriminator Object).

An object that fits no variant is no error: it becomes the model for unknown ones, so that
what a server adds later stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from .model import Model, adopt
from .values import is_array, is_object

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Constants = Mapping[str, tuple[object, ...]]
NO_NAMES: frozenset[str] = frozenset()
NO_CONSTANTS: Constants = {}


class Variant(Generic[T_co]):
    """Say what tells one object of a union from the others.

    `constants` are the values that a property may have, by the property's name; `known`
    are the properties that the description gives this variant.
    """

    __slots__ = ("_read", "constants", "known", "required")

    def __init__(
        self,
        read: Callable[[Any], T_co],
        required: frozenset[str] = NO_NAMES,
        constants: Constants = NO_CONSTANTS,
        known: frozenset[str] = NO_NAMES,
    ) -> None:
        self._read = read
        self.required = required
        self.constants = constants
        self.known = known

    def read(self, json: Any) -> T_co:
        """Read an object that is this variant."""
        return self._read(json)

    def fits(self, json: Mapping[str, Any]) -> bool:
        """Say whether an object has what this variant needs."""
        if not self.required <= json.keys():
            return False
        constants = self.constants.items()
        return all(json[name] in allowed for name, allowed in constants if name in json)


def read_by_key(
    json: Any,
    key: str,
    readers: Mapping[str, Callable[[Any], T]],
    unknown: type[Model] | None,
    items: Callable[[Any], Any] | None = None,
    default: Callable[[Any], T] | None = None,
) -> T:
    """Read an object with the reader that its property `key` names.

    `default` reads objects that name none; `items` reads an array.
    """
    value: Any = json.get(key) if is_object(json) else None
    read = readers.get(value) if isinstance(value, str) else None
    if read is not None:
        return read(json)
    if default is not None and is_object(json):
        return default(json)
    if is_array(json) and items is not None:
        elements: T = items(json)
        return elements
    unread: T = _unknown(json, unknown)
    return unread


def read_by_fields(
    json: Any,
    variants: tuple[Variant[T], ...],
    unknown: type[Model] | None,
    items: Callable[[Any], Any] | None = None,
) -> T:
    """Read an object as the variant whose constants and required properties it has.

    Of several, the one with most of its constants, and that knows most of its properties;
    `items` reads an array.
    """
    if is_array(json) and items is not None:
        elements: T = items(json)
        return elements
    members: dict[str, Any] = json if is_object(json) else {}
    fitting = [v for v in variants if v.fits(members)] if is_object(json) else []
    if not fitting:
        unread: T = _unknown(json, unknown)
        return unread
    keys = members.keys()
    # A constant says nothing where the object does not have the property.
    best = max(
        fitting, key=lambda v: (len(v.constants.keys() & keys), len(v.known & keys))
    )
    return best.read(json)


def _unknown(json: Any, unknown: type[Model] | None) -> Any:
    return json if unknown is None else adopt(unknown, json)
