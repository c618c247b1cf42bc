"""Classes of headers and heirs from one version of a document to the next."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from specloom.diff.change import Comparison
from specloom.diff.compare import compare
from specloom.document.load import load_bytes
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.stable import stable_names
from specloom.python.context import Context

Document = dict[str, Any]
Compared = Callable[[Document, Document], Comparison]
Told = set[tuple[str, str, str]]

NUMBER = {"type": "integer"}
TEXT = {"type": "string"}
SENT = {"properties": {"kind": TEXT, "name": TEXT}, "required": ["kind"]}


def next_of(old: Document, new: Document) -> Comparison:
    """Compare a document with the next one, as a folder would be generated from them."""
    lock, contexts = Lock(), []
    for document in (old, new):
        api = lower(load_bytes(json.dumps(document).encode(), "api.json")).api
        names, lock = stable_names(api, lock)
        contexts.append(Context(api, names))
    return compare(*contexts)


def told(comparison: Comparison) -> Told:
    """Give kind, level and subject of each change."""
    return {(each.kind, each.level, each.subject) for each in comparison.changes}


def api(paths: Document, **schemas: Any) -> Document:
    """Describe an API."""
    return {
        "openapi": "3.1.1",
        "info": {"title": "T", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def headed(**operations: Document) -> Document:
    """Describe operations whose answers have headers, by name and schema."""
    return api(
        {f"/{key}": {"get": heads(key, each)} for key, each in operations.items()}
    )


def heads(key: str, headers: Document, tag: str = "Things") -> Document:
    """Describe one."""
    described = {name: {"schema": schema} for name, schema in headers.items()}
    answer = {"description": "", "headers": described}
    return {"operationId": key, "tags": [tag], "responses": {"200": answer}}


LEFT = {"X-Left": NUMBER}
BOTH = LEFT | {"X-Next": TEXT}


def test_a_header_more_for_one_operation_leaves_the_class_of_others() -> None:
    """The operation has another class, of which the header is told."""
    found = next_of(headed(a=LEFT, b=LEFT), headed(a=BOTH, b=LEFT))
    assert told(found) == {
        ("header-class-replaced", "risky", "client.things.a"),
        ("header-added", "safe", "api.things.AHeaders.x_next"),
    }
    [replaced] = found.at("risky")
    assert replaced.old == "TypedRawResponse[None, ThingsHeaders]"
    assert replaced.new == "TypedRawResponse[None, AHeaders]"


def test_a_header_more_for_all_is_told_once() -> None:
    """With every method that has it; the class stays what it was."""
    found = next_of(headed(a=LEFT, b=LEFT), headed(a=BOTH, b=BOTH))
    assert told(found) == {("header-added", "safe", "api.things.ThingsHeaders.x_next")}
    assert found.changes[0].operations == ("client.things.a", "client.things.b")


def test_operations_that_come_and_go_leave_the_class() -> None:
    """With the headers that others have."""
    alone = headed(a=LEFT)
    more = headed(a=LEFT, b=LEFT, c=LEFT)
    assert told(next_of(alone, more)) == {
        ("operation-added", "safe", "client.things.b"),
        ("operation-added", "safe", "client.things.c"),
    }
    kinds = {kind for kind, _, _ in told(next_of(headed(a=LEFT, b=LEFT), alone))}
    assert kinds == {"operation-removed"}


def test_a_class_whose_last_operation_goes_is_told() -> None:
    """Code that imports it fails."""
    found = told(next_of(headed(a=LEFT, b=BOTH), headed(a=LEFT)))
    assert ("header-class-removed", "breaking", "api.things.BHeaders") in found


def test_a_name_that_another_class_has_now_is_compared(compared: Compared) -> None:
    """Without a lock, what one name means may change; code goes by the name."""
    old = headed(a=BOTH, b=BOTH)
    new = headed(a=LEFT, b=BOTH | {"X": TEXT}, c=LEFT)
    found = told(compared(old, new))
    assert ("header-removed", "breaking", "api.things.ThingsHeaders.x_next") in found
    assert ("header-class-replaced", "risky", "client.things.b") in found


def test_an_operation_that_is_renamed_keeps_its_class() -> None:
    """Its old name works, and what names the class need not change."""
    old = api({"/a": {"get": heads("a", LEFT)}})
    new = api({"/a": {"get": heads("b", LEFT)}})
    subject = "client.things.a"
    assert told(next_of(old, new)) == {
        ("operation-old-name-deprecated", "risky", subject)
    }


def test_a_class_that_moves_with_its_operation_breaks_imports() -> None:
    """The method can be called where it was; the class is in the module of the new tag."""
    old = api({"/a": {"get": heads("a", LEFT)}})
    new = api({"/a": {"get": heads("a", LEFT, "Items")}})
    found = next_of(old, new)
    assert told(found) == {
        ("operation-old-name-deprecated", "risky", "client.things.a"),
        ("header-class-moved", "breaking", "api.things.AHeaders"),
    }
    assert found.changes[0].new == "api.items.AHeaders"


def test_a_stream_has_no_headers_to_tell_of(compared: Compared) -> None:
    """It has no raw answer."""
    stream: Document = {"x-twitter-streaming": True}
    old, new = (
        api({"/a": {"get": heads("a", each) | stream}}) for each in (LEFT, BOTH)
    )
    assert compared(old, new).changes == ()


def test_a_model_that_only_a_header_has_is_used(compared: Compared) -> None:
    """Who reads the header notices a change of it, though no content has the model."""
    old, new = (
        headed(a={"X": {"enum": values}}) for values in (["a", "b"], ["a", "b", "c"])
    )
    [found] = compared(old, new).changes
    assert (found.kind, found.level) == ("model-value-added", "risky")
    assert found.operations == ("client.things.a",)


@pytest.mark.parametrize("field", ["example", "description"])
def test_words_and_examples_are_no_change(compared: Compared, field: str) -> None:
    """They stand in docstrings and tests only."""
    old = headed(a=LEFT)
    header = old["paths"]["/a"]["get"]["responses"]["200"]["headers"]["X-Left"]
    new = json.loads(json.dumps(old))
    header |= {field: "7"}
    assert compared(old, new).changes == ()


def test_media_types_of_errors_are_no_change(compared: Compared) -> None:
    """What `Accept` asks for is the client's own business."""
    error = {"type": "object", "properties": {"text": TEXT}}
    old, new = headed(a=LEFT), headed(a=LEFT)
    for document, name in ((old, "json"), (new, "problem+json")):
        content = {
            f"application/{name}": {"schema": {"$ref": "#/components/schemas/E"}}
        }
        document["components"]["schemas"]["E"] = error
        answers = document["paths"]["/a"]["get"]["responses"]
        answers["404"] = {"description": "", "content": content}
    assert compared(old, new).changes == ()


