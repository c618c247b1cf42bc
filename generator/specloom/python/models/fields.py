"""The fields of a model, as Python text."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.ir.shape import Field
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.models.readers import ReaderWriter
from specloom.python.models.uses import Uses
from specloom.python.models.words import words_of_field
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    annotated,
    call,
    fits,
    flat,
    in_parentheses,
    keyword,
    statement,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a model: its declaration, and the document's words under it.

    An empty line follows where those words end and another field begins.
    """

    declaration: Source
    docstring: Source
    is_spaced: bool


def view_fields(
    fields: tuple[Field, ...],
    names: Mapping[str, str],
    context: Context,
    scope: Scope,
    uses: Uses,
) -> tuple[FieldView, ...]:
    """View the fields of one model in the document's order.

    A choice between values is open in what servers answer with, closed elsewhere. What
    only servers set is not asked for in what is given to them; what only callers set is
    None in what servers answer with.
    """
    writer = _FieldWriter(context, scope, uses)
    last = len(fields) - 1
    return tuple(
        writer.view(field, names[field.name], index == last)
        for index, field in enumerate(fields)
    )


@dataclass(frozen=True, slots=True)
class _FieldWriter:
    context: Context
    scope: Scope
    uses: Uses

    def view(self, field: Field, name: str, is_last: bool) -> FieldView:
        declaration = self._declaration(
            name, self._annotation(field), self._value(field, name)
        )
        text = write_docstring(words_of_field(field), 1)
        return FieldView(
            statement("", declaration, 1), text, bool(text) and not is_last
        )

    def _annotation(self, field: Field) -> Source:
        annotator = Annotator(self.context, self.scope, is_open=self.uses.is_answered)
        annotation = annotator.annotate(field.shape)
        if self.uses.is_write_only(field):
            return code("{}[{}]", self.scope.runtime("fields", "WriteOnly"), annotation)
        if not self.uses.is_required(field) and not annotation.text.endswith("None"):
            return code("{} | None", annotation)
        return annotation

    def _declaration(self, name: str, annotation: Source, value: Piece | None) -> Piece:
        """Write a field; where a line is too short, as black parts it."""
        head = code("{}: {}", identifier(name), annotation)
        if isinstance(value, Group):
            return Row((head, Source(" = "), value))
        default = None if value is None else flat(value)
        line = head if default is None else code("{} = {}", head, default)
        if default is not None and not fits(line, 1) and fits(code("{} = (", head), 1):
            return Row((head, Source(" = "), in_parentheses(EMPTY, default)))
        return (
            line
            if fits(line, 1)
            else annotated(identifier(name), annotation, default, 1)
        )

    def _value(self, field: Field, name: str) -> Piece | None:
        """Give the class attribute: none for a required field that needs no conversion."""
        default = self._default(field)
        converting = self._converting(field)
        is_write_only = self.uses.is_write_only(field)
        if name == field.name and not converting and not is_write_only:
            return default
        arguments: list[Piece] = [literal(field.name)]
        if default is not None:
            arguments.append(keyword(Source("default"), default))
        kind = ("fields", "WriteOnly") if is_write_only else ("model", "wire")
        return call(self.scope.runtime(*kind), [*arguments, *converting])

    def _default(self, field: Field) -> Source | None:
        if self.uses.is_read_only(field):
            return self.scope.runtime("fields", "READ_ONLY")
        return None if self.uses.is_required(field) else Source("None")

    def _converting(self, field: Field) -> list[Piece]:
        writer = ReaderWriter(self.context, self.scope)
        pairs = (
            (verb, writer.converter(field.shape, verb)) for verb in ("read", "write")
        )
        return [
            keyword(identifier(verb), piece)
            for verb, piece in pairs
            if piece is not None
        ]
