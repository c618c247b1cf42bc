"""Random schemas of a dialect, over every keyword that it has.

JSON Schema drafts 4, 6, 7, 2019-09 and 2020-12, Core and Validation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from specloom.compile import DialectName

from .evaluating import KINDS, evaluating
from .places import inside
from .plan import ANYWHERE, Plan, Target
from .pools import BOUNDS, NAMES, NUMBERS, TEXTS, TYPES, WHOLE_FLOATS

Schema = dict[str, Any]
Maker = Callable[[Any, Any], Any]
"""Makes the value of a keyword for a maze and a spot."""
BOUND_OF = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
COMBINING = ("allOf", "anyOf", "oneOf", "not", "if", "enum", "const")
THEMES: Mapping[str, tuple[str, ...]] = {
    "number": ("minimum", "maximum", *BOUND_OF, "multipleOf", "enum", "const", "not"),
    "string": ("minLength", "maxLength", "pattern", "enum", "allOf", "not"),
    "array": (
        *("items", "prefixItems", "additionalItems", "contains", "minContains"),
        *("maxContains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
        *("allOf", "anyOf", "if", "unevaluatedItems"),
    ),
    "object": (
        *("properties", "patternProperties", "additionalProperties", "required"),
        *("propertyNames", "minProperties", "maxProperties", "dependentRequired"),
        *("dependentSchemas", "dependencies", "unevaluatedProperties", "properties"),
        *("allOf", "anyOf", "oneOf", "if", "unevaluatedProperties"),
    ),
}
TYPES_OF: Mapping[str, tuple[Any, ...]] = {
    "number": ("number", "integer", ["number", "string"], ["integer", "null"]),
    "string": ("string", ["string", "null"]),
    "array": ("array", ["array", "object"]),
    "object": ("object", ["object", "integer", "boolean"]),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a schema stands: what it may refer to, how deep it is, what it is about."""

    resource: int
    rank: int
    depth: int
    theme: str

    def part(self, theme: str) -> Spot:
        """Give the spot of a schema for a part of the value."""
        return replace(self, rank=ANYWHERE, depth=self.depth - 1, theme=theme)

    @property
    def beside(self) -> Spot:
        """Give the spot of a schema for the same value."""
        return replace(self, depth=self.depth - 1)


