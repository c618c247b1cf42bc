"""The keywords for objects (JSON Schema 2020-12, Core 10.3.2, Validation 6.5)."""

from collections.abc import Iterator, Sequence

from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Dependency,
    Property,
    Schema,
)
from specloom.python.checks.conditions import all_of, any_of, wrong_size
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import Writer
from specloom.python.checks.reports import given
from specloom.python.text.block import Statement, Suite
from specloom.python.text.layout import Piece, flat, tuple_of
from specloom.python.text.source import Source, code, literal

_FEW = 3
_KEY, _MEMBER = Source("key"), Source("member")
_Patterns = Sequence[tuple[Source, AnySchema]]


def object_keywords(writer: Writer, schema: Schema, place: Place) -> list[Statement]:
    """Write the keywords for a value that is an object."""
    return [
        *_sizes(writer, schema, place),
        *_required(writer, schema, place),
        *_additional(writer, schema, place),
        *_properties(writer, schema, place),
        *_dependent(writer, schema, place),
        *_names(writer, schema, place),
    ]


def property_check(
    writer: Writer, property_: Property, place: Place, *, is_there: bool = False
) -> list[Statement]:
    """Write the check of one property where it is present."""
    key = literal(property_.name)
    needs = None if is_there else code("{} in {}", key, place.value)
    return writer.member(property_.schema, place.member(key), property_.name, needs)


def _sizes(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    wrong = wrong_size(schema.min_properties, schema.max_properties, place.value)
    arguments = [
        *given("min_properties", schema.min_properties),
        *given("max_properties", schema.max_properties),
    ]
    if wrong:
        yield writer.fails(
            any_of(wrong),
            lambda: [writer.reports.call("wrong_object", schema.at, place, *arguments)],
        )


def _required(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if not schema.required:
        return
    names = [literal(name) for name in schema.required]
    absent = [code("{} not in {}", name, place.value) for name in names]
    if writer.is_verdict:
        yield writer.fails(any_of(absent), list)
        return
    report = writer.reports.call("missing", schema.at, place, tuple_of(names))
    yield (
        report if len(names) > _FEW else writer.fails(any_of(absent), lambda: [report])
    )


def _properties(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    for property_ in schema.properties:
        # A verdict on an object that lacks what is required has been given before.
        is_there = writer.is_verdict and property_.name in schema.required
        yield from property_check(writer, property_, place, is_there=is_there)


def _additional(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    """Write `additionalProperties` and `patternProperties`."""
    patterns = [
        (pattern, entry.schema)
        for entry in schema.pattern_properties
        if (pattern := writer.module.constants.key_pattern(entry.pattern, schema.at))
        is not None
    ]
    more = schema.additional_properties
    # Which keys are additional is only known where every pattern could be said.
    if len(patterns) < len(schema.pattern_properties):
        more = None
    if isinstance(more, BooleanSchema):
        if not more.accepts:
            yield _closed(writer, schema, patterns, place)
        more = None
    member = place.inside(_MEMBER, _KEY)
    body: list[Statement] = []
    for pattern, matched in patterns:
        needs = code("{}.search(key)", pattern)
        body += writer.member(matched, member, "member", needs)
    if more is not None:
        unknown = _unknown(writer, schema, patterns)
        body += writer.member(more, member, "member", unknown)
    if body:
        is_plain = writer.is_verdict and not patterns and not schema.properties
        head = code("key, member in {}.items()", place.value)
        if is_plain:
            head = code("member in {}.values()", place.value)
        yield Suite("for ", head, tuple(body))


def _unknown(writer: Writer, schema: Schema, patterns: _Patterns) -> Piece | None:
    """Write that a key is named by nothing; None if nothing names any."""
    conditions: list[Piece] = [
        code("not {}.search(key)", pattern) for pattern, _ in patterns
    ]
    if schema.properties:
        conditions.insert(0, code("key not in {}", _known(writer, schema)))
    return all_of(conditions) if conditions else None


def _closed(
    writer: Writer, schema: Schema, patterns: _Patterns, place: Place
) -> Statement:
    known = _known(writer, schema)
    arguments: list[Piece] = [known]
    unknown = code("not {}.issuperset({})", known, place.value)
    if patterns:
        arguments.append(tuple_of([pattern for pattern, _ in patterns]))
        searched = [code("{}.search(key)", pattern) for pattern, _ in patterns]
        named = any_of([code("key in {}", known), *searched])
        unknown = code("not all({} for key in {})", flat(named), place.value)
    return writer.fails(
        unknown,
        lambda: [
            writer.reports.call("unknown_properties", schema.at, place, *arguments)
        ],
    )


def _known(writer: Writer, schema: Schema) -> Source:
    names = [property_.name for property_ in schema.properties]
    return writer.module.constants.known(names, schema.at)


def _dependent(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    for entry in schema.dependencies:
        name = literal(entry.name)
        needs = code("{} in {}", name, place.value)
        if entry.schema is not None:
            inner = writer.applies(entry.schema, place, f"with {entry.name}")
            if inner:
                yield Suite("if ", needs, tuple(inner))
        if entry.needed:
            yield _beside(writer, schema, entry, place)


def _beside(
    writer: Writer, schema: Schema, entry: Dependency, place: Place
) -> Statement:
    name, names = literal(entry.name), [literal(needed) for needed in entry.needed]
    absent = any_of([code("{} not in {}", other, place.value) for other in names])
    return writer.fails(
        all_of([code("{} in {}", name, place.value), absent]),
        lambda: [
            writer.reports.call(
                "missing_beside", schema.at, place, name, tuple_of(names)
            )
        ],
    )


def _names(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    names = schema.property_names
    if names is None or (isinstance(names, BooleanSchema) and names.accepts):
        return
    wanted = writer.named("name")
    holds = writer.module.predicate(names, wanted)
    yield writer.fails(
        code("not all(map({}, {}))", holds, place.value),
        lambda: [
            writer.reports.call(
                "wrong_names", schema.at, place, writer.module.checker(names, wanted)
            )
        ],
    )
