"""The names that a document and its schemas have: `$self`, `$id` and `$anchor`.

OpenAPI 3.2.0, `$self`, and JSON Schema 2020-12, Core, sections 8.2.1 and 8.2.2: each is
the base of the references below it (RFC 3986, section 5.1).
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from specloom.document.load import Document
from specloom.document.pointer import Trail, children, join, tokens_of

Tokens = tuple[str, ...]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ANCHORS = ("$anchor", "$dynamicAnchor")


@dataclass(frozen=True, slots=True)
class Resources:
    """The names in one document.

    `bases` are the URIs of the document (at no token) and of the schemas with an `$id`;
    `pointers` where a URI leads; `anchors` the same for a URI with an anchor behind `#`.
    """

    bases: dict[Tokens, str]
    pointers: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def resource_at(self, tokens: Tokens) -> Tokens:
        """Give the schema with an `$id` around a place, or the whole document."""
        if len(self.bases) == 1:
            return ()
        lengths = range(len(tokens), -1, -1)
        return next(
            tokens[:length] for length in lengths if tokens[:length] in self.bases
        )

    def uri(self, reference: str, tokens: Tokens) -> str:
        """Give the URI that a reference at a place means."""
        return _joined(self.bases[self.resource_at(tokens)], reference)

    def anchor(self, name: str, resource: Tokens) -> str | None:
        """Give where an anchor of a resource is, or of any other if that has none."""
        own = self.anchors.get(f"{self.bases[resource]}#{name}")
        return own or next(
            (at for uri, at in self.anchors.items() if uri.partition("#")[2] == name),
            None,
        )


def resources_of(document: Document, *, has_schemas: bool) -> Resources:
    """Gather the names of a document; those of schemas where its version has them."""
    own = _own_name(document, has_schemas=has_schemas)
    base = _joined(document.url, own) if isinstance(own, str) else document.url
    resources = Resources({(): base})
    if isinstance(own, str):
        resources.pointers[base] = "#"
        resources.pointers[own] = "#"
    if has_schemas:
        _gather(document.root, base, resources)
    return resources


def _own_name(document: Document, *, has_schemas: bool) -> object:
    """Give what a document calls itself: a file that is a schema does so by `$id`."""
    if not isinstance(document.root, dict):
        return None
    name = document.root.get("$self")
    if has_schemas and not document.version:
        name = document.root.get("$id", name)
    return name.removesuffix("#") or None if isinstance(name, str) else None


def is_uri(text: str) -> bool:
    """Tell whether a text has a scheme, of two letters or more."""
    return _SCHEME.match(text) is not None


def beside(uri: str, file: str, resources: Resources) -> str:
    """Give a reference to a file beside the document for a URI beside its `$self`."""
    own = resources.bases[()]
    folder = own[: own.rfind("/") + 1]
    if folder and is_uri(file) and uri.startswith(folder):
        return uri.removeprefix(folder)
    return file


def _gather(root: Any, base: str, resources: Resources) -> None:
    pending: list[tuple[Any, Trail, str]] = [(root, None, base)]
    while pending:
        value, trail, base = pending.pop()
        if isinstance(value, dict):
            base = _name(value, trail, base, resources)
        below = [
            (child, (trail, token), base)
            for token, child in children(value)
            if isinstance(child, dict | list)
        ]
        pending.extend(reversed(below))


def _name(value: Any, trail: Trail, base: str, resources: Resources) -> str:
    """Take in the names of one schema; give the base of what is below it."""
    written = value.get("$id")
    if isinstance(written, str) and written.rstrip("#"):
        base = _joined(base, written.removesuffix("#"))
        tokens = tokens_of(trail)
        resources.bases.setdefault(tokens, base)
        for uri in (base, written.removesuffix("#")):
            resources.pointers.setdefault(uri, join(tokens))
    for keyword in _ANCHORS:
        name = value.get(keyword)
        if isinstance(name, str):
            resources.anchors.setdefault(f"{base}#{name}", join(tokens_of(trail)))
    return base


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        # It looks like a URI of a host and is none; whoever opens it says so.
        return reference
