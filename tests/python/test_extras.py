"""Test that further properties of one type are typed, and read into models."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from specloom.python.text.proof import is_proven

INTEGER = {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}


def to(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(**keywords: Any) -> dict[str, Any]:
    """Describe an object with one known property."""
    return {"type": "object", "properties": {"first": to("Item")}, **keywords}


SCHEMAS: dict[str, Any] = {
    "Item": {"type": "object", "properties": {"count": INTEGER}},
    "Numbers": thing(additionalProperties=INTEGER),
    "Items": thing(additionalProperties=to("Item")),
    "Lists": thing(patternProperties={"^x": {"type": "array", "items": to("Item")}}),
    "Times": thing(additionalProperties=MOMENT),
    "Tree": thing(additionalProperties=to("Tree")),
    "OpenModel": thing(additionalProperties={"enum": ["a", "b"]}),
    "Anything": thing(additionalProperties=True),
    "Unsaid": thing(),
}
USE = """
from .. import extras, to_json
from . import Item, Items, Numbers, Times


def use(numbers: Numbers, items: Items, times: Times) -> tuple[int | None, int, int]:
    extras(items)["new"] = Item(count=1)
    count = extras(items)["old"].count
    return count, extras(numbers)["n"], extras(times)["t"].year
"""


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of all the schemas above."""
    return package(document(SCHEMAS))


@pytest.mark.parametrize(
    "line",
    [
        "class Numbers(OpenModel_[int]):",
        'class Items(OpenModel_["Item"]):',
        'class Lists(OpenModel_["list[Item]"]):',
        "class Times(OpenModel_[datetime]):",
        'class Tree(OpenModel_["Tree"]):',
        'class OpenModel(OpenModel_["OpenModelValue | str"]):',
        "class Anything(Model):",
        "class Unsaid(Model):",
    ],
)
def test_the_class_says_the_type(line: str, made: Any) -> None:
    """Names of models are texts there, because Python reads them with the class."""
    assert f"\n{line}\n" in made.text("models/things.py")


def test_models_are_read(models: ModuleType, made: Any) -> None:
    """At any depth; fields are read as before."""
    extras = made.module().extras
    items = models.read_items({"first": {}, "b": {"count": 2}, "c": None, "d": 1})
    assert type(extras(items)["b"]) is models.Item
    assert type(items.first) is models.Item
    assert (extras(items)["c"], extras(items)["d"]) == (None, 1)
    [item] = extras(models.read_lists({"x": [{"count": 1}]}))["x"]
    assert type(item) is models.Item
    tree = models.read_tree({"a": {"b": {}}})
    assert type(extras(extras(tree)["a"])["b"]) is models.Tree


def test_texts_are_converted(models: ModuleType, made: Any) -> None:
    """The JSON object keeps the text."""
    json = {"t": "2024-05-01T12:00:00Z"}
    times = models.read_times(dict(json))
    assert made.module().extras(times)["t"].year == 2024
    assert made.module().to_json(times) == json


def test_types_are_right(made: Any) -> None:
    """What a program does with further properties is known to type checkers."""
    use = made.folder / made.name / "models" / "use.py"
    use.write_text(USE)
    assert made.mypy().startswith("Success")
    use.write_text(USE.replace("Item(count=1)", '"text"'))
    assert 'Incompatible types in assignment (expression has type "str"' in made.mypy()
    use.unlink()


def test_only_who_has_typed_extras_is_given_them(
    package: Callable[..., Any], document: Callable[..., Any], made: Any
) -> None:
    """Other packages have no name for what they have no use for."""
    plain = package(document({"Unsaid": {"type": "object", "properties": {"a": {}}}}))
    assert "extras" not in dir(plain.module())
    assert "extras" in dir(made.module())


def test_black_leaves_it_as_it_is(made: Any) -> None:
    """What is written without black is what black would write."""
    assert all(map(is_proven, made.files.values()))
