"""Hold the published JSON Schema, what reads by it, and the jobs together."""

import json
import keyword
from dataclasses import fields
from pathlib import Path

import jsonschema_rs
import pytest

from specloom.compile import compile_file
from specloom.config import Job
from specloom.configuration.checks import is_valid
from specloom.configuration.jobs import jobs_of
from specloom.configuration.read import SCHEMA

from .conftest import Write

CHECKS = SCHEMA.parent / "checks.py"
DOCUMENT = json.loads(SCHEMA.read_text("utf-8"))
CLIENT = DOCUMENT["$defs"]["client"]["properties"]
ALL = """
spec = "openapi.yaml"
output = "o"
package = "p"
overlays = ["overlay.yaml"]
include = ["tag:a"]
exclude = ["path:/b*"]
layout = "package"
names = { getThing = "thing" }
tests = "property"
templates = "t"
timeout = 1.5
retries = 3.0
"""


def test_the_checks_are_what_the_schema_compiles_to() -> None:
    """To bring them up to date: specloom schema SCHEMA --output checks.py."""
    assert CHECKS.read_text("utf-8") == compile_file(SCHEMA)


def test_the_schema_is_one() -> None:
    """It follows the meta-schema of its dialect; the keys are those of every table."""
    jsonschema_rs.meta.validate(DOCUMENT)
    assert set(DOCUMENT["properties"]) == {*CLIENT, "client"}
    assert all(entry["description"] for entry in CLIENT.values())


def test_a_keyword_is_no_name() -> None:
    """The schema lists those of this Python."""
    for word in keyword.kwlist:
        assert not is_valid({"package": word})
        assert is_valid({"package": f"{word}_"})


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"client": [{}]},
        {"client": {}},
        {"spec": 1},
        {"spec": ""},
        {"include": ["tag:a", "path:/*"]},
        {"include": ["tag:"]},
        {"include": ["a tag:b"]},
        {"names": {"a": "b", "#/c": "Class"}},
        {"names": {"a": "ß"}},
        {"names": {"a": "None"}},
        {"timeout": 1e-9},
        {"timeout": 0},
        {"retries": -1},
        {"retries": 2.0},
        {"client": [{"client": []}]},
        {"Spec": "x"},
    ],
)
def test_another_validator_agrees(value: object) -> None:
    """An editor accepts what Specloom accepts."""
    assert jsonschema_rs.is_valid(DOCUMENT, value) == is_valid(value)


def test_every_key_reaches_the_job(write: Write, folder: Path) -> None:
    """No key of the schema is read by nobody, and no option of a job has no key."""
    (folder / "overlay.yaml").touch()
    (folder / "t").mkdir()
    [job] = jobs_of(write(ALL))
    default = Job(Path(), Path())
    changed = {
        f.name for f in fields(Job) if getattr(job, f.name) != getattr(default, f.name)
    }
    assert changed == set(CLIENT)
    assert {f.name for f in fields(Job)} - changed == {"strict", "force"}
    assert (job.retries, type(job.retries)) == (3, int)
