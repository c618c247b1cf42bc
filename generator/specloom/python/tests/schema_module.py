"""What the views of one module of schema tests share: names, imports, values."""

from dataclasses import dataclass, field

from specloom.naming.declarations import Declaration
from specloom.python.context import Context
from specloom.python.tests.changes import SchemaChanges
from specloom.python.tests.constants import Constants
from specloom.python.tests.free_names import FreeNames
from specloom.python.text.layout import Piece
from specloom.python.text.source import Source, identifier, literal


@dataclass(slots=True)
class SchemaModule:
    """One module on its way to a view; `name` is that of the module of models.

    `used` are the imports, by module and name, as `import_block` takes them.
    """

    context: Context
    changes: SchemaChanges
    name: str
    used: set[tuple[str, str]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    constants: list[Source] = field(default_factory=list)
    _names: FreeNames = field(default_factory=FreeNames)
    _constants: FreeNames = field(default_factory=lambda: FreeNames({"GONE"}))

    def use(self, module: str, *names: str) -> None:
        """Import names from a module."""
        self.used.update((module, name) for name in names)

    def value(self, value: object) -> Piece:
        """Write a JSON value."""
        return Constants(self.context, self.changes.sampler).piece(value)

    def type_name(self, declaration: Declaration) -> Source:
        """Write the name of a declared type as a text."""
        return literal(self.context.names.types[declaration.at].type_)

    def constant_name(self, wanted: str) -> Source:
        """Name a constant of the module."""
        return identifier(self._constants.free(wanted))

    def title(self, name: str) -> Source:
        """Name a class of tests."""
        return identifier(self._names.title(name))
