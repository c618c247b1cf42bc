"""Test that the sample's client does what is promised of every client."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Callable
from inspect import isfunction
from types import ModuleType
from typing import Any, get_type_hints

import httpx2
import pytest

Load = Callable[[str], ModuleType]
VARIABLE = "X_MEDIA_UPLOAD_OAUTH2_USER_TOKEN"
ANSWER: dict[str, Any] = {
    "data": {
        "id": "1146654567674912769",
        "media_key": "7_1146654567674912769",
        "expires_after_secs": 86400,
        "processing_info": {"check_after_secs": 5, "error": {"code": 1}},
        "size": 1024,
    },
    "later": [1],
}


class Server:
    """Be a server that remembers what it was asked and answers what it was told."""

    def __init__(self, status: int = 200, **answer: Any) -> None:
        self.requests: list[httpx2.Request] = []
        self.answer = {"status_code": status} | (answer or {"json": ANSWER})
        self.transport = httpx2.MockTransport(self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        return httpx2.Response(**self.answer)

    @property
    def request(self) -> httpx2.Request:
        """The only request."""
        [request] = self.requests
        return request


@pytest.fixture
def client(load: Load) -> Callable[..., Any]:
    """Give clients of a server."""

    def make(server: Server, **options: Any) -> Any:
        options = {"oauth2_user_token": "secret", "max_retries": 0} | options
        return load("").Client(transport=server.transport, **options)

    return make


def test_a_call_is_one_request(client: Callable[..., Any]) -> None:
    """The arguments become a JSON body, sent with the token to the documented address."""
    server = Server()
    with client(server) as opened:
        opened.media.initialize_media_upload(
            media_category="tweet_video",
            media_type="video/mp4",
            shared=False,
            total_bytes=0,
            additional_owners=("2244994945",),
        )
    request = server.request
    assert request.method == "POST"
    assert str(request.url) == "https://api.x.com/2/media/upload/initialize"
    assert request.headers["authorization"] == "Bearer secret"
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {
        "additional_owners": ["2244994945"],
        "media_category": "tweet_video",
        "media_type": "video/mp4",
        "shared": False,
        "total_bytes": 0,
    }


def test_what_is_absent_is_not_sent(client: Callable[..., Any]) -> None:
    """A body without properties is an empty object."""
    server = Server()
    client(server).media.initialize_media_upload()
    assert json.loads(server.request.content) == {}


def test_an_answer_is_typed_and_keeps_what_is_new(
    client: Callable[..., Any], load: Load
) -> None:
    """Fields are attributes; keys that the description does not know are there too."""
    answer = client(Server()).media.initialize_media_upload()
    models = load("models")
    assert type(answer) is models.InitializeMediaUploadResponse
    assert type(answer.data) is models.MediaUpload
    assert answer.data.processing_info.check_after_secs == 5
    assert answer.data.processing_info.progress_percent is None
    assert answer.data.processing_info.error == {"code": 1}
    assert answer.errors is None
    assert answer.later == [1]
    assert load("").to_json(answer) == ANSWER


def test_models_can_be_pickled(client: Callable[..., Any]) -> None:
    """An answer can be sent to another process."""
    answer = client(Server()).media.initialize_media_upload()
    again = pickle.loads(pickle.dumps(answer))
    assert again == answer
    assert type(again.data) is type(answer.data)


def test_models_can_be_made(load: Load) -> None:
    """A model is made of keyword arguments; a typo is refused with the right name."""
    models = load("models")
    problem = models.Problem(title="No", status=400)
    assert load("").to_json(problem) == {"title": "No", "status": 400}
    assert load("").is_set(problem, "title")
    assert not load("").is_set(problem, "detail")
    with pytest.raises(TypeError, match="unknown field 'titel'; did you mean 'title'"):
        models.Problem(titel="No")


def test_async_clients_do_the_same(load: Load) -> None:
    """The async client sends the same request, with an async callable as credential."""
    server = Server()

    async def token() -> str:
        return "fresh"

    async def call() -> Any:
        async with load("").AsyncClient(
            oauth2_user_token=token, transport=server.transport
        ) as client:
            return await client.media.initialize_media_upload(total_bytes=5)

    answer = asyncio.run(call())
    assert answer.data.size == 1024
    assert server.request.headers["authorization"] == "Bearer fresh"
    assert json.loads(server.request.content) == {"total_bytes": 5}


def test_credentials_come_from_a_function_or_the_environment(
    client: Callable[..., Any], load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function is called for each request; without a keyword the variable is read."""
    tokens = iter(["one", "two"])
    server = Server()
    opened = client(server, oauth2_user_token=lambda: next(tokens))
    opened.media.initialize_media_upload()
    opened.media.initialize_media_upload()
    monkeypatch.setenv(VARIABLE, "three")
    client(server, oauth2_user_token=None).media.initialize_media_upload()
    sent = [request.headers["authorization"] for request in server.requests]
    assert sent == ["Bearer one", "Bearer two", "Bearer three"]
    assert "secret" not in repr(client(server))


