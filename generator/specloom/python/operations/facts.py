"""The wire facts of an operation as one literal (`_runtime.operation.Operation`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import (
    DEFAULT_STYLES,
    Encoding,
    MediaType,
    Operation,
    Parameter,
    Response,
)
from specloom.ir.shape import Scalar, Shape
from specloom.lower.bodies import is_json
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator, union
from specloom.python.models.readers import ReaderWriter, plain_reader
from specloom.python.operations.arguments import body_content
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, call, dict_of, keyword, tuple_of
from specloom.python.text.source import Source, identifier, literal


@dataclass(frozen=True, slots=True)
class Facts:
    """An operation's literal without its errors, those errors, and the type it answers."""

    arguments: tuple[Piece, ...]
    errors: Piece | None
    answer: Source


def view_facts(
    operation: Operation, context: Context, scope: Scope, checks: OperationChecks
) -> Facts:
    """View the facts of one operation for the module that a scope belongs to."""
    return _FactsWriter(operation, context, scope, checks).view()


@dataclass(frozen=True, slots=True)
class _FactsWriter:
    operation: Operation
    context: Context
    scope: Scope
    checks: OperationChecks

    def view(self) -> Facts:
        operation = self.operation
        successes = _successes(operation)
        errors = [
            response for response in operation.responses if not _is_success(response)
        ]
        arguments = [
            _named(
                "name",
                literal(operation.id or self.context.names.methods[operation.at]),
            ),
            _named("method", literal(operation.method)),
            _named("path", literal(operation.path)),
            *self._security(),
            *self._styles(),
            *self._parameter_checks(),
            *self._body(),
            _named("responses", self._answers(successes, True)),
            *(
                [_named("server", literal(operation.server))]
                if operation.server
                else []
            ),
        ]
        failures = self._answers(errors, False) if errors else None
        answer = answer_type(operation, self.context, self.scope)
        return Facts(tuple(arguments), failures, answer)

    def _security(self) -> Iterator[Piece]:
        """Write `security`, and the OAuth 2.0 scopes that some scheme asks for."""
        keywords = self.context.names.credentials
        alternatives: dict[tuple[str, ...], None] = {}
        scopes: dict[str, tuple[str, ...]] = {}
        for requirement in self.operation.security:
            known = [entry for entry in requirement.schemes if entry[0] in keywords]
            alternatives[tuple(keywords[key] for key, _ in known)] = None
            scopes |= {keywords[key]: names for key, names in known if names}
        if alternatives:
            rows = [_texts(names) for names in alternatives]
            yield _named("security", tuple_of(rows))
        if scopes:
            entries = [(literal(key), _texts(names)) for key, names in scopes.items()]
            yield _named("scopes", dict_of(entries))

    def _styles(self) -> Iterator[Piece]:
        entries: list[tuple[Piece, Piece]] = [
            (_texts((parameter.in_, parameter.name)), self._style(parameter))
            for parameter in self.operation.parameters
            if not _is_default(parameter)
        ]
        if entries:
            yield _named("styles", dict_of(entries))

    def _style(self, parameter: Parameter | Encoding) -> Piece:
        explode = (
            parameter.style == "form"
            if parameter.explode is None
            else parameter.explode
        )
        arguments: list[Piece] = [
            literal(parameter.style or "form"),
            _named("explode", literal(explode)),
        ]
        if parameter.allow_reserved:
            arguments.append(_named("allow_reserved", literal(True)))
        if isinstance(parameter, Parameter) and parameter.media_type:
            arguments.append(_named("content", literal(parameter.media_type)))
        return call(self.scope.runtime("operation", "Style"), arguments)

    def _parameter_checks(self) -> Iterator[Piece]:
        module = self.context.names.tags[self.operation.tag].module
        entries: list[tuple[Piece, Piece]] = [
            (literal(in_), self.scope.own(("validators", module), name))
            for in_, name in self.checks.parameters.items()
        ]
        if entries:
            yield _named("checks", dict_of(entries))

    def _check(self, at: Location) -> Source | None:
        found = self.checks.contents.get(at)
        if found is None:
            return None
        module, name = found
        return self.scope.own(("validators", module), name)

    def _body(self) -> Iterator[Piece]:
        content = body_content(self.operation, self.context)
        body = self.operation.request_body
        if content is None or body is None:
            return
        kind, arguments = self._body_kind(content)
        check = self._check(content.at)
        if check is not None:
            arguments.append(_named("check", check))
        if body.required:
            arguments.append(_named("required", literal(True)))
        yield _named("body", call(self.scope.runtime("operation", kind), arguments))

    def _body_kind(self, content: MediaType) -> tuple[str, list[Piece]]:
        """Choose how content is written, by its media type."""
        name = content.name
        if is_json(name):
            is_plain = name in ("application/json", "*/*")
            return "JsonBody", [] if is_plain else [literal(name)]
        if name == "application/x-www-form-urlencoded":
            return "FormBody", self._form_styles(content)
        if name.startswith("multipart/"):
            other = (
                []
                if name == "multipart/form-data"
                else [_named("media_type", literal(name))]
            )
            return "MultipartBody", [*self._parts(content), *other]
        is_text = name.startswith("text/") or content.shape == Scalar("string")
        return ("TextBody" if is_text else "BytesBody"), [literal(name)]

    def _form_styles(self, content: MediaType) -> list[Piece]:
        entries: list[tuple[Piece, Piece]] = [
            (literal(encoding.name), self._style(encoding))
            for encoding in content.encoding
            if encoding.style or encoding.explode is not None or encoding.allow_reserved
        ]
        return [_named("styles", dict_of(entries))] if entries else []

    def _parts(self, content: MediaType) -> list[Piece]:
        part = self.scope.runtime("operation", "Part") if content.encoding else None
        entries: list[tuple[Piece, Piece]] = [
            (literal(encoding.name), call(part, [literal(_first_type(encoding))]))
            for encoding in content.encoding
            if encoding.content_type and part is not None
        ]
        return [_named("parts", dict_of(entries))] if entries else []

    def _answers(self, responses: list[Response], is_success: bool) -> Piece:
        entries: list[tuple[Piece, Piece]] = [
            (literal(response.status), self._decoders(response, is_success))
            for response in responses
        ]
        return dict_of(entries)

    def _decoders(self, response: Response, is_success: bool) -> Piece:
        entries: list[tuple[Piece, Piece]] = [
            (literal(content.name), self._decoder(content, is_success))
            for content in readable(response)
        ]
        return dict_of(entries)

    def _decoder(self, content: MediaType, is_success: bool) -> Piece:
        kind = decoder_kind(content)
        decoder = self.scope.runtime("operation", kind)
        if kind != "Json":
            return call(decoder, [])
        reader = ReaderWriter(self.context, self.scope)
        moments = reader.converter(content.shape, "read")
        read = reader.reader(content.shape) or moments or plain_reader(self.scope)
        check = self._check(content.at) if is_success else None
        return call(decoder, [read, *([check] if check is not None else [])])


