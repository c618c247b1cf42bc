"""How `check` tells what is stale: as text, for GitHub's annotations, or as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from specloom.config import Job
from specloom.document.addresses import is_url
from specloom.output.origin import Reason
from specloom.output.unified import Difference, State

Format: TypeAlias = Literal["text", "github", "json"]

FORMAT = 1
_STATES: Mapping[State, str] = {
    "missing": "this file is generated, and is not here; run specloom generate",
    "changed": "this file is not what is generated now; run specloom generate",
    "surplus": "this file is generated no longer; run specloom generate",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One client: current if there is no difference."""

    job: Job
    reasons: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()


def text_report(checked: tuple[Checked, ...]) -> str:
    """Write one unified diff of all that is stale."""
    return "".join(entry.text for client in checked for entry in client.differences)


def github_report(checked: tuple[Checked, ...]) -> str:
    """Write workflow commands: one for each reason, one for each stale file."""
    commands = (line for client in checked for line in _commands(client))
    return "".join(f"{line}\n" for line in commands)


def json_report(checked: tuple[Checked, ...]) -> str:
    """Write the whole report; `format` changes when a field goes or means something else."""
    found = {"format": FORMAT, "clients": [*map(_json, checked)]}
    return f"{json.dumps(found, indent=2)}\n"


REPORTS: Mapping[Format, Callable[[tuple[Checked, ...]], str]] = {
    "text": text_report,
    "github": github_report,
    "json": json_report,
}


def told(client: Checked) -> Iterator[str]:
    """Say in sentences why a client is stale."""
    for reason in client.reasons:
        file = f" ({reason.file})" if reason.file else ""
        yield f"{client.job.output}: stale: {reason.message}{file}"


def _commands(client: Checked) -> Iterator[str]:
    for reason in client.reasons:
        yield _command(_place(client.job, reason), 1, reason.message)
    for entry in client.differences:
        path = (client.job.output / entry.path).as_posix()
        yield _command(path, entry.line, _STATES[entry.state])


def _place(job: Job, reason: Reason) -> str:
    """Give the file, or URL, that a reason is best shown at."""
    if is_url(reason.file):
        return reason.file
    if reason.cause == "document" and not job.source:
        return (job.spec.parent / reason.file).as_posix()
    if reason.cause == "document" or not reason.file:
        return _document(job)
    return (job.output / reason.file).as_posix()


def _document(job: Job) -> str:
    return job.source or job.spec.as_posix()


def _command(file: str, line: int, message: str) -> str:
    """Write a workflow command as GitHub reads it (its toolkit, `core/command`)."""
    properties = f"file={_property(file)},line={line},title=specloom check"
    return f"::error {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(client: Checked) -> dict[str, Any]:
    return {
        "output": _path(client.job.output),
        "document": _document(client.job),
        "stale": bool(client.differences),
        "reasons": [asdict(reason) for reason in client.reasons],
        "files": [
            {"path": entry.path, "state": entry.state, "line": entry.line}
            for entry in client.differences
        ],
        "diff": text_report((client,)),
    }


def _path(path: Path) -> str:
    return path.as_posix()
