"""OpenAPI 3.1.1, Server Object and Server Variable Object."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from specloom.ir.api import Server, ServerVariable
from specloom.lower.node import Node


def lower_server(holder: Node) -> str:
    """Give the URL of the first server, its variables set to their defaults.

    It has no closing slash, and is empty if there is no server.
    """
    server = next(holder.elements("servers"), None)
    if server is None:
        return ""
    url = _url(server)
    for variable in _variables(server):
        url = url.replace("{" + variable.name + "}", variable.default)
    return url.rstrip("/")


def lower_servers(holder: Node) -> tuple[Server, ...]:
    """Lower all servers that have an absolute URL."""
    servers = (_lower_server(node) for node in holder.elements("servers"))
    return tuple(server for server in servers if "://" in server.url)


def lower_own_servers(operation: Node, path_item: Node) -> tuple[Server, ...]:
    """Lower the servers of an operation, or else those of its path, relative ones too."""
    holder = operation if lower_server(operation) else path_item
    return tuple(_lower_server(node) for node in holder.elements("servers"))


def _lower_server(node: Node) -> Server:
    variables = tuple(_variables(node))
    name, description = node.text("name"), node.text("description")
    return Server(node.at, _url(node).rstrip("/"), name, description, variables)


def _url(node: Node) -> str:
    """Give the URL; a relative one is relative to the document, if that came from a URL.

    It has no query and no fragment (OpenAPI 3.2, Server Object, `url`).
    """
    url, document = re.split("[?#]", node.text("url"))[0], node.at.file
    return urljoin(document, url) if document.startswith("https://") else url


def _variables(node: Node) -> Iterator[ServerVariable]:
    for name, variable in node.entries("variables"):
        yield ServerVariable(
            name,
            variable.text("default"),
            variable.texts("enum"),
            variable.text("description"),
        )
