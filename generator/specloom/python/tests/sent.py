"""The request that has to go over the wire for given arguments (RFC 9110; RFC 6750)."""

import base64
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from specloom.ir.api import (
    Encoding,
    MediaType,
    Operation,
    SecurityRequirement,
    SecurityScheme,
)
from specloom.lower.parameters import template_pieces
from specloom.python.context import Context
from specloom.python.operations.arguments import body_content
from specloom.python.tests.answers import accepted
from specloom.python.tests.conformity import Binary
from specloom.python.tests.given import ABSENT, Given, body_kind
from specloom.python.tests.wire_texts import (
    compact,
    fixed_path,
    in_cookie,
    in_form,
    in_header,
    in_path,
    in_query,
    scalar,
)

EXAMPLE_SERVER = "https://api.example.com"
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]*)?")
_PORTS = {"https": ":443", "http": ":80"}


# What httpx2 adds to every request, so that a test looks for it by itself.
OWN = frozenset({"host", "accept-encoding", "connection", "user-agent"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body (RFC 7578)."""

    name: str
    content: str | Binary
    content_type: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request; `body` is JSON, the pairs of a form, parts, text, Binary or ABSENT."""

    url: str
    query: tuple[str, ...]
    headers: dict[str, str]
    body: Any


def secret(name: str) -> str:
    """Give the credential that tests use for a scheme, by the client's argument."""
    return f"{name}-secret"


def has_server(url: str) -> bool:
    """Tell whether a server can be asked without being told where it is."""
    parts = urlsplit(url)
    is_plain = parts.scheme in ("http", "https") and not parts.query + parts.fragment
    return is_plain and _HOST.fullmatch(parts.netloc) is not None


def alternatives(
    operation: Operation, context: Context
) -> tuple[tuple[SecurityScheme, ...], ...]:
    """Give the ways to sign a request, in order; an empty one needs no credential."""
    schemes = {scheme.key: scheme for scheme in context.api.security_schemes}
    found: dict[tuple[str, ...], None] = {}
    for requirement in operation.security:
        found[_known_keys(requirement, context)] = None
    return tuple(tuple(schemes[key] for key in keys) for keys in found)


def _known_keys(requirement: SecurityRequirement, context: Context) -> tuple[str, ...]:
    credentials = context.names.credentials
    return tuple(key for key, _ in requirement.schemes if key in credentials)


def server_url(operation: Operation, context: Context) -> str:
    """Give the URL of the server that an operation is sent to, as it is sent."""
    base = context.api.server
    base = base if has_server(base) else EXAMPLE_SERVER
    url = urljoin(base.rstrip("/") + "/", operation.server).rstrip("/")
    parts = urlsplit(url)
    host = (
        parts.netloc.rpartition("@")[2]
        .encode("idna")
        .decode("ascii")
        .lower()
        .removesuffix(_PORTS[parts.scheme])
        .rstrip(":")
    )
    return f"{parts.scheme}://{host}{fixed_path(parts.path)}"


def view_sent(
    operation: Operation,
    context: Context,
    given: Given,
    signed: tuple[SecurityScheme, ...],
) -> Sent:
    """Say what is sent for given arguments, signed with some schemes."""
    return _Writer(operation, context, given, signed).sent()


def signing_headers(
    operation: Operation,
    context: Context,
    given: Given,
    signed: tuple[SecurityScheme, ...],
) -> dict[str, str]:
    """Give the headers that are there, or are others, because a request is signed."""
    plain = view_sent(operation, context, given, ()).headers
    headers = view_sent(operation, context, given, signed).headers
    return {name: text for name, text in headers.items() if plain.get(name) != text}


@dataclass(frozen=True, slots=True)
class _Writer:
    operation: Operation
    context: Context
    given: Given
    signed: tuple[SecurityScheme, ...]

    def sent(self) -> Sent:
        path, _, fixed = self._path().partition("?")
        query = [pair for pair in fixed.split("&") if pair] + self._query()
        headers = {"accept": accepted(self.operation)} | self._headers()
        cookies = self._cookies()
        body, content_type = self._body()
        if content_type:
            headers["content-type"] = content_type
        for scheme in self.signed:
            self._sign(scheme, headers, query, cookies)
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        server = server_url(self.operation, self.context)
        return Sent(server + path, tuple(query), headers, body)

    def _path(self) -> str:
        pieces = template_pieces(self.operation.path)
        values = {
            parameter.name: in_path(parameter, self._value(parameter.in_, name))
            for parameter in self.operation.parameters
            if parameter.in_ == "path" and (name := parameter.name)
        }
        return "".join(
            values[piece] if index % 2 else fixed_path(piece)
            for index, piece in enumerate(pieces)
        )

    def _value(self, in_: str, name: str) -> Any:
        return self.given.parameters[in_, name]

    def _query(self) -> list[str]:
        known = {
            parameter.name: parameter
            for parameter in self.operation.parameters
            if parameter.in_ == "query"
        }
        ordered = sorted(known.values(), key=lambda parameter: not parameter.required)
        return [
            pair
            for parameter in ordered
            if ("query", parameter.name) in self.given.parameters
            for pair in in_query(parameter, self._value("query", parameter.name))
        ]

    def _headers(self) -> dict[str, str]:
        return {
            parameter.name.lower(): in_header(parameter, value)
            for parameter in self.operation.parameters
            if parameter.in_ == "header"
            and (value := self.given.parameters.get(("header", parameter.name), ABSENT))
            is not ABSENT
        }

    def _cookies(self) -> list[str]:
        known = [entry for entry in self.operation.parameters if entry.in_ == "cookie"]
        return [
            pair
            for parameter in sorted(known, key=lambda entry: not entry.required)
            if ("cookie", parameter.name) in self.given.parameters
            for pair in in_cookie(parameter, self._value("cookie", parameter.name))
        ]

    def _sign(
        self,
        scheme: SecurityScheme,
        headers: dict[str, str],
        query: list[str],
        cookies: list[str],
    ) -> None:
        key = secret(self.context.names.credentials[scheme.key])
        if scheme.type == "apiKey" and scheme.in_ == "query":
            query.append(f"{quote(scheme.name, safe='')}={key}")
        elif scheme.type == "apiKey" and scheme.in_ == "cookie":
            cookies.append(f"{quote(scheme.name, safe='')}={key}")
        elif scheme.type == "apiKey" and scheme.name.lower() == "cookie":
            cookies.append(key)
        elif scheme.type == "apiKey":
            headers[scheme.name.lower()] = key
        elif scheme.scheme.lower() != "digest":
            # A digest answers a challenge, which the first request has not seen.
            headers["authorization"] = _authorization(scheme, key)

    def _body(self) -> tuple[Any, str]:
        """Give the body as a test reads it back, and its Content-Type."""
        content, body = body_content(self.operation, self.context), self.given.body
        if content is None or body is ABSENT:
            return ABSENT, ""
        match body_kind(content):
            case "json":
                return body, (
                    "application/json" if content.name == "*/*" else content.name
                )
            case "form":
                return _form(content, body), content.name
            case "multipart":
                return tuple(_parts(content, body)), content.name
            case "text":
                text = body if isinstance(body, str) else compact(body)
                is_said = "charset=" in content.name.lower()
                return text, content.name + ("" if is_said else "; charset=utf-8")
        return body, "application/octet-stream" if "*" in content.name else content.name


def _authorization(scheme: SecurityScheme, key: str) -> str:
    if scheme.type != "http" or scheme.scheme.lower() == "bearer":
        return f"Bearer {key}"
    if scheme.scheme.lower() == "basic":
        return f"Basic {base64.b64encode(key.encode()).decode('ascii')}"
    return f"{scheme.scheme} {key}"


def _form(content: MediaType, body: dict[str, Any]) -> list[str]:
    encodings = {encoding.name: encoding for encoding in content.encoding}
    return [
        pair
        for name, value in body.items()
        for pair in in_form(name, value, encodings.get(name))
    ]


def _parts(content: MediaType, body: Any) -> list[Part]:
    encodings = {encoding.name: encoding for encoding in content.encoding}
    if isinstance(body, list):
        others = encodings.get("")
        return [
            _part("", item, _content_type(encodings.get(str(index)) or others))
            for index, item in enumerate(body)
        ]
    return [
        _part(name, item, _content_type(encodings.get(name)))
        for name, value in body.items()
        for item in (value if isinstance(value, list) else [value])
        if item is not None
    ]


def _part(name: str, value: Any, content_type: str) -> Part:
    if isinstance(value, Binary):
        # A part without a name has no filename, and so is read as text.
        content = value if name else f"content {value.number}"
        return Part(name, content, content_type or "application/octet-stream", name)
    if isinstance(value, (dict, list)) or "json" in content_type:
        return Part(name, compact(value), content_type or "application/json")
    return Part(name, scalar(value), content_type)


def _content_type(encoding: Encoding | None) -> str:
    """Give the one media type that an encoding names first; a range is none."""
    written = encoding.content_type.split(",")[0].strip() if encoding else ""
    return "" if "*" in written else written
