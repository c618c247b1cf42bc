"""Names that a person has chosen, for things named by the document's own words.

A thing is an operationId, `operationId.parameter`, `operationId.response:HEADER`,
`operationId.response.headers` (their class), a schema, `Schema.property`, `tag:NAME`,
`credential:NAME`, or the JSON Pointer of an operation or a schema: `#/paths/~1users/get`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from specloom.errors import UsageError
from specloom.naming import reserved
from specloom.naming.held import TagNames
from specloom.naming.lock import Lock, LockedOperation, LockedType
from specloom.naming.things import Kind, Thing, name_of, named_things
from specloom.naming.words import pascal, snake

K = TypeVar("K")

_RESERVED: Mapping[Kind, frozenset[str]] = {
    "tag": reserved.CLIENT_ATTRIBUTES | reserved.MODULES,
    "method": reserved.METHODS,
    "argument": reserved.ARGUMENTS,
    "headers": reserved.TYPE_NAMES | reserved.KEYWORDS | {"Headers"},
    "header": reserved.HEADERS,
    "type": reserved.TYPE_NAMES | reserved.KEYWORDS,
    "field": reserved.FIELDS,
    "credential": reserved.CREDENTIALS,
}


def edited(lock: Lock, wanted: Mapping[str, str]) -> Lock:
    """Give the lock with names replaced; what had one of them before has none.

    Raises UsageError for a thing that is not there or not the only one, and for a name
    that cannot be given.
    """
    return _edited(lock, _meant(lock, wanted), wanted)


def renamed(lock: Lock, wanted: Mapping[str, str]) -> Lock:
    """Do the same, and let what is named otherwise keep its old name for a version."""
    things = _meant(lock, wanted)
    old = lock.renamed
    tags, operations, types = dict(old.tags), dict(old.operations), dict(old.types)
    parts = {"tag": tags, "method": operations, "type": types}
    for thing in things.values():
        if thing.kind in parts:
            names = parts[thing.kind].get(thing.key, ())
            parts[thing.kind][thing.key] = (*names, name_of(lock, thing))
    kept = replace(old, tags=tags, operations=operations, types=types)
    return replace(_edited(lock, things, wanted), renamed=kept)


def _meant(lock: Lock, wanted: Mapping[str, str]) -> Mapping[str, Thing]:
    known = _by_words(lock)
    return {words: _thing(words, known) for words in wanted}


def _edited(lock: Lock, things: Mapping[str, Thing], wanted: Mapping[str, str]) -> Lock:
    for words, name in wanted.items():
        lock = _named(lock, things[words], name, words)
    for words, name in wanted.items():
        if name_of(lock, things[words]) != name:
            raise UsageError(f"names: {words!r} and another are both to be {name!r}")
    return lock


def _by_words(lock: Lock) -> Mapping[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for named in named_things(lock):
        for words in named.words:
            found.setdefault(words, []).append(named.thing)
    return found


def _thing(words: str, known: Mapping[str, list[Thing]]) -> Thing:
    things = known.get(words, ())
    if not things:
        near = get_close_matches(words, known, n=1)
        guess = f"; did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"names: the document has nothing called {words!r}{guess}")
    if len(things) > 1:
        ways = _distinct(things, known)
        raise UsageError(
            f"names: {words!r} can mean several things; say one of {', '.join(ways)}"
        )
    return things[0]


def _distinct(things: list[Thing], known: Mapping[str, list[Thing]]) -> Iterable[str]:
    """Give words that mean one thing each."""
    for thing in things:
        ways = [words for words, found in known.items() if found == [thing]]
        yield from (repr(words) for words in ways[:1])


def _named(lock: Lock, thing: Thing, name: str, words: str) -> Lock:
    if not name.isidentifier() or name in _RESERVED[thing.kind]:
        raise UsageError(
            f"names: {words!r} cannot be {name!r}: a name is a Python identifier that"
            " neither Python nor the generated code needs for something else"
        )
    match thing.kind, thing.part:
        case "tag", _:
            return replace(lock, tags=_tags(lock, thing.key, name))
        case "credential", _:
            return replace(lock, credentials=_given(lock.credentials, thing.key, name))
        case "method", _:
            return replace(lock, operations=_methods(lock, thing.key, name))
        case "argument", (in_, part):
            operation = lock.operations[thing.key]
            arguments = _given(operation.arguments, (in_, part), name)
            entry: LockedOperation = replace(operation, arguments=arguments)
            return replace(lock, operations={**lock.operations, thing.key: entry})
        case "headers", _:
            return replace(lock, operations=_header_classes(lock, thing.key, name))
        case "header", str(part):
            operation = lock.operations[thing.key]
            headers = _given(operation.headers, part, name)
            entry = replace(operation, headers=headers)
            return replace(lock, operations={**lock.operations, thing.key: entry})
        case "field", str(part):
            type_ = lock.types[thing.key]
            fields = replace(type_, fields=_given(type_.fields, part, name))
            return replace(lock, types={**lock.types, thing.key: fields})
    return replace(lock, types=_types(lock, thing.key, name))


def _given(names: Mapping[K, str], key: K, name: str) -> Mapping[K, str]:
    return {other: held for other, held in names.items() if held != name} | {key: name}


def _tags(lock: Lock, key: str, name: str) -> Mapping[str, TagNames]:
    others = {
        tag: names
        for tag, names in lock.tags.items()
        if names.attribute != name and names.class_ != pascal(name)
    }
    return others | {key: TagNames(name, name, pascal(name))}


def _methods(lock: Lock, key: str, name: str) -> Mapping[str, LockedOperation]:
    tag = lock.operations[key].tag
    return {
        other: (
            replace(entry, name=name if other == key else "")
            if other == key or (entry.tag == tag and entry.name == name)
            else entry
        )
        for other, entry in lock.operations.items()
    }


def _header_classes(lock: Lock, key: str, name: str) -> Mapping[str, LockedOperation]:
    """Name the class that an operation shares with others, and no other one of its tag."""
    tag, old = lock.operations[key].tag, lock.operations[key].headers_class
    now = {name: "", old: name}
    return {
        other: (
            replace(
                entry, headers_class=now.get(entry.headers_class, entry.headers_class)
            )
            if entry.tag == tag
            else entry
        )
        for other, entry in lock.operations.items()
    }


def _types(lock: Lock, key: str, name: str) -> Mapping[str, LockedType]:
    function = snake(name)
    found: dict[str, LockedType] = {}
    for other, entry in lock.types.items():
        if other == key:
            found[other] = replace(entry, name=name, function=function)
        elif name == entry.name or function == entry.function:
            found[other] = replace(entry, name="", function="")
        else:
            found[other] = entry
    return found
