"""The further properties of a model, where they have one type, as Python text.

JSON Schema 2020-12, `additionalProperties` and `patternProperties`.
"""

from dataclasses import dataclass

from specloom.ir.shape import Anything, ObjectOf, Shape
from specloom.naming.declarations import places_in
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.models.readers import ReaderWriter
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, Row, call, keyword, statement
from specloom.python.text.source import EMPTY, Source, code, identifier, literal

_ANY = "Any"


@dataclass(frozen=True, slots=True)
class ExtrasWriter:
    """Writes what the class and the reader of one model say of further properties."""

    context: Context
    scope: Scope
    shape: Shape | None
    is_open: bool

    def base(self) -> Source:
        """Give the class that the model is derived from."""
        type_ = self._type()
        if self.shape is None or type_ == EMPTY:
            return self.scope.runtime("model", "Model")
        # Python reads it with the class, where models that follow have no name yet.
        is_named = next(places_in(self.shape), None) is not None
        argument = literal(type_.text) if is_named else type_
        return code("{}[{}]", self.scope.runtime("extras", "OpenModel"), argument)

    def texts(self, scope: Scope) -> Source:
        """Write, in the class, the attribute that converts texts, if there are some."""
        pairs = self._converters(scope) if self._type() != EMPTY else []
        if not pairs:
            return EMPTY
        texts = scope.runtime("extras", "Texts")
        head = code("_texts: {}[{}] = ", scope.use("typing", "ClassVar"), texts)
        return statement("", Row((head, call(texts, pairs))), 1)

    def conversion(self, model: Source) -> Source:
        """Write the statement that reads models in further properties."""
        writer = ReaderWriter(self.context, self.scope)
        reader = writer.reader(self.shape) if self.shape is not None else None
        if reader is None or self._type() == EMPTY:
            return EMPTY
        convert = self.scope.runtime("extras", "convert_extras")
        return statement("", call(convert, [Source("json"), model, reader]), 2)

    def _type(self) -> Source:
        if self.shape is None or isinstance(self.shape, Anything):
            return EMPTY
        annotator = Annotator(self.context, self.scope, is_open=self.is_open)
        type_ = annotator.annotate(self.shape)
        return EMPTY if type_.text == _ANY else type_

    def _converters(self, scope: Scope) -> list[Piece]:
        writer = ReaderWriter(self.context, scope)
        found: list[Piece] = []
        for verb in ("read", "write"):
            converter = writer.converter(self.shape, verb) if self.shape else None
            found += [keyword(identifier(verb), converter)] if converter else []
        return found


def has_typed_extras(shape: ObjectOf) -> bool:
    """Tell whether further properties of an object have a type."""
    return shape.additional is not None and shape.additional != Anything()
