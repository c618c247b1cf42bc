"""OpenAPI 3.1.1, Reference Object: following `$ref` while lowering, remembering every target.

A dangling reference becomes a diagnostic once, and an absent node: what refers to it is
generated as if nothing were said there.
"""

import re
from collections.abc import Mapping

from specloom.document.load import Document
from specloom.document.resolve import ReferenceProblem, References
from specloom.errors import Diagnostic, Location, Severity
from specloom.lower.node import Node

_BARE_NAME = re.compile(r"[A-Za-z0-9._-]+\Z")


class Follower:
    """Follows references of one document and gathers the schemas that were referred to."""

    def __init__(self, document: Document) -> None:
        """Start at a document's root."""
        self._references = References(document)
        self._root = Location(document.file, "#")
        schemas = Node(document.root, self._root).child("components").entries("schemas")
        self._known = frozenset(child.at for _, child in schemas)
        self._targets: dict[Location, Node] = {}
        self._problems: dict[Diagnostic, None] = {}
        self.is_3_0 = document.version.startswith("3.0")

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """The references that lead nowhere, or back to where they stand."""
        return tuple(self._problems)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files that the description was found to be made of, the entry first."""
        return self._references.documents

    @property
    def fetched(self) -> Mapping[str, str]:
        """The URLs among the files, with the SHA-256 of their content."""
        return self._references.fetched

    @property
    def unread(self) -> tuple[str, ...]:
        """The files and URLs that would be read if they were there, or allowed."""
        return self._references.unread

    @property
    def links(self) -> Mapping[tuple[str, str], str]:
        """Where references to files lead that lead elsewhere than they read."""
        return self._references.links

    def follow(self, node: Node) -> Node:
        """Give the node that a Reference Object stands for, or the node itself."""
        ref = node.child("$ref").value
        if not isinstance(ref, str):
            return node
        try:
            resolved = self._references.resolve(ref, node.at)
        except ReferenceProblem as problem:
            self._remember(problem)
            return Node(None, node.at)
        return Node(resolved.value, resolved.location)

    def target(self, ref: str, at: Location) -> Location | None:
        """Give the place a schema's `$ref` names, one step far, and remember it."""
        try:
            resolved = self._references.target(ref, at)
        except ReferenceProblem as problem:
            self._remember(problem)
            return None
        self._targets.setdefault(
            resolved.location, Node(resolved.value, resolved.location)
        )
        return resolved.location

    def dynamic_target(self, ref: str, at: Location) -> Location | None:
        """Give the place a `$dynamicRef` names, if it is the same whatever leads there.

        JSON Schema 2020-12, Core, section 8.2.3.2: else the way to it decides.
        """
        name = ref.partition("#")[2]
        if (
            name
            and not name.startswith("/")
            and self._references.bindings(name, at) > 1
        ):
            message = (
                f"'{name}' is a $dynamicAnchor of several schemas; which one is meant"
                " is not followed, and any value passes here"
            )
            self.report(
                "warning", "dynamic-reference", message, at.child("$dynamicRef")
            )
            return None
        return self.target(ref, at)

    def mapped_schema(self, node: Node) -> Location | None:
        """Give the place a discriminator's mapping value names: a schema's name or a URI."""
        value = node.value
        if not isinstance(value, str):
            return None
        if _BARE_NAME.match(value):
            bare = self._root.child("components", "schemas", value)
            if bare in self._known:
                return self.target(bare.pointer, self._root)
        return self.target(value, node.at)

    def finding(
        self, severity: Severity, rule: str, message: str, at: Location
    ) -> Diagnostic:
        """Give a finding about a place of the description."""
        document = self._references.document_of(at)
        return document.diagnostic_at(at.pointer, severity, rule, message)

    def report(self, severity: Severity, rule: str, message: str, at: Location) -> None:
        """Remember a finding as one of the problems."""
        self._problems.setdefault(self.finding(severity, rule, message, at))

    def new_targets(self, known: frozenset[Location]) -> tuple[Node, ...]:
        """Give the targets that are not among the known places, in the order they were met."""
        return tuple(node for at, node in self._targets.items() if at not in known)

    def _remember(self, problem: ReferenceProblem) -> None:
        for diagnostic in problem.diagnostics:
            self._problems.setdefault(diagnostic)
