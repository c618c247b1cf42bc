"""What keeps values of a schema from being drawn, and whether any change can break one.

JSON Schema 2020-12, `pattern` and `patternProperties`; section 4.2.1 for the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from specloom.ecma.compiled import compiled
from specloom.ecma.problem import PatternProblem
from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema, subschemas
from specloom.python.tests.conformity import Schemas
from specloom.python.tests.samples import SHALLOW, NoSample, Sampler


@dataclass(slots=True)
class Doubts:
    """Knows the reasons that the schemas of a document give, each looked for once."""

    schemas: Schemas
    _samples: dict[Location, str] = field(default_factory=dict)

    def reason(self, schema: AnySchema) -> str:
        """Say why no value of a schema can be drawn; nothing if one can."""
        found = next(self._patterns(schema), "")
        return found or self._empty(schema)

    def has_pattern(self, schema: AnySchema) -> bool:
        """Tell whether some pattern in a schema cannot be drawn for."""
        return next(self._patterns(schema), "") != ""

    def _empty(self, schema: AnySchema) -> str:
        if schema.at not in self._samples:
            try:
                Sampler(self.schemas, SHALLOW).value(schema)
            except NoSample as reason:
                self._samples[schema.at] = f"no value is known for {reason}"
            else:
                self._samples[schema.at] = ""
        return self._samples[schema.at]

    def _patterns(self, start: AnySchema) -> Iterator[str]:
        """Yield what cannot be said of the patterns that a schema reaches."""
        waiting, seen = [start], set[Location]()
        while waiting:
            schema = waiting.pop()
            if isinstance(schema, Reference):
                if schema.target not in seen:
                    seen.add(schema.target)
                    waiting.append(self.schemas[schema.target])
            elif isinstance(schema, Schema):
                yield from _unknown(schema)
                waiting.extend(subschemas(schema))

    def can_break(self, schema: AnySchema, depth: int = 0) -> bool:
        """Tell whether values of some type or none of a few are refused."""
        if depth > _DEEPEST:
            return False
        match schema:
            case BooleanSchema(accepts=accepts):
                return not accepts
            case Reference(target=target):
                return self.can_break(self.schemas[target], depth + 1)
        if schema.types or schema.enum is not None or schema.const is not None:
            return True
        if any(self.can_break(part, depth + 1) for part in schema.all_of):
            return True
        return self._all_can_break(schema.any_of, depth) or self._all_can_break(
            schema.one_of, depth
        )

    def _all_can_break(self, branches: Iterable[AnySchema], depth: int) -> bool:
        found = [self.can_break(branch, depth + 1) for branch in branches]
        return bool(found) and all(found)


_DEEPEST = 20


def _unknown(schema: Schema) -> Iterator[str]:
    patterns = [schema.pattern] if schema.pattern is not None else []
    patterns += [entry.pattern for entry in schema.pattern_properties]
    for pattern in patterns:
        try:
            is_known = compiled(pattern).regex is not None
        except PatternProblem:
            is_known = False
        if not is_known:
            yield f"no text is drawn for the pattern {pattern} of {schema.at.pointer}"
