"""The wire facts of an operation as one literal (`_runtime.operation.Operation`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import (
    DEFAULT_STYLES,
    STREAMS,
    Encoding,
    MediaType,
    Operation,
    Parameter,
    Response,
)
from specloom.lower.media_types import is_json
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator, union
from specloom.python.models.readers import ReaderWriter, plain_reader
from specloom.python.operations.arguments import body_content
from specloom.python.operations.scopes import needed_scopes
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, call, dict_of, keyword, tuple_of
from specloom.python.text.source import Source, identifier, literal

_DECODER_MODULES = dict.fromkeys(
    ("Events", "EventData", "EventObjects", "JsonSequence"), "events"
)


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
        errors = tuple(each for each in operation.responses if not each.is_success)
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
            _named("responses", self._answers(operation.successes, True)),
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
        for requirement in self.operation.security:
            known = [entry for entry in requirement.schemes if entry[0] in keywords]
            alternatives[tuple(keywords[key] for key, _ in known)] = None
        if alternatives:
            rows = [_texts(names) for names in alternatives]
            yield _named("security", tuple_of(rows))
        scopes = needed_scopes(self.operation, self.context)
        if scopes.by_scheme:
            entries = [
                (literal(key), _texts(names)) for key, names in scopes.by_scheme.items()
            ]
            yield _named("scopes", dict_of(entries))
        if scopes.choices:
            rows = [_texts(names) for names in scopes.choices]
            yield _named("scope_choices", tuple_of(rows))

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
        """Choose how content is written."""
        name = literal(content.name)
        match content.form:
            case "json":
                is_plain = content.name in ("application/json", "*/*")
                return "JsonBody", [] if is_plain else [name]
            case "form":
                return "FormBody", self._form_styles(content)
            case "multipart":
                is_plain = content.name == "multipart/form-data"
                other = [] if is_plain else [_named("media_type", name)]
                return "MultipartBody", [*self._parts(content), *other]
            case "text":
                return "TextBody", [name]
        return "BytesBody", [] if "*" in content.name else [name]

    def _form_styles(self, content: MediaType) -> list[Piece]:
        entries: list[tuple[Piece, Piece]] = [
            (literal(encoding.name), self._form_style(encoding))
            for encoding in content.encoding
            if encoding.has_style or is_json(encoding.content_type)
        ]
        return [_named("styles", dict_of(entries))] if entries else []

    def _form_style(self, encoding: Encoding) -> Piece:
        """Write how a property of a form is written: by its style, else as its type."""
        if encoding.has_style:
            return self._style(encoding)
        content = _named("content", literal(encoding.content_type))
        return call(self.scope.runtime("operation", "Style"), [content])

    def _parts(self, content: MediaType) -> list[Piece]:
        entries: list[tuple[Piece, Piece]] = []
        has_others = any(not encoding.name for encoding in content.encoding)
        for encoding in content.encoding:
            arguments = list(self._part(encoding))
            # Without an entry of its own, a place would have the one for all others.
            if arguments or (has_others and encoding.name.isdigit()):
                part = call(self.scope.runtime("operation", "Part"), arguments)
                entries.append((literal(encoding.name), part))
        return [_named("parts", dict_of(entries))] if entries else []

    def _part(self, encoding: Encoding) -> Iterator[Piece]:
        if encoding.content_type and not encoding.has_style:
            yield literal(_first_type(encoding))
        if encoding.headers:
            headers: list[tuple[Piece, Piece]] = [
                (literal(name), literal(value)) for name, value in encoding.headers
            ]
            yield _named("headers", dict_of(headers))
        if encoding.has_style:
            yield _named("style", self._style(encoding))

    def _answers(self, responses: tuple[Response, ...], is_success: bool) -> Piece:
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
        decoder = self.scope.runtime(_DECODER_MODULES.get(kind, "operation"), kind)
        if kind in ("Text", "Bytes", "Events"):
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
    for response in operation.successes:
        contents = readable(response)
        members += [_content_type(content, annotator) for content in contents]
        if not contents:
            members.append(Source("None"))
    if not members:
        return Source("None")
    any_ = [member for member in members if member.text == "Any"]
    return any_[0] if any_ else union(tuple(members))


def _content_type(content: MediaType, annotator: Annotator) -> Source:
    match decoder_kind(content):
        case "Text":
            return annotator.scope.builtin("str")
        case "Bytes":
            return annotator.scope.builtin("bytes")
        case "Events":
            return annotator.scope.runtime("events", "Event")
    return annotator.annotate(content.shape)


def decoder_kind(content: MediaType) -> str:
    """Choose how content is read: JSON as its schema says, other texts and bytes as such."""
    match content.form:
        case "json" | "lines":
            return "Json"
        case "sequence":
            return "JsonSequence"
        case "events":
            return "Events"
        case "event data":
            return "EventData"
        case "event objects":
            return "EventObjects"
        case "text" | "form":
            return "Text"
    return "Bytes"


def readable(response: Response) -> tuple[MediaType, ...]:
    """Give the media types to ask for: JSON alone where the server offers it.

    What may have no end is left to a method of its own where there is anything else.
    """
    as_json = tuple(content for content in response.content if content.form == "json")
    whole = tuple(each for each in response.content if each.form not in STREAMS)
    return as_json or whole or response.content


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
