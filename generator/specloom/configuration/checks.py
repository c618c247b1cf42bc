"""Validate JSON values; written by Specloom from a JSON Schema."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeGuard, TypedDict, Unpack

SHOWN_LENGTH = 60


class Searchable(Protocol):
    """Be a pattern of `re`, or an automaton."""

    def search(self, string: str, /) -> object:
        """Give None if the pattern is nowhere in the text."""
        ...


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether this is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Say whether this is a JSON array."""
    return isinstance(value, list)


def json_equal(a: Any, b: Any) -> bool:
    """Compare as JSON does: `1` equals `1.0`, `true` does not equal `1`."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if is_array(a) and is_array(b):
        return len(a) == len(b) and all(map(json_equal, a, b))
    if is_object(a) and is_object(b):
        return a.keys() == b.keys() and all(json_equal(a[key], b[key]) for key in a)
    return bool(a == b)


def is_among(value: object, values: Iterable[object]) -> bool:
    """Say whether a value equals one of some as JSON values do."""
    return any(json_equal(value, other) for other in values)


def is_unique(items: Sequence[object]) -> bool:
    """Say whether no two items are equal as JSON values."""
    return len({_identity(item) for item in items}) == len(items)


def shown(value: object) -> str:
    """Write a value for a message, shortened to about 60 characters."""
    if isinstance(value, str):
        return repr(_cut(value))
    if isinstance(value, (bytes, bytearray)):
        return f"{len(value)} bytes"
    try:
        return _cut(json.dumps(value, ensure_ascii=False, default=_type_name))
    except (ValueError, RecursionError):
        return f"this {_type_name(value)}"


def listed(values: Iterable[object]) -> str:
    """Write several values with commas."""
    return ", ".join(map(shown, values))


def nearest(name: str, known: Iterable[str]) -> str:
    """Write `; did you mean 'x'?` when a known name is close to `name`."""
    import difflib

    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _identity(value: Any) -> object:
    # Hashing by (kind, value) keeps `true` from `1` and a list from an object;
    # `1` and `1.0` share a hash and are equal in Python already.
    if isinstance(value, bool):
        return (bool, value)
    if is_array(value):
        return (list, tuple(map(_identity, value)))
    if is_object(value):
        members = ((key, _identity(member)) for key, member in value.items())
        return (dict, frozenset(members))
    return value


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 3] + "..."


def _type_name(value: object) -> str:
    return type(value).__name__


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


Number = int | float


def is_integer(value: object) -> TypeGuard[Number]:
    """Say whether JSON Schema calls this an integer: `1.0` is one, `true` is not."""
    if isinstance(value, int):
        return value is not True and value is not False
    return isinstance(value, float) and value.is_integer()


def is_number(value: object) -> TypeGuard[Number]:
    """Say whether this is a JSON number; `true`, NaN and infinities are not."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def is_multiple(value: Number, of: Number) -> bool:
    """Divide as the decimal digits are written: 0.3 is a multiple of 0.1."""
    if isinstance(value, int) and isinstance(of, int):
        return value % of == 0
    if isinstance(value, float) and not math.isfinite(value):
        return False
    from fractions import Fraction

    dividend, divisor = (
        Fraction(number if isinstance(number, int) else repr(number))
        for number in (value, of)
    )
    return dividend % divisor == 0


_CLASSES = {"string": str, "array": list, "object": dict, "boolean": bool}


def wrong_type(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *types: str,
    key: str | None = None,
) -> None:
    """Report `type`, one name or several."""
    if any(_is(value, name) for name in types):
        return
    at, schema = member(at, schema, key)
    message = f"{shown(value)} is not {_named(types)}"
    found.append(violation(value, at, "type", schema, message))


def _named(types: tuple[str, ...]) -> str:
    named = " or ".join(types)
    if len(types) > 1:
        return f"of type {named}"
    article = "" if named == "null" else "an " if named[:1] in "aeiou" else "a "
    return article + named


def _is(value: object, name: str) -> bool:
    if name == "null":
        return value is None
    if name == "integer":
        return is_integer(value)
    if name == "number":
        return is_number(value)
    return isinstance(value, _CLASSES[name])


