"""The files of `--tests property`: strategies of the schemas, and tests that use them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.naming.types import SHARED
from specloom.python.checks.homes import check_homes
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.package import File, HeaderView
from specloom.python.tests.call_kinds import CallPlan, plan_call
from specloom.python.tests.directed import Directed
from specloom.python.tests.doubts import Doubts
from specloom.python.tests.property_tests import view_properties
from specloom.python.tests.strategy_module import Places, variants, view_strategies

# The modules of `tests/kinds`, with what they are about.
_LIBRARY: Mapping[str, str] = {
    "__init__": "What the property-based tests draw values with",
    "base": "What every kind of value has",
    "scalars": "Texts, numbers, booleans, null",
    "containers": "Arrays and objects",
    "combined": "Several schemas for one value",
    "joined": "One schema instead of several that a value has to fit",
    "changes": "Values that are a little different",
    "places": "Where the arguments of an operation belong",
    "written": "What has to arrive of the arguments of an operation",
    "received": "What arrives of the arguments of an operation",
    "calls": "Operations with arguments that are drawn",
}


@dataclass(frozen=True, slots=True)
class _Module:
    """What one module has: named schemas, the variants that calls need, calls."""

    name: str
    title: str
    known: tuple[Location, ...]
    drawn: tuple[Location, ...]
    plans: tuple[CallPlan, ...]


def view_property_tests(
    context: Context, turned: Context, headers: Headers, schemas: Directed
) -> Iterator[File]:
    """View the library, a module of strategies and one of tests for each tag.

    `turned` has every body as it is in its direction.
    """
    for name, subject in _LIBRARY.items():
        template = f"tests/kinds/{name.strip('_')}.py.jinja"
        view = HeaderView(headers.write(subject))
        yield File(f"tests/kinds/{name}.py", template, view)
    doubts = Doubts(schemas)
    places = Places(context, schemas, check_homes(context))
    header = headers.write("What its schemas allow")
    yield File(
        "tests/strategies/__init__.py", "client/docstring.py.jinja", HeaderView(header)
    )
    plans = [
        plan_call(operation, turned, schemas, doubts)
        for operation in turned.api.operations
    ]
    for module in _modules(places, doubts, plans):
        yield from _files(module, places, doubts, headers)


def _modules(
    places: Places, doubts: Doubts, plans: list[CallPlan]
) -> Iterator[_Module]:
    context, schemas = places.context, places.schemas
    known = [at for at in context.api.schemas if at in places.homes]
    needed = variants(plans, schemas)
    titles = {context.names.tags[tag.name].module: tag.name for tag in context.api.tags}
    for name, title in (titles | {SHARED: "Shared by several tags"}).items():
        here = tuple(at for at in known if places.module(at) == name)
        drawn = [at for at in (*here, *needed) if places.module(at) == name]
        yield _Module(
            name,
            title or "Default",
            here,
            tuple(at for at in drawn if not doubts.has_pattern(schemas[at])),
            tuple(
                plan
                for plan in plans
                if context.names.tags[plan.operation.tag].module == name
            ),
        )


def _files(
    module: _Module, places: Places, doubts: Doubts, headers: Headers
) -> Iterator[File]:
    header = headers.write(f"{module.title}: what its schemas allow")
    strategies = view_strategies(
        module.name, module.drawn, module.plans, places, header
    )
    if strategies.schemas or strategies.calls:
        path = f"tests/strategies/{module.name}.py"
        yield File(path, "tests/strategies.py.jinja", strategies)
    header = headers.write(f"{module.title}: property-based tests")
    tests = view_properties(
        module.name, module.known, module.plans, places, doubts, header
    )
    if tests.schemas or tests.calls:
        path = f"tests/test_{module.name}_properties.py"
        yield File(path, "tests/properties.py.jinja", tests)
