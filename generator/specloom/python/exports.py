"""The views of `__init__.py` files: names that are imported when they are first used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.python.text.imports import import_statement
from specloom.python.text.layout import (
    Group,
    Piece,
    assignment,
    call,
    dict_of,
    statement,
)
from specloom.python.text.source import EMPTY, Source, dotted, identifier, literal


@dataclass(frozen=True, slots=True)
class ExportsView:
    """One `__init__.py`: imports for type checkers, and a table for everyone else."""

    header: Source
    imports: tuple[Source, ...]
    aliases: tuple[Source, ...]
    runtime: Source
    table: Source
    renamed: Source
    getters: Source


@dataclass(frozen=True, slots=True)
class RenamedExports:
    """The new name for each that an export had before version `since`."""

    names: Mapping[str, str] = field(default_factory=dict)
    since: str = ""


def view_exports(
    header: Source,
    exports: Mapping[str, str],
    depth: int,
    renamed: RenamedExports | None = None,
) -> ExportsView:
    """View a package's exports: for each name its module; "" for a module itself.

    `depth` is how deep the package stands in the generated one, which is 0.
    """
    modules: dict[str, list[str]] = {}
    for name, module in exports.items():
        modules.setdefault(module, []).append(name)
    imports = tuple(
        import_statement(
            f".{module}", [(name, name) for name in sorted(modules[module])], 1
        )
        for module in sorted(modules)
    )
    dots = dotted("." * (depth + 1))
    old = renamed.names if renamed is not None else {}
    since = renamed.since if renamed is not None else ""
    return ExportsView(
        header,
        imports,
        tuple(
            assignment(identifier(name), identifier(old[name]), 1)
            for name in sorted(old)
        ),
        dots,
        statement("_EXPORTS = ", _table(exports), 1),
        statement("_RENAMED = ", _table(old), 1) if old else EMPTY,
        _lazy_renamed(since),
    )


def _lazy_renamed(since: str) -> Source:
    names = Source("__name__"), Source("_EXPORTS"), Source("_RENAMED")
    made = call(Source("lazy_renamed"), [*names, literal(since)])
    return statement("__getattr__, __dir__ = ", made, 1)


def _table(names: Mapping[str, str]) -> Group:
    entries: list[tuple[Piece, Piece]] = [
        (literal(name), literal(names[name])) for name in sorted(names)
    ]
    return dict_of(entries)
