"""Path templates, base paths, and what is answered where nothing is documented."""

from collections.abc import Callable
from typing import Any

import pytest


def answering(
    name: str, *parameters: str, method: str = "get", style: str = "simple"
) -> dict[str, Any]:
    """Write a Path Item whose one operation says its name."""
    content = {"text/plain": {"example": name}}
    head = {"in": "path", "required": True, "schema": {"type": "string"}}
    said = [{"name": key, "style": style, **head} for key in parameters]
    answer = {"200": {"description": "Its name.", "content": content}}
    return {method: {"parameters": said, "responses": answer}}


PATHS = {
    "/halls/{id}": answering("one hall", "id"),
    "/halls/oldest": answering("the oldest hall"),
    "/halls/{id}.json": answering("a hall as JSON", "id"),
    "/halls/{from}...{to}": answering("several halls", "from", "to"),
    "/halls/{a}{b}-{c}": answering("three", "a", "b", "c"),
    "/rooms/{a}{b}": answering("two", "a", "b", style="matrix"),
    "/doors{a}{b}": answering("labels", "a", "b", style="label"),
    "/halls/{id}/items/{item}": answering("an item", "id", "item"),
    "/halls/{id}/items/first": answering("the first item", "id"),
    "/été/{id}": answering("summer", "id"),
    "/do#Target=Service.Do": answering("done"),
    "/items": answering("made", method="post"),
    "/undeclared/{any}": answering("undeclared"),
}
MORE = ("COPY", "Link", "M-SEARCH")
SERVERS = [
    {"url": "https://museum.example/v1/"},
    {"url": "{base}/x", "variables": {"base": {"default": "/deep"}}},
]


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve the paths under two servers; one operation has a server of its own."""
    own = {**answering("elsewhere"), "servers": [{"url": "/own"}]}
    operations = {name: answering(f"by {name}")["get"] for name in MORE}
    more = {"/elsewhere": own, "/more": {"additionalOperations": operations}}
    return serving(document({**PATHS, **more}, openapi="3.2.0", servers=SERVERS))


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/halls/7", "one hall"),
        ("/halls/a%2Fb", "one hall"),
        ("/halls/oldest", "the oldest hall"),
        ("/halls/old%65st", "the oldest hall"),
        ("/halls/7.json", "a hall as JSON"),
        ("/halls/3...9", "several halls"),
        ("/halls/xy-z", "three"),
        ("/rooms/;a=x;b=yz", "two"),
        ("/doors.x.yz", "labels"),
        ("/halls/7/items/2", "an item"),
        ("/halls/7/items/first", "the first item"),
        ("/%C3%A9t%C3%A9/1", "summer"),
        ("/undeclared/1", "undeclared"),
        ("/do", "done"),
        ("/do%23Target=Service.Do", "done"),
        ("/v1/halls/7", "one hall"),
        ("/deep/x/halls/oldest", "the oldest hall"),
        ("/own/elsewhere", "elsewhere"),
        ("/elsewhere", "elsewhere"),
        ("/halls/7?unknown=1", "one hall"),
    ],
)
def test_a_path_means_the_most_concrete_template(
    museum: Any, target: str, name: str
) -> None:
    """Concrete segments go before templated ones, under every server and at the root."""
    assert museum.ask("GET", target).body.decode() == name


@pytest.mark.parametrize(
    "target",
    ["/nothing", "/halls", "/halls/", "/halls/7/", "/v2/halls/7", "/v1/elsewhere"],
)
def test_an_unknown_path_is_a_problem(museum: Any, target: str) -> None:
    """It is answered with 404 and problem details that show the path."""
    answer = museum.ask("GET", target)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status, answer.json) == (
        404,
        {
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": f"no path of 'Museum' matches {target}",
        },
    )


def test_an_unknown_method_is_told_the_known_ones(museum: Any) -> None:
    """It is answered with 405 and Allow; where there is GET there is HEAD."""
    answer = museum.ask("DELETE", "/halls/7")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json["detail"] == "DELETE is not documented here; GET, HEAD is"
    assert museum.ask("GET", "/items").headers["allow"] == "POST"


@pytest.mark.parametrize("method", MORE)
def test_a_method_is_found_as_it_is_named(museum: Any, method: str) -> None:
    """Methods are case-sensitive, and may have other characters than letters."""
    assert museum.ask(method, "/more").body.decode() == f"by {method}"


def test_a_method_in_other_capitals_is_unknown(museum: Any) -> None:
    """`LINK` is not `Link`."""
    answer = museum.ask("LINK", "/more")
    assert (answer.status, answer.headers["allow"]) == (405, "COPY, Link, M-SEARCH")


def test_head_is_get_without_the_body(museum: Any) -> None:
    """The headers are those of GET."""
    answer = museum.ask("HEAD", "/halls/7")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len("one hall"))


def test_a_long_request_is_cut_in_the_log(museum: Any) -> None:
    """What was answered stands behind it, and is seen all the same."""
    museum.ask("GET", f"/halls/7?unknown={'x' * 400}")
    assert museum.has_logged(f"GET /halls/7?unknown={'x' * 183}... 200 ")
