"""Values that a random schema is likely to allow, and values close to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from .evaluating import FEW_NAMES
from .facets import KEYWORDS_OF, Facet, both_allow, constant, item, member, most
from .pools import NAMES, PATTERNS
from .schemas import Maze


@dataclass(slots=True)
class Aim:
    """Makes values for the schemas of a maze."""

    maze: Maze

    def value(self, parts: Iterable[Any], depth: int = 3) -> Any:
        """Make a value that all of some schemas may allow."""
        facets = [facet for part in parts for facet in self._facets(part, 6)]
        random = self.maze.random
        given = [
            value
            for facet in facets
            for value in (*facet.get("enum", ()), *constant(facet))
        ]
        if given and random.random() < 0.9:
            return random.choice(given)
        if depth <= 0 or not facets or random.random() < 0.03:
            return self.maze.value(0)
        match self._type(facets):
            case "object":
                return self._object(facets, depth)
            case "array":
                return self._array(facets, depth)
            case "string":
                return self._string(facets)
            case "number" | "integer" as kind:
                return self._number(facets, kind == "integer")
            case "boolean":
                return random.random() < 0.5
        return None

    def near(self, value: Any) -> Any:
        """Change a value a little."""
        random = self.maze.random
        if isinstance(value, dict) and value and random.random() < 0.8:
            key = random.choice([*value])
            match random.randrange(4):
                case 0:
                    return {name: value[name] for name in value if name != key}
                case 1:
                    names = NAMES if random.random() < 0.3 else FEW_NAMES
                    return {**value, random.choice(names): self.maze.value(1)}
            return {**value, key: self.near(value[key])}
        if isinstance(value, list) and value and random.random() < 0.8:
            place = random.randrange(len(value))
            match random.randrange(4):
                case 0:
                    return [*value[:place], *value[place + 1 :]]
                case 1:
                    return [*value, value[place]]
            return [*value[:place], self.near(value[place]), *value[place + 1 :]]
        if isinstance(value, str):
            if random.random() < 0.4:
                return random.choice(self.maze.scalars()[3])
            return random.choice((value + "\n", value + "😀", value[1:], value + "a"))
        if isinstance(value, bool):
            return random.choice((not value, int(value)))
        if isinstance(value, int):
            return random.choice((value + 1, value - 1, -value, value * 2))
        return self.maze.value(1)

    def _facets(self, schema: Any, limit: int) -> list[Facet]:
        """Give the schemas that apply to one value, a choice among alternatives made."""
        if not isinstance(schema, dict) or not limit:
            return []
        random, found = self.maze.random, [schema]
        parts = [*schema.get("allOf", ())]
        choices = [schema[name] for name in ("anyOf", "oneOf") if name in schema]
        parts += map(random.choice, choices)
        if "if" in schema:
            branch = random.choice((("if", "then"), ("else",)))
            parts += [schema[name] for name in branch if name in schema]
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            if keyword in schema:
                parts.append(self.maze.targets.get(schema[keyword]))
        for part in parts:
            found += self._facets(part, limit - 1)
        return found

    def _type(self, facets: list[Facet]) -> str:
        random = self.maze.random
        sets = [
            {entry} if isinstance(entry, str) else {*entry}
            for facet in facets
            if (entry := facet.get("type"))
        ]
        if sets:
            both = reduce(both_allow, sets)
            allowed: list[str] = sorted(both or sets[0])
            return random.choice(allowed)
        about = [
            kind
            for facet in facets
            for kind, keywords in KEYWORDS_OF.items()
            if keywords & facet.keys()
        ]
        return random.choice(about or ["null", "string", "number", "object", "array"])

    def _number(self, facets: list[Facet], is_integer: bool) -> int | float:
        low, high = most(facets, "minimum", max), most(facets, "maximum", min)
        above = most(facets, "exclusiveMinimum", max)
        below = most(facets, "exclusiveMaximum", min)
        step = most(facets, "multipleOf", max)
        ends = [end for end in (low, high, above, below) if end is not None]
        near = [end + more for end in ends for more in (-1, 0, 1)]
        pool: list[int | float] = [*near, *self.maze.scalars()[1], *self.maze.wholes()]
        if step:
            pool = [*pool, *(step * n for n in (0, 1, 2, 3, -1, 10, 7))]
        kept = [
            number
            for number in pool
            if (low is None or number >= low)
            and (high is None or number <= high)
            and (above is None or number > above)
            and (below is None or number < below)
            and (not is_integer or number == int(number))
            and (not step or number % step == 0)
        ]
        chosen: int | float = self.maze.random.choice(kept or pool)
        is_whole = isinstance(chosen, float) and chosen.is_integer()
        return int(chosen) if is_whole and self.maze.dialect == "draft4" else chosen

    def _string(self, facets: list[Facet]) -> str:
        patterns = [facet["pattern"] for facet in facets if "pattern" in facet]
        least = most(facets, "minLength", max) or 0
        limit = most(facets, "maxLength", min)
        pool = [*PATTERNS[patterns[0]]] if patterns else [*self.maze.scalars()[3]]
        pool += [text * n for text in pool[:2] for n in (2, 3)]
        kept = [
            text
            for text in pool
            if len(text) >= least and (limit is None or len(text) <= limit)
        ]
        chosen: str = self.maze.random.choice(kept or pool)
        return chosen

    def _array(self, facets: list[Facet], depth: int) -> list[Any]:
        random = self.maze.random
        least = most(facets, "minItems", max) or 0
        limit = most(facets, "maxItems", min)
        size = least + random.choice((0, 0, 1, 1, 2, 3))
        wanted = [facet["contains"] for facet in facets if "contains" in facet]
        needed = most(facets, "minContains", max)
        if wanted:
            size = max(size, 1 if needed is None else needed)
        if limit is not None:
            size = min(size, int(limit))
        items = [
            self.value([item(facet, place) for facet in facets], depth - 1)
            for place in range(int(size))
        ]
        for schema in wanted:
            for _ in range(min(len(items), random.choice((0, 1, 1, 2)))):
                place = random.randrange(len(items))
                parts = [item(facet, place) for facet in facets]
                items[place] = self.value([schema, *parts], depth - 1)
        return items

    def _object(self, facets: list[Facet], depth: int) -> dict[str, Any]:
        random = self.maze.random
        names = [name for facet in facets for name in facet.get("required", ())]
        for facet in facets:
            names += [
                name for name in facet.get("properties", ()) if random.random() < 0.7
            ]
        names += self._wanted_names(facets)
        for facet in facets:
            needs = (facet.get("dependentRequired", {}), facet.get("dependencies", {}))
            for name, other in [entry for need in needs for entry in need.items()]:
                names += other if name in names and isinstance(other, list) else ()
        parts = [
            schema
            for facet in facets
            for keyword in ("dependentSchemas", "dependencies")
            for name, schema in facet.get(keyword, {}).items()
            if name in names and isinstance(schema, dict)
        ]
        facets = [
            *facets,
            *(entry for part in parts for entry in self._facets(part, 3)),
        ]
        made = {
            name: self.value(
                [part for facet in facets for part in member(facet, name)], depth - 1
            )
            for name in [*dict.fromkeys(names)][:4]
        }
        least = most(facets, "minProperties", max) or 0
        while len(made) < least:
            made[random.choice(NAMES)] = self.maze.value(1)
        return made

    def _wanted_names(self, facets: list[Facet]) -> list[str]:
        random = self.maze.random
        patterns = [
            pattern
            for facet in facets
            for pattern in facet.get("patternProperties", ())
        ]
        found = [random.choice(PATTERNS[pattern]) for pattern in patterns]
        closing = ("additionalProperties", "unevaluatedProperties", "propertyNames")
        is_closed = any(name in facet for facet in facets for name in closing)
        if random.random() < (0.2 if is_closed else 0.6):
            names = NAMES if random.random() < 0.3 else FEW_NAMES
            found += random.sample(names, random.choice((1, 1, 2)))
        return [name for name in found if random.random() < 0.7]
