"""Test the sample's package as other programs see it: imports, checkers, formatters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import black
import pytest
from black.mode import TargetVersion

MODE = black.Mode(target_versions={TargetVersion.PY311})
RIGHT = '''
"""Use the client as it is meant."""

import asyncio
from typing import assert_type

import httpx2
from x_media_upload import (
    UNSET, ApiError, AsyncClient, Client, Problem as Details, RawResponse, RequestInvalid,
    RequestOptions, is_set, to_json,
)
from x_media_upload.models import (
    InitializeMediaUploadResponse, MediaCategory, MediaUpload, ProcessingInfo, Problem,
)


def upload(client: Client, category: MediaCategory) -> str | None:
    answer = client.media.initialize_media_upload(
        additional_owners=("1", "2"),
        media_category=category,
        media_type="video/mp4",
        shared=UNSET,
        total_bytes=5,
        options=RequestOptions(headers={"a": "b"}, timeout=5.0),
    )
    assert_type(answer, InitializeMediaUploadResponse)
    assert_type(answer.data, MediaUpload | None)
    assert_type(answer.errors, list[Problem] | None)
    if answer.data is None or answer.data.processing_info is None:
        return None
    assert_type(answer.data.processing_info, ProcessingInfo)
    assert_type(answer.data.processing_info.check_after_secs, int | None)
    raw = client.with_raw_response.media.initialize_media_upload(total_bytes=1)
    assert_type(raw, RawResponse[InitializeMediaUploadResponse])
    assert_type(raw.parse(), InitializeMediaUploadResponse)
    assert_type(raw.status, int)
    return answer.data.id


async def upload_async(client: AsyncClient) -> None:
    answer = await client.media.initialize_media_upload(media_category="dm_gif")
    assert_type(answer, InitializeMediaUploadResponse)
    raw = await client.with_raw_response.media.initialize_media_upload()
    assert_type(raw, RawResponse[InitializeMediaUploadResponse])


async def token() -> str:
    return "t"


def main() -> None:
    with Client(
        oauth2_user_token=lambda: "t",
        base_url="http://localhost",
        timeout=httpx2.Timeout(5.0),
        max_retries=3,
        validate_responses="raise",
        transport=httpx2.HTTPTransport(),
    ) as client:
        try:
            upload(client, "tweet_video")
        except RequestInvalid as error:
            print([violation.keyword for violation in error.violations])
        except ApiError as error:
            assert_type(error.problem, Details | None)
            print(error.status, error.problem and error.problem.title)
    asyncio.run(upload_async(AsyncClient(oauth2_user_token=token)))
    problem = Problem(title="No", status=400)
    problem.detail = "Because."
    print(to_json(problem), is_set(problem, "title"))
'''
WRONG = '''
"""Use the client as it is not meant: every line with a mark is an error."""

from x_media_upload import AsyncClient, Client, RequestOptions, is_set
from x_media_upload.models import MediaUpload, Problem, ProcessingInfo

client = Client()
client.media.initialize_media_upload("video/mp4")  # wrong
client.media.initialize_media_upload(total_byte=1)  # wrong
client.media.initialize_media_upload(total_bytes="1")  # wrong
client.media.initialize_media_upload(total_bytes=None)  # wrong
client.media.initialize_media_upload(media_category="tweet_vide")  # wrong
client.media.initialize_media_upload(additional_owners=[1])  # wrong
client.media.initialize_media_upload(options={"timeout": 5})  # wrong
client.media.initialize()  # wrong
client.medium  # wrong
Client(token="t")  # wrong
Client(oauth2_user_token=5)  # wrong
Client(validate_responses="yes")  # wrong
RequestOptions(header={})  # wrong
Problem(titel="No")  # wrong
Problem(status="400")  # wrong
Problem("No")  # wrong
ProcessingInfo(check_after_secs=5).progress  # wrong
MediaUpload().size = "big"  # wrong
is_set({}, "title")  # wrong


async def forgotten(client: AsyncClient) -> int | None:
    answer = client.media.initialize_media_upload()
    return answer.data.size  # wrong


def careless(client: Client) -> int | None:
    return client.media.initialize_media_upload().data.size  # wrong
'''


def lines(text: str) -> set[int]:
    """Give the numbers of the marked lines."""
    numbered = enumerate(text.split("\n"), 1)
    return {number for number, line in numbered if line.endswith("# wrong")}


@pytest.fixture(scope="module")
def usage(sample: Any) -> Path:
    """Give the sample's folder with both files of usage in it."""
    folder: Path = sample.folder
    (folder / "right.py").write_text(RIGHT, encoding="utf-8")
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    return folder


