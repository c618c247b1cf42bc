"""The tests of a generated project pass as generated, and every checker accepts them."""

import re
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from specloom.config import Job
from specloom.pipeline import generate

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any


@pytest.fixture(params=["sample", "every_kind", "heirs", "odd_schemas"])
def project(request: pytest.FixtureRequest) -> Project:
    """Each of the small projects."""
    found: Project = request.getfixturevalue(request.param)
    return found


def test_the_tests_of_the_sample_pass(sample: Project) -> None:
    """Both clients are tested, and nothing warns."""
    assert sample.passing() > 100


def test_the_tests_of_every_kind_pass(every_kind: Project) -> None:
    """Every style, body, credential and answer is understood on both sides."""
    assert every_kind.passing() > 400


def test_the_tests_of_heirs_pass(heirs: Project) -> None:
    """Values are checked and read as what their discriminator names."""
    assert heirs.passing() > 100


def test_the_tests_of_odd_schemas_pass(odd_schemas: Project) -> None:
    """Circles end, a place has its own check, and a secret is not told at any depth."""
    assert odd_schemas.passing() > 250


def test_types_are_right(project: Project) -> None:
    """The tests and the package are strictly typed together."""
    packages = [path.parent.name for path in project.folder.glob("*/__init__.py")]
    result = project.run("mypy", "--strict", "--no-incremental", *packages)
    assert result.returncode == 0, result.stdout


def test_black_leaves_them_as_they_are(project: Project) -> None:
    """What is written without black is what black would write."""
    result = project.run("black", "--quiet", "--diff", "tests")
    assert result.stdout == ""


def test_the_modules_are_few(sample: Project) -> None:
    """Fixtures, what all use, the client, two modules for each tag; the user's place."""
    names = sorted(path.name for path in (sample.folder / "tests").iterdir())
    assert names == [
        "__init__.py",
        "conftest.py",
        "custom",
        "server.py",
        "support.py",
        "test_client.py",
        "test_media.py",
        "test_media_schemas.py",
    ]


def test_no_tests_are_generated_where_none_are_wanted(tmp_path: Path) -> None:
    """`--no-tests` leaves the folder out."""
    spec = Path(__file__).parent / "every_kind.yaml"
    generate(Job(spec, tmp_path, tests="none"), lambda _: None)
    assert not (tmp_path / "tests").exists()


def test_what_cannot_be_tested_is_said(every_kind: Project) -> None:
    """An operation that no value can be given to is named with the place of the reason."""
    note = (
        "# Not tested: never: no value is known for #/paths/~1never/get/parameters/0."
    )
    assert note in every_kind.text("tests/test_answering.py").splitlines()


def test_every_argument_looks_different(every_kind: Project) -> None:
    """Texts and numbers that are sent together are told apart by their values."""
    text = every_kind.text("tests/test_sending.py")
    pairs = re.findall(r'"((?:many|joined|even|ratio)=[^"]*)"', text)
    values = [pair.split("=")[1] for pair in dict.fromkeys(pairs)]
    assert len(values) >= 5
    assert len(set(values)) == len(values)


def test_the_tests_of_the_whole_x_api_pass(x: Project) -> None:
    """All 178 operations are tested, two of them also piece by piece, in a size to accept."""
    assert x.passing() > 20_000
    tests = x.folder / "tests"
    files = list(tests.glob("*.py"))
    assert sum(path.stat().st_size for path in files) < 5_000_000
    operations = set(tests.glob("test_*.py")) - set(tests.glob("test_*_schemas.py"))
    operations.remove(tests / "test_client.py")
    classes = [path.read_text("utf-8").count("\nclass Test") for path in operations]
    assert sum(classes) == 180
    assert not any("# Not tested" in path.read_text("utf-8") for path in files)
