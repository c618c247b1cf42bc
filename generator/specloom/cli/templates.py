"""The commands about templates: which there are, and how to start one of one's own."""

from pathlib import Path

import click

from specloom.cli.arguments import FOLDER
from specloom.errors import UsageError


@click.group()
def templates() -> None:
    """Replace what a generated file looks like."""


@templates.command("list")
def list_() -> None:
    """List the templates, and the files that each of them writes."""
    from specloom.python.views import TEMPLATES

    width = max(map(len, TEMPLATES))
    for name, template in TEMPLATES.items():
        click.echo(f"{name:{width}}  {template.writes}")


@templates.command()
@click.argument("name")
@click.option(
    "--to",
    type=FOLDER,
    default="my-templates",
    show_default=True,
    metavar="DIR",
    help="Folder of your templates.",
)
def copy(name: str, to: Path) -> None:
    """Copy the template NAME into a folder of your own, to change it there."""
    from specloom.custom.files import templates_folder
    from specloom.custom.folder import FIRST_LINE, nearest_template
    from specloom.python.views import TEMPLATES

    if name not in TEMPLATES:
        near = nearest_template(name)
        raise UsageError(f"there is no template {name!r}; did you mean '{near}'?")
    copied = to / name
    if copied.exists():
        raise UsageError(f"{copied}: it is there already; delete it to start anew")
    text = (templates_folder() / name).read_text("utf-8")
    copied.parent.mkdir(parents=True, exist_ok=True)
    copied.write_text(f"{FIRST_LINE}\n{text}", "utf-8", newline="\n")
    click.echo(f'{copied}: written; to use it, configure templates = "{to.as_posix()}"')
