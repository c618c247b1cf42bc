"""The property-based tests of one module: its schemas, and the calls of its operations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.shape import ObjectOf
from specloom.naming.words import pascal
from specloom.python.context import declared_shape
from specloom.python.tests.call_kinds import CallPlan
from specloom.python.tests.deprecated_tests import silence
from specloom.python.tests.doubts import Doubts
from specloom.python.tests.free_names import FreeNames
from specloom.python.tests.strategy_module import Places, call_name
from specloom.python.tests.tag_tests import import_block, readers_of
from specloom.python.text.docs import write_docstring
from specloom.python.text.layout import call, lay_out
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class SchemaPropertiesView:
    """The tests of one schema; `read` is empty for one that answers do not have."""

    title: Source
    docstring: Source
    reason: Source
    kind: Source
    validator: Source
    read: Source
    can_break: bool


@dataclass(frozen=True, slots=True)
class CallPropertiesView:
    """The tests of one operation; `reason` says what they leave out."""

    decorator: Source
    title: Source
    docstring: Source
    reason: Source
    call: Source
    sent: Source
    refused: Source


@dataclass(frozen=True, slots=True)
class PropertiesView:
    """One module of property-based tests."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    schemas: tuple[SchemaPropertiesView, ...]
    calls: tuple[CallPropertiesView, ...]


def view_properties(
    module: str,
    known: Iterable[Location],
    plans: Iterable[CallPlan],
    places: Places,
    doubts: Doubts,
    header: Source,
) -> PropertiesView:
    """View the tests of the schemas and operations that a module of strategies has."""
    writer = _Writer(module, places, doubts)
    schemas = tuple(writer.schema(at) for at in known)
    calls = tuple(view for plan in plans for view in writer.calls(plan))
    return PropertiesView(header, writer.imports(), schemas, calls)


@dataclass(frozen=True, slots=True)
class _Writer:
    module: str
    places: Places
    doubts: Doubts
    used: set[tuple[str, str]] = field(default_factory=set)
    _names: FreeNames = field(default_factory=FreeNames)

    def imports(self) -> tuple[tuple[Source, ...], ...]:
        """Write the import block."""
        return import_block(self.places.context.names.package, self.used, self.module)

    def use(self, module: str, *names: str) -> None:
        self.used.update((module, name) for name in names)

    def schema(self, at: Location) -> SchemaPropertiesView:
        names = self.places.context.names.types[at]
        schema = self.places.schemas[at]
        reason = self.doubts.reason(schema)
        reader = EMPTY if reason else self._reader(at)
        if reason:
            self.use("pytest", "pytest")
        else:
            self.use("typing", "Any")
            self.use("hypothesis", "given")
            self.use("", "validators")
            self.use(".strategies", self.module)
        return SchemaPropertiesView(
            identifier(self._names.title(names.type_)),
            write_docstring([f"`{at.pointer}`."], 1),
            _reason(reason),
            identifier(self.places.name(at)),
            identifier(names.type_),
            reader,
            self.doubts.can_break(schema),
        )

    def _reader(self, at: Location) -> Source:
        """Name the function that reads what the schema describes, if models do."""
        context = self.places.context
        declaration = context.declarations[at]
        shape = declared_shape(declaration)
        if not declaration.in_response or not isinstance(shape, ObjectOf):
            return EMPTY
        self.use("", "to_json")
        self.use(".models", context.names.types[at].module)
        self.use(".support", "read")
        self.use(".kinds", "with_more")
        readers = readers_of(context.names.types[at].module, self.module)
        name = literal(f"read_{context.names.types[at].function}")
        return lay_out(call(Source("read"), [readers, name, Source("given_value")]), 2)

    def calls(self, plan: CallPlan) -> Iterator[CallPropertiesView]:
        if plan.is_empty and not plan.reasons:
            return
        operation, places = plan.operation, self.places
        method = places.context.names.methods[operation.at]
        sent = refused = EMPTY
        if plan.reasons:
            self.use("pytest", "pytest")
        if not plan.is_empty:
            self.use("hypothesis", "given")
            self.use(".support", "Caller")
            self.use(".kinds", "Made", "again")
            self.use(".strategies", self.module)
            sent = _called(plan, places, Source("sent = again(caller).request_of"))
        if plan.can_break:
            refused = _called(plan, places, Source("assert again(caller).refusals_of"))
        decorator = silence([operation], places.context)
        if decorator:
            self.use("pytest", "pytest")
        yield CallPropertiesView(
            decorator,
            identifier(self._names.title(pascal(method))),
            write_docstring([f"`{operation.method} {operation.path}`."], 1),
            _reason("; ".join(plan.reasons)),
            identifier(call_name(plan, self.places)),
            sent,
            refused,
        )


def _reason(text: str) -> Source:
    return lay_out(call(Source("pytest.skip"), [literal(text)]), 2) if text else EMPTY


def _called(plan: CallPlan, places: Places, verb: Source) -> Source:
    """Write a statement that calls an operation with what is drawn."""
    names = places.context.names
    tag = identifier(names.tags[plan.operation.tag].attribute)
    method = identifier(names.methods[plan.operation.at])
    chosen = code("lambda api: api.{}.{}", tag, method)
    return lay_out(call(verb, [call(chosen, [Source("**made.arguments")])]), 2)
