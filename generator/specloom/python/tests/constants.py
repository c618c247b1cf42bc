"""The values of one test module as Python text; what several tests use stands above them."""

from dataclasses import dataclass, field
from typing import Any

from specloom.errors import Location
from specloom.python.context import Context
from specloom.python.tests.conformity import Binary
from specloom.python.tests.directed import base_of
from specloom.python.tests.free_names import FreeNames
from specloom.python.tests.samples import Sampler
from specloom.python.tests.sent import Part
from specloom.python.text.layout import (
    Piece,
    Row,
    dict_of,
    flat,
    list_of,
    statement,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, joined, literal

_JSON, _ROWS = Source(": Any"), EMPTY
_LONG = 60
_FEW = 2
_WHOLE = 12


@dataclass(slots=True)
class Constants:
    """Writes values; those of named schemas become constants, each written once.

    `names` are by the identity of values that the sampler keeps.
    """

    context: Context
    sampler: Sampler
    statements: list[Source] = field(default_factory=list)
    _free: FreeNames = field(default_factory=lambda: FreeNames({"UNSET"}))
    _names: dict[int, Source] = field(default_factory=dict)
    _kept: dict[int, Location] = field(default_factory=dict)
    _lists: dict[str, Source] = field(default_factory=dict)

    def piece(self, value: Any) -> Piece:
        """Write a value, by the name of its constant if it has one."""
        if isinstance(value, dict) and (at := self._place(value)) is not None:
            return self._named(value, at)
        return self._written(value)

    def choices(self, wanted: str, value: list[Any]) -> Source:
        """Write a long list of known values once for all who give it."""
        key = repr(value)
        if key not in self._lists:
            self._lists[key] = self._add(wanted, _JSON, self._written(value))
        return self._lists[key]

    def rows(self, wanted: str, rows: tuple[Piece, ...]) -> Source:
        """Write rows of a table once for all tables that have them."""
        key = repr([flat(row).text for row in rows])
        if key not in self._lists:
            self._lists[key] = self._add(wanted, _ROWS, list_of(rows))
        return self._lists[key]

    def _place(self, value: Any) -> Location | None:
        if len(self._kept) != len(self.sampler.kept):
            kept = self.sampler.kept
            self._kept = {id(known): at for at, known in kept.items()}
        return self._kept.get(id(value))

    def _named(self, value: Any, at: Location) -> Source:
        if id(value) not in self._names:
            at = base_of(at, self.sampler.schemas)
            names = self.context.names.types.get(at)
            wanted = names.function.upper() if names is not None else "SAMPLE"
            self._names[id(value)] = self._add(wanted, _JSON, self._written(value))
        return self._names[id(value)]

    def _add(self, wanted: str, annotation: Source, piece: Piece) -> Source:
        name = identifier(self._free.free(wanted))
        head = joined("", (name, annotation, Source(" = ")))
        self.statements.append(statement("", Row((head, piece)), 0))
        return name

    def _written(self, value: Any) -> Piece:
        if isinstance(value, Binary):
            return code('b"content {}"', literal(value.number))
        if isinstance(value, Part):
            content = self._written(value.content)
            more = [literal(value.content_type), literal(value.filename)]
            return tuple_of([literal(value.name), content, *more])
        if isinstance(value, dict):
            return dict_of([(literal(k), self.piece(v)) for k, v in value.items()])
        if isinstance(value, list) and len(value) > _FEW and _is_repeated(value):
            return Row(
                (list_of([self.piece(value[0])]), code(" * {}", literal(len(value))))
            )
        if isinstance(value, (list, tuple)):
            return list_of([self.piece(item) for item in value])
        if isinstance(value, str) and len(value) > _LONG and set(value) == {"x"}:
            return code('"x" * {}', literal(len(value)))
        if value is None or isinstance(value, (str, int, float, bool)):
            return literal(value)
        raise TypeError(f"{type(value).__name__} is no JSON value")


def _is_repeated(value: list[Any]) -> bool:
    return all(item == value[0] for item in value[1:])


def is_long(value: Any) -> bool:
    """Tell whether a list is worth a constant."""
    return isinstance(value, list) and len(value) > _WHOLE and not _is_repeated(value)
