"""Check that a document is an overlay (OpenAPI Overlay 1.0 and 1.1, Overlay Object)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from specloom.document.load import Document
from specloom.document.pointer import join
from specloom.document.values import identity, shown, type_name
from specloom.errors import Diagnostic

_VERSION = re.compile(r"1\.[012]\.\d+")
_NAMES = {str: "text", dict: "an object", list: "a list", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class _Object:
    """The fields of an Object of the standard; those without a type take anything."""

    name: str
    required: tuple[str, ...]
    fields: dict[str, type | None]


_OVERLAY = _Object(
    "Overlay",
    ("overlay", "info", "actions"),
    {"overlay": str, "info": dict, "extends": str, "actions": list},
)
_INFO = _Object(
    "Info",
    ("title", "version"),
    {"title": str, "version": str, "description": str},
)
_ACTION = _Object(
    "Action",
    ("target",),
    {
        "target": str,
        "description": str,
        "update": None,
        "copy": str,
        "remove": bool,
    },
)


@dataclass(frozen=True, slots=True)
class _Fault:
    rule: str
    message: str
    tokens: tuple[str | int, ...]
    hint: str = ""


def shape_findings(overlay: Document) -> tuple[Diagnostic, ...]:
    """Return what keeps a document from being applied as an overlay."""
    return tuple(
        overlay.diagnostic_at(
            join(fault.tokens), "error", fault.rule, fault.message, fault.hint
        )
        for fault in _faults(overlay.root)
    )


def _faults(root: dict[str, Any]) -> Iterator[_Fault]:
    if "overlay" not in root:
        message = "this is no overlay: the field 'overlay' is missing"
        hint = "an overlay starts with 'overlay: 1.0.0'"
        yield _Fault("overlay-version", message, (), hint)
        return
    yield from _object(root, _OVERLAY, ())
    version, info, actions = root["overlay"], root.get("info"), root.get("actions")
    if isinstance(version, str) and not _VERSION.fullmatch(version):
        message = f"overlay {shown(version)} is not read"
        hint = "1.0.0 and 1.1.0 are"
        yield _Fault("overlay-version", message, ("overlay",), hint)
    if isinstance(info, dict):
        yield from _object(info, _INFO, ("info",))
    if isinstance(actions, list):
        yield from _actions(actions)


def _actions(actions: list[Any]) -> Iterator[_Fault]:
    if not actions:
        message = "an overlay must have at least one action"
        yield _Fault("Overlay Object", message, ("actions",))
    seen: dict[Any, int] = {}
    for index, action in enumerate(actions):
        tokens = ("actions", index)
        first = seen.setdefault(identity(action), index)
        if first != index:
            message = f"the action repeats action {first}"
            yield _Fault("Overlay Object", message, tokens)
        elif isinstance(action, dict):
            yield from _object(action, _ACTION, tokens)
            yield from _action(action, tokens)
        else:
            message = f"an action must be an object, not {type_name(action)}"
            yield _Fault("Overlay Object", message, tokens)


def _action(action: dict[str, Any], tokens: tuple[str | int, ...]) -> Iterator[_Fault]:
    target = action.get("target")
    if isinstance(target, str) and not target.startswith("$"):
        message = f"the target {shown(target)} must start with '$'"
        yield _Fault("Action Object", message, (*tokens, "target"))
    if "copy" in action and "update" in action:
        message = "an action has either an update or a copy"
        yield _Fault("Action Object", message, (*tokens, "copy"))


def _object(
    value: dict[str, Any], kind: _Object, tokens: tuple[str | int, ...]
) -> Iterator[_Fault]:
    rule = f"{kind.name} Object"
    for name in kind.required:
        if name not in value:
            yield _Fault(rule, f"the field '{name}' is missing", tokens)
    for name, member in value.items():
        wanted = kind.fields.get(name)
        if name not in kind.fields and not name.startswith("x-"):
            near = get_close_matches(name[:100], kind.fields, 1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            message = f"the {rule} has no field {shown(name)}"
            yield _Fault(rule, message, (*tokens, name), hint)
        elif wanted is not None and not isinstance(member, wanted):
            message = f"'{name}' must be {_NAMES[wanted]}, not {type_name(member)}"
            yield _Fault(rule, message, (*tokens, name))
