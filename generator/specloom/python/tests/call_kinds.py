"""Operations as the calls of `tests/kinds`: what they take, and where it belongs.

OpenAPI 3.1.1, Parameter Object, Request Body Object and Encoding Object.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from specloom.ir.api import DEFAULT_STYLES, Encoding, MediaType, Operation, Parameter
from specloom.ir.schema import AnySchema, BooleanSchema
from specloom.lower.media_types import is_json
from specloom.naming.bodies import ADDITIONAL
from specloom.python.context import Context
from specloom.python.operations.arguments import arguments_of, body_content
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.conformity import Schemas
from specloom.python.tests.doubts import Doubts
from specloom.python.tests.given import ABSENT, body_kind, draw
from specloom.python.tests.kinds import Kinds
from specloom.python.tests.samples import NoSample
from specloom.python.tests.sent import server_url
from specloom.python.tests.wire_texts import fixed_path
from specloom.python.text.layout import Piece, call, dict_of, keyword, tuple_of
from specloom.python.text.source import Source, identifier, literal


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What of an operation can be drawn, before it is written.

    `reasons` say what is left out; with nothing to draw no call is tested.
    """

    operation: Operation
    parameters: tuple[tuple[Parameter, AnySchema], ...] = ()
    content: MediaType | None = None
    body: AnySchema | None = None
    reasons: tuple[str, ...] = ()
    can_break: bool = False

    @property
    def schemas(self) -> Iterator[AnySchema]:
        """Yield the schemas that values are drawn for."""
        yield from (schema for _, schema in self.parameters)
        if self.body is not None:
            yield self.body

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is drawn."""
        return not self.parameters and self.content is None


def plan_call(
    operation: Operation, context: Context, schemas: Schemas, doubts: Doubts
) -> CallPlan:
    """Find what can be drawn for an operation; a required part that cannot ends it."""
    try:
        given = draw(operation, context, schemas).everything
    except NoSample as problem:
        return CallPlan(operation, reasons=(f"no value is known for {problem}",))
    parameters: list[tuple[Parameter, AnySchema]] = []
    reasons: list[str] = []
    for parameter in operation.parameters:
        schema = parameter.schema
        reason = doubts.reason(schema)
        if (parameter.in_, parameter.name) not in given.parameters:
            reason = reason or "no value is known for it"
        if parameter.in_ == "path" and f"{{{parameter.name}}}" not in operation.path:
            reason = reason or f"the path has no {{{parameter.name}}}"
        if parameter.media_type and not is_json(parameter.media_type):
            reason = reason or f"{parameter.media_type} is not read back"
        if not reason:
            parameters.append((parameter, schema))
        elif parameter.required:
            return CallPlan(operation, reasons=(reason,))
        else:
            reasons.append(f"{parameter.name} is left out: {reason}")
    can_break = any(doubts.can_break(schema) for _, schema in parameters)
    plan = CallPlan(operation, tuple(parameters), None, None, (*reasons,), can_break)
    content = body_content(operation, context)
    if content is None or given.body is ABSENT:
        return plan
    return _with_body(plan, content, schemas, doubts)


def _with_body(
    plan: CallPlan, content: MediaType, schemas: Schemas, doubts: Doubts
) -> CallPlan:
    schema = content.schema or BooleanSchema(content.at, accepts=True)
    form = body_kind(content)
    reason = "" if form == "bytes" else doubts.reason(schema)
    flat = plain_schema(schema, schemas)
    if form == "text" and (flat is None or flat.types != ("string",)):
        reason = f"a text is not all that {content.at.pointer} can be"
    body = plan.operation.request_body
    if reason and body is not None and body.required:
        return CallPlan(plan.operation, reasons=(reason,))
    if reason:
        return replace(plan, reasons=(*plan.reasons, f"the body is left out: {reason}"))
    can_break = form != "bytes" and doubts.can_break(schema)
    known = None if form == "bytes" else schema
    return replace(
        plan, content=content, body=known, can_break=plan.can_break or can_break
    )


def view_call(plan: CallPlan, context: Context, kinds: Kinds) -> Piece:
    """Write the call of an operation."""
    return _CallWriter(plan, context, kinds).piece()


@dataclass(frozen=True, slots=True)
class _CallWriter:
    plan: CallPlan
    context: Context
    kinds: Kinds

    def piece(self) -> Piece:
        arguments: list[Piece] = [literal(self._url())]
        entries: list[tuple[Piece, Piece]] = [
            (literal(self._name(parameter)), self._parameter(parameter, schema))
            for parameter, schema in self.plan.parameters
        ]
        if entries:
            arguments.append(dict_of(entries))
        if self.plan.content is not None:
            body = self._body(self.plan.content)
            arguments.append(keyword(Source("body"), body))
        return call(self.kinds.use("Call"), arguments)

    def _url(self) -> str:
        path = self.plan.operation.path.partition("?")[0]
        pieces = path.replace("}", "{").split("{")
        written = (
            f"{{{piece}}}" if index % 2 else fixed_path(piece)
            for index, piece in enumerate(pieces)
        )
        return server_url(self.plan.operation, self.context) + "".join(written)

    def _name(self, parameter: Parameter) -> str:
        names = self.context.names.arguments[self.plan.operation.at]
        return names[parameter.in_, parameter.name]

    def _parameter(self, parameter: Parameter, schema: AnySchema) -> Piece:
        first = [literal(parameter.in_), literal(parameter.name)]
        arguments = [*first, self.kinds.piece(schema)]
        if parameter.required:
            arguments.append(_named("required", True))
        if parameter.style != DEFAULT_STYLES[parameter.in_]:
            arguments.append(_named("style", parameter.style))
        if parameter.explode != (parameter.style == "form"):
            arguments.append(_named("explode", parameter.explode))
        if parameter.allow_reserved:
            arguments.append(_named("allows_reserved", True))
        if parameter.media_type:
            arguments.append(_named("is_json", True))
        return call(self.kinds.use("Parameter"), arguments)

    def _body(self, content: MediaType) -> Piece:
        form = body_kind(content)
        arguments: list[Piece] = [literal(form), self._content(form)]
        arguments += self._arguments()
        body = self.plan.operation.request_body
        if body is not None and body.required:
            arguments.append(_named("required", True))
        styles: list[tuple[Piece, Piece]] = [
            (literal(entry.name), tuple_of(_style(entry)))
            for entry in content.encoding
            if form == "form" and (entry.style or entry.explode is not None)
        ]
        if styles:
            arguments.append(keyword(Source("styles"), dict_of(styles)))
        return call(self.kinds.use("Body"), arguments)

    def _content(self, form: str) -> Piece:
        if self.plan.body is None:
            return call(self.kinds.use("Binary"), [])
        if form == "multipart":
            return replace(self.kinds, takes_bytes=True).piece(self.plan.body)
        return self.kinds.piece(self.plan.body)

    def _arguments(self) -> Iterator[Piece]:
        known = [
            argument
            for argument in arguments_of(self.plan.operation, self.context)
            if argument.in_ == "body"
        ]
        members = [entry for entry in known if entry.wire not in ("", ADDITIONAL)]
        if not members:
            names = [entry.name for entry in known if entry.name != "body"]
            yield from (_named("argument", name) for name in names)
            return
        rows: list[tuple[Piece, Piece]] = [
            (literal(entry.wire), literal(entry.name)) for entry in members
        ]
        yield keyword(Source("arguments"), dict_of(rows))
        more = [entry.name for entry in known if entry.wire == ADDITIONAL]
        yield from (_named("more", name) for name in more)
        needed = [literal(entry.wire) for entry in members if entry.required]
        if needed:
            yield keyword(Source("needed"), tuple_of(needed))


def _named(name: str, value: str | bool) -> Piece:
    return keyword(identifier(name), literal(value))


def _style(entry: Encoding) -> list[Piece]:
    style = entry.style or "form"
    explode = style == "form" if entry.explode is None else entry.explode
    return [literal(style), literal(explode)]
