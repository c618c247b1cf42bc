"""Only what a change reaches is made again, and the folder is as if all had been."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import specloom.assemble
import specloom.output.remembered
from specloom.python.package import view_module
from specloom.python.tests.project import view_module_tests

HISTORY = Path(__file__).parents[2].parent / "shared" / "corpus" / "x-history"


@pytest.fixture
def viewed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were viewed."""
    found: list[str] = []
    view = view_module

    def listening(part: Any, headers: Any, asked: Any) -> Any:
        found.append(part.module)
        return view(part, headers, asked)

    monkeypatch.setattr(specloom.assemble, "view_module", listening)
    return found


def test_only_the_module_of_a_changed_operation_is_viewed(
    place: Any, document: Any, viewed: list[str]
) -> None:
    """What no tag shares concerns one module; the files of others keep their times."""
    place.generate()
    before = {
        path: (place.output / path).stat().st_mtime_ns for path in place.contents()
    }
    viewed.clear()
    document["paths"]["/dogs"]["get"]["description"] = "All of them."
    place.write(document)
    outcome = place.generate()
    assert viewed == ["dogs", "components"]
    assert outcome.written == ("zoo/api/dogs.py",)
    now = {path: (place.output / path).stat().st_mtime_ns for path in place.contents()}
    changed = {path for path in now if now[path] != before[path]}
    assert changed == {"zoo/api/dogs.py", ".specloom.json", ".specloom.snapshot"}


def test_words_about_an_operation_concern_no_test(
    place: Any, document: Any, fresh: Callable[[Any], Any], monkeypatch: Any
) -> None:
    """Tests say nothing of them; they are viewed where an argument is new."""
    found: list[str] = []
    view = view_module_tests

    def listening(part: Any, headers: Any) -> Any:
        files = [*view(part, headers)]
        found.extend(file.path for file in files)
        return files

    monkeypatch.setattr(specloom.assemble, "view_module_tests", listening)
    place.generate()
    assert "tests/test_dogs.py" in found
    found.clear()
    dogs = document["paths"]["/dogs"]["get"]
    words = {"summary": "Dogs", "description": "All of them."}
    dogs |= words | {"externalDocs": {"url": "https://example.com"}}
    place.write(document)
    assert place.generate().written == ("README.md", "zoo/api/dogs.py")
    assert found == []
    dogs["parameters"] = [{"name": "n", "in": "query", "schema": {"type": "integer"}}]
    place.write(document)
    place.generate()
    assert found == ["tests/test_dogs.py", "tests/test_dogs_schemas.py"]
    assert place.contents() == fresh(place)


def test_a_shared_schema_concerns_all_who_use_it(
    place: Any, document: Any, viewed: list[str]
) -> None:
    """`Owner` is used by cats and dogs, and not by birds."""
    place.generate()
    viewed.clear()
    document["components"]["schemas"]["Owner"]["properties"]["age"] = {
        "type": "integer"
    }
    place.write(document)
    place.generate()
    assert viewed == ["cats", "dogs", "shared", "components"]


@pytest.mark.parametrize(
    "choices", [{"tests": "none"}, {"layout": "package"}, {"retries": 5}]
)
def test_another_option_makes_all_anew(
    place: Any, viewed: list[str], choices: dict[str, Any]
) -> None:
    """Options decide about every module."""
    place.generate()
    viewed.clear()
    place.generate(**choices)
    assert viewed == ["cats", "dogs", "birds", "shared", "components"]


@pytest.mark.parametrize("change", ["edited", "missing"])
def test_a_file_that_is_not_as_written_is_made_again(
    place: Any, viewed: list[str], change: str
) -> None:
    """What is remembered is believed only where the file agrees."""
    place.generate()
    expected = place.contents()
    file = place.output / "zoo/models/dogs.py"
    if change == "edited":
        file.write_text("x = 1\n")
    else:
        file.unlink()
    viewed.clear()
    place.generate(force=change == "edited")
    assert "dogs" in viewed
    assert place.contents() == expected


def test_a_lying_memory_is_not_believed(place: Any, viewed: list[str]) -> None:
    """The manifest has to know the same hash, and the file to have it."""
    place.generate()
    expected = place.contents()
    cache = specloom.output.remembered._place(place.output)
    record = json.loads(cache.read_text())
    for part in record["parts"].values():
        part["files"] = dict.fromkeys(part["files"], "0" * 64)
    cache.write_text(json.dumps(record))
    viewed.clear()
    place.generate()
    assert viewed == ["cats", "dogs", "birds", "shared", "components"]
    assert place.contents() == expected


@pytest.mark.parametrize("text", [b"", b"[]", b'{"version": 1}', b"\xff", b"[" * 9999])
def test_a_torn_memory_costs_time_alone(place: Any, text: bytes) -> None:
    """It is read as an empty one."""
    place.generate()
    expected = place.contents()
    specloom.output.remembered._place(place.output).write_bytes(text)
    place.generate()
    assert place.contents() == expected


