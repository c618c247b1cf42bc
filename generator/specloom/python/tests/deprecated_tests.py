"""Tests of what is deprecated: that calling it warns (OpenAPI 3.1.1, Operation Object).

The other tests of such an operation call it knowingly, so that they are marked to be silent
about it, whatever filter of warnings pytest is run with.
"""

from collections.abc import Iterable, Iterator

from specloom.ir.api import Operation
from specloom.python.context import Context
from specloom.python.operations.arguments import arguments_of
from specloom.python.operations.deprecations import avoidable
from specloom.python.tests.methods import Subject, TestView, once
from specloom.python.text.block import Line, Suite
from specloom.python.text.layout import call, lay_out
from specloom.python.text.source import EMPTY, Source, literal

_CATEGORY = Source("ApiDeprecationWarning")


def view_deprecated_tests(subject: Subject) -> Iterator[TestView]:
    """View the test of a call that warns."""
    operation = subject.operation
    stale = avoidable(arguments_of(operation, subject.context))
    if not operation.deprecated and subject.arguments.keys().isdisjoint(stale):
        return
    subject.use("pytest", "pytest")
    subject.use("", _CATEGORY.text)
    what = "it is" if operation.deprecated else "an argument of it is"
    warned = call(Source("pytest.warns"), [_CATEGORY])
    body = Suite("with ", warned, (Line(subject.calling("request_of")),))
    yield once("test_warns", f"Whoever calls it learns that {what} deprecated.", [body])


def can_warn(operation: Operation, context: Context) -> bool:
    """Tell whether there are calls of an operation that warn."""
    return operation.deprecated or any(avoidable(arguments_of(operation, context)))


def silence(operations: Iterable[Operation], context: Context) -> Source:
    """Write the decorator of a class that calls some operations, if one can warn."""
    if not any(can_warn(operation, context) for operation in operations):
        return EMPTY
    ignored = literal(f"ignore::{context.names.package}.{_CATEGORY.text}")
    return lay_out(call(Source("@pytest.mark.filterwarnings"), [ignored]), 0)
