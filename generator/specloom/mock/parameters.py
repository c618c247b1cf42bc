"""Read and check the parameters of a request (OpenAPI 3.1.1, Parameter Object)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from specloom.ir.api import Operation, Parameter
from specloom.lower.media_types import FORM, is_json
from specloom.mock import written
from specloom.mock.checks import Checks
from specloom.mock.forms import PairReader
from specloom.mock.incoming import Incoming
from specloom.mock.typed import Typing
from specloom.mock.written import Form, Wanted, Written
from specloom.runtime.json_text import read_json
from specloom.runtime.media_types import bare
from specloom.runtime.violations import Violation, pointer


@dataclass(frozen=True, slots=True)
class ParameterReader:
    """Reads the parameters of one request to one operation."""

    operation: Operation
    incoming: Incoming
    texts: Mapping[str, str]
    checks: Checks

    def violations(self) -> Iterator[Violation]:
        """Yield everything that is wrong with the parameters."""
        for parameter in self.operation.parameters:
            yield from self._violations(parameter)

    def _violations(self, parameter: Parameter) -> Iterator[Violation]:
        readings = [*self._readings(parameter)]
        path = (None, parameter.name)
        if not readings:
            # A path that matches has all parameters that its template names.
            if parameter.required and parameter.in_ != "path":
                yield _missing(parameter)
            return
        if parameter.media_type:
            try:
                value = (
                    self._whole_query(parameter)
                    if parameter.style == "querystring"
                    else self._content(parameter, str(readings[0]))
                )
            except (ValueError, RecursionError):
                yield _unreadable(parameter)
                return
        else:
            typing = Typing(self.checks.schemas)
            value = typing.chosen(readings, self.checks.schemas.of(parameter.schema))
        yield from self.checks.violations(parameter.schema, value, parameter.in_, path)

    def _readings(self, parameter: Parameter) -> Iterator[Written]:
        """Yield what the request says for a parameter; nothing where it is absent."""
        if parameter.style == "querystring":
            yield from filter(None, [self.incoming.query_string])
            return
        wanted = Typing(self.checks.schemas).wanted(parameter.schema)
        form = Form(parameter.name, parameter.style, parameter.explode)
        if parameter.media_type:
            wanted, form = _SCALAR, Form(parameter.name, "form", explode=True)
        match parameter.in_:
            case "path":
                raw = self.texts.get(parameter.name)
                if raw is not None and parameter.media_type:
                    yield unquote(raw)
                elif raw is not None:
                    yield from written.in_path(form, raw, wanted)
            case "header":
                text = self.incoming.header(parameter.name)
                if text is not None and parameter.media_type:
                    yield text
                elif text is not None:
                    yield from written.in_header(form, text, wanted)
            case "query":
                others = self._others(parameter)
                yield from written.in_query(form, self.incoming.query, wanted, others)
            case "cookie":
                others = self._others(parameter)
                pairs = self.incoming.cookies
                yield from written.in_cookie(form, pairs, wanted, others)

    def _others(self, parameter: Parameter) -> frozenset[str]:
        return frozenset(
            known.name
            for known in self.operation.parameters
            if known.in_ == parameter.in_ and known.name != parameter.name
        )

    def _whole_query(self, parameter: Parameter) -> Any:
        """Read the query as one value (OpenAPI 3.2, `in: querystring`)."""
        if bare(parameter.media_type) != FORM:
            return self._content(parameter, unquote(self.incoming.query_string))
        schema = self.checks.schemas.of(parameter.schema)
        typing = Typing(self.checks.schemas)
        return PairReader(typing, schema, {}, self.incoming.query).read()

    def _content(self, parameter: Parameter, text: str) -> Any:
        return read_json(text.encode()) if is_json(parameter.media_type) else text


_SCALAR = Wanted(is_array=False, is_object=False, is_scalar=True)


def _missing(parameter: Parameter) -> Violation:
    return _refused(parameter, "required", "this parameter is required")


def _unreadable(parameter: Parameter) -> Violation:
    return _refused(parameter, "content", f"this is no {parameter.media_type}")


def _refused(parameter: Parameter, keyword: str, message: str) -> Violation:
    where, place = pointer((None, parameter.name)), f"{parameter.at.pointer}/{keyword}"
    return Violation(where, keyword, place, message, parameter.in_)
