"""Long values written as what differs from one before them, where there are very many.

A union of large objects has a row of tests for every limit of every variant: with each
value written out, the tests of one schema would take dozens of megabytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.python.tests.broken import Path, pointer
from specloom.python.tests.changes import GONE
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.text.layout import Piece, Row, call, statement
from specloom.python.text.source import Source, code, literal

_FEW = 3
_LONG = 30
_MANY = 20_000
_TRIED = 20


@dataclass(slots=True)
class Bases:
    """Writes the values of one schema; `is_used` says that there are too many to write out.

    `known` are the values that have a constant, with its name, the latest last.
    """

    module: SchemaModule
    wanted: str
    is_used: bool
    known: list[tuple[Source, Any]] = field(default_factory=list)

    def piece(self, value: Any) -> Piece:
        """Write a value, by a change of a constant where that is shorter."""
        if value is GONE:
            self.module.use(".support", "GONE")
            return Source("GONE")
        if not self.is_used or size(value) < _LONG:
            return self.module.value(value)
        for name, base in reversed(self.known[-_TRIED:]):
            found = list(differences(base, value))
            if len(found) <= _FEW and sum(size(new) for _, new in found) < _LONG:
                return self._changed(name, found)
        return self._constant(value)

    def _changed(self, base: Piece, found: list[tuple[Path, Any]]) -> Piece:
        """Write a value as changes of a constant, one after the other."""
        for place, new in found:
            self.module.use(".support", "changed")
            arguments = [base, literal(pointer(place)), self.piece(new)]
            base = call(Source("changed"), arguments)
        return base

    def _constant(self, value: Any) -> Source:
        name = self.module.constant_name(f"{self.wanted.upper()}_{len(self.known) + 1}")
        self.known.append((name, value))
        self.module.use("typing", "Any")
        head = code("{}: Any = ", name)
        written = statement("", Row((head, self.module.value(value))), 0)
        self.module.constants.append(written)
        return name


def are_many(values: Iterable[Any]) -> bool:
    """Tell whether values are too long and too many to be written out."""
    sizes = (size(value) for value in values)
    return sum(found for found in sizes if found >= _LONG) > _MANY


def size(value: Any) -> int:
    """Count the values in a value, itself included."""
    if isinstance(value, dict):
        return 1 + sum(size(member) for member in value.values())
    return 1 + sum(map(size, value)) if isinstance(value, list) else 1


def differences(base: Any, value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield the places where a value is another, with what is there: GONE for nothing."""
    if isinstance(base, dict) and isinstance(value, dict) and base:
        for key in dict.fromkeys((*base, *value)):
            found = differences(base.get(key, GONE), value.get(key, GONE))
            yield from (((key, *place), new) for place, new in found)
    elif isinstance(base, list) and isinstance(value, list) and len(base) == len(value):
        for index, (item, new_item) in enumerate(zip(base, value, strict=True)):
            found = differences(item, new_item)
            yield from (((index, *place), new) for place, new in found)
    elif type(base) is not type(value) or base != value:
        yield (), value
