"""Follow references (OpenAPI 3.1.1, Reference Object; RFC 3986 fragments; RFC 6901).

Read are the same document and files in or below its folder. Everything else, above all
the network, is refused unless the user allows it (`files`): a description from a stranger
must not choose what is read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from specloom.document.files import Files, OutsideError
from specloom.document.load import Document
from specloom.document.pointer import PointerError, join, split, step, walk
from specloom.document.resources import (
    Resources,
    beside,
    is_uri,
    resources_of,
)
from specloom.errors import Diagnostic, LoadError, Location, SpecloomError

# The fields that may stand beside $ref without saying anything about the target.
_REFERENCE_FIELDS = frozenset({"$ref", "summary", "description"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference names, and where it stands."""

    location: Location
    value: Any


class ReferenceProblem(SpecloomError):
    """A reference that names nothing, runs in a circle or leads outside."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__((diagnostic,))
        self.args = (diagnostic,)
        self.diagnostic = diagnostic


class References:
    """Resolves the references of one description; each of its files is read once."""

    def __init__(self, document: Document) -> None:
        self.entry = document
        self._files = Files(document)
        self._resources: dict[str, Resources] = {}
        self._are_all_read = False
        self._bindings: dict[str, Counter[str]] = {}

    def resolve(self, ref: str, at: Location) -> Resolved:
        """Return the target of a reference that stands at `at`, chains followed.

        Raises:
            ReferenceProblem: rule `reference-dangling`, `reference-circular`,
                `reference-outside` or `reference-file`; its place is `at`.
        """
        found = self.target(ref, at)
        seen = {found.location}
        while (further := self._further(found)) is not None:
            found = _Step(self, further, found.location, at).take()
            if found.location in seen:
                message = f"the reference '{ref}' leads back to itself"
                raise self.problem("reference-circular", message, at)
            seen.add(found.location)
        return found

    def target(self, ref: str, at: Location) -> Resolved:
        """Return what a reference names, even if that is a reference again."""
        return _Step(self, ref, at, at).take()

    def document_of(self, location: Location) -> Document:
        """Return the document that a Location lies in."""
        return self._files.named(location.file)

    def open(self, file: str, base: Document) -> Document:
        """Return another file of the description; OutsideError or LoadError if not."""
        return self._files.open(file, base)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files of the description that were read so far, the entry first."""
        return self._files.documents

    @property
    def fetched(self) -> Mapping[str, str]:
        """The URLs that were fetched, with the SHA-256 of their content."""
        return self._files.fetched

    @property
    def unread(self) -> tuple[str, ...]:
        """The files and URLs that would be read if they were there, or allowed."""
        return self._files.unread

    @property
    def links(self) -> Mapping[tuple[str, str], str]:
        """Where references to files lead that lead elsewhere than they read."""
        return self._files.links

    def resources(self, document: Document) -> Resources:
        """Return the names that a document and its schemas have."""
        if document.file not in self._resources:
            versioned = document if document.version else self.entry
            found = resources_of(document, has_schemas=versioned.has_siblings)
            self._resources[document.file] = found
        return self._resources[document.file]

    def named(self, uri: str) -> tuple[Document, str] | None:
        """Return the document and pointer that a URI names, in any file of the description.

        All of its files are read once something is not found in those known so far.
        """
        for document in self._documents():
            pointer = self.resources(document).pointers.get(uri)
            if pointer is not None:
                return document, pointer
        return None

    def _documents(self) -> Iterator[Document]:
        yield from self._files.documents
        if not self._are_all_read:
            self._are_all_read = True
            known = len(self._files.documents)
            self._files.read_all()
            yield from self._files.documents[known:]

    def bindings(self, name: str, at: Location) -> int:
        """Count the schemas of the file at a place that a `$dynamicRef` could mean."""
        document = self.document_of(at)
        if document.file not in self._bindings:
            self._bindings[document.file] = Counter(_dynamic_anchors(document))
        return self._bindings[document.file][name]

    def problem(
        self, rule: str, message: str, at: Location, hint: str = ""
    ) -> ReferenceProblem:
        """Return the error of the reference that stands at `at`."""
        pointer, document = at.child("$ref").pointer, self.document_of(at)
        return ReferenceProblem(
            document.diagnostic_at(pointer, "error", rule, message, hint)
        )

    def _further(self, found: Resolved) -> str | None:
        value = found.value
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            return None
        document = self.document_of(found.location)
        document = document if document.version else self.entry
        is_pure = not document.has_siblings or value.keys() <= _REFERENCE_FIELDS
        return str(value["$ref"]) if is_pure else None


