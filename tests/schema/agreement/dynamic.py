"""Schemas whose references depend on the way that led to them.

JSON Schema 2020-12, Core, section 8.2.3.2, `$dynamicRef`; 2019-09, `$recursiveRef`.
"""

from __future__ import annotations

from random import Random
from typing import Any

from specloom.compile import DialectName

_RULES: tuple[dict[str, Any], ...] = (
    {"type": ["object", "array", "number"]},
    {"type": ["object", "array", "string"]},
    {"type": ["object", "array", "null"]},
    {"minimum": 1},
    {"maxLength": 1},
    {"maxProperties": 1},
    {"required": ["a"]},
    {},
)
_SCALARS = (0, 1, "x", "xy", None)


def dynamic(random: Random, dialect: DialectName) -> dict[str, Any]:
    """Make a document of two to four resources that lead to each other."""
    count, is_dynamic = random.randint(2, 4), random.random() < 0.8
    made = [
        _Resource(random, dialect, number, count, is_dynamic).schema()
        for number in range(count)
    ]
    definitions = made[0].setdefault("$defs", {})
    for number, resource in enumerate(made[1:], start=1):
        definitions[f"r{number}"] = resource
    return made[0]


def nested(random: Random, depth: int = 3) -> Any:
    """Make a value that has objects and arrays inside each other."""
    if not depth or random.random() < 0.15:
        return random.choice(_SCALARS)
    if random.random() < 0.25:
        return [nested(random, depth - 1) for _ in range(random.randint(1, 2))]
    names = random.sample(("a", "b", "c"), random.randint(1, 2))
    return {name: nested(random, depth - 1) for name in names}


class _Resource:
    def __init__(
        self,
        random: Random,
        dialect: DialectName,
        number: int,
        count: int,
        is_dynamic: bool,
    ) -> None:
        self.random = random
        self.is_2019 = dialect == "2019-09"
        self.number = number
        self.count = count
        self.is_dynamic = is_dynamic
        self.has_anchor = False

    def schema(self) -> dict[str, Any]:
        """Make the resource: its anchor, its own rule, and where it leads."""
        made = {"$id": f"http://one.test/r{self.number}.json", **self._rule()}
        made |= self._anchor()
        for keyword in self.random.sample(("properties", "items", "rest"), 2):
            match keyword:
                case "properties":
                    names = self.random.sample(("a", "b"), self.random.randint(1, 2))
                    made[keyword] = {name: self._link() for name in names}
                case "items":
                    made[keyword] = self._link()
                case _:
                    made["additionalProperties"] = self._link()
        later = range(self.number + 1, self.count)
        if later and self.random.random() < 0.7:
            target = {"$ref": f"r{self.random.choice(later)}.json"}
            made |= self.random.choice(({"allOf": [target]}, {"anyOf": [target]}))
        return made

    def _anchor(self) -> dict[str, Any]:
        chance = self.random.random()
        if self.is_2019:
            # The other stops looking for the outermost at a resource without an anchor;
            # 2019-09, section 8.2.4.2.2, knows no such end. So all have one, or none.
            return {"$recursiveAnchor": True} if self.is_dynamic else {}
        self.has_anchor = chance < 0.9
        if chance < 0.55:
            return {"$dynamicAnchor": "m"}
        if chance < 0.9:
            keyword = "$dynamicAnchor" if chance < 0.8 else "$anchor"
            return {"$defs": {"d": {keyword: "m", **self._rule()}}}
        return {}

    def _link(self) -> dict[str, Any]:
        chance = self.random.random()
        if chance < 0.25:
            return {"$ref": f"r{self.random.randrange(self.count)}.json"}
        if chance < 0.35:
            return self._rule()
        if self.is_2019:
            return {"$recursiveRef": "#"}
        return {"$dynamicRef": "#m"} if self.has_anchor else {"$ref": "#"}

    def _rule(self) -> dict[str, Any]:
        return dict(self.random.choice(_RULES))
