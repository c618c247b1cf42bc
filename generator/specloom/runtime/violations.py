"""Say where and why a value breaks its schema (JSON Schema 2020-12, section 12.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

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
    """What is wrong; it does not show a value that is secret."""
    in_: str = ""
    """`path`, `query`, `header`, `cookie`, `body`, `response`, or empty."""
    value: Any = field(default=None, repr=False, compare=False)
    """The value that breaks the rule."""

    def __str__(self) -> str:
        where = "/".join(map(_unescape, self.instance_path.split("/")[1:]))
        place = f" ({self.schema_path})" if self.schema_path else ""
        return f"{where or self.in_ or 'value'}: {self.message}{place}"


Check = Callable[[Any, Path, list[Violation]], None]


class Concealed(list[Violation]):
    """Gather violations of a secret value into another list, without showing it."""

    def __init__(self, found: list[Violation]) -> None:
        """Take the list that the violations go to."""
        super().__init__()
        self._found = found

    def append(self, entry: Violation) -> None:
        """Add a violation whose message names the keyword alone."""
        message = f"the value, which is secret, breaks `{entry.keyword}`"
        self._found.append(replace(entry, message=message))


def member(at: Path, schema: str, key: str | None) -> tuple[Path, str]:
    """Give path and schema of a property; without a key, those that were given."""
    if key is None:
        return at, schema
    return (at, key), f"{schema}/properties/{_escape(key)}"


def violation(
    value: object, at: Path, keyword: str, schema: str, message: str
) -> Violation:
    """Make the violation of `keyword` in `schema` by the value at `at`."""
    place = f"{schema}/{keyword}" if schema else ""
    return Violation(pointer(at), keyword, place, message, value=value)


def wrong_size(
    value: object, size: int, limit: int, unit: str, at: Path, place: str
) -> Violation:
    """Make the violation of a `min...` or `max...` keyword that counts units."""
    schema, _, keyword = place.rpartition("/")
    least = keyword.startswith("min")
    bound = "fewer than the minimum" if least else "more than the maximum"
    units = unit if size == 1 else _plural(unit)
    return violation(value, at, keyword, schema, f"{size} {units}, {bound} {limit}")


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
        replace(entry, schema_path=entry.schema_path or schema, in_=in_)
        for entry in found
    ]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _plural(unit: str) -> str:
    return unit[:-1] + "ies" if unit.endswith("ty") else unit + "s"
