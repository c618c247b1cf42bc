"""An OpenAPI description as frozen values, one class for each OpenAPI Object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Value
from specloom.ir.shape import Shape

ParameterIn: TypeAlias = Literal["path", "query", "header", "cookie"]
Style: TypeAlias = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
    "querystring",
]

Form: TypeAlias = Literal[
    "json",
    "lines",
    "sequence",
    "events",
    "event data",
    "event objects",
    "form",
    "multipart",
    "text",
    "bytes",
]
STREAMS = frozenset[Form](
    {"lines", "sequence", "events", "event data", "event objects"}
)

DEFAULT_STYLES: Mapping[ParameterIn, Style] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """OpenAPI 3.1.1, Parameter Object; `media_type` is set where `content` describes it.

    One that is the whole query (OpenAPI 3.2, `in: querystring`) is in `query` and has the
    style `querystring`.
    """

    at: Location
    name: str
    in_: ParameterIn
    required: bool
    schema: AnySchema
    shape: Shape
    style: Style
    explode: bool
    allow_reserved: bool = False
    media_type: str = ""
    description: str = ""
    deprecated: bool = False
    examples: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """OpenAPI 3.1.1, Encoding Object of one property.

    Of a part without a name (3.2, `prefixEncoding`, `itemEncoding`) the name is its index,
    or empty for all that have no other. `headers` are those that have one possible value.
    """

    name: str
    content_type: str = ""
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def has_style(self) -> bool:
        """Tell whether a style is chosen, and so the content type is of no account."""
        return self.style is not None or self.explode is not None or self.allow_reserved


@dataclass(frozen=True, slots=True)
class MediaType:
    """OpenAPI 3.1.1, Media Type Object.

    `form` is what the content is to a program. Of text and bytes the shape is theirs; a
    schema that says what they mean is no check of them, and they are `opaque` then.
    """

    at: Location
    name: str
    schema: AnySchema | None
    shape: Shape
    examples: tuple[Value, ...] = ()
    encoding: tuple[Encoding, ...] = ()
    form: Form = "json"
    opaque: bool = False

    @property
    def checked(self) -> AnySchema | None:
        """Give the schema that values are checked by."""
        return None if self.opaque else self.schema


@dataclass(frozen=True, slots=True)
class RequestBody:
    """OpenAPI 3.1.1, Request Body Object."""

    at: Location
    required: bool
    content: tuple[MediaType, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """OpenAPI 3.1.1, Header Object, under its name; `media_type` is that of `content`."""

    at: Location
    name: str
    required: bool
    schema: AnySchema
    shape: Shape
    explode: bool = False
    media_type: str = ""
    description: str = ""
    deprecated: bool = False
    examples: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """OpenAPI 3.1.1, Response Object; `status` is `200`, `2XX` or `default`."""

    at: Location
    status: str
    description: str
    content: tuple[MediaType, ...] = ()
    headers: tuple[Header, ...] = ()

    @property
    def is_success(self) -> bool:
        """Tell whether this is what is answered when all went well."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class SecurityRequirement:
    """OpenAPI 3.1.1, Security Requirement Object: all of these schemes, with their scopes."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """OpenAPI 3.1.1, Security Scheme Object."""

    at: Location
    key: str
    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]
    description: str = ""
    name: str = ""
    in_: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """OpenAPI 3.1.1, Operation Object, with its path and the parameters of its Path Item.

    `streaming` says that the answer is one value after another, and may never end. What
    another operation does with another kind of body or answer has that one as its `base`.
    `servers` are those that it or its path has for itself, `server` the URL of the first,
    filled with defaults.
    """

    at: Location
    id: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: tuple[Response, ...]
    security: tuple[SecurityRequirement, ...]
    server: str
    documentation: str
    streaming: bool
    base: Location | None = None
    servers: tuple["Server", ...] = ()

    @property
    def successes(self) -> tuple[Response, ...]:
        """Give the answers of success; without any, the default one is."""
        found = tuple(each for each in self.responses if each.is_success)
        return found or tuple(
            each for each in self.responses if each.status == "default"
        )


@dataclass(frozen=True, slots=True)
class Tag:
    """OpenAPI 3.1.1, Tag Object."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema that others refer to: one of `components/schemas` or any target of a `$ref`."""

    at: Location
    schema: AnySchema
    shape: Shape


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """OpenAPI 3.1.1, Server Variable Object."""

    name: str
    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """OpenAPI 3.1.1, Server Object; the variables in the braces of `url` are to be filled."""

    at: Location
    url: str
    name: str = ""
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """OpenAPI 3.1.1, OpenAPI Object. `tags` holds every tag in use, in the document's order.

    `server` is the URL of the first of the servers, filled with defaults.
    """

    at: Location
    title: str
    version: str
    description: str
    server: str
    tags: tuple[Tag, ...]
    operations: tuple[Operation, ...]
    schemas: Mapping[Location, NamedSchema]
    security_schemes: tuple[SecurityScheme, ...]
    servers: tuple[Server, ...] = ()
