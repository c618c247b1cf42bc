"""Every request of generated tests is valid to somebody else's mock server, Prism."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
import pytest

from specloom.config import Job
from specloom.pipeline import generate

Start: TypeAlias = Callable[[Path], AbstractContextManager[str]]

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "specs" / "x_media_upload_initialize.yaml"
X = ROOT.parent / "shared/corpus/openapi/xdevplatform__docs/openapi.json"

# What Prism says of requests that are as described, each with why it is no fault of them.
LIMITS = {
    # X signs webhooks with OAuth 1.0a, `scheme: OAuth` of the HTTP registry; Prism checks
    # basic, bearer and digest, and lets every other scheme pass with this warning.
    "We currently do not support this type of security scheme: http/oauth",
}
UNROUTED = ("NO_PATH_MATCHED_ERROR", "NO_METHOD_MATCHED_ERROR", "NO_BASE_URL_MATCHED")

HOOKS = """
import json
import os

import httpx2

from ..server import Call


def prepare(call: Call) -> None:
    # Whether Prism's made-up answers are valid is not what is asked here.
    call.settings["validate_responses"] = "off"


def check(call: Call, response: httpx2.Response) -> None:
    problem = ""
    if response.status_code >= 400:
        problem = response.text
    violations = response.headers.get("sl-violations", "[]")
    line = json.dumps([call.operation, response.status_code, violations, problem])
    with open(os.environ["EXCHANGES"], "a", encoding="utf-8") as file:
        print(line, file=file)
"""


@dataclass(frozen=True)
class Exchange:
    """What Prism made of one request."""

    operation: str
    status: int
    violations: list[Any]
    problem: str

    @property
    def is_routed(self) -> bool:
        """Whether Prism found an operation for it."""
        return not any(name in self.problem for name in UNROUTED)

    @property
    def faults(self) -> list[str]:
        """What Prism finds wrong with the request, its own limits left out."""
        found = [
            f"{'/'.join(entry['location'])}: {entry['message']}"
            for entry in self.violations
            if entry["location"][0] == "request" and entry["message"] not in LIMITS
        ]
        return [*found, *([self.problem] if self.problem else [])]


def exchanges(path: Path) -> Iterator[Exchange]:
    """Read what the hooks wrote."""
    for line in path.read_text("utf-8").splitlines():
        operation, status, violations, problem = json.loads(line)
        yield Exchange(operation, status, json.loads(violations), problem)


@pytest.mark.parametrize(
    ("spec", "methods"),
    # X has 178 operations; two of them, downloads, have a method that streams as well.
    [pytest.param(SAMPLE, 1, id="sample"), pytest.param(X, 180, id="x")],
)
def test_prism_accepts_every_request(
    prism: Start,
    spec: Path,
    methods: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Both clients, with all arguments and with the required ones alone."""
    if not spec.exists():
        pytest.skip(f"{spec.name} of the corpus is not here")
    generate(Job(spec, tmp_path), lambda _: None)
    (tmp_path / "tests" / "custom" / "hooks.py").write_text(HOOKS, "utf-8")
    with prism(spec) as url:
        passed, text = _send(tmp_path, url)
    found = [*exchanges(tmp_path / "exchanges.jsonl")]
    routed = [entry for entry in found if entry.is_routed]
    faults = {entry.operation: entry.faults for entry in routed if entry.faults}
    unrouted = sorted(
        {entry.operation for entry in found} - {e.operation for e in routed}
    )
    accepted = sum(not entry.faults for entry in routed)
    told = (
        f"{spec.name}: {accepted} of {passed} requests accepted; not routed: {unrouted}"
    )
    record_property("prism", told)
    print(told)  # noqa: T201 -- `pytest -rP` shows the figures
    assert faults == {}
    assert (len(found), unrouted) == (passed, [])
    assert len({entry.operation for entry in routed}) == methods
    assert "failed" not in text.splitlines()[-1], text[-3000:]


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/2/media/upload/initialize", {"total_bytes": -1}, "must be >= 0"),
        ("/2/media/upload/other", {}, ""),
    ],
)
def test_prism_does_not_accept_everything(
    prism: Start, path: str, body: dict[str, int], told: str
) -> None:
    """A bad value is a fault of the request; an unknown path has no operation."""
    with prism(SAMPLE) as url, httpx2.Client(trust_env=False) as client:
        answer = client.post(
            url + path, json=body, headers={"authorization": "Bearer any"}
        )
    violations = json.loads(answer.headers.get("sl-violations", "[]"))
    problem = answer.text if answer.status_code >= 400 else ""
    found = Exchange("any", answer.status_code, violations, problem)
    assert found.is_routed == bool(told)
    assert told in " ".join(found.faults)


def _send(folder: Path, url: str) -> tuple[int, str]:
    """Send the requests: how many, and what pytest says."""
    variables = re.findall(r"`([A-Z][A-Z0-9_]+)`", (folder / "README.md").read_text())
    own = {
        name: v
        for name, v in os.environ.items()
        if not name.startswith(("PYTEST", "COV"))
    }
    own |= dict.fromkeys(variables, "any")
    own |= {"EXCHANGES": str(folder / "exchanges.jsonl"), "PYTHONPATH": ""}
    own |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    tests = ["-q", "-p", "no:cacheprovider", "-m", "server", "--base-url", url]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *tests, "--ignore-glob=*_schemas.py"],
        cwd=folder,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    text = done.stdout.strip()
    numbers = re.findall(r"(\d+) (?:passed|failed)", text.splitlines()[-1])
    return sum(map(int, numbers)), text
