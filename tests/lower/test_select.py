"""Choosing operations, and the schemas they need."""

from typing import Any

import pytest

from specloom.config import Selector
from specloom.errors import UsageError
from specloom.ir.api import Api
from specloom.lower.select import select

from .conftest import Lower, at


def ref(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer(name: str) -> dict[str, Any]:
    """Give the fields of an operation that answers a schema."""
    content = {"application/json": {"schema": ref(name)}}
    return {"responses": {"200": {"description": "", "content": content}}}


@pytest.fixture
def api(lowered: Lower) -> Api:
    """Give an Api with three operations of two tags."""
    mapped = {
        "oneOf": [ref("C")],
        "discriminator": {"propertyName": "p", "mapping": {"d": "D"}},
    }
    query = {"parameters": [{"name": "q", "in": "query", "schema": ref("Q")}]}
    return lowered(
        {
            "paths": {
                "/a/1": {"get": answer("A") | {"tags": ["a"], "operationId": "getA"}},
                "/a/2": {"get": answer("B") | {"tags": ["a"], "operationId": "getB"}},
                "/b": {"get": query | {"tags": ["b"], "operationId": "listB"}},
            },
            "components": {
                "schemas": {
                    "A": {"not": ref("B")},
                    "B": mapped,
                    **{name: {} for name in ("C", "D", "Q", "Z")},
                }
            },
        }
    ).api


def names(api: Api) -> set[str]:
    """Give the names of the schemas that are left."""
    return {place.pointer.split("/")[-1] for place in api.schemas}


def test_no_selector_keeps_all(api: Api) -> None:
    """Also schemas that nothing refers to."""
    assert select(api, ()) is api


@pytest.mark.parametrize(
    ("selector", "operations", "schemas"),
    [
        (Selector("tag", "a"), ["getA", "getB"], {"A", "B", "C", "D"}),
        (Selector("operation", "getB"), ["getB"], {"B", "C", "D"}),
        (Selector("path", "/b*"), ["listB"], {"Q"}),
    ],
)
def test_what_a_selector_keeps(
    selector: Selector, operations: list[str], schemas: set[str], api: Api
) -> None:
    """Operations, their tags, and all schemas within reach, by any keyword."""
    chosen = select(api, (selector,))
    assert [entry.id for entry in chosen.operations] == operations
    assert {tag.name for tag in chosen.tags} == {
        entry.tag for entry in chosen.operations
    }
    assert names(chosen) == schemas
    assert at("components", "schemas", "Z") not in chosen.schemas


TAG_A, TAG_B = Selector("tag", "a"), Selector("tag", "b")
GET_A = Selector("operation", "getA")


@pytest.mark.parametrize(
    ("include", "exclude", "operations"),
    [
        ((), (TAG_B,), ["getA", "getB"]),
        ((), (GET_A, TAG_B), ["getB"]),
        ((TAG_A,), (GET_A,), ["getB"]),
        ((TAG_A,), (TAG_B,), ["getA", "getB"]),
        ((GET_A, TAG_B), (Selector("path", "/a/*"),), ["listB"]),
    ],
)
def test_what_is_excluded_goes_whatever_is_included(
    include: tuple[Selector, ...],
    exclude: tuple[Selector, ...],
    operations: list[str],
    api: Api,
) -> None:
    """It may exclude what is not included; only what the API has not is an error."""
    chosen = select(api, include, exclude)
    assert [entry.id for entry in chosen.operations] == operations


@pytest.mark.parametrize(
    ("exclude", "message"),
    [
        (
            Selector("tag", "aa", "x.toml:3:1: exclude"),
            (
                "x.toml:3:1: exclude 'tag:aa': no operation has this tag;"
                " did you mean 'tag:a'?"
            ),
        ),
        (
            Selector("path", "*", "--exclude"),
            "--exclude 'path:*': no operation is left",
        ),
    ],
)
def test_an_exclusion_that_cannot_be_meant_is_an_error(
    exclude: Selector, message: str, api: Api
) -> None:
    """It says where the selector was given."""
    with pytest.raises(UsageError) as caught:
        select(api, (), (exclude,))
    assert str(caught.value) == message


def test_a_selector_that_chooses_nothing_is_an_error(api: Api) -> None:
    """The nearest name is suggested."""
    with pytest.raises(UsageError) as caught:
        select(api, (Selector("tag", "a"), Selector("operation", "getC")))
    assert str(caught.value) == (
        "--include 'operation:getC': no operation has this operation;"
        " did you mean 'operation:getB'?"
    )
    with pytest.raises(UsageError, match=r"no operation has this path$"):
        select(api, (Selector("path", "/zzzzzzzz"),))
