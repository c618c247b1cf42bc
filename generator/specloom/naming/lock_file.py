"""The file of a lock: `.specloom.names.json` (RFC 8259), to be committed with the output.

It has a line for each operation and type, so that a change can be read in a diff.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from specloom.errors import UsageError
from specloom.naming.held import TagNames
from specloom.naming.lock import Lock, LockedOperation, LockedType, Renamed
from specloom.naming.reserved import KEYWORDS, PACKAGES

LOCK = ".specloom.names.json"
_VERSION = 1


def write_lock(lock: Lock) -> bytes:
    """Give the text of a lock file, the same for the same names."""
    tags = {
        tag: {"attribute": names.attribute, "class": names.class_}
        for tag, names in lock.tags.items()
    }
    renamed = lock.renamed
    sections: dict[str, Mapping[str, object]] = {
        "tags": tags,
        "credentials": lock.credentials,
        "operations": {k: _operation(entry) for k, entry in lock.operations.items()},
        "types": {key: _type(entry) for key, entry in lock.types.items()},
    }
    old = {
        "tags": renamed.tags,
        "operations": renamed.operations,
        "types": renamed.types,
        "moved": renamed.moved,
    }
    if any(old.values()):
        sections["renamed"] = {name: names for name, names in old.items() if names}
    lines = [
        f'"version": {_VERSION}',
        f'"document": {_compact(renamed.since)}',
        f'"package": {_compact(lock.package)}',
        *(_section(name, entries) for name, entries in sections.items()),
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def lock_in(folder: Path) -> Lock:
    """Read the lock of an output folder; one that has none gives an empty one.

    Raises UsageError for one that cannot be understood.
    """
    path = folder / LOCK
    return read_lock(path.read_bytes(), str(path)) if path.is_file() else Lock()


def read_lock(content: bytes, name: str) -> Lock:
    """Read the text of a lock file.

    Raises UsageError that names the file and the entry that cannot be understood.
    """
    try:
        record = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{name}: {_unreadable(problem)}") from None
    try:
        return _lock(record)
    except _NoLock as problem:
        raise UsageError(
            f"{name}: {problem}; mend it, or delete the file to name everything anew"
        ) from None


def _section(name: str, entries: Mapping[str, object]) -> str:
    if not entries:
        return f"{_compact(name)}: {{}}"
    lines = [
        f"  {_compact(key)}: {_compact(entry)}"
        for key, entry in sorted(entries.items())
    ]
    return f"{_compact(name)}: {{\n" + ",\n".join(lines) + "\n}"


def _compact(value: object) -> str:
    # Lone surrogates, which a document can have, are no UTF-8.
    return json.dumps(value, sort_keys=True, ensure_ascii=True)


def _operation(entry: LockedOperation) -> Mapping[str, object]:
    places: dict[str, dict[str, str]] = {}
    for (in_, name), python in entry.arguments.items():
        places.setdefault(in_, {})[name] = python
    arguments = {in_: _pairs(names) for in_, names in places.items()}
    headers = _headers(entry) if entry.headers else {}
    return {
        "id": entry.id,
        "tag": entry.tag,
        "name": entry.name,
        "arguments": arguments,
        **headers,
    }


def _headers(entry: LockedOperation) -> Mapping[str, object]:
    return {
        "headers": _pairs(entry.headers),
        "headers_class": entry.headers_class,
        "headers_shape": entry.headers_shape,
    }


def _type(entry: LockedType) -> Mapping[str, object]:
    return {
        "name": entry.name,
        "function": entry.function,
        "shape": entry.shape,
        "fields": _pairs(entry.fields),
    }


def _pairs(names: Mapping[str, str]) -> list[str | list[str]]:
    """Write names: as one text where it is the same in the document and in Python."""
    return [
        name if name == python else [name, python]
        for name, python in sorted(names.items())
    ]


class _NoLock(Exception):
    """What in a record is not as it should be."""


def _lock(record: object) -> Lock:
    whole = _object(record, "the file")
    if whole.get("version") != _VERSION:
        raise _NoLock(f"'version' is not {_VERSION}")
    operations = _object(whole.get("operations", {}), "operations")
    types = _object(whole.get("types", {}), "types")
    return Lock(
        _package(whole.get("package")),
        {
            tag: _tag(entry, f"tags > {tag}")
            for tag, entry in _object(whole.get("tags", {}), "tags").items()
        },
        _texts(whole.get("credentials", {}), "credentials"),
        {k: _locked_operation(v, f"operations > {k}") for k, v in operations.items()},
        {key: _locked_type(entry, f"types > {key}") for key, entry in types.items()},
        _renamed(
            _text(whole.get("document", ""), "document"), whole.get("renamed", {})
        ),
    )


def _renamed(since: str, value: object) -> Renamed:
    renamed = _object(value, "renamed")
    moved = _object(renamed.get("moved", {}), "renamed > moved")
    return Renamed(
        since,
        _lists(renamed.get("tags", {}), "renamed > tags"),
        _lists(renamed.get("operations", {}), "renamed > operations"),
        _lists(renamed.get("types", {}), "renamed > types"),
        {
            tag: _lists(names, f"renamed > moved > {tag}")
            for tag, names in moved.items()
        },
    )


def _unreadable(problem: Exception) -> str:
    place = (
        f" in line {problem.lineno}"
        if isinstance(problem, json.JSONDecodeError)
        else ""
    )
    return (
        f"this is no JSON{place}; settle the merge that may have left it so,"
        " or delete the file to name everything anew"
    )


def _object(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _NoLock(f"{place} is no object")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _NoLock(f"{place} is no text")
    return value


def _identifier(value: object, place: str) -> str:
    name = _text(value, place)
    if not name.isidentifier() or name in KEYWORDS:
        raise _NoLock(f"{place}: {name!r} is no Python name")
    return name


def _package(value: object) -> str:
    name = _identifier(value, "package")
    if not name.isascii() or name in PACKAGES:
        raise _NoLock(f"package: {name!r} is no name for a package of its own")
    return name


def _function(value: object, place: str) -> str:
    if not f"read_{_text(value, place)}".isidentifier():
        raise _NoLock(f"{place}: {value!r} cannot end the name of a function")
    return f"{value}"


def _texts(value: object, place: str) -> dict[str, str]:
    return {
        key: _identifier(name, f"{place} > {key}")
        for key, name in _object(value, place).items()
    }


def _lists(value: object, place: str) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(
            _identifier(name, f"{place} > {key}") for name in _list(names, place)
        )
        for key, names in _object(value, place).items()
    }


def _list(value: object, place: str) -> Iterable[object]:
    if not isinstance(value, list):
        raise _NoLock(f"{place} is no array")
    return value


def _tag(value: object, place: str) -> TagNames:
    entry = _object(value, place)
    attribute = _identifier(entry.get("attribute"), f"{place} > attribute")
    return TagNames(
        attribute, attribute, _identifier(entry.get("class"), f"{place} > class")
    )


def _locked_operation(value: object, place: str) -> LockedOperation:
    entry = _object(value, place)
    arguments = _object(entry.get("arguments", {}), f"{place} > arguments")
    return LockedOperation(
        _text(entry.get("id"), f"{place} > id"),
        _text(entry.get("tag"), f"{place} > tag"),
        _identifier(entry.get("name"), f"{place} > name"),
        {
            (in_, name): python
            for in_, names in arguments.items()
            for name, python in _named(names, f"{place} > arguments > {in_}")
        },
        dict(_named(entry.get("headers", []), f"{place} > headers")),
        _class(entry.get("headers_class", ""), f"{place} > headers_class"),
        _text(entry.get("headers_shape", ""), f"{place} > headers_shape"),
    )


def _class(value: object, place: str) -> str:
    return _identifier(value, place) if value else ""


def _locked_type(value: object, place: str) -> LockedType:
    entry = _object(value, place)
    return LockedType(
        _identifier(entry.get("name"), f"{place} > name"),
        _function(entry.get("function"), f"{place} > function"),
        _text(entry.get("shape"), f"{place} > shape"),
        dict(_named(entry.get("fields", []), f"{place} > fields")),
    )


def _named(value: object, place: str) -> Iterator[tuple[str, str]]:
    for entry in _list(value, place):
        match entry:
            case str(name):
                yield name, _identifier(name, place)
            case [str(name), str(python)]:
                yield name, _identifier(python, f"{place} > {name}")
            case _:
                raise _NoLock(
                    f"{place}: {entry!r} is neither a name nor a pair of names"
                )
