"""Changes of the client, its methods, their arguments, answers and errors.

Each row: kind, meaning, verdict in requests, verdict in answers, oasdiff's names of it.
"""

from typing import TypeAlias

from specloom.diff.change import Level

Row: TypeAlias = tuple[str, str, tuple[Level, str], tuple[Level, str], str]


def both(kind: str, meaning: str, level: Level, reason: str, oasdiff: str = "") -> Row:
    """Give a row whose verdict is the same in both directions."""
    return (kind, meaning, (level, reason), (level, reason), oasdiff)


_CLIENT: tuple[Row, ...] = (
    both(
        "package-renamed",
        "the import package has another name, as `info.title` has",
        "breaking",
        "every import names the old package; `--package` keeps the name",
    ),
    both(
        "server-changed",
        "requests go to another server",
        "risky",
        "the same calls now go elsewhere; `base_url` decides otherwise",
    ),
    both(
        "credential-added",
        "`Client` takes a credential more",
        "safe",
        "it may be left out",
        "api-security-component-added",
    ),
    both(
        "credential-removed",
        "`Client` does not take a credential any more",
        "breaking",
        "`Client` does not know the argument any more",
        "api-security-component-removed",
    ),
    both(
        "credential-changed",
        "a credential is sent in another way",
        "risky",
        "the same text is sent in another way; it may have to be another one",
        "api-security-component-type-changed",
    ),
    both(
        "security-tightened",
        "operations do not take credentials any more that they took",
        "breaking",
        "credentials that were enough are not any more",
        "api-security-added api-security-removed",
    ),
    both(
        "security-relaxed",
        "operations take other credentials too, or none",
        "safe",
        "what was enough still is",
        "api-security-added api-security-removed",
    ),
    both(
        "security-scope-added",
        "operations need further OAuth scopes",
        "risky",
        "a token without the scope is refused",
        "api-security-scope-added",
    ),
    both(
        "security-scope-removed",
        "operations need fewer OAuth scopes",
        "safe",
        "tokens that were enough still are",
        "api-security-scope-removed",
    ),
)

_OPERATIONS: tuple[Row, ...] = (
    both("operation-added", "a new method", "safe", "it is new", "endpoint-added"),
    both(
        "operation-removed",
        "a method is gone",
        "breaking",
        "calls of it fail",
        "api-removed-without-deprecation api-path-removed-without-deprecation"
        " api-removed-with-deprecation api-path-removed-with-deprecation",
    ),
    both(
        "operation-renamed",
        "the method of the same request has another name",
        "breaking",
        "calls have to use the new name",
        "api-operation-id-removed",
    ),
    both(
        "operation-moved",
        "the method hangs on another attribute of the client",
        "breaking",
        "calls have to go by the new attribute",
        "api-tag-removed",
    ),
    both(
        "operation-old-name-deprecated",
        "a method has another name or attribute, and its old one for a version",
        "risky",
        "calls of the old name work, and warn, until the next version of the document",
        "api-operation-id-removed api-tag-removed",
    ),
    both(
        "operation-old-name-removed",
        "the name that a method had before does not work any more",
        "breaking",
        "calls have to use the new name",
    ),
    both(
        "operation-rerouted",
        "the same method sends another HTTP method or path",
        "safe",
        "calls stay as they are",
        "api-path-removed-without-deprecation endpoint-added",
    ),
    both(
        "operation-deprecated",
        "a method is deprecated now",
        "safe",
        "it still works; it may go",
        "endpoint-deprecated",
    ),
    both(
        "operation-undeprecated",
        "a method is not deprecated any more",
        "safe",
        "it is there to stay",
        "endpoint-reactivated",
    ),
)

_ARGUMENTS: tuple[Row, ...] = (
    both(
        "argument-added-required",
        "a method has a new argument that must be given",
        "breaking",
        "calls without it fail",
        "new-required-request-parameter new-required-request-property"
        " new-request-path-parameter request-body-added-required",
    ),
    both(
        "argument-added-optional",
        "a method has a new argument that may be left out",
        "safe",
        "calls without it stay as they are",
        "new-optional-request-parameter new-optional-request-property"
        " request-body-added-optional",
    ),
    both(
        "argument-removed",
        "a method does not take an argument any more",
        "breaking",
        "calls with it fail",
        "request-parameter-removed request-property-removed",
    ),
    both(
        "argument-renamed",
        "an argument has another name",
        "breaking",
        "arguments are given by name",
        "request-parameter-removed new-required-request-parameter",
    ),
    both(
        "argument-became-required",
        "an argument must be given now",
        "breaking",
        "calls without it fail",
        "request-parameter-became-required request-property-became-required"
        " request-body-became-required",
    ),
    both(
        "argument-became-optional",
        "an argument may be left out now",
        "safe",
        "calls with it stay as they are",
        "request-parameter-became-optional request-property-became-optional"
        " request-body-became-optional",
    ),
    both(
        "argument-sent-elsewhere",
        "an argument is sent in another place (path, query, header, cookie, body)",
        "safe",
        "calls stay as they are",
        "request-parameter-removed",
    ),
    both(
        "argument-deprecated",
        "an argument is deprecated now",
        "safe",
        "it is still taken; it may go",
        "request-parameter-deprecated",
    ),
    both(
        "body-media-type-changed",
        "what is sent is written in another media type",
        "safe",
        "the client writes it",
        "request-body-media-type-removed",
    ),
    both(
        "body-media-type-replaced",
        "content that the caller prepares must be of another media type",
        "breaking",
        "the caller prepares the content",
        "request-body-media-type-removed",
    ),
)

_ANSWERS: tuple[Row, ...] = (
    both(
        "answer-added",
        "a method that answered None answers something",
        "safe",
        "nobody uses None",
        "response-media-type-added",
    ),
    both(
        "answer-removed",
        "a method answers None now",
        "breaking",
        "there is nothing to use any more",
        "response-media-type-removed response-success-status-removed",
    ),
    both(
        "answer-streaming-changed",
        "a method answers with a stream that did not, or the other way round",
        "breaking",
        "a stream is read in a loop, an answer is not",
    ),
    both(
        "error-added",
        "operations say that they may answer an error",
        "safe",
        "the error class was there before",
        "response-non-success-status-added",
    ),
    both(
        "error-removed",
        "operations do not speak of an error any more",
        "risky",
        "if it comes all the same, its body is not read as a model",
        "response-non-success-status-removed",
    ),
    both(
        "error-type-changed",
        "the body of an error is something else",
        "risky",
        "code that looks into the error's body finds something else",
        "response-body-type-changed",
    ),
)

METHOD_ROWS: tuple[Row, ...] = (*_CLIENT, *_OPERATIONS, *_ARGUMENTS, *_ANSWERS)
