"""The command that compiles a JSON Schema."""

from contextlib import closing
from pathlib import Path
from typing import get_args

import click

from specloom.cli.arguments import WRITTEN_FILE, read_place
from specloom.dialect.dialects import DialectName
from specloom.ir.direction import Direction
from specloom.screen import open_screen

_DIALECTS = get_args(DialectName)


@click.command()
@click.argument("schema", metavar="FILE[#POINTER]", callback=read_place)
@click.option(
    "--output",
    type=WRITTEN_FILE,
    required=True,
    metavar="FILE",
    help="Python module to write.",
)
@click.option(
    "--dialect",
    type=click.Choice(_DIALECTS),
    help="How to read a schema without '$schema'  [2020-12; in an OpenAPI"
    " description, its own].",
)
@click.option("--formats", is_flag=True, help="Take 'format' for an assertion.")
@click.option(
    "--resource",
    multiple=True,
    metavar="URI=FILE",
    help="Another schema that FILE refers to; repeatable. A relative '$ref' in it"
    " resolves against URI, unless it has an '$id'.",
)
@click.option(
    "--direction",
    type=click.Choice(["request", "response"]),
    help="Do not require 'readOnly' properties of a request, 'writeOnly' of a response.",
)
def schema(
    schema: tuple[Path, str],
    output: Path,
    dialect: DialectName | None,
    resource: tuple[str, ...],
    direction: Direction | None,
    *,
    formats: bool,
) -> None:
    """Compile a JSON Schema to a validator of its own.

    It is all of FILE, or at a place in it: openapi.yaml#/components/schemas/Pet.
    """
    from specloom.compile import compile_file
    from specloom.dialect.resources import parse_resources

    given = parse_resources(resource)
    path, pointer = schema
    text = compile_file(
        path, dialect, given, formats=formats, direction=direction, pointer=pointer
    )
    output.write_text(text, "utf-8", newline="\n")
    with closing(open_screen()) as screen:
        screen.result(f"{output}: written")
