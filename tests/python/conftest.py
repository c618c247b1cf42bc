"""Make contexts and packages from small documents, without the folders of the pipeline."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import specloom.runtime
from specloom.document.load import load_bytes
from specloom.ir.api import Api
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.stable import stable_names
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.package import view_package
from specloom.render import render

FILE = "openapi.json"
RUNTIME = Path(specloom.runtime.__file__).parent


@dataclass(frozen=True)
class Package:
    """Be a generated package that can be imported."""

    name: str
    folder: Path
    context: Context
    files: dict[str, str]

    def module(self, path: str = "") -> ModuleType:
        """Import one of its modules, named as inside the package."""
        return importlib.import_module(f"{self.name}.{path}".rstrip("."))

    def text(self, path: str) -> str:
        """Give the text of one of its files."""
        return self.files[f"{self.name}/{path}"]

    def mypy(self, using: str = "") -> str:
        """Give what mypy says of it, and of code that uses it, in strict mode."""
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
        cache = f"--cache-dir={self.folder / 'mypy'}"
        user = f"using_{self.name}"
        (self.folder / f"{user}.py").write_text(using, "utf-8")
        done = subprocess.run(
            [*command, cache, "-p", self.name, "-m", user],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


def context_of(
    document: dict[str, Any],
    package: str | None = None,
    before: dict[str, Any] | None = None,
) -> Context:
    """Understand a document, with the names that things had in one of before."""
    lock = Lock() if before is None else stable_names(_api(before), Lock())[1]
    api = _api(document)
    return Context(api, stable_names(api, lock, package)[0])


def _api(document: dict[str, Any]) -> Api:
    return lower(load_bytes(json.dumps(document).encode(), FILE)).api


def document_of(
    schemas: dict[str, Any], *, uses: str = "both", version: str = "3.1.1"
) -> dict[str, Any]:
    """Describe an API with an operation for every schema: what it takes and answers."""
    return {
        "openapi": version,
        "info": {"title": "Shapes", "version": "1"},
        "paths": {
            f"/{index}": {"post": _operation(name, uses)}
            for index, name in enumerate(schemas)
        },
        "components": {"schemas": schemas},
    }


def _operation(name: str, uses: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{name}"}
    content = {"application/json": {"schema": reference}}
    answer: dict[str, Any] = {"description": "Done."}
    operation: dict[str, Any] = {"operationId": f"use {name}", "tags": ["things"]}
    if uses in ("both", "request"):
        operation["requestBody"] = {"required": True, "content": content}
    if uses in ("both", "response"):
        answer["content"] = content
    return operation | {"responses": {"200": answer}}


@pytest.fixture(scope="session")
def document() -> Callable[..., dict[str, Any]]:
    """Give the maker of documents from schemas."""
    return document_of


@pytest.fixture(scope="session")
def context() -> Callable[..., Context]:
    """Give the maker of contexts from documents."""
    return context_of


@pytest.fixture(scope="session")
def package(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Package]]:
    """Give the maker of packages; each has a name of its own, and shares the runtime."""
    folder = tmp_path_factory.mktemp("packages")
    made: list[str] = []

    def make(document: dict[str, Any], before: dict[str, Any] | None = None) -> Package:
        name = f"made_{len(made)}"
        made.append(name)
        context = context_of(document, name, before)
        views = view_package(context, Headers(context.api, FILE))
        files = {file.path: render(file.template, file.view) for file in views}
        _write(folder, name, files)
        return Package(name, folder, context, files)

    sys.path.insert(0, str(folder))
    yield make
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] in made]:
        del sys.modules[name]


def _write(folder: Path, name: str, files: dict[str, str]) -> None:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (folder / name / "_runtime").symlink_to(RUNTIME)
    importlib.invalidate_caches()


@pytest.fixture(scope="module")
def models(made: Any) -> ModuleType:
    """Give the module of models of the package that the test module has `made`."""
    module: ModuleType = made.module("models.things")
    return module
