"""OpenAPI 3.1.1, Security Scheme Object and Security Requirement Object."""

from typing import Literal, TypeGuard, get_args

from specloom.ir.api import SecurityRequirement, SecurityScheme
from specloom.lower.node import Node
from specloom.lower.references import Follower

_Type = Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]


def lower_security_schemes(
    root: Node, follower: Follower
) -> tuple[SecurityScheme, ...]:
    """Lower `components/securitySchemes` in the document's order."""
    entries = root.child("components").entries("securitySchemes")
    schemes = (_lower_scheme(key, follower.follow(entry)) for key, entry in entries)
    return tuple(scheme for scheme in schemes if scheme is not None)


def _lower_scheme(key: str, node: Node) -> SecurityScheme | None:
    type_ = node.text("type")
    if not _is_type(type_) or (type_ == "apiKey" and not _has_place(node)):
        return None
    return SecurityScheme(
        at=node.at,
        key=key,
        type=type_,
        description=node.text("description"),
        name=node.text("name"),
        in_=node.text("in"),
        scheme=node.text("scheme"),
    )


def _has_place(node: Node) -> bool:
    """Tell whether it is said where an API key goes (Security Scheme Object, `name`, `in`)."""
    return node.text("in") in ("query", "header", "cookie") and node.text("name") != ""


def _is_type(type_: str) -> TypeGuard[_Type]:
    return type_ in get_args(_Type)


def lower_security(
    holders: tuple[Node, ...], schemes: tuple[SecurityScheme, ...]
) -> tuple[SecurityRequirement, ...]:
    """Lower the first `security` that the holders (operation, then document) have.

    A requirement that names an unknown scheme cannot be met and is left out; it was
    reported as a finding.
    """
    known = {scheme.key for scheme in schemes}
    holder = next((holder for holder in holders if holder.has("security")), None)
    if holder is None:
        return ()
    # Scopes are a set: in another order they are the same, and so shall the client be.
    requirements = (
        tuple((key, tuple(sorted(node.texts(key)))) for key, _ in node.members())
        for node in holder.elements("security")
    )
    return tuple(
        SecurityRequirement(schemes)
        for schemes in requirements
        if all(key in known for key, _ in schemes)
    )
