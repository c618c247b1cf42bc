"""Apply an overlay to a description (OpenAPI Overlay 1.0 and 1.1, Action Object).

Where 1.0 leaves open how lists and plain values are merged, the words of 1.1 count. An
action that cannot be applied is reported and left out; the others are applied.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError

from specloom.document.limits import MAX_DEPTH, TOO_DEEP, depth_of
from specloom.document.load import Document
from specloom.document.merge import Conflict, copied, merge, remove
from specloom.document.overlay_shape import shape_findings
from specloom.document.pointer import join
from specloom.document.values import shown
from specloom.errors import Diagnostic, Severity

_ENVIRONMENT = JSONPathEnvironment()
_ENVIRONMENT.max_recursion_depth = 2 * MAX_DEPTH

Path = tuple[str | int, ...]


class _ActionError(ValueError):
    """Why an action does not do what it says."""

    def __init__(
        self, rule: str, message: str, field: str, severity: Severity = "error"
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.field = field
        self.severity = severity


def apply_overlay(
    document: Document, overlay: Document
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the changed description and what is wrong with the overlay.

    The place of a pointer in the result is that of its nearest ancestor in `document`.
    """
    wrong = shape_findings(overlay)
    if wrong:
        return document, wrong
    root = copied(document.root)
    found = [
        _diagnostic(problem, index, overlay)
        for index, action in enumerate(overlay.root["actions"])
        for problem in _apply(root, action)
    ]
    if depth_of(root) > MAX_DEPTH:
        deep = _ActionError("depth", TOO_DEEP, "")
        return document, (*found, _diagnostic(deep, 0, overlay))
    return replace(document, root=root), tuple(found)


def _diagnostic(problem: _ActionError, index: int, overlay: Document) -> Diagnostic:
    tokens = ("actions", index, problem.field)[: 3 if problem.field else 2]
    return overlay.diagnostic_at(
        join(tokens), problem.severity, problem.rule, str(problem)
    )


def _apply(root: dict[str, Any], action: dict[str, Any]) -> Iterator[_ActionError]:
    try:
        targets = _select(root, action["target"], "target")
        if not targets:
            message = f"the target {shown(action['target'])} matches nothing"
            yield _ActionError("overlay-no-match", message, "target", "warning")
        elif action.get("remove") is True:
            _remove(root, targets)
        elif "update" in action or "copy" in action:
            yield from _update(root, targets, action)
        else:
            message = "the action changes nothing: it has no update, copy or remove"
            yield _ActionError("overlay-no-change", message, "", "warning")
    except _ActionError as problem:
        yield problem


def _select(root: dict[str, Any], query: str, field: str) -> list[Path]:
    """Return the places that a JSONPath (RFC 9535) selects, each once."""
    try:
        nodes = _ENVIRONMENT.find(query, root)
        return list(dict.fromkeys(tuple(node.location) for node in nodes))
    except (JSONPathError, RecursionError) as problem:
        reason = str(problem).split("\n")[0]
        message = f"{shown(query)} is no JSONPath (RFC 9535): {reason}"
        raise _ActionError("overlay-path", message, field) from None


def _remove(root: dict[str, Any], targets: list[Path]) -> None:
    if () in targets:
        message = "the whole description cannot be removed"
        raise _ActionError("overlay-root", message, "target")
    remove(root, targets)


def _update(
    root: dict[str, Any], targets: list[Path], action: dict[str, Any]
) -> Iterator[_ActionError]:
    field = "copy" if "copy" in action else "update"
    update = _source(root, action["copy"]) if field == "copy" else action["update"]
    for target in targets:
        for conflict in merge(root, target, update):
            yield _conflict(conflict, field)


def _source(root: dict[str, Any], query: str) -> Any:
    places = _select(root, query, "copy")
    if len(places) != 1:
        message = f"{shown(query)} selects {len(places)} values; a copy takes one"
        raise _ActionError("overlay-copy", message, "copy")
    value: Any = root
    for step in places[0]:
        value = value[step]
    return copied(value)


def _conflict(conflict: Conflict, field: str) -> _ActionError:
    message = f"{join(conflict.place)} is {conflict.there}; {conflict.new} cannot be "
    return _ActionError("overlay-merge", message + "merged into it", field)
