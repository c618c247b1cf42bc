"""The views of `models/`: one module a tag, and `shared` for what several tags use."""

from dataclasses import dataclass, replace

from specloom.ir.shape import (
    ListOf,
    Literals,
    ObjectOf,
    Shape,
    UnionOf,
    without_null,
)
from specloom.naming.declarations import Declaration
from specloom.naming.types import DeclarationNames
from specloom.python.context import Context, declared_shape
from specloom.python.models.annotations import Annotator
from specloom.python.models.extras import ExtrasWriter
from specloom.python.models.fields import FieldView, view_fields
from specloom.python.models.order import in_order
from specloom.python.models.readers import ReaderWriter
from specloom.python.models.unions import UnionView, view_union
from specloom.python.models.uses import uses_of
from specloom.python.models.words import words_of_choice, words_of_model
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Group,
    Row,
    call,
    class_head,
    function,
    lay_out,
    parted_type,
    statement,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class ModelView:
    """One model: a class over a JSON object, and the function that reads it.

    `is_apart` says that fields follow the docstring.
    """

    head: Source
    docstring: Source
    is_apart: bool
    secret: Source
    texts: Source
    fields: tuple[FieldView, ...]
    is_empty: bool
    reader: Source
    nested: tuple[Source, ...]
    is_object: Source
    adoption: Source


@dataclass(frozen=True, slots=True)
class AliasView:
    """One name for a type that is no class."""

    declaration: Source
    docstring: Source


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """One of the things a module declares; the others are None.

    `is_apart` says that an alias follows a class or function.
    """

    model: ModelView | None = None
    alias: AliasView | None = None
    union: UnionView | None = None
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class ModelsView:
    """One module of `models/`."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    declarations: tuple[DeclarationView, ...]
    unions: tuple[UnionView, ...]


def view_models(context: Context, module: str, header: Source) -> ModelsView:
    """View all declarations that live in one module, each after those it needs."""
    types = context.names.types
    here = [
        declaration
        for declaration in context.names.declarations
        if types[declaration.at].module == module
    ]
    classes = {types[entry.at].type_ for entry in here}
    readers = {f"read_{types[entry.at].function}" for entry in here}
    imports = Imports(("models", module), frozenset(classes | readers))
    imports.use("__future__", "annotations")
    writer = _ModuleWriter(context, imports)
    views = _spaced([writer.declaration(declaration) for declaration in in_order(here)])
    unions = tuple(view.union for view in views if view.union is not None)
    read = tuple(union for union in unions if union.reader is not None)
    return ModelsView(header, imports.statements(), views, read)


def _spaced(views: list[DeclarationView]) -> tuple[DeclarationView, ...]:
    before = [None, *views[:-1]]
    return tuple(
        replace(view, is_apart=previous is not None and previous.model is not None)
        for previous, view in zip(before, views, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _ModuleWriter:
    context: Context
    imports: Imports

    @property
    def scope(self) -> Scope:
        return self.imports.inside(frozenset())

    def declaration(self, declaration: Declaration) -> DeclarationView:
        shape = declared_shape(declaration)
        match shape:
            case ObjectOf():
                return DeclarationView(model=self._model(declaration, shape))
            case UnionOf():
                return DeclarationView(
                    union=view_union(declaration, shape, self.context, self.scope)
                )
        return DeclarationView(alias=self._alias(declaration, shape))

    def _model(self, declaration: Declaration, shape: ObjectOf) -> ModelView:
        fields = self.context.names.fields[declaration.at]
        scope = self.imports.inside(frozenset(fields.values()))
        names = self.context.names.types[declaration.at]
        text = write_docstring(words_of_model(shape, names.type_), 1)
        is_read = declaration.in_response
        uses = uses_of(declaration)
        views = view_fields(shape.fields, fields, self.context, scope, uses)
        extras = ExtrasWriter(
            self.context, self.scope, shape.additional, is_open=uses.is_answered
        )
        nested = self._nested(shape, extras, names) if is_read else ()
        return ModelView(
            head=class_head(identifier(names.type_), extras.base()),
            docstring=text,
            is_apart=bool(text) and bool(views),
            secret=self._secret(shape, scope),
            texts=extras.texts(scope),
            fields=views,
            is_empty=not views and not text.text,
            reader=self._reader(names) if is_read else EMPTY,
            nested=nested,
            is_object=self.scope.runtime("values", "is_object") if nested else EMPTY,
            adoption=self._adoption(names) if is_read else EMPTY,
        )

    def _reader(self, names: DeclarationNames) -> Source:
        name, type_ = identifier(f"read_{names.function}"), identifier(names.type_)
        parameter = code("json: {}", self.scope.use("typing", "Any"))
        return lay_out(function("def", name, [parameter], type_), 0)

    def _adoption(self, names: DeclarationNames) -> Source:
        adopt = self.scope.runtime("model", "adopt")
        arguments = [identifier(names.type_), Source("json")]
        return statement("return ", call(adopt, arguments), 1)

    def _secret(self, shape: ObjectOf, scope: Scope) -> Source:
        names = tuple(literal(field.name) for field in shape.fields if field.secret)
        if not names:
            return EMPTY
        text = scope.builtin("str")
        kind = code(
            "{}[{}[{}]]",
            scope.use("typing", "ClassVar"),
            scope.builtin("frozenset"),
            text,
        )
        value = call(scope.builtin("frozenset"), [Group(EMPTY, "{", names, "}")])
        return statement("", Row((code("_secret: {} = ", kind), value)), 1)

    def _nested(
        self, shape: ObjectOf, extras: ExtrasWriter, names: DeclarationNames
    ) -> tuple[Source, ...]:
        writer = ReaderWriter(self.context, self.scope)
        conversions: list[Source] = []
        for field in shape.fields:
            inner = without_null(field.shape)
            reader = writer.reader(inner.items if isinstance(inner, ListOf) else inner)
            if reader is not None:
                verb = "convert_each" if isinstance(inner, ListOf) else "convert"
                arguments = [Source("json"), literal(field.name), reader]
                conversion = call(self.scope.runtime("readers", verb), arguments)
                conversions.append(statement("", conversion, 2))
        last = extras.conversion(identifier(names.type_))
        return (*conversions, *((last,) if last.text else ()))

    def _alias(self, declaration: Declaration, shape: Shape) -> AliasView:
        type_name = self.context.names.types[declaration.at].type_
        name = identifier(type_name)
        annotator = Annotator(self.context, self.scope, is_alias=True)
        head = code("{}: {} = ", name, self.scope.use("typing", "TypeAlias"))
        value = parted_type(annotator.annotate(shape, converts=False))
        words: list[str] = []
        if isinstance(shape, Literals):
            value = annotator.literal_type(shape.values)
            words = words_of_choice(shape, type_name)
        return AliasView(
            statement("", Row((head, value)), 0), write_docstring(words, 0)
        )
