"""What a test gives to a method: every argument visibly different, and only the required.

Arguments for which no value is known are left out and said to be.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from specloom.ir.api import MediaType, Operation, Parameter
from specloom.ir.schema import AnySchema, BooleanSchema, Schema
from specloom.naming.bodies import ADDITIONAL, body_fields, takes_more
from specloom.python.context import Context
from specloom.python.operations.arguments import arguments_of, body_content
from specloom.python.tests.combining import as_object
from specloom.python.tests.conformity import Binary, Judge, Schemas
from specloom.python.tests.samples import REQUEST, NoSample, Sampler
from specloom.python.tests.wire_texts import (
    Unwritable,
    compact,
    in_form,
    in_header,
    in_path,
    in_query,
)


@dataclass(frozen=True, slots=True)
class Absent:
    """The type of `ABSENT`."""


ABSENT: Final = Absent()

_KINDS = {
    "path": replace(REQUEST, suffix=" \u00e9/?"),
    "query": replace(REQUEST, suffix=" \u00e9/&"),
    "header": REQUEST,
    "cookie": replace(REQUEST, suffix=" \u00e9;"),
}
_FORM = replace(REQUEST, suffix=" \u00e9/&")
_MULTIPART = replace(REQUEST, takes_bytes=True)


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of one call by their Python names, and the same by the document's."""

    arguments: dict[str, Any]
    parameters: dict[tuple[str, str], Any]
    body: Any = ABSENT


@dataclass(frozen=True, slots=True)
class Drawn:
    """Arguments for an operation: all that have a value; `notes` name the others."""

    everything: Given
    required: Given | None
    notes: tuple[str, ...] = ()


def draw(operation: Operation, context: Context, schemas: Schemas) -> Drawn:
    """Make up the arguments of an operation; raises NoSample if a required one has none."""
    return _Drawer(operation, context, schemas, Sampler(schemas, REQUEST)).draw()


def body_kind(content: MediaType) -> str:
    """Name the form in which a body is sent: `json`, `form`, `multipart`, `text`, `bytes`."""
    is_known = content.form in ("json", "form", "multipart", "text")
    return content.form if is_known else "bytes"


def can_be_sent(content: MediaType, value: Any) -> bool:
    """Tell whether a body can be written as its media type: a form has no null."""
    try:
        _try_body(content, value)
    except NoSample:
        return False
    return True


