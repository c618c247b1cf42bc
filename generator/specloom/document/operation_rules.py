"""Find what keeps an operation from being called as it is described.

OpenAPI 3.1.1: Paths Object (templating), Operation, Parameter and Response Object.
"""

import re
from collections.abc import Iterator
from typing import Any

from specloom.document.finding import Finding, Rule, object_at
from specloom.document.objects import OPENAPI, Node
from specloom.document.resolve import References
from specloom.document.values import is_token, shown

_METHODS = OPENAPI.methods
_MORE = "additionalOperations"
_TEMPLATE = re.compile(r"\{([^{}]+)\}")

Declared = dict[str, tuple[str | int, ...]]


def paths_alike(node: Node, _: References) -> Iterator[Finding]:
    """Report path templates that differ only in the names of their parameters."""
    seen: dict[str, str] = {}
    for path in node.value:
        first = seen.setdefault(_TEMPLATE.sub("{}", path), path)
        if first != path:
            message = f"the path is the same as {shown(first)}"
            yield Finding("path-repeated", message, (path,))


def paths_present(node: Node, _: References) -> Iterator[Finding]:
    """Report a description of no operation at all."""
    is_empty = node.value.get("paths") == {}
    if is_empty and not node.value.get("webhooks"):
        message = "there is no path, so the client has no method"
        yield Finding("paths-empty", message, ("paths",), "info")


def path_parameters(node: Node, references: References) -> Iterator[Finding]:
    """Compare the names in a path template with the declared path parameters."""
    for path, item in node.value.items():
        if path.startswith("x-") or not isinstance(item, dict):
            continue
        names = set(_TEMPLATE.findall(path))
        shared = _declared(item, (path,), node, references)
        yield from _unused(shared, names, path)
        for way, operation in _operations(item):
            own = _declared(operation, (path, *way), node, references)
            yield from _unused(own, names, path)
            for name in sorted(names - shared.keys() - own.keys()):
                message = f"the path parameter {shown(name)} is not declared"
                hint = "add a Parameter Object with 'in: path'"
                tokens = (path, *way)
                yield Finding("path-parameter-missing", message, tokens, hint=hint)


def _operations(
    item: dict[str, Any],
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Give the operations of a path item, with their places in it."""
    more = item.get(_MORE)
    ways: list[tuple[str, ...]] = [(method,) for method in _METHODS]
    ways += [(_MORE, method) for method in (more if isinstance(more, dict) else ())]
    for way in ways:
        operation: Any = item
        for token in way:
            operation = operation.get(token)
        if isinstance(operation, dict):
            yield way, operation


def parameters_of(
    owner: dict[str, Any], node: Node, references: References
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the parameters in a list by their index, references followed; {} for a dead one."""
    listed = owner.get("parameters")
    for index, parameter in enumerate(listed if isinstance(listed, list) else ()):
        ref = parameter.get("$ref") if isinstance(parameter, dict) else None
        if isinstance(ref, str):
            yield index, object_at(ref, node.origin, references)
        elif isinstance(parameter, dict):
            yield index, parameter


def _unused(declared: Declared, names: set[str], path: str) -> Iterator[Finding]:
    for name, tokens in declared.items():
        if name not in names:
            message = f"the path {shown(path)} has no template {shown(f'{{{name}}}')}"
            yield Finding("path-parameter-unused", message, tokens)


def _declared(
    owner: dict[str, Any], tokens: tuple[str, ...], node: Node, references: References
) -> Declared:
    """Return the path parameters of an operation or path item, with their places."""
    found: Declared = {}
    for index, parameter in parameters_of(owner, node, references):
        name = parameter.get("name")
        if parameter.get("in") == "path" and isinstance(name, str):
            found[name] = (*tokens, "parameters", index)
    return found


def parameters_unique(node: Node, references: References) -> Iterator[Finding]:
    """Report a parameter that its list has twice (same name and same `in`)."""
    seen: dict[tuple[str, str], int] = {}
    for index, parameter in parameters_of(node.value, node, references):
        name, in_ = parameter.get("name"), parameter.get("in")
        if isinstance(name, str) and isinstance(in_, str):
            first = seen.setdefault((name, in_), index)
            if first != index:
                message = f"the {in_} parameter {shown(name)} repeats item {first}"
                yield Finding("parameter-repeated", message, ("parameters", index))


def path_parameter_required(node: Node, _: References) -> Iterator[Finding]:
    """Report a path parameter without `required: true`."""
    if node.value.get("in") == "path" and node.value.get("required") is not True:
        tokens = ("required",) if "required" in node.value else ()
        message = "a path parameter must have 'required: true'"
        yield Finding("path-parameter-required", message, tokens)


def header_name_is_token(node: Node, _: References) -> Iterator[Finding]:
    """Report a header parameter whose name no header can have."""
    name = node.value.get("name")
    is_named = node.value.get("in") == "header" and isinstance(name, str) and name
    if is_named and not is_token(str(name)):
        message = f"no header can be called {shown(name)}, so it is not sent"
        hint = "a header name is a token (RFC 9110, section 5.6.2)"
        yield Finding("header-name", message, ("name",), hint=hint)


def header_names_are_tokens(node: Node, _: References) -> Iterator[Finding]:
    """Report a header of an answer whose name no header can have."""
    headers = node.value.get("headers")
    for name in headers if isinstance(headers, dict) else ():
        if isinstance(name, str) and not is_token(name):
            message = f"no header can be called {shown(name)}, so it is not read"
            hint = "a header name is a token (RFC 9110, section 5.6.2)"
            yield Finding("header-name", message, ("headers", name), hint=hint)


def operation_id_present(node: Node, _: References) -> Iterator[Finding]:
    """Report an operation without `operationId`."""
    if "operationId" not in node.value:
        message = "the operation has no operationId; its name is made from its path"
        yield Finding("operation-id-missing", message, severity="info")


def server_url_is_whole(node: Node, _: References) -> Iterator[Finding]:
    """Report a server whose URL has what no path can follow."""
    url = node.value.get("url")
    if isinstance(url, str) and not {"?", "#"}.isdisjoint(url):
        message = "the URL of a server has no query and no fragment; both are left out"
        yield Finding("server-url", message, ("url",))


def response_described(node: Node, references: References) -> Iterator[Finding]:
    """Report a response without `description`, which 3.0 and 3.1 require."""
    version = references.document_of(node.origin).version
    if "description" not in node.value and not version.startswith("3.2"):
        yield Finding("response-description", "a response must have a description")


def security_defined(node: Node, references: References) -> Iterator[Finding]:
    """Report the name of a security scheme that the components do not define."""
    root = references.document_of(node.origin).root
    components = root.get("components")
    members = components if isinstance(components, dict) else {}
    schemes = members.get("securitySchemes", root.get("securityDefinitions"))
    names = schemes.keys() if isinstance(schemes, dict) else ()
    for name in node.value:
        if name not in names and "/" not in name:
            message = f"there is no security scheme {shown(name)}"
            yield Finding("security-undefined", message, (name,))


OBJECT_RULES: dict[str, tuple[Rule, ...]] = {
    "OpenAPI": (paths_present,),
    "Swagger": (paths_present,),
    "Paths": (paths_alike, path_parameters),
    "Path Item": (parameters_unique,),
    "Operation": (operation_id_present, parameters_unique),
    "Parameter": (path_parameter_required, header_name_is_token),
    "Response": (response_described, header_names_are_tokens),
    "Server": (server_url_is_whole,),
    "Security Requirement": (security_defined,),
}
