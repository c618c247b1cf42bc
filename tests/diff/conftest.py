"""Compare small documents."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specloom.diff.change import Comparison
from specloom.diff.compare import compare
from specloom.document.load import load_bytes
from specloom.lower.api import lower
from specloom.naming.declarations import declare
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.context import Context

Document = dict[str, Any]
Compared = Callable[[Document, Document], Comparison]


def context(document: Document, file: str) -> Context:
    """Understand a document."""
    api = lower(load_bytes(json.dumps(document).encode(), file)).api
    return Context(api, assign_names(api, declare(api), Held()))


@pytest.fixture(scope="session")
def compared() -> Compared:
    """Give the comparison of two documents."""
    return lambda old, new: compare(context(old, "old"), context(new, "new"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Give a function that writes a document to a file and names it."""

    def write(document: Document, name: str = "openapi.json") -> str:
        path = tmp_path / name
        path.write_text(json.dumps(document))
        return str(path)

    return write
