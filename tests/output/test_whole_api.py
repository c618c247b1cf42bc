"""Test that X's whole API becomes a package that is complete, importable and clean."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@pytest.fixture(scope="module")
def description(x: Any, document: Path) -> dict[str, Any]:
    """Give X's description as it was written."""
    read: dict[str, Any] = json.loads(document.read_text(encoding="utf-8"))
    return read


def test_every_operation_is_there(x: Any, description: dict[str, Any]) -> None:
    """No operation is dropped: each has its name, method and path in a module of the API."""
    wanted = {
        (operation["operationId"], method.upper(), path)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }
    facts = re.compile(r'name="(\w+)",\s+method="([A-Z]+)",\s+path=\(?\s*"([^"]+)"')
    texts = [
        path.read_text("utf-8") for path in (x.folder / x.name / "api").glob("*.py")
    ]
    assert {found for text in texts for found in facts.findall(text)} == wanted
    assert len(wanted) == x.outcome.operations == 178
    assert x.outcome.left_out == ()


def test_every_schema_is_there(x: Any, description: dict[str, Any]) -> None:
    """Each schema of the document is a class or a name for a type."""
    wanted = {
        name.replace("_", "").lower() for name in description["components"]["schemas"]
    }
    declared = re.compile(r"^(?:class (\w+)\(|(\w+): TypeAlias)", re.MULTILINE)
    texts = [
        path.read_text("utf-8") for path in (x.folder / x.name / "models").glob("*.py")
    ]
    found = {a or b for text in texts for a, b in declared.findall(text)}
    assert wanted - {name.rstrip("_").lower() for name in found} == set()
    assert len(wanted) == 530


def test_repeated_values_are_named_with_their_lines(x: Any, document: Path) -> None:
    """The two repeated enum values of the document are told, each at its line."""
    found = [d for d in x.outcome.diagnostics if d.rule == "enum-repeated"]
    text = document.read_text(encoding="utf-8").split("\n")
    assert len(found) == 2
    for diagnostic, value in zip(
        found, ("attachments.media_keys", "contexts"), strict=True
    ):
        assert value in diagnostic.message
        assert value in text[diagnostic.line - 1]
    assert {d.severity for d in x.outcome.diagnostics} <= {"warning", "info"}


EACH_ALONE = """
import importlib, os, sys
import httpx2
failed = []
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
print(len(sys.argv) - 1 - len(failed), "imported")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_every_module_can_be_imported_alone(x: Any) -> None:
    """In a process that has nothing of the package yet, each module imports, without a warning."""
    done = x.run("-W", "error", "-c", EACH_ALONE, *x.modules)
    assert done.stdout == f"{len(x.modules)} imported\n", done.stderr
    assert len(x.modules) > 100


HINTS = """
import importlib, sys, typing
asked = 0
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for value in vars(module).values():
        if getattr(value, "__module__", "") != name:
            continue
        members = vars(value).values() if isinstance(value, type) else ()
        for thing in (value, *filter(callable, members)):
            if isinstance(thing, type) or hasattr(thing, "__annotations__"):
                typing.get_type_hints(thing)
                asked += 1
print(asked > 1500)
"""


def test_types_of_everything_are_known(x: Any) -> None:
    """`typing.get_type_hints` works on every class, method and function."""
    modules = [name for name in x.modules if "._runtime" not in name]
    done = x.run("-c", HINTS, *modules)
    assert done.stdout == "True\n", done.stderr


def test_mypy_finds_no_error(x: Any, tmp_path: Path) -> None:
    """The whole package is clean under mypy in strict mode."""
    options = ["--strict", "--config-file=", f"--cache-dir={tmp_path}"]
    done = x.run("-m", "mypy", *options, "-p", x.name)
    assert done.stdout.startswith("Success: no issues found in")


def test_black_leaves_every_file(x: Any, tmp_path: Path) -> None:
    """`black --check` finds every file as it is."""
    done = x.run("-m", "black", "--check", "--quiet", "--config", os.devnull, ".")
    assert done.returncode == 0, x.run("-m", "black", "--check", ".").stderr


def digest(folder: Path) -> str:
    """Give one number for names and contents of all files."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.name != ".specloom.json":
            found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return found.hexdigest()


@pytest.mark.parametrize("seed", ["1", "77"])
def test_the_same_document_gives_the_same_bytes(
    x: Any, document: Path, tmp_path: Path, seed: str
) -> None:
    """Whatever the hash seed, and in a fresh process without a cache, nothing differs."""
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(Path(__file__).parents[2] / "generator"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    output = tmp_path / "output"
    options = ["--layout", "package", "--no-tests", "--output", str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "specloom", "generate", str(document), *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert digest(output / x.name) == digest(x.folder / x.name)
