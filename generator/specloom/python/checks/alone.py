"""One module that validates by one JSON Schema and needs nothing but the standard library."""

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from specloom.dialect.formats import ASSERTED
from specloom.ecma.problem import PatternProblem
from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.reach import targets
from specloom.ir.schema import AnySchema, Reference, Schema
from specloom.naming.reserved import KEYWORDS
from specloom.naming.words import snake
from specloom.python.checks.compiled import compiled_pattern
from specloom.python.checks.constants import Constants, ModuleNames
from specloom.python.checks.functions import CheckView, Functions, Purpose
from specloom.python.text.imports import Imports
from specloom.python.text.layout import Piece
from specloom.python.text.source import (
    Source,
    code,
    identifier,
    joined,
)

_LONGEST = 40
_FEW = 200
_DEEP = frozenset({"is_among", "is_content", "is_unique"})
_OWN = frozenset(
    {
        "Any",
        "at",
        "count",
        "found",
        "index",
        "is_valid",
        "item",
        "key",
        "kind",
        "member",
        "option",
        "part",
        "re",
        "schema",
        "seen",
        "validate",
        "value",
        "violations",
    }
)


class UncheckablePattern(Exception):
    """A pattern that Python's `re` cannot say exactly; its place and the reason."""

    def __init__(self, at: Location, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AloneView:
    """The functions of a module, and the names of the runtime that they use.

    `matches` and `check` are those of the whole schema. `is_shallow` says that no value,
    however deep, makes them call each other too often.
    """

    functions: tuple[Source, ...]
    needed: tuple[str, ...]
    matches: Source
    check: Source
    is_shallow: bool


def view_alone(
    schemas: Mapping[Location, AnySchema],
    root: Location,
    taken: frozenset[str],
    imports: Imports,
    *,
    is_lenient: bool = False,
) -> AloneView:
    """Write every function that the root's need; `taken` are the names of the runtime.

    One that is lenient leaves out what a pattern says that cannot be checked exactly.
    """
    home = _Module(schemas, imports, is_lenient)
    names = taken | KEYWORDS | frozenset(dir(builtins)) | _OWN
    scope = imports.inside(frozenset())
    constants = Constants(ModuleNames(set(names)), scope, home.compiled)
    functions = Functions(home, scope, constants)
    reference = _last(Reference(root, root), schemas)
    matches = functions.predicate(reference, "")
    check = functions.checker(reference, "")
    functions.write_all()
    texts = [*map(_text, functions.views), *constants.tables]
    is_shallow = len(texts) <= _FEW and _DEEP.isdisjoint(home.needed)
    return AloneView(
        tuple(texts),
        tuple(home.needed),
        matches,
        check,
        is_shallow and not _has_cycle(schemas),
    )


def _last(reference: Reference, schemas: Mapping[Location, AnySchema]) -> Reference:
    """Give the reference whose schema is none itself."""
    passed = {reference.target}
    inner = schemas[reference.target]
    while isinstance(inner, Reference) and inner.target not in passed:
        passed.add(inner.target)
        reference, inner = inner, schemas[inner.target]
    return reference


def _has_cycle(schemas: Mapping[Location, AnySchema]) -> bool:
    graph = {at: {*targets(schema)} for at, schema in schemas.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return True
    return False


def _text(view: CheckView) -> Source:
    """Put a function together, with its constants above it."""
    lines = [
        view.head,
        code("    {}", view.docstring),
        code("    {}", view.body),
    ]
    text = joined("\n", lines)
    if not view.constants:
        return text
    return code("{}\n\n\n{}", joined("\n", view.constants), text)


@dataclass(slots=True)
class _Module:
    schemas: Mapping[Location, AnySchema]
    imports: Imports
    is_lenient: bool
    needed: dict[str, None] = field(default_factory=dict)
    is_quick: bool = True

    def runtime(self, name: str) -> Source:
        """Give a name of the runtime."""
        self.needed[name] = None
        return identifier(name)

    def schema(self, at: Location) -> AnySchema:
        """Give a schema that others refer to."""
        return self.schemas[at]

    def word(self, at: Location) -> str:
        """Give a short name for the place of a schema."""
        has_token = "/" in at.pointer.partition("#")[2]
        word = snake(last_token(at)) if has_token else "root"
        return word[:_LONGEST].strip("_") or "part"

    def elsewhere(self, purpose: Purpose, at: Location) -> Source | None:
        """Give nothing: there is no other module."""
        return None

    def compiled(self, pattern: str, at: Location) -> Piece | None:
        """Give the text that makes a pattern.

        Raises:
            UncheckablePattern: there is none that is exact, and it is not left out.
        """
        try:
            return compiled_pattern(
                pattern, self.imports, lambda: self.runtime("Automaton")
            )
        except PatternProblem as problem:
            if self.is_lenient:
                return None
            raise UncheckablePattern(at, str(problem)) from None

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        function = f"is_{name.replace('-', '_')}"
        return self.runtime(function) if name in ASSERTED else None

    def takes_bytes(self, schema: Schema) -> bool:
        """Tell that a string is a text."""
        return False
