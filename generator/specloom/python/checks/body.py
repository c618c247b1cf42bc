"""The body of one function about `value`: a schema's keywords as Python statements.

JSON Schema 2020-12, Validation and Applicator vocabularies. A function either tells
whether the schema holds and stops at the first fault, or reports every fault; the two
ask the same questions and differ in the answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Schema, SimpleType
from specloom.naming.words import snake
from specloom.python.checks.applied import applicators
from specloom.python.checks.arrays import array_keywords
from specloom.python.checks.conditions import (
    all_of,
    any_of,
    broken,
    denied,
    holding,
    is_no_type,
    is_type,
)
from specloom.python.checks.keywords import (
    has_array_keywords,
    has_object_keywords,
    is_leaf,
    is_nullable,
    is_plain_array,
    is_secret,
    without_null,
)
from specloom.python.checks.objects import object_keywords
from specloom.python.checks.place import Place
from specloom.python.checks.protocols import CheckModule
from specloom.python.checks.reports import Reports
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import Chain, Piece, assignment, call, compact, flat
from specloom.python.text.source import EMPTY, Source, code, literal

_FAIL = Line(Source("return False"))
_RETURN = Line(Source("return"))
_PART = Source("part")
_TWICE = 2
_SHORT = 76
_Keywords: TypeAlias = Callable[["BodyWriter", Schema, Place], list[Statement]]
_CONTAINERS: Mapping[tuple[SimpleType, ...], _Keywords] = {
    ("object",): object_keywords,
    ("array",): array_keywords,
}


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Writes the statements of one function; inner functions are named like its own."""

    module: CheckModule
    name: str
    reports: Reports
    is_verdict: bool

    def verdict(self, schema: AnySchema) -> list[Statement]:
        """Write the body of a function that says whether a schema holds."""
        statements = _once(self._whole(schema, Place()))
        if statements and statements[-1] is _FAIL:
            return statements
        return [*statements, Line(Source("return True"))]

    def report(self, schema: AnySchema) -> list[Statement]:
        """Write the body of a function that adds what is wrong to `found`."""
        return self.finished(self._whole(schema, Place()))

    def finished(self, statements: list[Statement]) -> list[Statement]:
        """Give the statements of a report, with the variable that they may need."""
        if not self.reports.names_schema:
            return statements or [_RETURN]
        pointer = literal(self.reports.root.pointer)
        return [Line(assignment(Source("schema"), pointer, 1)), *statements]

    def named(self, wanted: str) -> str:
        """Give the name of a function for a part."""
        return f"{self.name}_{snake(wanted)}"

    def fails(
        self, condition: Piece, report: Callable[[], Sequence[Statement]]
    ) -> Statement:
        """Write what happens where a condition says that something is wrong."""
        if not self.is_verdict:
            return Suite("if ", condition, tuple(report()))
        return _FAIL if _is(condition, "True") else Suite("if ", condition, (_FAIL,))

    def schema(self, schema: AnySchema, place: Place) -> list[Statement]:
        """Write the checks of a schema for the value at a place."""
        if not isinstance(schema, Schema):
            return self.applies(schema, place, "target")
        place = self._concealed(schema, place)
        if is_leaf(schema):
            return self._leaf(schema, place)
        return [*self._typed(schema, place), *applicators(self, schema, place)]

    def member(
        self, schema: AnySchema, place: Place, wanted: str, needs: Piece | None = None
    ) -> list[Statement]:
        """Write the check of a part of the value, which is there if what it `needs` is true."""
        body = self._member(schema, place, wanted)
        if not body or needs is None:
            return body
        first = body[0]
        if len(body) == 1 and isinstance(first, Suite) and first.head == "if ":
            both = all_of([needs, first.piece])
            if _is_short(both) and _joins(first):
                return [replace(first, piece=both)]
        return [Suite("if ", needs, tuple(body))]

    def applies(self, schema: AnySchema, place: Place, wanted: str) -> list[Statement]:
        """Write the check of another schema for the same value."""
        if isinstance(schema, BooleanSchema):
            return self._boolean(schema, place)
        if self.is_verdict:
            condition = self.breaks(schema, place.value, wanted)
            return [] if condition is None else [self.fails(condition, list)]
        place = self._concealed(schema, place)
        check = self.module.checker(schema, self.named(wanted))
        return [Line(compact(call(check, place.arguments())))]

    def holds(self, schema: AnySchema, value: Source, wanted: str) -> Piece:
        """Write in one condition that a schema holds for a value."""
        leaf = self.module.followed(schema)
        if isinstance(leaf, BooleanSchema):
            return literal(leaf.accepts)
        if isinstance(leaf, Schema) and is_leaf(leaf):
            return holding(leaf, value, self.module)
        function = self.module.predicate(schema, self.named(wanted))
        return compact(call(function, [value]))

    def breaks(self, schema: AnySchema, value: Source, wanted: str) -> Piece | None:
        """Write in one condition that a value breaks a schema; None if no value does."""
        leaf = self.module.followed(schema)
        if isinstance(leaf, BooleanSchema):
            return None if leaf.accepts else literal(True)
        if isinstance(leaf, Schema) and is_leaf(leaf):
            return broken(leaf, value, self.module)
        function = self.module.predicate(schema, self.named(wanted))
        return denied(compact(call(function, [value])))

    def _whole(self, schema: AnySchema, place: Place) -> list[Statement]:
        """Write a schema's check as the whole body, which may end early."""
        body = self.schema(schema, place)
        if self.is_verdict or len(body) != 2:
            return body
        first, second = body
        if isinstance(first, Suite) and isinstance(second, Suite):
            ended = replace(first, body=(*first.body, _RETURN))
            match second.head:
                case "else":
                    return [ended, *second.body]
                case "elif ":
                    return [ended, replace(second, head="if ")]
        return body

    def _boolean(self, schema: BooleanSchema, place: Place) -> list[Statement]:
        if schema.accepts:
            return []
        if self.is_verdict:
            return [_FAIL]
        return [self.reports.call("not_allowed", schema.at, place)]

    def _leaf(self, schema: Schema, place: Place) -> list[Statement]:
        condition = broken(schema, place.value, self.module)
        if condition is None:
            return []
        return [self.fails(condition, lambda: self.reports.leaf(schema, place))]

    def _typed(self, schema: Schema, place: Place) -> list[Statement]:
        """Write the checks of `type` and of the keywords that go with it."""
        plain = without_null(schema)
        write = _CONTAINERS.get(plain.types)
        if write is None:
            return [*self._leaf(_leaf_of(schema), place), *self._parts(schema, place)]
        body = write(self, schema, place)
        values = Schema(at=schema.at, enum=schema.enum, const=schema.const)
        found = self._guarded(plain, place, body)
        if is_nullable(schema):
            asked = code("{} is not None", place.value)
            found = [Suite("if ", asked, tuple(found))]
        return [*found, *self._leaf(values, place)]

    def _guarded(
        self, schema: Schema, place: Place, body: list[Statement]
    ) -> list[Statement]:
        """Write the check of a container's type, and its keywords for what has it."""
        wrong = self.fails(
            is_no_type(schema.types, place.value, self.module),
            lambda: [self.reports.wrong_type(schema, place)],
        )
        if self.is_verdict or not body:
            return [wrong, *body]
        first = body[0]
        if len(body) == 1 and isinstance(first, Suite) and first.head == "if ":
            return [wrong, replace(first, head="elif ")]
        return [wrong, Suite("else", EMPTY, tuple(body))]

    def _parts(self, schema: Schema, place: Place) -> list[Statement]:
        """Write the keywords of arrays and objects where `type` allows others too."""
        found: list[Statement] = []
        if has_array_keywords(schema) and "array" in (schema.types or ("array",)):
            asked = is_type("array", place.value, self.module)
            if body := array_keywords(self, schema, place):
                found.append(Suite("if ", asked, tuple(body)))
        if has_object_keywords(schema) and "object" in (schema.types or ("object",)):
            asked = is_type("object", place.value, self.module)
            if body := object_keywords(self, schema, place):
                found.append(Suite("if ", asked, tuple(body)))
        return found

    def _member(self, schema: AnySchema, place: Place, wanted: str) -> list[Statement]:
        """Write the check of a part where it stands, or the call of a function for it."""
        if self.is_verdict:
            schema = self._in_place(schema)
        if not is_leaf(schema) and not is_plain_array(schema):
            return self.applies(schema, place, wanted)
        simple = place.value.text.isidentifier()
        body = self.schema(schema, place if simple else place.called(_PART))
        if simple or not body:
            return body
        first = body[0]
        is_once = isinstance(first, Suite) and _uses(first, "part") < _TWICE
        if is_once and is_leaf(schema):
            in_place = self.schema(schema, place)
            if isinstance(in_place[0], Suite) and _is_short(in_place[0].piece):
                return in_place
        return [Line(code("part = {}", place.value)), *body]

    def _in_place(self, schema: AnySchema) -> AnySchema:
        """Give what a reference leads to, if that can be checked where the reference is."""
        leaf = self.module.followed(schema)
        if isinstance(leaf, BooleanSchema) or is_leaf(leaf):
            return leaf
        return leaf if self._ends(leaf) else schema

    def _ends(self, schema: AnySchema) -> bool:
        """Tell whether arrays in arrays that can be checked in place are no circle."""
        passed = set[Location]()
        while is_plain_array(schema) and schema.at not in passed:
            passed.add(schema.at)
            items = schema.items if isinstance(schema, Schema) else None
            if items is None:
                return True
            schema = self.module.followed(items)
        return bool(passed) and schema.at not in passed

    def _concealed(self, schema: AnySchema, place: Place) -> Place:
        """Let the messages about a secret value not show it."""
        if self.is_verdict or not is_secret(schema) or place.found.text != "found":
            return place
        concealed = self.module.check("Concealed")
        return replace(place, found=code("{}({})", concealed, place.found))


