"""List templates and copy them."""

from pathlib import Path

import pytest

from specloom.cli import run
from specloom.custom.files import templates_folder
from specloom.python.views import TEMPLATES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_template_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """With the files that it writes."""
    assert run(["templates", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*TEMPLATES]
    assert "client/api.py.jinja".ljust(33) + "api/TAG.py" in lines


@pytest.mark.parametrize(
    ("options", "target"), [([], "my-templates"), (["--to", "a/b"], "a/b")]
)
def test_a_copy_says_its_version_first(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    target: str,
) -> None:
    """The rest is the template as it is."""
    name = "client/api.py.jinja"
    assert run(["templates", "copy", name, *options]) == 0
    copied = Path(target, name)
    own = (templates_folder() / name).read_text("utf-8")
    assert copied.read_text("utf-8") == "{# specloom views 1 #}\n" + own
    assert capsys.readouterr().out == (
        f'{copied}: written; to use it, configure templates = "{target}"\n'
    )


def test_a_template_of_ones_own_is_not_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is somebody's work."""
    copied = Path("my-templates/client/api.py.jinja")
    copied.parent.mkdir(parents=True)
    copied.write_text("mine")
    assert run(["templates", "copy", "client/api.py.jinja"]) == 2
    assert copied.read_text() == "mine"
    message = f"{copied}: it is there already; delete it to start anew\n"
    assert capsys.readouterr().err == message


@pytest.mark.parametrize("name", ["client/api.py", "../client/api.py.jinja", "api"])
def test_an_unknown_template_is_refused_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A path out of the folder is none of them."""
    assert run(["templates", "copy", name]) == 2
    message = f"there is no template '{name}'; did you mean 'client/api.py.jinja'?\n"
    assert capsys.readouterr().err == message
    assert [*folder.iterdir()] == []
