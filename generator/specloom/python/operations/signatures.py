"""The first lines of methods, and what their classes are called."""

from dataclasses import dataclass

from specloom.ir.api import Operation
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.operations.facts import answer_type
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, annotated, function, lay_out
from specloom.python.text.source import Source, code, identifier


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method: its first line, its docstring, and the call it makes."""

    head: Source
    docstring: Source
    warning: Source
    call: Source


def class_names(name: str) -> dict[str, str]:
    """Give the names of a tag's four classes."""
    return {
        "sync": name,
        "async": f"Async{name}",
        "raw": f"{name}WithRawResponse",
        "async_raw": f"Async{name}WithRawResponse",
    }


def method_head(
    operation: Operation, name: str, context: Context, scope: Scope, *, is_async: bool
) -> Source:
    """Write the first line of a method."""
    answer = answer_type(operation, context, scope)
    if operation.streaming:
        stream = scope.runtime("streaming", "AsyncStream" if is_async else "Stream")
        answer = code("{}[{}]", stream, answer)
    awaits = is_async and not operation.streaming
    head = function(
        "async def" if awaits else "def",
        identifier(name),
        _parameters(arguments_of(operation, context), context, scope),
        answer,
    )
    return lay_out(head, 1)


def _parameters(
    arguments: tuple[Argument, ...], context: Context, scope: Scope
) -> list[Piece]:
    annotator = Annotator(context, scope, gives=True)
    parameters: list[Piece] = [Source("self"), Source("*")]
    for argument in arguments:
        kind = annotator.annotate(argument.shape)
        default = None
        if not argument.required:
            kind = code("{} | {}", kind, scope.runtime("unset", "Unset"))
            default = scope.runtime("unset", "UNSET")
        parameters.append(annotated(identifier(argument.name), kind, default, 2))
    options = scope.runtime("options", "RequestOptions")
    return [*parameters, code("options: {} | None = None", options)]
