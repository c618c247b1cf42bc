"""What an unnamed schema should be called: the words along the way to it.

`#/components/schemas/Upload/properties/parts/items` is an `UploadPart`… of an operation,
its name and what the schema is to it: `CreateUploadRequest`.
"""

from collections.abc import Mapping

from specloom.errors import Location
from specloom.ir.place import tokens
from specloom.naming.words import pascal, snake

LONGEST = 60

_SILENT = frozenset(
    {
        "schema",
        "content",
        "allOf",
        "items",
        "headers",
        "itemSchema",
        "if",
        "then",
        "else",
        "not",
    }
)
_CONTAINERS = frozenset(
    {"properties", "patternProperties", "dependentSchemas", "encoding"}
)
_RESTARTS = frozenset({"$defs", "definitions", "schemas", "parameters", "responses"})
_CHOICES = frozenset({"oneOf", "anyOf", "prefixItems"})
_WORDS = {
    "additionalProperties": "Value",
    "requestBody": "Request",
    "contains": "Item",
    "discriminator": "Variant",
}


def hint(
    at: Location, operations: Mapping[Location, str], parameters: Mapping[Location, str]
) -> str:
    """Give a Pascal-case name for the schema at a place.

    `operations` and `parameters` have the names of the operations and of the parameters
    that are written in line, by their places.
    """
    way = tokens(at)
    start, rest = _start(at, way, operations, parameters)
    parts = [start, *_words(rest)] if start else _words(rest)
    while sum(map(len, parts)) > LONGEST and len(parts) > 2:
        del parts[1]
    return pascal("_".join(parts)) if parts else "Schema"


def short_hint(at: Location, parameters: Mapping[Location, str]) -> str:
    """Give the name of the property or parameter that a schema belongs to, in Pascal case."""
    way = list(tokens(at))
    while way:
        place = Location(
            at.file, "/".join(("#", *at.pointer.split("/")[1 : len(way) + 1]))
        )
        if place in parameters:
            return pascal(parameters[place])
        if len(way) > 1 and way[-2] in ("properties", "schemas", "$defs"):
            return pascal(way[-1])
        if way[-1] not in _SILENT and not way[-1].isdigit():
            return ""
        way.pop()
    return ""


def _start(
    at: Location,
    way: tuple[str, ...],
    operations: Mapping[Location, str],
    parameters: Mapping[Location, str],
) -> tuple[str, tuple[str, ...]]:
    if way[:1] == ("components",) and len(way) > 2:
        return way[2], way[3:]
    if way[:1] == ("paths",) and len(way) > 2:
        pieces = at.pointer.split("/")
        operation = Location(at.file, "/".join(pieces[:4]))
        name = operations.get(operation) or snake(f"{way[2]} {way[1]}")
        for length in range(len(pieces), 4, -1):
            place = Location(at.file, "/".join(pieces[:length]))
            if place in parameters:
                return f"{name}_{parameters[place]}", way[length - 1 :]
        return name, way[3:]
    return "", way


def _words(way: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    index = 0
    while index < len(way):
        token = way[index]
        following = way[index + 1] if index + 1 < len(way) else ""
        index += 1
        if token in _CONTAINERS:
            found.append(following)
            index += 1
        elif token in _RESTARTS and token != "responses":
            found = [following]
            index += 1
        elif token in _CHOICES:
            found.append(f"Option{int(following) + 1}" if following.isdigit() else "")
            index += 1
        elif token == "responses":
            found.append(
                "Response" if following.startswith("2") else f"Response {following}"
            )
            index += 1
        elif token == "content":
            index += 1
        elif token in _WORDS:
            found.append(_WORDS[token])
        elif token not in _SILENT and not token.isdigit():
            found.append(token)
        if token == "items" and not _names_next(way[index:]):
            found.append("Item")
    return found


def _names_next(rest: tuple[str, ...]) -> bool:
    return bool(rest) and rest[0] in _CONTAINERS | {"items"}
