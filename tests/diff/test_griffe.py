"""Whatever griffe calls a breakage of the generated package, Specloom calls breaking.

What it does not is listed in `ALLOWED`, each with its reason.
"""

import functools
import itertools
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from specloom.diff.change import Change, Comparison
from specloom.diff.compare import compare
from specloom.diff.side import Side
from specloom.diff.uses import Uses
from specloom.document.load import load
from specloom.lower.api import lower
from specloom.naming.declarations import declare
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.operations.servers import server_functions
from specloom.python.package import view_package
from specloom.render import render

griffe = pytest.importorskip("griffe", reason="griffe is not installed")

SHARED = Path(__file__).parents[2].parent / "shared"
HISTORY = sorted((SHARED / "corpus" / "x-history").glob("*.json"))
# A package's public parts; validators and _runtime are its own business.
PUBLIC = ("api", "models", "client.py", "servers.py", "__init__.py")
ALLOWED = {
    "moved": "`models` gives the model as before: `model-moved` is risky",
    "reader": "readers are the packages' own business: users name no `read_` function",
    "body": "a body that is flattened into arguments is no model that callers make:"
    " its properties are told as arguments",
    "unused": "no operation uses the model: only code that names the field itself breaks",
}

Compared = Callable[[dict[str, Any], dict[str, Any]], Comparison]


@functools.cache
def context(path: Path) -> Context:
    """Understand a document."""
    api = lower(load(path)).api
    return Context(api, assign_names(api, declare(api), Held(package="generated")))


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Any]:
    """Give what griffe reads in the package that is generated from a document."""

    @functools.cache
    def make(path: Path) -> Any:
        folder = tmp_path_factory.mktemp("package")
        for file in view_package(context(path), Headers(context(path).api, "x.json")):
            if file.path.split("/")[1] in PUBLIC:
                target = folder / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(render(file.template, file.view), "utf-8")
        logging.getLogger("griffe").setLevel(logging.CRITICAL)
        return griffe.load("generated", search_paths=[folder], allow_inspection=False)

    return make


def unexplained(old: Path, new: Path, package: Any) -> Iterator[str]:
    """Yield the breakages that griffe finds and Specloom neither calls so nor allows."""
    comparison = compare(context(old), context(new))
    for breakage in griffe.find_breaking_changes(package(old), package(new)):
        told = breakage.as_dict()
        parts = told["object_path"].split(".")[1:]
        name = getattr(told["old_value"] or told["new_value"], "name", "")
        is_parameter = "parameter" in told["kind"].value.lower()
        why = reason(parts, name if is_parameter else "", comparison, context(old))
        if why not in ("told", *ALLOWED):
            yield f"{told['kind'].value}: {'.'.join(parts)} {name}"


def reason(
    parts: list[str], argument: str, comparison: Comparison, old: Context
) -> str:
    """Say why a breakage at a path of the package is as it should be, or "" if it is not."""
    breaking = [each for each in comparison.changes if each.level == "breaking"]
    headers = {*old.names.header_classes.values()}
    match parts:
        case ["api", module, class_, *_] if class_ in headers:
            return (
                "told" if ".".join(parts) in {each.subject for each in breaking} else ""
            )
        case ["servers"]:
            functions = server_functions(old)
            levels = {of_server(each.name, "", breaking) for each in functions}
            return "" if "" in levels else "told"
        case ["servers", name]:
            return of_server(name, argument, breaking)
        case ["api", module, _, method]:
            return of_method(f"client.{module}.{method}", argument, breaking)
        case ["api", module, *_] | ["client", _, module]:
            return "told" if all_are_told(module, breaking, old) else ""
        case ["models", module]:
            names = old.names.types.values()
            types = {each.type_ for each in names if each.module == module}
            why = {of_model(module, each, comparison) for each in types}
            return "" if "" in why else "told"
        case ["models", module, name]:
            is_reader = name.startswith("read_")
            return "reader" if is_reader else of_model(module, name, comparison)
        case ["models", _, model, field]:
            return of_field(model, field, comparison, old)
    return ""


def of_method(subject: str, argument: str, breaking: list[Change]) -> str:
    """Say why a method, or an argument of it, is not as it was."""
    wanted = f"{subject}({argument})" if argument else subject
    is_told = any(
        change.subject == wanted or is_renamed(change, subject, argument)
        for change in breaking
    )
    return "told" if is_told else ""


def of_server(name: str, argument: str, breaking: list[Change]) -> str:
    """Say why a function of `servers`, or an argument of it, is not as it was."""
    gone = {"server-removed", "server-renamed"}
    subjects = {each.subject for each in breaking if each.kind in gone or argument}
    called = f"servers.{name}"
    return "told" if {called, f"{called}({argument})"} & subjects else ""


def is_renamed(change: Change, method: str, argument: str) -> bool:
    """Tell whether an argument is what another one is called now."""
    is_of_method = change.subject.startswith(f"{method}(")
    is_kind = change.kind == "argument-renamed"
    return is_of_method and is_kind and change.new.startswith(f"{argument}: ")


def all_are_told(module: str, breaking: list[Change], old: Context) -> bool:
    """Tell whether every method of a tag that is gone was told."""
    subjects = {change.subject for change in breaking}
    return all(
        f"client.{module}.{old.names.methods[operation.at]}" in subjects
        for operation in old.api.operations
        if old.names.tags[operation.tag].attribute == module
    )


def of_model(module: str, name: str, comparison: Comparison) -> str:
    """Say why a model is not where it was."""
    for change in comparison.changes:
        if change.subject == f"models.{name}":
            if change.level == "breaking":
                return "told"
            if change.old == f"models.{module}.{name}":
                return "moved"
    return ""


