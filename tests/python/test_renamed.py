"""Names that things had before: they work for a version, and say so."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from .conftest import Package

Document = dict[str, Any]


def described(tag: str, word: str) -> Document:
    """Describe two operations and a model, called by a word."""
    schema = {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{word}"}}}
    answers = {"200": {"description": "Done.", "content": content}}
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "2.0"},
        "servers": [{"url": "https://things.example"}],
        "paths": {
            "/one": {
                "get": {
                    "operationId": f"get{word}",
                    "tags": [tag],
                    "responses": answers,
                }
            },
            "/two": {
                "get": {"operationId": "other", "tags": [tag], "responses": answers}
            },
        },
        "components": {"schemas": {word: schema}},
    }


@pytest.fixture(scope="module")
def renamed(package: Callable[..., Package]) -> Package:
    """Give a package in which a tag, an operation and a schema have other names now."""
    return package(described("property", "Person"), before=described("Users", "User"))


@pytest.fixture(scope="module")
def moved(package: Callable[..., Package]) -> Package:
    """Give a package in which one of two operations has gone to another tag."""
    before, after = described("Users", "User"), described("Users", "User")
    after["paths"]["/one"]["get"]["tags"] = ["People"]
    return package(after, before=before)


@pytest.fixture(scope="module")
def headed(package: Callable[..., Package]) -> Package:
    """Give one whose answers have headers: a method has another name, and one another tag."""
    before, after = described("Users", "User"), described("Users", "User")
    for each in (before, after):
        for path in each["paths"].values():
            headers = {"X-Left": {"schema": {"type": "integer"}}}
            path["get"]["responses"]["200"]["headers"] = headers
    after["paths"]["/one"]["get"]["tags"] = ["People"]
    after["paths"]["/two"]["get"]["operationId"] = "another"
    return package(after, before=before)


def answered(request: httpx2.Request) -> httpx2.Response:
    """Answer with the path that was asked for."""
    return httpx2.Response(200, json={"kind": "a", "path": request.url.path})


def test_old_names_of_methods_and_tags(renamed: Package) -> None:
    """They do the same, raw answers included."""
    client = renamed.module().Client(transport=httpx2.MockTransport(answered))
    with pytest.warns(
        DeprecationWarning, match=r"^Property\.get_user is called get_person"
    ):
        assert client.property.get_user().path == "/one"
    with pytest.warns(DeprecationWarning, match=r"^Client\.users is called property"):
        assert client.users.other().path == "/two"
    raw = client.with_raw_response
    with pytest.warns(
        DeprecationWarning, match=r"^ClientWithRawResponse\.users is called"
    ):
        users = raw.users
    with pytest.warns(DeprecationWarning, match="since version 2.0") as caught:
        assert users.get_user().parse().kind == "a"
    assert caught[0].filename == __file__


def test_old_names_of_async_methods(renamed: Package) -> None:
    """They can be awaited."""
    transport = httpx2.MockTransport(answered)
    client = renamed.module().AsyncClient(transport=transport)
    with pytest.warns(DeprecationWarning, match="AsyncProperty.get_user is called"):
        assert asyncio.run(client.property.get_user()).path == "/one"


def test_a_method_that_moved(moved: Package) -> None:
    """It can be called where it was, and says where it is."""
    client = moved.module().Client(transport=httpx2.MockTransport(answered))
    assert client.people.get_user().path == "/one"
    with pytest.warns(
        DeprecationWarning, match=r"^Users.get_user is called people\.get"
    ):
        assert client.users.get_user().path == "/one"
    with pytest.warns(DeprecationWarning, match="people.get_user"):
        raw = client.with_raw_response.users.get_user()
    assert raw.parse().kind == "a"
    assert moved.mypy().startswith("Success")


CALLS = """
from {name} import Client

client = Client()
moved: int | None = client.with_raw_response.users.get_user().headers.x_left
renamed: int | None = client.with_raw_response.users.other().headers.x_left
wrong: str = client.with_raw_response.users.other().headers.x_left
"""


def test_raw_answers_of_old_names_have_typed_headers(headed: Package) -> None:
    """Those of a method that moved too, whose class of headers lives elsewhere."""
    code = CALLS.format(name=headed.name)
    found = headed.mypy(code)
    assert 'expression has type "int | None", variable has type "str"' in found
    assert "Found 1 error" in found


@pytest.mark.parametrize("module", ["models", "validators"])
def test_old_names_of_types(renamed: Package, module: str) -> None:
    """A type and its validator are found under both names."""
    found = renamed.module(module)
    with pytest.warns(DeprecationWarning, match="User is called Person") as caught:
        assert found.User is found.Person
    assert caught[0].filename == __file__
    assert "User" not in dir(found)


def test_type_checkers_know_old_names(renamed: Package) -> None:
    """Nothing in such a package is untyped."""
    assert renamed.mypy().startswith("Success")
