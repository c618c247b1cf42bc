"""`specloom diff` takes a generated folder on either side."""

import json
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run


def document(*names: str, title: str = "Things") -> dict[str, Any]:
    """Describe an API with these operations."""
    paths = {
        f"/{name}": {"get": {"operationId": name, "tags": [name], "responses": {}}}
        for name in names
    }
    info = {"title": title, "version": "1"}
    return {"openapi": "3.1.1", "info": info, "paths": paths}


@pytest.fixture
def generated(written: Any, tmp_path: Path) -> Any:
    """Give a function that generates a folder, and takes the document away."""

    def generate(name: str, given: dict[str, Any], *options: str) -> str:
        spec, output = Path(written(given, f"{name}.json")), tmp_path / name
        layout = ("--layout", "package")
        assert (
            run(["generate", str(spec), "--output", str(output), *layout, *options])
            == 0
        )
        spec.unlink()
        return str(output)

    return generate


def kinds(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    """Give what changed."""
    capsys.readouterr()
    assert run(["diff", *arguments, "--format", "json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    return [(entry["kind"], entry["subject"]) for entry in changes]


def test_a_folder_is_the_old_side_the_new_one_or_both(
    generated: Any, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder needs no document any more."""
    old = generated("old", document("a", "b"))
    new = generated("new", document("b", "c"))
    file = written(document("b", "c"))
    expected = [
        ("operation-removed", "client.a.a"),
        ("operation-added", "client.c.c"),
    ]
    assert kinds(capsys, old, new) == kinds(capsys, old, file) == expected
    assert kinds(capsys, new, file) == []
    assert [kind for kind, _ in kinds(capsys, file, old)] == [
        "operation-removed",
        "operation-added",
    ]


def test_a_document_is_taken_as_the_folder_was_made(
    generated: Any, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the same operations, under the same name."""
    options = ("--package", "own", "--include", "tag:a", "--include", "path:/b*")
    old = generated("old", document("a", "b", "c"), *options, "--exclude", "tag:b")
    file = written(document("a", "b", "d", title="Other"))
    assert kinds(capsys, old, file) == []


def test_a_folder_that_is_not_generated_is_refused(
    tmp_path: Path, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names it, and what would help."""
    assert run(["diff", str(tmp_path), written(document("a"))]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path}: this folder does not hold the documents it was made from"
        " ('.specloom.snapshot', as '.specloom.json' knows it); generate it again\n"
    )


def test_more_than_twenty_findings_are_counted(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """None is left out silently."""
    given = document(*(f"o{number}" for number in range(25)))
    for item in given["paths"].values():
        item["get"]["parameters"] = [{"$ref": "#/components/parameters/none"}]
    name = written(given)
    capsys.readouterr()
    assert run(["diff", name, name]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[20] == f"... and 5 more: specloom validate {name}"


def test_every_method_of_an_operation_is_compared(written: Any, tmp_path: Path) -> None:
    """One for each kind of body, in folders as in documents, and each with itself."""
    old, new = bodies(), bodies()
    post = new["paths"]["/items"]["post"]
    post["requestBody"]["content"]["text/csv"] = {"schema": {"type": "string"}}
    first, second = written(old, "old.json"), written(new, "new.json")
    run(["generate", first, "--output", str(tmp_path / "client"), "--no-tests"])
    for before in (first, str(tmp_path / "client")):
        report = tmp_path / "report.json"
        arguments = ["--format", "json", "--output", str(report)]
        assert run(["diff", before, second, *arguments]) == 0
        changes = json.loads(report.read_text())["changes"]
        assert [(entry["kind"], entry["subject"]) for entry in changes] == [
            ("operation-added", "client.default.post_items_from_csv")
        ]


def bodies() -> Any:
    """Describe an operation that takes JSON."""
    content = {
        "application/json": {"schema": {"properties": {"x": {"type": "string"}}}}
    }
    post = {"requestBody": {"content": content}, "responses": {}}
    info = {"title": "T", "version": "1"}
    return {"openapi": "3.1.1", "info": info, "paths": {"/items": {"post": post}}}
