"""Gather the definitions of the runtime that a module needs, to stand in its own text."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from specloom.dialect.embedded import content, formats, hostnames, regex
from specloom.runtime import (
    automaton,
    containers,
    kinds,
    numbers,
    scalars,
    texts,
    unions,
    validator,
    values,
    violations,
)

_MODULES = (
    values,
    violations,
    scalars,
    kinds,
    numbers,
    texts,
    containers,
    unions,
    automaton,
    hostnames,
    regex,
    formats,
    content,
    validator,
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One function, class or constant: its text, and the names that it uses."""

    name: str
    text: str
    is_block: bool
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name; a whole module has no `name`."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Definitions in an order that works, and the imports that they need."""

    imports: tuple[Import, ...]
    definitions: tuple[Definition, ...]


def bundle(names: Iterable[str]) -> Bundle:
    """Give everything that the named definitions need, themselves included."""
    definitions, imports = _runtime()
    needed, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            if name in definitions:
                waiting.extend(definitions[name].uses)
    return Bundle(
        tuple(entry for name, entry in sorted(imports.items()) if name in needed),
        tuple(entry for name, entry in definitions.items() if name in needed),
    )


def taken_names() -> frozenset[str]:
    """Give every name that a bundle could define or import."""
    definitions, imports = _runtime()
    return frozenset(definitions) | frozenset(imports)


def live(names: Iterable[str]) -> dict[str, object]:
    """Give the named definitions themselves, for text that runs in this process."""
    wanted = set(names)
    return {
        name: value
        for module in _MODULES
        for name, value in vars(module).items()
        if name in wanted
    }


@cache
def _runtime() -> tuple[Mapping[str, Definition], Mapping[str, Import]]:
    definitions: dict[str, Definition] = {}
    imports: dict[str, Import] = {}
    for module in _MODULES:
        text = Path(str(module.__file__)).read_text("utf-8")
        for node in ast.parse(text).body:
            for entry in _imported(node):
                imports.setdefault(entry.name or entry.module, entry)
            for name in _defined(node):
                definitions[name] = _definition(name, node, text)
    return definitions, imports


def _imported(node: ast.stmt) -> Iterable[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, "") for alias in node.names)
    is_own = isinstance(node, ast.ImportFrom) and (
        node.level > 0 or str(node.module).startswith("specloom")
    )
    if isinstance(node, ast.ImportFrom) and not is_own and node.module != "__future__":
        yield from (Import(str(node.module), alias.name) for alias in node.names)


def _defined(node: ast.stmt) -> Iterable[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    if isinstance(node, ast.Assign):
        yield from (name.id for name in node.targets if isinstance(name, ast.Name))
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _definition(name: str, node: ast.stmt, text: str) -> Definition:
    is_block = isinstance(node, ast.FunctionDef | ast.ClassDef)
    first = node.lineno
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
        first = node.decorator_list[0].lineno
    lines = text.split("\n")[first - 1 : node.end_lineno]
    inner = (entry.id for entry in ast.walk(node) if isinstance(entry, ast.Name))
    return Definition(name, "\n".join(lines), is_block, frozenset(inner) - {name})
