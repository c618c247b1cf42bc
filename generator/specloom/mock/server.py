"""Serve a description on this machine until it is interrupted."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from specloom.document.reach import Reach
from specloom.errors import UsageError
from specloom.mock.app import PAGE_PATH, App
from specloom.mock.cors import Cors, is_origin
from specloom.mock.description import read
from specloom.mock.log import access_log
from specloom.mock.service import Service

_BACKLOG = 2048
_LAST_SECONDS = 1


def serve(
    spec: Path,
    overlays: tuple[Path, ...],
    reach: Reach,
    host: str,
    port: int,
    seed: int,
    origins: tuple[str, ...],
    show: Callable[[str], None],
    note: Callable[[str], None],
) -> None:
    """Serve until interrupted; the first line shown has the URL.

    Raises:
        SpecloomError: the document cannot be read.
        UsageError: the port is taken, the host is none of this machine, or an origin is
            none.
    """
    for origin in origins:
        if not is_origin(origin):
            raise UsageError(
                f"--cors {origin}: an origin is a scheme and a host, with a port if it "
                "is another than usual, such as https://app.example.com, or *"
            )
    listener = _listen(host, port)
    with listener:
        description = read(spec, overlays, reach)
        app = App(
            Service(description, seed),
            access_log(description.api.security_schemes),
            show,
            Cors(frozenset(origins)),
        )

        def announce() -> None:
            """Say where, and what is to be known of the document."""
            url, name = _url(listener), reach.source or str(spec)
            show(f"{url} answers as {name} says; {PAGE_PATH} lists the operations")
            found = sum(entry.severity != "info" for entry in description.diagnostics)
            if found:
                noun = "finding" if found == 1 else "findings"
                note(f"{found} {noun} in the document: specloom validate {name}")

        _run(app, listener, announce)


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is read, so that it is told at once if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as problem:
        listener.close()
        reason = (problem.strerror or "it cannot be used").lower()
        is_taken = problem.errno == errno.EADDRINUSE
        hint = "; --port 0 takes a free one" if is_taken else ""
        raise UsageError(f"port {port} of {host}: {reason}{hint}") from None
    return listener


class _Server(uvicorn.Server):
    """Says when it has started: from then on an interrupt ends it in order."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets=sockets)
        self._announce()


def _run(app: App, listener: socket.socket, announce: Callable[[], None]) -> None:
    config = uvicorn.Config(
        app,
        http=H11Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    server = _Server(config, announce)

    def close(scope: Scope) -> None:
        """Close the connection that a request came in on."""
        for connection in [*server.server_state.connections]:
            if not isinstance(connection, H11Protocol):
                continue
            if connection.client == scope["client"]:
                connection.transport.close()

    app.close = close
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # The usual end: uvicorn has closed everything and says once more why.
        return


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
