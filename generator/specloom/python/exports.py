"""The views of `__init__.py` files: names that are imported when they are first used."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.python.text.imports import import_statement
from specloom.python.text.layout import dict_of, statement
from specloom.python.text.source import Source, dotted, literal


@dataclass(frozen=True, slots=True)
class ExportsView:
    """One `__init__.py`: imports for type checkers, and a table for everyone else."""

    header: Source
    imports: tuple[Source, ...]
    runtime: Source
    table: Source


def view_exports(header: Source, exports: Mapping[str, str], depth: int) -> ExportsView:
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
    entries = [(literal(name), literal(exports[name])) for name in sorted(exports)]
    table = dict_of([(key, value) for key, value in entries])
    return ExportsView(header, imports, dots, statement("_EXPORTS = ", table, 1))
