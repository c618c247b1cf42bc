"""OpenAPI 3.1.1, Server Object: the first server, its variables set to their defaults."""

from specloom.lower.node import Node


def lower_server(holder: Node) -> str:
    """Give the URL of the first server, without a closing slash; empty if there is none."""
    server = next(holder.elements("servers"), None)
    if server is None:
        return ""
    url = server.text("url")
    for name, variable in server.entries("variables"):
        url = url.replace("{" + name + "}", variable.text("default"))
    return url.rstrip("/")
