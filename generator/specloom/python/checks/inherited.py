"""The check of a value by the schema that its discriminator names, of those that inherit.

OpenAPI 3.1.1, Discriminator Object. Each has its base in `allOf`, so that one check is enough.
"""

from collections.abc import Iterator
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import Discriminator, Reference
from specloom.python.checks.conditions import all_of, is_type
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import Writer
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import call, compact, dict_of
from specloom.python.text.source import EMPTY, Source, code, literal


def inherited(
    writer: Writer, at: Location, told: Discriminator, place: Place
) -> Iterator[Statement]:
    """Call the function that the discriminator of the union at a place names."""
    known = [(literal(v), _function(writer, target)) for v, target in told.mapping]
    purpose = "matches" if writer.is_verdict else "check"
    table = writer.module.constants.table(at.child(purpose), dict_of(known))
    asked = is_type("object", place.value, writer.module)
    value = code("{}.get({})", place.value, literal(told.property_name))
    yield Line(code("kind = {} if {} else None", value, asked))
    is_text = is_type("string", Source("kind"), writer.module)
    is_known = all_of([is_text, code("kind in {}", table)])
    named = _applied(writer, code("{}[kind]", table), place)
    yield Suite("if ", is_known, (named,))
    other = _applied(writer, _function(writer, told.default or told.base or at), place)
    if isinstance(other, Suite):
        yield replace(other, head="elif ")
    else:
        yield Suite("else", EMPTY, (other,))


def _applied(writer: Writer, function: Source, place: Place) -> Statement:
    if writer.is_verdict:
        return writer.fails(code("not {}({})", function, place.value), list)
    return Line(compact(call(function, place.arguments())))


def _function(writer: Writer, target: Location) -> Source:
    reference = Reference(target, target)
    of = writer.module.predicate if writer.is_verdict else writer.module.checker
    return of(reference, "")
