"""The documented answers of an operation (OpenAPI 3.1.1, Responses Object)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from specloom.ir.api import MediaType, Operation, Response
from specloom.lower.media_types import essence, is_json
from specloom.python.operations.facts import decoder_kind, readable

_TEAPOT = 418
_EVENTS = ("events", "event data", "event objects")
_USUAL = {4: (404, 409, 413, 422, 401, 403, 400, 429), 5: (500, 502, 503, 504)}
# Types that have a subtype for examples (RFC 4735), and none that all clients know.
_EXAMPLES = frozenset({"audio", "image", "model", "video"})
_CLASSES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "PayloadTooLarge",
    422: "UnprocessableContent",
    429: "TooManyRequests",
    500: "InternalServerError",
    502: "BadGateway",
    503: "ServiceUnavailable",
    504: "GatewayTimeout",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One documented answer: a status that a server may send, and the content with it."""

    status: int
    response: Response
    content: MediaType | None

    @property
    def kind(self) -> str:
        """Tell how the client reads the content: `Json`, `Text`, `Bytes`, or not at all."""
        kind = decoder_kind(self.content) if self.content is not None else ""
        return "Json" if kind in ("JsonSequence", "EventData") else kind

    @property
    def media_type(self) -> str:
        """Give the media type to send; one is chosen where the document gives a range."""
        if self.content is None:
            return ""
        name = self.content.name
        if "*" not in name:
            return name
        usual = {"Json": "application/json", "Text": "text/plain"}
        chosen = usual.get(self.kind, "application/octet-stream")
        if fnmatchcase(chosen, name):
            return chosen
        has_example = name.partition("/")[0] in _EXAMPLES
        return name.replace("*", "example" if has_example else "x-any")


def successes(operation: Operation) -> Iterator[Answer]:
    """Yield the answers that give a value."""
    documented = {response.status for response in operation.responses}
    for response in operation.successes:
        yield from _answers(response, _success_status(response.status, documented))


def failures(operation: Operation, turn: int) -> Iterator[Answer]:
    """Yield the answers that raise; `turn` chooses among statuses that stand for many."""
    documented = {response.status for response in operation.responses}
    for response in error_responses(operation):
        for index, status in enumerate(_statuses(response.status, documented, turn)):
            found = list(_answers(response, status))
            yield from found if index == 0 else found[:1]


def undocumented(operation: Operation, turn: int) -> Iterator[int]:
    """Yield a status of each family that the document says nothing of."""
    documented = {response.status for response in operation.responses}
    for family, usual in _USUAL.items():
        free = [status for status in usual if str(status) not in documented]
        if free and not documented & {"default", f"{family}XX"}:
            yield free[turn % len(free)]


def error_responses(operation: Operation) -> tuple[Response, ...]:
    """Give the responses that are errors."""
    return tuple(entry for entry in operation.responses if not entry.is_success)


def error_name(status: int) -> str:
    """Give the name of the error class for a status."""
    if status < 400:
        return "ApiError"
    family = "ClientStatusError" if status < 500 else "ServerError"
    return _CLASSES.get(status, family)


def accepted(operation: Operation) -> str:
    """Write the header Accept: what is asked for, then what comes only instead of it."""
    good = _media_types(operation.successes)
    others = _media_types(error_responses(operation))
    names = dict.fromkeys((*good, *others))
    wanted = [name for name in good if "*" not in name] or good or list(names)
    if any(_is_json(name) for name in wanted):
        wanted += [name for name in names if _is_json(name)]
    texts = [name if name in wanted else f"{name};q=0.9" for name in names]
    return ", ".join(texts) or "*/*"


def _media_types(responses: tuple[Response, ...]) -> list[str]:
    return [content.name for response in responses for content in readable(response)]


def _is_json(name: str) -> bool:
    return is_json(name) and essence(name) != "*/*"


def _answers(response: Response, status: int) -> Iterator[Answer]:
    contents = readable(response)
    if not contents:
        yield Answer(status, response, None)
    for content in contents:
        if content.form in _EVENTS and not response.is_success:
            # An error is read as a whole, of which events are no part.
            yield Answer(status, response, None)
        elif "*" not in content.name or len(contents) == 1:
            yield Answer(status, response, content)


def _success_status(status: str, documented: set[str]) -> int:
    if status.isdigit():
        return int(status)
    free = [known for known in (200, 201, 202, 203) if str(known) not in documented]
    return free[0] if free else 299


def _statuses(status: str, documented: set[str], turn: int) -> list[int]:
    """Give one status for an exact one, the odd one of a range, two for `default`."""
    if status.isdigit():
        return [int(status)]
    families = [int(status[0])] if status[0].isdigit() else [4, 5]
    found: list[int] = []
    for family in families:
        free = [
            known for known in _USUAL.get(family, ()) if str(known) not in documented
        ]
        if status == "default" and f"{family}XX" in documented:
            continue
        if family == 4 and status != "default":
            free = [_TEAPOT]
        if free:
            found.append(free[turn % len(free)])
    return found
