"""What each template is given: the views, and the version that they have together.

A custom template says for which version it is. A field that is added changes nothing for
it; one that is removed or means something else does, and makes the next version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from specloom.python.checks.module import ValidatorsView
from specloom.python.exports import ExportsView
from specloom.python.models.module import DeclarationView, ModelsView
from specloom.python.operations.client import ClientModuleView
from specloom.python.operations.module import ApiModuleView
from specloom.python.operations.servers import ServersView
from specloom.python.package import HeaderView
from specloom.python.project import ProjectView
from specloom.python.tests.client_tests import ClientTestsView
from specloom.python.tests.project import FixturesView, HooksView, SupportView
from specloom.python.tests.property_tests import PropertiesView
from specloom.python.tests.strategy_module import StrategiesView
from specloom.python.tests.tag_tests import TestModuleView
from specloom.python.text.source import Source

VIEWS = 1
CHANGES: Mapping[int, str] = {1: "the first version"}
"""What a template has to be changed for, by the version that needs it."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template: the files it writes, the name and the class of what it is given."""

    writes: str
    view: type
    name: str = "view"


TEMPLATES: Mapping[str, Template] = {
    "client/api.py.jinja": Template("api/TAG.py", ApiModuleView),
    "client/client.py.jinja": Template("client.py", ClientModuleView),
    "client/docstring.py.jinja": Template("__init__.py without names", HeaderView),
    "client/exports.py.jinja": Template("__init__.py", ExportsView),
    "client/servers.py.jinja": Template("servers.py", ServersView),
    "models/model.py.jinja": Template(
        "a model, in models/module.py.jinja", DeclarationView, "declaration"
    ),
    "models/module.py.jinja": Template("models/TAG.py", ModelsView),
    "models/union.py.jinja": Template(
        "a union, in models/module.py.jinja", DeclarationView, "declaration"
    ),
    "project/README.md.jinja": Template("README.md", ProjectView),
    "project/gitignore.jinja": Template(".gitignore", ProjectView),
    "project/pyproject.toml.jinja": Template("pyproject.toml", ProjectView),
    "tests/client.py.jinja": Template("tests/test_client.py", ClientTestsView),
    "tests/conftest.py.jinja": Template("tests/conftest.py", FixturesView),
    "tests/kinds/base.py.jinja": Template("tests/kinds/base.py", HeaderView),
    "tests/kinds/calls.py.jinja": Template("tests/kinds/calls.py", HeaderView),
    "tests/kinds/changes.py.jinja": Template("tests/kinds/changes.py", HeaderView),
    "tests/kinds/combined.py.jinja": Template("tests/kinds/combined.py", HeaderView),
    "tests/kinds/containers.py.jinja": Template(
        "tests/kinds/containers.py", HeaderView
    ),
    "tests/kinds/init.py.jinja": Template("tests/kinds/__init__.py", HeaderView),
    "tests/kinds/joined.py.jinja": Template("tests/kinds/joined.py", HeaderView),
    "tests/kinds/places.py.jinja": Template("tests/kinds/places.py", HeaderView),
    "tests/kinds/received.py.jinja": Template("tests/kinds/received.py", HeaderView),
    "tests/kinds/scalars.py.jinja": Template("tests/kinds/scalars.py", HeaderView),
    "tests/kinds/written.py.jinja": Template("tests/kinds/written.py", HeaderView),
    "tests/module.py.jinja": Template("tests/test_*.py", TestModuleView),
    "tests/hooks.py.jinja": Template("tests/custom/hooks.py, once", HooksView),
    "tests/package.py.jinja": Template("tests/test_package.py", SupportView),
    "tests/properties.py.jinja": Template("tests/test_*_properties.py", PropertiesView),
    "tests/server.py.jinja": Template("tests/server.py", SupportView),
    "tests/strategies.py.jinja": Template("tests/strategies/TAG.py", StrategiesView),
    "tests/support.py.jinja": Template("tests/support.py", SupportView),
    "validators/module.py.jinja": Template("validators/TAG.py", ValidatorsView),
}


def parts_of(view: type) -> dict[type, dict[str, str]]:
    """Give a view and the views in it, each with its fields and what they hold."""
    found: dict[type, dict[str, str]] = {}
    waiting = [view]
    while waiting:
        part = waiting.pop(0)
        if part not in found:
            hints = get_type_hints(part)
            held = {field.name: hints[field.name] for field in fields(part)}
            found[part] = {name: _words(type_) for name, type_ in held.items()}
            waiting += [inner for type_ in held.values() for inner in _views(type_)]
    return found


def _views(type_: Any) -> Iterator[type]:
    if isinstance(type_, type) and is_dataclass(type_) and type_ is not Source:
        yield type_
    for argument in get_args(type_):
        yield from _views(argument)


def _words(type_: Any) -> str:
    """Say what a field holds, as a person who writes a template would."""
    arguments = [entry for entry in get_args(type_) if entry is not Ellipsis]
    if type_ is Source:
        return "text"
    if type_ is bool:
        return "for conditions alone"
    if not arguments:
        return str(type_.__name__)
    inner = [_words(entry) for entry in arguments if entry is not type(None)]
    if type(None) in arguments:
        return f"{' or '.join(inner)}, or nothing"
    return f"a list of {' or '.join(inner)}".replace("of a list", "of lists")
