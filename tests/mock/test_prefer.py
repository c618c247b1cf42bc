"""The header Prefer: answers and faults that a request chooses."""

import http.client
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from specloom import cli
from specloom.mock.prefer import WORDS, Preferences, read_preferences

EXAMPLES = {"small": {"value": [1]}, "big one": {"value": [1] * 1000}}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve an operation with several answers."""
    text = {"text/plain": {"example": "slow down"}}
    limited = {"description": "Too many.", "content": text}
    fine = {
        "description": "Fine.",
        "content": {"application/json": {"examples": EXAMPLES}},
    }
    responses = {
        "200": fine,
        "429": limited,
        "5XX": {"description": "Ours."},
        "204": {"description": "Nothing."},
    }
    parameter = {"name": "n", "in": "query", "schema": {"type": "integer"}}
    paths = {
        "/items": {"get": {"parameters": [parameter], "responses": responses}},
        "/any": {"get": {"responses": {"default": {"description": "Anything."}}}},
    }
    return serving(document(paths))


@pytest.mark.parametrize(
    ("target", "code", "body"),
    [
        ("/items", 429, b"slow down"),
        ("/items", 204, b""),
        ("/items", 503, b""),
        ("/any", 404, b""),
        ("/any", 299, b""),
    ],
)
def test_a_documented_status_can_be_chosen(
    museum: Any, target: str, code: int, body: bytes
) -> None:
    """The exact one, else its class, else `default`; the answer says what was applied."""
    answer = museum.prefer(target, f"code={code}")
    assert (answer.status, answer.body) == (code, body)
    assert answer.headers["preference-applied"] == f"code={code}"


def test_a_status_that_is_not_documented_is_a_problem(museum: Any) -> None:
    """It is told which there are."""
    answer = museum.prefer("/items", "code=404")
    assert (answer.status, answer.json["detail"]) == (
        404,
        "the status 404 is not documented; 200, 429, 5XX, 204 is",
    )
    assert "preference-applied" not in answer.headers


def test_an_example_can_be_chosen(museum: Any) -> None:
    """Its name may be a token or a quoted text."""
    assert museum.prefer("/items", "example=small").json == [1]
    answer = museum.prefer("/items", 'respond-async, example="big one"; x=1')
    assert len(answer.json) == 1000
    assert answer.headers["preference-applied"] == 'example="big one"'


def test_an_example_that_is_not_there_is_a_problem(museum: Any) -> None:
    """It is told which there are."""
    answer = museum.prefer("/items", "example=smal")
    assert (answer.status, answer.json["detail"]) == (
        404,
        "there is no example 'smal' here; known: small, big one",
    )
    answer = museum.prefer("/items", "example=small, code=204")
    assert answer.json["detail"] == "there is no example 'small' here; known: none"


def test_an_answer_can_be_late(museum: Any) -> None:
    """It is no earlier than preferred, and says so."""
    started = time.perf_counter()
    answer = museum.prefer("/items", "delay=300")
    assert answer.headers["preference-applied"] == "delay=300"
    assert time.perf_counter() - started >= 0.3


def test_a_late_answer_keeps_nobody_waiting(museum: Any) -> None:
    """Who asks meanwhile is answered before."""
    late = Thread(target=museum.prefer, args=("/items?n=77", "delay=1500"))
    late.start()
    time.sleep(0.2)
    assert museum.ask("GET", "/items?n=78").status == 200
    assert late.is_alive()
    late.join()
    assert museum.has_logged("GET /items?n=77 200 ")


def test_a_connection_can_be_dropped(museum: Any) -> None:
    """Nothing is answered, and the server goes on."""
    with pytest.raises(http.client.RemoteDisconnected):
        museum.prefer("/items", "fault=drop")
    assert museum.ask("GET", "/items").status == 200
    assert museum.has_logged("GET /items dropped ")


def test_a_body_can_be_torn(museum: Any) -> None:
    """Half of what Content-Length promises comes."""
    with pytest.raises(http.client.IncompleteRead) as caught:
        museum.prefer("/items", 'fault=torn, example="big one"')
    assert len(caught.value.partial) == 1000
    assert caught.value.expected == 1001
    assert museum.has_logged("GET /items 200 torn ")


def test_a_server_can_be_unavailable(museum: Any) -> None:
    """503 comes with Retry-After, each time it is preferred."""
    for _ in range(2):
        answer = museum.prefer("/items", "fault=503")
        assert (answer.status, answer.headers["retry-after"]) == (503, "0")
        assert answer.headers["preference-applied"] == "fault=503"
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_server_can_be_unavailable_once(museum: Any) -> None:
    """The same request again is answered; another one has its own first time."""
    statuses = [museum.prefer("/items?n=1", "once=503").status for _ in range(4)]
    assert statuses == [503, 200, 503, 200]
    assert museum.prefer("/items?n=1", "once=503").status == 503
    assert museum.prefer("/items?n=2", "once=503").status == 503
    assert museum.prefer("/items?n=1", "once=503").status == 200


def test_a_bad_request_is_refused_whatever_it_prefers(museum: Any) -> None:
    """What is wrong with it is told first."""
    answer = museum.prefer("/items?n=x", "code=429")
    assert answer.violations == [("query", "/n", "type")]


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("code=abc", "'code=abc' is not known; 'code' is a status from 200 to 599"),
        ("code=100", "'code=100' is not known; 'code' is a status from 200 to 599"),
        ("code", "'code=' is not known; 'code' is a status from 200 to 599"),
        ("delay=-1", "'delay=-1' is not known; 'delay' is a number of milliseconds"),
        ("fault=x", "'fault=x' is not known; 'fault' is drop, torn or 503"),
        ("fault=once", "'fault=once' is not known; 'fault' is drop, torn or 503"),
        ("once=500", "'once=500' is not known; 'once' is 503"),
    ],
)
def test_an_unknown_value_of_ours_is_refused(
    museum: Any, header: str, detail: str
) -> None:
    """It would be taken for the wrong fault otherwise."""
    answer = museum.prefer("/items", header)
    assert (answer.status, answer.json["detail"]) == (
        400,
        f"the header Prefer: {detail}",
    )


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", Preferences()),
        ("return=minimal, wait=10", Preferences()),
        ("Code = 429", Preferences(code=429, applied=("code=429",))),
        ("code=429, code=500", Preferences(code=429, applied=("code=429",))),
        (
            'example="a, \\"b"',
            Preferences(example='a, "b', applied=('example="a, \\"b"',)),
        ),
        ("delay=999999", Preferences(delay=60_000, applied=("delay=60000",))),
    ],
)
def test_the_header_is_read_as_rfc_7240_says(header: str, wanted: Preferences) -> None:
    """Names know no case, values may be quoted, the first of two counts."""
    assert read_preferences(header) == wanted


def test_the_help_names_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    """The command line says it in the same words as the page."""
    assert cli.run(["mock", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for word, meaning in WORDS:
        assert f"{word} {meaning}" in shown
