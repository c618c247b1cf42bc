"""The keywords for arrays (JSON Schema 2020-12, Core 10.3.1, Validation 6.4)."""

from collections.abc import Iterator

from specloom.ir.schema import AnySchema, Schema
from specloom.python.checks.conditions import any_of, wrong_size
from specloom.python.checks.keywords import is_leaf, says_more_than_type
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import Writer
from specloom.python.checks.reports import given
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import Piece, keyword
from specloom.python.text.source import Source, code, literal

_AT_ONCE = {
    ("integer",): "are_integers",
    ("number",): "are_numbers",
    ("string",): "are_strings",
}
_ITEM, _INDEX = Source("item"), Source("index")


def array_keywords(writer: Writer, schema: Schema, place: Place) -> list[Statement]:
    """Write the keywords for a value that is an array."""
    return [
        *_sizes(writer, schema, place),
        *_prefix(writer, schema, place),
        *_items(writer, schema, place),
        *_contains(writer, schema, place),
    ]


def _sizes(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    wrong = wrong_size(schema.min_items, schema.max_items, place.value)
    arguments = [
        *given("min_items", schema.min_items),
        *given("max_items", schema.max_items),
    ]
    if schema.unique_items:
        unique = writer.module.check("is_unique")
        wrong.append(code("not {}({})", unique, place.value))
        arguments.append(keyword(Source("unique"), literal(True)))
    if wrong:
        yield writer.fails(
            any_of(wrong),
            lambda: [writer.reports.call("wrong_array", schema.at, place, *arguments)],
        )


def _prefix(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    for index, item in enumerate(schema.prefix_items):
        number = literal(index)
        inside = place.inside(code("{}[{}]", place.value, number), number)
        needs = code("len({}) > {}", place.value, number)
        yield from writer.member(item, inside, f"item {index}", needs)


def _items(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if schema.items is None:
        return
    start = len(schema.prefix_items)
    asked = None if start else _at_once(writer, schema.items, place)
    leaf = writer.module.followed(schema.items)
    if asked is not None and isinstance(leaf, Schema):
        name = literal(leaf.types[0])
        yield writer.fails(
            asked, lambda: [writer.reports.call("wrong_items", leaf.at, place, name)]
        )
        return
    inner = writer.member(schema.items, place.inside(_ITEM, _INDEX), "item")
    if not inner:
        return
    yield Suite("for ", _loop_head(writer, place, start), tuple(inner))


def _loop_head(writer: Writer, place: Place, start: int) -> Source:
    rest = code("{}[{}:]", place.value, literal(start)) if start else place.value
    if writer.is_verdict:
        return code("item in {}", rest)
    if not start:
        return code("index, item in enumerate({})", rest)
    return code("index, item in enumerate({}, {})", rest, literal(start))


def _at_once(writer: Writer, items: AnySchema, place: Place) -> Piece | None:
    """Write one condition for all items, if they are plain values of one type."""
    leaf = writer.module.followed(items)
    if not isinstance(leaf, Schema) or not is_leaf(leaf) or leaf.types not in _AT_ONCE:
        return None
    if says_more_than_type(leaf) or writer.module.takes_bytes(leaf):
        return None
    function = writer.module.check(_AT_ONCE[leaf.types])
    return code("not {}({})", function, place.value)


def _contains(writer: Writer, schema: Schema, place: Place) -> Iterator[Statement]:
    if schema.contains is None:
        return
    least = 1 if schema.min_contains is None else schema.min_contains
    most = schema.max_contains
    if not least and most is None:
        return
    wanted = writer.named("contains")
    holds = writer.module.predicate(schema.contains, wanted)
    matching = code("map({}, {})", holds, place.value)
    if least == 1 and most is None:
        yield writer.fails(
            code("not any({})", matching),
            lambda: [
                writer.reports.call("wrong_contains", schema.at, place, literal(0))
            ],
        )
        return
    count = Source("count")
    yield Line(code("{} = sum({})", count, matching))
    bounds: list[Piece] = []
    if least:
        bounds.append(code("{} < {}", count, literal(least)))
    if most is not None:
        bounds.append(code("{} > {}", count, literal(most)))
    arguments = [count, *given("minimum", least), *given("maximum", most)]
    yield writer.fails(
        any_of(bounds),
        lambda: [writer.reports.call("wrong_contains", schema.at, place, *arguments)],
    )
