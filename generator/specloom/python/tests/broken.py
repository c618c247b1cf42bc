"""One broken keyword: where, by which rule, and the words of its report.

JSON Schema 2020-12, Validation, sections 6.2 to 6.5 and Core, section 12.3.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from specloom.ir.schema import AnySchema, Schema, SimpleType
from specloom.python.tests.matching import is_match

Path: TypeAlias = tuple[str | int, ...]

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken keyword, and the place of the value that breaks it.

    `rule` is the place of the keyword in the document, and `words` are those that every
    report of it has to have: what would be right.
    """

    path: Path
    keyword: str
    rule: str = field(default="", compare=False)
    words: str = field(default="", compare=False)


def pointer(path: Path) -> str:
    """Write a place as a JSON Pointer (RFC 6901)."""
    tokens = (str(key).replace("~", "~0").replace("/", "~1") for key in path)
    return "".join(f"/{token}" for token in tokens)


def breach(schema: Schema, path: Path, keyword: str, words: str) -> Broken:
    """Say that a value breaks a keyword of a schema."""
    return Broken(path, keyword, f"{schema.at.pointer}/{keyword}", words)


def is_secret(schema: AnySchema) -> bool:
    """Tell whether reports do not show a value: `writeOnly`, or a password."""
    if not isinstance(schema, Schema):
        return False
    if schema.write_only or schema.format == "password":
        return True
    return bool(schema.all_of) and any(map(is_secret, schema.all_of))


def concealed(found: Broken) -> Broken:
    """Say no more than which keyword a secret value breaks."""
    return replace(found, words=f"is secret, breaks `{found.keyword}`")


def not_of(types: tuple[SimpleType, ...]) -> str:
    """Say that a value has none of some types: of several, at least one is named."""
    name, *others = [name for name in types if name != "null"] or types
    if others:
        return name
    article = {"null": "", "integer": "an ", "array": "an ", "object": "an "}
    return f"not {article.get(name, 'a ')}{name}"


def shown(name: str) -> str:
    """Write the name of a property."""
    return repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 3]}...")


def in_text(schema: Schema, value: str, path: Path) -> Iterator[Broken]:
    """Yield what a text breaks."""
    least, most = schema.min_length, schema.max_length
    yield from in_size(schema, len(value), path, "Length", least, most)
    if schema.pattern is not None and not is_match(schema.pattern, value):
        yield breach(schema, path, "pattern", f"the pattern {schema.pattern}")


def in_size(
    schema: Schema,
    size: int,
    path: Path,
    unit: str,
    least: int | None,
    most: int | None,
) -> Iterator[Broken]:
    """Tell of `minLength`, `maxItems` and the like."""
    if least is not None and size < least:
        yield breach(schema, path, f"min{unit}", f"fewer than the minimum {least}")
    if most is not None and size > most:
        yield breach(schema, path, f"max{unit}", f"more than the maximum {most}")


def in_number(schema: Schema, value: int | float, path: Path) -> Iterator[Broken]:
    """Yield what a number breaks."""
    low, high = schema.minimum, schema.maximum
    if low is not None and value < low:
        yield breach(schema, path, "minimum", f"less than the minimum {low}")
    if high is not None and value > high:
        yield breach(schema, path, "maximum", f"greater than the maximum {high}")
    low, high = schema.exclusive_minimum, schema.exclusive_maximum
    if low is not None and value <= low:
        yield breach(schema, path, "exclusiveMinimum", f"not greater than {low}")
    if high is not None and value >= high:
        yield breach(schema, path, "exclusiveMaximum", f"not less than {high}")
    step = schema.multiple_of
    if step and Fraction(repr(value)) % Fraction(repr(step)):
        yield breach(schema, path, "multipleOf", f"not a multiple of {step}")
