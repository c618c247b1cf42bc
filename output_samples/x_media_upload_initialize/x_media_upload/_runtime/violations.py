"""Say where and why a value breaks its schema (JSON Schema 2020-12, section 12.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .values import shown

# A linked path: the parent's path and the last key. Checking a valid value then
# builds no text. `Any` and not "Path", because `typing.get_type_hints` would look
# for a name inside an alias in whichever module uses the alias.
Path = tuple[Any, str | int] | None


@dataclass(frozen=True, slots=True)
class Violation:
    """Be one broken rule: which value, which keyword, and what would be right."""

    instance_path: str
    """JSON Pointer (RFC 6901) to the value; empty for the whole value."""
    keyword: str
    schema_path: str
    """Pointer into the description, up to and including the keyword."""
    message: str
    in_: str = ""
    """`path`, `query`, `header`, `cookie`, `body`, `response`, or empty."""

    def __str__(self) -> str:
        where = "/".join(map(_unescape, self.instance_path.split("/")[1:]))
        place = f" ({self.schema_path})" if self.schema_path else ""
        return f"{where or self.in_ or 'value'}: {self.message}{place}"


Check = Callable[[object, Path, list[Violation]], None]


def member(at: Path, schema: str, key: str | None) -> tuple[Path, str]:
    """Give path and schema of a property; without a key, those that were given."""
    if key is None:
        return at, schema
    return (at, key), f"{schema}/properties/{_escape(key)}"


def violation(at: Path, keyword: str, schema: str, message: str) -> Violation:
    """Make the violation of `keyword` in `schema` by the value at `at`."""
    place = f"{schema}/{keyword}" if schema else ""
    return Violation(pointer(at), keyword, place, message)


def wrong_type(value: object, at: Path, expected: str, schema: str) -> Violation:
    """Make the violation of `type`; `expected` is like `object` or `string or null`."""
    article = "an " if expected[:1] in "aeiou" else "a "
    wanted = expected if expected.startswith("null") else article + expected
    return violation(at, "type", schema, f"{shown(value)} is not {wanted}")


def wrong_size(size: int, limit: int, unit: str, at: Path, place: str) -> Violation:
    """Make the violation of a `min...` or `max...` keyword that counts units."""
    schema, _, keyword = place.rpartition("/")
    least = keyword.startswith("min")
    bound = "fewer than the minimum" if least else "more than the maximum"
    units = unit if size == 1 else _plural(unit)
    return violation(at, keyword, schema, f"{size} {units}, {bound} {limit}")


def pointer(at: Path) -> str:
    """Write a linked path as a JSON Pointer."""
    keys: list[str] = []
    while at is not None:
        keys.append(_escape(str(at[1])))
        at = at[0]
    return "".join(f"/{key}" for key in reversed(keys))


def placed(found: list[Violation], in_: str, schema: str = "") -> list[Violation]:
    """Say of each violation which part of the message it is in."""
    return [
        Violation(v.instance_path, v.keyword, v.schema_path or schema, v.message, in_)
        for v in found
    ]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _plural(unit: str) -> str:
    return unit[:-1] + "ies" if unit.endswith("ty") else unit + "s"
