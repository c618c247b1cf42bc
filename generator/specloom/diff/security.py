"""Changes of credentials and servers (OpenAPI 3.1.1, Security Requirement and Server Object)."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.diff.both import Both, Finding
from specloom.diff.side import Method, Side
from specloom.ir.api import SecurityScheme

_SUBJECT = "Client(...)"


def security_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    """Compare the credentials that an operation takes, their scopes, and its server."""
    before, after = _alternatives(old, both.old), _alternatives(new, both.new)
    told = Finding(
        "",
        _SUBJECT,
        _joined(before),
        _joined(after),
        old.operation.at,
        new.operation.at,
        (new.subject,),
    )
    if any(not any(way <= lost for way in after) for lost in before):
        yield replace(told, kind="security-tightened")
    elif set(before) != set(after):
        yield replace(told, kind="security-relaxed")
    yield from _scope_findings(_scopes(old, both.old), _scopes(new, both.new), told)
    servers = old.operation.server, new.operation.server
    if servers[0] != servers[1]:
        shown = [server or "the client's base_url" for server in servers]
        yield replace(
            told, kind="server-changed", subject=new.subject, old=shown[0], new=shown[1]
        )


def _alternatives(method: Method, side: Side) -> tuple[frozenset[str], ...]:
    known = side.context.names.credentials
    found = dict.fromkeys(
        frozenset(known[key] for key, _ in requirement.schemes if key in known)
        for requirement in method.operation.security
    )
    return tuple(found) or (frozenset(),)


def _joined(alternatives: tuple[frozenset[str], ...]) -> str:
    texts = [" and ".join(sorted(names)) or "nothing" for names in alternatives]
    return " or ".join(texts)


def _scopes(method: Method, side: Side) -> dict[str, frozenset[str]]:
    known = side.context.names.credentials
    return {
        known[key]: frozenset(scopes)
        for requirement in method.operation.security
        for key, scopes in requirement.schemes
        if key in known
    }


def _scope_findings(
    old: dict[str, frozenset[str]], new: dict[str, frozenset[str]], told: Finding
) -> Iterator[Finding]:
    for name in old.keys() & new.keys():
        before, after = old[name], new[name]
        for kind, some in (("added", after - before), ("removed", before - after)):
            if some:
                yield replace(
                    told,
                    kind=f"security-scope-{kind}",
                    subject=f"Client({name})",
                    old=" ".join(sorted(some)) if kind == "removed" else "",
                    new=" ".join(sorted(some)) if kind == "added" else "",
                )


def client_findings(both: Both) -> Iterator[Finding]:
    """Compare what `Client` is called, what it takes, and where it sends requests."""
    old, new = both.old.context, both.new.context
    places = old.api.at, new.api.at
    if old.names.package != new.names.package:
        names = old.names.package, new.names.package
        yield Finding("package-renamed", names[0], *names, *places)
    if old.api.server != new.api.server:
        servers = old.api.server or "none", new.api.server or "none"
        yield Finding("server-changed", "Client(base_url)", *servers, *places)
    before, after = _credentials(both.old), _credentials(both.new)
    for name in before.keys() | after.keys():
        then, now = before.get(name), after.get(name)
        word = "added" if then is None else "removed" if now is None else "changed"
        if then is None or now is None or _way(then) != _way(now):
            yield Finding(
                f"credential-{word}",
                f"Client({name})",
                _way(then) if then is not None else "",
                _way(now) if now is not None else "",
                then.at if then is not None else None,
                now.at if now is not None else None,
            )


def _credentials(side: Side) -> dict[str, SecurityScheme]:
    names = side.context.names.credentials
    schemes = side.context.api.security_schemes
    return {names[each.key]: each for each in schemes if each.key in names}


def _way(scheme: SecurityScheme) -> str:
    """Say how a credential is sent."""
    if scheme.type == "apiKey":
        return f"{scheme.in_} {scheme.name}"
    if scheme.type == "http" and scheme.scheme.lower() != "bearer":
        return f"Authorization: {scheme.scheme}"
    return "Authorization: Bearer"