class Bounds(TypedDict, total=False):
    """Be the keywords for numbers."""

    minimum: Number
    maximum: Number
    exclusive_minimum: Number
    exclusive_maximum: Number
    multiple_of: Number


def wrong_integer(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **bounds: Unpack[Bounds],
) -> None:
    """Report `type: integer` and the keywords for numbers."""
    if is_integer(value):
        wrong_number(value, at, found, schema, key=key, **bounds)
    else:
        wrong_type(value, at, found, schema, "integer", key=key)


def wrong_number(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **bounds: Unpack[Bounds],
) -> None:
    """Report `type: number` and the keywords for numbers."""
    if not is_number(value):
        wrong_type(value, at, found, schema, "number", key=key)
        return
    at, schema = member(at, schema, key)
    for name, (keyword, breaks, words) in _RULES.items():
        limit = bounds.get(name)
        if isinstance(limit, (int, float)) and breaks(value, limit):
            message = f"{shown(value)} is {words} {limit}"
            found.append(violation(value, at, keyword, schema, message))


_Rule = tuple[str, Callable[[Number, Number], bool], str]


_RULES: dict[str, _Rule] = {
    "minimum": ("minimum", lambda value, limit: value < limit, "less than the minimum"),
    "maximum": (
        "maximum",
        lambda value, limit: value > limit,
        "greater than the maximum",
    ),
    "exclusive_minimum": (
        "exclusiveMinimum",
        lambda value, limit: value <= limit,
        "not greater than",
    ),
    "exclusive_maximum": (
        "exclusiveMaximum",
        lambda value, limit: value >= limit,
        "not less than",
    ),
    "multiple_of": (
        "multipleOf",
        lambda value, limit: not is_multiple(value, limit),
        "not a multiple of",
    ),
}


class StringKeywords(TypedDict, total=False):
    """Be the keywords for strings; `pattern` is the compiled form of `source`."""

    min_length: int
    max_length: int
    pattern: Searchable
    source: str
    format_: str
    has_format: Callable[[str], bool]


def wrong_string(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **keywords: Unpack[StringKeywords],
) -> None:
    """Report `type: string` and the keywords for strings; a length counts code points."""
    if not isinstance(value, str):
        wrong_type(value, at, found, schema, "string", key=key)
        return
    at, schema = member(at, schema, key)
    _wrong_length(value, at, found, schema, keywords)
    pattern, has_format = keywords.get("pattern"), keywords.get("has_format")
    if pattern is not None and pattern.search(value) is None:
        message = f"{shown(value)} does not match the pattern {keywords.get('source')}"
        found.append(violation(value, at, "pattern", schema, message))
    if has_format is not None and not has_format(value):
        message = f"{shown(value)} is not of the format {keywords.get('format_')}"
        found.append(violation(value, at, "format", schema, message))


def _wrong_length(
    value: str | bytes | bytearray,
    at: Path,
    found: list[Violation],
    schema: str,
    keywords: StringKeywords,
) -> None:
    size, unit = len(value), "character" if isinstance(value, str) else "byte"
    least, most = keywords.get("min_length"), keywords.get("max_length")
    if least is not None and size < least:
        place = f"{schema}/minLength"
        found.append(wrong_size(value, size, least, unit, at, place))
    if most is not None and size > most:
        place = f"{schema}/maxLength"
        found.append(wrong_size(value, size, most, unit, at, place))


def wrong_array(
    value: Sequence[Any],
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    min_items: int | None = None,
    max_items: int | None = None,
    unique: bool = False,
) -> None:
    """Report an array of too few or too many items, or of items that repeat."""
    at, schema = member(at, schema, key)
    size, unit = len(value), "item"
    if min_items is not None and size < min_items:
        place = f"{schema}/minItems"
        found.append(wrong_size(value, size, min_items, unit, at, place))
    if max_items is not None and size > max_items:
        place = f"{schema}/maxItems"
        found.append(wrong_size(value, size, max_items, unit, at, place))
    if unique and not is_unique(value):
        found.append(_repeated(value, at, schema))


def unknown_properties(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    known: frozenset[str],
    patterns: tuple[Searchable, ...] = (),
) -> None:
    """Report `additionalProperties: false`, beside `patternProperties` if there are any."""
    for name, member_ in value.items():
        if name not in known and not any(entry.search(name) for entry in patterns):
            hint = nearest(name, sorted(known.difference(value)))
            message = f"unknown property {shown(name)}{hint}"
            place, keyword = (at, name), "additionalProperties"
            found.append(violation(member_, place, keyword, schema, message))


