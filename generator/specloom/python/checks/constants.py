"""The constants of a module of checks: patterns, allowed values, known names, tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.place import tokens
from specloom.ir.schema import Value
from specloom.naming.words import snake
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    assignment,
    call,
    json_value,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal

_LONGEST, _FEWEST = 44, 6
_SILENT = frozenset({"properties", "schema", "schemas", "components", "items"})


@dataclass(slots=True)
class ModuleNames:
    """Gives every function and constant of a module a name of its own."""

    taken: set[str]

    def free(self, wanted: str, longest: int) -> str:
        """Give a name that the module does not use yet; a long one loses inner words."""
        words = wanted.split("_")
        while len("_".join(words)) > longest and len(words) > _FEWEST:
            del words[len(words) // 2]
        base = "_".join(words)
        name, number = base, 2
        while name in self.taken:
            name, number = f"{base}_{number}", number + 1
        self.taken.add(name)
        return name


@dataclass(slots=True)
class Constants:
    """Writes constants above the function that first needs them.

    `compiled` gives the text that makes a pattern, None if there is none that is exact.
    A constant is named for what the function calls its schema (`called`), and for the
    part of it; what stands outside of the schema is named for its own place.
    """

    names: ModuleNames
    scope: Scope
    compiled: Callable[[str, Location], Piece | None]
    called: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    tables: list[Source] = field(default_factory=list)
    _above: list[Source] = field(default_factory=list)
    _known: dict[tuple[str, Location], Source] = field(default_factory=dict)

    def pattern(self, pattern: str, at: Location) -> Source | None:
        """Give the constant of a schema's `pattern`."""
        return self._pattern("pattern", at.child("pattern"), pattern)

    def key_pattern(self, pattern: str, at: Location) -> Source | None:
        """Give the constant of one of `patternProperties`."""
        key_at = at.child("patternProperties", pattern)
        return self._pattern("key_pattern", key_at, pattern)

    def values(self, values: tuple[Value, ...], at: Location) -> Source:
        """Give the constant of the values of an `enum`, a set if all are texts."""
        pieces = [json_value(value.json) for value in values]
        if is_all_text(values):
            return self._constant("values", at, self._set(pieces))
        if any(map(_holds_nothing, (value.json for value in values))):
            return self._annotated("values", at, tuple_of(pieces))
        return self._constant("values", at, tuple_of(pieces))

    def known(self, names: Sequence[str], at: Location) -> Source:
        """Give the constant of the names in `properties`."""
        pieces = [literal(name) for name in names]
        return self._constant("properties", at, self._set(pieces))

    def table(self, at: Location, entries: Piece) -> Source:
        """Give the constant of a table from texts to functions, made after them."""
        key = "options", at
        if key not in self._known:
            self._known[key] = self._name("options", at)
            self.tables.append(assignment(self._known[key], entries, 0))
        return self._known[key]

    def take(self) -> tuple[Source, ...]:
        """Give what stands above the function that has been written."""
        above = tuple(self._above)
        self._above.clear()
        return above

    def _pattern(self, ending: str, at: Location, pattern: str) -> Source | None:
        whole = self.compiled(pattern, at)
        return None if whole is None else self._constant(ending, at, whole)

    def _set(self, pieces: Sequence[Piece]) -> Piece:
        frozen = self.scope.builtin("frozenset")
        unique = tuple(dict.fromkeys(pieces))
        if not unique:
            return code("{}[{}]()", frozen, self.scope.builtin("str"))
        return call(frozen, [Group(EMPTY, "{", unique, "}")])

    def _annotated(self, ending: str, at: Location, whole: Piece) -> Source:
        """Give a constant whose type cannot be seen: `{}` does not tell what it holds."""
        key = ending, at
        if key not in self._known:
            name, builtin = self._name(ending, at), self.scope.builtin
            head = code("{}: {}[{}, ...]", name, builtin("tuple"), builtin("object"))
            self._known[key] = name
            self._above.append(assignment(head, whole, 0))
        return self._known[key]

    def _constant(self, ending: str, at: Location, whole: Piece) -> Source:
        key = ending, at
        if key not in self._known:
            self._known[key] = self._name(ending, at)
            self._above.append(assignment(self._known[key], whole, 0))
        return self._known[key]

    def _name(self, ending: str, at: Location) -> Source:
        part = tokens(at)
        if ending.endswith("pattern"):
            part = part[: -2 if ending == "key_pattern" else -1]
        words = [*part[-1:]]
        for start, called in self.called.items():
            if part[: len(start)] == start:
                words = [*called, *part[len(start) :]]
        named = [snake(word) for word in words if word not in _SILENT]
        name = "_".join((*filter(None, named), ending))
        return identifier(self.names.free(f"_{name}".upper(), _LONGEST))


def _holds_nothing(value: object) -> bool:
    """Tell whether a JSON value is, or has inside, an empty object or array."""
    if isinstance(value, dict):
        return not value or any(map(_holds_nothing, value.values()))
    if isinstance(value, list):
        return not value or any(map(_holds_nothing, value))
    return False


def is_all_text(values: tuple[Value, ...]) -> bool:
    """Tell whether all values of an `enum` are texts."""
    return bool(values) and all(isinstance(value.json, str) for value in values)
