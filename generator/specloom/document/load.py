"""Read a file as an OpenAPI document: JSON as JSON, everything else as YAML 1.2.

The text decides which it is, not the name of the file (OpenAPI 3.1.1, "Format").
"""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from specloom.document.addresses import is_url
from specloom.document.json_text import NotJsonError, parse_json
from specloom.document.limits import MAX_BYTES
from specloom.document.pointer import PointerError, split
from specloom.document.reach import Reach
from specloom.document.text import decode, refused
from specloom.document.values import type_name
from specloom.document.yaml_text import parse_yaml
from specloom.errors import Diagnostic, LoadError, Location, Severity


class Places(Protocol):
    """Where the members of a document stand in its text."""

    def find(self, tokens: tuple[str, ...]) -> tuple[int, int]:
        """Return line and column of the member, or of its nearest ancestor."""
        ...


@runtime_checkable
class Written(Protocol):
    """Where the members of a document that was made from others were written."""

    def written(self, tokens: tuple[str, ...]) -> Location:
        """Return the file and pointer of the member, or of its nearest ancestor."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """A description as JSON values, and where each of them stands.

    `path` is None for a document that was not read from a file; one that was fetched has
    the `url` that its references are relative to. `others` are the further
    files of a description that were read, and changed, together with it. `sha256` is the
    hash of the bytes that were read. `root` is an object; a file that is only referred to
    may hold any other value.
    """

    file: str
    root: Any
    places: Places = field(repr=False, compare=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    path: Path | None = None
    others: "tuple[Document, ...]" = field(default=(), repr=False)
    url: str = ""
    reach: Reach = field(default=Reach(), repr=False, compare=False)
    sha256: str = field(default="", repr=False, compare=False)

    @property
    def version(self) -> str:
        """The text of the field `openapi` or `swagger`; "" if there is none.

        YAML reads an unquoted 2.0 as a number.
        """
        if not isinstance(self.root, dict):
            return ""
        found = self.root.get("openapi", self.root.get("swagger", ""))
        is_text = isinstance(found, str | int | float) and not isinstance(found, bool)
        return str(found) if is_text else ""

    @property
    def is_swagger(self) -> bool:
        """Tell whether this is a description of version 2.0."""
        is_named = "swagger" in self.root and "openapi" not in self.root
        return is_named and self.version.partition(".")[0] == "2"

    @property
    def has_siblings(self) -> bool:
        """Tell whether fields beside `$ref` count in Schema Objects (since 3.1)."""
        return not self.version.startswith(("2", "3.0"))

    def written(self, pointer: str) -> Location:
        """Return where a member stands in the text, if that is elsewhere."""
        if isinstance(self.places, Written):
            return self.places.written(split(pointer))
        return Location(self.file, pointer)

    def position(self, pointer: str) -> tuple[int, int]:
        """Return line and column of a member's key, or of its nearest ancestor."""
        try:
            return self.places.find(split(pointer))
        except PointerError:
            return self.places.find(())

    def diagnostic_at(
        self, pointer: str, severity: Severity, rule: str, message: str, hint: str = ""
    ) -> Diagnostic:
        """Return a finding at a member; its place is where that was written."""
        (line, column), at = self.position(pointer), self.written(pointer)
        return Diagnostic(
            severity, rule, message, at.file, line, column, at.pointer, hint
        )

    def location(self, pointer: str = "#") -> Location:
        """Return the Location of a pointer into this document."""
        return Location(self.file, pointer)


def load(
    path: Path, display: str | None = None, reach: Reach | None = None
) -> Document:
    """Read a file; `display` is the name to show for it. LoadError if it cannot be.

    With `reach.source`, the file is a copy: references are not relative to it.
    """
    source = reach.source if reach else ""
    file = display or source or path.as_posix()
    return replace(
        _object(_content(path, file), file),
        path=None if source else path,
        url=source if is_url(source) else "",
        reach=reach or Reach(),
    )


def load_bytes(data: bytes, file: str, url: str = "") -> Document:
    """Read the bytes of a file that is called `file`, and lies at `url` if anywhere."""
    return replace(_object(data, file), url=url)


def load_part(path: Path, file: str) -> Document:
    """Read a file that a description refers to; it may hold any value."""
    return replace(_document(_content(path, file), file), path=path)


def load_part_bytes(data: bytes, file: str, url: str = "") -> Document:
    """Read the bytes of what a description refers to."""
    return replace(_document(data, file), url=url)


def _content(path: Path, file: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        raise refused(file, "file", _why(problem)) from None


def _object(data: bytes, file: str) -> Document:
    document = _document(data, file)
    if not isinstance(document.root, dict):
        message = f"a description is an object, not {type_name(document.root)}"
        raise refused(file, "object", message, document.places.find(()))
    return document


def _document(data: bytes, file: str) -> Document:
    text = decode(data, file)
    if not text.strip():
        raise refused(file, "empty", "the file is empty")
    root, places, diagnostics = _parse(text, file)
    digest = sha256(data).hexdigest()
    return Document(file, root, places, diagnostics, sha256=digest)


def _parse(text: str, file: str) -> tuple[Any, Places, tuple[Diagnostic, ...]]:
    if not text.lstrip().startswith(("{", "[")):
        return parse_yaml(text, file)
    try:
        return parse_json(text, file)
    except NotJsonError as not_json:
        return _flow_yaml(text, file, not_json)


def _flow_yaml(
    text: str, file: str, not_json: NotJsonError
) -> tuple[Any, Places, tuple[Diagnostic, ...]]:
    try:
        return parse_yaml(text, file)
    except LoadError:
        if file.lower().endswith((".yaml", ".yml")):
            raise
        raise not_json.refused(text, file) from None


def _why(problem: OSError | ValueError) -> str:
    match problem:
        case FileNotFoundError():
            return "there is no such file"
        case IsADirectoryError():
            return "this is a folder, not a file"
        case PermissionError():
            return "the file may not be read"
        case OSError(strerror=str(reason)):
            return f"the file cannot be read: {reason.lower()}"
        case _:
            return "the file cannot be read"
