"""Name small descriptions."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from specloom.document.load import load_bytes
from specloom.errors import Location
from specloom.lower.api import lower
from specloom.naming.declarations import declare
from specloom.naming.held import Held
from specloom.naming.names import Names, assign_names

Named = Callable[..., Names]


def at(*tokens: str) -> Location:
    """Give a place of the document that the fixture names."""
    return Location("api.json", "#").child(*tokens)


@pytest.fixture
def named() -> Named:
    """Give a function that names the fields of an OpenAPI Object."""

    def make(root: dict[str, Any], package: str | None = None) -> Names:
        document = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}} | root
        api = lower(load_bytes(json.dumps(document).encode(), "api.json")).api
        return assign_names(api, declare(api), Held(package=package))

    return make
