"""The views of the documented headers of answers: a class with an attribute for each.

Operations of one module whose headers are the same share a class.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.ir.api import Header, Operation, Tag
from specloom.ir.headers import documented_headers
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context
from specloom.python.header_forms import header_form
from specloom.python.models.annotations import Annotator
from specloom.python.operations.header_values import value_arguments
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import Group, Piece, Row, call, keyword, statement
from specloom.python.text.source import EMPTY, Source, code, identifier, literal

_DEPRECATED = "Deprecated."


@dataclass(frozen=True, slots=True)
class AttributeView:
    """One header; `is_apart` says that another one follows its docstring."""

    declaration: Source
    docstring: Source
    is_apart: bool


@dataclass(frozen=True, slots=True)
class HeadersView:
    """The headers of some operations."""

    name: Source
    base: Source
    docstring: Source
    attributes: tuple[AttributeView, ...]


@dataclass(frozen=True, slots=True)
class HeaderClass:
    """A class of headers, and the operations whose answers have them."""

    name: str
    operations: tuple[Operation, ...]


def header_classes(tag: Tag, context: Context) -> tuple[HeaderClass, ...]:
    """Give the classes of a module, in the order of its operations."""
    groups: dict[str, list[Operation]] = {}
    for operation in context.api.operations:
        if operation.tag == tag.name and operation.at in context.names.headers:
            name = context.names.header_classes[operation.at]
            groups.setdefault(name, []).append(operation)
    return tuple(HeaderClass(name, tuple(group)) for name, group in groups.items())


def view_headers(
    class_: HeaderClass,
    context: Context,
    imports: Imports,
    checks: Mapping[str, OperationChecks],
) -> HeadersView:
    """View one class."""
    operation = class_.operations[0]
    names = context.names.headers[operation.at]
    scope = imports.inside(frozenset(names.values()))
    writer = _AttributeWriter(context, scope, checks[operation.at.pointer])
    headers = documented_headers(operation)
    return HeadersView(
        identifier(class_.name),
        imports.inside(frozenset()).runtime("headers", "Headers"),
        write_docstring([_words(class_, context)], 1),
        tuple(
            writer.view(header, names[header.name], header is headers[-1])
            for header in headers
        ),
    )


def _words(class_: HeaderClass, context: Context) -> str:
    names = [f"`{context.names.methods[each.at]}`" for each in class_.operations]
    if len(names) > 3:
        return "What the headers of answers say."
    last = names.pop()
    told = f"{', '.join(names)} and {last}" if names else last
    return f"What the headers of the answers of {told} say."


@dataclass(frozen=True, slots=True)
class _AttributeWriter:
    context: Context
    scope: Scope
    checks: OperationChecks

    def view(self, header: Header, name: str, is_last: bool) -> AttributeView:
        form = header_form(header, self.context)
        kind = "Header" if header.required else "OptionalHeader"
        arguments: list[Piece] = [literal(header.name)]
        type_ = self.scope.builtin("str")
        if form is not None:
            type_ = Annotator(self.context, self.scope).annotate(header.shape)
            arguments += value_arguments(header, form, self.context, self.scope)
            arguments += self._check(header)
        made = Group(self.scope.runtime("headers", kind), "[", (type_,), "]", "")
        head = code("{} = ", identifier(name))
        words = [header.description, *([_DEPRECATED] if header.deprecated else [])]
        text = write_docstring(words, 1)
        return AttributeView(
            statement("", Row((head, made, call(EMPTY, arguments))), 1),
            text,
            bool(text) and not is_last,
        )

    def _check(self, header: Header) -> Iterator[Piece]:
        found = self.checks.contents.get(header.at)
        if found is not None:
            module, name = found
            function = self.scope.own(("validators", module), name)
            yield keyword(identifier("check"), function)
