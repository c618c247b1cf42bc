"""A new version of a document changes the files that tell it, and no others."""

from collections.abc import Callable
from typing import Any

import pytest

import specloom.assemble
from specloom.python.package import view_module

TELLS_IT = ("README.md", "pyproject.toml", "zoo/__init__.py", "zoo/client.py")

CHANGES = {"renamed": {"operationId": "findCats"}, "moved": {"tags": ["birds"]}}


@pytest.fixture
def viewed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were viewed and have files."""
    found: list[str] = []

    def listening(part: Any, headers: Any, asked: Any) -> Any:
        module = view_module(part, headers, asked)
        found.extend([part.module] if module.files else [])
        return module

    monkeypatch.setattr(specloom.assemble, "view_module", listening)
    return found


def test_a_new_version_is_written_where_people_look_for_it(
    place: Any, document: Any, viewed: list[str], fresh: Callable[[Any], Any]
) -> None:
    """The package, its clients and the project tell it; modules are not viewed."""
    place.generate()
    before = place.contents()
    viewed.clear()
    document["info"] |= {"version": "2.0", "description": "All of its animals."}
    place.write(document)
    outcome = place.generate()
    assert viewed == []
    assert outcome.written == TELLS_IT
    after = place.contents()
    assert after["zoo/__init__.py"].startswith(b'"""Client of Zoo 2.0.\n')
    assert after["zoo/api/dogs.py"].startswith(b'"""dogs: operations of Zoo.\n')
    assert {path for path in after if after[path] != before[path]} == {
        *TELLS_IT,
        ".specloom.json",
        ".specloom.names.json",
        ".specloom.snapshot",
    }
    assert after == fresh(place)


@pytest.mark.parametrize("change", ["renamed", "moved"])
def test_an_old_name_goes_with_the_next_version_from_its_own_module(
    place: Any, document: Any, viewed: list[str], change: str
) -> None:
    """It says since when it is one; modules that have none do not know the version."""
    place.generate()
    document["info"]["version"] = "2"
    document["paths"]["/cats"]["get"] |= CHANGES[change]
    place.write(document)
    place.generate()
    assert b'"2"' in place.contents()["zoo/api/cats.py"]
    viewed.clear()
    document["info"]["version"] = "3"
    place.write(document)
    place.generate()
    assert viewed == ["cats"]
    assert b'"2"' not in place.contents()["zoo/api/cats.py"]


def test_the_lock_of_a_first_run_changes_no_module(
    place: Any, document: Any, viewed: list[str]
) -> None:
    """Held names, such as those of different choices, are hashed as new ones are."""
    schemas = document["components"]["schemas"]
    for name, values in {"Dog": ["wild", "tame"], "Cat": ["old", "young"]}.items():
        kind = {"type": "string", "enum": values}
        schemas[name]["properties"]["kind"] = kind
    place.write(document)
    place.generate()
    viewed.clear()
    place.generate()
    assert viewed == []