def wrong_value(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    values: Collection[object],
    *,
    key: str | None = None,
    keyword: str = "enum",
) -> None:
    """Report `enum` or `const`, with the equality of JSON."""
    if is_among(value, values):
        return
    at, schema = member(at, schema, key)
    allowed = sorted(map(str, values)) if isinstance(values, frozenset) else values
    among = "not one of" if keyword == "enum" else "not"
    message = f"{shown(value)} is {among} {listed(allowed)}"
    if isinstance(value, str):
        message += nearest(
            value, [entry for entry in allowed if isinstance(entry, str)]
        )
    found.append(violation(value, at, keyword, schema, message))


def _repeated(items: Sequence[Any], at: Path, schema: str) -> Violation:
    for index, item in enumerate(items):
        for earlier in range(index):
            if json_equal(items[earlier], item):
                message = f"item {index} repeats item {earlier}: {shown(item)}"
                return violation(item, (at, index), "uniqueItems", schema, message)
    return violation(items, at, "uniqueItems", schema, "items repeat")


def too_deep(value: object) -> Violation:
    """Make the violation of a value that is nested deeper than can be checked."""
    message = "the value is nested too deeply to be checked"
    return violation(value, None, "", "", message)


def run(check: Check, value: object, in_: str) -> list[Violation]:
    """Check a whole value; `in_` says which part of the message it is."""
    found: list[Violation] = []
    try:
        check(value, None, found)
    except RecursionError:
        found = [too_deep(value)]
    return placed(found, in_) if found else found


class ValidationError(ValueError):
    """A value is not valid; `violations` says all that is wrong with it."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        """Take what was found, at least one violation."""
        super().__init__("; ".join(map(str, violations)))
        self.violations = tuple(violations)


_ROOT_PROPERTIES = frozenset(
    {
        "spec",
        "output",
        "package",
        "overlays",
        "include",
        "exclude",
        "layout",
        "names",
        "tests",
        "templates",
        "timeout",
        "retries",
        "ref_root",
        "ref_hosts",
        "client",
    },
)
_ROOT_DEFS_IDENTIFIER_PATTERN = re.compile(
    r"^(?!(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\Z)[A-Za-z_][A-Za-z0-9_]*\Z",
)
_ROOT_DEFS_SELECTOR_PATTERN = re.compile(r"^(?:tag|operation|path):[^\n\r\u2028\u2029]")
_ROOT_DEFS_CLIENT_LAYOUT_VALUES = frozenset({"project", "package"})
_ROOT_DEFS_CLIENT_TESTS_VALUES = frozenset({"none", "standard", "property"})
_ROOT_DEFS_HOST_PATTERN = re.compile(
    r"^(?:http://)?[^/@\\\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+\Z",
)


def matches_root(value: Any) -> bool:
    """Tell whether `#` holds."""
    if not isinstance(value, dict):
        return False
    if not _ROOT_PROPERTIES.issuperset(value):
        return False
    if "spec" in value:
        part = value["spec"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "output" in value:
        part = value["output"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "package" in value:
        part = value["package"]
        if (
            not isinstance(part, str)
            or _ROOT_DEFS_IDENTIFIER_PATTERN.search(part) is None
        ):
            return False
    if "overlays" in value:
        part = value["overlays"]
        if not isinstance(part, list):
            return False
        for item in part:
            if not isinstance(item, str) or len(item) < 1:
                return False
    if "include" in value:
        part = value["include"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_SELECTOR_PATTERN.search(item) is None
            ):
                return False
    if "exclude" in value:
        part = value["exclude"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_SELECTOR_PATTERN.search(item) is None
            ):
                return False
    if "layout" in value:
        part = value["layout"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_LAYOUT_VALUES:
            return False
    if "names" in value and not matches_names(value["names"]):
        return False
    if "tests" in value:
        part = value["tests"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_TESTS_VALUES:
            return False
    if "templates" in value:
        part = value["templates"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "timeout" in value:
        part = value["timeout"]
        if (type(part) is not int and not is_number(part)) or part <= 0:
            return False
    if "retries" in value:
        part = value["retries"]
        if (type(part) is not int and not is_integer(part)) or part < 0:
            return False
    if "ref_root" in value:
        part = value["ref_root"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "ref_hosts" in value:
        part = value["ref_hosts"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_HOST_PATTERN.search(item) is None
            ):
                return False
    if "client" in value:
        part = value["client"]
        if not isinstance(part, list):
            return False
        if len(part) < 1:
            return False
        for item in part:
            if not matches_client(item):
                return False
    return True


def check_root(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#`."""
    schema = "#"
    if not isinstance(value, dict):
        wrong_type(value, at, found, schema, "object")
        return
    if not _ROOT_PROPERTIES.issuperset(value):
        unknown_properties(value, at, found, schema, _ROOT_PROPERTIES)
    if "spec" in value:
        check_spec(value["spec"], (at, "spec"), found)
    if "output" in value:
        check_output(value["output"], (at, "output"), found)
    if "package" in value:
        check_package(value["package"], (at, "package"), found)
    if "overlays" in value:
        check_overlays(value["overlays"], (at, "overlays"), found)
    if "include" in value:
        check_include(value["include"], (at, "include"), found)
    if "exclude" in value:
        check_exclude(value["exclude"], (at, "exclude"), found)
    if "layout" in value:
        check_layout(value["layout"], (at, "layout"), found)
    if "names" in value:
        check_names(value["names"], (at, "names"), found)
    if "tests" in value:
        check_tests(value["tests"], (at, "tests"), found)
    if "templates" in value:
        check_templates(value["templates"], (at, "templates"), found)
    if "timeout" in value:
        check_timeout(value["timeout"], (at, "timeout"), found)
    if "retries" in value:
        check_retries(value["retries"], (at, "retries"), found)
    if "ref_root" in value:
        check_ref_root(value["ref_root"], (at, "ref_root"), found)
    if "ref_hosts" in value:
        check_ref_hosts(value["ref_hosts"], (at, "ref_hosts"), found)
    if "client" in value:
        part = value["client"]
        if not isinstance(part, list):
            wrong_type(part, at, found, schema, "array", key="client")
        else:
            if len(part) < 1:
                wrong_array(part, at, found, schema, key="client", min_items=1)
            for index, item in enumerate(part):
                check_client(item, ((at, "client"), index), found)


