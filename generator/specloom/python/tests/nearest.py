"""Long values that differ in one member, written once: each as a change to the first.

A union is tried with whole values of its branches, each with another member changed.
Written in full, n members of a value with n members would take n times n lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from specloom.python.tests.broken import Path, pointer
from specloom.python.tests.changes import GONE
from specloom.python.tests.conformity import same
from specloom.python.tests.methods import assigned
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.text.block import Statement
from specloom.python.text.layout import Piece, call
from specloom.python.text.source import Source, literal

# From this many members on a value is long.
_LONG = 40
# Values in a row that no other one is near to end the search.
_NEAR = 8


@dataclass(slots=True)
class _Base:
    value: Any
    name: Source
    is_used: bool = False


@dataclass(slots=True)
class Nearest:
    """Writes the values of one test; `bases` are those that others are changes of."""

    module: SchemaModule
    bases: list[_Base] = field(default_factory=list)

    def piece(self, value: Any) -> Piece:
        """Write a value; a long one by what parts it from one before, if that is little."""
        if _size(value) < _LONG:
            return self.module.value(value)
        for base in reversed(self.bases[-_NEAR:]):
            found = _difference(base.value, value)
            if found is not None:
                return self._changed(base, *found)
        name = Source(f"value_{len(self.bases) + 1}")
        self.bases.append(_Base(value, name))
        return name
