"""Pages of other origins: which may ask, and what a browser is told of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SPEC = Path(__file__).parents[2] / "specs" / "x_media_upload_initialize.yaml"
OWN = "http://localhost:5173"
NAMED = "https://app.example.com"
OTHER = "https://evil.example.com"
EXPOSED = "content-type, x-count"


@pytest.fixture(scope="module")
def description(document: Callable[..., Any]) -> Any:
    """A document whose answer has a header, and one that is a matter of CORS."""
    headers = {
        "X-Count": {"schema": {"const": 5}},
        "Access-Control-Allow-Origin": {"schema": {"const": "https://nobody.example"}},
    }
    content = {"application/json": {"schema": {"const": 1}}}
    answers = {"200": {"description": "One.", "headers": headers, "content": content}}
    return document({"/items": {"put": {"responses": answers}}})


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], description: Any) -> Any:
    """Serve it; one origin is named."""
    return serving(description, "--cors", NAMED)


@pytest.fixture(scope="module")
def open_museum(serving: Callable[..., Any], description: Any) -> Any:
    """Serve it for all origins."""
    return serving(description, "--cors", "*")


def about(answer: Any) -> dict[str, str]:
    """Give what a browser goes by."""
    return {
        name.removeprefix("access-control-"): value
        for name, value in answer.headers.items()
        if name.startswith("access-control-") or name == "vary"
    }


@pytest.mark.parametrize("origin", [OWN, NAMED, "http://127.0.0.1", "http://[::1]:80"])
def test_a_page_that_may_ask_reads_the_answer(museum: Any, origin: str) -> None:
    """Its origin is named, so that cookies go too; all headers of the answer are seen."""
    answer = museum.ask("PUT", "/items", headers={"Origin": origin})
    assert (answer.status, answer.json) == (200, 1)
    assert about(answer) == {
        "allow-origin": origin,
        "allow-credentials": "true",
        "expose-headers": EXPOSED,
        "vary": "Origin",
    }


@pytest.mark.parametrize(
    "origin", [OTHER, "null", "http://localhost.evil.example", "localhost", "http://["]
)
def test_other_pages_read_nothing(museum: Any, origin: str) -> None:
    """The browser is told nothing, and keeps the answer from them."""
    answer = museum.ask("PUT", "/items", headers={"Origin": origin})
    assert about(answer) == {"allow-origin": "https://nobody.example"}
    asking = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    preflight = museum.ask("OPTIONS", "/items", headers=asking)
    assert (preflight.status, about(preflight)) == (405, {})


def test_all_pages_may_ask_if_so_wanted(open_museum: Any) -> None:
    """`--cors *` lets a page of any origin ask, one from a file too."""
    for origin in (OTHER, "null", OWN):
        answer = open_museum.ask("PUT", "/items", headers={"Origin": origin})
        assert about(answer)["allow-origin"] == origin


def test_a_preflight_is_answered(museum: Any) -> None:
    """Method and headers may be as the browser asks, on every path."""
    asking = {
        "Origin": NAMED,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,prefer",
        "Access-Control-Request-Private-Network": "true",
    }
    for target in ("/items", "/nothing"):
        answer = museum.ask("OPTIONS", target, headers=asking)
        assert (answer.status, answer.body) == (204, b"")
        assert about(answer) == {
            "allow-origin": NAMED,
            "allow-credentials": "true",
            "allow-methods": "PUT",
            "allow-headers": "authorization,prefer",
            "allow-private-network": "true",
            "max-age": "600",
            "vary": "Origin",
        }


def test_a_refusal_is_read_as_well(museum: Any) -> None:
    """A page sees why it got no answer."""
    answer = museum.ask("GET", "/nothing", headers={"Origin": OWN})
    assert (answer.status, about(answer)["allow-origin"]) == (404, OWN)


def test_the_page_of_the_server_is_not_shared(museum: Any) -> None:
    """It is there for a person who looks at it."""
    assert about(museum.ask("GET", "/_specloom", headers={"Origin": OWN})) == {}


def test_options_without_a_preflight_is_an_operation(museum: Any) -> None:
    """A document may describe OPTIONS; here it does not."""
    assert museum.ask("OPTIONS", "/items", headers={"Origin": OWN}).status == 405


@pytest.mark.parametrize(
    "origin", ["app.example.com", "https://a.example/path", "http://["]
)
def test_what_is_no_origin_is_told(starting: Callable[..., Any], origin: str) -> None:
    """A page would never be let in by it."""
    process = starting(str(SPEC), "--cors", origin)
    _, text = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"--cors {origin}: an origin is a scheme and a host" in text
