"""Find what Swagger 2.0 can say and OpenAPI 3.0 cannot, or what says two things.

Swagger 2.0, Parameter Object: `collectionFormat`, `in: body`, `in: formData`.
"""

from collections.abc import Iterator

from specloom.document.finding import Finding, Rule
from specloom.document.objects import Node
from specloom.document.operation_rules import parameters_of
from specloom.document.resolve import References
from specloom.document.swagger.part import Part
from specloom.document.swagger.styles import is_inexpressible, is_list
from specloom.document.values import shown

_FORMATS = frozenset({"csv", "ssv", "tsv", "pipes", "multi"})


def list_format(node: Node, _: References) -> Iterator[Finding]:
    """Report a list that no `style` of OpenAPI 3 writes."""
    part = Part(node.value, node.at)
    if is_inexpressible(part, part.text("in")):
        field = "collectionFormat" if part.has("collectionFormat") else "items"
        hint = "give the finished text"
        yield Finding("collection-format", _why(part), (field,), hint=hint)


def _why(part: Part) -> str:
    written = part.text("collectionFormat") or "csv"
    if is_list(part.member("items")):
        return "no style writes a list in a list"
    if written not in _FORMATS:
        return f"there is no collectionFormat {shown(written)}"
    return f"no style writes a list as '{written}' here"


def one_body(node: Node, references: References) -> Iterator[Finding]:
    """Report an operation with two bodies, or with a body and form fields."""
    first: int | None = None
    parameters = parameters_of(node.value, node, references)
    found = [(index, parameter.get("in")) for index, parameter in parameters]
    for index, in_ in found:
        if in_ == "body" and first is None:
            first = index
        elif in_ == "body":
            message = f"the body repeats item {first}; it is left out"
            yield Finding("body-repeated", message, ("parameters", index))
    for index, in_ in found:
        if in_ == "formData" and first is not None:
            message = f"a form field beside the body (item {first}) is left out"
            yield Finding("body-and-form", message, ("parameters", index))


LIST_RULES: tuple[Rule, ...] = (list_format,)
BODY_RULES: tuple[Rule, ...] = (one_body,)