def answer_type(operation: Operation, context: Context, scope: Scope) -> Source:
    """Give the type of what a success answers, as it is written in one scope."""
    annotator = Annotator(context, scope)
    members: list[Source] = []
    for response in _successes(operation):
        contents = readable(response)
        members += [_content_type(content, annotator) for content in contents]
        if not contents:
            members.append(Source("None"))
    if not members:
        return Source("None")
    any_ = [member for member in members if member.text == "Any"]
    return any_[0] if any_ else union(tuple(members))


def _successes(operation: Operation) -> list[Response]:
    """Give the answers of success; without any, the default one is."""
    found = [response for response in operation.responses if _is_success(response)]
    default = (entry for entry in operation.responses if entry.status == "default")
    return found or list(default)


def _content_type(content: MediaType, annotator: Annotator) -> Source:
    match decoder_kind(content):
        case "Json":
            return annotator.annotate(content.shape)
        case "Text":
            return annotator.scope.builtin("str")
    return annotator.scope.builtin("bytes")


def decoder_kind(content: MediaType) -> str:
    """Choose how content is read: JSON as its schema says, other texts and bytes as such."""
    is_opaque = content.name == "*/*" and _is_bytes(content.shape)
    if (is_json(content.name) and not is_opaque) or _is_streamed_json(content.name):
        return "Json"
    name = content.name.lower()
    is_text = (
        name.startswith("text/") or "xml" in name or "yaml" in name or "csv" in name
    )
    return "Text" if is_text and content.shape != Scalar("binary") else "Bytes"


def readable(response: Response) -> tuple[MediaType, ...]:
    """Give the media types to ask for: JSON alone where the server offers it."""
    as_json = tuple(
        content for content in response.content if decoder_kind(content) == "Json"
    )
    return as_json or response.content


def _is_bytes(shape: Shape) -> bool:
    return isinstance(shape, Scalar) and shape.kind in ("binary", "string")


def _is_streamed_json(name: str) -> bool:
    return "ndjson" in name or "jsonl" in name or "json-seq" in name


def _is_success(response: Response) -> bool:
    return response.status.startswith("2")


def _is_default(parameter: Parameter) -> bool:
    style = DEFAULT_STYLES[parameter.in_]
    is_plain = not parameter.allow_reserved and not parameter.media_type
    return (
        is_plain and parameter.style == style and parameter.explode == (style == "form")
    )


def _first_type(encoding: Encoding) -> str:
    return encoding.content_type.split(",")[0].strip()


def _named(name: str, value: Piece) -> Piece:
    return keyword(identifier(name), value)


def _texts(texts: tuple[str, ...]) -> Piece:
    return tuple_of([literal(text) for text in texts])
