"""Find everything wrong with a description, with file, line, pointer, rule and hint.

Our own rules are about what code can be made of; the published JSON Schemas of the
OpenAPI versions (through openapi-spec-validator) are about everything else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from specloom.document.finding import Finding, located
from specloom.document.load import Document
from specloom.document.objects import Node
from specloom.document.parts import clean_parts, parts
from specloom.document.resolve import References
from specloom.document.specification import specification_findings
from specloom.document.survey import Survey
from specloom.document.swagger.fields import grammar_of
from specloom.document.values import shown, type_name
from specloom.errors import Diagnostic

__all__ = [
    "Diagnosis",
    "diagnose",
    "diagnose_again",
    "own_findings",
    "specification_findings",
]

# Rules of ours that say the same as the published schema does at the same place.
_SAME = frozenset(
    {"enum-repeated", "path-parameter-required", "response-description", "version"}
)
_READ = {
    "openapi": re.compile(r"3\.[012](\.|$)"),
    "swagger": re.compile(r"2(\.0)?(\.|$)"),
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All findings, in the order of their places; `clean` is for `diagnose_again`."""

    findings: tuple[Diagnostic, ...]
    clean: frozenset[str]


def diagnose(document: Document) -> tuple[Diagnostic, ...]:
    """Return all findings, in the order of their places; never raises."""
    return diagnose_again(document, frozenset()).findings


def diagnose_again(document: Document, clean: frozenset[str]) -> Diagnosis:
    """Find the same, faster: the published schema is not asked about what was clean."""
    own = own_findings(document)
    hashes = parts(document)
    right = [tokens for tokens, hash_ in hashes.items() if hash_ in clean]
    further = () if _version(document) else specification_findings(document, right)
    said = {
        (found.file, pointer)
        for found in own
        if found.rule in _SAME
        for pointer in (found.pointer, _list_of(found))
    }
    rest = (found for found in further if (found.file, found.pointer) not in said)
    is_whole = not any(found.rule == "depth" for found in further)
    return Diagnosis(
        tuple(sorted({*document.diagnostics, *own, *rest})),
        clean_parts(hashes, further) if is_whole else frozenset(),
    )


def _list_of(found: Diagnostic) -> str:
    """Give the place where the published schema of 2.0 says that an item is repeated."""
    is_item = found.rule == "enum-repeated"
    return found.pointer.rpartition("/")[0] if is_item else found.pointer


def own_findings(document: Document) -> tuple[Diagnostic, ...]:
    """Return the findings of our own rules alone; follows references to files."""
    references = References(document)
    start = Node(grammar_of(document).root, document.root, None, document.location())
    wrong = _version(document)
    if wrong is not None:
        return (located(wrong, start, references),)
    number = (located(found, start, references) for found in _version_is_text(document))
    return tuple(sorted({*number, *Survey(references).look(start)}))


def _version(document: Document) -> Finding | None:
    """Say why a document's version is not read; None if it is."""
    root = document.root
    field = "openapi" if "openapi" in root or "swagger" not in root else "swagger"
    if field not in root:
        message = "this is no OpenAPI description: the field 'openapi' is missing"
        return Finding("version", message, (), "error", _openapi_hint(root))
    if not document.version:
        message = f"the field '{field}' is text, not {type_name(root[field])}"
        hint = "put it in quotes, such as '3.0.4'"
        return Finding("version", message, (field,), "error", hint)
    if not _READ[field].match(document.version):
        name = "OpenAPI" if field == "openapi" else "Swagger"
        message = f"{name} {shown(document.version)} is not read"
        hint = "2.0 is" if field == "swagger" else "3.0, 3.1 and 3.2 are"
        return Finding("version", message, (field,), "error", hint)
    return None


def _version_is_text(document: Document) -> Iterator[Finding]:
    """Report a version that YAML reads as a number: 3.10 would be 3.1."""
    for field in ("openapi", "swagger"):
        if isinstance(document.root.get(field), int | float):
            message = f"the field '{field}' is text, not a number"
            hint = f"put it in quotes: '{document.version}'"
            yield Finding("version", message, (field,), "warning", hint)


def _openapi_hint(root: dict[str, object]) -> str:
    near = get_close_matches("openapi", list(root)[:1000], 1, 0.75)
    return f"did you mean '{near[0]}'?" if near else "add 'openapi: 3.1.1'"
