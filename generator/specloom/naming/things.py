"""What has a name in a lock, and the words by which a person means it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from specloom.errors import unescape
from specloom.naming.lock import Lock
from specloom.naming.operations import ArgumentKey

Kind = Literal[
    "tag", "method", "argument", "headers", "header", "type", "field", "credential"
]

_SCHEMAS = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: `key` is its own in the lock, or that of what `part` is a part of."""

    kind: Kind
    key: str
    part: str | ArgumentKey = ""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing, its Python name, and the words for it, the best first."""

    thing: Thing
    name: str
    words: tuple[str, ...]


def named_things(lock: Lock) -> Iterator[NamedThing]:
    """Yield everything that has a name."""
    for tag, names in lock.tags.items():
        yield NamedThing(Thing("tag", tag), names.attribute, (f"tag:{tag}",))
    for key, name in lock.credentials.items():
        yield NamedThing(Thing("credential", key), name, (f"credential:{key}",))
    yield from _of_operations(lock)
    yield from _of_header_classes(lock)
    yield from _of_types(lock)


def name_of(lock: Lock, thing: Thing) -> str:
    """Give the name of a thing; "" if it has none."""
    match thing.kind, thing.part:
        case "tag", _:
            return lock.tags[thing.key].attribute if thing.key in lock.tags else ""
        case "credential", _:
            return lock.credentials.get(thing.key, "")
        case "method", _:
            return lock.operations[thing.key].name
        case "argument", (in_, name):
            return lock.operations[thing.key].arguments.get((in_, name), "")
        case "headers", _:
            return lock.operations[thing.key].headers_class
        case "header", str(part):
            return lock.operations[thing.key].headers.get(part, "")
        case "field", str(part):
            return lock.types[thing.key].fields.get(part, "")
    return lock.types[thing.key].name


def _of_operations(lock: Lock) -> Iterator[NamedThing]:
    for key, entry in lock.operations.items():
        words = _filled(entry.id, key)
        yield NamedThing(Thing("method", key), entry.name, words)
        for (in_, name), python in entry.arguments.items():
            ends = (name, f"{in_}:{name}")
            yield NamedThing(
                Thing("argument", key, (in_, name)),
                python,
                tuple(f"{word}.{end}" for word in words for end in ends),
            )
        for name, python in entry.headers.items():
            ways = tuple(f"{word}.response:{name}" for word in words)
            yield NamedThing(Thing("header", key, name), python, ways)


def _of_header_classes(lock: Lock) -> Iterator[NamedThing]:
    """Yield every class once, whichever of its operations is meant by the words."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for key, entry in lock.operations.items():
        if entry.headers_class:
            words = tuple(f"{word}.response.headers" for word in _filled(entry.id, key))
            found.setdefault((entry.tag, entry.headers_class), {})[key] = words
    for (_, name), words_of in found.items():
        every = tuple(words for several in words_of.values() for words in several)
        yield NamedThing(Thing("headers", next(iter(words_of))), name, every)


def _of_types(lock: Lock) -> Iterator[NamedThing]:
    for key, entry in lock.types.items():
        words = _filled(_schema(key), key)
        yield NamedThing(Thing("type", key), entry.name, words)
        for name, python in entry.fields.items():
            ways = tuple(f"{word}.{name}" for word in words)
            yield NamedThing(Thing("field", key, name), python, ways)


def _schema(key: str) -> str:
    name = key.removeprefix(_SCHEMAS)
    is_component = name != key and "/" not in name and not name.endswith("?")
    return unescape(name) if is_component else ""


def _filled(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)
