"""Public descriptions: each becomes a package with all its operations and schemas."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from specloom import assemble, pipeline
from specloom.config import Job
from specloom.document.diagnose import Diagnosis, own_findings
from specloom.document.load import Document, load
from specloom.document.resolve import ReferenceProblem, References
from specloom.errors import Location
from specloom.format import SourceFile

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
UNREADABLE = {
    "modules__swagger-parser-v3__src__test__resources__issue-1119.yaml": "not UTF-8"
}
METHODS = frozenset(
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]
)


def listed() -> Iterator[Path]:
    """Yield the documents of the index and some revisions of X's description."""
    index = CORPUS / "openapi" / "index.json"
    if index.is_file():
        for entry in json.loads(index.read_text()):
            if Path(entry["file"]).name not in UNREADABLE:
                yield CORPUS / "openapi" / entry["file"]
        yield from sorted((CORPUS / "x-history").glob("*.json"))[::4]


def folders() -> list[tuple[Path, ...]]:
    """Group the documents by their source."""
    groups: dict[str, list[Path]] = {}
    for path in listed():
        source = path.relative_to(CORPUS).parts
        groups.setdefault(source[1] if len(source) > 2 else source[0], []).append(path)
    return [tuple(group) for group in groups.values()]


needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is absent")


@pytest.fixture(autouse=True)
def only_what_is_asked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the published schemas and black, which have tests of their own."""
    monkeypatch.setattr(pipeline, "diagnose_again", own_diagnosis)
    monkeypatch.setattr(assemble, "format_files", unformatted)


def own_diagnosis(document: Document, clean: frozenset[str]) -> Diagnosis:
    """Find what our own rules find."""
    return Diagnosis(own_findings(document), frozenset())


def unformatted(texts: Mapping[str, SourceFile]) -> dict[str, bytes]:
    """Give the texts as they were rendered."""
    return {path: file.text.encode() for path, file in texts.items()}


def operations(document: Document) -> int:
    """Count the Operation Objects below `paths`, not by way of what is tested."""
    paths = document.root.get("paths")
    found = 0
    for path, written in paths.items() if isinstance(paths, dict) else ():
        if not path.startswith("x-") and isinstance(written, dict):
            item = _followed(written, Location(document.file, "#"), document)
            more = item.get("additionalOperations")
            members = [value for name, value in item.items() if name in METHODS]
            members += more.values() if isinstance(more, dict) else []
            found += sum(isinstance(member, dict) for member in members)
    return found


def _followed(item: dict[str, Any], at: Location, document: Document) -> dict[str, Any]:
    if "$ref" not in item:
        return item
    try:
        found = References(document).resolve(item["$ref"], at).value
    except ReferenceProblem:
        return {}
    return found if isinstance(found, dict) else {}


def requests(package: Path) -> int:
    """Count the requests that the methods of `api/` send: a method and a path each."""
    found = {
        tuple(
            keyword.value.value
            for keyword in node.keywords
            if keyword.arg in ("method", "path")
            and isinstance(keyword.value, ast.Constant)
        )
        for path in (package / "api").glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and is_operation(node.func)
    }
    return len(found)


def is_operation(function: ast.expr) -> bool:
    """Tell whether this is `Operation[...]`."""
    if not isinstance(function, ast.Subscript):
        return False
    return isinstance(function.value, ast.Name) and function.value.id.rstrip("_") == (
        "Operation"
    )


def schemas(document: Document) -> int:
    """Count the component schemas."""
    components = document.root.get("components")
    found = components.get("schemas") if isinstance(components, dict) else None
    found = found or document.root.get("definitions")
    return len(found) if isinstance(found, dict) else 0


def types(package: Path) -> int:
    """Count the names that `models/` gives."""
    for node in ast.walk(ast.parse((package / "models" / "__init__.py").read_bytes())):
        match node:
            case ast.Assign(
                targets=[ast.Name(id="_EXPORTS")], value=ast.Dict(keys=keys)
            ):
                return len(keys)
    return 0


@needs_corpus
@pytest.mark.parametrize("paths", folders(), ids=lambda paths: paths[0].parent.name)
def test_every_description_becomes_a_package(
    paths: tuple[Path, ...], tmp_path: Path
) -> None:
    """Every module is a program; no operation and no schema is missing."""
    for path in paths:
        document = load(path)
        output = tmp_path / path.name
        pipeline.generate(Job(path, output, "client_of", tests="none"), lambda _: None)
        package = output / "client_of"
        for module in package.rglob("*.py"):
            if "_runtime" not in module.parts:
                compile(module.read_bytes(), str(module), "exec")
        assert requests(package) == operations(document), path
        assert types(package) >= schemas(document), path
