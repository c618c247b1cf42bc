"""The command that shows and edits the names of a generated client."""

import json
from pathlib import Path

import click

from specloom.cli.arguments import FOLDER_THERE, format_option
from specloom.errors import UsageError
from specloom.naming.edits import renamed
from specloom.naming.lock import Lock
from specloom.naming.lock_file import LOCK, lock_in, write_lock
from specloom.naming.things import NamedThing, named_things


@click.command()
@click.argument("folder", type=FOLDER_THERE)
@click.argument("words", required=False, default="")
@click.option(
    "--set",
    "wanted",
    multiple=True,
    metavar="THING=NAME",
    help="Give a thing another name; the old one stays for a version, and warns.",
)
@format_option(("text", "json"))
def names(folder: Path, words: str, wanted: tuple[str, ...], format_: str) -> None:
    """Show the Python names in FOLDER, or edit them for the next `generate`.

    With WORDS, only what they occur in: in the name, or in what it stands for.
    """
    path = folder / LOCK
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file; generate a client here first")
    lock = lock_in(folder)
    if wanted:
        lock = renamed(lock, dict(map(_pair, wanted)))
        path.write_bytes(write_lock(lock))
        click.echo(f"{path}: written; generate the client again to use it", err=True)
        return
    found = [named for named in named_things(lock) if _has(named, words)]
    if format_ == "json":
        click.echo(json.dumps(list(map(_record, found)), indent=1))
        return
    for named in found:
        click.echo(f"{named.thing.kind:<10} {named.name:<40} {named.words[0]}")
    for line in _old(lock, words):
        click.echo(line)


def _pair(text: str) -> tuple[str, str]:
    thing, equals, name = text.rpartition("=")
    if not equals or not thing:
        raise UsageError(f"--set {text!r}: say THING=NAME, like 'getUser=get_user'")
    return thing, name


def _has(named: NamedThing, words: str) -> bool:
    return not words or words in named.name or any(words in way for way in named.words)


def _record(named: NamedThing) -> dict[str, object]:
    return {
        "kind": named.thing.kind,
        "name": named.name,
        "thing": named.words[0],
        "place": named.thing.key,
    }


def _old(lock: Lock, words: str) -> list[str]:
    """Tell of names of before that still work."""
    parts = (lock.renamed.tags, lock.renamed.operations, lock.renamed.types)
    return [
        f"{'old name':<10} {name:<40} {key}"
        for part in parts
        for key, olds in part.items()
        for name in olds
        if words in name or words in key
    ]