@dataclass(slots=True)
class _Drawer:
    operation: Operation
    context: Context
    schemas: Schemas
    sampler: Sampler

    def draw(self) -> Drawn:
        notes: list[str] = []
        parameters: dict[tuple[str, str], Any] = {}
        for parameter in self.operation.parameters:
            try:
                value = self._parameter(parameter)
            except (NoSample, Unwritable):
                if parameter.required:
                    raise NoSample(parameter.at.pointer) from None
                notes.append(f"{self.operation.id}: no value for {parameter.name}")
                continue
            parameters[parameter.in_, parameter.name] = value
        body = self._body()
        everything = Given(self._arguments(parameters, body), parameters, body)
        return Drawn(everything, self._required(parameters, body), tuple(notes))

    def _parameter(self, parameter: Parameter) -> Any:
        kind = _KINDS[parameter.in_]
        is_raw = parameter.allow_reserved or parameter.style == "cookie"
        if is_raw or parameter.media_type:
            kind = REQUEST
        value = self.sampler.value_as(kind, parameter.schema, parameter.name)
        _try_to_write(parameter, value)
        return value

    def _body(self) -> Any:
        content = body_content(self.operation, self.context)
        if content is None:
            return ABSENT
        kind = body_kind(content)
        if kind == "bytes":
            return Binary(1)
        schema = content.checked or _unchecked(content)
        fields = body_fields(self.operation, self.context.api)
        wanted = as_object(schema) if fields else schema
        purpose = {"form": _FORM, "multipart": _MULTIPART}.get(kind, REQUEST)
        value = self.sampler.value_as(purpose, wanted, "body")
        value = self._known(schema, value) if fields else value
        _try_body(content, value)
        return value

    def _known(self, schema: AnySchema, value: Any) -> Any:
        """Keep the properties that the method has arguments for."""
        known = [
            argument.wire
            for argument in arguments_of(self.operation, self.context)
            if argument.in_ == "body" and argument.wire in value
        ]
        more = takes_more(self.operation, self.context.api)
        further = [name for name in value if more and name not in known]
        value = {name: value[name] for name in (*further, *known)}
        if not Judge(self.schemas).accepts(schema, value):
            raise NoSample(schema.at.pointer)
        return value

    def _arguments(
        self, parameters: dict[tuple[str, str], Any], body: Any
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        known = {field.name for field in body_fields(self.operation, self.context.api)}
        for argument in arguments_of(self.operation, self.context):
            if argument.in_ != "body":
                if (argument.in_, argument.wire) in parameters:
                    found[argument.name] = parameters[argument.in_, argument.wire]
            elif body is ABSENT:
                continue
            elif argument.wire == "":
                found[argument.name] = body
            elif argument.wire == ADDITIONAL:
                more = {name: body[name] for name in body if name not in known}
                found |= {argument.name: more} if more else {}
            elif argument.wire in body:
                found[argument.name] = body[argument.wire]
        return found

    def _required(
        self, parameters: dict[tuple[str, str], Any], body: Any
    ) -> Given | None:
        """Keep what is required; None where that alone is not valid."""
        arguments = arguments_of(self.operation, self.context)
        needed: set[tuple[str, str]] = {
            (argument.in_, argument.wire) for argument in arguments if argument.required
        }
        kept = {key: value for key, value in parameters.items() if key in needed}
        request_body = self.operation.request_body
        if request_body is None or not request_body.required:
            body = ABSENT
        elif isinstance(body, dict) and ("body", "") not in needed:
            body = {name: body[name] for name in body if ("body", name) in needed}
            content = body_content(self.operation, self.context)
            schema = content.checked if content is not None else None
            if schema is not None and not Judge(self.schemas).accepts(schema, body):
                return None
        return Given(self._arguments(kept, body), kept, body)


def _unchecked(content: MediaType) -> AnySchema:
    """Give a schema for content that has none to be checked by."""
    if content.form == "text":
        return Schema(at=content.at, types=("string",))
    return BooleanSchema(content.at, accepts=True)


def _try_to_write(parameter: Parameter, value: Any) -> None:
    """Raise Unwritable for a value that cannot stand in its place."""
    match parameter.in_:
        case "path":
            if in_path(parameter, value) in ("", ".", ".."):
                raise Unwritable
        case "header":
            text = in_header(parameter, value)
            if not (text.isascii() and text.isprintable()):
                raise Unwritable
        case _:
            in_query(parameter, value)


def _try_body(content: MediaType, value: Any) -> None:
    """Raise NoSample for a value that is neither a form nor parts where it has to be."""
    if body_kind(content) == "form":
        _try_form(content, value)
    if content.name.startswith("multipart/"):
        _try_parts(content, value)


def _try_form(content: MediaType, value: Any) -> None:
    if not isinstance(value, dict):
        raise NoSample(content.at.pointer)
    encodings = {encoding.name: encoding for encoding in content.encoding}
    try:
        for name, member in value.items():
            in_form(name, member, encodings.get(name))
    except Unwritable:
        raise NoSample(content.at.pointer) from None


def _try_parts(content: MediaType, value: Any) -> None:
    """Refuse no parts at all, and one of several values among which there are bytes."""
    has_parts = isinstance(value, (dict, list)) and bool(value)
    if not has_parts or any(entry.has_style for entry in content.encoding):
        raise NoSample(content.at.pointer)
    members = [value] if isinstance(value, list) else value.values()
    try:
        for member in members:
            for item in member if isinstance(member, list) else [member]:
                if isinstance(item, (dict, list)):
                    compact(item)
    except Unwritable:
        raise NoSample(content.at.pointer) from None
