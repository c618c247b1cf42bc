"""Walk a description once and ask every rule about every Object it is for.

OpenAPI 3.1.1, Reference Object, `operationId` and Discriminator Object `mapping` need
the memory of the walk; the other rules look at one Object each.
"""

from collections.abc import Iterator

from specloom.document.finding import Finding, Rule, located
from specloom.document.objects import Node, walk_objects
from specloom.document.operation_rules import OBJECT_RULES
from specloom.document.resolve import ReferenceProblem, References, Resolved
from specloom.document.schema_rules import SCHEMA_RULES
from specloom.document.swagger.fields import grammar_of
from specloom.document.swagger.rules import BODY_RULES, LIST_RULES
from specloom.document.values import shown
from specloom.errors import Diagnostic, Location

Rules = dict[str, tuple[Rule, ...]]

RULES: Rules = {**OBJECT_RULES, "Schema": SCHEMA_RULES}
SWAGGER: Rules = {
    **RULES,
    "Operation": (*OBJECT_RULES["Operation"], *BODY_RULES),
    "Parameter": (*OBJECT_RULES["Parameter"], *SCHEMA_RULES, *LIST_RULES),
    "Header": (*SCHEMA_RULES, *LIST_RULES),
    "Items": SCHEMA_RULES,
}


class Survey:
    """One walk over a description and the files it refers to."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._siblings = references.entry.has_siblings
        self._table = grammar_of(references.entry).table
        self._rules = SWAGGER if references.entry.is_swagger else RULES
        self._operations: dict[str, Location] = {}
        self._problems: dict[tuple[str, str], ReferenceProblem | None] = {}
        self._visited: set[Location] = set()
        self._pending: list[Node] = []

    def look(self, start: Node) -> Iterator[Diagnostic]:
        """Give the findings below one Object, then those in other files."""
        self._pending.append(start)
        while self._pending:
            kind, value, _, origin = self._pending.pop()
            nodes = walk_objects(
                value, origin, kind, siblings=self._siblings, table=self._table
            )
            for node in nodes:
                for finding in self._findings(node):
                    yield located(finding, node, self.references)

    def _findings(self, node: Node) -> Iterator[Finding]:
        if node.is_reference:
            yield from self._reference(node)
            if not self._siblings or node.kind != "Schema":
                return
        for rule in self._rules.get(node.kind, ()):
            yield from rule(node, self.references)
        match node.kind:
            case "Operation":
                yield from self._operation_id(node)
            case "Discriminator":
                yield from self._mapping(node)

    def _reference(self, node: Node) -> Iterator[Finding]:
        problem = self._problem(node, node.value["$ref"])
        if problem is not None:
            found = problem.diagnostic
            yield Finding(found.rule, found.message, ("$ref",), "error", found.hint)

    def _mapping(self, node: Node) -> Iterator[Finding]:
        mapping = node.value.get("mapping")
        for name, ref in (mapping if isinstance(mapping, dict) else {}).items():
            if isinstance(ref, str) and ("/" in ref or "#" in ref):
                problem = self._problem(node, ref)
                if problem is not None:
                    message, tokens = problem.diagnostic.message, ("mapping", name)
                    yield Finding("discriminator-mapping", message, tokens)

    def _operation_id(self, node: Node) -> Iterator[Finding]:
        name = node.value.get("operationId")
        if isinstance(name, str):
            first = self._operations.setdefault(name, node.at)
            if first != node.at:
                message = f"the operationId {shown(name)} is taken by {first.pointer}"
                yield Finding("operation-id-repeated", message, ("operationId",))

    def _problem(self, node: Node, ref: str) -> ReferenceProblem | None:
        key = (node.origin.file, ref)
        if key not in self._problems:
            self._problems[key] = self._try(node, ref)
        return self._problems[key]

    def _try(self, node: Node, ref: str) -> ReferenceProblem | None:
        try:
            target = self.references.target(ref, node.origin)
            self.references.resolve(ref, node.origin)
        except ReferenceProblem as problem:
            return problem
        if target.location.file != self.references.entry.file:
            self._follow(target, node.kind)
        return None

    def _follow(self, target: Resolved, kind: str) -> None:
        is_new = target.location not in self._visited
        if is_new and isinstance(target.value, dict):
            self._visited.add(target.location)
            self._pending.append(Node(kind, target.value, None, target.location))
