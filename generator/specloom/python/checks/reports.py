"""The calls of the runtime that say what is wrong, once a condition has found that something is.

Each looks at all keywords it is given, and adds a violation for every broken one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.schema import Number, Schema, SimpleType, Value
from specloom.naming.words import snake
from specloom.python.checks.conditions import (
    ConditionModule,
    is_type,
    string_keywords,
)
from specloom.python.checks.keywords import (
    has_string_keywords,
    number_keywords,
    values_imply,
    without_null,
)
from specloom.python.checks.place import Place
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import Piece, Row, call, compact, keyword, tuple_of
from specloom.python.text.source import (
    Source,
    code,
    identifier,
    literal,
    pattern_literal,
)

# These make the path of a property themselves, and only when they find something.
_KEYED = frozenset(
    {
        "not_allowed",
        "wrong_array",
        "wrong_format",
        "wrong_integer",
        "wrong_number",
        "wrong_string",
        "wrong_string_or_bytes",
        "wrong_type",
        "wrong_value",
    }
)


@dataclass(slots=True)
class Reports:
    """Writes the calls in one function; `root` is the place of the schema it checks.

    `names_schema` says that the function needs the variable `schema`, its root's pointer.
    """

    module: ConditionModule
    root: Location
    names_schema: bool = False

    def call(self, check: str, at: Location, place: Place, *more: Piece) -> Line:
        """Write one call, with the schema's pointer as short as it can be."""
        function = self.module.check(check)
        if at == self.root:
            self.names_schema = True
            given = [*place.arguments(), Source("schema"), *more]
            return Line(compact(call(function, given)))
        owner, key = place.owner, place.key
        is_property = check in _KEYED and place.is_property_of(self.root, at)
        if is_property and owner is not None and key is not None:
            self.names_schema = True
            given = [place.value, owner, place.found, Source("schema")]
            named = keyword(Source("key"), key)
            parted = [*_positional(more), named, *_keywords(more)]
            return Line(compact(call(function, [*given, *parted])))
        given = [*place.arguments(), self._pointer(at), *more]
        return Line(compact(call(function, given)))

    def _pointer(self, at: Location) -> Source:
        """Give a pointer as what it adds to the root's."""
        root = self.root.pointer + "/"
        if not at.pointer.startswith(root):
            return literal(at.pointer)
        self.names_schema = True
        return code("schema + {}", literal(at.pointer[len(root) - 1 :]))

    def leaf(self, schema: Schema, place: Place) -> list[Statement]:
        """Write what is wrong with a value that has no parts."""
        schema = without_null(schema)
        found: list[Statement] = []
        types = schema.types
        if len(types) == 1 and not values_imply(types[0], schema):
            found.append(self._one_type(types[0], schema, place))
        elif len(types) != 1:
            if types:
                found.append(self.wrong_type(schema, place))
            found += self._by_type(schema, place)
        if any(schema.asserted_content):
            told = map(literal, schema.asserted_content)
            found.append(self.call("wrong_content", schema.at, place, *told))
        found += self.values(schema, place)
        # The condition that led here has asked for the type of a lone keyword.
        if len(found) == 1 and isinstance(found[0], Suite):
            return [*found[0].body]
        return found

    def wrong_type(self, schema: Schema, place: Place) -> Line:
        """Write that a value has none of a schema's types."""
        names = [literal(name) for name in schema.types]
        return self.call("wrong_type", schema.at, place, *names)

    def values(self, schema: Schema, place: Place) -> Iterator[Line]:
        """Write that a value is none of `enum` or not the `const`."""
        if schema.enum is not None:
            enum = self.module.constants.values(schema.enum, schema.at)
            yield self.call("wrong_value", schema.at, place, enum)
        if schema.const is not None:
            values = self._const(schema.const, schema.at)
            const = keyword(Source("keyword"), literal("const"))
            yield self.call("wrong_value", schema.at, place, values, const)

    def _const(self, const: Value, at: Location) -> Piece:
        if const.json is None or isinstance(const.json, str | bool):
            return tuple_of([literal(const.json)])
        return self.module.constants.values((const,), at.child("const"))

    def _one_type(self, name: SimpleType, schema: Schema, place: Place) -> Line:
        keywords: list[Piece] = []
        if name in ("integer", "number") and number_keywords(schema):
            numbers = number_keywords(schema).items()
            keywords = [piece for key, value in numbers for piece in given(key, value)]
        elif name == "string" and self._is_about_strings(schema):
            return self._string(schema, place)
        if not keywords:
            return self.wrong_type(schema, place)
        return self.call(f"wrong_{name}", schema.at, place, *keywords)

    def _is_about_strings(self, schema: Schema) -> bool:
        return has_string_keywords(schema) or self.module.takes_bytes(schema)

    def _string(self, schema: Schema, place: Place) -> Line:
        keywords = string_keywords(schema, self.module)
        if schema.pattern and len(keywords) > _lengths(schema):
            keywords.append(keyword(Source("source"), pattern_literal(schema.pattern)))
        if holds := self.module.format(schema.asserted_format):
            name = literal(schema.asserted_format)
            keywords += [
                keyword(Source("format_"), name),
                keyword(Source("has_format"), holds),
            ]
        takes_bytes = self.module.takes_bytes(schema)
        check = "wrong_string_or_bytes" if takes_bytes else "wrong_string"
        return self.call(check, schema.at, place, *keywords)

    def _by_type(self, schema: Schema, place: Place) -> Iterator[Statement]:
        """Write the keywords of each type for values of that type."""
        types = schema.types or ("string", "number")
        if "string" in types and self._is_about_strings(schema):
            asked = is_type("string", place.value, self.module)
            yield Suite("if ", asked, (self._string(schema, place),))
        numbers = number_keywords(schema)
        if numbers and ("number" in types or "integer" in types):
            asked = is_type("number", place.value, self.module)
            keywords = [
                piece for key, value in numbers.items() for piece in given(key, value)
            ]
            line = self.call("wrong_number", schema.at, place, *keywords)
            yield Suite("if ", asked, (line,))


def given(name: str, value: Number | None) -> list[Piece]:
    """Give a keyword as an argument, if a schema has it."""
    return [] if value is None else [keyword(identifier(snake(name)), literal(value))]


def _lengths(schema: Schema) -> int:
    return (schema.min_length is not None) + (schema.max_length is not None)


def _positional(pieces: tuple[Piece, ...]) -> list[Piece]:
    return [piece for piece in pieces if not _is_keyword(piece)]


def _keywords(pieces: tuple[Piece, ...]) -> list[Piece]:
    return [piece for piece in pieces if _is_keyword(piece)]


def _is_keyword(piece: Piece) -> bool:
    if not isinstance(piece, Row) or not isinstance(piece.pieces[0], Source):
        return False
    return piece.pieces[0].text.endswith("=")
