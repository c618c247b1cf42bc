"""The files of `tests/`: what a package says about itself, checked without a network."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.python.checks.homes import check_homes
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.operations.client import environment_variable, has_own_servers
from specloom.python.package import File, HeaderView, Starter
from specloom.python.slices import Slice
from specloom.python.tests.changes import SchemaChanges
from specloom.python.tests.client_tests import view_client_tests
from specloom.python.tests.directed import Directed, directed
from specloom.python.tests.limits import Limits
from specloom.python.tests.property_project import view_property_tests
from specloom.python.tests.samples import RESPONSE, Sampler
from specloom.python.tests.schema_tests import view_schema_tests
from specloom.python.tests.sent import EXAMPLE_SERVER, has_server, secret
from specloom.python.tests.tag_tests import Tools, view_test_module
from specloom.python.text.docs import write_docstring
from specloom.python.text.layout import dict_of, statement, tuple_of
from specloom.python.text.source import Source, identifier, literal


@dataclass(frozen=True, slots=True)
class SupportView:
    """`tests/support.py`, and others that import the package."""

    header: Source
    package: Source


@dataclass(frozen=True, slots=True)
class HooksView:
    """`tests/custom/hooks.py`, with a docstring that names an operation as an example."""

    about_prepare: Source


@dataclass(frozen=True, slots=True)
class FixturesView:
    """`tests/conftest.py`."""

    header: Source
    credentials: Source
    variables: Source
    base_url: Source
    online: Source


def view_tests(
    context: Context, headers: Headers, *, with_properties: bool = False
) -> Iterator[File]:
    """View what the tests of all modules share, and the tests of the client.

    Property-based tests are viewed here, all modules at once.
    """
    package = identifier(context.names.package)
    header = headers.write("Tests")
    yield File("tests/__init__.py", "client/docstring.py.jinja", HeaderView(header))
    support = SupportView(headers.write("Support for all tests"), package)
    yield File("tests/support.py", "tests/support.py.jinja", support)
    server = SupportView(headers.write("What a server has to do with tests"), package)
    yield File("tests/server.py", "tests/server.py.jinja", server)
    hooks = HooksView(_about_prepare(context))
    yield Starter("tests/custom/hooks.py", "tests/hooks.py.jinja", hooks)
    fixtures = _fixtures(context, headers.write("Fixtures of the tests"))
    yield File("tests/conftest.py", "tests/conftest.py.jinja", fixtures)
    schemas = _schemas(context)
    turned = directed(context, schemas)
    yield from _client_tests(turned, headers, schemas)
    if with_properties:
        yield from view_property_tests(context, turned, headers, schemas)


def view_module_tests(part: Slice, headers: Headers) -> Iterator[File]:
    """View the tests of one module: of its operations, and of its schemas."""
    schemas = _schemas(part.context)
    limits = Limits(schemas)
    if part.tag is not None:
        header = headers.write(f"{part.about}: tests")
        turned = directed(part.context, schemas)
        tools = Tools(turned, Sampler(schemas, RESPONSE), limits, set())
        view = view_test_module(part.tag, tools, header)
        if view.operations or view.notes:
            path = f"tests/test_{part.module}.py"
            yield File(path, "tests/module.py.jinja", view)
    if part.has_models:
        header = headers.write(f"{part.about}: tests of schemas")
        checked, changes = frozenset(part.homes), SchemaChanges(limits)
        view = view_schema_tests(part.module, part.context, changes, checked, header)
        path = f"tests/test_{part.module}_schemas.py"
        yield File(path, "tests/module.py.jinja", view)


def _schemas(context: Context) -> Directed:
    return Directed({at: named.schema for at, named in context.api.schemas.items()})


def _client_tests(
    context: Context, headers: Headers, schemas: Directed
) -> Iterator[File]:
    packages = ["api"]
    packages += ["models"] if context.names.types else []
    packages += ["validators"] if check_homes(context) else []
    header = headers.write("Client: tests")
    view = view_client_tests(context, schemas, tuple(packages), header)
    if view is not None:
        yield File("tests/test_client.py", "tests/client.py.jinja", view)
    else:
        package = identifier(context.names.package)
        listed = SupportView(headers.write("Package: tests"), package)
        yield File("tests/test_package.py", "tests/package.py.jinja", listed)


def _about_prepare(context: Context) -> Source:
    names = context.names
    examples = [
        f'`"{names.tags[entry.tag].attribute}.{names.methods[entry.at]}"` or another'
        for entry in context.api.operations
    ]
    named = examples[0] if examples else "its name on the client"
    return write_docstring(
        [
            "Change a call before it goes to the server that `--base-url` names.",
            (
                f"`call.operation` is {named}; `call.arguments` are its arguments,"
                " `call.headers` go with the request, and `call.settings` are arguments of"
                ' the client, such as credentials. `pytest.skip("why")` leaves it out.'
            ),
        ],
        1,
    )


def _fixtures(context: Context, header: Source) -> FixturesView:
    names = list(context.names.credentials.values())
    secrets = dict_of([(literal(name), literal(secret(name))) for name in names])
    variables = tuple_of(
        [literal(environment_variable(context.names.package, name)) for name in names]
    )
    server = None if has_server(context.api.server) else EXAMPLE_SERVER
    return FixturesView(
        header,
        statement("CREDENTIALS: dict[str, str] = ", secrets, 0),
        statement("VARIABLES: tuple[str, ...] = ", variables, 0),
        statement("BASE_URL: str | None = ", literal(server), 0),
        (
            Source('{"base_url": url, "override_servers": True}')
            if has_own_servers(context)
            else Source('{"base_url": url}')
        ),
    )
