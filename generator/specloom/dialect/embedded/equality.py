"""Ask about values that are not strings (JSON Schema 2020-12, `enum` and `type`)."""

from __future__ import annotations

from collections.abc import Iterable

from specloom.runtime.values import json_equal


def is_among(value: object, values: Iterable[object]) -> bool:
    """Say whether a value equals one of some as JSON values do."""
    return any(json_equal(value, other) for other in values)