def family(*heirs: str, taken: bool = True, answered: bool = True) -> Document:
    """Describe an API that takes and answers `Pet`, and what inherits from it."""
    base = {"$ref": "#/components/schemas/Pet"}
    content = {"content": {"application/json": {"schema": base}}}
    answer = {"200": {"description": "", **(content if answered else {})}}
    fields: Document = {"operationId": "send", "tags": ["Pets"], "responses": answer}
    if taken:
        fields["requestBody"] = content | {"required": True}
    pet = SENT | {"type": "object", "discriminator": {"propertyName": "kind"}}
    schemas = {
        heir: {"allOf": [base, {"type": "object", "properties": {heir: TEXT}}]}
        for heir in heirs
    }
    return api({"/pets": {"post": fields}}, Pet=pet, **schemas)


def test_a_schema_that_gets_heirs_is_a_union() -> None:
    """Answers may be more than they were; the body is one argument instead of several."""
    found = next_of(family(), family("Cat"))
    assert told(found) == {
        ("answer-type-widened", "breaking", "client.pets.send"),
        ("argument-removed", "breaking", "client.pets.send(kind)"),
        ("argument-removed", "breaking", "client.pets.send(name)"),
        ("argument-added-required", "breaking", "client.pets.send(body)"),
        ("model-added", "safe", "models.Cat"),
        ("model-added", "safe", "models.PetVariant"),
    }
    by_subject = {each.subject: each for each in found.changes}
    answer = by_subject["client.pets.send"]
    assert (answer.old, answer.new) == ("Pet", "PetVariant")
    assert by_subject["client.pets.send(body)"].new == "body: PetVariant"


def test_a_schema_that_loses_its_heirs_is_no_union() -> None:
    """The union is gone, and the body is its fields again."""
    found = told(next_of(family("Cat"), family()))
    assert ("model-removed", "breaking", "models.PetVariant") in found
    assert ("answer-type-narrowed", "safe", "client.pets.send") in found
    assert ("argument-removed", "breaking", "client.pets.send(body)") in found


@pytest.mark.parametrize(
    ("taken", "answered", "more", "less"),
    [
        (True, False, "safe", "breaking"),
        (False, True, "risky", "safe"),
        (True, True, "risky", "breaking"),
    ],
)
def test_an_heir_more_or_less_is_a_variant(
    taken: bool, answered: bool, more: str, less: str
) -> None:
    """As grave as for any union; nothing else has another name or type."""
    one = family("Cat", taken=taken, answered=answered)
    two = family("Ant", "Cat", taken=taken, answered=answered)
    assert told(next_of(one, two)) == {
        ("model-variant-added", more, "models.PetVariant"),
        ("model-added", "safe", "models.Ant"),
    }
    assert told(next_of(two, one)) == {
        ("model-variant-removed", less, "models.PetVariant"),
        ("model-removed", "breaking", "models.Ant"),
    }


def test_a_base_that_is_renamed_keeps_the_old_name_of_its_union() -> None:
    """Both can be named as they were, until the next version of the document."""
    old = family("Cat")
    new = json.loads(
        json.dumps(old).replace("/Pet", "/Animal").replace('"Pet"', '"Animal"')
    )
    found = told(next_of(old, new))
    assert found == {
        ("model-old-name-deprecated", "risky", "models.Pet"),
        ("model-old-name-deprecated", "risky", "models.PetVariant"),
    }
