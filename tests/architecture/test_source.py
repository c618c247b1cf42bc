"""Keep the source readable: first lines, words, and no silenced checkers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "generator" / "specloom"
MODULES = sorted(SOURCE.rglob("*.py"))
SCRIPTS = sorted([*ROOT.glob("specs/*.py"), *ROOT.glob("benchmarks/**/*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# The standard has words for these: operation, request_body, schema.
BANNED = {"endpoint", "endpoints", "payload", "payloads", "item2", "field_info"}


def identify(path: Path) -> str:
    """Name a file as the reports show it."""
    return path.relative_to(ROOT).as_posix()


def names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module chooses itself."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(
                attr=name, ctx=ast.Store()
            ):
                yield name


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS, *TESTS], ids=identify)
def test_a_module_begins_by_saying_what_it_does(path: Path) -> None:
    """The first line is the docstring's first sentence."""
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    first_line = docstring.splitlines()[0]
    assert text.startswith(('"""' + first_line, 'r"""' + first_line))


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=identify)
def test_names_are_the_standard_s_words(path: Path) -> None:
    """No name is a word that the standard does not use."""
    found = {name.lower() for name in names(ast.parse(path.read_text("utf-8")))}
    assert not {name for name in found if {name, *name.split("_")} & BANNED}


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_no_checker_is_silenced(path: Path) -> None:
    """No `type: ignore` anywhere, no TODO, and a reason beside every noqa."""
    text = path.read_text("utf-8")
    assert not re.search(r"#\s*type:\s*ignore|\bTODO\b|\bFIXME\b", text)
    assert not re.search(r"#\s*noqa(?!: [A-Z]+[0-9]+ - )", text)


@pytest.mark.parametrize("path", TESTS, ids=identify)
def test_a_test_states_a_fact(path: Path) -> None:
    """Every test function has a docstring."""
    silent = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
