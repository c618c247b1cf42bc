"""Test that every pattern that is not checked by `re` is reported with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from specloom.pipeline import validate
from specloom.python.checks.patterns import problems

SCHEMAS = {
    "A": {
        "items": {"pattern": "(?i)a"},
        "properties": {"ok": {"pattern": "a"}, "bad": {"not": {"pattern": "++"}}},
        "patternProperties": {"[": {"pattern": "(b+)+$"}, "(?!c)(c+)+$": {}},
    }
}
SLOW = "can match one text in exponentially many ways"
LOOKS = "no automaton can match a pattern that looks around"
FOUND = [
    ("patternProperties/[", "is not checked by the client: ']' is missing", "inexact"),
    (
        "patternProperties/(?!c)(c+)+$",
        f"is not checked by the client: `(c+)+` {SLOW}, and {LOOKS}",
        "hazard",
    ),
    (
        "properties/bad/not/pattern",
        "is not checked by the client: there is nothing to repeat before '+'",
        "inexact",
    ),
    (
        "patternProperties/[/pattern",
        f"is matched by an automaton in linear time: `(b+)+` {SLOW}",
        "hazard",
    ),
    (
        "items/pattern",
        "is not checked by the client: the group '(?i' is not known to ECMA-262",
        "inexact",
    ),
]


def test_problems_are_found_wherever_schemas_are(
    context: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Patterns of values and of keys are named by their place, in parts of schemas too."""
    api = context(document(SCHEMAS)).api
    found = problems(named.schema for named in api.schemas.values())
    assert [(at.pointer, what, kind) for at, what, kind in found] == [
        (f"#/components/schemas/A/{at}", what, kind) for at, what, kind in FOUND
    ]


def test_diagnostics_tell_hazards_from_what_is_inexact(
    document: Callable[..., Any], tmp_path: Path
) -> None:
    """Each kind is a warning with a rule of its own."""
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document(SCHEMAS), indent=1))
    rules = {"inexact": "pattern", "hazard": "pattern-exponential"}
    told = {
        (entry.severity, entry.rule, entry.message, entry.pointer)
        for entry in validate(path, ())
        if entry.rule in rules.values() and entry.line
    }
    assert told == {
        ("warning", rules[kind], f"this pattern {what}", f"#/components/schemas/A/{at}")
        for at, what, kind in FOUND
    }
