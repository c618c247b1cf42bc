"""OpenAPI 3.1.1, OpenAPI Object: the whole document as one frozen `Api`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.document.load import Document
from specloom.document.swagger.lift import lifted
from specloom.document.values import is_token
from specloom.errors import Diagnostic, Location, SpecloomError
from specloom.ir.api import Api, Operation, Tag
from specloom.ir.schema import AnySchema
from specloom.lower.chains import MAX_CHAIN, circles, over_long_chain, without
from specloom.lower.node import Node
from specloom.lower.operations import METHODS, lower_operations
from specloom.lower.references import Follower
from specloom.lower.security import lower_security_schemes
from specloom.lower.servers import lower_server, lower_servers
from specloom.lower.typing import Typing, component_schemas

_CIRCLE = "this schema leads back to itself here, which says nothing; it is left out"
_TOO_LONG = f"more than {MAX_CHAIN} schemas that are only one another follow from here"


@dataclass(frozen=True, slots=True)
class Lowered:
    """An Api, the references that led nowhere on the way to it, and what was left out.

    `documents` are the files that the description is made of, the entry first, as they were
    lowered: Swagger 2.0 as OpenAPI 3.0. `fetched` are the URLs among them, with the SHA-256
    of their content; `links` are as in `document.reach.Closed`. `unread` are the files and
    URLs that would be among them if they were there, or allowed.
    """

    api: Api
    diagnostics: tuple[Diagnostic, ...]
    documents: tuple[Document, ...]
    left_out: tuple[str, ...]
    fetched: Mapping[str, str]
    links: Mapping[tuple[str, str], str]
    unread: tuple[str, ...]


def lower(document: Document) -> Lowered:
    """Lower a whole document; what cannot be understood is absent, not an exception.

    Raises:
        SpecloomError: schemas refer to one another in a longer row than can be followed.
    """
    document = lifted(document)
    follower = Follower(document)
    root = Node(document.root, Location(document.file, "#"))
    api = _lower_root(root, follower)
    documents, left_out = follower.documents, tuple(_left_out(root))
    return Lowered(
        api,
        follower.problems,
        documents,
        left_out,
        follower.fetched,
        follower.links,
        follower.unread,
    )


def _left_out(root: Node) -> Iterator[str]:
    """Name what is no operation, though it stands where operations stand."""
    for path, path_item in root.entries("paths"):
        if path.startswith("x-"):
            continue
        for method, node in path_item.members():
            if method in METHODS and not node.is_object:
                yield f"{method.upper()} {path}: an Operation Object is an object"
        for method, node in path_item.entries("additionalOperations"):
            if not is_token(method):
                yield f"{method} {path}: a method is a token (RFC 9110, section 9.1)"
            elif not node.is_object:
                yield f"{method} {path}: an Operation Object is an object"


def _lower_root(root: Node, follower: Follower) -> Api:
    schemes = lower_security_schemes(root, follower)
    operations, typing = _lower_until_closed(root, follower)
    return Api(
        at=root.at,
        title=root.child("info").text("title"),
        version=_version(root.child("info")),
        description=root.child("info").text("description"),
        server=lower_server(root),
        tags=_tags(root, operations),
        operations=operations,
        schemas=typing.named_schemas(),
        security_schemes=schemes,
        servers=lower_servers(root),
    )


def _lower_until_closed(
    root: Node, follower: Follower
) -> tuple[tuple[Operation, ...], Typing]:
    """Lower operations again while they or shapes name schemas that were not gathered.

    Shapes look through references, so all targets have to be known first.
    """
    schemes = lower_security_schemes(root, follower)
    schemas = component_schemas(root, follower)
    while True:
        typing = Typing(follower, _bounded(schemas, follower))
        operations = lower_operations(root, schemes, typing)
        complete = typing.complete()
        if len(complete) == len(schemas):
            return operations, typing
        schemas = complete


def _bounded(
    schemas: Mapping[Location, AnySchema], follower: Follower
) -> Mapping[Location, AnySchema]:
    """Leave out references that run in a circle; refuse chains that are too long."""
    closing = circles(schemas)
    for at in sorted(closing, key=lambda at: (at.file, at.pointer)):
        follower.report("warning", "reference", _CIRCLE, at)
    bounded = (
        {at: without(schema, closing) for at, schema in schemas.items()}
        if closing
        else schemas
    )
    start = over_long_chain(bounded)
    if start is not None:
        raise SpecloomError((follower.finding("error", "depth", _TOO_LONG, start),))
    return bounded


def _version(info: Node) -> str:
    value = info.child("version").value
    return str(value) if isinstance(value, (str, int, float)) else ""


def _tags(root: Node, operations: tuple[Operation, ...]) -> tuple[Tag, ...]:
    """Give the tags in use: those the document describes first, then by first use."""
    described = {tag.text("name"): _about(tag) for tag in root.elements("tags")}
    used = dict.fromkeys(operation.tag for operation in operations)
    ordered = [name for name in described if name in used]
    ordered += [name for name in used if name not in described]
    return tuple(Tag(name, described.get(name, "")) for name in ordered)


def _about(tag: Node) -> str:
    """Say what a tag is for; its `summary` is of OpenAPI 3.2."""
    texts = (tag.text("summary"), tag.text("description"))
    return "\n\n".join(dict.fromkeys(filter(None, texts)))
