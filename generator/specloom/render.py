"""Place finished Python text with Jinja templates; nothing else can pass through them."""

from functools import cache

import jinja2

from specloom.inputs import templates_folder
from specloom.python.text.source import Source


def render(template: str, view: object) -> str:
    """Render one view; a template that places anything but Source raises TypeError."""
    return _environment().get_template(template).render(view=view)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder()),
        undefined=jinja2.StrictUndefined,
        finalize=_only_source,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _only_source(value: object) -> str:
    if not isinstance(value, Source):
        kind = type(value).__name__
        raise TypeError(f"a template placed {kind}; only Source may reach the output")
    return value.text
