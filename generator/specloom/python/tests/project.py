"""The files of `tests/`: what a package says about itself, checked without a network."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.naming.names import SHARED, UNUSED
from specloom.python.checks.homes import check_homes
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.operations.client import environment_variable, has_own_servers
from specloom.python.package import File, HeaderView, Starter
from specloom.python.tests.changes import SchemaChanges
from specloom.python.tests.client_tests import view_client_tests
from specloom.python.tests.limits import Limits
from specloom.python.tests.samples import RESPONSE, Sampler
from specloom.python.tests.schema_tests import view_schema_tests
from specloom.python.tests.sent import EXAMPLE_SERVER, has_server, secret
from specloom.python.tests.tag_tests import Tools, view_test_module
from specloom.python.text.layout import dict_of, statement, tuple_of
from specloom.python.text.source import Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class SupportView:
    """`tests/support.py`."""

    header: Source
    package: Source


@dataclass(frozen=True, slots=True)
class HooksView:
    """`tests/custom/hooks.py`; `operation` is the name of one, as an example."""

    operation: Source


@dataclass(frozen=True, slots=True)
class FixturesView:
    """`tests/conftest.py`."""

    header: Source
    credentials: Source
    variables: Source
    base_url: Source
    online: Source


def view_tests(context: Context, headers: Headers) -> Iterator[File]:
    """View the tests of a generated project."""
    package = identifier(context.names.package)
    header = headers.write("Tests")
    yield File("tests/__init__.py", "client/docstring.py.jinja", HeaderView(header))
    support = SupportView(headers.write("What all tests use"), package)
    yield File("tests/support.py", "tests/support.py.jinja", support)
    server = SupportView(headers.write("What a server has to do with tests"), package)
    yield File("tests/server.py", "tests/server.py.jinja", server)
    hooks = HooksView(_example(context))
    yield Starter("tests/custom/hooks.py", "tests/hooks.py.jinja", hooks)
    fixtures = _fixtures(context, headers.write("Fixtures of the tests"))
    yield File("tests/conftest.py", "tests/conftest.py.jinja", fixtures)
    schemas = {at: named.schema for at, named in context.api.schemas.items()}
    tools = Tools(context, Sampler(schemas, RESPONSE), Limits(schemas), set())
    for tag in context.api.tags:
        header = headers.write(f"{tag.name or 'Default'}: tests")
        view = view_test_module(tag, tools, header)
        path = f"tests/test_{context.names.tags[tag.name].module}.py"
        if view.operations or view.notes:
            yield File(path, "tests/module.py.jinja", view)
    yield from _schema_tests(context, headers, tools.limits)
    yield from _client_tests(context, headers, tools.limits)


def _schema_tests(context: Context, headers: Headers, limits: Limits) -> Iterator[File]:
    checked = frozenset(check_homes(context))
    changes = SchemaChanges(limits)
    titles = {names.module: name for name, names in context.names.tags.items()}
    titles |= {SHARED: "Shared by several tags", UNUSED: "Used by no operation"}
    modules = {names.module: None for names in context.names.types.values()}
    for module in modules:
        header = headers.write(f"{titles[module] or 'Default'}: tests of schemas")
        view = view_schema_tests(module, context, changes, checked, header)
        path = f"tests/test_{module}_schemas.py"
        yield File(path, "tests/module.py.jinja", view)


def _client_tests(context: Context, headers: Headers, limits: Limits) -> Iterator[File]:
    packages = ["api"]
    packages += ["models"] if context.names.types else []
    packages += ["validators"] if check_homes(context) else []
    header = headers.write("Client: tests")
    view = view_client_tests(context, limits.schemas, tuple(packages), header)
    if view is not None:
        yield File("tests/test_client.py", "tests/client.py.jinja", view)


def _example(context: Context) -> Source:
    """Name an operation as a user of the client does."""
    names = context.names
    for operation in context.api.operations:
        tag = identifier(names.tags[operation.tag].attribute)
        method = identifier(names.methods[operation.at])
        return code('`"{}.{}"`', tag, method)
    return Source("its name on the client")


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
