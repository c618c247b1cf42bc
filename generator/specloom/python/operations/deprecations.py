"""The decorators of methods that warn of what is deprecated (OpenAPI 3.1.1, Operation Object).

A method that has none costs nothing more. An argument that is required is not warned of:
a caller has no way to leave it out.
"""

from collections.abc import Collection, Iterator

from specloom.ir.api import Operation
from specloom.python.context import Context
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.text.imports import Scope
from specloom.python.text.layout import call, statement
from specloom.python.text.source import Source, literal


def view_deprecations(
    operation: Operation, arguments: tuple[Argument, ...], scope: Scope
) -> tuple[Source, ...]:
    """View the decorators of a method, as lines of a class."""
    if operation.deprecated:
        return (statement("@", scope.runtime("deprecated", "deprecated"), 1),)
    names = [literal(name) for name in _avoidable(arguments)]
    if not names:
        return ()
    wrap = scope.runtime("deprecated", "deprecated_arguments")
    return (statement("@", call(wrap, names), 1),)


def has_deprecations(context: Context) -> bool:
    """Tell whether a method of a package can warn."""
    return any(
        operation.deprecated or any(_avoidable(arguments_of(operation, context)))
        for operation in context.api.operations
    )


def can_warn(operation: Operation, given: Collection[str], context: Context) -> bool:
    """Tell whether a call with some arguments, given by name, warns."""
    avoidable = _avoidable(arguments_of(operation, context))
    return operation.deprecated or any(name in given for name in avoidable)


def _avoidable(arguments: tuple[Argument, ...]) -> Iterator[str]:
    for argument in arguments:
        if argument.deprecated and not argument.required:
            yield argument.name
