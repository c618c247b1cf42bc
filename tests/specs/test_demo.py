"""Run the demonstration as a newcomer does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demonstration_shows_the_whole_way(tmp_path: Path) -> None:
    """It generates, serves, and shows calls, refusals, an error, faults and tests."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    # A proxy that does not exist: the call to this machine must not use it.
    environment |= {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "specs" / "demo.py")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for text in (
        "1 operation, ",
        "POST /2/media/upload/initialize 200 ",
        "answer.data.id = '1146654567674912769'",
        "answer.data.media_key = '7_1146654567674912769'",
        "RequestInvalid:",
        "total_bytes: -1 is less than the minimum 0",
        '"instance_path": "/total_bytes"',
        "TooManyRequests:",
        "POST /2/media/upload/initialize 503 ",
        "ConnectionFailed:",
        "4 passed",
    ):
        assert text in done.stdout
