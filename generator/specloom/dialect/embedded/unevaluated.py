"""Check what no other keyword looked at (JSON Schema 2020-12, Core, section 11)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from specloom.runtime.values import is_array, is_object
from specloom.runtime.violations import Check, Path, Violation


def unevaluated_properties(
    value: object,
    at: Path,
    found: list[Violation],
    seen: Callable[[dict[str, Any]], Collection[str]],
    check: Check,
) -> None:
    """Check `unevaluatedProperties`; `seen` gives the names that are evaluated."""
    if is_object(value):
        known = seen(value)
        for key, member in value.items():
            if key not in known:
                check(member, (at, key), found)


def unevaluated_items(
    value: object,
    at: Path,
    found: list[Violation],
    seen: Callable[[list[Any]], Collection[int]],
    check: Check,
) -> None:
    """Check `unevaluatedItems`; `seen` gives the indices that are evaluated."""
    if is_array(value):
        known = seen(value)
        for index, item in enumerate(value):
            if index not in known:
                check(item, (at, index), found)
