"""How tests call your server, and what it has answered.

This folder is yours: it was written once, and is never written again. Tests that you add
here run with all others and have the same fixture, `caller`.
"""

from __future__ import annotations

from collections.abc import Iterable

import httpx2

from ..server import Call


def prepare(call: Call) -> None:
    """Change a call before it goes to the server that `--base-url` names.

    `call.operation` is `"media.initialize_media_upload"` or another; `call.arguments`
    are its arguments, `call.headers` go with the request, and `call.settings` are
    arguments of the client, such as credentials. `pytest.skip("why")` leaves it out.
    """


def check(call: Call, response: httpx2.Response) -> None:
    """Look at an answer of that server; it is documented, and so is what it holds."""


def recorded(operation: str) -> Iterable[httpx2.Response]:
    """Give answers that were recorded, to be read where there is no `--base-url`."""
    return ()
