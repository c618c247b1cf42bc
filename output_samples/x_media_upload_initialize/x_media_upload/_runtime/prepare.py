"""Turn arguments into a request, or say everything that is wrong with them.

OpenAPI 3.1.1: Parameter Object, Request Body Object, Path Templating. Nothing is sent
here; the violations of all parameters and of the body are raised together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .content import Encoded
from .errors import RequestInvalid
from .operation import Operation
from .plain import base64_text, plain, plain_members
from .plan import Plan, plan_of, style_of
from .styles import (
    FORM,
    cookie_pairs,
    header_text,
    path_text,
    query_pairs,
    whole_query,
)
from .unions import run
from .unset import UNSET
from .violations import Violation, pointer

Arguments = Mapping[str, object]


class Prepared(NamedTuple):
    """Be a request without its credentials: header names are in lower case."""

    target: str
    """Path and query."""
    headers: dict[str, str]
    body: Encoded | None


def prepare(
    operation: Operation[object],
    path: Arguments,
    query: Arguments,
    header: Arguments,
    cookie: Arguments,
    body: object,
    more_query: Arguments | None,
) -> Prepared:
    """Check and write all arguments; raises RequestInvalid."""
    plan = plan_of(operation)
    found: list[Violation] = []
    members = _checked(operation, "path", path, found)
    target = _path(operation, plan, members, found)
    members = _checked(operation, "query", query, found)
    pairs = _query(operation, members, found) if members else []
    if more_query:
        pairs += _more_query(more_query, found)
    if pairs:
        target += ("&" if "?" in target else "?") + "&".join(pairs)
    headers = {"accept": plan.accept}
    members = _checked(operation, "header", header, found)
    if members:
        _headers(operation, members, headers, found)
    members = _checked(operation, "cookie", cookie, found)
    if members:
        _cookies(operation, members, headers, found)
    encoded = _body(operation, body, found)
    if found:
        raise RequestInvalid(found, plan.label)
    return Prepared(target, headers, encoded)


def header_fault(text: str) -> str | None:
    """Say why a text is no header value (RFC 9110, section 5.5); None if it is one."""
    if text.isascii() and text.isprintable():
        return None
    if any(character in text for character in "\r\n\0"):
        return "a header value has no line break or NUL"
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return "a header value has only characters of ISO 8859-1"
    return None


def _checked(
    operation: Operation[object], in_: str, values: Arguments, found: list[Violation]
) -> dict[str, Any]:
    if not values and in_ not in operation.checks:
        return {}
    try:
        members = plain_members(values, base64_text)
    except (TypeError, ValueError, RecursionError):
        return _blamed(values, in_, found)
    check = operation.checks.get(in_)
    if check is not None:
        found += run(check, members, in_)
    return members


def _blamed(values: Arguments, in_: str, found: list[Violation]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in values.items():
        try:
            members |= plain_members({name: value}, base64_text)
        except (TypeError, ValueError, RecursionError) as error:
            found.append(_unwritable(name, error, in_))
    return members


def _unwritable(name: str, error: Exception, in_: str) -> Violation:
    if isinstance(error, RecursionError):
        message = "the value is nested too deeply to be written"
    elif isinstance(error, UnicodeError):
        message = "the text has a lone surrogate, which UTF-8 cannot say"
    else:
        message = str(error)
    where = pointer((None, name) if name else None)
    return Violation(where, "type", "", message, in_)


def _path(
    operation: Operation[object],
    plan: Plan,
    members: dict[str, Any],
    found: list[Violation],
) -> str:
    pieces = plan.pieces
    if len(pieces) == 1:
        return pieces[0]
    texts = list(pieces)
    for index in range(1, len(pieces), 2):
        texts[index] = _path_text(operation, pieces[index], members, found)
    target = "".join(texts)
    if "/." in target and not {".", ".."}.isdisjoint(target.split("/")):
        message = "`.` and `..` are no path segments of their own"
        found.append(_refused(pieces[1], message, "path"))
    return target


def _path_text(
    operation: Operation[object],
    name: str,
    members: dict[str, Any],
    found: list[Violation],
) -> str:
    try:
        text = path_text(name, members.get(name), style_of(operation, "path", name))
    except (ValueError, RecursionError) as error:
        found.append(_unwritable(name, error, "path"))
        return "_"
    if not text and not any(v.in_ == "path" for v in found):
        found.append(_refused(name, "a path parameter is never empty", "path"))
    return text


def _refused(name: str, message: str, in_: str) -> Violation:
    return Violation(pointer((None, name)), "", "", message, in_)


def _query(
    operation: Operation[object], members: dict[str, Any], found: list[Violation]
) -> list[str]:
    pairs: list[str] = []
    for name, value in members.items():
        try:
            style = style_of(operation, "query", name)
            if style.style == "querystring":
                pairs += filter(None, [whole_query(value, style)])
                continue
            pairs += [f"{key}={text}" for key, text in query_pairs(name, value, style)]
        except (ValueError, RecursionError) as error:
            found.append(_unwritable(name, error, "query"))
    return pairs


def _more_query(values: Arguments, found: list[Violation]) -> list[str]:
    pairs: list[str] = []
    for name, value in values.items():
        try:
            if value is not UNSET:
                written = query_pairs(name, plain(value, base64_text), FORM)
                pairs += [f"{key}={text}" for key, text in written]
        except (TypeError, ValueError, RecursionError) as error:
            found.append(_unwritable(name, error, "query"))
    return pairs


def _headers(
    operation: Operation[object],
    members: dict[str, Any],
    headers: dict[str, str],
    found: list[Violation],
) -> None:
    for name, value in members.items():
        if value is None:
            continue
        text = header_text(value, style_of(operation, "header", name))
        fault = header_fault(text)
        if fault is not None:
            found.append(_refused(name, fault, "header"))
        headers[name.lower()] = text


def _cookies(
    operation: Operation[object],
    members: dict[str, Any],
    headers: dict[str, str],
    found: list[Violation],
) -> None:
    texts: list[str] = []
    for name, value in members.items():
        try:
            style = style_of(operation, "cookie", name)
            texts += [f"{key}={text}" for key, text in cookie_pairs(name, value, style)]
        except (ValueError, RecursionError) as error:
            found.append(_unwritable(name, error, "cookie"))
    if texts:
        headers["cookie"] = "; ".join(texts)


def _body(
    operation: Operation[object], value: object, found: list[Violation]
) -> Encoded | None:
    body = operation.body
    if body is None:
        return None
    if value is UNSET:
        if body.required:
            found.append(_refused("", "the body is required", "body"))
        return None
    try:
        content = body.to_plain(value)
        if content == {} and value and not body.required:
            return None
        if body.check is not None:
            found += run(body.check, content, "body")
        return None if found else body.encode(content)
    except (TypeError, ValueError, RecursionError) as error:
        found.append(_unwritable("", error, "body"))
        return None
