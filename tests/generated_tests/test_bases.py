"""Very many long values are written as changes of a few constants."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from specloom.python.tests import bases
from specloom.python.tests.bases import differences, size
from specloom.python.tests.changes import GONE

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any

SPEC = """
openapi: 3.1.1
info: {title: Shapes, version: '1'}
paths:
  /shapes:
    post:
      operationId: add
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Shape'}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Shape:
      oneOf:
      - {$ref: '#/components/schemas/Circle'}
      - {$ref: '#/components/schemas/Square'}
    Circle:
      type: object
      required: [kind, radius]
      properties:
        kind: {const: circle}
        radius: {type: integer, minimum: 1, maximum: 9}
        name: {type: string, maxLength: 5}
    Square:
      type: object
      required: [kind, side]
      properties:
        kind: {const: square}
        side: {type: integer, minimum: 1}
        tags: {type: array, items: {type: string}, maxItems: 2}
"""


@pytest.mark.parametrize(
    ("base", "value", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1, "b": 2}, {"a": 1}, [(("b",), GONE)]),
        ({"a": 1}, {"a": 1, "b": None}, [(("b",), None)]),
        ({"a": 1}, {"a": True}, [(("a",), True)]),
        ({"a": [1, {"b": 1}]}, {"a": [1, {"b": 2}]}, [(("a", 1, "b"), 2)]),
        ({"a": [1]}, {"a": [1, 2]}, [(("a",), [1, 2])]),
        ({"a": {}}, {"a": {"b": 1}}, [(("a",), {"b": 1})]),
    ],
)
def test_finds_what_is_another(base: Any, value: Any, found: list[Any]) -> None:
    """Each place is named once, with what is there; JSON tells `true` from `1`."""
    assert list(differences(base, value)) == found


def test_counts_values() -> None:
    """Objects and arrays count as well as what is in them."""
    assert size({"a": [1, 2], "b": "text"}) == 5


def test_the_tests_of_a_union_are_short(
    project_of: Callable[[Path, Path], Project],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A row says what is changed in a constant, and finds the same as before."""
    monkeypatch.setattr(bases, "_MANY", 0)
    monkeypatch.setattr(bases, "_LONG", 3)
    spec = tmp_path / "spec.yaml"
    spec.write_text(SPEC, "utf-8")
    project = project_of(spec, tmp_path / "output")
    assert project.passing() > 20
    text = project.text("tests/test_default_schemas.py")
    assert '("", changed(SHAPE_' in text
    assert "SHAPE_1: Any = {" in text
    assert project.run("black", "--check", "tests").returncode == 0
