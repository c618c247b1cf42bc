"""Merge a value into a place of another one (OpenAPI Overlay 1.1, Action Object).

Objects are merged member by member, lists are concatenated, plain values replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.document.values import type_name

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values that cannot be merged, by what they are called."""

    place: Place
    there: str
    new: str


def copied(value: Any) -> Any:
    """Return a value that shares no object and no list with this one."""
    if isinstance(value, dict):
        return {name: copied(member) for name, member in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


def merge(root: dict[str, Any], place: Place, update: Any) -> Iterator[Conflict]:
    """Merge `update` into the value at a place below root; give what did not fit."""
    holder: dict[str | int, Any] = {"": root}
    owner: Any = holder
    key: str | int = ""
    for step in place:
        owner, key = owner[key], step
    yield from _merge_member(owner, key, update, place)


def remove(root: dict[str, Any], places: list[Place]) -> None:
    """Take away the values at these places: what lies deeper or later goes first."""
    for place in sorted(places, key=_removal_order):
        owner: Any = root
        for step in place[:-1]:
            owner = owner[step]
        del owner[place[-1]]


def _removal_order(place: Place) -> tuple[int, str, int]:
    last = place[-1]
    return -len(place), str(place[:-1]), -last if isinstance(last, int) else 0


def _merge_member(
    owner: Any, key: str | int, update: Any, place: Place
) -> Iterator[Conflict]:
    there = owner[key]
    if isinstance(there, dict) and isinstance(update, dict):
        for name, value in update.items():
            if name in there:
                yield from _merge_member(there, name, value, (*place, name))
            else:
                there[name] = copied(value)
    elif isinstance(there, list):
        new = copied(update)
        there.extend(new if isinstance(new, list) else [new])
    elif isinstance(there, dict) or isinstance(update, dict | list):
        yield Conflict(place, type_name(there), type_name(update))
    else:
        owner[key] = update
