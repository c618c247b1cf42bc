"""A schema document and its resources → every schema that its check needs, as `ir`.

JSON Schema 2020-12, Core, section 7.1: which schema a `$dynamicRef` means depends on the
schemas gone through before. Each of these ways is lowered apart, so that nothing is left
to decide when a value is checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.dialect.dialects import DIALECTS
from specloom.dialect.keywords import lower_keywords
from specloom.dialect.loops import refuse_loops
from specloom.dialect.node import Environment, Node
from specloom.dialect.problem import refuse
from specloom.dialect.registry import RECURSIVE, Place, Registry, Scope
from specloom.dialect.uris import without_fragment
from specloom.document.pointer import ROOT
from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema


@dataclass(frozen=True, slots=True)
class SchemaSet:
    """All schemas that others refer to, the root first."""

    root: Location
    schemas: Mapping[Location, AnySchema]


def lower_document(
    schema: object,
    dialect: str,
    resources: Mapping[str, object],
    *,
    formats: bool = False,
) -> SchemaSet:
    """Lower a schema and all it refers to; with `formats`, values must have theirs.

    Raises:
        SchemaError: it is no schema, or refers to what is not there.
    """
    if dialect not in DIALECTS:
        known = ", ".join(DIALECTS)
        raise refuse(ROOT, f"'{dialect}' is no dialect; known are {known}", "dialect")
    given = {without_fragment(uri): value for uri, value in resources.items()}
    registry = Registry(given, DIALECTS[dialect], formats)
    for uri, resource in given.items():
        registry.add(uri, resource)
    registry.add("", schema)
    lowering = _Lowering(registry)
    root = lowering.location(Place("", ROOT), ())
    lowering.finish()
    refuse_loops(lowering.schemas)
    return SchemaSet(root, lowering.schemas)


@dataclass(slots=True)
class _Lowering:
    registry: Registry
    schemas: dict[Location, AnySchema] = field(default_factory=dict)
    _waiting: list[Node] = field(default_factory=list)
    _places: dict[tuple[Place, Environment], Location] = field(default_factory=dict)

    def location(self, place: Place, environment: Environment) -> Location:
        """Give the location of a schema as it is gone into, and remember to lower it."""
        scope = self.registry.scope(place)
        environment = self._entered(environment, scope.resource)
        if (place, environment) not in self._places:
            file = f"{place.document} {environment}"
            at = Location(file, place.shown)
            self._places[place, environment] = at
            value = self.registry.value(place)
            self._waiting.append(Node(value, place, at, scope, environment))
        return self._places[place, environment]

    def finish(self) -> None:
        """Lower what is waiting, and what that refers to."""
        while self._waiting:
            node = self._waiting.pop(0)
            self.schemas[node.at] = self._schema(node)

    def _entered(self, environment: Environment, resource: Place) -> Environment:
        """Add the dynamic anchors of a schema resource; an outer one goes first."""
        known = {name for name, _ in environment}
        anchors = self.registry.dynamic_anchors(resource)
        asked = self.registry.dynamic_names
        new = [
            (name, place)
            for name, place in anchors.items()
            if name in asked and name not in known
        ]
        return (*environment, *sorted(new, key=lambda entry: entry[0]))

    def _schema(self, node: Node) -> AnySchema:
        if isinstance(node.value, bool) and _may_be_boolean(node):
            return BooleanSchema(node.at, node.value)
        if not isinstance(node.value, dict):
            has_booleans = node.scope.dialect.has_boolean_schemas
            wanted = "an object or a boolean" if has_booleans else "an object"
            message = f"a schema must be {wanted}"
            raise refuse(node.place.shown, message, "JSON Schema, section 4.3")
        references = tuple(self._references(node))
        if references and node.scope.dialect.ref_stands_alone:
            return references[0]
        lowered = lower_keywords(node, references, self._sub)
        if references and lowered == Schema(
            at=node.at,
            all_of=references[:1],
            contains_evaluates=lowered.contains_evaluates,
        ):
            return references[0]
        return lowered

    def _sub(
        self, node: Node, tokens: tuple[str | int, ...], value: object
    ) -> AnySchema:
        """Lower the schema that another has at some tokens."""
        place = node.place.child(*tokens)
        scope = self.registry.scope(place)
        at = node.at.child(*tokens)
        environment = self._entered(node.environment, scope.resource)
        return self._schema(Node(value, place, at, scope, environment))

    def _references(self, node: Node) -> list[Reference]:
        return [
            Reference(node.at.child(keyword), self._target(node, keyword, written))
            for keyword in ("$ref", "$dynamicRef", "$recursiveRef")
            if (written := node.text(keyword)) is not None
        ]

    def _target(self, node: Node, keyword: str, written: str) -> Location:
        place = node.place.child(keyword)
        target = self.registry.resolve(written, node.scope, place)
        outermost = dict(node.environment)
        name = target.dynamic if keyword == "$dynamicRef" else None
        if keyword == "$recursiveRef" and self._is_recursive(target.place):
            name = RECURSIVE
        found = target.place if name is None else outermost.get(name, target.place)
        return self.location(found, node.environment)

    def _is_recursive(self, place: Place) -> bool:
        scope: Scope = self.registry.scope(place)
        return RECURSIVE in self.registry.dynamic_anchors(scope.resource)


def _may_be_boolean(node: Node) -> bool:
    """Tell whether a boolean may stand here; draft 4 has it beside other keywords only."""
    keyword = node.place.pointer.rpartition("/")[2]
    is_rest = keyword in ("additionalProperties", "additionalItems")
    return is_rest or node.scope.dialect.has_boolean_schemas
