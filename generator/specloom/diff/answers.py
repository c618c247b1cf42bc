"""Changes of what a method answers, and of the errors that its operation speaks of."""

from collections.abc import Iterator

from specloom.diff.both import Both, Finding
from specloom.diff.side import Method, Side
from specloom.diff.types import type_kinds
from specloom.ir.api import MediaType, Operation, Response
from specloom.ir.shape import Anything, Nullable, Scalar, Shape, UnionOf
from specloom.python.operations.facts import decoder_kind, readable
from specloom.runtime.errors import ClientStatusError, ServerError, error_class

_NONE = Scalar("null")


def answer_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    """Compare what two versions of a method answer when all is well."""
    texts = both.old.answer_text(old), both.new.answer_text(new)
    before, after = _answer(old.operation), _answer(new.operation)
    kinds: list[str] = []
    if old.operation.streaming != new.operation.streaming:
        kinds = ["answer-streaming-changed"]
    elif before == _NONE != after:
        kinds = ["answer-added"]
    elif after == _NONE != before:
        kinds = ["answer-removed"]
    elif texts[0] != texts[1]:
        kinds = [*type_kinds("answer", before, after, both, ("response",))]
    for kind in kinds:
        yield Finding(
            kind,
            new.subject,
            *texts,
            old.operation.at,
            new.operation.at,
            (new.subject,),
            ("response",),
        )


def _answer(operation: Operation) -> Shape:
    """Give the shape of all answers of success together."""
    found: dict[Shape, None] = {}
    for response in operation.successes:
        contents = readable(response)
        found |= dict.fromkeys(_shape(content) for content in contents)
        if not contents:
            found[_NONE] = None
    shapes = [shape for shape in found if shape != _NONE]
    if Anything() in shapes:
        return Anything()
    if not shapes:
        return _NONE
    whole = shapes[0] if len(shapes) == 1 else UnionOf(operation.at, tuple(shapes))
    return Nullable(whole) if _NONE in found else whole


def _shape(content: MediaType) -> Shape:
    match decoder_kind(content):
        case "Text" | "Events":
            return Scalar("string")
        case "Bytes":
            return Scalar("binary")
    return content.shape


def error_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    """Compare the errors that two versions of an operation speak of."""
    before, after = _errors(old.operation), _errors(new.operation)
    for status in dict.fromkeys((*before, *after)):
        was, is_ = before.get(status), after.get(status)
        kind = _error_kind(was, is_, both)
        if kind:
            yield Finding(
                kind,
                _class(status),
                _told(was, both.old),
                _told(is_, both.new),
                was.at if was is not None else None,
                is_.at if is_ is not None else None,
                (new.subject,),
            )


def _errors(operation: Operation) -> dict[str, Response]:
    return {
        response.status: response
        for response in operation.responses
        if not response.is_success
    }


def _error_kind(old: Response | None, new: Response | None, both: Both) -> str:
    if old is None or new is None:
        return "error-added" if old is None else "error-removed"
    before, after = _error_shape(old), _error_shape(new)
    is_same = _told(old, both.old) == _told(new, both.new)
    changed = not is_same and both.relators["response"].relate(before, after)
    return "error-type-changed" if changed else ""


def _error_shape(response: Response) -> Shape:
    shapes = tuple(dict.fromkeys(_shape(content) for content in readable(response)))
    return UnionOf(response.at, shapes) if len(shapes) != 1 else shapes[0]


def _told(response: Response | None, side: Side) -> str:
    if response is None:
        return ""
    shapes = dict.fromkeys(_shape(content) for content in readable(response))
    text = " | ".join(side.shape_text(shape) for shape in shapes)
    return f"{response.status}: {text}" if text else response.status


def _class(status: str) -> str:
    """Give the error class that a status is raised as."""
    if status.isdigit():
        return error_class(int(status)).__name__
    family = {"4": ClientStatusError.__name__, "5": ServerError.__name__}
    return family.get(status[0], "ApiError")