def test_a_missing_credential_names_keyword_and_variable(
    client: Callable[..., Any], load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent without a credential, and the error says how to give it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    server = Server()
    with pytest.raises(load("").CredentialMissing) as caught:
        client(server, oauth2_user_token=None).media.initialize_media_upload()
    assert "oauth2_user_token" in str(caught.value)
    assert VARIABLE in str(caught.value)
    assert server.requests == []


def test_all_violations_of_a_request_are_told(
    client: Callable[..., Any], load: Load
) -> None:
    """Nothing is sent; each violation says where, what, and which rule."""
    server = Server()
    with pytest.raises(load("").RequestInvalid) as caught:
        client(server).media.initialize_media_upload(
            total_bytes=-1, media_category="tweet_vide", additional_owners=["12\n"]
        )
    place = "#/components/schemas/InitializeMediaUploadRequest/properties/total_bytes"
    text = str(caught.value)
    assert f"total_bytes: -1 is less than the minimum 0 ({place}/minimum)" in text
    assert [(v.instance_path, v.keyword) for v in caught.value.violations] == [
        ("/additional_owners/0", "pattern"),
        ("/media_category", "enum"),
        ("/total_bytes", "minimum"),
    ]
    assert "did you mean 'tweet_video'" in text
    assert server.requests == []


@pytest.mark.parametrize("total_bytes", [0, 17179869184, 1.0])
def test_values_at_the_limits_are_sent(
    total_bytes: float, client: Callable[..., Any]
) -> None:
    """The limits themselves are allowed."""
    server = Server()
    client(server).media.initialize_media_upload(total_bytes=total_bytes)
    assert json.loads(server.request.content) == {"total_bytes": total_bytes}


@pytest.mark.parametrize("total_bytes", [-1, 17179869185, 0.5, True, "1", None])
def test_values_beyond_the_limits_are_not_sent(
    total_bytes: Any, client: Callable[..., Any], load: Load
) -> None:
    """The next value outside is refused, and so is any other type, null among them."""
    server = Server()
    with pytest.raises(load("").RequestInvalid, match="total_bytes"):
        client(server).media.initialize_media_upload(total_bytes=total_bytes)
    assert server.requests == []


PROBLEM = {
    "title": "Invalid Request",
    "type": "https://api.x.com/2/problems/invalid-request",
    "detail": "The value is not allowed.",
    "status": 400,
    "parameters": {"a": ["b"]},
}


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (409, "Conflict"),
        (422, "UnprocessableContent"),
        (429, "TooManyRequests"),
        (418, "ClientStatusError"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
    ],
)
def test_errors_have_the_class_of_their_status(
    status: int, name: str, client: Callable[..., Any], load: Load
) -> None:
    """Whatever the document says of a status, its error has a class and its details."""
    answer = json.dumps(PROBLEM).encode()
    headers = {"content-type": "application/problem+json", "x-request-id": "r1"}
    server = Server(status, content=answer, headers=headers)
    with pytest.raises(load("").ApiError) as caught:
        client(server).media.initialize_media_upload()
    error = caught.value
    assert type(error).__name__ == name
    assert (error.status, error.body, error.request_id) == (status, answer, "r1")
    assert error.problem.title == "Invalid Request"
    assert error.problem.detail == "The value is not allowed."
    assert error.problem.extensions["parameters"] == {"a": ["b"]}
    assert type(error.model) is load("models").Problem
    assert "secret" not in str(error)


def test_raw_answers_can_be_parsed(client: Callable[..., Any]) -> None:
    """Status, headers and bytes are at hand, and the model when it is asked for."""
    server = Server(json=ANSWER, headers={"x-rate-limit-remaining": "9"})
    raw = client(server).with_raw_response.media.initialize_media_upload(total_bytes=1)
    assert raw.status == 200
    assert raw.headers["x-rate-limit-remaining"] == "9"
    assert json.loads(raw.content) == ANSWER
    assert raw.parse().data.size == 1024


def test_options_are_for_one_call(client: Callable[..., Any], load: Load) -> None:
    """Headers and query of a call are added to what the document says."""
    server = Server()
    opened = client(server)
    options = load("").RequestOptions(headers={"x-trace": "t"}, query={"debug": "1"})
    opened.media.initialize_media_upload(options=options)
    opened.media.initialize_media_upload()
    first, second = server.requests
    assert first.headers["x-trace"] == "t"
    assert first.url.query == b"debug=1"
    assert "x-trace" not in second.headers
    assert second.url.query == b""


def test_answers_are_validated_when_asked(
    client: Callable[..., Any], load: Load
) -> None:
    """A wrong answer is read as it is, or warned of, or refused: as the caller chooses."""
    server = Server(json={"data": {"size": "big"}, "errors": []})
    call = client(server).media.initialize_media_upload
    assert call().data.size == "big"
    module = load("")
    with pytest.warns(
        module.ResponseWarning, match="data/size: 'big' is not an integer"
    ):
        client(server, validate_responses="warn").media.initialize_media_upload()
    with pytest.raises(module.ResponseInvalid) as caught:
        call(options=module.RequestOptions(validate_responses="raise"))
    assert [(v.instance_path, v.keyword) for v in caught.value.violations] == [
        ("/data/size", "type"),
        ("/errors", "minItems"),
    ]


def test_types_of_everything_public_are_known(load: Load) -> None:
    """`typing.get_type_hints` works on every class, method and function."""
    asked = 0
    for name in ("", "client", "api.media", "models.media", "validators.media"):
        module = load(name)
        for export in dir(module):
            value = getattr(module, export)
            if isinstance(value, type) and value.__module__.startswith(
                "x_media_upload"
            ):
                get_type_hints(value)
                for method in filter(isfunction, vars(value).values()):
                    asked += bool(get_type_hints(method))
            elif (
                callable(value) and getattr(value, "__module__", "") == module.__name__
            ):
                asked += bool(get_type_hints(value))
    assert asked > 50
