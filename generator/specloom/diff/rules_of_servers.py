"""Changes of `servers`: the functions that give the URL of a server.

Each row: kind, meaning, verdict in requests, verdict in answers, oasdiff's names of it.
Changes of their arguments are told as those of methods.
"""

from specloom.diff.rules_of_methods import Row, both

SERVER_ROWS: tuple[Row, ...] = (
    both("server-added", "`servers` has a function more", "safe", "it is new"),
    both(
        "server-removed",
        "a function of `servers` is gone",
        "breaking",
        "calls of it fail",
    ),
    both(
        "server-renamed",
        "the function for the same URL has another name",
        "breaking",
        "calls have to use the new name",
    ),
)
