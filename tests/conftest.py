"""Keep tests from the user's own cache, and from the order they stand in."""

from pathlib import Path

import pytest

pytest_plugins = ["checkout", "environments"]


@pytest.fixture(autouse=True)
def own_cache(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Remember formatted text in a folder that all tests of this run share."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder
