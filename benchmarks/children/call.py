"""Call the sample's operation on httpx2's MockTransport, through the client and without.

Both encode the same request body, send it with the same credential and parse the
answer; the client also checks the request and reads the answer into models.
"""

import argparse
import asyncio
import functools
import importlib
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from benchmarks.children.absent import hide
from benchmarks.contest import Contest, contest

URL = "https://api.x.com/2/media/upload/initialize"
TOKEN = "made-up"
REQUEST: dict[str, Any] = {
    "additional_owners": ["2244994945", "783214"],
    "media_category": "tweet_video",
    "media_type": "video/mp4",
    "shared": True,
    "total_bytes": 8589934592,
}
UPLOAD = {
    "id": "1146654567674912769",
    "media_key": "7_1146654567674912769",
    "expires_after_secs": 86400,
    "processing_info": {"check_after_secs": 5, "progress_percent": 0},
    "size": 8589934592,
}
ANSWER = json.dumps({"data": UPLOAD}).encode()
TIMES = 200

Make = Callable[[str, "Server"], Any]


def main() -> None:
    """Measure as the arguments say, and print the contest."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("kind", choices=["sync", "async"])
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--without-orjson", action="store_true")
    parser.add_argument("--check-answers", action="store_true")
    chosen = parser.parse_args()
    sys.path.insert(0, chosen.folder)
    if chosen.without_orjson:
        hide("orjson")
    package = importlib.import_module("x_media_upload")
    compare = compare_sync if chosen.kind == "sync" else compare_async
    mode = "raise" if chosen.check_answers else "off"
    client = functools.partial(made, package, mode)
    print(compare(client, Server(), chosen.rounds).to_json())


class Server:
    """Answer every request, and remember the last one."""

    def __init__(self) -> None:
        self.request: httpx2.Request | None = None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer as the server would."""
        self.request = request
        headers = {"content-type": "application/json"}
        return httpx2.Response(200, content=ANSWER, headers=headers)

    def received(self) -> tuple[object, ...]:
        """Give what counts of the last request: it is not parsed while time is taken."""
        if self.request is None:
            return ()
        body = json.loads(self.request.content)
        return (
            self.request.method,
            str(self.request.url),
            self.request.headers["authorization"],
            self.request.headers["content-type"],
            body,
        )


def made(package: Any, mode: str, kind: str, server: Server) -> Any:
    """Make a client of the package that talks to the server."""
    return getattr(package, kind)(
        oauth2_user_token=TOKEN,
        transport=httpx2.MockTransport(server),
        validate_responses=mode,
    )


def compare_sync(make: Make, server: Server, rounds: int) -> Contest:
    """Compare the blocking client with httpx2's."""
    transport = httpx2.MockTransport(server)
    plain = httpx2.Client(transport=transport, headers=credential())
    client = make("Client", server)

    def ours() -> Any:
        return client.media.initialize_media_upload(**REQUEST).data.id

    def theirs() -> Any:
        response = plain.post(URL, json=REQUEST)
        return response.raise_for_status().json()["data"]["id"]

    with client, plain:
        require_same((ours(), server.received()), (theirs(), server.received()))
        return contest(repeated(ours), repeated(theirs), rounds, TIMES)


def compare_async(make: Make, server: Server, rounds: int) -> Contest:
    """Compare the async client with httpx2's, in one event loop."""
    transport = httpx2.MockTransport(server)
    plain = httpx2.AsyncClient(transport=transport, headers=credential())
    client = make("AsyncClient", server)

    async def ours() -> Any:
        return (await client.media.initialize_media_upload(**REQUEST)).data.id

    async def theirs() -> Any:
        response = await plain.post(URL, json=REQUEST)
        return response.raise_for_status().json()["data"]["id"]

    with asyncio.Runner() as runner:
        one = runner.run(ours()), server.received()
        require_same(one, (runner.run(theirs()), server.received()))
        return contest(
            lambda times: runner.run(awaited(ours, times)),
            lambda times: runner.run(awaited(theirs, times)),
            rounds,
            TIMES,
        )


def credential() -> dict[str, str]:
    """Give the header that both send."""
    return {"authorization": f"Bearer {TOKEN}"}


def require_same(ours: object, theirs: object) -> None:
    """End the process where the two ways do not send and read the same."""
    if ours != theirs:
        sys.exit(f"not the same:\n{ours!r}\n{theirs!r}")


def repeated(function: Callable[[], object]) -> Callable[[int], None]:
    """Make a function that calls another so many times."""

    def repeat(times: int) -> None:
        for _ in range(times):
            function()

    return repeat


async def awaited(function: Callable[[], Awaitable[object]], times: int) -> None:
    """Await a function so many times, one after the other."""
    for _ in range(times):
        await function()


if __name__ == "__main__":
    main()
