"""An example of a value, in a few words for a docstring (OpenAPI 3.1.1, `example`, `examples`).

Only of what a type leaves open: of a date, a choice or a flag nobody needs one.
"""

import json
import re
from collections.abc import Iterator

from specloom.ir.schema import AnySchema, Schema, Value
from specloom.ir.shape import Field, ListOf, Scalar, Shape, without_null
from specloom.python.text.source import visible

_LONGEST = 60
_OPEN = frozenset({"string", "integer", "number", "decimal"})
# What generators of descriptions fill in where nobody gave an example.
_EMPTY_WORDS = frozenset({"", "string", "text", "value", "example", "null", "..."})
_FEW_DIGITS = 4


def example_sentence(
    examples: tuple[Value, ...], shape: Shape, schema: AnySchema | None, told: str
) -> str:
    """Give the first example that says something; "" for none.

    `told` is what the docstring says already: a description may have its own examples.
    """
    default = schema.default if isinstance(schema, Schema) else None
    known = None if default is None else _text(default.json)
    for text in _texts(examples, shape):
        is_told = text == known or text.strip('[]"') in told
        if text.casefold() not in _EMPTY_WORDS and not is_told:
            return f"For example {_code(_cut(text))}."
    return ""


def examples_of_field(field: Field) -> tuple[Value, ...]:
    """Give the examples of a field whose schema is written in its place.

    Those of a schema that many refer to would be said again and again.
    """
    schema = field.schema
    return schema.examples if schema is not None and schema.at == field.at else ()


def _texts(examples: tuple[Value, ...], shape: Shape) -> Iterator[str]:
    inner = without_null(shape)
    is_list = isinstance(inner, ListOf)
    item = without_null(inner.items) if isinstance(inner, ListOf) else inner
    if not isinstance(item, Scalar) or item.kind not in _OPEN:
        return
    for example in examples:
        values = example.json if is_list else [example.json]
        if isinstance(values, list) and values and all(map(_says_something, values)):
            yield _text(example.json)


def _says_something(value: object) -> bool:
    match value:
        case bool():
            return False
        case int() | float():
            return len(str(abs(value))) >= _FEW_DIGITS
    return isinstance(value, str)


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(visible(text).split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _code(text: str) -> str:
    """Write a code span, in more backticks than stand together in it (CommonMark, 6.1)."""
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    if not longest:
        return f"`{text}`"
    marks = "`" * (longest + 1)
    return f"{marks} {text} {marks}"
