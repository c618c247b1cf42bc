"""Compile a JSON Schema of any dialect to a validator: plain Python functions.

JSON Schema drafts 4 to 2020-12, OpenAPI 3.0 and 3.1 Schema Objects.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from specloom.dialect.bundle import bundle, live, taken_names
from specloom.dialect.dialects import DialectName
from specloom.dialect.lower import SchemaSet, lower_document
from specloom.dialect.problem import SchemaError, refuse
from specloom.document.load import Document, load
from specloom.errors import Diagnostic, Location
from specloom.format import format_here
from specloom.ir.direction import Direction, narrowed
from specloom.ir.reach import Reach, targets
from specloom.ir.schema import AnySchema
from specloom.python.checks.alone import AloneView, UncheckablePattern, view_alone
from specloom.python.text.imports import Imports
from specloom.runtime.validator import ValidationError
from specloom.runtime.violations import Check, Violation

__all__ = [
    "DialectName",
    "Direction",
    "SchemaError",
    "ValidationError",
    "Validator",
    "Violation",
    "compile_file",
    "compile_lowered",
    "compile_schema",
]

_HOW = "name one as FILE#/components/schemas/NAME"
_HEADER = '"""Validate JSON values; written by Specloom from a JSON Schema."""'
_TAIL_NEEDS = ("Violation", "ValidationError", "run", "too_deep")
_DEEP = '''\
def is_valid(value: object) -> bool:
    """Tell whether a JSON value is valid; stop at the first fault."""
    try:
        return {matches}(value)
    except RecursionError:
        return False
'''
_SHALLOW = "is_valid = {matches}\n"
_PUBLIC = '''\
{is_valid}


def violations(value: object) -> list[Violation]:
    """Give everything that is wrong with a JSON value; nothing for a valid one."""
    if is_valid(value):
        return []
    return run({check}, value, "") or [too_deep(value)]


def validate(value: object) -> None:
    """Raise ValidationError with all violations if a JSON value is not valid."""
    found = violations(value)
    if found:
        raise ValidationError(found)
'''


@dataclass(frozen=True)
class Validator:
    """A compiled schema."""

    is_valid: Callable[[object], bool]
    """Tell whether a JSON value is valid; stop at the first fault."""
    violations: Callable[[object], list[Violation]]
    """Give everything that is wrong with a JSON value; nothing for a valid one."""
    validate: Callable[[object], None]
    """Raise ValidationError with all violations if a JSON value is not valid."""
    check: Check
    """Append all violations of a value at a path to a list: what `violations` runs."""
    _text: str

    @cached_property
    def source(self) -> str:
        """The validator as the text of one module that imports only what Python has."""
        return format_here({"": self._text})[""]


def compile_schema(
    schema: object,
    dialect: DialectName = "2020-12",
    resources: Mapping[str, object] | None = None,
    formats: bool = False,
    direction: Direction | None = None,
) -> Validator:
    """Compile a schema, given as its JSON value.

    Args:
        schema: An object or a boolean.
        dialect: How to read a schema that does not name its dialect with `$schema`.
        resources: Other schemas that it refers to, by URI. Nothing is ever fetched.
        formats: Whether a string must have its `format`, as far as that is known here,
            and in draft 7 its `contentEncoding` and `contentMediaType`.
        direction: For OpenAPI: a `request` need not have what is `readOnly`, nor a
            `response` what is `writeOnly`, even if that is required.

    Raises:
        SchemaError: it is no schema, refers to what is not there or to itself without
            end, or has a pattern that Python cannot check exactly.
    """
    lowering = partial(
        lower_document, schema, dialect, resources or {}, formats=formats
    )
    return _compiled(lambda: _turned(lowering(), direction))


def compile_lowered(
    schemas: Mapping[Location, AnySchema], root: AnySchema
) -> Validator:
    """Compile a lowered schema; `schemas` are those that references may name.

    A pattern that Python cannot check exactly is left out, as in a generated package.

    Raises:
        SchemaError: the schemas nest too deeply.
    """
    reach = Reach(lambda at: targets(schemas[at]))
    reached = {at: schemas[at] for at in reach.follow(targets(root))}
    lowered = SchemaSet(root.at, {root.at: root, **reached})
    return _compiled(lambda: lowered, is_lenient=True)


def _compiled(
    lowering: Callable[[], SchemaSet], *, is_lenient: bool = False
) -> Validator:
    imports = Imports(())
    imports.use("__future__", "annotations")
    view = _view(lowering, imports, is_lenient=is_lenient)
    needed = (*view.needed, *_TAIL_NEEDS)
    functions = _functions(view)
    namespace = _executed(f"{_import_block(imports)}\n{functions}", live(needed))
    return Validator(
        is_valid=_function(namespace, "is_valid"),
        violations=_function(namespace, "violations"),
        validate=_function(namespace, "validate"),
        check=_function(namespace, view.check.text),
        _text=_whole(imports, needed, functions),
    )


def compile_file(
    path: Path,
    dialect: DialectName | None = None,
    resources: Mapping[str, Path] | None = None,
    *,
    formats: bool = False,
    direction: Direction | None = None,
    pointer: str = "",
) -> str:
    """Compile the schema in a JSON or YAML file to the text of a module.

    Args:
        path: The file.
        dialect: As for `compile_schema`; None for the one that the file is written in.
        resources: The files of other schemas that it refers to, by URI.
        formats: As for `compile_schema`.
        direction: As for `compile_schema`.
        pointer: Where in the file the schema stands, a JSON Pointer; empty for the root.

    Raises:
        LoadError: a file cannot be read.
        SchemaError: as from `compile_schema`, with file, line and column.
    """
    document = load(path)
    others = {uri: load(file) for uri, file in (resources or {}).items()}
    given = {uri: other.root for uri, other in others.items()}
    schema, uri = cast(object, document.root), quote(path.name)
    if pointer:
        given |= {uri: document.root}
        schema = {"$ref": f"{uri}#{pointer}"}
    dialect = dialect or _dialect_of(document)
    documents = {"": document, uri: document, **others}
    try:
        if not pointer and document.version:
            raise refuse("#", "this is an OpenAPI description, no schema", _HOW)
        return compile_schema(schema, dialect, given, formats, direction).source
    except SchemaError as problem:
        placed = (_placed(entry, documents) for entry in problem.diagnostics)
        raise SchemaError(tuple(placed)) from None


def _dialect_of(document: Document) -> DialectName:
    if document.version.startswith("3.0"):
        return "openapi-3.0"
    return "openapi-3.1" if document.version else "2020-12"


def _placed(diagnostic: Diagnostic, documents: Mapping[str, Document]) -> Diagnostic:
    """Say in which file a fault stands, and where; one of no file concerns the first."""
    uri, _, fragment = diagnostic.pointer.partition("#")
    if uri not in documents:
        return replace(diagnostic, file=documents[""].file)
    document, pointer = documents[uri], f"#{fragment}"
    line, column = document.position(pointer)
    return replace(
        diagnostic,
        file=document.file,
        line=line,
        column=column,
        pointer=pointer,
        message=diagnostic.message.removeprefix(f"{diagnostic.pointer}: "),
    )


def _turned(lowered: SchemaSet, direction: Direction | None) -> SchemaSet:
    if direction is None:
        return lowered
    schemas = {
        at: narrowed(schema, direction, lowered.schemas)
        for at, schema in lowered.schemas.items()
    }
    return SchemaSet(lowered.root, schemas)


def _view(
    lowering: Callable[[], SchemaSet], imports: Imports, *, is_lenient: bool
) -> AloneView:
    try:
        lowered = lowering()
        schemas, root = lowered.schemas, lowered.root
        return view_alone(schemas, root, taken_names(), imports, is_lenient=is_lenient)
    except UncheckablePattern as problem:
        message = f"the pattern cannot be checked exactly: {problem.reason}"
        raise refuse(problem.at.pointer, message, "JSON Schema, pattern") from None
    except RecursionError:
        raise _too_deep() from None


def _too_deep() -> SchemaError:
    return refuse("#", "the schema nests too deeply", "JSON Schema")


def _executed(text: str, namespace: dict[str, object]) -> dict[str, object]:
    """Run the text of the functions; Python nests brackets and blocks to its limits."""
    try:
        exec(text, namespace)  # noqa: S102 - put together from checked pieces
    except (SyntaxError, RecursionError, MemoryError) as problem:
        if isinstance(problem, SyntaxError) and "too many" not in problem.msg:
            raise
        raise _too_deep() from None
    return namespace


def _functions(view: AloneView) -> str:
    """Give the text of all functions, those that a caller may use at the end."""
    is_valid = (_SHALLOW if view.is_shallow else _DEEP).format(
        matches=view.matches.text
    )
    public = _PUBLIC.format(is_valid=is_valid, check=view.check.text)
    return "\n\n\n".join((*(entry.text for entry in view.functions), public))


def _whole(imports: Imports, needed: tuple[str, ...], functions: str) -> str:
    """Give the text of a module that has its share of the runtime in it."""
    bundled = bundle(needed)
    for entry in bundled.imports:
        if entry.name:
            imports.use(entry.module, entry.name)
        else:
            imports.module_(entry.module)
    runtime = "\n\n\n".join(entry.text for entry in bundled.definitions)
    return "\n\n".join((_HEADER, _import_block(imports), runtime, functions))


def _import_block(imports: Imports) -> str:
    groups = imports.statements()
    return "\n\n".join("\n".join(line.text for line in group) for group in groups)


def _function(namespace: Mapping[str, object], name: str) -> Callable[..., Any]:
    function = namespace[name]
    if not callable(function):
        raise TypeError(f"{name} is no function")
    return function
