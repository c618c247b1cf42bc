"""How the text of a header becomes a value: expressions of `_runtime.header_values`."""

from collections.abc import Iterator
from typing import assert_never

from specloom.ir.api import Header
from specloom.python.context import Context
from specloom.python.header_forms import (
    TEXT,
    AsJson,
    Form,
    Items,
    Members,
    OneOf,
    Words,
)
from specloom.python.models.readers import ReaderWriter
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, call, dict_of, keyword
from specloom.python.text.source import Source, identifier, literal


def value_arguments(
    header: Header, form: Form, context: Context, scope: Scope
) -> Iterator[Piece]:
    """Yield what reads the text, and what makes a Python value of that."""
    read = _read(header, context, scope)
    if form != OneOf(TEXT) or read is not None:
        yield _parse(form, header, scope)
    if read is not None:
        yield read


def _read(header: Header, context: Context, scope: Scope) -> Piece | None:
    writer = ReaderWriter(context, scope)
    models = writer.reader(header.shape)
    texts = writer.converter(header.shape, "read")
    if models is not None or texts is None:
        return models
    return texts if header.media_type else call(_function("strict", scope), [texts])


def _parse(form: Form, header: Header, scope: Scope) -> Piece:
    match form:
        case OneOf(words):
            return _scalar(words, scope)
        case Items(words):
            return call(_function("array", scope), [_scalar(words, scope)])
        case AsJson():
            return _function("as_json", scope)
        case Members():
            arguments = [*_members(form, scope)]
            if header.explode:
                arguments.append(keyword(identifier("explode"), literal(True)))
            return call(_function("members", scope), arguments)
        case _:
            assert_never(form)


def _members(form: Members, scope: Scope) -> Iterator[Piece]:
    entries: list[tuple[Piece, Piece]] = [
        (literal(name), _scalar(words, scope))
        for name, words in form.properties.items()
        if words != form.other
    ]
    if entries:
        yield dict_of(entries)
    if form.other != TEXT:
        yield keyword(identifier("other"), _scalar(form.other, scope))


def _scalar(words: Words, scope: Scope) -> Piece:
    if len(words) == 1:
        return _function(words[0], scope)
    kinds = [_function(word, scope) for word in words]
    return call(_function("first_of", scope), kinds)


def _function(name: str, scope: Scope) -> Source:
    return scope.runtime("header_values", name)
