"""Rows and circles of schemas that are one another."""

import pytest

from specloom.errors import SpecloomError
from specloom.ir.schema import BooleanSchema, Schema

from .conftest import Lower, at


def row(length: int) -> dict[str, object]:
    """Give schemas each of which is the next one."""
    links = {
        f"S{number}": {"allOf": [{"$ref": f"#/components/schemas/S{number + 1}"}]}
        for number in range(length)
    }
    return {"components": {"schemas": links | {f"S{length}": {"type": "string"}}}}


def test_a_row_of_a_hundred_is_followed(lowered: Lower) -> None:
    """The bound itself is allowed."""
    assert len(lowered(row(99)).api.schemas) == 100


def test_a_longer_row_is_refused(lowered: Lower) -> None:
    """The error names where the row begins."""
    with pytest.raises(SpecloomError) as caught:
        lowered(row(100))
    (found,) = caught.value.diagnostics
    assert str(found) == (
        "api.json:1:89 #/components/schemas/S0: more than 100 schemas that are only one"
        " another follow from here (depth)"
    )


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_circle_is_opened_and_reported(keyword: str, lowered: Lower) -> None:
    """The same reference is left out, whatever the order of the document."""
    a = {keyword: [{"$ref": "#/components/schemas/B"}, {"type": "object"}]}
    b = {keyword: [{"$ref": "#/components/schemas/A"}]}
    for schemas in ({"A": a, "B": b}, {"B": b, "A": a}):
        found = lowered({"components": {"schemas": schemas}})
        closing = at("components", "schemas", "B", keyword, "0")
        assert [(entry.severity, entry.pointer) for entry in found.diagnostics] == [
            ("warning", closing.pointer)
        ]
        schema = found.api.schemas[at("components", "schemas", "B")].schema
        assert isinstance(schema, Schema)
        parts = schema.all_of + schema.any_of + schema.one_of
        assert parts == (BooleanSchema(closing, True),)


def test_conditions_run_in_circles_too(lowered: Lower) -> None:
    """`not`, `if`, `then` and `else` decide about the same value."""
    own = {"$ref": "#/components/schemas/A"}
    schema = {"not": own, "if": own, "then": own, "else": own, "items": own}
    found = lowered({"components": {"schemas": {"A": schema}}})
    assert len(found.diagnostics) == 4
    lowered_schema = found.api.schemas[at("components", "schemas", "A")].schema
    assert isinstance(lowered_schema, Schema)
    assert isinstance(lowered_schema.if_, BooleanSchema)
    assert not isinstance(lowered_schema.items, BooleanSchema)
