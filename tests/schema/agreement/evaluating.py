"""Schemas that evaluate some of the properties or items, by every way there is.

JSON Schema 2020-12, Core, section 11: `unevaluatedProperties`, `unevaluatedItems`. What
they look at is kept loose, so that values get as far as the question who evaluated what.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from specloom.compile import DialectName

FEW_NAMES = ("a", "b", "c", "ab")
_LOOSE: tuple[Any, ...] = (
    *(True, True, True, {"type": ["string", "number"]}, {"type": "number"}),
    *({"minimum": 1}, {"maxLength": 1}, {"not": {"type": "null"}}),
)
_PATTERNS = ("^a", "b$")
_Made = dict[str, Any]
KINDS = ("properties", "items")


def evaluating(random: Random, dialect: DialectName, kind: str, depth: int) -> _Made:
    """Make a schema with an `unevaluated` keyword, and below it up to `depth` levels."""
    keyword = "unevaluatedProperties" if kind == "properties" else "unevaluatedItems"
    made = _Writer(random, dialect, kind).branch(depth)
    return {**made, keyword: random.choice((False, False, False, *_LOOSE))}


class _Writer:
    def __init__(self, random: Random, dialect: DialectName, kind: str) -> None:
        self.random = random
        self.dialect = dialect
        self.kind = kind

    def branch(self, depth: int) -> _Made:
        """Make a schema that evaluates something, and asks for little."""
        made = self._own()
        ways = ["allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas"]
        for way in self.random.sample(ways, self.random.choice((1, 1, 2, 3))):
            if depth > 0:
                made |= self._applied(way, depth - 1)
        if self.random.random() < 0.12:
            rest = self.random.choice((True, False, *_LOOSE))
            made["unevaluated" + self.kind.capitalize()] = rest
        return made

    def _applied(self, way: str, depth: int) -> _Made:
        match way:
            case "allOf" | "anyOf" | "oneOf":
                return {way: self._branches(depth)}
            case "not":
                return {"not": {"not": self._inner(depth)}}
            case "dependentSchemas":
                name = self.random.choice(FEW_NAMES)
                return {way: {name: self._inner(depth)}}
            case "if":
                ends = self.random.choice((("then",), ("else",), ("then", "else"), ()))
                return {name: self._inner(depth) for name in ("if", *ends)}
            case _:
                raise LookupError(way)

    def _branches(self, depth: int) -> list[Any]:
        return [self._inner(depth) for _ in range(self.random.choice((1, 2, 2, 3)))]

    def _inner(self, depth: int) -> Any:
        if self.random.random() < 0.06:
            return self.random.random() < 0.7
        return self.branch(depth)

    def _own(self) -> _Made:
        makers = self._of_object() if self.kind == "properties" else self._of_array()
        names = self.random.sample([*makers], self.random.choice((0, 1, 1, 1, 2)))
        return {name: makers[name] for name in names}

    def _of_object(self) -> Mapping[str, Any]:
        names = self.random.sample(FEW_NAMES, self.random.randint(1, 2))
        makers = {
            "properties": {name: self.random.choice(_LOOSE) for name in names},
            "patternProperties": {self.random.choice(_PATTERNS): self._loose()},
            "required": self.random.sample(FEW_NAMES, 1),
        }
        if self.random.random() < 0.15:
            makers["additionalProperties"] = self._loose()
        return makers

    def _of_array(self) -> Mapping[str, Any]:
        first = [self._loose() for _ in range(self.random.randint(1, 3))]
        is_last = self.random.random() < 0.15
        makers: _Made = {"minItems": self.random.randint(0, 3)}
        if self.dialect == "2019-09":
            makers["items"] = first
            if is_last:
                return makers | {"additionalItems": self._loose()}
            return makers
        makers["prefixItems"] = first
        makers["contains"] = self.random.choice(({"minimum": 1}, {"type": "string"}))
        if self.random.random() < 0.3:
            makers["minContains"] = 0
        return makers | ({"items": self._loose()} if is_last else {})

    def _loose(self) -> Any:
        return self.random.choice(_LOOSE)