def of_field(model: str, field: str, comparison: Comparison, old: Context) -> str:
    """Say why a field is not there any more."""
    subject = f"models.{model}.{field}"
    levels = {each.level for each in comparison.changes if each.subject == subject}
    if "breaking" in levels:
        return "told"
    uses = Uses(Side(old))
    if uses.is_idle(model):
        return "unused" if levels else ""
    return "" if uses.of(model) else "body"


def operation(**fields: Any) -> dict[str, Any]:
    """Describe an operation of the tag `things`."""
    plain = {"operationId": "send", "tags": ["things"]}
    return plain | {"responses": {"200": {"description": "Done."}}} | fields


def api(*operations: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    """Describe an API."""
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "paths": {f"/{index}": {"post": each} for index, each in enumerate(operations)},
        "components": {"schemas": schemas},
    }


def taking(*required: str, **names: str) -> dict[str, Any]:
    """Describe an operation with parameters in the query, by name and type."""
    return operation(
        parameters=[
            {
                "name": name,
                "in": "query",
                "schema": {"type": kind},
                "required": name in required,
            }
            for name, kind in names.items()
        ]
    )


def answering(**names: str) -> dict[str, Any]:
    """Describe an API whose operation answers the model `Thing` with some fields."""
    properties = {name: {"type": kind} for name, kind in names.items()}
    schema = {"$ref": "#/components/schemas/Thing"}
    content = {"application/json": {"schema": schema}}
    answers = {"200": {"description": "Done.", "content": content}}
    thing = {"type": "object", "properties": properties}
    return api(operation(responses=answers), Thing=thing)


def headed(*required: str, **names: str) -> dict[str, Any]:
    """Describe an API whose operation answers headers, by name and type."""
    headers = {
        name: {"schema": {"type": kind}, "required": name in required}
        for name, kind in names.items()
    }
    return api(operation(responses={"200": {"description": ".", "headers": headers}}))


def alike(*documents: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Describe an API of the operations of several, one each."""
    operations = (document["paths"]["/0"]["post"] for document in documents)
    return api(
        *(
            each | {"operationId": f"send{number}"} | fields
            for number, each in enumerate(operations)
        )
    )


def served(*names: str) -> dict[str, Any]:
    """Describe an API of some servers; one with braces has a variable."""
    servers = [
        {"url": f"https://{name}.example", "name": name.strip("{}")}
        | ({"variables": {"c": {"default": "x"}}} if "{" in name else {})
        for name in names
    ]
    return api(operation()) | {"servers": servers}


def family(*heirs: str) -> dict[str, Any]:
    """Describe an API that takes and answers a base, and what inherits from it."""
    document = answering(kind="string")
    thing = document["components"]["schemas"]["Thing"]
    thing |= {"discriminator": {"propertyName": "kind"}, "required": ["kind"]}
    base = {"$ref": "#/components/schemas/Thing"}
    content = {"application/json": {"schema": base}}
    document["paths"]["/0"]["post"]["requestBody"] = {"content": content}
    for heir in heirs:
        own = {"type": "object", "properties": {heir.lower(): {"type": "string"}}}
        document["components"]["schemas"][heir] = {"allOf": [base, own]}
    return document


TEXT = {"type": "string"}
PAIRS = {
    "operation removed": (
        api(operation(), operation(operationId="b")),
        api(operation()),
    ),
    "operation renamed": (api(operation()), api(operation(operationId="b"))),
    "operation moved": (api(operation()), api(operation(tags=["items"]))),
    "argument removed": (api(taking(a="string", b="string")), api(taking(a="string"))),
    "argument required": (api(taking(a="string")), api(taking("a", a="string"))),
    "argument added": (api(taking()), api(taking("a", a="string"))),
    "field removed": (answering(a="string", b="string"), answering(a="string")),
    "model removed": (answering(a="string"), api(operation())),
    "model kind": (
        api(operation(), Thing={"type": "object", "properties": {"a": TEXT}}),
        api(operation(), Thing=TEXT),
    ),
    "header removed": (headed(A="integer", B="string"), headed(A="integer")),
    "headers removed": (headed(A="integer"), api(operation())),
    "headers of one more": (
        alike(headed(A="string")),
        alike(headed(A="string"), headed(A="string")),
    ),
    "headers moved": (
        headed(A="string"),
        alike(headed(A="string"), tags=["items"]),
    ),
    "servers gone": (served("a", "b"), served("a")),
    "server gone": (served("a", "b", "c"), served("a", "b")),
    "server argument gone": (served("a", "b", "{c}"), served("a", "b", "c")),
    "a base": (family(), family("Cat")),
    "a base no more": (family("Cat"), family()),
    "an heir less": (family("Cat", "Dog"), family("Cat")),
    "model renamed": (api(operation(), A=TEXT), api(operation(), B=TEXT)),
}


@pytest.mark.parametrize(("old", "new"), PAIRS.values(), ids=PAIRS)
def test_a_breakage_in_a_small_package_is_breaking(
    written: Any, package: Any, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Griffe finds something, and nothing of it is missing in the comparison."""
    paths = Path(written(old, "old.json")), Path(written(new, "new.json"))
    assert [*griffe.find_breaking_changes(*map(package, paths))]
    assert [*unexplained(*paths, package)] == []


@pytest.mark.skipif(not HISTORY, reason="there are no shared documents")
@pytest.mark.parametrize(
    ("old", "new"),
    [*itertools.pairwise(HISTORY)],
    ids=[path.stem for path in HISTORY[1:]],
)
def test_a_breakage_between_revisions_of_a_real_document_is_breaking(
    package: Any, old: Path, new: Path
) -> None:
    """Nothing that griffe finds in successive packages is missing, or it is allowed."""
    assert [*unexplained(old, new, package)] == []
