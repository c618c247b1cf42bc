"""Ask for the credentials that an operation needs (OpenAPI 3.1.1, Security Requirement Object).

Any value is taken; what counts is that it is there, in the place and the form described.
"""

import base64
import binascii
from collections.abc import Mapping

from specloom.ir.api import Operation, SecurityScheme
from specloom.mock.incoming import Incoming
from specloom.mock.refusal import Refusal

_REALM = 'realm="mock"'


def ask(
    operation: Operation, schemes: Mapping[str, SecurityScheme], incoming: Incoming
) -> None:
    """Raise a Refusal with 401 if no security requirement is met (RFC 9110, 11.6.1)."""
    requirements = [
        [schemes[key] for key, _ in entry.schemes] for entry in operation.security
    ]
    if not requirements or any(_is_met(entry, incoming) for entry in requirements):
        return
    wanted = [" and ".join(map(_described, entry)) for entry in requirements]
    known = (scheme for entry in requirements for scheme in entry)
    challenges = dict.fromkeys(map(_challenge, known))
    raise Refusal(
        401,
        f"the request has no credentials; wanted is {', or '.join(wanted)}",
        headers={"WWW-Authenticate": ", ".join(challenges)},
    )


def _is_met(schemes: list[SecurityScheme], incoming: Incoming) -> bool:
    """Tell whether all schemes are given; of those in Authorization one must do.

    RFC 9110, section 11.6.2: the header holds the credentials of one scheme.
    """
    in_one = [entry for entry in schemes if entry.type not in ("apiKey", "mutualTLS")]
    others = [entry for entry in schemes if entry not in in_one]
    is_named = not in_one or any(_is_given(entry, incoming) for entry in in_one)
    return is_named and all(_is_given(entry, incoming) for entry in others)


def _is_given(scheme: SecurityScheme, incoming: Incoming) -> bool:
    match scheme.type:
        case "apiKey":
            return _has_key(scheme, incoming)
        case "mutualTLS":
            # The connection is not encrypted, so that there is no certificate to see.
            return True
    written = incoming.header("authorization") or ""
    name, _, credentials = written.partition(" ")
    wanted = _http_scheme(scheme)
    if name.lower() != wanted.lower() or not credentials.strip():
        return False
    return wanted.lower() != "basic" or _is_basic(credentials.strip())


def _has_key(scheme: SecurityScheme, incoming: Incoming) -> bool:
    match scheme.in_:
        case "header":
            return bool(incoming.header(scheme.name))
        case "query":
            return any(name == scheme.name and value for name, value in incoming.query)
        case _:
            return any(
                name == scheme.name and value for name, value in incoming.cookies
            )


def _is_basic(credentials: str) -> bool:
    """Tell whether these are a user and a password (RFC 7617)."""
    try:
        return b":" in base64.b64decode(credentials, validate=True)
    except (binascii.Error, ValueError):
        return False


def _http_scheme(scheme: SecurityScheme) -> str:
    return scheme.scheme if scheme.type == "http" and scheme.scheme else "Bearer"


def _described(scheme: SecurityScheme) -> str:
    if scheme.type == "apiKey":
        return f"the {scheme.in_} '{scheme.name}'"
    if scheme.type == "mutualTLS":
        return "a client certificate"
    return f"'Authorization: {_http_scheme(scheme).capitalize()} ...'"


def _challenge(scheme: SecurityScheme) -> str:
    """Name a scheme as RFC 9110 does; a key has no registered name of its own."""
    name = "ApiKey" if scheme.type == "apiKey" else _http_scheme(scheme).capitalize()
    token = "".join(char for char in name if char.isascii() and char.isalnum())
    return f"{token or 'Bearer'} {_REALM}"
