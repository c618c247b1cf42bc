"""A folder with a document, to be configured."""

from collections.abc import Callable
from pathlib import Path

import pytest

from specloom.errors import UsageError

Write = Callable[..., Path]
Refused = Callable[[Callable[[], object]], str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that is the working folder, with a document in it."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a configuration, and give its path from the working folder."""

    def write(text: str, name: str = "specloom.toml") -> Path:
        Path(name).write_text(text, "utf-8")
        return Path(name)

    return write


@pytest.fixture
def refused() -> Refused:
    """Call what must not work, and give the sentence that it ends with."""

    def refused(action: Callable[[], object]) -> str:
        with pytest.raises(UsageError) as caught:
            action()
        return str(caught.value)

    return refused


def silent(stage: str) -> None:
    """Report a stage to nobody."""
