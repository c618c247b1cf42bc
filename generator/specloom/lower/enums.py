"""JSON Schema 2020-12, `enum`, and the extensions that tell of its values."""

from specloom.ir.schema import Value
from specloom.lower.node import Node


def listed_values(node: Node) -> tuple[Value, ...] | None:
    """Give the values each once; `nullable` adds no null (OpenAPI 3.0.4, `nullable`)."""
    values = [Value(child.value) for child in node.elements("enum")]
    if not values:
        return None
    kept: list[Value] = []
    seen: set[str] = set()
    for value in values:
        mark = f"{type(value.json).__name__}:{value.json!r}"
        if mark not in seen:
            seen.add(mark)
            kept.append(value)
    return tuple(kept)


def names_of_values(node: Node) -> tuple[str, ...]:
    """Give a name for each value of `enum`, as several generators write them."""
    return _each_text(node, "x-enum-varnames") or _each_text(node, "x-enumNames")


def descriptions_of_values(node: Node) -> tuple[str, ...]:
    """Give a text for each value of `enum`, from a list of texts or from texts by value."""
    for key in ("x-enum-descriptions", "x-enumDescriptions"):
        if listed := _each_text(node, key):
            return listed
    for key in ("x-enum-descriptions", "x-enumDescriptions"):
        texts = node.child(key)
        if texts.is_object:
            values = (child.value for child in node.elements("enum"))
            return tuple(texts.text(str(value)) for value in values)
    return ()


def _each_text(node: Node, key: str) -> tuple[str, ...]:
    """Give the texts of an array, each at its place; "" for what is no text."""
    values = (child.value for child in node.elements(key))
    return tuple(value if isinstance(value, str) else "" for value in values)
