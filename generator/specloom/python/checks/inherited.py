"""The check of a value by the schema that its discriminator names, of those that inherit.

OpenAPI 3.1.1, Discriminator Object. Each has its base in `allOf`, so that one check is enough.
"""

from collections.abc import Iterator

from specloom.errors import Location
from specloom.ir.schema import Discriminator, Reference
from specloom.python.checks.conditions import is_type
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import Writer
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import call, compact, dict_of
from specloom.python.text.source import Source, code, literal

_MATCHES, _CHECK = Source("matches"), Source("check")


def inherited(
    writer: Writer, at: Location, told: Discriminator, place: Place
) -> Iterator[Statement]:
    """Choose a function by the discriminator of the union at a place, and call it."""
    chosen = _MATCHES if writer.is_verdict else _CHECK
    known = [(literal(v), _function(writer, target)) for v, target in told.mapping]
    table = writer.module.constants.table(at.child(chosen.text), dict_of(known))
    asked = is_type("object", place.value, writer.module)
    value = code("{}.get({})", place.value, literal(told.property_name))
    yield Line(code("kind = {} if {} else None", value, asked))
    text = is_type("string", Source("kind"), writer.module)
    other = _function(writer, told.default or told.base or at)
    found = code("{}.get(kind, {}) if {} else {}", table, other, text, other)
    yield Line(code("{} = {}", chosen, found))
    if writer.is_verdict:
        yield writer.fails(code("not {}({})", chosen, place.value), list)
    else:
        yield Line(compact(call(chosen, place.arguments())))


def _function(writer: Writer, target: Location) -> Source:
    reference = Reference(target, target)
    of = writer.module.predicate if writer.is_verdict else writer.module.checker
    return of(reference, "")
