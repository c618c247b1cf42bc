"""Read a description for serving: its `Api`, and what only a server has to know.

OpenAPI 3.1.1: all Server Objects, the names of Example Objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from specloom.document.diagnose import diagnose
from specloom.document.load import Document, load
from specloom.document.overlaid import overlaid
from specloom.document.reach import Reach
from specloom.document.resolve import References
from specloom.errors import Diagnostic, Location, SpecloomError
from specloom.ir.api import Api, MediaType, Operation
from specloom.ir.place import tokens
from specloom.ir.schema import AnySchema, Value
from specloom.lower.api import lower
from specloom.lower.node import Node
from specloom.lower.references import Follower


@dataclass(frozen=True, slots=True)
class Xml:
    """OpenAPI 3.1.1, XML Object of a schema."""

    name: str = ""
    namespace: str = ""
    prefix: str = ""
    is_attribute: bool = False
    is_wrapped: bool = False


@dataclass(frozen=True)
class Description:
    """A document and what it says, ready to be served."""

    document: Document
    api: Api
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def _follower(self) -> Follower:
        return Follower(self.document)

    @cached_property
    def _references(self) -> References:
        return References(self.document)

    @cached_property
    def schemas(self) -> Mapping[Location, AnySchema]:
        """Every schema that others refer to."""
        return {at: entry.schema for at, entry in self.api.schemas.items()}

    def named_examples(self, media_type: MediaType) -> Mapping[str, Value]:
        """Give the `examples` of a media type by their names."""
        node = self._node(media_type.at)
        entries = node.entries("examples")
        followed = ((name, self._follower.follow(entry)) for name, entry in entries)
        return {
            name: Value(entry.member("value"))
            for name, entry in followed
            if entry.has("value")
        }

    def xml(self, schema: AnySchema) -> Xml:
        """Give what is said of a schema as XML, at itself or at what it refers to."""
        node = self._node(schema.at).child("xml")
        return Xml(
            node.text("name"),
            node.text("namespace"),
            node.text("prefix"),
            # OpenAPI 3.2 says the same by `nodeType`.
            node.flag("attribute") or node.text("nodeType") == "attribute",
            node.flag("wrapped") or node.text("nodeType") == "element",
        )

    def base_paths(self, operation: Operation) -> tuple[str, ...]:
        """Give the path of every server that an operation has, without a closing slash."""
        levels = (
            self._node(operation.at),
            self._item(operation),
            Node(self.document.root, Location(self.document.file, "#")),
        )
        holder = next((node for node in levels if node.has("servers")), levels[-1])
        return tuple(dict.fromkeys(map(_path, holder.elements("servers"))))

    def _item(self, operation: Operation) -> Node:
        at = Location(operation.at.file, "#").child(*tokens(operation.at)[:2])
        return self._follower.follow(self._node(at))

    def _node(self, at: Location) -> Node:
        """Give what stands at a place; references on the way are followed."""
        document = self._references.document_of(at)
        node = Node(document.root, Location(document.file, "#"))
        for token in tokens(at):
            node = _below(self._follower.follow(node), token)
        return self._follower.follow(node)


def read(
    spec: Path, overlays: tuple[Path, ...], reach: Reach | None = None
) -> Description:
    """Read a document and its overlays; raises SpecloomError for what cannot be read."""
    document, found = overlaid(load(spec, reach=reach), overlays)
    findings = diagnose(document)
    unread = tuple(
        entry
        for entry in findings
        if entry.rule == "version" and entry.severity == "error"
    )
    if unread:
        raise SpecloomError(unread)
    found = (*found, *findings)
    lowered = lower(document)
    return Description(
        lowered.documents[0], lowered.api, (*found, *lowered.diagnostics)
    )


def _below(node: Node, token: str) -> Node:
    if isinstance(node.value, list) and token.isdecimal():
        index = int(token)
        value = node.value[index] if index < len(node.value) else None
        return Node(value, node.at.child(token))
    return node.child(token)


def _path(server: Node) -> str:
    """Give the path of a server's URL, its variables set to their defaults."""
    url = server.text("url")
    for name, variable in server.entries("variables"):
        url = url.replace("{" + name + "}", variable.text("default"))
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
