"""Ask about several values at once (JSON Schema 2020-12, `enum` and `items`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specloom.runtime.values import json_equal

NUMBERS = frozenset({int, float})
INTEGERS = frozenset({int})
TEXTS = frozenset({str})


def is_among(value: object, values: Iterable[object]) -> bool:
    """Say whether a value equals one of some as JSON values do."""
    return any(json_equal(value, other) for other in values)


def all_plain(items: Sequence[object], kinds: frozenset[type]) -> bool:
    """Say whether every item is exactly of one of some types; quickest if of one alone."""
    found = [*map(type, items)]
    first = found[0] if found else None
    if first in kinds and found.count(first) == len(found):
        return True
    return kinds.issuperset(found)
