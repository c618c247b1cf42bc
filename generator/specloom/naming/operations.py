"""The Python names of operations and of their arguments."""

from collections.abc import Mapping
from types import MappingProxyType

from specloom.errors import Location
from specloom.ir.api import Api, Operation
from specloom.ir.headers import documented_headers
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.bodies import ADDITIONAL, body_fields, takes_more
from specloom.naming.places import pointer_of
from specloom.naming.words import snake

ArgumentKey = tuple[str, str]

_PLACES = ("path", "query", "header", "cookie", "body")
_ARGUMENTS = {"": "body", ADDITIONAL: "additional_properties"}
_NONE: Mapping[ArgumentKey, str] = MappingProxyType({})


def method_names(
    api: Api, held: Mapping[Location, str], caseless: frozenset[str] = frozenset()
) -> Mapping[Location, str]:
    """Name the operations of each tag; one without operationId is its method and path."""
    names: dict[Location, str] = {}
    for tag in api.tags:
        claims = (
            Claim(
                operation.at, operation.id, snake(operation.id or described(operation))
            )
            for operation in api.operations
            if operation.tag == tag.name
        )
        names.update(allocate(claims, reserved.METHODS | caseless, pointer_of, held))
    return names


def argument_names(
    operation: Operation, api: Api, held: Mapping[ArgumentKey, str] = _NONE
) -> Mapping[ArgumentKey, str]:
    """Name arguments; of a name in several places, all but the first are `query_…` etc."""
    keys: list[ArgumentKey] = [
        (parameter.in_, parameter.name) for parameter in operation.parameters
    ]
    keys += [("body", name) for name in _body_names(operation, api)]
    first: dict[str, str] = {}
    for in_, name in sorted(keys, key=lambda key: _PLACES.index(key[0])):
        first.setdefault(_argument(name), in_)
    holders = {python: key for key, python in held.items()}
    claims = []
    for in_, name in keys:
        plain = _argument(name)
        is_first = first[plain] == in_ and holders.get(plain, (in_, name)) == (
            in_,
            name,
        )
        before = "" if is_first else f"{in_}_"
        claims.append(Claim((in_, name), f"{before}{name}", f"{before}{plain}"))
    return allocate(claims, reserved.ARGUMENTS, held=held)


def header_names(
    operation: Operation, caseless: frozenset[str], held: Mapping[str, str]
) -> Mapping[str, str]:
    """Name the attributes that documented headers of the answers are read by."""
    claims = (
        Claim(header.name, header.name, snake(header.name))
        for header in documented_headers(operation)
    )
    return allocate(claims, reserved.HEADERS | caseless, held=held)


def described(operation: Operation) -> str:
    """Say which operation it is, where it has no operationId."""
    segments = operation.path.replace("{", " by ").replace("}", " ")
    return f"{operation.method.lower()} {segments}"


def _argument(name: str) -> str:
    return _ARGUMENTS.get(name) or snake(name)


def _body_names(operation: Operation, api: Api) -> tuple[str, ...]:
    """Give the properties of a flattened body; the empty name stands for a body in one piece."""
    if operation.request_body is None:
        return ()
    names = tuple(field.name for field in body_fields(operation, api)) or ("",)
    return (*names, ADDITIONAL) if takes_more(operation, api) else names