def mypy(folder: Path, *targets: str) -> tuple[int, str]:
    """Run mypy in strict mode."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--no-color-output",
    ]
    cache = f"--cache-dir={folder.parent / 'mypy'}"
    done = subprocess.run(
        [*command, cache, *targets],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_mypy_finds_no_error(usage: Path, sample: Any) -> None:
    """The package and right usage of it are clean under mypy in strict mode."""
    assert mypy(usage, "-p", sample.name, "-m", "right")[1].startswith("Success")


def test_mypy_finds_wrong_usage(usage: Path) -> None:
    """Each wrong line is an error, and no other line."""
    _, output = mypy(usage, "wrong.py")
    found = {
        int(line)
        for line in re.findall(r"^wrong\.py:(\d+): error", output, re.MULTILINE)
    }
    assert found == lines(WRONG)


@pytest.fixture(scope="module")
def pyright(usage: Path) -> Callable[..., list[dict[str, Any]]]:
    """Give what pyright finds in strict mode; skips where it cannot run."""
    program = shutil.which("pyright", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("pyright is not installed")
    settings = {
        "include": ["x_media_upload", "right.py", "wrong.py"],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (usage / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [program, "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        command, cwd=usage, capture_output=True, text=True, check=False
    )
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright cannot run here: {done.stderr[:200]}")
    diagnostics: list[dict[str, Any]] = json.loads(done.stdout)["generalDiagnostics"]
    return lambda file: [
        d for d in diagnostics if Path(d["file"]).name == file or not file
    ]


def test_pyright_finds_no_error(pyright: Callable[..., list[dict[str, Any]]]) -> None:
    """The package and right usage of it are clean under pyright in strict mode."""
    found = [d for d in pyright("") if Path(d["file"]).name != "wrong.py"]
    assert [(d["file"], d["range"]["start"], d["message"]) for d in found] == []


def test_pyright_finds_wrong_usage(
    pyright: Callable[..., list[dict[str, Any]]],
) -> None:
    """Each wrong line is an error, and no other line."""
    found = pyright("wrong.py")
    assert {d["range"]["start"]["line"] + 1 for d in found} == lines(WRONG)


def test_imports_without_a_warning(sample: Any) -> None:
    """Importing every module is silent, even where warnings are errors."""
    statements = "\n".join(f"import {module}" for module in sample.modules)
    done = sample.run("-W", "error", "-c", statements)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


LAZY = """
import sys, json
import x_media_upload
first = [name for name in sys.modules if name.startswith("x_media_upload")]
client = x_media_upload.Client(oauth2_user_token="t")
second = {name for name in sys.modules if name.startswith("x_media_upload")}
client.media
third = {name for name in sys.modules if name.startswith("x_media_upload")}
print(json.dumps([first, sorted(second), sorted(third), "asyncio" in sys.modules]))
"""


def test_modules_are_imported_on_first_use(sample: Any) -> None:
    """The package imports next to nothing; a tag's modules wait for the tag."""
    first, second, third, _ = json.loads(sample.run("-c", LAZY).stdout)
    assert set(first) == {
        "x_media_upload",
        "x_media_upload._runtime",
        "x_media_upload._runtime.lazy",
    }
    late = {f"x_media_upload.{kind}.media" for kind in ("api", "models", "validators")}
    assert not late & set(second)
    assert late <= set(third)


def test_exports_can_be_listed_and_a_typo_is_an_error(sample: Any) -> None:
    """`dir` and `from ... import *` know lazy names; an unknown one is an AttributeError."""
    script = (
        "import x_media_upload as p\nfrom x_media_upload import *\n"
        "assert {'Client', 'ApiError', 'models'} <= set(dir(p))\nClient, UNSET\n"
        "try:\n    p.Clint\nexcept AttributeError as error:\n    print(error)\n"
    )
    done = sample.run("-c", script)
    assert (
        done.stdout == "module 'x_media_upload' has no attribute 'Clint'\n"
    ), done.stderr


def test_black_leaves_every_file(sample: Any) -> None:
    """Generated files are as black writes them, also those that black never saw."""
    files = [*sample.folder.rglob("*.py")]
    own = [
        file
        for file in files
        if "_runtime" not in file.parts and file.parent != sample.folder
    ]
    assert len(own) == 8
    for file in own:
        text = file.read_text(encoding="utf-8")
        assert black.format_str(text, mode=MODE) == text


def test_generated_code_silences_no_checker(sample: Any) -> None:
    """No file, the runtime included, has a comment that hides an error."""
    for file in (sample.folder / sample.name).rglob("*.py"):
        assert not re.search(
            r"#\s*(type: ignore|noqa|pyright:)", file.read_text("utf-8")
        )


def test_generated_bodies_are_short(sample: Any) -> None:
    """No method of the API says more than its docstring and one call."""
    text = (sample.folder / sample.name / "api" / "media.py").read_text("utf-8")
    bodies = re.findall(r'"""\n        (return .*?)\n(?=\n|\Z)', text, re.DOTALL)
    assert len(bodies) == 2
    assert all(body.count("\n") < 15 for body in bodies)
