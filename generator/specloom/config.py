"""Say what one run needs: the inputs, the output and the few choices."""

import keyword
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, TypedDict

from specloom.errors import UsageError

SelectorKind = Literal["tag", "operation", "path"]
Layout = Literal["project", "package"]
Tests = Literal["none", "standard", "property"]

_KINDS: dict[str, SelectorKind] = {
    "tag": "tag",
    "operation": "operation",
    "path": "path",
}
# The generated package stands beside its tests and imports these itself.
_TAKEN = frozenset({"tests", "httpx2", "orjson"})


@dataclass(frozen=True, slots=True)
class Selector:
    """Choose operations by tag, by operationId, or by a glob over path templates.

    `origin` says for errors where the selector was given.
    """

    kind: SelectorKind
    value: str
    origin: str = field(default="--include", compare=False)

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Job:
    """Everything one run of `generate` or `check` needs.

    `timeout` (seconds) and `retries` are what a generated client starts with; `names` has
    Python names by operationId, schema name or JSON Pointer; `templates` is a folder whose
    files take the place of templates of the same name.
    """

    spec: Path
    output: Path
    package: str | None = None
    overlays: tuple[Path, ...] = ()
    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    layout: Layout = "project"
    tests: Tests = "standard"
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    templates: Path | None = None
    timeout: float | None = None
    retries: int | None = None
    strict: bool = False
    force: bool = False


class Choices(TypedDict, total=False):
    """What a command line chooses, whatever a configuration says."""

    output: Path
    package: str
    overlays: tuple[Path, ...]
    include: tuple[Selector, ...]
    exclude: tuple[Selector, ...]
    layout: Layout
    tests: Tests
    templates: Path
    strict: bool
    force: bool


def parse_selector(text: str, origin: str = "--include") -> Selector:
    """Read `tag:NAME`, `operation:ID` or `path:GLOB`; raise UsageError for another."""
    word, colon, value = text.partition(":")
    kind = _KINDS.get(word)
    if kind is None or not value:
        rule = _not_a_selector(word if colon else "", value or word)
        raise UsageError(f"{origin} {text!r}: {rule}")
    return Selector(kind, value, origin)


def parse_package(name: str, origin: str = "--package") -> str:
    """Check that the name can be imported and hides no other package."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        raise UsageError(
            f"{origin} {name!r}: an import package is an ASCII identifier"
            " that is no keyword, like 'x_media_upload'"
        )
    if name in sys.stdlib_module_names or name in _TAKEN:
        raise UsageError(
            f"{origin} {name!r}: this would hide the package that Python or the"
            f" client imports under that name; try '{name}_client'"
        )
    return name


def _not_a_selector(word: str, value: str) -> str:
    rule = "a selector is tag:NAME, operation:ID or path:GLOB"
    guess = _nearest_kind(word, value)
    return f"{rule}; did you mean '{guess}'?" if guess else rule


def _nearest_kind(word: str, value: str) -> str:
    if not value or word in _KINDS:
        return ""
    if not word:
        return f"path:{value}" if "/" in value else f"tag:{value}"
    near = get_close_matches(word.lower(), _KINDS, n=1, cutoff=0.5)
    return f"{near[0]}:{value}" if near else ""
