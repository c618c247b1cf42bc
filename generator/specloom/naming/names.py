"""The Python names of one document: packages, modules, classes, methods, arguments, fields."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import Api, Operation, SecurityScheme
from specloom.ir.place import last_token, tokens
from specloom.ir.shape import Literals, Nullable, ObjectOf, UnionOf, without_null
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.bodies import ADDITIONAL, body_fields, takes_more
from specloom.naming.declarations import Declaration, declare, holds_objects
from specloom.naming.hints import hint, short_hint
from specloom.naming.words import pascal, snake

ArgumentKey = tuple[str, str]

_PLACES = ("path", "query", "header", "cookie", "body")
SHARED = "shared"
UNUSED = "components"
_ARGUMENTS = {"": "body", ADDITIONAL: "additional_properties"}


@dataclass(frozen=True, slots=True)
class TagNames:
    """`media` the module and the client's attribute, `Media` the class."""

    module: str
    attribute: str
    class_: str


@dataclass(frozen=True, slots=True)
class DeclarationNames:
    """`MediaUpload` the type, `media_upload` the end of its functions' names."""

    type_: str
    function: str
    module: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name, by the place or the document's own name of what it stands for.

    `arguments` are keyed by `in` (`body` for the properties of a flattened body) and name.
    `unknowns` name the variants of unions that the document does not know, for the unions
    that servers answer with.
    """

    package: str
    tags: Mapping[str, TagNames]
    declarations: tuple[Declaration, ...]
    types: Mapping[Location, DeclarationNames]
    fields: Mapping[Location, Mapping[str, str]]
    methods: Mapping[Location, str]
    arguments: Mapping[Location, Mapping[ArgumentKey, str]]
    credentials: Mapping[str, str]
    unknowns: Mapping[Location, str]


def assign_names(api: Api, package: str | None = None) -> Names:
    """Decide every name of a document."""
    tags = _tag_names(api)
    methods = _method_names(api, frozenset())
    declarations = declare(api)
    kept, types, unknowns = _declaration_names(api, declarations, tags, methods)
    caseless = _caseless(types)
    return Names(
        package=package or package_name(api.title),
        tags=tags,
        declarations=kept,
        types=types,
        fields={
            shape.at: _field_names(shape, caseless) for shape in _objects(declarations)
        },
        methods=_method_names(api, caseless),
        arguments={
            operation.at: _argument_names(operation, api)
            for operation in api.operations
        },
        credentials=_credential_names(api.security_schemes),
        unknowns=unknowns,
    )


def package_name(title: str) -> str:
    """Give the import package's name for a document's title: `x_media_upload`.

    It is ASCII, as the names of distributions are (PEP 508).
    """
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = snake(letters) if any(map(str.isalnum, letters)) else "api"
    return f"{name}_client" if name in reserved.PACKAGES else name


def _tag_names(api: Api) -> Mapping[str, TagNames]:
    texts = {tag.name: tag.name or "default" for tag in api.tags}
    attributes = allocate(
        (Claim(tag, text, snake(text)) for tag, text in texts.items()),
        reserved.CLIENT_ATTRIBUTES | reserved.MODULES,
    )
    classes = allocate(
        (Claim(tag, text, pascal(text)) for tag, text in texts.items()),
        reserved.TYPE_NAMES,
    )
    return {
        tag: TagNames(attributes[tag], attributes[tag], classes[tag]) for tag in texts
    }


def _method_names(api: Api, caseless: frozenset[str]) -> Mapping[Location, str]:
    """Name the operations of each tag; one without operationId is its method and path."""
    names: dict[Location, str] = {}
    for tag in api.tags:
        claims = (
            Claim(
                operation.at, operation.id, snake(operation.id or _described(operation))
            )
            for operation in api.operations
            if operation.tag == tag.name
        )
        names.update(allocate(claims, reserved.METHODS | caseless, _pointer))
    return names


def _described(operation: Operation) -> str:
    segments = operation.path.replace("{", " by ").replace("}", " ")
    return f"{operation.method.lower()} {segments}"


def _pointer(at: Location) -> str:
    return f"{at.file}{at.pointer}"


def _caseless(types: Mapping[Location, DeclarationNames]) -> frozenset[str]:
    """Give the types in scripts without capitals: no attribute may be called like them."""
    names = (names.type_ for names in types.values())
    return frozenset(name for name in names if name == name.lower())


def _declaration_names(
    api: Api,
    declarations: tuple[Declaration, ...],
    tags: Mapping[str, TagNames],
    methods: Mapping[Location, str],
) -> tuple[
    tuple[Declaration, ...], Mapping[Location, DeclarationNames], Mapping[Location, str]
]:
    parameters = {
        parameter.at: parameter.name
        for operation in api.operations
        for parameter in operation.parameters
    }
    same = _same_choices(declarations, parameters)
    kept = _kept(declarations, same)
    texts = {
        declaration.at: _type_text(declaration, same, methods, parameters)
        for declaration in kept
    }
    unknown = {
        _unknown_place(declaration.at): f"Unknown{_type_name(texts[declaration.at])}"
        for declaration in kept
        if declaration.in_response
        and isinstance(union := without_null(declaration.shape), UnionOf)
        and holds_objects(union, api)
    }
    types = allocate(
        (Claim(at, text, _type_name(text)) for at, text in (texts | unknown).items()),
        reserved.TYPE_NAMES,
        _pointer,
    )
    functions = allocate(
        (Claim(at, types[at], snake(types[at])) for at in texts), order=_pointer
    )
    names = {
        declaration.at: DeclarationNames(
            types[declaration.at],
            functions[declaration.at],
            _module(declaration, tags),
        )
        for declaration in kept
    }
    shared = {at: names[first] for at, (first, _) in same.items() if first in names}
    unknowns = {
        at: types[place] for at in texts if (place := _unknown_place(at)) in types
    }
    return kept, shared | names, unknowns


def _module(declaration: Declaration, tags: Mapping[str, TagNames]) -> str:
    """Give the module of a declaration; what no operation uses may import all others."""
    if not declaration.is_used:
        return UNUSED
    return SHARED if declaration.tag is None else tags[declaration.tag].module


def _type_name(text: str) -> str:
    """Keep a name that already is one for a class; make one of any other text."""
    is_class_name = text.isidentifier() and text.isascii() and text[:1].isupper()
    return text if is_class_name and "_" not in text else pascal(text)


def _unknown_place(at: Location) -> Location:
    return Location(at.file, f"{at.pointer}?")


def _type_text(
    declaration: Declaration,
    same: Mapping[Location, tuple[Location, str]],
    methods: Mapping[Location, str],
    parameters: Mapping[Location, str],
) -> str:
    way = tokens(declaration.at)
    if declaration.is_named_schema and (
        way[:2] == ("components", "schemas") and len(way) == 3
    ):
        return last_token(declaration.at)
    if declaration.at in same:
        return same[declaration.at][1]
    return hint(declaration.at, methods, parameters)


def _same_choices(
    declarations: tuple[Declaration, ...], parameters: Mapping[Location, str]
) -> Mapping[Location, tuple[Location, str]]:
    """Find choices in line that can be called by their property's name alone.

    They can where all properties of that name in the document offer the same values;
    the declaration of the first place, by pointer, then serves them all.
    """
    groups: dict[str, list[Declaration]] = {}
    taken = {
        pascal(last_token(declaration.at))
        for declaration in declarations
        if declaration.is_named_schema
    }
    for declaration in declarations:
        if not declaration.is_named_schema and isinstance(declaration.shape, Literals):
            short = short_hint(declaration.at, parameters)
            groups.setdefault(short, []).append(declaration)
    found: dict[Location, tuple[Location, str]] = {}
    for short, group in groups.items():
        values = {
            declaration.shape.values
            for declaration in group
            if isinstance(declaration.shape, Literals)
        }
        if short and short not in taken and len(values) == 1:
            first = min((declaration.at for declaration in group), key=_pointer)
            found.update({declaration.at: (first, short) for declaration in group})
    return found


def _kept(
    declarations: tuple[Declaration, ...], same: Mapping[Location, tuple[Location, str]]
) -> tuple[Declaration, ...]:
    """Leave out choices that another declaration serves, which then knows all their uses."""
    groups: dict[Location, list[Declaration]] = {}
    for declaration in declarations:
        first = same[declaration.at][0] if declaration.at in same else declaration.at
        groups.setdefault(first, []).append(declaration)
    return tuple(_joined(first, group) for first, group in groups.items())


def _joined(first: Location, group: list[Declaration]) -> Declaration:
    leader = next(declaration for declaration in group if declaration.at == first)
    tags = {declaration.tag for declaration in group if declaration.is_used}
    return Declaration(
        leader.at,
        leader.shape,
        leader.is_named_schema,
        tags.pop() if len(tags) == 1 else None,
        any(declaration.in_request for declaration in group),
        any(declaration.in_response for declaration in group),
    )


def _objects(declarations: tuple[Declaration, ...]) -> Iterator[ObjectOf]:
    for declaration in declarations:
        shape = declaration.shape
        shape = shape.shape if isinstance(shape, Nullable) else shape
        if isinstance(shape, ObjectOf):
            yield shape


def _field_names(shape: ObjectOf, caseless: frozenset[str]) -> Mapping[str, str]:
    claims = (
        Claim(field.name, field.name, snake(field.name)) for field in shape.fields
    )
    return allocate(claims, reserved.FIELDS | caseless)


def _argument_names(operation: Operation, api: Api) -> Mapping[ArgumentKey, str]:
    """Name arguments; of a name in several places, all but the first are `query_…` etc."""
    keys: list[ArgumentKey] = [
        (parameter.in_, parameter.name) for parameter in operation.parameters
    ]
    keys += [("body", name) for name in _body_names(operation, api)]
    first: dict[str, str] = {}
    for in_, name in sorted(keys, key=lambda key: _PLACES.index(key[0])):
        first.setdefault(_argument(name), in_)
    claims = []
    for in_, name in keys:
        plain = _argument(name)
        before = "" if first[plain] == in_ else f"{in_}_"
        claims.append(Claim((in_, name), f"{before}{name}", f"{before}{plain}"))
    return allocate(claims, reserved.ARGUMENTS)


def _argument(name: str) -> str:
    return _ARGUMENTS.get(name) or snake(name)


def _body_names(operation: Operation, api: Api) -> tuple[str, ...]:
    """Give the properties of a flattened body; the empty name stands for a body in one piece."""
    if operation.request_body is None:
        return ()
    names = tuple(field.name for field in body_fields(operation, api)) or ("",)
    return (*names, ADDITIONAL) if takes_more(operation, api) else names


def _credential_names(schemes: tuple[SecurityScheme, ...]) -> Mapping[str, str]:
    """Name what callers give; a TLS certificate is the HTTP client's own business."""
    claims = (
        Claim(scheme.key, scheme.key, snake(scheme.key))
        for scheme in schemes
        if scheme.type != "mutualTLS"
    )
    return allocate(claims, reserved.CREDENTIALS)
