"""Refuse paths that some file system refuses or folds."""

import pytest

from specloom.paths import path_problem, path_problems


@pytest.mark.parametrize(
    "path",
    ["x.py", "a/b/c.py", ".gitignore", "console.py", "com.py", "com10.txt", "한.md"],
)
def test_ordinary_paths_pass(path: str) -> None:
    """Names that only look like device names are fine."""
    assert path_problem(path) == ""


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/etc/passwd", "is not relative to the output folder"),
        ("a/../b", "has an empty, '.' or '..' segment"),
        ("a:b", "has a character that not every file system takes"),
        ("a\nb", "has a character that not every file system takes"),
        ("a\x00b", "has a character that not every file system takes"),
        ("a./b", "has a segment that ends with a dot or a space"),
        ("a /b", "has a segment that ends with a dot or a space"),
        ("CON", "has the segment 'CON', a device name on Windows"),
        ("a/nul.py", "has the segment 'nul.py', a device name on Windows"),
        ("lpt1.tar.gz", "has the segment 'lpt1.tar.gz', a device name on Windows"),
        ("com¹", "has the segment 'com¹', a device name on Windows"),
        ("é" * 128, "has a segment longer than 255 bytes"),
    ],
)
def test_a_refused_path_says_why(path: str, why: str) -> None:
    """Each rule has its own sentence."""
    assert path_problem(path) == why


def test_paths_that_fold_into_one_are_named() -> None:
    """Case and Unicode composition make no difference on some systems."""
    assert path_problems(["Api.py", "api.py"]) == (
        "'api.py' is the same file as 'Api.py' where case is folded",
    )
    assert len(path_problems(["\u00e9.py", "e\u0301.py"])) == 1


def test_a_path_that_is_file_and_folder_is_named() -> None:
    """A file cannot hold another, whatever its case."""
    assert path_problems(["Media", "media/x.py"]) == (
        "'media/x.py' needs a folder where 'Media' is a file",
    )
