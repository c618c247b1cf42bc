"""The generated client of the sample against the mock server."""

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("httpx2", reason="the generated client needs httpx2")

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"
SAMPLE = ROOT / "output_samples" / "x_media_upload_initialize"
ARGUMENTS = {"media_type": "video/mp4", "total_bytes": 1024}


@pytest.fixture(scope="module")
def package() -> Iterator[Any]:
    """Import the sample, and forget it afterwards."""
    sys.path.insert(0, str(SAMPLE))
    yield importlib.import_module("x_media_upload")
    sys.path.remove(str(SAMPLE))
    for name in [*sys.modules]:
        if name.partition(".")[0] == "x_media_upload":
            del sys.modules[name]


@pytest.fixture(scope="module")
def url(serving: Callable[..., Any]) -> str:
    """Serve the sample's document."""
    return str(serving(SPEC).url)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a proxy of the environment out of calls to this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def call(package: Any, url: str) -> Iterator[Callable[..., Any]]:
    """Give what calls the operation, preferring something."""
    with package.Client(oauth2_user_token="any", base_url=url) as client:

        def initialize(prefer: str = "", **arguments: Any) -> Any:
            headers = {"Prefer": prefer} if prefer else None
            options = package.RequestOptions(headers=headers, max_retries=1)
            return client.media.initialize_media_upload(
                **(arguments or ARGUMENTS), options=options
            )

        yield initialize


def test_a_call_succeeds(call: Callable[..., Any]) -> None:
    """The document's first example is read into the model."""
    assert call().data.id == "1146654567674912769"


def test_an_example_is_chosen_by_the_client(call: Callable[..., Any]) -> None:
    """RequestOptions carries the preference."""
    assert call("example=reference_page").errors[0].title == "<string>"


def test_an_asynchronous_call_succeeds(package: Any, url: str) -> None:
    """The other client is answered the same."""

    async def initialize() -> Any:
        async with package.AsyncClient(oauth2_user_token="any", base_url=url) as client:
            return await client.media.initialize_media_upload(**ARGUMENTS)

    assert asyncio.run(initialize()).data.size == 8589934592


def test_a_documented_error_raises_its_class(
    package: Any, call: Callable[..., Any]
) -> None:
    """429 has the document's problem details, and the header that it documents."""
    with pytest.raises(package.TooManyRequests) as caught:
        call("code=429")
    assert caught.value.status == 429
    assert caught.value.problem.title == "Too Many Requests"


def test_a_refused_request_raises_bad_request(
    package: Any, call: Callable[..., Any]
) -> None:
    """What the client does not check itself, the server does."""
    with pytest.raises(package.BadRequest) as caught:
        call("code=abc")
    [violation] = caught.value.problem.extensions["violations"]
    assert violation["instance_path"] == "/Prefer"


def test_a_client_retries_what_is_unavailable_once(call: Callable[..., Any]) -> None:
    """The second attempt of the same call is answered."""
    assert call("once=503", total_bytes=4711).data.id == "1146654567674912769"


@pytest.mark.parametrize("fault", ["drop", "torn"])
def test_a_broken_connection_raises(
    package: Any, call: Callable[..., Any], fault: str
) -> None:
    """The client says that the connection failed, whether a part came or none."""
    with pytest.raises(package.ConnectionFailed):
        call(f"fault={fault}")
