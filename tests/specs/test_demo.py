"""Run the demonstration as a newcomer does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demonstration_shows_the_whole_way(tmp_path: Path) -> None:
    """It generates, calls, and shows a bad argument and a problem-details answer."""
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
        "POST /2/media/upload/initialize HTTP/1.1",
        '"total_bytes":8589934592',
        "answer.data.id = '1146654567674912769'",
        "RequestInvalid:",
        "total_bytes: -1 is less than the minimum 0",
        "Forbidden:",
        "The token does not carry the scope media.write.",
    ):
        assert text in done.stdout
