"""`--tests property`: what schemas allow is drawn, and finds what single values do not."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any

PROPERTIES = ("-k", "properties")
OTHERS = ("-k", "not properties")

# The nearest values on both sides of every limit do not see these.
FAULTS = [
    (
        "every_keyword",
        "validators/things.py",
        "for index, item in enumerate(part):\n                check_tree",
        "for index, item in enumerate(part[:1]):\n                check_tree",
    ),
    (
        "every_keyword",
        "_runtime/values.py",
        "len({_identity(item) for item in items}) == len(items)",
        "all(a != b for a, b in zip(items, items[1:]))",
    ),
    (
        "every_keyword",
        "_runtime/plain.py",
        "        return value\n    raise",
        "        return round(value, 12)\n    raise",
    ),
    (
        "every_kind",
        "_runtime/escapes.py",
        'return quote(text, safe="")',
        'return quote(text, safe="+")',
    ),
    (
        "every_kind",
        "_runtime/escapes.py",
        'return quote(text, safe="")',
        'return quote(text.strip(), safe="")',
    ),
]


@pytest.fixture
def projects(
    every_keyword: Project, every_kind_properties: Project
) -> dict[str, Project]:
    """The projects that faults are planted in, by the names of their documents."""
    return {"every_keyword": every_keyword, "every_kind": every_kind_properties}


def summary(project: Project, *arguments: str) -> str:
    """Run tests of a project and give the last line, without the time."""
    lines = project.test("-W", "error", *arguments).stdout.strip().splitlines()
    return re.sub(r" in .*", "", lines[-1] if lines else "")


def test_all_of_the_sample_is_covered(sample_properties: Project) -> None:
    """Nothing is left out, and nothing fails."""
    assert re.fullmatch(
        r"\d\d passed, \d+ deselected", summary(sample_properties, *PROPERTIES)
    )


def test_every_kind_of_request_is_drawn(every_kind_properties: Project) -> None:
    """Only the operation that nothing can be given to is left out."""
    found = summary(every_kind_properties, *PROPERTIES)
    assert re.fullmatch(r"57 passed, 1 skipped, \d+ deselected", found), found


def test_every_keyword_is_drawn(every_keyword: Project) -> None:
    """What is left out is said by name, with the reason."""
    result = every_keyword.test("-W", "error", "-rs", *PROPERTIES)
    reasons = re.findall(r"^SKIPPED .*?: (.*)$", result.stdout, re.MULTILINE)
    doubt = "no text is drawn for the pattern ^(a+)+$ of #/components/schemas/Doubtful"
    assert reasons == [
        "no value is known for #/components/schemas/Never",
        doubt,
        f"again is left out: {doubt}",
    ]
    assert re.search(r"\n\d\d passed, 3 skipped, \d+ deselected", result.stdout)


def test_requests_and_answers_have_what_is_theirs(directions: Project) -> None:
    """A required `readOnly` property is not sent, a `writeOnly` one not answered."""
    assert directions.passing() > 70
    text = directions.text("tests/test_users.py")
    assert "Not tested" not in text
    assert '{"name": "name-1", "password": "password-2"}' in text
    assert 'USER: Any = {"id": "id-1", "name": "name-2"}' in text


DRAWN = """
from hypothesis import given
from tests.strategies.things import texts


@given(value=texts.values)
def show(value):
    print(ascii(value))


show()
"""


def test_runs_are_the_same(every_keyword: Project) -> None:
    """The same values are drawn in every run, and none is kept for the next."""
    script = every_keyword.folder / "drawn.py"
    script.write_text(DRAWN, "utf-8")
    first, second = (every_keyword.run("drawn").stdout for _ in range(2))
    script.unlink()
    assert first == second
    assert len(first.splitlines()) >= 20
    assert not (every_keyword.folder / ".hypothesis" / "examples").exists()


def test_only_such_projects_need_hypothesis(
    sample: Project, sample_properties: Project
) -> None:
    """It is a dependency of the tests, and what it leaves behind is not for git."""
    assert 'test = ["hypothesis>=6.100", "pytest>=8.3"]' in sample_properties.text(
        "pyproject.toml"
    )
    assert ".hypothesis/\n" in sample_properties.text(".gitignore")
    assert "hypothesis" not in sample.text("pyproject.toml")
    assert "hypothesis" not in sample.text(".gitignore")
    assert not list(sample.folder.glob("tests/*properties*"))
    assert not (sample.folder / "tests" / "kinds").exists()


def test_specloom_itself_does_not_need_hypothesis() -> None:
    """Who generates need not have it."""
    source = Path(__file__).parents[2] / "generator"
    imports = re.compile(r"^\s*(import|from) hypothesis", re.MULTILINE)
    texts = [path.read_text("utf-8") for path in source.rglob("*.py")]
    assert texts
    assert not any(map(imports.search, texts))


@pytest.mark.parametrize(
    "name", ["sample_properties", "every_kind_properties", "every_keyword"]
)
def test_types_and_layout_are_right(name: str, request: pytest.FixtureRequest) -> None:
    """The strategies and their tests are strictly typed, and as black writes them."""
    project: Project = request.getfixturevalue(name)
    types = project.run("mypy", "--strict", "--no-incremental", "tests")
    assert types.returncode == 0, types.stdout
    assert project.run("black", "--quiet", "--diff", "tests").stdout == ""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1]}: {fault[3]}")
def test_a_fault_between_the_limits_is_caught(
    projects: dict[str, Project], tmp_path: Path, fault: tuple[str, str, str, str]
) -> None:
    """The standard tests pass with it; the property-based ones do not."""
    project = projects[fault[0]]
    shutil.copytree(project.folder, tmp_path / "project")
    broken = replace(project, folder=tmp_path / "project")
    path = broken.path(f"*/{fault[1]}")
    text = path.read_text("utf-8")
    assert fault[2] in text
    path.write_text(text.replace(fault[2], fault[3], 1), "utf-8")
    assert broken.test("-x", *OTHERS).returncode == 0
    assert broken.test("-x", *PROPERTIES).returncode == 1
