"""The view of what stands around an import package: pyproject.toml, README.md, .gitignore."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specloom.config import Tests
from specloom.ir.api import Operation
from specloom.python.context import Context
from specloom.python.operations.arguments import arguments_of
from specloom.python.operations.client import environment_variable
from specloom.python.package import File
from specloom.python.text.source import (
    Source,
    code,
    identifier,
    joined,
    markdown,
    toml_text,
)

# The release segment of a version (PEP 440); other versions of documents are no versions.
_RELEASE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,4}\Z")


@dataclass(frozen=True, slots=True)
class CredentialView:
    """One credential: its keyword, and the variable it is read from."""

    keyword: Source
    variable: Source


@dataclass(frozen=True, slots=True)
class OperationView:
    """One line of the list of operations, with its call."""

    call: Source
    line: Source
    summary: Source


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A whole project around a package."""

    name: Source
    version: Source
    description: Source
    package: Source
    title: Source
    file: Source
    credentials: tuple[CredentialView, ...]
    operations: tuple[OperationView, ...]
    has_properties: bool


def view_project(
    context: Context, file: str, tests: Tests = "standard"
) -> Iterator[File]:
    """View the files of a project; `file` is the name of the document."""
    view = _project(context, file, has_properties=tests == "property")
    yield File("pyproject.toml", "project/pyproject.toml.jinja", view)
    yield File("README.md", "project/README.md.jinja", view)
    yield File(".gitignore", "project/gitignore.jinja", view)


def _project(context: Context, file: str, *, has_properties: bool) -> ProjectView:
    api, package = context.api, context.names.package
    title = " ".join(f"{api.title} {api.version}".split()) or package
    return ProjectView(
        name=toml_text(package.replace("_", "-").strip("-")),
        version=toml_text(api.version if _RELEASE.match(api.version) else "0.0.0"),
        description=toml_text(f"Python client of {title}"),
        package=identifier(package),
        title=markdown(title),
        file=markdown(file),
        credentials=tuple(
            CredentialView(
                identifier(name), identifier(environment_variable(package, name))
            )
            for name in context.names.credentials.values()
        ),
        operations=tuple(_operation(entry, context) for entry in api.operations),
        has_properties=has_properties,
    )


def _operation(operation: Operation, context: Context) -> OperationView:
    names = context.names
    required = [
        code("{}=...", identifier(argument.name))
        for argument in arguments_of(operation, context)
        if argument.required
    ]
    call = code(
        "client.{}.{}({})",
        identifier(names.tags[operation.tag].attribute),
        identifier(names.methods[operation.at]),
        joined(", ", required),
    )
    line = code("{} {}", markdown(operation.method), markdown(operation.path))
    return OperationView(call, line, markdown(operation.summary))
