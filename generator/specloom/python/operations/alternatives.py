"""Which further methods an operation has: one for each other kind of body or answer.

A body that can be given as fields or as a text, an answer that is JSON or a stream: these
have types of their own, and so methods of their own, each with one kind. What carries the
same values in another notation (XML beside JSON, a second patch format) has none: the
notation is chosen by the header Content-Type or Accept of one call.
"""

from collections.abc import Iterator
from dataclasses import replace

from specloom.ir.api import STREAMS, Api, MediaType, Operation, Response
from specloom.ir.schema import placeless
from specloom.lower.media_types import essence
from specloom.naming.bodies import chosen_content, flattened
from specloom.naming.operations import described

_WORDS = {
    "application/octet-stream": "bytes",
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "form data",
    "text/event-stream": "events",
    "text/plain": "text",
}


def with_alternatives(api: Api) -> Api:
    """Put after each operation those that differ in the kind of its body or answer."""
    operations = tuple(
        each
        for operation in api.operations
        for each in (
            operation,
            *_with_other_bodies(operation, api),
            *_with_other_answers(operation),
            *_as_stream(operation),
        )
    )
    return replace(api, operations=operations)


def _with_other_bodies(operation: Operation, api: Api) -> Iterator[Operation]:
    body = operation.request_body
    if body is None:
        return
    known = [chosen_content(body, api)]
    for content in body.content:
        if "*" in content.name or any(_is_same(content, one, api) for one in known):
            continue
        known.append(content)
        yield replace(
            operation,
            base=operation.at,
            at=operation.at.child("requestBody", "content", content.name),
            id=f"{operation.id or described(operation)} from {_word(content)}",
            description=_told(operation, f"The body is `{content.name}`."),
            request_body=replace(body, content=(content,)),
        )


def _with_other_answers(operation: Operation) -> Iterator[Operation]:
    """Give the operations for what is neither JSON nor else what is answered as a whole."""
    contents = [
        content
        for response in operation.responses
        if response.is_success
        for content in response.content
    ]
    as_json = [content for content in contents if content.form == "json"]
    if operation.streaming:
        return
    others = {
        content.name: content
        for content in contents
        if content.form in STREAMS or (as_json and content.form != "json")
    }
    for content in others.values():
        is_alike = any(_is_alike(content, one) for one in as_json)
        if content.form in STREAMS or not (is_alike or "*" in content.name):
            alternative = _answering(operation, content)
            yield alternative
            yield from _as_stream(alternative)


def _as_stream(operation: Operation) -> Iterator[Operation]:
    """Give an operation that answers bytes, piece by piece."""
    forms = {
        content.form
        for response in operation.responses
        if response.is_success
        for content in response.content
    }
    if forms == {"bytes"} and not operation.streaming:
        yield replace(
            operation,
            base=operation.base or operation.at,
            at=operation.at.child("responses", "stream"),
            id=f"{operation.id or described(operation)} as stream",
            description=_told(operation, "The answer comes piece by piece."),
            streaming=True,
        )


def _answering(operation: Operation, content: MediaType) -> Operation:
    responses = [_only(entry, content.name) for entry in operation.responses]
    if content.form in STREAMS:
        responses = [entry for entry in responses if not _is_whole(entry)]
    return replace(
        operation,
        base=operation.at,
        at=operation.at.child("responses", "content", content.name),
        id=f"{operation.id or described(operation)} as {_word(content)}",
        description=_told(operation, f"The answer is `{content.name}`."),
        responses=tuple(responses),
        streaming=content.form in STREAMS,
    )


def _only(response: Response, name: str) -> Response:
    """Keep one media type of an answer that has it."""
    kept = tuple(content for content in response.content if content.name == name)
    is_kept = bool(kept) and response.is_success
    return replace(response, content=kept) if is_kept else response


def _is_whole(response: Response) -> bool:
    """Tell whether a success comes as a whole, which no stream can give."""
    forms = {content.form for content in response.content}
    return response.is_success and bool(forms) and forms.isdisjoint(STREAMS)


def _is_same(content: MediaType, other: MediaType, api: Api) -> bool:
    """Tell whether the caller would give the same for both."""
    if content.form == other.form and content.form in ("text", "bytes"):
        return True
    if _is_alike(content, other) or content.shape == other.shape:
        return True
    mine, theirs = (flattened(each.shape, api) for each in (content, other))
    if mine is None or theirs is None:
        return False
    return {each.name for each in mine.fields} == {each.name for each in theirs.fields}


def _is_alike(content: MediaType, other: MediaType) -> bool:
    """Tell whether one schema describes both."""
    if content.schema is None or other.schema is None:
        return False
    return placeless(content.schema) == placeless(other.schema)


def _told(operation: Operation, sentence: str) -> str:
    words = operation.description or operation.summary
    return f"{words}\n\n{sentence}" if words else sentence


def _word(content: MediaType) -> str:
    """Give the word that tells a media type in a name: `csv`, `bytes`, `events`."""
    name = essence(content.name)
    if name in _WORDS:
        return _WORDS[name]
    if content.form in STREAMS:
        return "lines"
    kind, _, subtype = name.partition("/")
    last = subtype.rpartition("+")[2].rpartition(".")[2].removeprefix("x-")
    return kind if "*" in subtype or not last else last
