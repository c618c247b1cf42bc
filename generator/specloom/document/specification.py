"""Check a description against the published JSON Schema of its OpenAPI version.

openapi-spec-validator brings the schemas. The Schema Objects of 3.1 and 3.2 are checked
against the meta-schema of JSON Schema 2020-12. The description is an instance here:
none of its references is followed.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from specloom.document.load import Document
from specloom.document.objects import walk_objects
from specloom.document.parts import Tokens, without
from specloom.document.pointer import join
from specloom.document.swagger.fields import grammar_of
from specloom.document.violation import Violation, violations
from specloom.errors import Diagnostic

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The versions whose published schema is one of JSON Schema 2020-12.
_ANCHORED = ("3.1", "3.2")

Check = Callable[[Any], Iterator[Any]]


def specification_findings(
    document: Document, right: Collection[Tokens] = ()
) -> tuple[Diagnostic, ...]:
    """Return what breaks the published schema; () for versions that have none here.

    `right` are parts in which nothing does, as an earlier run found: these are not looked at.
    """
    reduced = replace(document, root=without(document.root, right))
    try:
        found = sorted({_finding(each, document) for each in _violations(reduced)})
    except RecursionError:
        message = "the description is nested too deep for the published schema"
        file = document.file
        return (Diagnostic("warning", "depth", message, file, 1, 1, "#"),)
    return tuple(found)


def _finding(violation: Violation, document: Document) -> Diagnostic:
    pointer, rule = join(violation.tokens), f"{violation.kind} Object"
    return document.diagnostic_at(
        pointer, "error", rule, violation.message, violation.hint
    )


def _violations(document: Document) -> Iterator[Violation]:
    version = "2.0" if document.is_swagger else document.version[:3]
    errors = _description_check(version)(document.root)
    yield from violations(errors, grammar=grammar_of(document))
    if version in ("3.1", "3.2"):
        check = _schema_check()
        for tokens, schema in _outermost_schemas(document):
            yield from violations(check(schema), tokens)


def _outermost_schemas(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give each Schema Object that lies in no other one."""
    if "jsonSchemaDialect" in document.root:
        return
    last: tuple[str, ...] | None = None
    for node in walk_objects(document.root, document.location()):
        if node.kind == "Schema":
            tokens = node.tokens
            if last is None or tokens[: len(last)] != last:
                last = tokens
                yield tokens, node.value


def _description_check(version: str) -> Check:
    from openapi_spec_validator import schemas
    from openapi_spec_validator.schemas.backend.jsonschema import create_validator

    found = {
        "2.0": schemas.schema_v2,
        "3.0": schemas.schema_v30,
        "3.1": schemas.schema_v31,
        "3.2": schemas.schema_v32,
    }
    if version not in found:
        return lambda _: iter(())
    validator = create_validator(dict(found[version]))
    if version in _ANCHORED:
        registry = _known(validator.schema)
        validator = type(validator)(validator.schema, registry=registry)
    check: Check = validator.iter_errors
    return check


def _known(schema: dict[str, Any]) -> Any:
    """Give a registry that knows the anchors of a schema.

    One that does not looks through the whole schema for each `$dynamicRef` that it meets.
    """
    from referencing.jsonschema import DRAFT202012

    # By its name: the package has no types.
    published: Any = import_module("jsonschema_specifications").REGISTRY
    resource = DRAFT202012.create_resource(schema)
    return published.with_resource(schema["$id"], resource).crawl()


def _schema_check() -> Check:
    from openapi_schema_validator.validators import OAS31Validator

    check: Check = OAS31Validator({"$ref": _DIALECT}).iter_errors
    return check
