"""Test generated checks with the required tests of JSON Schema 2020-12."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SUITE = (
    Path(__file__).parents[2].parent
    / "shared/corpus/json-schema-test-suite/tests/draft2020-12"
)
UNSUPPORTED = frozenset(
    {
        "$id",
        "$anchor",
        "$vocabulary",
    }
)
DEVIATIONS: dict[tuple[str, str], str] = {
    (
        "empty enum",
        "",
    ): "an empty enum is a mistake in a description; it is read as if it were not there",
}


@dataclass(frozen=True)
class Group:
    """Be one schema of the suite, and what it says of some values."""

    file: str
    description: str
    schema: Any
    tests: tuple[dict[str, Any], ...]

    @property
    def is_supported(self) -> bool:
        """Tell whether the schema uses only keywords that a description may use today."""
        local = all(target.startswith("#") for target in _targets(self.schema))
        return local and not UNSUPPORTED & set(_words(self.schema))


def _words(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield key
            yield from _words(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _words(value)


def _targets(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(target := schema.get("$ref"), str):
            yield target
        for value in schema.values():
            yield from _targets(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _targets(value)


def _groups() -> list[Group]:
    return [
        Group(path.stem, group["description"], group["schema"], tuple(group["tests"]))
        for path in sorted(SUITE.glob("*.json"))
        for group in json.loads(path.read_text(encoding="utf-8"))
    ]


def _is_pointer(key: str, value: Any) -> bool:
    """Tell whether this is a reference by place, not by the name of an anchor."""
    if key == "$ref":
        return isinstance(value, str)
    return key == "$dynamicRef" and value.startswith("#/")


def _placed(schema: Any, place: str) -> Any:
    """Let references into the schema's own document lead to its place in a description."""
    if isinstance(schema, dict):
        return {
            key: (
                f"{place}{value[1:]}"
                if _is_pointer(key, value)
                else value if key in ("enum", "const") else _placed(value, place)
            )
            for key, value in schema.items()
            if key != "$schema"
        }
    return (
        [_placed(value, place) for value in schema]
        if isinstance(schema, list)
        else schema
    )


GROUPS = [group for group in _groups() if group.is_supported]
Verdict = Callable[[int, Any], bool]


@pytest.fixture(scope="module")
def verdict(package: Callable[..., Any], document: Callable[..., Any]) -> Verdict:
    """Give the verdict of the generated check of a group's schema on a value."""
    schemas = {
        f"S{number}": _placed(group.schema, f"#/components/schemas/S{number}")
        for number, group in enumerate(GROUPS)
    }
    made = package(document(schemas, uses="response"))
    checks = made.module("validators.things")
    run = made.module("_runtime.checks").run

    def judge(number: int, value: Any) -> bool:
        return not run(getattr(checks, f"check_s{number}"), value, "")

    return judge


@pytest.mark.skipif(
    not SUITE.exists(), reason="the test suite of JSON Schema is absent"
)
def test_most_of_the_suite_is_run() -> None:
    """Only files about keywords that are not supported yet are left out as a whole."""
    known = {path.stem for path in SUITE.glob("*.json")}
    assert known - {group.file for group in GROUPS} == {
        "anchor",
        "defs",
        "refRemote",
    }
    assert len(GROUPS) > 230


@pytest.mark.parametrize(
    "number",
    range(len(GROUPS)),
    ids=[f"{group.file}-{group.description}" for group in GROUPS],
)
def test_checks_agree_with_the_suite(number: int, verdict: Verdict) -> None:
    """A generated check calls valid what the suite calls valid, and nothing else."""
    group = GROUPS[number]
    wrong = [
        test["description"]
        for test in group.tests
        if verdict(number, test["data"]) != test["valid"]
    ]
    assert wrong == [
        test["description"]
        for test in group.tests
        if {(group.description, test["description"]), (group.description, "")}
        & DEVIATIONS.keys()
    ]
