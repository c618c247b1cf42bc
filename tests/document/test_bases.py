"""References against `$self` and `$id`, to anchors, path items, other references, files."""

from pathlib import Path

import pytest

from specloom.document.diagnose import own_findings
from specloom.document.load import load, load_bytes
from specloom.document.resolve import References
from specloom.errors import Diagnostic, Location
from specloom.lower.api import Lowered, lower

HEAD = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n"


def files(lowered: Lowered) -> tuple[str, ...]:
    """Return the names of the files that a description is made of."""
    return tuple(document.file for document in lowered.documents)


def resolved(text: str, ref: str, pointer: str) -> str:
    """Return where a reference at a place of a document leads."""
    refs = References(load_bytes((HEAD + text).encode(), "x.yaml"))
    return refs.resolve(ref, Location("x.yaml", pointer)).location.pointer


SCHEMAS = """\
components:
  schemas:
    Pet:
      $id: https://x.test/schemas/pet
      $anchor: top
      properties: {tail: {type: string}, near: {$ref: 'cat'}, own: {$ref: '#/properties/tail'}}
      $defs:
        inner: {$id: inner/deep, $anchor: top, type: integer}
    Cat: {$id: https://x.test/schemas/cat, $anchor: cat, type: object}
    Plain: {$anchor: plain, type: string}
"""
PET = "#/components/schemas/Pet"


@pytest.mark.parametrize(
    ("ref", "at", "pointer"),
    [
        ("cat", f"{PET}/properties/near", "#/components/schemas/Cat"),
        ("cat#cat", f"{PET}/properties/near", "#/components/schemas/Cat"),
        ("#/properties/tail", f"{PET}/properties/own", f"{PET}/properties/tail"),
        ("#top", f"{PET}/properties/own", PET),
        ("#top", f"{PET}/$defs/inner", f"{PET}/$defs/inner"),
        ("inner/deep", f"{PET}/properties/own", f"{PET}/$defs/inner"),
        ("../cat", f"{PET}/$defs/inner", "#/components/schemas/Cat"),
        ("#", f"{PET}/properties/own", PET),
        ("#/components/schemas/Cat", f"{PET}/properties", "#/components/schemas/Cat"),
        ("#plain", f"{PET}/properties/own", "#/components/schemas/Plain"),
        ("https://x.test/schemas/pet#/properties/tail", "#", f"{PET}/properties/tail"),
        ("https://x.test/schemas/inner/deep", "#", f"{PET}/$defs/inner"),
    ],
)
def test_an_id_is_the_base_of_what_is_below_it(ref: str, at: str, pointer: str) -> None:
    """JSON Schema 2020-12, Core, 8.2.1; the document's own places are found as well."""
    assert resolved(SCHEMAS, ref, at) == pointer


def test_an_id_means_nothing_in_3_0() -> None:
    """It is no keyword there, so it changes no reference."""
    text = SCHEMAS.replace("$anchor: top\n", "x: 1\n")
    document = load_bytes(("openapi: 3.0.4\n" + text).encode(), "x.yaml")
    refs = References(document)
    at = Location("x.yaml", f"{PET}/properties")
    assert refs.resolve("#/openapi", at).value == "3.0.4"
    with pytest.raises(Exception, match="there is no 'properties' in #"):
        refs.resolve("#/properties/tail", at)


