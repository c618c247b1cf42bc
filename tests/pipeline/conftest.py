"""Generate small clients, and look at their folders."""

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from specloom import pipeline
from specloom.config import Job
from specloom.naming.lock_file import LOCK

Document = dict[str, Any]


def reference(name: str) -> dict[str, Any]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    """Answer with a schema."""
    content = {"application/json": {"schema": schema}}
    return {"200": {"description": "Fine.", "content": content}}


def operation(tag: str, name: str, **fields: Any) -> dict[str, Any]:
    """Describe an operation."""
    return {"tags": [tag], "operationId": name, "responses": {}} | fields


DOCUMENT: Document = {
    "openapi": "3.1.0",
    "info": {"title": "Zoo", "version": "1"},
    "paths": {
        "/cats": {
            "get": operation("cats", "listCats", responses=answer(reference("Cat"))),
            "post": operation(
                "cats",
                "addCat",
                requestBody={"content": answer(reference("Cat"))["200"]["content"]},
            ),
        },
        "/dogs": {
            "get": operation("dogs", "listDogs", responses=answer(reference("Dog")))
        },
        "/birds": {
            "get": operation("birds", "listBirds", responses=answer({"type": "object"}))
        },
    },
    "components": {
        "schemas": {
            "Cat": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 9},
                    "owner": reference("Owner"),
                    "id": {"type": "integer", "readOnly": True},
                },
            },
            "Dog": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "owner": reference("Owner"),
                    "id": {"type": "integer", "readOnly": True},
                },
            },
            "Owner": {"type": "object", "properties": {"name": {"type": "string"}}},
        }
    },
}


@dataclass(frozen=True)
class Place:
    """A document and the folder that is generated from it."""

    job: Job

    @property
    def output(self) -> Path:
        """The folder."""
        return self.job.output

    def write(self, document: Document) -> None:
        """Save the document."""
        self.job.spec.write_text(json.dumps(document, indent=1))

    def generate(self, **choices: Any) -> pipeline.Outcome:
        """Generate."""
        return pipeline.generate(replace(self.job, **choices), lambda _: None)

    def contents(self) -> dict[str, bytes]:
        """Give all files."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place with the document."""
    made = Place(Job(tmp_path / "zoo.json", tmp_path / "client"))
    made.write(DOCUMENT)
    return made


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Place], Any]:
    """Give what a machine that remembers nothing generates with the same names."""
    numbers = iter(range(1000))

    def generate(place: Place) -> dict[str, bytes]:
        number = next(numbers)
        with monkeypatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache{number}"))
            other = Place(replace(place.job, output=tmp_path / f"fresh{number}"))
            other.output.mkdir()
            if (place.output / LOCK).exists():
                shutil.copyfile(place.output / LOCK, other.output / LOCK)
            other.generate()
        return other.contents()

    return generate


@pytest.fixture
def document() -> Document:
    """A copy that a test may change."""
    return copy.deepcopy(DOCUMENT)
