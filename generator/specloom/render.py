"""Place finished Python text with Jinja templates; nothing else can pass through them.

A custom template takes the place of the one of its name, and can do no more than that.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

import jinja2

from specloom.custom.files import templates_folder
from specloom.custom.folder import CustomTemplates, read_templates
from specloom.custom.guard import END, START, fault_in, unmarked
from specloom.custom.placing import included
from specloom.errors import UsageError
from specloom.python.text.source import Source


def render(template: str, view: object) -> str:
    """Render one view; a template that places anything but Source raises TypeError."""
    return _environment().get_template(template).render(view=view)


class Renderer:
    """Renders the files of one run, with the templates of a folder before our own."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read the folder.

        Raises:
            UsageError: a template in it cannot be used.
        """
        self._custom = None if folder is None else read_templates(folder)

    def is_custom(self, template: str) -> bool:
        """Tell whether a custom template has a part in what a template gives."""
        return self._custom is not None and bool(_used(template, self._custom))

    def render(self, path: str, template: str, view: object) -> str:
        """Render the file at a path.

        Raises:
            UsageError: a custom template asks for what the view has not, or gives what
                is no Python, or what a document could turn into code.
        """
        if self._custom is None or not (used := _used(template, self._custom)):
            return render(template, view)
        folder = self._custom.folder
        try:
            marked = self._environment.get_template(template).render(view=view)
        except (jinja2.TemplateError, TypeError) as problem:
            raise UsageError(_explained(problem, folder)) from None
        if fault := fault_in(path, marked):
            files = " and ".join(str(folder / name) for name in used)
            text = unmarked(marked).split("\n")[fault.line - 1].strip()
            raise UsageError(
                f"{files}: in line {fault.line} of {path}, {text!r}: {fault.what}"
            )
        return unmarked(marked)

    @cached_property
    def _environment(self) -> jinja2.Environment:
        folders = [] if self._custom is None else [self._custom.folder]
        return _made((*folders, templates_folder()), _marked_source)


class _NoField(jinja2.StrictUndefined):
    """Say what the view has instead."""

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        if not is_dataclass(owner):
            return f"there is no {name!r} here"
        known = [field.name for field in fields(owner)]
        near = get_close_matches(name, known, 1) or [", ".join(known)]
        kind = type(owner).__name__
        return f"{kind} has no field {name!r}; did you mean {near[0]}?"


@cache
def _environment() -> jinja2.Environment:
    return _made((templates_folder(),), _only_source)


def _made(
    folders: Sequence[Path], finalize: Callable[[object], str]
) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=_NoField,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _only_source(value: object) -> str:
    if isinstance(value, jinja2.Undefined):
        return str(value)  # raises, and says what is there instead
    if not isinstance(value, Source):
        kind = type(value).__name__
        raise TypeError(f"a template placed {kind}; only Source may reach the output")
    return value.text


def _marked_source(value: object) -> str:
    return f"{START}{_only_source(value)}{END}"


def _used(template: str, custom: CustomTemplates) -> list[str]:
    """Give the custom templates that have a part in what a template gives."""
    seen: dict[str, None] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = None
            waiting += included(custom.texts.get(name) or _own_text(name))
    return [name for name in seen if name in custom.texts]


@cache
def _own_text(name: str) -> str:
    return (templates_folder() / name).read_text("utf-8")


def _explained(problem: Exception, folder: Path) -> str:
    """Say in which line of a custom template an error came up, if it was in one."""
    frames = traceback.extract_tb(problem.__traceback__)
    for frame in reversed(frames):
        if Path(frame.filename).is_relative_to(folder):
            return f"{frame.filename}:{frame.lineno}: {problem}"
    raise problem
