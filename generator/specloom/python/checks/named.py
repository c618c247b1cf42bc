"""The view of `validators/__init__.py`: a validator for every schema that has a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.python.context import Context
from specloom.python.text.imports import Imports
from specloom.python.text.layout import dict_of, statement
from specloom.python.text.source import Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class NamedView:
    """The names of all validators, and a table of their checks."""

    header: Source
    import_: Source
    names: tuple[Source, ...]
    table: Source


def view_named(
    context: Context, homes: Mapping[Location, str], header: Source
) -> NamedView:
    """View the validators of the schemas that an operation reaches."""
    found: dict[str, str] = {}
    for at, module in homes.items():
        names = context.names.types[at]
        found[names.type_] = f"{module}.check_{names.function}"
    entries = [(literal(name), literal(found[name])) for name in sorted(found)]
    # A schema may be called Validator.
    imports = Imports(("validators", "__init__"), frozenset(found))
    type_ = imports.own(("_runtime", "validator"), "Validator", frozenset())
    ((import_,),) = imports.statements()
    return NamedView(
        header,
        import_,
        tuple(code("{}: {}", identifier(name), type_) for name in sorted(found)),
        statement("_CHECKS = ", dict_of([*entries]), 1),
    )
