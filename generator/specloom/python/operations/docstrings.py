"""The docstring of a method: the document's words, the arguments, and what is raised."""

from specloom.ir.api import Operation
from specloom.python.operations.arguments import Argument
from specloom.python.operations.constraints import constraints
from specloom.python.text.docs import closed, followed, plain, wrap
from specloom.python.text.examples import example_sentence
from specloom.python.text.source import Source, docstring

_RAISES = (
    ("RequestInvalid", "an argument breaks the description; nothing was sent."),
    ("ApiError", "the server answered with an error; `.problem` has its details."),
)


def method_docstring(operation: Operation, arguments: tuple[Argument, ...]) -> Source:
    """Write the docstring of a method, which stands two levels deep."""
    summary = plain(operation.summary) or plain(operation.description)
    lines = wrap(closed(summary), 2, 3) if summary else []
    more = plain(operation.description)
    if more and more.rstrip(".") != summary.rstrip("."):
        lines += _paragraph(lines, wrap(more, 2))
    lines += _paragraph(lines, [f"`{operation.method} {operation.path}`"])
    if operation.deprecated:
        lines += ["", "Deprecated."]
    if operation.documentation:
        lines += ["", f"More: {operation.documentation}"]
    if arguments:
        lines += ["", "Args:"]
        for argument in arguments:
            words = _words(argument)
            lines += _entry(argument.name, words, _example(argument, words))
    lines += ["", "Raises:"]
    for name, text in _RAISES:
        lines += _entry(name, text)
    return docstring(lines, 2)


def _paragraph(lines: list[str], paragraph: list[str]) -> list[str]:
    return ["", *paragraph] if lines else paragraph


def _words(argument: Argument) -> str:
    described = plain(argument.description)
    more = [constraints(argument.schema), "Deprecated." if argument.deprecated else ""]
    text = closed(described) if described else ""
    return followed(text, " ".join(filter(None, more)))


def _example(argument: Argument, told: str) -> str:
    shape, schema = argument.shape, argument.schema
    return example_sentence(argument.examples, shape, schema, told)


def _entry(name: str, words: str, last: str = "") -> list[str]:
    """Write one entry of a list of names; the lines after its first hang under it."""
    if not words and not last:
        return [f"    {name}"]
    first, *rest = wrap(words, 3, len(name) + 2, hanging="    ", last=last)
    return [f"    {name}: {first}", *(f"    {line}" if line else "" for line in rest)]