def matches_names(value: Any) -> bool:
    """Tell whether `#/$defs/client/properties/names` holds."""
    if not isinstance(value, dict):
        return False
    for member in value.values():
        if (
            not isinstance(member, str)
            or _ROOT_DEFS_IDENTIFIER_PATTERN.search(member) is None
        ):
            return False
    return True


_CLIENT_PROPERTIES = frozenset(
    {
        "spec",
        "output",
        "package",
        "overlays",
        "include",
        "exclude",
        "layout",
        "names",
        "tests",
        "templates",
        "timeout",
        "retries",
        "ref_root",
        "ref_hosts",
    },
)


def matches_client(value: Any) -> bool:
    """Tell whether `#/$defs/client` holds."""
    if not isinstance(value, dict):
        return False
    if not _CLIENT_PROPERTIES.issuperset(value):
        return False
    if "spec" in value:
        part = value["spec"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "output" in value:
        part = value["output"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "package" in value:
        part = value["package"]
        if (
            not isinstance(part, str)
            or _ROOT_DEFS_IDENTIFIER_PATTERN.search(part) is None
        ):
            return False
    if "overlays" in value:
        part = value["overlays"]
        if not isinstance(part, list):
            return False
        for item in part:
            if not isinstance(item, str) or len(item) < 1:
                return False
    if "include" in value:
        part = value["include"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_SELECTOR_PATTERN.search(item) is None
            ):
                return False
    if "exclude" in value:
        part = value["exclude"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_SELECTOR_PATTERN.search(item) is None
            ):
                return False
    if "layout" in value:
        part = value["layout"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_LAYOUT_VALUES:
            return False
    if "names" in value and not _matches_client_names(value["names"]):
        return False
    if "tests" in value:
        part = value["tests"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_TESTS_VALUES:
            return False
    if "templates" in value:
        part = value["templates"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "timeout" in value:
        part = value["timeout"]
        if (type(part) is not int and not is_number(part)) or part <= 0:
            return False
    if "retries" in value:
        part = value["retries"]
        if (type(part) is not int and not is_integer(part)) or part < 0:
            return False
    if "ref_root" in value:
        part = value["ref_root"]
        if not isinstance(part, str) or len(part) < 1:
            return False
    if "ref_hosts" in value:
        part = value["ref_hosts"]
        if not isinstance(part, list):
            return False
        for item in part:
            if (
                not isinstance(item, str)
                or _ROOT_DEFS_HOST_PATTERN.search(item) is None
            ):
                return False
    return True


def check_spec(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/spec`."""
    check_path(value, at, found)


def check_output(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/output`."""
    check_path(value, at, found)


def check_package(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/package`."""
    check_identifier(value, at, found)


def check_overlays(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/overlays`."""
    schema = "#/$defs/client/properties/overlays"
    if not isinstance(value, list):
        wrong_type(value, at, found, schema, "array")
        return
    for index, item in enumerate(value):
        check_path(item, (at, index), found)


def check_include(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/include`."""
    schema = "#/$defs/client/properties/include"
    if not isinstance(value, list):
        wrong_type(value, at, found, schema, "array")
        return
    for index, item in enumerate(value):
        check_selector(item, (at, index), found)


def check_exclude(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/exclude`."""
    schema = "#/$defs/client/properties/exclude"
    if not isinstance(value, list):
        wrong_type(value, at, found, schema, "array")
        return
    for index, item in enumerate(value):
        check_selector(item, (at, index), found)


def check_layout(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/layout`."""
    schema = "#/$defs/client/properties/layout"
    if not isinstance(value, str) or value not in _ROOT_DEFS_CLIENT_LAYOUT_VALUES:
        wrong_value(value, at, found, schema, _ROOT_DEFS_CLIENT_LAYOUT_VALUES)


def check_names(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/names`."""
    schema = "#/$defs/client/properties/names"
    if not isinstance(value, dict):
        wrong_type(value, at, found, schema, "object")
        return
    for key, member in value.items():
        check_identifier(member, (at, key), found)


def check_tests(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/tests`."""
    schema = "#/$defs/client/properties/tests"
    if not isinstance(value, str) or value not in _ROOT_DEFS_CLIENT_TESTS_VALUES:
        wrong_value(value, at, found, schema, _ROOT_DEFS_CLIENT_TESTS_VALUES)


def check_templates(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/templates`."""
    check_path(value, at, found)


def check_timeout(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/timeout`."""
    schema = "#/$defs/client/properties/timeout"
    if (type(value) is not int and not is_number(value)) or value <= 0:
        wrong_number(value, at, found, schema, exclusive_minimum=0)


def check_retries(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/retries`."""
    schema = "#/$defs/client/properties/retries"
    if (type(value) is not int and not is_integer(value)) or value < 0:
        wrong_integer(value, at, found, schema, minimum=0)


def check_ref_root(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/ref_root`."""
    check_path(value, at, found)


def check_ref_hosts(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/ref_hosts`."""
    schema = "#/$defs/client/properties/ref_hosts"
    if not isinstance(value, list):
        wrong_type(value, at, found, schema, "array")
        return
    for index, item in enumerate(value):
        check_host(item, (at, index), found)


def check_client(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client`."""
    schema = "#/$defs/client"
    if not isinstance(value, dict):
        wrong_type(value, at, found, schema, "object")
        return
    if not _CLIENT_PROPERTIES.issuperset(value):
        unknown_properties(value, at, found, schema, _CLIENT_PROPERTIES)
    if "spec" in value:
        check_path(value["spec"], (at, "spec"), found)
    if "output" in value:
        check_path(value["output"], (at, "output"), found)
    if "package" in value:
        check_identifier(value["package"], (at, "package"), found)
    if "overlays" in value:
        part = value["overlays"]
        if not isinstance(part, list):
            wrong_type(part, at, found, schema, "array", key="overlays")
        else:
            for index, item in enumerate(part):
                check_path(item, ((at, "overlays"), index), found)
    if "include" in value:
        part = value["include"]
        if not isinstance(part, list):
            wrong_type(part, at, found, schema, "array", key="include")
        else:
            for index, item in enumerate(part):
                check_selector(item, ((at, "include"), index), found)
    if "exclude" in value:
        part = value["exclude"]
        if not isinstance(part, list):
            wrong_type(part, at, found, schema, "array", key="exclude")
        else:
            for index, item in enumerate(part):
                check_selector(item, ((at, "exclude"), index), found)
    if "layout" in value:
        part = value["layout"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_LAYOUT_VALUES:
            wrong_value(
                part, at, found, schema, _ROOT_DEFS_CLIENT_LAYOUT_VALUES, key="layout"
            )
    if "names" in value:
        _check_client_names(value["names"], (at, "names"), found)
    if "tests" in value:
        part = value["tests"]
        if not isinstance(part, str) or part not in _ROOT_DEFS_CLIENT_TESTS_VALUES:
            wrong_value(
                part, at, found, schema, _ROOT_DEFS_CLIENT_TESTS_VALUES, key="tests"
            )
    if "templates" in value:
        check_path(value["templates"], (at, "templates"), found)
    if "timeout" in value:
        part = value["timeout"]
        if (type(part) is not int and not is_number(part)) or part <= 0:
            wrong_number(part, at, found, schema, key="timeout", exclusive_minimum=0)
    if "retries" in value:
        part = value["retries"]
        if (type(part) is not int and not is_integer(part)) or part < 0:
            wrong_integer(part, at, found, schema, key="retries", minimum=0)
    if "ref_root" in value:
        check_path(value["ref_root"], (at, "ref_root"), found)
    if "ref_hosts" in value:
        part = value["ref_hosts"]
        if not isinstance(part, list):
            wrong_type(part, at, found, schema, "array", key="ref_hosts")
        else:
            for index, item in enumerate(part):
                check_host(item, ((at, "ref_hosts"), index), found)


def _matches_client_names(value: Any) -> bool:
    """Tell whether `#/$defs/client/properties/names` holds."""
    if not isinstance(value, dict):
        return False
    for member in value.values():
        if (
            not isinstance(member, str)
            or _ROOT_DEFS_IDENTIFIER_PATTERN.search(member) is None
        ):
            return False
    return True


def check_path(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/path`."""
    schema = "#/$defs/path"
    if not isinstance(value, str) or len(value) < 1:
        wrong_string(value, at, found, schema, min_length=1)


def check_identifier(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/identifier`."""
    schema = "#/$defs/identifier"
    if (
        not isinstance(value, str)
        or _ROOT_DEFS_IDENTIFIER_PATTERN.search(value) is None
    ):
        wrong_string(
            value,
            at,
            found,
            schema,
            pattern=_ROOT_DEFS_IDENTIFIER_PATTERN,
            source="^(?!(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$)[A-Za-z_][A-Za-z0-9_]*$",
        )


def check_selector(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/selector`."""
    schema = "#/$defs/selector"
    if not isinstance(value, str) or _ROOT_DEFS_SELECTOR_PATTERN.search(value) is None:
        wrong_string(
            value,
            at,
            found,
            schema,
            pattern=_ROOT_DEFS_SELECTOR_PATTERN,
            source="^(?:tag|operation|path):.",
        )


def check_host(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/host`."""
    schema = "#/$defs/host"
    if not isinstance(value, str) or _ROOT_DEFS_HOST_PATTERN.search(value) is None:
        wrong_string(
            value,
            at,
            found,
            schema,
            pattern=_ROOT_DEFS_HOST_PATTERN,
            source=r"^(?:http://)?[^/@\\\s]+$",
        )


def _check_client_names(value: object, at: Path, found: list[Violation]) -> None:
    """Check `#/$defs/client/properties/names`."""
    schema = "#/$defs/client/properties/names"
    if not isinstance(value, dict):
        wrong_type(value, at, found, schema, "object")
        return
    for key, member in value.items():
        check_identifier(member, (at, key), found)


is_valid = matches_root


def violations(value: object) -> list[Violation]:
    """Give everything that is wrong with a JSON value; nothing for a valid one."""
    if is_valid(value):
        return []
    return run(check_root, value, "") or [too_deep(value)]


def validate(value: object) -> None:
    """Raise ValidationError with all violations if a JSON value is not valid."""
    found = violations(value)
    if found:
        raise ValidationError(found)