@dataclass(frozen=True, slots=True)
class _Step:
    """One reference on its way: `base` is where it stands, `at` where it all began."""

    references: References
    ref: str
    base: Location
    at: Location

    def take(self) -> Resolved:
        file, _, fragment = self.ref.partition("#")
        base = self.references.document_of(self.base)
        resources = self.references.resources(base)
        tokens = split(self.base.pointer)
        if not file:
            return self._near(base, resources.resource_at(tokens), fragment)
        uri = resources.uri(file, tokens)
        own = resources.pointers.get(uri)
        found = (base, own) if own else self._elsewhere(uri)
        if found is not None:
            document, pointer = found
            return self._inside(document, split(pointer), fragment)
        document = self._open(beside(uri, file, resources), base)
        return self._inside(document, (), fragment)

    def _elsewhere(self, uri: str) -> tuple[Document, str] | None:
        """Look for a URI in the other files; a name without a scheme is a file's."""
        return self.references.named(uri) if is_uri(uri) else None

    def _near(
        self, base: Document, resource: tuple[str, ...], fragment: str
    ) -> Resolved:
        """Look in the schema with an `$id` around, and then in the whole document.

        JSON Schema knows the former alone; documents are written for the latter as well.
        """
        if resource and fragment.startswith("/"):
            try:
                return self._inside(base, resource, fragment)
            except ReferenceProblem:
                return self._inside(base, (), fragment)
        return self._inside(base, resource, fragment)

    def _inside(
        self, document: Document, resource: tuple[str, ...], fragment: str
    ) -> Resolved:
        text = unquote(fragment)
        if text and not text.startswith("/"):
            pointer = self.references.resources(document).anchor(text, resource)
            if pointer is None:
                raise self._dangling(f"there is no $anchor '{text}'")
        else:
            pointer = join((*resource, *split(text)))
        is_named = isinstance(document.root, dict) and "" in document.root
        if text == "/" and not resource and not is_named:
            # No pointer to the whole file, but written for one.
            pointer = "#"
        value = self._value(document.root, split(pointer))
        return Resolved(Location(document.file, pointer), value)

    def _value(self, root: Any, tokens: tuple[str, ...]) -> Any:
        value = root
        for depth, token in enumerate(tokens):
            try:
                value = step(value, token)
            except PointerError:
                above = join(tokens[:depth])
                message = f"there is no '{token}' in {above}"
                raise self._dangling(message, _nearest(value, token)) from None
        return value

    def _open(self, file: str, base: Document) -> Document:
        try:
            return self.references.open(file, base)
        except OutsideError as outside:
            message = f"the reference '{self.ref}' is not followed: {outside}"
            raise self._problem("reference-outside", message, outside.hint) from None
        except LoadError as unread:
            found = unread.diagnostics[0]
            place = f"{found.file}:{found.line}" if found.line else found.file
            message = f"the reference '{self.ref}' cannot be read: {place}: "
            message += found.message
            raise self._problem("reference-file", message) from None

    def _dangling(self, reason: str, hint: str = "") -> ReferenceProblem:
        message = f"the reference '{self.ref}' names nothing: {reason}"
        return self._problem("reference-dangling", message, hint)

    def _problem(self, rule: str, message: str, hint: str = "") -> ReferenceProblem:
        return self.references.problem(rule, message, self.at, hint)


def _nearest(value: Any, token: str) -> str:
    if not isinstance(value, dict) or len(value) > 5000 or len(token) > 200:
        return ""
    near = get_close_matches(token, value, 1)
    return f"did you mean '{near[0]}'?" if near else ""


def _dynamic_anchors(document: Document) -> Iterator[str]:
    for _, value in walk(document.root):
        name = value.get("$dynamicAnchor") if isinstance(value, dict) else None
        if isinstance(name, str):
            yield name
