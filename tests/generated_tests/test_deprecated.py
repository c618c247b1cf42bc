"""The tests of a project expect the warnings of what is deprecated, and no others."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any
Make: TypeAlias = Callable[[Path, Path], Project]

_MARK = '@pytest.mark.filterwarnings("ignore::{}.ApiDeprecationWarning")\nclass {}:'


@pytest.fixture
def planted(every_kind: Project, tmp_path: Path) -> Project:
    """Give a copy of a project, to be spoiled."""
    folder = tmp_path / "planted"
    shutil.copytree(every_kind.folder, folder)
    return type(every_kind)(folder, every_kind.spec)


@pytest.fixture
def all_deprecated(project_of: Make, tmp_path: Path) -> Project:
    """Give the project of an API that is deprecated as a whole."""
    content = {"application/json": {"schema": {"type": "integer"}}}
    answer = {"description": "A number.", "content": content}
    operation = {"deprecated": True, "responses": {"200": answer}}
    document = {
        "openapi": "3.1.1",
        "info": {"title": "All deprecated", "version": "1"},
        "servers": [{"url": "https://old.example"}],
        "paths": {"/a": {"get": operation}},
    }
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document), "utf-8")
    return project_of(spec, tmp_path / "all_deprecated")


def test_only_what_can_warn_is_marked(every_kind: Project) -> None:
    """A deprecated operation, and one with a deprecated argument that may be left out."""
    text = every_kind.text("tests/test_answering.py")
    marked = re.findall(
        r"^@pytest\.mark\.filterwarnings.*\nclass (\w+)", text, re.MULTILINE
    )
    assert marked == ["TestOld", "TestAging"]
    assert _MARK.format("every_kind", "TestOld") in text
    assert text.count("pytest.warns(ApiDeprecationWarning)") == 2
    assert "filterwarnings" not in every_kind.text("tests/test_client.py")


def test_a_marked_call_is_silent_in_property_based_tests(
    every_kind_properties: Project,
) -> None:
    """They call with what is deprecated as well."""
    names = every_kind_properties.folder.glob("tests/**/test_*.py")
    texts = [path.read_text("utf-8") for path in names]
    found = [text for text in texts if _MARK.format("every_kind", "TestOld") in text]
    assert len(found) == 2


def test_a_client_whose_every_operation_warns_is_tested(
    all_deprecated: Project,
) -> None:
    """The tests of the client call a deprecated operation where there is no other."""
    text = all_deprecated.text("tests/test_client.py")
    assert _MARK.format("all_deprecated", "TestClient") in text
    assert all_deprecated.passing() > 20


def test_a_deprecated_operation_that_does_not_warn_is_noticed(planted: Project) -> None:
    """Its test asks for the warning."""
    module = planted.path("*/api/answering.py")
    text = module.read_text("utf-8")
    module.write_text(text.replace("    @deprecated\n", ""), "utf-8")
    result = planted.test("tests/test_answering.py", "-k", "test_warns")
    failed = re.findall(r"FAILED \S+::(\w+)::test_warns\[(\w+)\]", result.stdout)
    assert failed == [("TestOld", "sync"), ("TestOld", "async")]
