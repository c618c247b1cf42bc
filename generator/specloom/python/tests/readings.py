"""Which models an answer has to be read as, by the place of their JSON object."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from specloom.ir.shape import (
    ListOf,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    UnionOf,
)
from specloom.python.context import Context, declared_shape
from specloom.python.models.annotations import holds_moments
from specloom.python.models.formats import CONVERTED
from specloom.python.tests.broken import pointer

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a model that an answer has: its Python name and its JSON name."""

    name: str
    wire: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A model in an answer: its place as a JSON Pointer, its class, and what reads it.

    `reader` is the class and the JSON name of the field that lead to it.
    """

    path: str
    model: str
    reader: tuple[str, str]


def readings(shape: Shape, value: Any, context: Context) -> tuple[Reading, ...]:
    """Give the models in a value, as far as they are sure.

    What a union holds is sure where the document names a value for each variant.
    """
    return tuple(_Walk(context).into(shape, value, "", ("", ""), 0))


@dataclass(frozen=True, slots=True)
class _Walk:
    context: Context

    def into(
        self, shape: Shape, value: Any, path: str, reader: tuple[str, str], depth: int
    ) -> Iterator[Reading]:
        if depth > _DEEPEST:
            return
        match shape:
            case Nullable(inner):
                yield from self.into(inner, value, path, reader, depth + 1)
            case Named(target):
                named = self.context.shape_at(target)
                yield from self.into(named, value, path, reader, depth + 1)
            case ListOf(inner) if isinstance(value, list):
                for index, item in enumerate(value):
                    place = f"{path}/{index}"
                    yield from self.into(inner, item, place, reader, depth + 1)
            case MapOf(inner) if isinstance(value, dict):
                for key, member in value.items():
                    place = f"{path}{pointer((key,))}"
                    yield from self.into(inner, member, place, reader, depth + 1)
            case ObjectOf() if isinstance(value, dict):
                yield from self._object(shape, value, path, reader, depth)
            case UnionOf(discriminator=name, mapping=mapping):
                known = dict(mapping)
                chosen = str(value.get(name)) if isinstance(value, dict) else ""
                if chosen in known:
                    yield from self.into(known[chosen], value, path, reader, depth + 1)

    def _object(
        self,
        shape: ObjectOf,
        value: dict[str, Any],
        path: str,
        reader: tuple[str, str],
        depth: int,
    ) -> Iterator[Reading]:
        declaration = self.context.declarations.get(shape.at)
        if declaration is None or declared_shape(declaration) != shape:
            return
        model = self.context.names.types[shape.at].type_
        yield Reading(path, model, reader)
        for entry in shape.fields:
            if entry.name in value:
                place = f"{path}{pointer((entry.name,))}"
                own = (model, entry.name)
                inner = value[entry.name]
                yield from self.into(entry.shape, inner, place, own, depth + 1)


def attributes(shape: Shape, value: Any, context: Context) -> tuple[Attribute, ...]:
    """Give the fields of the model that a value is read as and that give it back as it was.

    Dates do not where they are written in another way than `isoformat` does.
    """
    for _ in range(_DEEPEST):
        if not isinstance(shape, Named):
            break
        shape = context.shape_at(shape.target)
    if not isinstance(shape, ObjectOf) or not isinstance(value, dict):
        return ()
    names = context.names.fields.get(shape.at, {})
    return tuple(
        Attribute(names[field.name], field.name)
        for field in shape.fields
        if field.name in value and _survives(field.shape, value[field.name], context)
    )


def converted_attributes(
    shape: Shape, value: Any, context: Context
) -> tuple[Attribute, ...]:
    """Give the fields whose values are no JSON (dates, UUIDs) and give it back as it was."""
    fields = shape.fields if isinstance(shape, ObjectOf) else ()
    names = (
        context.names.fields.get(shape.at, {}) if isinstance(shape, ObjectOf) else {}
    )
    return tuple(
        Attribute(names[field.name], field.name)
        for field in fields
        if field.name in value and _is_rewritten(field.shape, value[field.name])
    )


def _is_rewritten(shape: Shape, value: Any) -> bool:
    """Tell whether a value is converted, and is written as it was."""
    while isinstance(shape, (Nullable, ListOf)):
        shape = shape.shape if isinstance(shape, Nullable) else shape.items
    if not isinstance(shape, Scalar) or shape.kind not in CONVERTED:
        return False
    if shape.kind == "uuid":
        return all(text == text.lower() for text in _texts(value))
    return all(map(_is_usual, _texts(value)))


def _survives(shape: Shape, value: Any, context: Context) -> bool:
    return not holds_moments(shape, context) or all(map(_is_usual, _texts(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    members = value.values() if isinstance(value, dict) else value
    for member in members if isinstance(value, (list, dict)) else ():
        yield from _texts(member)


def _is_usual(text: str) -> bool:
    """Tell whether a date or time is written as it would be written again."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    if len(text) == len("2026-01-02"):
        return moment.date().isoformat() == text
    is_zoned = moment.tzinfo is not None
    return is_zoned and moment.isoformat().replace("+00:00", "Z") == text
