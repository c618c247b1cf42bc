"""Bring an output folder to the generated state: plan, commit, difference.

A process killed between any two steps leaves whole files, old or new (POSIX rename).
"""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from specloom.errors import UsageError
from specloom.output.manifest import (
    MANIFEST,
    NEXT_MANIFEST,
    Manifest,
    digest,
    read_manifest,
)
from specloom.output.origin import Origin
from specloom.output.unified import Difference, told_edits
from specloom.paths import leads_outside, path_problems

_STAGE = ".specloom.stage"
_OWN = ".specloom."
_NONE: Mapping[str, bytes] = {}

State = Literal["missing", "same", "ours", "edited", "foreign", "no file"]
_REFUSED: dict[State, str] = {
    "edited": "edited since Specloom wrote it",
    "foreign": "not written by Specloom",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What `commit` will do in the output folder; paths are relative and sorted.

    `kept` are files that are there already, by their hashes; `beside` stands beside the
    manifest and is no part of the client.
    """

    output: Path
    files: Mapping[str, bytes]
    kept: Mapping[str, str]
    beside: Mapping[str, bytes]
    starters: Mapping[str, bytes]
    origin: Origin
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def beside_written(self) -> tuple[str, ...]:
        """The files beside the manifest that are new, or not as they shall be."""
        return tuple(
            name
            for name, content in self.beside.items()
            if _content(self.output / name) != content
        )

    @property
    def manifest(self) -> Manifest:
        """The record of the folder after the commit."""
        made = {path: digest(content) for path, content in self.files.items()}
        beside = {name: digest(content) for name, content in self.beside.items()}
        return Manifest(self.origin, {**made, **self.kept}, beside)


def plan(
    output: Path,
    files: Mapping[str, bytes],
    origin: Origin,
    *,
    kept: Mapping[str, str] | None = None,
    beside: Mapping[str, bytes] | None = None,
    starters: Mapping[str, bytes] = _NONE,
    force: bool = False,
) -> Plan:
    """Compare the files with the folder; those in `kept` are known to be as they shall be.

    Starters are written together with their folder and never again: they are the user's,
    whom nobody asks about them, and the manifest does not know them.

    Raises UsageError naming every path that must not be written there, and every file
    that Specloom did not write or that was edited since, unless forced.
    """
    kept, beside = kept or {}, beside or {}
    new = {path: starters[path] for path in starters if _has_no_folder(output, path)}
    _require_writable(output, (*files, *kept, *new))
    recorded = _recorded(output)
    states = {
        path: _state(output / path, files[path], recorded.get(path))
        for path in sorted(files)
    }
    _require_ours(output, files, states, force=force)
    same = [path for path, state in states.items() if state == "same"]
    written = tuple(path for path, state in states.items() if state != "same")
    written = tuple(sorted({*written, *new}))
    removed = _surplus(output, (*files, *kept), recorded, force=force)
    unchanged = tuple(sorted((*same, *kept)))
    return Plan(output, files, kept, beside, new, origin, written, unchanged, removed)


def commit(plan: Plan) -> None:
    """Write, replace and remove what was planned, and the manifest last."""
    manifest = plan.manifest
    if not _is_pending(plan, manifest):
        return
    stage = _empty_stage(plan.output)
    try:
        staged = _stage(stage, plan)
        _replace(stage / "manifest", plan.output / NEXT_MANIFEST, manifest.to_bytes())
        for path, temporary in staged.items():
            target = plan.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(target)
    finally:
        _remove_stage(stage)
    _remove(plan.output, plan.removed)
    (plan.output / NEXT_MANIFEST).replace(plan.output / MANIFEST)


def differing(
    output: Path, files: Mapping[str, bytes], kept: Mapping[str, str] | None = None
) -> tuple[Difference, ...]:
    """Return how the folder differs from the files, by path."""
    all_files = (*files, *(kept or ()))
    surplus = _surplus(output, all_files, _recorded(output), force=False)
    found = (
        Difference(path, _content(output / path), files.get(path))
        for path in sorted((*files, *surplus))
    )
    return tuple(entry for entry in found if entry.found != entry.wanted)


def _require_writable(output: Path, files: Collection[str]) -> None:
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output}: the output is a folder, and this is a file")
    problems = [*path_problems(files)]
    problems += [f"{path!r} is kept for Specloom" for path in _own_names(files)]
    for folder in sorted({path.rpartition("/")[0] for path in files}):
        if leads_outside(output, folder):
            problems.append(f"{folder!r} is a symbolic link out of the output folder")
        elif os.path.lexists(output / folder) and not (output / folder).is_dir():
            problems.append(f"{folder!r} is a file where a folder is needed")
    if problems:
        raise UsageError("\n  ".join((f"{output}: cannot write here:", *problems)))


def _has_no_folder(output: Path, path: str) -> bool:
    return not os.path.lexists((output / path).parent)


def _own_names(files: Iterable[str]) -> list[str]:
    return [path for path in files if path.casefold().startswith(_OWN)]


def _recorded(output: Path) -> dict[str, set[str]]:
    """Return the hashes Specloom gave each file, an interrupted run's included."""
    recorded: dict[str, set[str]] = {}
    for name in (MANIFEST, NEXT_MANIFEST):
        for path, value in read_manifest(output, name).files.items():
            recorded.setdefault(path, set()).add(value)
    return recorded


def _state(path: Path, content: bytes | None, recorded: set[str] | None) -> State:
    if not os.path.lexists(path):
        return "missing"
    if path.is_symlink():
        return "foreign"
    if not path.is_file():
        return "no file"
    found = path.read_bytes()
    if found == content:
        return "same"
    if recorded is None:
        return "foreign"
    return "ours" if digest(found) in recorded else "edited"


def _require_ours(
    output: Path,
    files: Mapping[str, bytes],
    states: Mapping[str, State],
    *,
    force: bool,
) -> None:
    blocked = [path for path, state in states.items() if state == "no file"]
    if blocked:
        lines = [f"{path}: not a file, but a folder or a device" for path in blocked]
        raise UsageError("\n  ".join((f"{output}: cannot write here:", *lines)))
    refused = [f"{p}: {_REFUSED[s]}" for p, s in states.items() if s in _REFUSED]
    if refused and not force:
        head = f"{output}: these would be lost; move them away or use --force:"
        edited = {
            path: (files[path], _content(output / path) or b"")
            for path, state in states.items()
            if state == "edited"
        }
        raise UsageError(
            "\n".join(("\n  ".join((head, *refused)), *told_edits(edited)))
        )


def _surplus(
    output: Path,
    files: Collection[str],
    recorded: Mapping[str, set[str]],
    *,
    force: bool,
) -> tuple[str, ...]:
    """Name files of the manifest that are generated no longer, and still as written."""
    removable = {"ours", "edited"} if force else {"ours"}
    folded = {path.casefold(): path for path in files}
    return tuple(
        path
        for path in sorted(recorded.keys() - {*files})
        if _state(output / path, None, recorded[path]) in removable
        and not _is_same_file(output, path, folded.get(path.casefold()))
    )


def _is_same_file(output: Path, path: str, other: str | None) -> bool:
    """Return whether two spellings name one file, as where case is folded."""
    if other is None or not (output / other).exists():
        return False
    return (output / path).samefile(output / other)


def _is_pending(plan: Plan, manifest: Manifest) -> bool:
    if plan.written or plan.removed or plan.beside_written:
        return True
    if (plan.output / NEXT_MANIFEST).exists():
        return True
    return read_manifest(plan.output) != manifest


def _empty_stage(output: Path) -> Path:
    stage = output / _STAGE
    if stage.is_dir() and not stage.is_symlink():
        _remove_stage(stage)
    stage.mkdir(parents=True)
    return stage


def _stage(stage: Path, plan: Plan) -> dict[str, Path]:
    changed = (*plan.written, *plan.beside_written)
    contents = {**plan.files, **plan.starters, **plan.beside}
    staged = {path: stage / str(n) for n, path in enumerate(changed)}
    for path, temporary in staged.items():
        temporary.write_bytes(contents[path])
    return staged


def _replace(temporary: Path, target: Path, content: bytes) -> None:
    temporary.write_bytes(content)
    temporary.replace(target)


def _remove_stage(stage: Path) -> None:
    for temporary in stage.iterdir():
        temporary.unlink()
    stage.rmdir()


def _remove(output: Path, paths: Iterable[str]) -> None:
    """Remove files, then the folders that this emptied."""
    for path in paths:
        target = output / path
        target.unlink(missing_ok=True)
        folder = target.parent
        while folder != output and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
