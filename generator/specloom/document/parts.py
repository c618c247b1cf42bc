"""The parts of a description that the published schema judges each by itself.

They are the entries of the Paths Object, of `webhooks` and of the Components Object's maps
(OpenAPI 3.0 to 3.2): whatever stands in one of them, the others are as right as before.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from specloom.document.load import Document
from specloom.document.pointer import split
from specloom.errors import Diagnostic

Tokens = tuple[str, ...]

# Another name is a fault of the map that holds it, which has to see it.
_NAMES: Mapping[str, re.Pattern[str]] = {
    "paths": re.compile(r"/"),
    "webhooks": re.compile(r""),
    "components": re.compile(r"[A-Za-z0-9._-]+\Z"),
}


def parts(document: Document) -> Mapping[Tokens, str]:
    """Give the hash of each part (FIPS 180-4, SHA-256), with what else it is judged by."""
    root = document.root
    rules = f"{document.version[:3]} {root.get('jsonSchemaDialect')!r}"
    return {
        tokens: _hash(f"{rules} {tokens[:-1]}", value) for tokens, value in _parts(root)
    }


def clean_parts(
    hashes: Mapping[Tokens, str], findings: Collection[Diagnostic]
) -> frozenset[str]:
    """Give the hashes of the parts in which nothing was found."""
    places = [split(found.pointer) for found in findings]
    wrong = {tokens[:length] for tokens in places for length in (2, 3)}
    return frozenset(hash_ for tokens, hash_ in hashes.items() if tokens not in wrong)


def without(root: dict[str, Any], parts: Collection[Tokens]) -> dict[str, Any]:
    """Give a root without some of its parts; what is given stays as it is."""
    reduced = dict(root)
    for tokens in parts:
        _leave_out(reduced, root, tokens)
    return reduced


def _leave_out(root: dict[str, Any], old: Any, tokens: Tokens) -> None:
    """Leave out one entry of a copy, in which nothing of the old value is changed."""
    inner, held = root, old
    for token in tokens[:-1]:
        held = held[token]
        if inner[token] is held:
            inner[token] = dict(held)
        inner = inner[token]
    del inner[tokens[-1]]


def _parts(root: Mapping[str, Any]) -> Iterator[tuple[Tokens, Any]]:
    for field in ("paths", "webhooks"):
        yield from _entries(root.get(field), (field,))
    components = root.get("components")
    if isinstance(components, dict):
        for field, entries in components.items():
            if not field.startswith("x-"):
                yield from _entries(entries, ("components", field))


def _entries(value: Any, above: Tokens) -> Iterator[tuple[Tokens, Any]]:
    if isinstance(value, dict):
        name = _NAMES[above[0]]
        yield from (
            ((*above, key), entry) for key, entry in value.items() if name.match(key)
        )


def _hash(rules: str, value: Any) -> str:
    text = f"{rules}\n{json.dumps(value, separators=(',', ':'))}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
