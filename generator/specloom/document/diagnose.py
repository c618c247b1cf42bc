"""Find everything wrong with a description, with file, line, pointer, rule and hint.

Our own rules are about what code can be made of; the published JSON Schemas of the
OpenAPI versions (through openapi-spec-validator) are about everything else.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from specloom.document.finding import Finding, located
from specloom.document.load import Document
from specloom.document.objects import Node
from specloom.document.parts import clean_parts, parts
from specloom.document.resolve import References
from specloom.document.specification import specification_findings
from specloom.document.survey import Survey
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
_READ = re.compile(r"3\.[012](\.|$)")


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
    said = {(found.file, found.pointer) for found in own if found.rule in _SAME}
    rest = (found for found in further if (found.file, found.pointer) not in said)
    is_whole = not any(found.rule == "depth" for found in further)
    return Diagnosis(
        tuple(sorted({*document.diagnostics, *own, *rest})),
        clean_parts(hashes, further) if is_whole else frozenset(),
    )


def own_findings(document: Document) -> tuple[Diagnostic, ...]:
    """Return the findings of our own rules alone; follows references to files."""
    references = References(document)
    start = Node("OpenAPI", document.root, None, document.location())
    wrong = _version(document)
    if wrong is not None:
        return (located(wrong, start, references),)
    return tuple(sorted(set(Survey(references).look(start))))


def _version(document: Document) -> Finding | None:
    root = document.root
    if "swagger" in root and "openapi" not in root:
        message = f"swagger {document.version} is not read yet".replace("  ", " ")
        hint = "convert to OpenAPI 3"
        return Finding("version", message, ("swagger",), "error", hint)
    if "openapi" not in root:
        message = "this is no OpenAPI description: the field 'openapi' is missing"
        return Finding("version", message, (), "error", _openapi_hint(root))
    version, tokens = root["openapi"], ("openapi",)
    if not isinstance(version, str):
        message = f"the field 'openapi' is text, not {type_name(version)}"
        hint = "put it in quotes, such as '3.0.4'"
        return Finding("version", message, tokens, "error", hint)
    if not _READ.match(version):
        message = f"OpenAPI {shown(version)} is not read"
        hint = "3.0, 3.1 and 3.2 are"
        return Finding("version", message, tokens, "error", hint)
    return None


def _openapi_hint(root: dict[str, object]) -> str:
    near = get_close_matches("openapi", list(root)[:1000], 1, 0.75)
    return f"did you mean '{near[0]}'?" if near else "add 'openapi: 3.1.1'"