def test_what_is_asked_of_shared_checks_is_remembered(
    place: Any, document: Any, fresh: Callable[[Any], dict[str, bytes]]
) -> None:
    """A variant of a shared schema stays, though only an unchanged module needs it."""
    owner = document["components"]["schemas"]["Owner"]
    owner["properties"]["id"] = {"type": "integer", "readOnly": True}
    owner["required"] = ["id"]
    place.write(document)
    place.generate()
    name = "zoo/validators/shared.py"
    assert b"check_owner_as_request" in place.contents()[name]
    owner["description"] = "Who feeds it."
    document["paths"]["/dogs"]["get"]["summary"] = "Dogs"
    place.write(document)
    place.generate()
    assert b"check_owner_as_request" in place.contents()[name]
    assert place.contents() == fresh(place)


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_give_what_a_fresh_generation_gives(
    place: Any,
    document: Any,
    fresh: Callable[[Any], dict[str, bytes]],
    seed: int,
) -> None:
    """After each of some edits, every byte of the folder is the same."""
    chance = random.Random(seed)
    place.generate()
    for _ in range(4):
        chance.choice(EDITS)(document, chance)
        place.write(document)
        place.generate()
        assert place.contents() == fresh(place)


def schema_of(document: Any, chance: random.Random) -> Any:
    """Choose a schema."""
    return chance.choice([*document["components"]["schemas"].values()])


def operation_of(document: Any, chance: random.Random) -> Any:
    """Choose an operation."""
    items = [*document["paths"].values()]
    return chance.choice([entry for item in items for entry in item.values()])


def add_field(document: Any, chance: random.Random) -> None:
    """A schema has a field more, of a type of its own or of another schema's."""
    name = f"field_{chance.randrange(99)}"
    target = chance.choice([*document["components"]["schemas"]])
    kinds = [{"type": "integer"}, {"$ref": f"#/components/schemas/{target}"}]
    schema = schema_of(document, chance)
    schema["properties"][name] = chance.choice(kinds)


def drop_field(document: Any, chance: random.Random) -> None:
    """A schema has a field less."""
    schema = schema_of(document, chance)
    if schema["properties"]:
        name = chance.choice([*schema["properties"]])
        del schema["properties"][name]
        schema["required"] = [x for x in schema.get("required", []) if x != name]


def add_operation(document: Any, chance: random.Random) -> None:
    """A tag, a new one perhaps, has an operation more."""
    number = chance.randrange(999)
    target = chance.choice([*document["components"]["schemas"]])
    schema = {"$ref": f"#/components/schemas/{target}"}
    found = {
        "tags": [chance.choice(["cats", "dogs", "fish"])],
        "operationId": f"do{number}",
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {},
    }
    document["paths"][f"/new/{number}"] = {"put": found}


def drop_path(document: Any, chance: random.Random) -> None:
    """A path is gone."""
    if len(document["paths"]) > 1:
        del document["paths"][chance.choice([*document["paths"]])]


def retag(document: Any, chance: random.Random) -> None:
    """An operation hangs on another tag."""
    operation_of(document, chance)["tags"] = [chance.choice(["cats", "dogs", "owls"])]


def rename(document: Any, chance: random.Random) -> None:
    """A schema that may collide with a variant's name is there."""
    document["components"]["schemas"]["CatAsRequest"] = {
        "type": "object",
        "properties": {"name": {"type": "string"}},
    }


def require(document: Any, chance: random.Random) -> None:
    """A schema requires what is read-only, so that it has a variant for requests."""
    schema = schema_of(document, chance)
    schema["properties"]["id"] = {"type": "integer", "readOnly": True}
    schema["required"] = ["id"]


def describe(document: Any, chance: random.Random) -> None:
    """An operation is described."""
    operation_of(document, chance)["description"] = f"Number {chance.randrange(99)}."


def limit(document: Any, chance: random.Random) -> None:
    """An operation has a parameter more."""
    entry = operation_of(document, chance)
    schema = {"enum": ["a", "b", chance.choice("cdef")]}
    name = f"q{chance.randrange(99)}"
    found = {"name": name, "in": "query", "schema": schema}
    entry["parameters"] = [*entry.get("parameters", ()), found]


EDITS = (
    add_field,
    add_field,
    drop_field,
    add_operation,
    drop_path,
    retag,
    rename,
    require,
    describe,
    limit,
)


@pytest.mark.skipif(not HISTORY.is_dir(), reason="the corpus is not here")
def test_the_last_revisions_of_x_give_what_a_fresh_generation_gives(
    place: Any, fresh: Callable[[Any], dict[str, bytes]]
) -> None:
    """Real changes of one version of a document, whose headers stay the same."""
    for file in sorted(HISTORY.glob("*-2.167.json"))[-3:]:
        place.write(json.loads(file.read_bytes()))
        place.generate()
    assert place.contents() == fresh(place)
