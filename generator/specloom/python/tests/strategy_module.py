"""One module of `tests/strategies`: the kinds of the schemas and calls of one tag."""

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from specloom.errors import Location
from specloom.ir.reach import targets
from specloom.python.context import Context
from specloom.python.tests.call_kinds import CallPlan, view_call
from specloom.python.tests.directed import Directed
from specloom.python.tests.kinds import Kinds
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports
from specloom.python.text.layout import assignment, statement
from specloom.python.text.source import Source, identifier

_TAKEN = frozenset({"annotations", "named"}) | frozenset(keyword.kwlist)


@dataclass(frozen=True, slots=True)
class StrategyView:
    """One named schema as a function that makes its kind."""

    name: Source
    docstring: Source
    body: Source


@dataclass(frozen=True, slots=True)
class StrategiesView:
    """One module of strategies."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    schemas: tuple[StrategyView, ...]
    calls: tuple[Source, ...]


@dataclass(frozen=True)
class Places:
    """Where the kind of each named schema is, and what it is called there."""

    context: Context
    schemas: Directed
    homes: Mapping[Location, str]

    @cached_property
    def words(self) -> frozenset[str]:
        """The names of all validators, which the kinds of schemas have as well."""
        return frozenset(names.function for names in self.context.names.types.values())

    def module(self, at: Location) -> str:
        """Give the module of a schema or of a variant of one."""
        return self.homes[self.schemas.base(at)[0]]

    def name(self, at: Location) -> str:
        """Name the kind of a schema after its validator's function."""
        base, direction = self.schemas.base(at)
        name = self.context.names.types[base].function
        name = name if direction is None else f"{name}_as_{direction}"
        is_taken = name in _TAKEN or (direction is not None and name in self.words)
        return f"{name}_" if is_taken else name


def call_name(plan: CallPlan, places: Places) -> str:
    """Name the call of an operation after its method."""
    name = f"call_{places.context.names.methods[plan.operation.at]}"
    return f"{name}_" if name in places.words else name


def variants(plans: Iterable[CallPlan], schemas: Directed) -> tuple[Location, ...]:
    """Give the variants for one direction that calls need, in the order of need."""
    waiting = [
        at for plan in plans for schema in plan.schemas for at in targets(schema)
    ]
    seen: dict[Location, None] = {}
    for at in waiting:
        if at not in seen:
            seen[at] = None
            waiting += targets(schemas[at])
    return tuple(at for at in seen if schemas.base(at)[1] is not None)


def view_strategies(
    module: str,
    known: Iterable[Location],
    plans: Iterable[CallPlan],
    places: Places,
    header: Source,
) -> StrategiesView:
    """View one module: the kinds of named schemas, then the calls of operations."""
    imports = Imports(("strategies", module))
    imports.use("__future__", "annotations")

    def reference(at: Location) -> Source:
        name, home = places.name(at), places.module(at)
        return identifier(name) if home == module else imports.use(f".{home}", name)

    kinds = Kinds(places.schemas, imports, reference)
    schemas = tuple(_schema(at, kinds, places) for at in known)
    calls = tuple(
        assignment(
            identifier(call_name(plan, places)),
            view_call(plan, places.context, kinds),
            0,
        )
        for plan in plans
        if not plan.is_empty
    )
    if schemas:
        for name in ("Kind", "named"):
            imports.use("..kinds", name)
    return StrategiesView(header, imports.statements(), schemas, calls)


def _schema(at: Location, kinds: Kinds, places: Places) -> StrategyView:
    base, direction = places.schemas.base(at)
    text = f"`{base.pointer}`" + (f" in a {direction}." if direction else ".")
    return StrategyView(
        identifier(places.name(at)),
        write_docstring([text], 1),
        statement("return ", kinds.piece(places.schemas[at]), 1),
    )
