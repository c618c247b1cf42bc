"""Changes of the typed headers of raw answers, and of the classes that they are read by.

Each row: kind, meaning, verdict in requests, verdict in answers, oasdiff's names of it.
Headers are only ever answered, so that both verdicts are that of answers.
"""

from specloom.diff.rules_of_methods import Row, both
from specloom.diff.rules_of_types import constraint_rows, type_rows

_CLASSES: tuple[Row, ...] = (
    both(
        "header-class-removed",
        "a class of headers is gone",
        "breaking",
        "code that names it fails",
    ),
    both(
        "header-class-renamed",
        "a class of headers has another name",
        "breaking",
        "code that names it has to use the new name",
    ),
    both(
        "header-class-moved",
        "a class of headers lives in another module of `api`",
        "breaking",
        "code that imports it has to name the new module",
    ),
    both(
        "header-class-replaced",
        "the headers of a raw answer are of another class",
        "risky",
        "type checkers and isinstance() tell the classes apart",
    ),
)

_HEADERS: tuple[Row, ...] = (
    both(
        "header-added",
        "raw answers have a typed header more",
        "safe",
        "it is new",
    ),
    both(
        "header-removed",
        "raw answers do not have a typed header any more",
        "breaking",
        "reading the attribute fails",
        "required-response-header-removed optional-response-header-removed",
    ),
    both(
        "header-renamed",
        "the attribute of a header has another name",
        "breaking",
        "code that names it has to use the new name",
    ),
    both(
        "header-became-required",
        "a header always comes",
        "safe",
        "None does not come any more",
    ),
    both(
        "header-became-optional",
        "a header may be missing",
        "risky",
        "it is None where the server leaves it out",
        "response-header-became-optional",
    ),
    both(
        "header-deprecated",
        "a header is deprecated now",
        "safe",
        "it is still there; it may go",
    ),
)


def _answered(row: Row) -> Row:
    kind, meaning, _, response, oasdiff = row
    return kind, meaning, response, response, oasdiff


HEADER_ROWS: tuple[Row, ...] = (
    *_CLASSES,
    *_HEADERS,
    *map(_answered, type_rows("header", "a header")),
    *map(_answered, constraint_rows("header", "a header")),
)
