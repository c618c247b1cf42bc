"""One of the two documents as its client shows it: methods, models, and their Python text."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from specloom.errors import Location
from specloom.ir.api import Header, Operation, Tag
from specloom.ir.shape import Field, Literals, Named, ObjectOf, Scalar, Shape, UnionOf
from specloom.naming.declarations import Declaration
from specloom.naming.names import OldNames
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context, declared_shape
from specloom.python.header_forms import header_form
from specloom.python.models.annotations import Annotator
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.operations.facts import answer_type
from specloom.python.operations.module import view_api_module
from specloom.python.operations.signatures import class_names
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import flat
from specloom.python.text.source import EMPTY, joined

_NO_CHECKS = OperationChecks({}, {})


@dataclass(frozen=True, slots=True)
class Method:
    """An operation as a method: `client.<attribute>.<name>(<arguments>)`."""

    operation: Operation
    attribute: str
    name: str
    arguments: tuple[Argument, ...]

    @property
    def subject(self) -> str:
        """What a caller writes before the arguments."""
        return f"client.{self.attribute}.{self.name}"


@dataclass(frozen=True)
class Side:
    """A document, its names, and the words of the generated code for both."""

    context: Context

    @cached_property
    def methods(self) -> Mapping[Location, Method]:
        """Every method by the place of its operation."""
        names = self.context.names
        return {
            operation.at: Method(
                operation,
                names.tags[operation.tag].attribute,
                names.methods[operation.at],
                arguments_of(operation, self.context),
            )
            for operation in self.context.api.operations
        }

    @cached_property
    def signatures(self) -> Mapping[Location, str]:
        """The first line of every method, as it stands in the generated class."""
        return dict(
            pair for tag in self.context.api.tags for pair in self._signatures(tag)
        )

    @cached_property
    def declared(self) -> Mapping[str, Declaration]:
        """Every declaration by the name of its type."""
        types = self.context.names.types
        return {
            types[entry.at].type_: entry for entry in self.context.names.declarations
        }

    @cached_property
    def unknowns(self) -> Mapping[str, Location]:
        """The models of variants that unions do not know, with the place of the union."""
        return {name: at for at, name in self.context.names.unknowns.items()}

    @cached_property
    def old_subjects(self) -> Mapping[str, None]:
        """What callers of older clients write and still may, in order."""
        return dict.fromkeys(self._old_subjects())

    @cached_property
    def old_models(self) -> Mapping[str, None]:
        """The names that models had in older clients and still answer to, in order."""
        every = self.context.names.old.types.values()
        return {name: None for names in every for name in names}

    def name_of(self, shape: Shape) -> str:
        """Give the declared name of a shape; "" for one that has none."""
        match shape:
            case Named(target=at) | ObjectOf(at=at) | UnionOf(at=at) | Literals(at=at):
                known = self.context.names.types.get(at)
                return known.type_ if known is not None else ""
        return ""

    def module_of(self, name: str) -> str:
        """Give the module of `models/` that a declaration lives in."""
        return self.context.names.types[self.declared[name].at].module

    def resolved(self, shape: Shape) -> Shape:
        """Give what a name, or a name of a name, stands for."""
        seen = set[Location]()
        while isinstance(shape, Named) and shape.target not in seen:
            seen.add(shape.target)
            shape = self.context.shape_at(shape.target)
        return shape

    def argument_text(self, method: Method, argument: Argument) -> str:
        """Write an argument as the method's definition has it."""
        scope = self._method_scope(method.operation.tag)
        kind = Annotator(self.context, scope, gives=True).annotate(argument.shape)
        end = "" if argument.required else " | Unset = UNSET"
        return f"{argument.name}: {kind.text}{end}"

    def answer_text(self, method: Method) -> str:
        """Write the type that a method answers."""
        scope = self._api_imports(method.operation.tag).inside(frozenset())
        text = answer_type(method.operation, self.context, scope).text
        return f"Stream[{text}]" if method.operation.streaming else text

    def shape_text(self, shape: Shape) -> str:
        """Write the type of a shape that a server answers."""
        scope = Imports(("api", "")).inside(frozenset())
        return Annotator(self.context, scope).annotate(shape).text

    def field_text(self, name: str, field: Field) -> str:
        """Write a field as the class of its model has it."""
        declaration = self.declared[name]
        fields = self.context.names.fields[declaration.at]
        scope = self._model_imports(name).inside(frozenset(fields.values()))
        is_read = declaration.in_response
        annotator = Annotator(self.context, scope, is_open=is_read)
        text = annotator.annotate(field.shape).text
        if not field.required and not text.endswith("None"):
            text = f"{text} | None"
        return f"{fields[field.name]}: {text}{'' if field.required else ' = None'}"

    def header_shape(self, header: Header) -> Shape:
        """Give what the attribute of a header is: text where nothing else can be read."""
        form = header_form(header, self.context)
        return header.shape if form is not None else Scalar("string")

    def header_text(self, method: Method, header: Header) -> str:
        """Write a header as the attribute that it is of its class."""
        at, tag = method.operation.at, method.operation.tag
        names = self.context.names.headers[at]
        scope = self._api_imports(tag).inside(frozenset(names.values()))
        text = Annotator(self.context, scope).annotate(self.header_shape(header)).text
        if not header.required and not text.endswith("None"):
            text = f"{text} | None"
        return f"{names[header.name]}: {text}"

    def extras_text(self, name: str) -> str:
        """Write the type of a model's further properties; "" if they have none."""
        shape = declared_shape(self.declared[name])
        if not isinstance(shape, ObjectOf) or shape.additional is None:
            return ""
        annotator = Annotator(
            self.context,
            self._model_imports(name).inside(frozenset()),
            is_open=self.declared[name].in_response,
        )
        text = annotator.annotate(shape.additional).text
        return "" if text == "Any" else text

    def model_text(self, name: str) -> str:
        """Write the first line of a class, or the whole of an alias."""
        shape = declared_shape(self.declared[name])
        if isinstance(shape, ObjectOf):
            extras = self.extras_text(name)
            return f"class {name}({f'OpenModel[{extras}]' if extras else 'Model'})"
        scope = self._model_imports(name).inside(frozenset())
        annotator = Annotator(self.context, scope, is_alias=True)
        if isinstance(shape, UnionOf):
            variants = dict.fromkeys(
                annotator.annotate(variant, converts=False)
                for variant in shape.variants
            )
            return f"{name} = {joined(' | ', [*variants]).text}"
        if isinstance(shape, Literals):
            return f"{name} = {flat(annotator.literal_type(shape.values)).text}"
        return f"{name} = {annotator.annotate(shape, converts=False).text}"

    def _old_subjects(self) -> Iterator[str]:
        old = self.context.names.old
        for method in self.methods.values():
            names = old.methods.get(method.operation.at, ())
            tags = old.tags.get(method.operation.tag, ())
            for attribute in (method.attribute, *tags):
                for name in (method.name, *names):
                    if (attribute, name) != (method.attribute, method.name):
                        yield f"client.{attribute}.{name}"
        for tag, left in old.moved.items():
            attribute = self.context.names.tags[tag].attribute
            for one in left:
                yield from (f"client.{attribute}.{name}" for name in one.names)

    def _signatures(self, tag: Tag) -> Iterator[tuple[Location, str]]:
        methods = [m for m in self.methods.values() if m.operation.tag == tag.name]
        checks = {method.operation.at.pointer: _NO_CHECKS for method in methods}
        view = view_api_module(tag, self._as_now, EMPTY, checks)
        for method, written in zip(methods, view.services[0].methods, strict=True):
            head = textwrap.dedent(f"    {written.head.text}")
            yield method.operation.at, head.removesuffix(":")

    @cached_property
    def _as_now(self) -> Context:
        """The same without the names of before, which are no news."""
        return replace(self.context, names=replace(self.context.names, old=OldNames()))

    def _api_imports(self, tag: str) -> Imports:
        names = self.context.names.tags[tag]
        classes = class_names(names.class_).values()
        return Imports(("api", names.module), frozenset(classes))

    def _method_scope(self, tag: str) -> Scope:
        attribute = self.context.names.tags[tag].attribute
        names = {m.name for m in self.methods.values() if m.attribute == attribute}
        return self._api_imports(tag).inside(frozenset(names))

    def _model_imports(self, name: str) -> Imports:
        module = self.module_of(name)
        return Imports(("models", module), self._classes[module])

    @cached_property
    def _classes(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for names in self.context.names.types.values():
            found.setdefault(names.module, set()).add(names.type_)
        return {module: frozenset(types) for module, types in found.items()}
