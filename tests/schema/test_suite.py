"""Test compiled schemas with the JSON Schema Test Suite, its required tests above all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from specloom.compile import DialectName, SchemaError, compile_schema
from specloom.dialect.formats import ASSERTED
from specloom.runtime.unions import run

ROOT = Path(__file__).parents[2].parent / "shared/corpus/json-schema-test-suite"
DRAFTS: Mapping[str, DialectName] = {
    "draft4": "draft4",
    "draft7": "draft7",
    "draft2020-12": "2020-12",
}
REQUIRED = {"draft4": 618, "draft7": 927, "draft2020-12": 1299}
OPTIONAL = (
    "anchor",
    "bignum",
    "cross-draft",
    "dependencies-compatibility",
    "dynamicRef",
    "ecmascript-regex",
    "float-overflow",
    "format-assertion",
    "format-annotation",
    "id",
    "no-schema",
    "non-bmp-regex",
    "refOfUnknownKeyword",
    "unknownKeyword",
    "zeroTerminatedFloats",
    "content",
)
FORMATS = "optional/format"
ASSERTING_FILES = ("content",)
"""Optional tests of what is asserted only with `formats=True`."""
FAILING: Mapping[tuple[str, str], str] = {
    (
        "zeroTerminatedFloats",
        "some languages do not distinguish between different types of numeric value",
    ): "1.0 is an integer in every dialect, as from draft 6 on",
}
"""(file, group): why its verdicts are not all the suite's. All are optional tests."""


@dataclass(frozen=True)
class Group:
    """Be one schema of the suite, and what it says of some values."""

    draft: str
    file: str
    description: str
    schema: Any
    tests: tuple[dict[str, Any], ...]

    @property
    def id(self) -> str:
        """Name the group as the reports show it."""
        return f"{self.draft}-{self.file}-{self.description}"


def read(folder: str) -> Iterator[Group]:
    """Yield the groups of a folder of each draft."""
    for draft in DRAFTS:
        for path in sorted((ROOT / "tests" / draft / folder).glob("*.json")):
            for group in json.loads(path.read_text("utf-8")):
                tests, told = tuple(group["tests"]), group["description"]
                yield Group(draft, path.stem, told, group["schema"], tests)


@cache
def remotes(draft: str) -> Mapping[str, Any]:
    """Give the suite's remote schemas of a draft, and those of no draft, by URI."""
    folder = ROOT / "remotes"
    found: dict[str, Any] = {}
    for path in folder.rglob("*.json"):
        name = path.relative_to(folder).as_posix()
        first = name.partition("/")[0]
        if first == draft or not first.startswith(("draft", "v1")):
            found[f"http://localhost:1234/{name}"] = json.loads(path.read_text("utf-8"))
    return found


def others(draft: str) -> Mapping[str, Any]:
    """Give the remote schemas of the other drafts too, for references across drafts."""
    folder = ROOT / "remotes"
    return {
        f"http://localhost:1234/{path.relative_to(folder).as_posix()}": json.loads(
            path.read_text("utf-8")
        )
        for path in folder.rglob("*.json")
        if not path.relative_to(folder).as_posix().startswith(("v1/", "draft3/"))
    } | {**remotes(draft)}


def wrong_verdicts(
    group: Group, resources: Mapping[str, Any], *, formats: bool = False
) -> list[str]:
    """Give the tests of a group whose verdict is not the suite's."""
    dialect = DRAFTS[group.draft]
    try:
        validator = compile_schema(group.schema, dialect, resources, formats=formats)
    except SchemaError:
        return [test["description"] for test in group.tests]
    wrong = []
    for test in group.tests:
        is_valid = validator.is_valid(test["data"])
        is_found = bool(run(validator.check, test["data"], ""))
        if is_valid != test["valid"] or is_found == test["valid"]:
            wrong.append(test["description"])
    return wrong


def parameters(groups: list[Group]) -> list[Any]:
    """Give optional groups for pytest, those that fail marked with the reason."""
    return [
        pytest.param(
            group,
            id=group.id,
            marks=(
                [pytest.mark.xfail(reason=why, strict=True)]
                if (why := FAILING.get((group.file, group.description)))
                else []
            ),
        )
        for group in groups
    ]


GROUPS = [*read("")]
ASSERTING = [*read(FORMATS)]
MORE = [group for group in read("optional") if group.file in OPTIONAL]


@pytest.mark.skipif(not ROOT.exists(), reason="the suite of JSON Schema is absent")
def test_every_exception_is_a_group_of_the_suite() -> None:
    """The list has nothing that the suite does not have; required tests have no list."""
    known = {(group.file, group.description) for group in (*MORE, *ASSERTING)}
    assert FAILING.keys() <= known


@pytest.mark.skipif(not ROOT.exists(), reason="the suite of JSON Schema is absent")
def test_all_required_tests_are_run() -> None:
    """The figures of the README are those of the suite."""
    counts = Counter[str]()
    for group in GROUPS:
        counts[group.draft] += len(group.tests)
    assert counts == REQUIRED


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_required_tests(group: Group) -> None:
    """What the suite calls valid is valid, has no violations, and nothing else is."""
    assert wrong_verdicts(group, remotes(group.draft)) == []


@pytest.mark.parametrize("group", parameters(MORE))
def test_optional_tests(group: Group) -> None:
    """The suite's optional tests hold too, but for those in the list."""
    formats = group.file in ASSERTING_FILES
    assert wrong_verdicts(group, others(group.draft), formats=formats) == []


@pytest.mark.parametrize("group", parameters(ASSERTING))
def test_formats(group: Group) -> None:
    """With `formats=True` a string must have its format."""
    assert wrong_verdicts(group, remotes(group.draft), formats=True) == []


@pytest.mark.parametrize(
    "group",
    [group for group in GROUPS if group.file == "content"],
    ids=lambda group: group.id,
)
def test_content_is_an_annotation_after_draft_7(group: Group) -> None:
    """With `formats=True` too, content asserts nothing where it is no optional test."""
    assert wrong_verdicts(group, remotes(group.draft), formats=True) == []


@pytest.mark.skipif(not ROOT.exists(), reason="the suite of JSON Schema is absent")
def test_every_format_of_the_suite_is_asserted() -> None:
    """Each file about a format has its name on the list, and nothing else has."""
    about = {group.file for group in ASSERTING} - {"unknown", "ecmascript-regex"}
    assert about == ASSERTED
