"""What holds of every comparison: told once, in the words of the code, and finite."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from specloom.diff.change import LEVELS, Comparison
from specloom.diff.report import REPORTS
from specloom.diff.rules import RULES, judge
from specloom.diff.run import diff
from specloom.document.load import load
from specloom.lower.api import lower
from specloom.naming.declarations import declare
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.package import view_package
from specloom.render import render

Document = dict[str, Any]
Compared = Callable[[Document, Document], Comparison]

SHARED = Path(__file__).parents[2].parent / "shared"
HISTORY = sorted((SHARED / "corpus" / "x-history").glob("*.json"))
SPEC = Path(__file__).parents[2] / "specs" / "x_media_upload_initialize.yaml"
TEXT = {"type": "string"}
THING = {"$ref": "#/components/schemas/Thing"}


def api(schema: Any, methods: int = 1, **schemas: Any) -> Document:
    """Describe an API whose operations answer `Thing`."""
    content = {"application/json": {"schema": THING}}
    operation = {
        "tags": ["things"],
        "responses": {"200": {"description": ".", "content": content}},
    }
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            f"/{number}": {"get": operation | {"operationId": f"read {number}"}}
            for number in range(methods)
        },
        "components": {"schemas": {"Thing": schema} | schemas},
    }


def thing(**properties: Any) -> Document:
    """Describe an object."""
    return {"type": "object", "properties": properties}


def test_a_change_is_told_once_with_all_methods(compared: Compared) -> None:
    """A model that many operations answer changes once."""
    [change] = compared(api(thing(a=TEXT, b=TEXT), 9), api(thing(b=TEXT), 9)).changes
    assert (change.kind, change.subject) == ("field-removed", "models.Thing.a")
    assert change.operations == tuple(f"client.things.read_{n}" for n in range(9))


def test_an_error_that_all_operations_gain_is_one_change(compared: Compared) -> None:
    """What is said of many operations in the same words is said once."""
    old, new = api(thing(), 5), api(thing(), 5)
    for path in new["paths"].values():
        responses = path["get"]["responses"] | {"429": {"description": "Slower."}}
        path["get"] = path["get"] | {"responses": responses}
    [change] = compared(old, new).changes
    assert (change.kind, change.subject, change.new) == (
        "error-added",
        "TooManyRequests",
        "429",
    )
    assert len(change.operations) == 5


def test_the_gravest_comes_first(compared: Compared) -> None:
    """Changes are in the order of their levels."""
    old = api(thing(a=TEXT, b=TEXT | {"enum": ["a", "b"]}))
    new = api(thing(b=TEXT | {"enum": ["a", "b", "c"]}, c=TEXT))
    levels = [change.level for change in compared(old, new).changes]
    assert levels == sorted(levels, key=LEVELS.index)
    assert {*levels} == {*LEVELS}


def test_both_documents_are_pointed_into(compared: Compared) -> None:
    """A change knows its place in the old and in the new document."""
    old, new = api(thing(a=TEXT)), api(thing(a={"type": "integer"}))
    [change] = compared(old, new).changes
    assert change.old_pointer == "#/components/schemas/Thing/properties/a"
    assert change.new_pointer == "#/components/schemas/Thing/properties/a"


@pytest.mark.parametrize(
    "schema",
    [
        thing(next=THING, all={"type": "array", "items": THING}),
        {"type": "array", "items": THING},
        {"oneOf": [thing(next=THING), {"type": "array", "items": THING}]},
        {"anyOf": [thing(next=THING), TEXT]},
    ],
)
def test_what_holds_itself_is_compared(compared: Compared, schema: Document) -> None:
    """Recursion ends, in the same model and in one of another name."""
    renamed = {"$ref": "#/components/schemas/Other"}
    old = api(schema, Other=thing(a=renamed))
    new = api(schema, Other=thing(a=renamed, b=THING))
    assert [change.subject for change in compared(old, new).changes] == [
        "models.Other.b"
    ]
    assert compared(old, api(thing(other=renamed), Other=schema)).changes


def test_directions_that_differ_are_both_told() -> None:
    """The reason says what it means in requests and in answers."""
    assert judge("field-became-optional", ("request", "response")) == (
        "risky",
        (
            "in requests, giving it is still right; in answers, it is None where the server"
            " leaves it out"
        ),
    )


def test_a_model_that_nothing_uses_breaks_nobody(compared: Compared) -> None:
    """Its fields are risky at most; its name is not."""
    old = api(thing(), Odd=thing(a=TEXT, b=TEXT))
    new = api(thing(), Odd=thing(b=TEXT))
    [change] = compared(old, new).changes
    assert (change.level, change.reason) == (
        "risky",
        "no operation uses this model; the model cannot be made with it any more",
    )


def test_a_flattened_body_is_told_as_arguments(compared: Compared) -> None:
    """Its model is not told as well."""

    def posting(**properties: Any) -> Document:
        content = {"application/json": {"schema": THING}}
        operation = {"operationId": "post", "tags": ["things"], "responses": {}}
        operation["requestBody"] = {"required": True, "content": content}
        found = api(thing(**properties))
        return found | {"paths": {"/": {"post": operation}}}

    found = compared(posting(a=TEXT), posting(b=TEXT)).changes
    assert [(change.kind, change.subject) for change in found] == [
        ("argument-removed", "client.things.post(a)"),
        ("argument-added-optional", "client.things.post(b)"),
    ]


@pytest.mark.parametrize(
    ("word", "changes"), [("readOnly", []), ("writeOnly", ["field-became-required"])]
)
def test_a_field_of_one_direction_is_judged_there(
    compared: Compared, word: str, changes: list[str]
) -> None:
    """What only answers have cannot break a request."""

    def taking(*required: str) -> Document:
        whole = {"type": "array", "items": THING}
        body = {"content": {"application/json": {"schema": whole}}}
        operation = {"tags": ["things"], "responses": {}, "requestBody": body}
        schema = thing(a=TEXT | {word: True}) | {"required": [*required]}
        return api(schema) | {"paths": {"/": {"post": operation}}}

    assert [
        change.kind for change in compared(taking(), taking("a")).changes
    ] == changes


def test_signatures_are_those_of_the_generated_code(tmp_path: Path) -> None:
    """The report shows a method as its module defines it, line by line."""
    text = SPEC.read_text("utf-8").replace("total_bytes", "whole_bytes")
    changed = tmp_path / "new.yaml"
    changed.write_text(text)
    comparison = diff(str(SPEC), str(changed)).comparison
    [signature] = comparison.signatures
    for path, shown in ((SPEC, signature.old), (changed, signature.new)):
        api_ = lower(load(path)).api
        context = Context(api_, assign_names(api_, declare(api_), Held()))
        files = view_package(context, Headers(api_, path.name))
        [module] = [file for file in files if file.path.endswith("/api/media.py")]
        indented = shown.replace("\n", "\n    ")
        assert f"    {indented}:\n" in render(module.template, module.view)
    [added] = [c for c in comparison.changes if c.kind == "argument-added-optional"]
    assert f"    {added.new},\n" in signature.new


def test_every_rule_says_why() -> None:
    """Meaning and reasons are sentences without a full stop, in small letters."""
    for rule in RULES.values():
        for text in (rule.meaning, rule.request[1], rule.response[1]):
            assert text
            assert text[-1] != "."
            assert text[0].islower() or text.startswith(("`", "None"))


@pytest.mark.skipif(not HISTORY, reason="there are no shared documents")
@pytest.mark.parametrize(
    ("old", "new"), [*pairwise(HISTORY)], ids=[path.stem for path in HISTORY[1:]]
)
def test_revisions_of_a_real_document_are_compared(old: Path, new: Path) -> None:
    """Each change is told once, and every format can be written."""
    comparison = diff(str(old), str(new)).comparison
    reports = {name: write(comparison) for name, write in REPORTS.items()}
    assert all(reports.values())
    assert comparison.changes
    keys = {
        (each.kind, each.subject, each.old, each.new) for each in comparison.changes
    }
    assert len(keys) == len(comparison.changes)
    assert all(change.kind in RULES for change in comparison.changes)