def described(folder: Path, **files: str) -> Path:
    """Write files, `api.yaml` first, with its head; return that one."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".yaml").write_text(HEAD + text if name == "api" else text)
    return folder / "api.yaml"


def lowered(path: Path) -> Lowered:
    """Return a document of several files, lowered without a finding."""
    document = load(path, "api.yaml")
    assert [each for each in own_findings(document) if each.severity == "error"] == []
    found = lower(document)
    assert found.diagnostics == ()
    return found


def test_the_self_of_a_document_is_its_base(tmp_path: Path) -> None:
    """OpenAPI 3.2.0, Appendix F: files beside each other stay so under their URIs."""
    path = described(
        tmp_path,
        api=(
            "$self: https://x.test/v1/openapi\ncomponents:\n  schemas:\n"
            "    A: {$ref: '#/components/schemas/B'}\n"
            "    B: {$ref: 'https://x.test/v1/openapi#/components/schemas/C'}\n"
            "    C: {$ref: 'https://x.test/v1/parts/d.yaml#/D'}\n"
            "    E: {$ref: 'openapi#/components/schemas/C'}\n"
        ),
        parts__d="D: {$ref: 'e.yaml#/E'}\n",
        parts__e="E: {type: string}\n",
    )
    assert files(lowered(path)) == ("api.yaml", "parts/d.yaml", "parts/e.yaml")


def test_another_file_is_found_by_its_self_and_its_ids(tmp_path: Path) -> None:
    """Whatever refers to it by its name first."""
    path = described(
        tmp_path,
        api=(
            "components:\n  schemas:\n"
            "    A: {$ref: 'https://x.test/shared#/components/schemas/S'}\n"
            "    B: {$ref: 'https://x.test/ids/money'}\n"
            "    C: {$ref: 'shared.yaml#/components/schemas/S'}\n"
            "    D: {$ref: 'shared.yaml#coin'}\n"
        ),
        shared=(
            "openapi: 3.2.0\n$self: https://x.test/shared\ncomponents:\n  schemas:\n"
            "    S: {type: string}\n"
            "    M: {$id: https://x.test/ids/money, properties: {c: {$anchor: coin}}}\n"
        ),
    )
    found = lowered(path)
    assert {at.pointer for at in found.api.schemas if at.file == "shared.yaml"} == {
        "#/components/schemas/S",
        "#/components/schemas/M",
        "#/components/schemas/M/properties/c",
    }


def test_any_place_can_be_referred_to(tmp_path: Path) -> None:
    """Path items, parameters of operations, schemas in answers, whole files, aliases."""
    path = described(
        tmp_path,
        api=(
            "paths:\n"
            "  /a:\n    get:\n      operationId: a\n"
            "      parameters: [{name: q, in: query, schema: {type: integer}}]\n"
            "      responses: {'200': {description: d, content:"
            " {application/json: {schema: {type: object, properties: {x: {type: number}}}}}}}\n"
            "  /b: {$ref: '#/paths/~1a'}\n"
            "  /c: {$ref: 'paths.yaml#/~1c'}\n"
            "  /d: {$ref: '#/components/pathItems/Again'}\n"
            "components:\n"
            "  pathItems: {Again: {$ref: 'paths.yaml#/~1c'}}\n"
            "  parameters: {P: {$ref: '#/paths/~1a/get/parameters/0'}}\n"
            "  schemas:\n"
            "    X: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema"
            "/properties/x'}\n"
            "    Y: {$ref: 'whole.yaml'}\n"
        ),
        paths=(
            "/c:\n  get:\n    operationId: c\n"
            "    parameters: [{$ref: 'api.yaml#/components/parameters/P'}]\n"
            "    responses: {'200': {$ref: '#/answers/0'}}\n"
            "answers: [{description: d, content: {application/json: {schema:"
            " {$ref: 'api.yaml#/components/schemas/X'}}}}]\n"
        ),
        whole="type: boolean\n",
    )
    operations = lowered(path).api.operations
    assert [operation.path for operation in operations] == ["/a", "/b", "/c", "/d"]
    assert [len(operation.parameters) for operation in operations] == [1, 1, 1, 1]
    assert all(operation.responses[0].content for operation in operations)


CIRCLES = """\
paths:
  /a: {$ref: '#/paths/~1b'}
  /b: {$ref: '#/paths/~1a'}
  /c:
    get:
      parameters: [{$ref: '#/components/parameters/P'}]
      requestBody: {$ref: '#/components/requestBodies/R'}
      responses: {'200': {$ref: '#/components/responses/R'}}
components:
  parameters: {P: {$ref: '#/components/parameters/P'}}
  requestBodies: {R: {$ref: '#/components/requestBodies/R'}}
  responses: {R: {$ref: '#/components/responses/R'}}
  schemas:
    A: {$ref: 'b.yaml#/B'}
    L: {type: array, items: {$ref: '#/components/schemas/L'}}
"""


def test_circles_of_references_say_nothing(tmp_path: Path) -> None:
    """Each is a finding of its own, also over files; a schema may contain itself."""
    path = described(
        tmp_path, api=CIRCLES, b="B: {$ref: 'api.yaml#/components/schemas/A'}"
    )
    document = load(path, "api.yaml")
    found: list[Diagnostic] = [
        each for each in own_findings(document) if each.severity == "error"
    ]
    assert {each.rule for each in found} == {"reference-circular"}
    assert {each.line for each in found} >= {4, 5, 8, 9, 10, 12, 13, 14, 16}
    api = lower(document).api
    assert [operation.path for operation in api.operations] == ["/c"]
    assert "#/components/schemas/L" in {at.pointer for at in api.schemas}
