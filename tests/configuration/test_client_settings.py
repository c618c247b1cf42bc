"""What a configuration says of waiting and trying again reaches the client."""

import subprocess
import sys
from pathlib import Path

import pytest

from specloom.config import Job
from specloom.pipeline import generate

from .conftest import silent

SPEC = Path(__file__).parents[2] / "specs" / "x_media_upload_initialize.yaml"
SCRIPT = """
import asyncio, httpx2
from x_media_upload import AsyncClient, Client

seen = []

def answer(request):
    seen.append(request.extensions["timeout"])
    return httpx2.Response(503, headers={"retry-after": "0"})

def call(client):
    try:
        return client.media.initialize_media_upload()
    except Exception as error:
        assert error.status == 503, error

async def wait(client):
    try:
        await client.media.initialize_media_upload()
    except Exception as error:
        assert error.status == 503, error

transport = httpx2.MockTransport(answer)
token = {"oauth2_user_token": "t"}
call(Client(**token, transport=transport))
asyncio.run(wait(AsyncClient(**token, transport=transport)))
print(len(seen), seen[0]["read"], seen[0]["connect"], all(t == seen[0] for t in seen))
seen.clear()
call(Client(**token, transport=transport, timeout=7, max_retries=0))
call(Client(**token, http_client=httpx2.Client(transport=transport), max_retries=0))
print(*(entry["read"] for entry in seen))
"""


@pytest.mark.parametrize(
    ("timeout", "retries", "printed"),
    [
        (None, None, "6 60.0 10.0 True\n7 5.0\n"),
        (2.5, 0, "2 2.5 2.5 True\n7 5.0\n"),
        (30, 4, "10 30 30 True\n7 5.0\n"),
    ],
)
def test_a_client_starts_with_what_is_configured(
    tmp_path: Path, timeout: float | None, retries: int | None, printed: str
) -> None:
    """Sync and async alike; arguments and a given httpx2 client go before it."""
    job = Job(SPEC, tmp_path, layout="package", timeout=timeout, retries=retries)
    generate(job, silent)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (printed, "")


def test_generated_tests_expect_what_is_configured(tmp_path: Path) -> None:
    """They pass as generated, whatever the settings."""
    generate(Job(SPEC, tmp_path, timeout=2.5, retries=5), silent)
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_client.py"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    text = (tmp_path / "tests" / "test_client.py").read_text("utf-8")
    assert 'assert request.extensions["timeout"]["read"] == 2.5' in text
