"""Choices written in line that can be called by their property's name alone.

They can where all properties of that name in the document offer the same values; the
declaration of the first place, by pointer, then serves them all. Choices that shared a
name before go on sharing it while their values are the same, whatever else is added.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.shape import Literals
from specloom.naming.declarations import Declaration
from specloom.naming.hints import short_hint
from specloom.naming.places import pointer_of
from specloom.naming.words import pascal


@dataclass(frozen=True, slots=True)
class SharedChoice:
    """The declaration that serves several places, the text of its name, and one it has."""

    first: Location
    text: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class _Choice:
    at: Location
    values: frozenset[object]
    held: str


def shared_choices(
    declarations: Iterable[Declaration],
    parameters: Mapping[Location, str],
    held: Mapping[Location, str],
) -> Mapping[Location, SharedChoice]:
    """Give the choices that share a name, by their places."""
    named = {
        pascal(last_token(entry.at)) for entry in declarations if entry.is_named_schema
    }
    found: dict[Location, SharedChoice] = {}
    for short, choices in _by_short_name(declarations, parameters, held).items():
        if not short:
            continue
        for group, name in _sharing(short, choices, may_begin=short not in named):
            first = min((choice.at for choice in group), key=pointer_of)
            shared = SharedChoice(first, name or short, name)
            found |= {choice.at: shared for choice in group}
    return found


def joined_choices(
    declarations: Iterable[Declaration], shared: Mapping[Location, SharedChoice]
) -> tuple[Declaration, ...]:
    """Leave out choices that another declaration serves, which then knows all their uses."""
    groups: dict[Location, list[Declaration]] = {}
    for declaration in declarations:
        choice = shared.get(declaration.at)
        first = choice.first if choice is not None else declaration.at
        groups.setdefault(first, []).append(declaration)
    return tuple(_joined(first, group) for first, group in groups.items())


def _by_short_name(
    declarations: Iterable[Declaration],
    parameters: Mapping[Location, str],
    held: Mapping[Location, str],
) -> Mapping[str, list[_Choice]]:
    groups: dict[str, list[_Choice]] = {}
    for declaration in declarations:
        shape = declaration.shape
        if isinstance(shape, Literals) and not declaration.is_named_schema:
            at = declaration.at
            # `True` and `1` are equal, and other values.
            values = frozenset((type(value), value) for value in shape.values)
            choice = _Choice(at, values, held.get(at, ""))
            groups.setdefault(short_hint(at, parameters), []).append(choice)
    return groups


def _sharing(
    short: str, choices: list[_Choice], *, may_begin: bool
) -> Iterator[tuple[list[_Choice], str]]:
    """Give the groups that share a name, and the name if they do so already."""
    if not any(choice.held for choice in choices):
        if may_begin and len({choice.values for choice in choices}) == 1:
            yield choices, ""
        return
    for name in sorted({choice.held for choice in choices} - {""}):
        group = _most([choice for choice in choices if choice.held == name])
        if name == short:
            group += [
                choice
                for choice in choices
                if not choice.held and choice.values == group[0].values
            ]
        yield group, name


def _most(holders: list[_Choice]) -> list[_Choice]:
    """Give those that may keep a name when the values of some have changed: most of them."""
    groups: dict[frozenset[object], list[_Choice]] = {}
    for choice in sorted(holders, key=lambda choice: pointer_of(choice.at)):
        groups.setdefault(choice.values, []).append(choice)
    return max(groups.values(), key=len)


def _joined(first: Location, group: list[Declaration]) -> Declaration:
    leader = next(declaration for declaration in group if declaration.at == first)
    tags = {declaration.tag for declaration in group if declaration.is_used}
    return Declaration(
        leader.at,
        leader.shape,
        leader.is_named_schema,
        tags.pop() if len(tags) == 1 else None,
        any(declaration.in_request for declaration in group),
        any(declaration.in_response for declaration in group),
    )
