"""Swagger 2.0, Security Scheme Object → OpenAPI 3.0.4, Security Scheme Object."""

from typing import Any

from specloom.document.swagger.context import Context
from specloom.document.swagger.part import Part

_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_FLOW = ("authorizationUrl", "tokenUrl", "scopes")


def lift_security_scheme(part: Part, context: Context) -> Any:
    """Lift a scheme: `basic` is a scheme of HTTP, `oauth2` has its flow inside."""
    match part.text("type"):
        case "basic":
            made = {**part.value, "type": "http", "scheme": "basic"}
        case "oauth2":
            made = _oauth2(part, context)
        case _:
            return part.value
    return context.made(made, part, "Security Scheme")


def _oauth2(part: Part, context: Context) -> dict[str, Any]:
    kept = part.without(frozenset({"flow", *_OF_FLOW}))
    flow: dict[str, Any] = {
        name: part.member(name).value for name in _OF_FLOW if part.has(name)
    }
    flow.setdefault("scopes", {})
    name = _FLOWS.get(part.text("flow"))
    flows = {name: context.note(flow, part)} if name else {}
    return {**kept.value, "flows": context.note(flows, part)}
