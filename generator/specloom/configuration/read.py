"""Read a configuration: what it says is checked by its JSON Schema, and every fault placed.

`checks.py` is compiled from `specloom.schema.json` by `specloom schema`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom.config import parse_package, parse_selector
from specloom.configuration.checks import Violation, violations
from specloom.configuration.find import PROJECT_FILE, has_table
from specloom.configuration.positions import KeyPath
from specloom.configuration.toml import Toml, read_toml
from specloom.document.pointer import split
from specloom.errors import UsageError

SCHEMA = Path(__file__).parent / "specloom.schema.json"

_REQUIRED = {"spec": "openapi.yaml", "output": "client"}
_NEAR = "unknown property "


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one client; each has its path in the file."""

    toml: Toml
    at: KeyPath
    values: Mapping[str, Any]
    paths: Mapping[str, KeyPath]

    def place(self, *path: str | int) -> str:
        """Write where a key or an element of it stands, and its name."""
        key, *rest = path
        where = self.toml.place((*self.paths[str(key)], *rest))
        return f"{where}: {key}"


def read_configuration(file: Path) -> tuple[Table, ...]:
    """Give the table of each client, with the keys that hold for all of them.

    Raises:
        UsageError: the file is no configuration; each fault has its line.
    """
    toml = read_toml(file)
    root: KeyPath = ("tool", "specloom") if file.name == PROJECT_FILE else ()
    if root and not has_table(toml):
        raise UsageError(f"{file}: there is no [tool.specloom]; specloom init adds it")
    value = toml.value["tool"]["specloom"] if root else toml.value
    if found := violations(value):
        raise UsageError("\n".join(_explained(entry, toml, root) for entry in found))
    tables = tuple(_tables(toml, root, value))
    if problems := [*_missing(tables), *_refused(tables)]:
        raise UsageError("\n".join(problems))
    return tables


def _tables(toml: Toml, root: KeyPath, value: Mapping[str, Any]) -> Iterator[Table]:
    shared = {key: entry for key, entry in value.items() if key != "client"}
    paths = {key: (*root, key) for key in shared}
    if "client" not in value:
        yield Table(toml, root, shared, paths)
    for index, client in enumerate(value.get("client", ())):
        at = (*root, "client", index)
        own = {key: (*at, key) for key in client}
        yield Table(toml, at, {**shared, **client}, {**paths, **own})


def _missing(tables: tuple[Table, ...]) -> Iterator[str]:
    for table in tables:
        for key, example in _REQUIRED.items():
            if key not in table.values:
                place = table.toml.place(table.at)
                yield f'{place}: {key} is missing, like {key} = "{example}"'


def _refused(tables: tuple[Table, ...]) -> Iterator[str]:
    """Say what the schema cannot: names that hide other packages, unlike Pythons."""
    told = set()
    for table in tables:
        if "package" in table.values:
            try:
                parse_package(table.values["package"], table.place("package"))
            except UsageError as problem:
                told.add(problem.message)
    yield from sorted(told)


def _explained(entry: Violation, toml: Toml, root: KeyPath) -> str:
    """Write a fault with its place, its key, and what would be right."""
    path = tuple(_path(entry.instance_path, toml, root))
    shown = _shown(path[len(root) :])
    place = toml.place(path)
    if entry.keyword == "additionalProperties":
        _, _, rest = entry.message.partition(_NEAR)
        _, _, hint = rest.partition("; ")
        known = hint or f"the keys are {', '.join(_known(entry))}"
        return f"{place}: {shown}: there is no such key; {known}"
    if entry.keyword == "pattern":
        return _not_of_form(entry, f"{place}: {shown}")
    return f"{place}: {shown or 'tool.specloom'}: {entry.message}"


def _not_of_form(entry: Violation, place: str) -> str:
    definition = entry.schema_path.rpartition("/")[0]
    if definition.endswith("selector"):
        try:
            parse_selector(entry.value, place)
        except UsageError as problem:
            return problem.message
    title = _at(definition)["title"]
    return f"{place}: {entry.value!r} is not {title}"


def _known(entry: Violation) -> list[str]:
    return [*_at(entry.schema_path.rpartition("/")[0])["properties"]]


def _at(pointer: str) -> Mapping[str, Any]:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for token in split(pointer):
        schema = schema[token]
    found: Mapping[str, Any] = schema
    return found


def _path(pointer: str, toml: Toml, root: KeyPath) -> Iterator[str | int]:
    """Give the keys and positions of a JSON Pointer into the configuration."""
    yield from root
    value: Any = toml.value
    for key in root:
        value = value[key]
    for name in split(pointer):
        step = int(name) if isinstance(value, list) else name
        yield step
        value = value[step]


def _shown(path: KeyPath) -> str:
    """Write a path as a person would: client[0].include[2]."""
    shown = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in path
    )
    return shown.removeprefix(".")
