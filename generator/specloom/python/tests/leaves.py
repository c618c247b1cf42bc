"""Scalars one after the other, each different from those before (JSON Schema 2020-12)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.ir.schema import Number, Schema
from specloom.python.tests.matching import matching
from specloom.python.tests.scalars import number, text

_TRIES = 20


@dataclass(slots=True)
class Leaves:
    """Counts the scalars it gives, and knows which texts and numbers were given."""

    count: int = 0
    _used: set[str] = field(default_factory=set)

    def next(self) -> int:
        """Give the next number to make something different from."""
        self.count += 1
        return self.count

    def stated(self, flat: Schema) -> Iterator[Any]:
        """Yield what a schema itself names: `const`, `enum`, examples of scalars."""
        if flat.const is not None:
            yield flat.const.json
        values = [value.json for value in flat.enum or ()]
        if values:
            start = self.next() % len(values)
            turned = [*values[start:], *values[:start]]
            yield from sorted(turned, key=lambda value: value is None)
        for example in flat.examples:
            if isinstance(example.json, (str, int, float)) and self._take(example.json):
                yield example.json

    def numbers(self, flat: Schema, is_integer: bool) -> Iterator[Number]:
        """Yield a number between the limits, a new one if there is one."""
        found = number(flat, is_integer, self.next())
        for _ in range(_TRIES):
            if self._take(found):
                break
            found = number(flat, is_integer, self.next())
        yield found

    def texts(self, flat: Schema, name: str, suffix: str) -> Iterator[str]:
        """Yield a text that fits, a new one if there is one."""
        if flat.pattern is None:
            yield self.text(flat, name, suffix)
            return
        known: dict[str, None] = {}
        least, most = flat.min_length or 0, flat.max_length
        for _ in range(_TRIES):
            for found in matching(flat.pattern, self.next(), least, most):
                if self._take(found):
                    yield found
                    return
                known[found] = None
            if not known:
                return
        yield from known

    def text(self, flat: Schema, name: str, suffix: str) -> str:
        """Give a text that no pattern limits."""
        return text(flat, name, self.next(), suffix)

    def _take(self, value: Any) -> bool:
        """Take a value; false if it was given before."""
        key = json.dumps(value)
        is_new = key not in self._used
        self._used.add(key)
        return is_new
