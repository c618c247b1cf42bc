"""Check values by the schemas of a document, each compiled when it is first asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.compile import SchemaError, compile_lowered
from specloom.errors import Location
from specloom.ir.schema import AnySchema
from specloom.mock.directed import Directed
from specloom.python.tests.broken import pointer as below
from specloom.python.tests.conformity import Judge
from specloom.runtime.violations import Check, Path, Violation, placed, pointer


@dataclass(frozen=True, slots=True)
class Checks:
    """Gives the violations of values; compiled checks are kept."""

    schemas: Directed
    _compiled: dict[Location, Check | None] = field(default_factory=dict)

    def violations(
        self, schema: AnySchema, value: Any, in_: str, at: Path = None
    ) -> list[Violation]:
        """Give everything that is wrong with a value at a path in a part of a message."""
        if schema.at not in self._compiled:
            self._compiled[schema.at] = self._compile(schema)
        check = self._compiled[schema.at]
        found: list[Violation] = []
        if check is None:
            found.extend(self._judged(schema, value, at))
        else:
            check(value, at, found)
        return placed(found, in_, schema.at.pointer)

    def accepts(self, schema: AnySchema, value: Any) -> bool:
        """Tell whether a value fits, without compiling anything."""
        return Judge(self.schemas).accepts(self.schemas.of(schema), value)

    def _compile(self, schema: AnySchema) -> Check | None:
        try:
            return compile_lowered(self.schemas, self.schemas.of(schema)).check
        except (SchemaError, RecursionError):
            return None

    def _judged(self, schema: AnySchema, value: Any, at: Path) -> Iterator[Violation]:
        """Yield what a slower walk finds where a schema is too deep to be compiled."""
        for broken in Judge(self.schemas).broken(self.schemas.of(schema), value):
            message = f"breaks `{broken.keyword}`"
            where = pointer(at) + below(broken.path)
            yield Violation(where, broken.keyword, "", message)
