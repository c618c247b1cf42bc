"""The Python names of declarations, of their functions, and of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import Api
from specloom.ir.place import last_token, tokens
from specloom.ir.shape import UnionOf, without_null
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.choices import SharedChoice, joined_choices, shared_choices
from specloom.naming.declarations import Declaration, holds_objects, object_of
from specloom.naming.held import Held, TagNames
from specloom.naming.hints import hint
from specloom.naming.places import pointer_of, unknown_place
from specloom.naming.words import pascal, snake

SHARED = "shared"
UNUSED = "components"

Tags = Mapping[str, TagNames]
Texts = Mapping[Location, str]


@dataclass(frozen=True, slots=True)
class DeclarationNames:
    """`MediaUpload` the type, `media_upload` the end of its functions' names."""

    type_: str
    function: str
    module: str


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The declarations that are written, the names at every place, and of unknown variants."""

    declarations: tuple[Declaration, ...]
    types: Mapping[Location, DeclarationNames]
    unknowns: Mapping[Location, str]


def type_names(
    api: Api,
    declarations: tuple[Declaration, ...],
    tags: Tags,
    methods: Texts,
    held: Held,
) -> TypeNames:
    """Name every declaration."""
    parameters = {
        parameter.at: parameter.name
        for operation in api.operations
        for parameter in operation.parameters
    }
    shared = shared_choices(declarations, parameters, held.types)
    kept = joined_choices(declarations, shared)
    texts = {
        declaration.at: (
            shared[declaration.at].text
            if declaration.at in shared
            else _type_text(declaration, methods, parameters)
        )
        for declaration in kept
    }
    types = _types(texts, _unknown_texts(kept, texts, api), shared, held)
    functions = allocate(
        (Claim(at, types[at], snake(types[at])) for at in texts),
        order=pointer_of,
        held=held.functions,
    )
    names = {
        entry.at: DeclarationNames(
            types[entry.at], functions[entry.at], _module(entry, tags)
        )
        for entry in kept
    }
    served = {at: names[choice.first] for at, choice in shared.items()}
    unknowns = {
        at: types[place] for at in texts if (place := unknown_place(at)) in types
    }
    named = served | names
    # In the order of the document, whatever was held: a slice is hashed in this order.
    ordered = {entry.at: named[entry.at] for entry in declarations}
    return TypeNames(kept, ordered, unknowns)


def field_names(
    declarations: tuple[Declaration, ...], caseless: frozenset[str], held: Held
) -> Mapping[Location, Mapping[str, str]]:
    """Name the fields of every object."""
    return {
        shape.at: allocate(
            (
                Claim(field.name, field.name, snake(field.name))
                for field in shape.fields
            ),
            reserved.FIELDS | caseless,
            held=held.fields.get(shape.at, {}),
        )
        for shape in map(object_of, declarations)
        if shape is not None
    }


def _types(
    texts: Texts, unknown: Texts, shared: Mapping[Location, SharedChoice], held: Held
) -> Mapping[Location, str]:
    serving = {choice.first: choice.held for choice in shared.values() if choice.held}
    served = frozenset(serving.values())
    own = {at: name for at, name in held.types.items() if name not in served}
    return allocate(
        (
            Claim(at, text, _type_name(text))
            for at, text in (*texts.items(), *unknown.items())
        ),
        reserved.TYPE_NAMES,
        pointer_of,
        own | serving,
    )


def _unknown_texts(kept: tuple[Declaration, ...], texts: Texts, api: Api) -> Texts:
    return {
        unknown_place(declaration.at): f"Unknown{_type_name(texts[declaration.at])}"
        for declaration in kept
        if declaration.in_response
        and isinstance(union := without_null(declaration.shape), UnionOf)
        and union.base is None
        and holds_objects(union, api)
    }


def _type_text(declaration: Declaration, methods: Texts, parameters: Texts) -> str:
    way = tokens(declaration.at)
    is_component = way[:2] == ("components", "schemas") and len(way) == 3
    if declaration.is_named_schema and is_component:
        return last_token(declaration.at)
    return hint(declaration.at, methods, parameters)


def _type_name(text: str) -> str:
    """Keep a name that already is one for a class; make one of any other text."""
    is_class_name = text.isidentifier() and text.isascii() and text[:1].isupper()
    return text if is_class_name and "_" not in text else pascal(text)


def _module(declaration: Declaration, tags: Tags) -> str:
    """Give the module of a declaration; what no operation uses may import all others."""
    if not declaration.is_used:
        return UNUSED
    return SHARED if declaration.tag is None else tags[declaration.tag].module
