"""The body of a function that says whether a value is valid, and stops at the first fault.

JSON Schema 2020-12, Applicator vocabulary; leaves are single conditions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Property,
    Reference,
    Schema,
)
from specloom.naming.words import snake
from specloom.python.checks.conditions import (
    CLASSES,
    ConditionModule,
    any_of,
    broken,
    holding,
    is_leaf,
    wrong_size,
    wrong_type,
)
from specloom.python.checks.keywords import has_array_keywords, has_object_keywords
from specloom.python.checks.seen import Seen, SeenModule
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import Piece, dict_of
from specloom.python.text.source import EMPTY, Source, code, joined, literal

VALUE = Source("value")
_FAIL = Line(Source("return False"))
_MANY = 4
_PLAIN = {"number": "NUMBERS", "integer": "INTEGERS", "string": "TEXTS"}


class PredicateModule(ConditionModule, SeenModule, Protocol):
    """The module that a function is written for."""

    def followed(self, schema: AnySchema) -> AnySchema:
        """Give a schema, or the one at the end of its references."""
        ...

    def known(self, schema: Schema) -> Source:
        """Give the constant of the names in `properties`."""
        ...

    def table(self, entries: Piece) -> Source:
        """Give the constant of a table from texts to predicates, made after them."""
        ...

    def seen_own(self, kind: Seen, schema: Schema, wanted: str) -> Source:
        """Give the function that says what is evaluated beside an `unevaluated` keyword."""
        ...


@dataclass(frozen=True, slots=True)
class PredicateWriter:
    """Writes the statements of one function about `value`."""

    module: PredicateModule
    name: str

    def body(self, schema: AnySchema) -> list[Statement]:
        """Write the whole body for a schema."""
        statements = self._schema(schema, VALUE)
        if statements and statements[-1] is _FAIL:
            return statements
        return [*statements, Line(Source("return True"))]

    def _schema(self, schema: AnySchema, value: Source) -> list[Statement]:
        if isinstance(schema, BooleanSchema):
            return [] if schema.accepts else [_FAIL]
        condition = self._simple(schema, value)
        if condition is not None:
            return [_fail_if(condition)] if condition else []
        if isinstance(schema, Reference):
            return [_fail_if(self._broken(schema, value, "target"))]
        return [*self._typed(schema, value), *self._applied(schema, value)]

    def _simple(self, schema: AnySchema, value: Source) -> Source | None:
        """Write when a leaf is broken; empty if by no value, None for what is no leaf."""
        leaf = self.module.followed(schema)
        if isinstance(leaf, BooleanSchema):
            return EMPTY if leaf.accepts else Source("True")
        if not isinstance(leaf, Schema) or not is_leaf(leaf):
            return None
        return broken(leaf, value, self.module) or EMPTY

    def _broken(self, schema: AnySchema, value: Source, wanted: str) -> Source:
        """Write in one condition that a value breaks any schema."""
        condition = self._simple(schema, value)
        if condition is not None:
            return condition or Source("False")
        return code("not {}({})", self._function(schema, wanted), value)

    def _holds(self, schema: AnySchema, value: Source, wanted: str) -> Source:
        """Write in one condition that any schema holds for a value."""
        leaf = self.module.followed(schema)
        if isinstance(leaf, Schema) and is_leaf(leaf):
            return holding(leaf, value, self.module)
        if isinstance(leaf, BooleanSchema):
            return literal(leaf.accepts)
        return code("{}({})", self._function(schema, wanted), value)

    def _function(self, schema: AnySchema, wanted: str) -> Source:
        return self.module.predicate(schema, f"{self.name}_{snake(wanted)}")

    def _typed(self, schema: Schema, value: Source) -> Iterator[Statement]:
        leaf = broken(_leaf_of(schema), value, self.module)
        if leaf is not None:
            yield _fail_if(leaf)
        parts = (
            ("array", has_array_keywords(schema), self._array),
            ("object", has_object_keywords(schema), self._object),
        )
        for name, has_keywords, write in parts:
            if not has_keywords:
                continue
            body = [*write(schema, value)]
            if schema.types == (name,):
                yield from body
            elif body and (not schema.types or name in schema.types):
                asked = code("isinstance({}, {})", value, CLASSES[name])
                yield Suite("if ", asked, tuple(body))

    def _array(self, schema: Schema, value: Source) -> Iterator[Statement]:
        sizes = wrong_size(schema.min_items, schema.max_items, value)
        if schema.unique_items:
            sizes.append(code("not {}({})", self.module.check("is_unique"), value))
        if sizes:
            yield _fail_if(any_of(sizes))
        for index, item in enumerate(schema.prefix_items):
            number = literal(index)
            inner = self._member(item, code("{}[{}]", value, number), f"item {index}")
            if inner:
                yield Suite("if ", code("len({}) > {}", value, number), tuple(inner))
        if schema.items is not None:
            yield from self._items(schema, schema.items, value)
        if schema.contains is not None:
            yield from self._contains(schema, schema.contains, value)

    def _items(
        self, schema: Schema, items: AnySchema, value: Source
    ) -> Iterator[Statement]:
        inner = self._member(items, Source("item"), "item")
        if not inner:
            return
        start = len(schema.prefix_items)
        rest = code("{}[{}:]", value, literal(start)) if start else value
        loop = Suite("for ", code("item in {}", rest), tuple(inner))
        quick = None if start else self._at_once(items, value)
        yield loop if quick is None else Suite("if ", quick, (loop,))

    def _at_once(self, items: AnySchema, value: Source) -> Source | None:
        """Write when a loop over scalars is needed: not if all are plainly right."""
        leaf = self.module.followed(items)
        if not isinstance(leaf, Schema) or not is_leaf(leaf):
            return None
        if leaf.types not in (("number",), ("integer",), ("string",)):
            return None
        plain = code(
            "{}({}, {})",
            self.module.check("all_plain"),
            value,
            self.module.check(_PLAIN[leaf.types[0]]),
        )
        if broken(leaf, VALUE, self.module) == wrong_type(leaf, VALUE, self.module):
            return code("not {}", plain)
        return None

    def _contains(
        self, schema: Schema, contains: AnySchema, value: Source
    ) -> Iterator[Statement]:
        least = 1 if schema.min_contains is None else schema.min_contains
        holds = code("{}", self._function(contains, "contains"))
        if schema.max_contains is None and least <= 1:
            if least:
                yield _fail_if(code("not any(map({}, {}))", holds, value))
            return
        yield Line(code("count = sum(map({}, {}))", holds, value))
        if least:
            yield _fail_if(code("count < {}", literal(least)))
        if schema.max_contains is not None:
            yield _fail_if(code("count > {}", literal(schema.max_contains)))

    def _object(self, schema: Schema, value: Source) -> Iterator[Statement]:
        sizes = wrong_size(schema.min_properties, schema.max_properties, value)
        sizes += [
            code("{} not in {}", literal(name), value) for name in schema.required
        ]
        if sizes:
            yield _fail_if(any_of(sizes))
        yield from self._additional(schema, value)
        for property_ in schema.properties:
            yield from self._property(property_, schema, value)
        yield from self._dependent(schema, value)
        if schema.property_names is not None:
            holds = self._function(schema.property_names, "name")
            yield _fail_if(code("not all(map({}, {}))", holds, value))

    def _property(
        self, property_: Property, schema: Schema, value: Source
    ) -> Iterator[Statement]:
        key = literal(property_.name)
        member = code("{}[{}]", value, key)
        body = self._member(property_.schema, member, property_.name)
        if property_.name in schema.required:
            yield from body
        elif body:
            yield Suite("if ", code("{} in {}", key, value), tuple(body))

    def _member(
        self, schema: AnySchema, member: Source, wanted: str
    ) -> list[Statement]:
        """Write the check of a property or item, which has a name if it is asked twice."""
        leaf = self.module.followed(schema)
        if not isinstance(leaf, Schema) or not is_leaf(leaf):
            condition = self._broken(schema, member, wanted)
            return [] if condition.text == "False" else [_fail_if(condition)]
        named = Source("part") if "[" in member.text else member
        condition = self._simple(leaf, named) or EMPTY
        if not condition:
            return []
        if named == member or condition.text.count("part") > 1:
            start = [] if named == member else [Line(code("part = {}", member))]
            return [*start, _fail_if(condition)]
        return [_fail_if(self._simple(leaf, member) or EMPTY)]

    def _additional(self, schema: Schema, value: Source) -> Iterator[Statement]:
        """Write `additionalProperties` and `patternProperties`."""
        patterns = [
            (self.module.key_pattern(entry.pattern, schema.at), entry.schema)
            for entry in schema.pattern_properties
        ]
        more = schema.additional_properties
        if isinstance(more, BooleanSchema) and not more.accepts and not patterns:
            known = self.module.known(schema)
            yield _fail_if(code("not {}.issuperset({})", known, value))
            return
        body: list[Statement] = []
        for pattern, matched in patterns:
            if inner := self._member(matched, Source("member"), "member"):
                body.append(Suite("if ", code("{}.search(key)", pattern), tuple(inner)))
        rest = self._member(more, Source("member"), "member") if more else []
        if rest:
            body += self._unless_known(schema, [entry for entry, _ in patterns], rest)
        if body:
            members = code("member in {}.values()", value)
            if patterns or schema.properties:
                members = code("key, member in {}.items()", value)
            yield Suite("for ", members, tuple(body))

    def _unless_known(
        self, schema: Schema, patterns: list[Source], inner: list[Statement]
    ) -> list[Statement]:
        conditions = [code("not {}.search(key)", pattern) for pattern in patterns]
        if schema.properties:
            conditions.insert(0, code("key not in {}", self.module.known(schema)))
        if not conditions:
            return inner
        return [Suite("if ", joined(" and ", conditions), tuple(inner))]

    def _dependent(self, schema: Schema, value: Source) -> Iterator[Statement]:
        for entry in schema.dependencies:
            conditions = [
                code("{} not in {}", literal(name), value) for name in entry.needed
            ]
            if entry.schema is not None:
                conditions.append(self._broken(entry.schema, value, entry.name))
            if conditions:
                head = code("{} in {}", literal(entry.name), value)
                yield Suite("if ", head, (_fail_if(any_of(conditions)),))

    def _applied(self, schema: Schema, value: Source) -> Iterator[Statement]:
        """Write the keywords that apply other schemas to the same value."""
        for part in schema.all_of:
            condition = self._broken(part, value, "part")
            if condition.text != "False":
                yield _fail_if(condition)
        if schema.any_of:
            holds = [self._holds(entry, value, "option") for entry in schema.any_of]
            yield _fail_if(code("not ({})", any_of(holds)))
        if schema.one_of:
            yield from self._one_of(schema.one_of, value)
        if schema.not_ is not None:
            yield _fail_if(self._holds(schema.not_, value, "not"))
        if schema.if_ is not None:
            yield from self._conditional(schema, schema.if_, value)
        yield from self._unevaluated(schema, value)

    def _one_of(
        self, branches: tuple[AnySchema, ...], value: Source
    ) -> Iterator[Statement]:
        holds = [code("{}", self._function(entry, "option")) for entry in branches]
        told = [
            (texts, name)
            for entry, name in zip(branches, holds, strict=True)
            if (texts := self._constants(entry))
        ]
        key = _shared_key([texts for texts, _ in told])
        if key is not None and len(told) == len(branches) >= _MANY:
            entries = [
                (literal(text), name) for texts, name in told for text in texts[key]
            ]
            table = self.module.table(dict_of(entries))
            yield _fail_if(code("not isinstance({}, dict)", value))
            yield Line(code("kind = {}.get({})", value, literal(key)))
            found = code("{}.get(kind) if isinstance(kind, str) else None", table)
            yield Line(code("option = {}", found))
            yield _fail_if(code("option is None or not option({})", value))
            return
        calls = [code("{}({})", name, value) for name in holds]
        yield _fail_if(code("{} != 1", joined(" + ", calls)))

    def _constants(self, schema: AnySchema) -> dict[str, tuple[str, ...]]:
        """Give the required properties of an object that must be certain texts."""
        told = self.module.followed(schema)
        if not isinstance(told, Schema) or told.types != ("object",):
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for entry in told.properties:
            leaf = self.module.followed(entry.schema)
            if entry.name in told.required and isinstance(leaf, Schema):
                values = leaf.enum if leaf.const is None else (leaf.const,)
                texts = [v.json for v in values or () if isinstance(v.json, str)]
                if values and len(texts) == len(values):
                    found[entry.name] = tuple(dict.fromkeys(texts))
        return found

    def _conditional(
        self, schema: Schema, if_: AnySchema, value: Source
    ) -> Iterator[Statement]:
        then = self._schema(schema.then, value) if schema.then else []
        otherwise = self._schema(schema.else_, value) if schema.else_ else []
        if not then and not otherwise:
            return
        holds = self._holds(if_, value, "if")
        yield Suite("if ", holds, tuple(then or [Line(Source("pass"))]))
        if otherwise:
            yield Suite("else", EMPTY, tuple(otherwise))

    def _unevaluated(self, schema: Schema, value: Source) -> Iterator[Statement]:
        properties, items = schema.unevaluated_properties, schema.unevaluated_items
        if properties is not None:
            loop = self._rest("properties", properties, code("{}.items()", value))
            seen = self.module.seen_own("properties", schema, self.name)
            known = Line(code("seen = {}({})", seen, value))
            asked = code("isinstance({}, dict)", value)
            yield Suite("if ", asked, (known, loop))
        if items is not None:
            loop = self._rest("items", items, code("enumerate({})", value))
            seen = self.module.seen_own("items", schema, self.name)
            known = Line(code("evaluated = {}({})", seen, value))
            asked = code("isinstance({}, list)", value)
            yield Suite("if ", asked, (known, loop))

    def _rest(self, kind: Seen, rest: AnySchema, members: Source) -> Statement:
        """Write the check of each member that nothing else has evaluated."""
        broken_ = self._broken(rest, Source("member"), "rest")
        names = Source("seen") if kind == "properties" else Source("evaluated")
        fails = code("key not in {}", names)
        if broken_.text != "True":
            fails = code("{} and ({})", fails, broken_)
        return Suite("for ", code("key, member in {}", members), (_fail_if(fails),))


def _shared_key(told: list[dict[str, tuple[str, ...]]]) -> str | None:
    """Give a property whose texts are different in every branch."""
    for key in told[0] if told else ():
        texts = [text for entry in told for text in entry.get(key, ())]
        if all(key in entry for entry in told) and len(set(texts)) == len(texts):
            return key
    return None


def _leaf_of(schema: Schema) -> Schema:
    """Give what one condition can say of a schema."""
    return Schema(
        at=schema.at,
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
    )


def _fail_if(condition: Source) -> Statement:
    return _FAIL if condition.text == "True" else Suite("if ", condition, (_FAIL,))
