"""Write a first configuration, and find the documents it could be for."""

import tomllib
from pathlib import Path

import pytest

from specloom.configuration.candidates import candidates
from specloom.configuration.read import read_configuration
from specloom.configuration.write import write_configuration

from .conftest import Refused

VALUES = {"spec": 'a "b"\\한\x7f.yaml', "output": "client"}
TABLE = '[tool.specloom]\nspec = "a \\"b\\"\\\\한\\u007F.yaml"\noutput = "client"\n'


@pytest.mark.parametrize(
    ("before", "apart"),
    [
        ("", ""),
        ("# mine  \n[project]\nname   = 'x'\n", "\n"),
        ("[tool.black]\nx = 1", "\n\n"),
        ("[[tool.mypy.overrides]]\n", "\n"),
        ("[tool]\n", "\n"),
        ("tool.x.y = 1\n", "\n"),
    ],
)
def test_a_project_file_keeps_its_bytes(folder: Path, before: str, apart: str) -> None:
    """The table comes at the end, a blank line apart."""
    file = folder / "pyproject.toml"
    file.write_text(before, "utf-8")
    assert write_configuration(folder, VALUES) == file
    assert file.read_text("utf-8") == before + apart + TABLE
    assert read_configuration(file)[0].values == VALUES


def test_line_ends_are_those_of_the_file(folder: Path) -> None:
    """An editor for Windows sees one kind."""
    file = folder / "pyproject.toml"
    file.write_bytes(b"[a]\r\n")
    write_configuration(folder, VALUES)
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == 5
    assert tomllib.loads(content.decode())["tool"]["specloom"] == VALUES


@pytest.mark.parametrize("before", [None, "tool = { black = 1 }\n"])
def test_elsewhere_it_is_a_file_of_its_own(folder: Path, before: str | None) -> None:
    """Where there is no project, or one whose `tool` takes no more tables."""
    project = folder / "pyproject.toml"
    if before is not None:
        project.write_text(before)
    file = write_configuration(folder, VALUES)
    assert file == folder / "specloom.toml"
    assert file.read_text("utf-8") == TABLE.partition("\n")[2]
    assert (project.read_text() if before else None) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [("specloom.toml", ""), ("pyproject.toml", "[tool.specloom]\n")],
)
def test_a_configuration_that_is_there_is_never_changed(
    folder: Path, refused: Refused, name: str, text: str
) -> None:
    """Nor is a second one made below it."""
    file, inner = folder / name, folder / "inner"
    file.write_text(text)
    inner.mkdir()
    message = refused(lambda: write_configuration(inner, VALUES))
    assert message == (
        f"{inner / '..' / name}: there is a configuration already;"
        " add a client to it instead"
    )
    assert file.read_text() == text
    assert [*inner.iterdir()] == []


def test_descriptions_are_known_by_their_version(folder: Path) -> None:
    """Whatever their names; the nearest comes first, then the order of names."""
    texts = {
        "b/deep/api.json": '{"info": {}, "openapi": "3.0.1"}',
        "b/openapi.yml": "# comment\n'openapi': \"3.1.0\"\n",
        "a.yaml": "openapi: 3.1.1\n",
        "swagger.json": '{"swagger": "2.0"}',
        "overlay.yaml": "overlay: 1.0.0\nx: {y: 'openapi 3.1'}\n",
        "notes.txt": "openapi: 3.1.1\n",
        ".hidden/a.yaml": "openapi: 3.1.1\n",
        "node_modules/a.yaml": "openapi: 3.1.1\n",
        "1/2/3/4/a.yaml": "openapi: 3.1.1\n",
        "1/2/3/4/5/a.yaml": "openapi: 3.1.1\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    found = [path.relative_to(folder).as_posix() for path in candidates(folder)]
    assert found == [
        "a.yaml",
        "openapi.yaml",
        "b/openapi.yml",
        "b/deep/api.json",
        "1/2/3/4/a.yaml",
    ]
