"""Format Python text as black does (its style, target 3.11, 88 columns).

Text that is proven to be laid out so is passed on, statement by statement; the rest is
formatted in parallel processes when it is much, and remembered by its content in the user's
cache folder.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from specloom.cache import cache_folder, forget_oldest, write_entry
from specloom.errors import Diagnostic, SpecloomError
from specloom.python.text.doubts import doubted

_LINE_LENGTH = 88
# Below this many files, importing black once more costs more than it saves.
_PARALLEL_FROM = 20
_CACHE_LIMIT = 6000
_WORKER = """
import json, sys
sys.path[:], texts = json.load(sys.stdin)
from specloom.format import format_here
json.dump(format_here(texts), sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's text, and whether black is known to leave its layout as it is.

    Of a text that is `ours`, black has to see no more than the statements that are doubted.
    """

    text: str
    proven: bool = False
    ours: bool = False


def format_files(
    files: Mapping[str, SourceFile], cache: Path | None = None
) -> Mapping[str, bytes]:
    """Return each file's bytes in UTF-8, its Python formatted.

    `cache` is the folder of remembered text; None is the user's own.
    """
    open_texts = {
        path: file.text
        for path, file in files.items()
        if path.endswith(".py") and not file.proven
    }
    parts = {
        path: found
        for path, text in open_texts.items()
        if files[path].ours and (found := doubted(text)) is not None
    }
    wanted = open_texts | {path: part.text for path, part in parts.items()}
    formatted = _format_texts(wanted, cache) if wanted else {}
    whole = {path: part.put_back(formatted[path]) for path, part in parts.items()}
    formatted = {**formatted, **whole}
    return {p: _encode(formatted.get(p, file.text)) for p, file in files.items()}


def format_here(texts: Mapping[str, str]) -> dict[str, str]:
    """Format the texts in this process; raise SpecloomError for what is no Python."""
    if not texts:
        return {}
    # Imported here, so that a run whose texts are all proven or remembered is quick.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=_LINE_LENGTH)
    formatted: dict[str, str] = {}
    for path, text in texts.items():
        try:
            formatted[path] = format_str(text, mode=mode)
        except InvalidInput as problem:
            message = f"the generated text is no Python: {problem}"
            found = Diagnostic("error", "format", message, path, 0, 0, "")
            raise SpecloomError((found,)) from problem
    return formatted


def _format_texts(texts: Mapping[str, str], cache: Path | None) -> dict[str, str]:
    folder = cache or cache_folder("format")
    prefix = made_by()
    entries = {path: folder / _entry(prefix + text) for path, text in texts.items()}
    formatted = {
        p: text for p, e in entries.items() if (text := _recall(e)) is not None
    }
    fresh = _format_fresh({p: t for p, t in texts.items() if p not in formatted})
    # A cache that cannot be written costs time, nothing else.
    with suppress(OSError):
        _remember({entries[path]: text for path, text in fresh.items()}, folder)
    return formatted | fresh


def _format_fresh(texts: Mapping[str, str]) -> dict[str, str]:
    workers = min(len(texts) // _PARALLEL_FROM + 1, os.cpu_count() or 1)
    if workers == 1:
        return format_here(texts)
    with ThreadPoolExecutor(workers) as pool:
        parts = [*pool.map(_format_in_process, _shares(texts, workers))]
    formatted = {path: text for part in parts for path, text in part.items()}
    # What a process could not do is done here, not in its thread: black's compiled
    # modules must not be imported by two threads at once.
    return formatted | format_here(
        {path: text for path, text in texts.items() if path not in formatted}
    )


def _shares(texts: Mapping[str, str], number: int) -> Sequence[dict[str, str]]:
    """Deal the texts out, the longest first, so that the shares take equally long."""
    ordered = sorted(texts.items(), key=lambda item: -len(item[1]))
    return [dict(ordered[start::number]) for start in range(number)]


def _format_in_process(texts: dict[str, str]) -> dict[str, str]:
    """Format in a new interpreter; return nothing if that one fails."""
    # -P: a folder that happens to be the working one must not offer modules.
    command = [sys.executable, "-P", "-c", _WORKER]
    given = json.dumps([[folder for folder in sys.path if folder], texts])
    try:
        done = subprocess.run(  # noqa: S603 - fixed text, our own interpreter
            command, input=given.encode(), capture_output=True, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    return {str(path): str(text) for path, text in json.loads(done.stdout).items()}


def made_by() -> str:
    """Name what formats: its next version may lay the same text out anew."""
    from importlib.metadata import version

    return f"black {version('black')} py311 {_LINE_LENGTH}\n"


def _entry(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _recall(entry: Path) -> str | None:
    """Return a remembered text; None for one that is missing or torn."""
    try:
        checksum, _, text = entry.read_text("utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if checksum == sha256(text.encode()).hexdigest() else None


def _remember(fresh: Mapping[Path, str], folder: Path) -> None:
    if not fresh:
        return
    for entry, text in fresh.items():
        content = _encode(text)
        write_entry(entry, sha256(content).hexdigest().encode() + b"\n" + content)
    forget_oldest(folder, _CACHE_LIMIT, _CACHE_LIMIT // 2)


def _encode(text: str) -> bytes:
    """Encode with line feeds alone; a lone surrogate, no UTF-8, becomes its escape."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", "backslashreplace")
