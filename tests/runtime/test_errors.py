"""Test errors and the problem details in them."""

from __future__ import annotations

import pickle
from typing import Any

import httpx2
import pytest

from specloom.runtime import errors
from specloom.runtime.errors import (
    ApiError,
    ClientError,
    ClientStatusError,
    RequestInvalid,
    ResponseInvalid,
    ServerError,
    TooManyRequests,
    error_class,
)
from specloom.runtime.problem import Problem, read_problem
from specloom.runtime.violations import Violation


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (409, "Conflict"),
        (413, "PayloadTooLarge"),
        (418, "ClientStatusError"),
        (422, "UnprocessableContent"),
        (429, "TooManyRequests"),
        (500, "InternalServerError"),
        (502, "BadGateway"),
        (503, "ServiceUnavailable"),
        (504, "GatewayTimeout"),
        (599, "ServerError"),
        (302, "ApiError"),
    ],
)
def test_each_status_has_its_class(status: int, name: str) -> None:
    """The class is below its family, and that below ApiError."""
    cls = error_class(status)
    assert cls.__name__ == name
    family: type[ApiError] = ApiError
    if status >= 400:
        family = ClientStatusError if status < 500 else ServerError
    assert issubclass(cls, family)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    """The top of the file shows all public errors."""
    names = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, ClientError)
    ]
    assert len(names) > 20
    for name in names:
        assert name.startswith("_") or name in (errors.__doc__ or "")


def test_errors_can_be_pickled() -> None:
    """An error from a worker process arrives whole."""
    violation = Violation("/a", "minimum", "#/minimum", "-1 is less", "body")
    samples: list[ClientError] = [
        RequestInvalid([violation], "POST /a"),
        TooManyRequests(
            "too many",
            status=429,
            headers=httpx2.Headers({"X-Request-Id": "r"}),
            body=b"{}",
            retry_after=3.0,
            problem=Problem(title="t"),
        ),
        ResponseInvalid("torn", status=200, headers={}, body=b"{"),
    ]
    for error in samples:
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.__dict__ == error.__dict__


def test_request_invalid_lists_all_violations() -> None:
    """One line for each, after what was not sent."""
    found = [
        Violation("/total_bytes", "minimum", "#/X/minimum", "-1 is less", "body"),
        Violation("", "", "", "the body is required", "body"),
    ]
    assert str(RequestInvalid(found, "POST /a")) == (
        "POST /a was not sent:\n"
        "  total_bytes: -1 is less (#/X/minimum)\n"
        "  body: the body is required"
    )


@pytest.mark.parametrize(
    ("value", "message", "title"),
    [
        (
            {"type": "https://x/unknown", "title": "T", "detail": "D", "status": 403},
            "D",
            "T",
        ),
        ({"errors": [{"message": "M"}], "title": "T"}, "M", "T"),
        ({"errors": [{"message": "M"}]}, "M", None),
        ({"code": 3, "message": "M"}, "M", None),
        ({"errors": [{"code": 32, "message": "Could not"}]}, "Could not", None),
        ({"errors": ["text"]}, "text", None),
        ({"error": {"message": "M"}}, "M", None),
        ({"error": "invalid_grant", "error_description": "D"}, "D", "invalid_grant"),
        ({"title": 5, "status": "403", "detail": None}, None, None),
    ],
)
def test_the_shapes_of_errors(
    value: dict[str, Any], message: str | None, title: str | None
) -> None:
    """RFC 9457 and its forerunners; members of a wrong type do not count."""
    problem = read_problem(value)
    assert problem is not None
    assert problem.message == message
    assert problem.title == title


def test_a_problem_keeps_its_extensions() -> None:
    """The type has a default, everything unknown is kept, errors are at hand."""
    problem = read_problem({"title": "T", "errors": [{"a": 1}], "balance": 30})
    assert problem == Problem(
        title="T", extensions={"errors": [{"a": 1}], "balance": 30}
    )
    assert problem.type == "about:blank"
    assert problem.errors == [{"a": 1}]
    assert Problem(extensions={"errors": 5}).errors == []


@pytest.mark.parametrize("value", [None, [], "text", {}, {"data": 1}])
def test_other_bodies_are_no_problem(value: object) -> None:
    """There is nothing to read."""
    assert read_problem(value) is None
