"""Choices among objects and arrays of which some are empty, as Docker's description has."""

import json
import subprocess
import sys
from pathlib import Path

from specloom import pipeline
from specloom.config import Job

SCHEMAS = {
    "Sets": {
        "type": "object",
        "additionalProperties": {"type": "object", "enum": [{}]},
        "default": {},
    },
    "Lists": {"enum": [[], {"a": []}, 1]},
}
BODY = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {
                    name: {"$ref": f"#/components/schemas/{name}"} for name in SCHEMAS
                },
            }
        }
    }
}


def silent(stage: str) -> None:
    """Report a stage to nobody."""


def test_mypy_is_told_the_type_of_an_empty_value(tmp_path: Path) -> None:
    """A constant with `{}` or `[]` in it has an annotation, and strict mypy is content."""
    document = {
        "openapi": "3.0.4",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"post": {"requestBody": BODY, "responses": {}}}},
        "components": {"schemas": SCHEMAS},
    }
    (tmp_path / "a.json").write_text(json.dumps(document))
    output = tmp_path / "out"
    job = Job(tmp_path / "a.json", output, layout="package", tests="none")
    pipeline.generate(job, silent)
    checks = "".join(each.read_text() for each in output.rglob("validators/*.py"))
    assert checks.count("_VALUES: tuple[object, ...] = (") == 2
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "t"],
        cwd=output,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout
