"""The tests of one module's validators and models, a class for each named schema."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.naming.declarations import Declaration
from specloom.python.context import Context
from specloom.python.tests.broken import pointer
from specloom.python.tests.changes import Change, Changes, SchemaChanges
from specloom.python.tests.declared_tests import view_declared_tests
from specloom.python.tests.methods import TestView, asserted, assigned, shared_by_all
from specloom.python.tests.nearest import view_values
from specloom.python.tests.reading_tests import view_reading_tests
from specloom.python.tests.samples import NoSample
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.tests.tag_tests import (
    OperationView,
    TestModuleView,
    import_block,
)
from specloom.python.text.block import Line, Statement
from specloom.python.text.docs import write_docstring
from specloom.python.text.layout import (
    Piece,
    call,
    keyword,
    list_of,
    statement,
    tuple_of,
)
from specloom.python.text.source import Source, comment, literal


def view_schema_tests(
    name: str,
    context: Context,
    changes: SchemaChanges,
    checked: frozenset[Location],
    header: Source,
) -> TestModuleView:
    """View the tests of the schemas whose models live in one module.

    `checked` are the schemas that have validators.
    """
    here = [
        declaration
        for declaration in context.names.declarations
        if context.names.types[declaration.at].module == name
    ]
    module = SchemaModule(context, changes, name)
    classes = [
        view
        for declaration in here
        if declaration.at in checked
        for view in _SchemaTests(module).of(declaration)
    ]
    classes += view_declared_tests(module, here)
    return TestModuleView(
        header,
        import_block(context.names.package, module.used),
        tuple(comment(f"Not tested: {note}.") for note in module.notes),
        (),
        tuple(classes),
    )


@dataclass(frozen=True, slots=True)
class _SchemaTests:
    module: SchemaModule

    def of(self, declaration: Declaration) -> Iterator[OperationView]:
        """View the class of one schema, if a value of it is known."""
        names = self.module.context.names.types[declaration.at]
        try:
            changes = self.module.changes.of(declaration.at, names.function)
        except NoSample:
            where = declaration.at.pointer
            self.module.notes.append(f"no value is known for {where}")
            return
        self.module.use(".support", "Schema")
        tests = [
            *self._checked(declaration, changes),
            *view_reading_tests(self.module, declaration, changes.value),
        ]
        pieces = [literal(names.type_), literal(declaration.at.pointer)]
        schema = call(Source("Schema"), [*pieces, self.module.value(changes.value)])
        yield OperationView(
            self.module.title(names.type_),
            write_docstring([f"`{declaration.at.pointer}`."], 1),
            statement("schema = ", schema, 1),
            tuple(tests),
        )

    def _checked(
        self, declaration: Declaration, changes: Changes
    ) -> Iterator[TestView]:
        accepted = [*changes.accepted]
        if changes.least != changes.value:
            accepted.insert(0, Change((), changes.least))
        values = [entry.value for entry in accepted]
        before, pieces = view_values(self.module, values)
        rows = [
            tuple_of([literal(pointer(entry.place)), piece])
            for entry, piece in zip(accepted, pieces, strict=True)
        ]
        body: list[Statement] = [
            *before,
            Line(list_of(rows), "right: Changes = "),
            asserted(Source("self.schema.refused(right) == []")),
        ]
        if not rows:
            body = [asserted(Source("self.schema.refused([]) == []"))]
        else:
            self.module.use(".support", "Changes")
        text = "The nearest values inside every limit are valid."
        yield shared_by_all("test_accepts", text, body)
        if changes.refused:
            self.module.use(".support", "Wrong")
            root = declaration.at.pointer
            values = [entry.value for entry in changes.refused]
            before, pieces = view_values(self.module, values)
            wrongs = [
                self._wrong(change, piece, root)
                for change, piece in zip(changes.refused, pieces, strict=True)
            ]
            body = [
                *before,
                assigned(Source("wrong"), list_of(wrongs)),
                asserted(Source("self.schema.overlooked(wrong) == []")),
            ]
            text = (
                "The nearest values outside are reported, each by its rule and limit."
            )
            yield shared_by_all("test_refuses", text, body)

    def _wrong(self, change: Change, value: Piece, root: str) -> Piece:
        broken = change.broken
        if broken is None:
            raise ValueError(change.place)
        place, at = pointer(change.place), pointer(broken.path)
        rule = broken.rule.removeprefix(f"{root}/")
        arguments: list[Piece] = [literal(place), value, literal(rule)]
        if broken.words:
            arguments.append(literal(broken.words))
        if at != place:
            arguments.append(keyword(Source("at"), literal(at)))
        return call(Source("Wrong"), arguments)
