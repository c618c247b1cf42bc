"""Give the value of an answer: an example of the document, else one made up.

OpenAPI 3.1.1, Media Type Object, `example` and `examples`; Schema Object, `examples`. An
example that breaks its own schema is given only where nothing better is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom.errors import Location
from specloom.ir.api import MediaType
from specloom.ir.schema import AnySchema, Reference, Schema, Value
from specloom.mock.checks import Checks
from specloom.python.tests.leaves import Leaves
from specloom.python.tests.samples import RESPONSE, Kind, NoSample, Sampler

__all__ = ["NoSample", "Synthesis"]

_DEEPEST = 20
# Seeds lie apart, so that the values of two of them do not overlap.
_STEP = 101


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Makes values that depend on nothing but the schema, the seed and a turn."""

    checks: Checks
    seed: int = 0
    kind: Kind = RESPONSE
    _known: dict[tuple[Location, int], Any] = field(default_factory=dict)

    def content(self, media_type: MediaType, turn: int = 0) -> Any:
        """Give a value for a media type; `turn` tells values of one answer apart.

        Raises:
            NoSample: no value is known that fits.
        """
        key = (media_type.at, turn)
        if key not in self._known:
            self._known[key] = self._content(media_type, turn)
        return self._known[key]

    def value(
        self,
        schema: AnySchema,
        examples: tuple[Value, ...] = (),
        name: str = "value",
        turn: int = 0,
    ) -> Any:
        """Give a value for a schema; raises NoSample if none is known."""
        stated = (*examples, *self._examples(schema, 0))
        for example in stated:
            if self.checks.accepts(schema, example.json):
                return example.json
        leaves = Leaves(count=(self.seed * _STEP + turn) % 10_000)
        sampler = Sampler(self.checks.schemas, self.kind, leaves)
        try:
            return sampler.value(self.checks.schemas.of(schema), name)
        except (NoSample, RecursionError):
            if stated:
                return stated[0].json
            raise NoSample(schema.at.pointer) from None

    def _content(self, media_type: MediaType, turn: int) -> Any:
        examples = media_type.examples
        if media_type.schema is None:
            return examples[0].json if examples else f"sample {self.seed + turn}"
        return self.value(media_type.schema, examples, "value", turn)

    def _examples(self, schema: AnySchema, depth: int) -> Iterator[Value]:
        """Yield the examples that stand at a schema itself, or at what it refers to."""
        if isinstance(schema, Schema):
            yield from schema.examples
        elif isinstance(schema, Reference) and depth < _DEEPEST:
            target = self._schemas.get(schema.target)
            if target is not None:
                yield from self._examples(target, depth + 1)

    @property
    def _schemas(self) -> Mapping[Location, AnySchema]:
        return self.checks.schemas.schemas
