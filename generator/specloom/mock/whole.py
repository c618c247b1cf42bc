"""Tell an example that is the whole content of an answer from one that is a value in it.

OpenAPI 3.1.1, Media Type Object, `example`: content that is no JSON is shown as a text, as
it is sent; one of several values (3.2, Sequential Media Types) also as the list of them.
"""

from collections.abc import Callable
from typing import Any

from specloom.mock.content import SEVERAL, Kind, write


def whole(kind: Kind, example: Any, accepts: Callable[[Any], bool]) -> bytes | None:
    """Give the content that an example is; None if it is a value to be written.

    `accepts` tells whether the schema of a value, or of one of several, takes one.
    """
    if kind == "json" or (kind in SEVERAL and accepts(example)):
        return None
    if isinstance(example, str):
        return example.encode("utf-8", "surrogatepass")
    if kind in SEVERAL and isinstance(example, list) and all(map(accepts, example)):
        return write(kind, tuple(example))
    return None
