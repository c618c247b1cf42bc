"""Read the variant of a union that a JSON value is (OpenAPI 3.1.1, Discriminator Object).

A value that fits none is not an error: it is read by `fallback`, so that what a server
adds later stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from .values import is_array, is_object

T = TypeVar("T")
Reader: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Variant:
    """Say what tells one object of a union from the others.

    `constants` are the values that a property may have, by the property's name.
    """

    read: Reader
    required: frozenset[str] = frozenset()
    constants: Mapping[str, tuple[object, ...]] = field(default_factory=dict[str, Any])
    known: frozenset[str] = frozenset()


def read_by_key(
    json: Any, key: str, readers: Mapping[str, Reader], fallback: Callable[[Any], T]
) -> T:
    """Read an object with the reader that its property `key` names."""
    value: Any = json.get(key) if is_object(json) else None
    read = readers.get(value) if isinstance(value, str) else None
    if read is None:
        return fallback(json)
    found: T = read(json)
    return found


def read_by_fields(
    json: Any,
    variants: tuple[Variant, ...],
    fallback: Callable[[Any], T],
    items: Reader | None = None,
) -> T:
    """Read an object as the variant whose constants and required properties it has.

    Of several, the one that knows most of its properties; `items` reads an array.
    """
    if is_array(json) and items is not None:
        listed: T = items(json)
        return listed
    if not is_object(json):
        deviating: Any = json
        unchanged: T = deviating
        return unchanged
    keys = frozenset[str](json)
    fitting = [variant for variant in variants if _fits(variant, json, keys)]
    if not fitting:
        return fallback(json)
    best = max(fitting, key=lambda v: (len(v.constants), len(v.known & keys)))
    found: T = best.read(json)
    return found


def _fits(variant: Variant, json: Mapping[str, Any], keys: frozenset[str]) -> bool:
    if not variant.required <= keys:
        return False
    return all(
        json[name] in allowed
        for name, allowed in variant.constants.items()
        if name in keys
    )
