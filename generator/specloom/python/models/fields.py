"""The fields of a model, as Python text."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.ir.shape import Field
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.models.readers import ReaderWriter
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
    *,
    is_answered: bool = True,
) -> tuple[FieldView, ...]:
    """View the fields of one model in the document's order.

    A choice between values is open in what servers answer with, closed elsewhere.
    """
    writer = _FieldWriter(context, scope, is_answered)
    last = len(fields) - 1
    return tuple(
        writer.view(field, names[field.name], index == last)
        for index, field in enumerate(fields)
    )


@dataclass(frozen=True, slots=True)
class _FieldWriter:
    context: Context
    scope: Scope
    is_answered: bool

    def view(self, field: Field, name: str, is_last: bool) -> FieldView:
        annotator = Annotator(self.context, self.scope, is_open=self.is_answered)
        annotation = annotator.annotate(field.shape)
        if not field.required and not annotation.text.endswith("None"):
            annotation = code("{} | None", annotation)
        declaration = self._declaration(name, annotation, self._value(field, name))
        words = [field.description, "Deprecated." if field.deprecated else ""]
        text = write_docstring(words, 1)
        return FieldView(
            statement("", declaration, 1), text, bool(text) and not is_last
        )

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
        default = Source("None")
        converting = self._converting(field)
        if name == field.name and not converting:
            return None if field.required else default
        arguments: list[Piece] = [literal(field.name)]
        if not field.required:
            arguments.append(keyword(Source("default"), default))
        return call(self.scope.runtime("model", "wire"), [*arguments, *converting])

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
