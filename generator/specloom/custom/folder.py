"""Read a folder of custom templates; a fault in one is an error with its line.

Each replaces the template of its name, and says in its first line for which version of
the views it is written: `{# specloom views 1 #}`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateSyntaxError

from specloom.custom.files import templates_in
from specloom.custom.guard import END, START
from specloom.custom.placing import included, refused
from specloom.errors import UsageError
from specloom.python.views import CHANGES, TEMPLATES, VIEWS

FIRST_LINE = f"{{# specloom views {VIEWS} #}}"

_VERSION = re.compile(r"\{#-? *specloom views ([0-9]{1,4}) *-?#\}")


@dataclass(frozen=True, slots=True)
class CustomTemplates:
    """The templates of a folder by their names."""

    folder: Path
    texts: Mapping[str, str] = field(default_factory=dict)


def read_templates(folder: Path) -> CustomTemplates:
    """Read every template of a folder.

    Raises:
        UsageError: a file replaces no template, is for another version of the views, or
            does more than placing text; all faults of a folder at once.
    """
    files = templates_in(folder)
    if not files:
        raise UsageError(
            f"{folder}: there is no template in it; 'specloom templates copy' adds one"
        )
    names = {file.relative_to(folder).as_posix(): file for file in files}
    texts = {name: _read(file) for name, file in names.items()}
    problems = [
        problem
        for name, file in names.items()
        for problem in _faults(name, file, texts)
    ]
    if problems:
        raise UsageError("\n".join(problems))
    return CustomTemplates(folder, texts)


def nearest_template(name: str) -> str:
    """Give the template that was probably meant."""
    return get_close_matches(name, TEMPLATES, 1, 0.0)[0]


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise UsageError(f"{file}: byte {problem.start} is not UTF-8") from None


def _faults(name: str, file: Path, texts: Mapping[str, str]) -> list[str]:
    text = texts[name]
    if name not in TEMPLATES:
        near = nearest_template(name)
        return [f"{file}: there is no template {name!r}; did you mean '{near}'?"]
    if outdated := _version_problem(text):
        return [f"{file}:1: {outdated}"]
    if START in text or END in text:
        return [f"{file}: U+FDD0 and U+FDD1 are no characters (Unicode, 23.7)"]
    try:
        found = refused(text)
    except TemplateSyntaxError as problem:
        return [f"{file}:{problem.lineno}: {problem.message} (Jinja)"]
    if found:
        rule = "a template only places text: names, for, if and include"
        return [f"{file}:{entry.line}: {entry.what}: {rule}" for entry in found]
    return [f"{file}: {why}" for why in _include_problems(name, texts)]


def _version_problem(text: str) -> str:
    found = _VERSION.match(text)
    if found is None:
        return f"it does not say what it is written for; begin it with {FIRST_LINE}"
    version = int(found[1])
    if version == VIEWS:
        return ""
    if version > VIEWS or version < 1:
        return f"it is for views {version}; this Specloom has views {VIEWS}"
    changes = "; ".join(CHANGES[number] for number in range(version + 1, VIEWS + 1))
    return (
        f"it is for views {version}, this Specloom has views {VIEWS}: {changes};"
        f" change it, and its first line to {FIRST_LINE}"
    )


def _include_problems(name: str, texts: Mapping[str, str]) -> list[str]:
    problems = []
    for other in sorted(included(texts[name])):
        if other not in TEMPLATES:
            near = nearest_template(other)
            problems.append(
                f"it includes {other!r}, which is no template; did you mean '{near}'?"
            )
        elif name in _reached(other, texts):
            problems.append(f"it includes {other!r}, which leads back to it")
    return problems


def _reached(start: str, texts: Mapping[str, str]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += included(texts[name]) if name in texts else ()
    return seen
