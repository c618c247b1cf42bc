"""The corpus benchmark finds descriptions, checks each, and knows what it did before."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks.children.alone import modules
from benchmarks.descriptions import descriptions, operations_in, parsed, schemas_in
from benchmarks.examine import CHECKS

ROOT = Path(__file__).parents[2]
HEAD: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
WEBHOOKS = HEAD | {
    "webhooks": {"made": {"post": {"responses": {"200": {"description": "Seen."}}}}},
    "components": {"schemas": {"Pet": {"type": "object"}}},
}


def corpus(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark; its records are beside the folder."""
    script = ROOT / "benchmarks" / "corpus.py"
    records = ("--records", str(folder.parent / "records"))
    command = [sys.executable, str(script), str(folder), *records, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(text: str) -> dict[str, dict[str, str]]:
    """Read the table: a mapping of headings to cells for each description."""
    head, _, *lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    return {cells[0]: dict(zip(head, cells, strict=True)) for cells in lines}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three descriptions, one of them broken, and a file that is none."""
    found = tmp_path / "found"
    (found / "below").mkdir(parents=True)
    (found / "below" / "hooks.json").write_text(json.dumps(WEBHOOKS))
    (found / "broken.yaml").write_text("openapi: 3.1.0\npaths: {\n")
    (found / "none.yaml").write_text("about:\n  openapi: 3.1.0\n")
    return found


def test_every_check_is_made_once(folder: Path) -> None:
    """Also of a client without operations; what is refused is no failure."""
    done = corpus(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    found = rows(done.stdout)
    assert [*found] == ["below/hooks.json", "broken.yaml"]
    assert found["broken.yaml"]["result"] == "refused"
    hooks = found["below/hooks.json"]
    assert (hooks["result"], hooks["schemas"]) == ("generated", "1")
    assert {hooks[name] for name in CHECKS} == {"ok"}
    assert "2 descriptions, 1 generated, 1 refused, 0 crashed" in done.stdout
    assert "2/2" in done.stderr

    (folder / "broken.yaml").write_text("openapi: 3.1.0\npaths: {{\n")
    again = corpus(folder)
    assert rows(again.stdout) == found | {
        "broken.yaml": rows(again.stdout)["broken.yaml"]
    }
    assert "hooks.json" not in again.stderr
    assert "broken.yaml: refused" in again.stderr


def test_a_check_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    """What is in the text and not in the client is lost."""
    document = WEBHOOKS | {"paths": {"/pets": {"get": []}}}
    found = tmp_path / "found"
    found.mkdir()
    (found / "a.json").write_text(json.dumps(document))
    done = corpus(found, "--checks", "complete")
    assert done.returncode == 1
    assert rows(done.stdout)["a.json"]["complete"] == "**fails**"
    assert (
        "a.json: complete\n    GET /pets: an Operation Object is an object"
        in done.stdout
    )


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """Nothing to examine is not success."""
    done = corpus(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there are no descriptions here" in done.stderr


def test_what_a_description_holds_is_counted() -> None:
    """Operations of any method, and schemas; in Swagger, too."""
    item: dict[str, Any] = {"get": {}, "QUERY": {}, "query": {}, "parameters": []}
    more: dict[str, Any] = {"additionalOperations": {"COPY": {}}}
    assert operations_in({"paths": {"/a": item, "/b": more, "x-c": item}}) == 3
    assert schemas_in({"components": {"schemas": {"A": {}, "B": True, "C": 1}}}) == [
        *("A", "B")
    ]
    assert schemas_in({"swagger": "2.0", "definitions": {"A": {}}}) == ["A"]
    assert operations_in(None) == 0


def test_a_time_in_yaml_stays_text() -> None:
    """As in YAML 1.2; and what cannot be parsed is None."""
    assert parsed(b"a: 2020-01-01", ".yaml") == {"a": "2020-01-01"}
    assert parsed(b"{", ".json") is None


def test_descriptions_are_told_from_their_parts(folder: Path) -> None:
    """By their root; what cannot be parsed is meant to be one."""
    (folder / "part.json").write_text('{"Pet": {"openapi": "3.1.0"}}')
    found = [entry.name for entry in descriptions(folder)]
    assert found == ["below/hooks.json", "broken.yaml"]


def test_all_modules_of_a_package_are_named(tmp_path: Path) -> None:
    """The package itself, too."""
    package = tmp_path / "a"
    for name in ("__init__.py", "b.py", "c/__init__.py", "c/d.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("")
    assert modules(package) == ["a", "a.b", "a.c", "a.c.d"]
