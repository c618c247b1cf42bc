"""Say a schema as it counts for messages of one direction, and as it can be checked.

OpenAPI 3.0.4, Schema Object, `readOnly` and `writeOnly`: in a message in which such a
property has no place, `required` does not ask for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from specloom.ecma.compiled import compiled
from specloom.ecma.problem import PatternProblem
from specloom.errors import Location
from specloom.ir.direction import Direction, required_in, with_subschemas
from specloom.ir.schema import AnySchema, Schema


@dataclass(frozen=True, slots=True)
class Directed(Mapping[Location, AnySchema]):
    """The named schemas of a document, for requests or for answers."""

    schemas: Mapping[Location, AnySchema]
    direction: Direction
    _known: dict[Location, AnySchema] = field(default_factory=dict)

    def __getitem__(self, at: Location) -> AnySchema:
        if at not in self._known:
            self._known[at] = self.of(self.schemas[at])
        return self._known[at]

    def __iter__(self) -> Iterator[Location]:
        return iter(self.schemas)

    def __len__(self) -> int:
        return len(self.schemas)

    def of(self, schema: AnySchema) -> AnySchema:
        """Rewrite a schema, those inside it included."""
        return self._checkable(schema) if isinstance(schema, Schema) else schema

    def _checkable(self, schema: Schema) -> Schema:
        closed = schema
        if any(not _is_exact(entry.pattern) for entry in schema.pattern_properties):
            # What a pattern lets pass can then not be told from what is left over.
            closed = replace(
                schema, additional_properties=None, unevaluated_properties=None
            )
        exact = tuple(
            entry for entry in closed.pattern_properties if _is_exact(entry.pattern)
        )
        return replace(
            with_subschemas(replace(closed, pattern_properties=exact), self.of),
            pattern=schema.pattern if _is_exact(schema.pattern) else None,
            required=required_in(schema, self.direction, self.schemas),
        )


def _is_exact(pattern: str | None) -> bool:
    """Tell whether Python can check a pattern; absent ones need no check."""
    try:
        return pattern is None or bool(compiled(pattern))
    except PatternProblem:
        return False
