"""Sample values fit their schemas, differ, and stop where schemas come back."""

from typing import Any

import pytest

from specloom.errors import Location
from specloom.ir.schema import BooleanSchema, Property, Reference, Schema, Value
from specloom.python.tests.conformity import Judge
from specloom.python.tests.samples import REQUEST, RESPONSE, NoSample, Sampler

AT = Location("x.yaml", "#/components/schemas/Thing")
TEXT = Schema(at=AT, types=("string",))


def of(**keywords: Any) -> Schema:
    """Give a schema."""
    return Schema(at=AT, **keywords)


@pytest.mark.parametrize(
    "schema",
    [
        of(types=("integer",), minimum=5, maximum=5),
        of(types=("integer",), exclusive_minimum=0, exclusive_maximum=2),
        of(types=("integer",), minimum=1000, multiple_of=7),
        of(types=("number",), minimum=0.5, maximum=0.75),
        of(types=("number",), multiple_of=0.25, maximum=3),
        of(types=("string",), min_length=30),
        of(types=("string",), max_length=2),
        of(types=("string",), pattern="^[a-z]{3}$", min_length=3),
        of(types=("string",), format="uuid"),
        of(types=("string",), format="date-time", max_length=40),
        of(types=("array",), items=TEXT, min_items=4, unique_items=True),
        of(types=("array",), items=of(enum=(Value("a"),)), unique_items=True),
        of(types=("array",), prefix_items=(TEXT, of(const=Value(1))), min_items=2),
        of(types=("object",), min_properties=2),
        of(types=("object",), required=("a",), additional_properties=TEXT),
        of(all_of=(of(types=("number",)), of(types=("integer",), minimum=3))),
        of(any_of=(BooleanSchema(AT, accepts=False), TEXT)),
        of(one_of=(of(types=("string",), max_length=3), of(const=Value(True)))),
        of(types=("string", "null"), enum=(Value(None), Value("x"))),
        of(not_=of(types=("object",))),
        of(),
    ],
)
def test_a_value_fits(schema: Schema) -> None:
    """Three values in a row fit the schema they are made for."""
    sampler = Sampler({}, REQUEST)
    for _ in range(3):
        assert Judge({}).accepts(schema, sampler.value(schema, "thing"))


@pytest.mark.parametrize(
    "schema",
    [
        of(types=("integer",), minimum=2, maximum=1),
        of(types=("string",), pattern="^a$^b$"),
        of(types=("array",), items=BooleanSchema(AT, accepts=False), min_items=1),
        BooleanSchema(AT, accepts=False),
        of(types=("string",), enum=()),
    ],
)
def test_nothing_is_given_where_nothing_fits(schema: Any) -> None:
    """The error says where the schema is."""
    with pytest.raises(NoSample, match="#/components/schemas/Thing"):
        Sampler({}, REQUEST).value(schema, "thing")


def test_values_differ() -> None:
    """Ten texts and ten numbers of one sampler are twenty values."""
    sampler = Sampler({}, REQUEST)
    schemas = [of(types=("string",), pattern="^[0-9]{1,3}$"), of(types=("integer",))]
    found = [sampler.value(schema, "n") for schema in schemas for _ in range(10)]
    assert len(set(map(repr, found))) == 20


def test_an_example_is_preferred() -> None:
    """What the author wrote reads better than what is made up."""
    schema = of(types=("string",), examples=(Value("2244994945"),))
    sampler = Sampler({}, REQUEST)
    assert sampler.value(schema, "id") == "2244994945"
    assert sampler.value(schema, "id") != "2244994945"


def test_an_example_that_does_not_fit_is_not_used() -> None:
    """Examples are tried like any value."""
    schema = of(types=("integer",), examples=(Value("no number"),))
    assert isinstance(Sampler({}, REQUEST).value(schema, "id"), int)


def test_recursion_ends_at_optional_properties() -> None:
    """A schema inside itself is left out where it may be."""
    inner = Property("parent", Reference(AT, AT))
    schema = of(types=("object",), properties=(Property("name", TEXT), inner))
    found = Sampler({AT: schema}, RESPONSE).value(Reference(AT, AT))
    assert found == {"name": "name-1"}


def test_a_schema_that_needs_itself_has_no_value() -> None:
    """An object that must hold another of its kind for ever cannot be made."""
    inner = Property("parent", Reference(AT, AT))
    schema = of(types=("object",), properties=(inner,), required=("parent",))
    with pytest.raises(NoSample):
        Sampler({AT: schema}, REQUEST).value(Reference(AT, AT))


def test_read_only_properties_are_not_sent() -> None:
    """They belong to answers; write-only ones to requests."""
    fields = (
        Property("id", of(types=("string",), read_only=True)),
        Property("password", of(types=("string",), write_only=True)),
    )
    schema = of(types=("object",), properties=fields)
    assert list(Sampler({}, REQUEST).value(schema)) == ["password"]
    assert list(Sampler({}, RESPONSE).value(schema)) == ["id"]
