"""Find the OpenAPI descriptions in a folder, and count what each holds.

Both are done without Specloom, so that they can say what it left out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

_SUFFIXES = {".json", ".yaml", ".yml"}
# Cheap, and true of every description; parsing them all takes a minute.
_MAY_DESCRIBE = re.compile(rb"""(?:^|[{,\s])["']?(?:openapi|swagger)["']?\s*:""")
_METHODS = {
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
}


@dataclass(frozen=True, slots=True)
class Description:
    """A document that says which version of OpenAPI it is written in."""

    name: str
    path: Path
    size: int
    digest: str


def descriptions(folder: Path) -> Iterator[Description]:
    """Yield the descriptions in a folder and below, by name."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            text = path.read_bytes()
            if _MAY_DESCRIBE.search(text) and _is_description(text, path.suffix):
                name = path.relative_to(folder).as_posix()
                yield Description(name, path, len(text), sha256(text).hexdigest())


def parsed(text: bytes, suffix: str) -> Any:
    """Parse a document; None for one that is neither JSON nor YAML."""
    try:
        return json.loads(text) if suffix == ".json" else yaml.load(text, _Loader)
    except (ValueError, yaml.YAMLError):
        return None


def operations_in(document: Any) -> int:
    """Count the operations; those of a path in another file are not seen."""
    return sum(
        isinstance(operation, dict) and method in _METHODS
        for path, item in _mapping(document, "paths").items()
        if str(path).startswith("/") and isinstance(item, dict)
        for method, operation in item.items()
    ) + sum(
        len(_mapping(item, "additionalOperations"))
        for item in _mapping(document, "paths").values()
    )


def schemas_in(document: Any) -> list[str]:
    """Name the reusable schemas: of `components`, or Swagger's `definitions`."""
    swagger = isinstance(document, dict) and "swagger" in document
    holder = document if swagger else _mapping(document, "components")
    found = _mapping(holder, "definitions" if swagger else "schemas")
    return [str(name) for name, schema in found.items() if _is_schema(schema)]


class _Loader(yaml.CSafeLoader):
    """Reads a time as the text it is written as, as YAML 1.2 does."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _is_description(text: bytes, suffix: str) -> bool:
    """Tell a description from its parts, and from documents that only speak of it.

    What cannot be parsed counts: somebody meant it to be one.
    """
    document = parsed(text, suffix)
    if document is None:
        return True
    return isinstance(document, dict) and not document.keys().isdisjoint(
        ("openapi", "swagger")
    )


def _is_schema(schema: Any) -> bool:
    return isinstance(schema, dict | bool)


def _mapping(holder: Any, key: str) -> dict[Any, Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}
