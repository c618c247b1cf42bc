"""Read `URI=FILE`: where the schemas stand that another refers to.

JSON Schema 2020-12, Core, section 9.1.2: a schema is found under the URI it is given.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from specloom.dialect.uris import split
from specloom.errors import UsageError


def parse_resources(texts: Iterable[str]) -> Mapping[str, Path]:
    """Read one `URI=FILE` after the other; the last `=` parts them.

    Raises:
        UsageError: a text has another form, or a URI comes twice.
    """
    found: dict[str, Path] = {}
    for text in texts:
        written, _, file = text.rpartition("=")
        uri, fragment = split(written)
        if not uri or not file:
            rule = "a resource is URI=FILE, like 'https://example.com/a=a.json'"
            raise UsageError(f"--resource {text!r}: {rule}")
        if fragment:
            rule = f"a resource is a whole schema; give {uri} without '#{fragment}'"
            raise UsageError(f"--resource {text!r}: {rule}")
        if uri in found:
            rule = f"{uri} is {found[uri].as_posix()} already; give each URI once"
            raise UsageError(f"--resource {text!r}: {rule}")
        found[uri] = Path(file)
    return found