@dataclass(slots=True)
class Maze:
    """Makes one random document; `targets` are its schemas by the texts that refer."""

    dialect: DialectName
    random: Random
    plan: Plan
    makers: Mapping[str, Maker]
    strangers: Mapping[str, Maker]
    left_out: str
    targets: dict[str, Any] = field(default_factory=dict)
    _loose: list[tuple[int, Schema]] = field(default_factory=list)

    def document(self) -> Schema:
        """Make the whole document."""
        made = [self._target(target) for target in self.plan.targets]
        for target, schema in zip(self.plan.targets, made, strict=True):
            for resource in range(len(self.plan.resources)):
                for text in self.plan.references(resource, target):
                    self.targets.setdefault(text, schema)
            if target.name:
                root = self._root(made, target.resource)
                root.setdefault(self.plan.definitions, {})[target.name] = schema
        for number, home in enumerate(self.plan.resources):
            if home.parent is not None:
                around = self._root(made, home.parent)
                inner = around.setdefault(self.plan.definitions, {})
                inner[f"r{number}"] = self._root(made, number)
        for number, reference in self._loose:
            self._redirect(reference, self._root(made, number))
        return self._root(made, 0)

    def value(self, depth: int = 2) -> Any:
        """Make any value."""
        kind = self.random.random() if depth else 1.0
        count = self.random.choice((0, 1, 1, 2, 3))
        if kind < 0.3:
            names = self.random.sample(NAMES, count)
            return {name: self.value(depth - 1) for name in names}
        if kind < 0.55:
            return [self.value(depth - 1) for _ in range(count)]
        return self.random.choice(self.random.choice(self.scalars()))

    def scalars(self) -> tuple[tuple[Any, ...], ...]:
        """Give the values that have no parts, by type."""
        return (None, True, False), NUMBERS, self.wholes(), TEXTS

    def wholes(self) -> tuple[int | float, ...]:
        """Give numbers that are integers to all."""
        return (0, 1, 2) if self.dialect == "draft4" else (0, 1, *WHOLE_FLOATS)

    def schema(self, spot: Spot) -> Schema:
        """Make a schema of one to four keywords that mostly concern one type."""
        if self.plan.is_new and self.random.random() < 0.25:
            return self._evaluating(spot)
        makers = self.makers
        about = [name for name in THEMES[spot.theme] if name in makers]
        wanted = self.random.sample(about, min(len(about), self.random.randint(1, 3)))
        if self.random.random() < 0.35:
            wanted.append(self.random.choice([*makers]))
        if self.random.random() < 0.35:
            wanted.append(self.random.choice(COMBINING))
        known = makers.keys() - {self.left_out}
        names = [name for name in dict.fromkeys(wanted) if name in known]
        made = {name: makers[name](self, spot) for name in names}
        if self.random.random() < 0.25:
            made["type"] = self.random.choice(TYPES_OF[spot.theme])
        if self.random.random() < 0.12:
            made |= self._reference(spot)
        if self.random.random() < 0.15:
            made = self._stranger(spot) | made
        return self._allowed(made)

    def _evaluating(self, spot: Spot) -> Schema:
        kind = self.random.choice(KINDS)
        if self.left_out == "unevaluatedItems":
            kind = "properties"
        made = evaluating(self.random, self.dialect, kind, self.random.randint(0, 2))
        return made | (self._reference(spot) if self.random.random() < 0.3 else {})

    def inner(self, spot: Spot) -> Any:
        """Make a schema inside another."""
        chance = self.random.random()
        if chance < 0.12 and self.dialect != "draft4":
            return chance < 0.08
        often = 0.5 if self.plan.is_dynamic else 0.3
        if chance < often and (reference := self._reference(spot)):
            if spot.rank == ANYWHERE and chance < 0.17:
                self._loose.append((spot.resource, reference))
            return reference
        if spot.depth <= 0:
            return {"type": self.random.choice(TYPES)}
        return self.schema(spot)

    def inners(self, spot: Spot) -> list[Any]:
        """Make one to three schemas for the same value."""
        return [self.inner(spot.beside) for _ in range(self.random.randint(1, 3))]

    def part(self, spot: Spot) -> Any:
        """Make a schema for a part of the value."""
        return self.inner(spot.part(self.random.choice([*THEMES])))

    def names(self, least: int = 0) -> list[str]:
        """Give some names, each once."""
        pool = NAMES[:5] if self.random.random() < 0.7 else NAMES
        return self.random.sample(pool, self.random.randint(least, 2))

    def chosen(self, spot: Spot) -> Any:
        """Make a value for `enum` and `const`, mostly of the type that it is about."""
        of_theme: Mapping[str, tuple[Any, ...]] = {
            "number": (*NUMBERS, *self.wholes()),
            "string": TEXTS,
        }
        if spot.theme in of_theme and self.random.random() < 0.7:
            return self.random.choice(of_theme[spot.theme])
        return self.value(2)

    def _root(self, made: list[Any], resource: int) -> Schema:
        for target, schema in zip(self.plan.targets, made, strict=True):
            if target.resource == resource and not target.name:
                found: Schema = schema
                return found
        raise LookupError(resource)

    def _target(self, target: Target) -> Schema:
        theme = self.random.choice([*THEMES])
        made = self.schema(Spot(target.resource, target.rank, 2, theme))
        id_ = "id" if self.dialect == "draft4" else "$id"
        if not self.plan.is_new and (
            "$ref" in made and (target.anchor or not target.name)
        ):
            made = {"allOf": [made]}
        if target.dynamic_anchor:
            made["$dynamicAnchor"] = target.dynamic_anchor
        if target.anchor:
            name = "$anchor" if self.plan.is_new else id_
            made[name] = target.anchor if self.plan.is_new else f"#{target.anchor}"
        if not target.name:
            if identifier := self.plan.resources[target.resource].id:
                made[id_] = identifier
            if self.plan.is_recursive:
                made["$recursiveAnchor"] = True
        return made

    def _redirect(self, reference: Schema, root: Schema) -> None:
        """Let a reference lead to some schema inside another, by its pointer."""
        if "$ref" in reference and (found := [*inside(root, "#")]):
            pointer, schema = self.random.choice(found)
            reference["$ref"] = pointer
            self.targets.setdefault(pointer, schema)

    def _reference(self, spot: Spot) -> Schema:
        made: Schema = {}
        found = self.plan.reachable(spot.rank, spot.resource)
        if found:
            target = self.random.choice(found)
            texts = [*self.plan.references(spot.resource, target)]
            made["$ref"] = self.random.choice(texts)
        if self.random.random() < 0.5:
            made = self._dynamic_reference(spot) or made
        return made

    def _dynamic_reference(self, spot: Spot) -> Schema:
        if self.dialect == "2019-09" and spot.rank == ANYWHERE:
            return {"$recursiveRef": "#"}
        names = {
            name
            for entry in self.plan.targets
            if (name := entry.dynamic_anchor)
            and entry.resource == spot.resource
            and all(other.rank > spot.rank for other in self.plan.dynamic(name))
        }
        if not names:
            return {}
        return {"$dynamicRef": f"#{self.random.choice(sorted(names))}"}

    def _stranger(self, spot: Spot) -> Schema:
        """Make a keyword that is none in this dialect, or asserts nothing."""
        name = self.random.choice([*self.strangers])
        return {name: self.strangers[name](self, spot)}

    def _allowed(self, made: Schema) -> Schema:
        """Keep what the meta-schema of the dialect demands."""
        if self.dialect == "draft4":
            for exclusive, bound in BOUND_OF.items():
                if exclusive in made:
                    made.setdefault(bound, self.random.choice(BOUNDS))
        return made
