"""Say which paths may be written below an output folder.

POSIX and Windows file naming: what one of them refuses or folds is refused on all.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

_SEGMENT_MAX_BYTES = 255
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICE = re.compile(
    r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?"
)


def path_problems(paths: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each path that must not be written, in order."""
    ordered = sorted(paths)
    alone = [f"{path!r} {why}" for path in ordered if (why := path_problem(path))]
    return (*alone, *_collisions(ordered))


def path_problem(path: str) -> str:
    """Return why a relative path must not be written, or an empty text."""
    if path.startswith("/"):
        return "is not relative to the output folder"
    for segment in path.split("/"):
        if why := _segment_problem(segment):
            return why
    return ""


def leads_outside(output: Path, folder: str) -> bool:
    """Return whether a symbolic link on the way to the folder leaves the output."""
    return not (output / folder).resolve().is_relative_to(output.resolve())


def folded(path: str) -> str:
    """Give the form of a path that is the same on a file system that folds case."""
    return unicodedata.normalize("NFC", path).casefold()


def _segment_problem(segment: str) -> str:
    if segment in ("", ".", ".."):
        return "has an empty, '.' or '..' segment"
    if _FORBIDDEN.search(segment):
        return "has a character that not every file system takes"
    if segment[-1] in ". ":
        return "has a segment that ends with a dot or a space"
    if _DEVICE.fullmatch(segment):
        return f"has the segment {segment!r}, a device name on Windows"
    if len(segment.encode("utf-8", "surrogatepass")) > _SEGMENT_MAX_BYTES:
        return f"has a segment longer than {_SEGMENT_MAX_BYTES} bytes"
    return ""


def _collisions(ordered: list[str]) -> list[str]:
    """Name paths that are one on a file system that folds case, or file and folder."""
    seen: dict[str, str] = {}
    found: list[str] = []
    for path in ordered:
        first = seen.setdefault(folded(path), path)
        if first != path:
            found.append(f"{path!r} is the same file as {first!r} where case is folded")
    for path in ordered:
        found += [
            f"{path!r} needs a folder where {seen[parent]!r} is a file"
            for parent in map(folded, map(str, PurePosixPath(path).parents))
            if parent in seen
        ]
    return found
