"""The keywords that apply other schemas to the same value (JSON Schema 2020-12, Core 10.2)."""

from collections.abc import Iterator, Sequence

from specloom.ir.schema import AnySchema, BooleanSchema, Schema, SimpleType
from specloom.python.checks.conditions import any_of, is_type, negated
from specloom.python.checks.inherited import inherited
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import Writer
from specloom.python.checks.seen import Seen
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import dict_of, list_of, tuple_of
from specloom.python.text.source import EMPTY, Source, code, literal

_MANY = 4
_MEMBER, _KEY = Source("member"), Source("key")


def applicators(writer: Writer, schema: Schema, place: Place) -> list[Statement]:
    """Write every keyword that applies other schemas to the value at a place."""
    told = schema.discriminator
    if told is not None and told.base is not None:
        return [*inherited(writer, schema.at, told, place)]
    found: list[Statement] = []
    for part in schema.all_of:
        if isinstance(part, Schema) and part.at == schema.at:
            found += writer.schema(part, place)  # what stands beside a `$ref`
        else:
            found += writer.applies(part, place, "part")
    return [
        *found,
        *_any_of(writer, schema, place),
        *_one_of(writer, schema, place),
        *_not(writer, schema, place),
        *_conditional(writer, schema, place),
        *_unevaluated(writer, schema, place),
    ]


def _any_of(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if not schema.any_of:
        return
    holds = [writer.holds(entry, place.value, "option") for entry in schema.any_of]
    yield writer.fails(
        negated(any_of(holds)),
        lambda: [_matches_none(writer, "wrong_any_of", schema, schema.any_of, place)],
    )


def _one_of(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    branches = schema.one_of
    if not branches:
        return
    holds = [
        writer.module.predicate(entry, writer.named(f"option {number}"))
        for number, entry in enumerate(branches, 1)
    ]
    told = [_constants(writer, entry) for entry in branches]
    key = _shared_key(told)
    if key is not None and len(branches) >= _MANY:
        entries = [
            (literal(text), name)
            for texts, name in zip(told, holds, strict=True)
            for text in texts[key]
        ]
        table = writer.module.constants.table(schema.at, dict_of(entries))
        asked = is_type("object", place.value, writer.module)
        value = code("{}.get({}) if {} else None", place.value, literal(key), asked)
        yield Line(code("kind = {}", value))
        text = is_type("string", Source("kind"), writer.module)
        yield Line(code("option = {}.get(kind) if {} else None", table, text))
        wrong = code("option is None or not option({})", place.value)
    else:
        calls = [code("{}({})", name, place.value) for name in holds]
        yield Line(list_of(calls), "matching = ")
        wrong = Source("matching.count(True) != 1")
    yield writer.fails(
        wrong, lambda: [_matches_none(writer, "wrong_one_of", schema, branches, place)]
    )


def _matches_none(
    writer: Writer,
    check: str,
    schema: Schema,
    branches: Sequence[AnySchema],
    place: Place,
) -> Line:
    checks = [
        writer.module.checker(entry, writer.named(f"option {number}"))
        for number, entry in enumerate(branches, 1)
    ]
    return writer.reports.call(check, schema.at, place, tuple_of(checks))


def _constants(writer: Writer, schema: AnySchema) -> dict[str, tuple[str, ...]]:
    """Give the required properties of an object that must be certain texts."""
    told = writer.module.followed(schema)
    if not isinstance(told, Schema) or told.types != ("object",):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for entry in told.properties:
        leaf = writer.module.followed(entry.schema)
        if entry.name in told.required and isinstance(leaf, Schema):
            values = leaf.listed or ()
            texts = [v.json for v in values if isinstance(v.json, str)]
            if values and len(texts) == len(values):
                found[entry.name] = tuple(dict.fromkeys(texts))
    return found


def _shared_key(told: list[dict[str, tuple[str, ...]]]) -> str | None:
    """Give a property whose texts are different in every branch."""
    for key in told[0]:
        texts = [text for entry in told for text in entry.get(key, ())]
        if all(key in entry for entry in told) and len(set(texts)) == len(texts):
            return key
    return None


def _not(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if schema.not_ is not None:
        yield writer.fails(
            writer.holds(schema.not_, place.value, "not"),
            lambda: [writer.reports.call("wrong_not", schema.at, place)],
        )


def _conditional(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if schema.if_ is None:
        return
    then = writer.schema(schema.then, place) if schema.then else []
    otherwise = writer.schema(schema.else_, place) if schema.else_ else []
    if not then and not otherwise:
        return
    holds = writer.holds(schema.if_, place.value, "if")
    if not then:
        yield Suite("if ", negated(holds), tuple(otherwise))
        return
    yield Suite("if ", holds, tuple(then))
    if otherwise:
        yield Suite("else", EMPTY, tuple(otherwise))


def _unevaluated(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if (rest := schema.unevaluated_properties) is not None:
        members = code("key, member in {}.items()", place.value)
        yield from _rest(writer, schema, rest, place, ("properties", members))
    if (rest := schema.unevaluated_items) is not None:
        members = code("key, member in enumerate({})", place.value)
        yield from _rest(writer, schema, rest, place, ("items", members))


def _rest(
    writer: Writer,
    schema: Schema,
    rest: AnySchema,
    place: Place,
    of: tuple[Seen, Source],
) -> Iterator[Statement]:
    """Write the check of each member that nothing else has evaluated."""
    kind, members = of
    needs = Source("key not in seen")
    inner = writer.member(rest, place.inside(_MEMBER, _KEY), "rest", needs)
    if not inner or (isinstance(rest, BooleanSchema) and rest.accepts):
        return
    seen = writer.module.seen_own(kind, schema, writer.named("rest"))
    loop = Suite("for ", members, tuple(inner))
    known = Line(code("seen = {}({})", seen, place.value))
    container: SimpleType = "object" if kind == "properties" else "array"
    asked = is_type(container, place.value, writer.module)
    yield Suite("if ", asked, (known, loop))
