"""Long values that differ in one member, written once: the others as changes of the first.

A union is tried with whole values of its branches, each with another member changed.
Written in full, n members of a value with n members would take n times n lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from specloom.python.tests.broken import Path, pointer
from specloom.python.tests.changes import GONE
from specloom.python.tests.methods import assigned
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.text.block import Statement
from specloom.python.text.layout import Piece, call
from specloom.python.text.source import Source, identifier, literal

# From this many members on a value is long; from this many changes on it has a name.
_LONG = 40
_MANY = 8
# So many long values before one are compared with it.
_NEAR = 8


@dataclass(slots=True)
class _Base:
    """A long value, and where in the list values are that differ in one member of it."""

    value: Any
    others: dict[int, tuple[Path, Any]] = field(default_factory=dict)


def view_values(
    module: SchemaModule, values: Sequence[Any]
) -> tuple[list[Statement], list[Piece]]:
    """Give the values as Python text, and the statements that have to stand before it."""
    statements: list[Statement] = []
    pieces: dict[int, Piece] = {}
    for start, base in _bases(values).items():
        if len(base.others) < _MANY:
            continue
        module.use(".support", "changed")
        name = identifier(f"value_{len(statements) + 1}")
        statements.append(assigned(name, module.value(base.value)))
        pieces[start] = name
        for at, (path, new) in base.others.items():
            pieces[at] = _changed(module, name, path, new)
    return statements, [
        pieces[at] if at in pieces else view_value(module, value)
        for at, value in enumerate(values)
    ]


def view_value(module: SchemaModule, value: Any) -> Piece:
    """Write one value, or that there is none."""
    if value is GONE:
        module.use(".support", "GONE")
        return Source("GONE")
    return module.value(value)


def _changed(module: SchemaModule, name: Source, path: Path, new: Any) -> Piece:
    place = literal(pointer(path))
    return call(Source("changed"), [name, place, view_value(module, new)])


def _bases(values: Sequence[Any]) -> dict[int, _Base]:
    """Find the long values, each with those after it that are little else."""
    bases: dict[int, _Base] = {}
    for at, value in enumerate(values):
        if _size(value) < _LONG:
            continue
        near = [*bases.values()][-_NEAR:]
        found = [(base, difference(base.value, value)) for base in reversed(near)]
        for base, change in found:
            if change is not None and _size(change[1]) < _LONG:
                base.others[at] = change
                break
        else:
            bases[at] = _Base(value)
    return bases


def _size(value: Any) -> int:
    """Count the values in a value."""
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def difference(before: Any, after: Any) -> tuple[Path, Any] | None:
    """Give the place of the one member in which two values differ, and the new one."""
    if isinstance(before, list) and isinstance(after, list):
        is_as_long = len(before) == len(after)
        before, after = dict(enumerate(before)), dict(enumerate(after))
        return _inner(before, after) if is_as_long else None
    if isinstance(before, dict) and isinstance(after, dict):
        return _inner(before, after)
    return None


def _inner(before: dict[Any, Any], after: dict[Any, Any]) -> tuple[Path, Any] | None:
    keys = before.keys() | after.keys()
    changed = [
        key for key in keys if not _equal(before.get(key, GONE), after.get(key, GONE))
    ]
    if len(changed) != 1:
        return None
    key, new = changed[0], after.get(changed[0], GONE)
    found = difference(before.get(key), new) or ((), new)
    return (key, *found[0]), found[1]


def _equal(a: Any, b: Any) -> bool:
    """Compare as Python text does: `1` is not `1.0`."""
    return a is b or repr(a) == repr(b)
