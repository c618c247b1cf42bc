"""Keep the door: text of a document becomes Python text in `python/text/source.py` alone."""

import ast
from pathlib import Path

import pytest

PYTHON = Path(__file__).parents[2] / "generator" / "specloom" / "python"
# These put finished Source together; they are few, and read no document.
HINGES = {"source.py", "layout.py", "block.py"}
# The first argument of these is Python text that stands in our own source.
CONSTANT_FIRST = {"Source", "code", "statement", "Suite"}


def unsafe_calls(text: str) -> list[str]:
    """Return the calls whose text is not written there and then."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in CONSTANT_FIRST and not is_constant(node.args[:1]):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def is_constant(arguments: list[ast.expr]) -> bool:
    """Return whether the first argument is a text that stands in the source."""
    if len(arguments) != 1 or not isinstance(arguments[0], ast.Constant):
        return False
    return isinstance(arguments[0].value, str)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PYTHON.rglob("*.py")) if path.name not in HINGES],
    ids=lambda path: path.name,
)
def test_text_is_constant_outside_the_door(path: Path) -> None:
    """No view makes Source of a variable; only the functions of `source` do."""
    assert unsafe_calls(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Source(name)",
        'code(f"{name} = 1")',
        'Source("a" + name)',
        "statement(head, x, 0)",
    ],
)
def test_a_variable_is_found(text: str) -> None:
    """The check sees text that is put together from variables."""
    assert unsafe_calls(text) != []


def test_the_hinges_know_no_document() -> None:
    """What puts Source together imports neither the document nor the IR."""
    for name in HINGES:
        tree = ast.parse((PYTHON / "text" / name).read_text("utf-8"))
        modules = {
            n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)
        }
        own = {module for module in modules if module.startswith("specloom")}
        assert own <= {"specloom.python.text.source", "specloom.python.text.layout"}