def _joins(suite: Suite) -> bool:
    """Tell whether one more condition can be joined to that of a suite by `and`."""
    return not isinstance(suite.piece, Chain) or suite.piece.operator == "and"


def _is_short(condition: Piece) -> bool:
    return len(flat(condition).text) < _SHORT


def _uses(suite: Suite, name: str) -> int:
    return flat(suite.piece).text.count(name)


def _is(condition: Piece, text: str) -> bool:
    return flat(condition).text == text


def _leaf_of(schema: Schema) -> Schema:
    """Give what one condition can say of a schema."""
    return Schema(
        at=schema.at,
        format=schema.format,
        content_encoding=schema.content_encoding,
        types=schema.types,
        enum=schema.enum,
        const=schema.const,
        minimum=schema.minimum,
        maximum=schema.maximum,
        exclusive_minimum=schema.exclusive_minimum,
        exclusive_maximum=schema.exclusive_maximum,
        multiple_of=schema.multiple_of,
        min_length=schema.min_length,
        max_length=schema.max_length,
        pattern=schema.pattern,
        asserted_format=schema.asserted_format,
        asserted_content=schema.asserted_content,
    )


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out what was asked just before: two parts of an `allOf` may ask the same."""
    kept, asked = list[Statement](), set[str]()
    for statement in statements:
        operands = _asked(statement)
        new = [operand for operand in operands if flat(operand).text not in asked]
        asked = asked | {flat(each).text for each in new} if operands else set()
        if isinstance(statement, Suite) and new and len(new) < len(operands):
            kept.append(replace(statement, piece=any_of(new)))
        elif new or not operands:
            kept.append(statement)
    return kept


def _asked(statement: Statement) -> Sequence[Piece]:
    """Give each condition of a statement that only says that a value fails."""
    if not isinstance(statement, Suite) or statement.body != (_FAIL,):
        return ()
    piece = statement.piece
    if isinstance(piece, Chain) and piece.operator == "or" and not piece.is_denied:
        return piece.operands
    return (piece,)
