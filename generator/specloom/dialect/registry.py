"""JSON Schema 2020-12, Core, sections 8.2 and 9: schema resources, anchors and references.

Everything is found among the documents that the caller handed in and the meta-schemas of
the standard; nothing is ever fetched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from specloom.dialect.dialects import Dialect
from specloom.dialect.meta_schemas import is_known, meta_schema
from specloom.dialect.positions import positions
from specloom.dialect.problem import refuse
from specloom.dialect.uris import join, split, without_fragment
from specloom.dialect.vocabularies import dialect_named
from specloom.document.pointer import ROOT, PointerError, at, escape
from specloom.document.pointer import split as tokens_of

RECURSIVE = ""
"""The name under which `$recursiveAnchor` is kept; no `$dynamicAnchor` can have it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one of the documents."""

    document: str
    pointer: str

    def child(self, *tokens: str | int) -> "Place":
        """Give a place below this one."""
        return Place(self.document, "/".join((self.pointer, *map(escape, tokens))))

    @property
    def shown(self) -> str:
        """The pointer, with the URI of its document unless that is the caller's schema."""
        return f"{self.document}{self.pointer}"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a schema takes over from around it: base URI, dialect, its schema resource."""

    base: str
    dialect: Dialect
    resource: Place
    asserts_formats: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to; `dynamic` is the `$dynamicAnchor` it went by."""

    place: Place
    dynamic: str | None = None


@dataclass(slots=True)
class Registry:
    """All schemas of the documents, by URI, anchor and place."""

    given: Mapping[str, object]
    dialect: Dialect
    formats: bool = False
    dynamic_names: set[str] = field(default_factory=set)
    _documents: dict[str, object] = field(default_factory=dict)
    _scopes: dict[Place, Scope] = field(default_factory=dict)
    _resources: dict[str, Place] = field(default_factory=dict)
    _anchors: dict[tuple[str, str], Target] = field(default_factory=dict)
    _dynamic: dict[Place, dict[str, Place]] = field(default_factory=dict)

    def add(self, uri: str, document: object) -> None:
        """Take in a document that was found at a URI."""
        if uri in self._documents:
            return
        root = Place(uri, ROOT)
        self._documents[uri] = document
        self._resources.setdefault(uri, root)
        self._scan(document, root, Scope(uri, self.dialect, root))

    def value(self, place: Place) -> object:
        """Give the JSON value at a place."""
        return at(self._documents[place.document], place.pointer)

    def scope(self, place: Place) -> Scope:
        """Give the scope of a schema, which may stand where no keyword has schemas."""
        if place not in self._scopes:
            self._scan(self.value(place), place, self._around(place))
        return self._scopes.get(place) or self._around(place)

    def dynamic_anchors(self, resource: Place) -> Mapping[str, Place]:
        """Give the dynamic anchors of a schema resource."""
        return self._dynamic.get(resource, {})

    def resolve(self, reference: str, scope: Scope, place: Place) -> Target:
        """Give what a reference leads to.

        Raises:
            SchemaError: there is nothing at its end.
        """
        uri, fragment = split(join(scope.base, reference))
        fragment = unquote(fragment)
        home = self._resources.get(uri)
        if home is None:
            message = f"there is no schema {uri}; hand it in as a resource"
            raise refuse(place.shown, message, "JSON Schema, $ref")
        if not fragment:
            return Target(home)
        if not fragment.startswith("/"):
            return self._anchored(uri, fragment, place)
        try:
            target = home.child(*tokens_of(fragment))
            self.value(target)
        except PointerError as problem:
            message = f"'{reference}' leads nowhere: {problem}"
            raise refuse(place.shown, message, "JSON Schema, $ref") from None
        return Target(target)

    def _anchored(self, uri: str, name: str, place: Place) -> Target:
        if (uri, name) not in self._anchors:
            message = f"there is no anchor '{name}' in {uri or 'this schema'}"
            raise refuse(place.shown, message, "JSON Schema, $anchor")
        return self._anchors[uri, name]

    def _around(self, place: Place) -> Scope:
        pointer = place.pointer
        while True:
            pointer = pointer.rpartition("/")[0]
            around = self._scopes.get(Place(place.document, pointer))
            if around is not None:
                return around

    def _scan(self, schema: object, place: Place, scope: Scope) -> None:
        if isinstance(schema, dict):
            scope = self._entered(schema, place, scope)
            self._load(self._referred(schema, scope))
        self._scopes[place] = scope
        if isinstance(schema, dict):
            for tokens, child in positions(schema, scope.dialect):
                self._scan(child, place.child(*tokens), scope)

    def _entered(self, schema: dict[str, object], place: Place, scope: Scope) -> Scope:
        """Give the scope inside a schema, and keep its anchors."""
        is_root = place == scope.resource
        named, meta_schema = schema.get(scope.dialect.id_keyword), schema.get("$schema")
        dialect = scope.dialect
        if isinstance(meta_schema, str) and (is_root or isinstance(named, str)):
            dialect = dialect_named(meta_schema, self.given, place.shown)
        base, resource = scope.base, scope.resource
        named = schema.get(dialect.id_keyword)
        is_hidden = dialect.ref_stands_alone and "$ref" in schema
        if (
            isinstance(named, str)
            and dialect.id_keyword in dialect.keywords
            and not is_hidden
        ):
            base, fragment = split(join(scope.base, named))
            if fragment and dialect.anchors_in_id:
                self._anchors.setdefault((base, fragment), Target(place))
            if base != scope.base:
                resource = place
                self._resources.setdefault(base, place)
        asserts = self.formats or dialect.asserts_formats
        inner = Scope(base, dialect, resource, asserts)
        self._keep_anchors(schema, place, inner)
        return inner

    def _keep_anchors(
        self, schema: dict[str, object], place: Place, scope: Scope
    ) -> None:
        known = scope.dialect.keywords
        if "$anchor" in known and isinstance(name := schema.get("$anchor"), str):
            self._anchors.setdefault((scope.base, name), Target(place))
        name = schema.get("$dynamicAnchor")
        if "$dynamicAnchor" in known and isinstance(name, str):
            self._anchors.setdefault((scope.base, name), Target(place, name))
            self._dynamic.setdefault(scope.resource, {}).setdefault(name, place)
        is_recursive = schema.get("$recursiveAnchor") is True
        if "$recursiveAnchor" in known and is_recursive and place == scope.resource:
            self._dynamic.setdefault(place, {})[RECURSIVE] = place

    def _referred(self, schema: dict[str, object], scope: Scope) -> Iterable[str]:
        """Yield the URIs that a schema refers to."""
        if isinstance(reference := schema.get("$ref"), str):
            yield without_fragment(join(scope.base, reference))
        if "$recursiveRef" in schema:
            self.dynamic_names.add(RECURSIVE)
        if isinstance(reference := schema.get("$dynamicRef"), str):
            uri, fragment = split(join(scope.base, reference))
            self.dynamic_names.add(fragment)
            yield uri

    def _load(self, uris: Iterable[str]) -> None:
        """Take in the meta-schemas of the standard that are referred to."""
        for uri in uris:
            if uri not in self._resources and is_known(uri):
                self.add(uri, meta_schema(uri))
