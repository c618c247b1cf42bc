"""Keep the layers: a part imports from lower rows only."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "generator" / "specloom"
# Lowest first; parts of one row do not import each other.
ROWS = (
    ("errors", "paths", "cache", "runtime"),
    ("document", "ir", "config", "ecma"),
    ("dialect", "lower", "naming", "configuration"),
    ("python",),
    ("custom",),
    ("render", "format", "output"),
    ("assemble", "chosen"),
    ("former", "kept"),
    ("pipeline", "screen", "compile", "diff"),
    ("mock",),
    ("cli",),
    ("__main__", "backends"),
)
ROW_OF = {part: number for number, row in enumerate(ROWS) for part in row}
RUNTIME_NEEDS = {"httpx2", "orjson"}
MODULES = sorted(SOURCE.rglob("*.py"))


def identify(path: Path) -> str:
    """Name a module as the reports show it."""
    return path.relative_to(SOURCE).as_posix()


def part_of(path: Path) -> str:
    """Return the part a module belongs to: a file or a folder of the source root."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield what is imported anywhere in a module, by its absolute dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: -node.level + 1 or None])
            root = ".".join(filter(None, (base if node.level else "", node.module)))
            yield from (f"{root}.{alias.name}" for alias in node.names)


def imported_parts(path: Path, text: str) -> set[str]:
    """Return the parts of Specloom that a module imports."""
    folders = path.relative_to(SOURCE).parts[:-1]
    package = ".".join(("specloom", *folders))
    names = (name.split(".") for name in imports(ast.parse(text), package))
    return {name[1] for name in names if name[0] == "specloom" and len(name) > 1}


def upward(path: Path, text: str) -> list[str]:
    """Return the imports of a module that do not go to a lower row."""
    own = part_of(path)
    return sorted(
        part
        for part in imported_parts(path, text)
        if part != own and part in ROW_OF and ROW_OF[part] >= ROW_OF[own]
    )


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent != SOURCE], ids=identify
)
def test_every_folder_has_its_row(path: Path) -> None:
    """A new part is placed among the layers before it is used."""
    assert part_of(path) in ROW_OF


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p != SOURCE / "__init__.py"], ids=identify
)
def test_a_module_imports_from_lower_rows_only(path: Path) -> None:
    """Imports inside functions and conditions count like any other."""
    assert part_of(path) in ROW_OF
    assert upward(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("from specloom.cli import main", ["cli"]),
        ("import specloom.cli", ["cli"]),
        ("from specloom import pipeline", ["pipeline"]),
        ("from ..python import source", ["python"]),
        ("from .. import render", ["render"]),
        ("def f():\n    from specloom.output.write import plan", ["output"]),
        ("if TYPE_CHECKING:\n    from specloom.naming import x", ["naming"]),
        ("from specloom import __version__\nfrom . import schemas", []),
        ("from specloom.document import load\nimport json", []),
    ],
)
def test_the_layer_test_sees_every_kind_of_import(text: str, parts: list[str]) -> None:
    """Each way to import is found in a module of the part `lower`."""
    assert upward(SOURCE / "lower" / "x.py", text) == parts


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_no_import_hides_from_the_run(path: Path) -> None:
    """What annotations name is importable: nothing is imported for checkers alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            assert not [*imports(node, "specloom")]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part_of(p) != "cli"], ids=identify
)
def test_only_the_command_line_imports_its_own_late(path: Path) -> None:
    """An import inside a function is there to start fast, not to dodge a cycle."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late = {
                name for name in imports(node, "specloom") if name[:8] == "specloom"
            }
            assert not late


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part_of(p) == "runtime"], ids=identify
)
def test_the_runtime_needs_nothing_of_ours(path: Path) -> None:
    """It is copied into packages that know only the standard library and httpx2."""
    tree = ast.parse(path.read_text("utf-8"))
    known = {*sys.stdlib_module_names, *RUNTIME_NEEDS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            depth = len(path.relative_to(SOURCE / "runtime").parts)
            assert node.level <= depth, ast.unparse(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            roots = {name.partition(".")[0] for name in imports(node, "")}
            assert roots <= known, ast.unparse(node)
