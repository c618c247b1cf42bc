"""Read the properties of a form from its pairs or parts (OpenAPI 3.1.1, Encoding Object)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from specloom.ir.api import Encoding
from specloom.ir.schema import AnySchema
from specloom.lower.media_types import is_json
from specloom.mock.multipart import Part
from specloom.mock.typed import Typing
from specloom.mock.written import Form, Pairs, Wanted, Written, in_query
from specloom.runtime.json_text import read_json

_JSON_STARTS = ("{", "[", '"')


@dataclass(frozen=True, slots=True)
class PairReader:
    """Reads `application/x-www-form-urlencoded`."""

    typing: Typing
    schema: AnySchema
    encodings: Mapping[str, Encoding]
    pairs: Pairs

    def read(self) -> dict[str, Any]:
        """Give the object that the pairs stand for."""
        names = self.typing.wanted(self.schema).names
        found: dict[str, Any] = {}
        taken = set[str]()
        for name in sorted(names):
            inner = self.typing.member(self.schema, name)
            wanted, form = self.typing.wanted(inner), self._form(name)
            values = [*self._values(form, inner, wanted, names - {name})]
            if values:
                found[name] = self.typing.best(values, inner)
                taken |= {name, *_spread(form, wanted)}
        return found | self._further(taken)

    def _form(self, name: str) -> Form:
        encoding = self.encodings.get(name, Encoding(name))
        style = encoding.style or "form"
        explode = style == "form" if encoding.explode is None else encoding.explode
        return Form(name, style, explode)

    def _values(
        self, form: Form, inner: AnySchema, wanted: Wanted, others: frozenset[str]
    ) -> Iterator[Any]:
        """Yield what the pairs can mean: by style, or a JSON text for what is no scalar."""
        readings = [*in_query(form, self.pairs, wanted, others)]
        if readings:
            yield self.typing.chosen(readings, inner)
        if wanted.is_array or wanted.is_object:
            for name, text in self.pairs:
                if name == form.name:
                    yield from _json_values(unquote_plus(text))

    def _further(self, taken: set[str]) -> dict[str, Any]:
        """Give the values of names that belong to no property that was read."""
        texts: dict[str, list[Written]] = {}
        for name, text in self.pairs:
            if name not in taken and name.partition("[")[0] not in taken:
                texts.setdefault(name, []).append(unquote_plus(text))
        return {
            name: self._typed(known[0] if len(known) == 1 else known, name)
            for name, known in texts.items()
        }

    def _typed(self, written: Written, name: str) -> Any:
        return self.typing.chosen((written,), self.typing.member(self.schema, name))


@dataclass(frozen=True, slots=True)
class PartReader:
    """Reads `multipart/form-data` and its kin; `schema` is None where nothing is said."""

    typing: Typing
    schema: AnySchema | None

    def read(self, parts: tuple[Part, ...]) -> Any:
        """Give the object that the parts stand for, or the array of those without names."""
        schema = self.schema
        if schema is not None and self.typing.wanted(schema).is_array:
            return [
                self._value(part, self.typing.item(schema, index))
                for index, part in enumerate(parts)
            ]
        by_name: dict[str, list[Part]] = {}
        for part in parts:
            by_name.setdefault(part.name, []).append(part)
        return {name: self._property(name, same) for name, same in by_name.items()}

    def _property(self, name: str, parts: list[Part]) -> Any:
        if self.schema is None:
            return [_text(part) for part in parts]
        inner = self.typing.member(self.schema, name)
        wanted = self.typing.wanted(inner)
        values: list[Any] = []
        if wanted.is_array:
            item = self.typing.item(inner, 0)
            values.append([self._value(part, item) for part in parts])
        values += [self._value(parts[0], inner)] if len(parts) == 1 else []
        return self.typing.best(values or [[*map(_text, parts)]], inner)

    def _value(self, part: Part, schema: AnySchema) -> Any:
        """Read one part: JSON if it says so or the schema asks for an object."""
        wanted = self.typing.wanted(schema)
        values: list[Any] = []
        is_complex = wanted.is_object or wanted.is_array
        if is_json(part.media_type) or (is_complex and not part.filename):
            values += _json_values(_text(part), any_value=is_json(part.media_type))
        if part.filename is not None or not is_json(part.media_type):
            values.append(self.typing.chosen((_text(part),), schema))
        return self.typing.best(values or [_text(part)], schema)


def _spread(form: Form, wanted: Wanted) -> frozenset[str]:
    """Give the names over which an exploded object is spread."""
    is_spread = wanted.is_object and form.explode and form.style == "form"
    return wanted.names if is_spread else frozenset()


def _text(part: Part) -> str:
    """Give the content as text; of bytes that are no text, one character for each."""
    try:
        return part.content.decode("utf-8")
    except UnicodeDecodeError:
        return part.content.decode("latin-1")


def _json_values(text: str, *, any_value: bool = False) -> Iterator[Any]:
    """Yield the value of a JSON text, if it is one."""
    if any_value or text.lstrip().startswith(_JSON_STARTS):
        try:
            yield read_json(text.encode())
        except (ValueError, RecursionError):
            return
