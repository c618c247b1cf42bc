"""Find the configuration file from the working folder upward."""

from pathlib import Path

import pytest

from specloom.configuration.find import find_configuration
from specloom.errors import UsageError

TABLE = '[tool.specloom]\nspec = "a"\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder in it, which is the working one."""
    root = tmp_path / "outside" / "repository"
    (root / "inner" / "most").mkdir(parents=True)
    (root / ".git").mkdir()
    monkeypatch.chdir(root / "inner" / "most")
    return root


@pytest.mark.parametrize(
    ("name", "text"), [("specloom.toml", ""), ("pyproject.toml", TABLE)]
)
def test_the_nearest_file_is_found(repository: Path, name: str, text: str) -> None:
    """Its path leads there from the working folder, so that errors are short."""
    (repository / name).write_text(text)
    assert find_configuration() == Path("..", "..", name)
    (repository / "inner" / "most" / name).write_text(text)
    assert find_configuration() == Path(name)


def test_the_search_ends_at_the_root_of_the_repository(repository: Path) -> None:
    """A configuration outside belongs to something else."""
    (repository.parent / "specloom.toml").write_text("")
    assert find_configuration() is None


def test_a_worktree_is_a_repository(repository: Path) -> None:
    """There, `.git` is a file."""
    (repository / ".git").rmdir()
    (repository / ".git").write_text("gitdir: elsewhere\n")
    (repository.parent / "specloom.toml").write_text("")
    assert find_configuration() is None


def test_a_project_without_the_table_is_passed(repository: Path) -> None:
    """Only `[tool.specloom]` makes a pyproject.toml a configuration."""
    (repository / "specloom.toml").write_text("")
    (repository / "inner" / "pyproject.toml").write_text("[tool.black]\n")
    assert find_configuration() == Path("..", "..", "specloom.toml")


def test_another_folder_can_be_the_start(repository: Path) -> None:
    """As for a build, which does not run in the project's folder."""
    (repository / "specloom.toml").write_text("")
    start = repository / "inner"
    assert find_configuration(start) == start / ".." / "specloom.toml"


def test_two_configurations_in_one_folder_are_refused(repository: Path) -> None:
    """Nobody could say which of them counts."""
    (repository / "specloom.toml").write_text("")
    (repository / "pyproject.toml").write_text(TABLE)
    with pytest.raises(UsageError) as caught:
        find_configuration(repository)
    assert str(caught.value) == (
        f"{repository / 'specloom.toml'}: [tool.specloom] in"
        f" {repository / 'pyproject.toml'} is a configuration, too; keep one"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = 1\nb =\n", ":2:4: invalid value (TOML)"),
        (b"[a", ":1:1: expected ']' at the end of a table declaration (TOML)"),
        (b"a = '\xff'", ": byte 5 is not UTF-8 (TOML)"),
        (b"a = " + b"[" * 9999, ": the values nest too deeply"),
    ],
)
def test_a_file_that_is_no_toml_is_an_error_with_its_place(
    repository: Path, content: bytes, message: str
) -> None:
    """It may have been meant to hold the configuration."""
    file = repository / "pyproject.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        find_configuration(repository)
    assert str(caught.value) == f"{file}{message}"
