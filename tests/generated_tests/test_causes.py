"""What real descriptions do, each in a document of its own: its generated tests pass."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any
Make: TypeAlias = Callable[..., Project]

HEAD = "openapi: 3.1.1\ninfo: {title: Causes, version: '1'}\n"


@pytest.fixture
def made(project_of: Callable[[Path, Path, str], Project], tmp_path: Path) -> Make:
    """Give what generates the project of what follows the head of a document."""

    def make(text: str, head: str = HEAD, tests: str = "standard") -> Project:
        spec = tmp_path / "spec.yaml"
        spec.write_text(head + text, "utf-8")
        return project_of(spec, tmp_path / "output", tests)

    return make


def passed(project: Project) -> int:
    """Return how many of the project's tests passed; none may fail."""
    result = project.test()
    found = re.search(r"^(\d+) passed", result.stdout, re.MULTILINE)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
    assert found
    return int(found[1])


def test_a_method_is_sent_as_it_is_written(made: Make) -> None:
    """OpenAPI 3.2, `additionalOperations`: the same capitalization goes over the wire."""
    project = made(
        """
paths:
  /a:
    additionalOperations:
      link: {operationId: link_a, responses: {'200': {description: ok}}}
""",
        HEAD.replace("3.1.1", "3.2.0"),
    )
    assert passed(project) > 10
    assert 'method="link"' in project.text("tests/test_default.py")


def test_a_deprecated_operation_stands_for_all(made: Make) -> None:
    """Its warning is not taken for one about the answer."""
    project = made("""
paths:
  /a:
    get:
      operationId: get_a
      deprecated: true
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: object}}}
""")
    assert passed(project) > 20
    assert "test_checks_answers_if_told_so" in project.text("tests/test_client.py")


def test_scopes_are_alternatives(made: Make) -> None:
    """Requirements that name one scheme are each enough; the error says so."""
    project = made("""
paths:
  /a:
    get:
      operationId: get_a
      security: [{oauth: [b, a]}, {oauth: [c]}]
      responses: {'200': {description: ok}}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://a.example/token
          scopes: {a: '', b: '', c: ''}
""")
    assert passed(project) > 20
    assert 'choices = [["a", "b"], ["c"]]' in project.text("tests/test_default.py")


def test_a_package_without_operations_is_tested(made: Make) -> None:
    """Pytest finds something to run: what the package lists is there."""
    assert passed(made("components: {schemas: {}}\n")) == 1


def test_nothing_in_a_secret_object_is_shown(made: Make) -> None:
    """`writeOnly` on an object conceals what is wrong with its members, named ones too."""
    project = made("""
paths:
  /a:
    post:
      operationId: post_a
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Id: {type: string}
    Item:
      type: object
      required: [quantity]
      properties:
        id: {$ref: '#/components/schemas/Id'}
        quantity: {type: integer, minimum: 1}
        inner: {type: object, properties: {}, additionalProperties: false}
      writeOnly: true
""")
    assert passed(project) > 60
    assert "breaks `minimum`" in project.text("tests/test_default_schemas.py")
    assert "breaks `minimum`" in project.text("tests/test_default.py")


def test_models_of_several_modules_are_read(made: Make) -> None:
    """A schema that only checks of another tag refer to is read where its own tag is."""
    project = made(
        """
paths:
  /a:
    get:
      tags: [a]
      operationId: get_a
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}
        default:
          description: wrong
          content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}
  /b:
    post:
      tags: [b]
      operationId: post_b
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Owner:
      type: object
      properties: {name: {type: string}}
      not: {$ref: '#/components/schemas/Fault'}
    Fault: {type: object, required: [title], properties: {title: {type: string}}}
""",
        tests="property",
    )
    assert passed(project) > 50
    assert "import a as a_readers" in project.text("tests/test_shared_properties.py")


@pytest.mark.parametrize("style", ["spaceDelimited", "pipeDelimited"])
def test_items_have_no_delimiter(made: Make, style: str) -> None:
    """OpenAPI 3.1.1, appendix E: what parts items cannot be told from the same in one."""
    character = {"spaceDelimited": " ", "pipeDelimited": "|"}[style]
    project = made(
        f"""
paths:
  /a:
    get:
      operationId: get_a
      parameters:
      - name: many
        in: query
        style: {style}
        explode: false
        schema: {{type: array, items: {{enum: ['{character}', ab, 'a{character}b']}}}}
      responses: {{'204': {{description: ok}}}}
""",
        tests="property",
    )
    assert passed(project) > 20


@pytest.mark.parametrize("tests", ["standard", "property"])
def test_headers_that_http_writes_as_well(made: Make, tests: str) -> None:
    """A given `User-Agent` is sent; where the body ends is not the caller's to say."""
    project = made(
        """
paths:
  /a:
    put:
      operationId: put_a
      parameters:
      - {name: Content-Length, in: header, required: true, schema: {type: number}}
      - {name: User-Agent, in: header, required: true, schema: {type: string}}
      requestBody: {content: {application/octet-stream: {}}}
      responses: {'204': {description: ok}}
""",
        tests=tests,
    )
    assert passed(project) > 20
    text = project.text("tests/test_default.py")
    assert '{"user-agent": "User-Agent-1"}.items() <= sent.own.items()' in text


def test_a_form_without_a_type_is_drawn(made: Make) -> None:
    """What has properties but no `type` may be anything; a form is an object."""
    project = made(
        """
paths:
  /a:
    post:
      operationId: post_a
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {properties: {a: {type: string}}}
      responses: {'204': {description: ok}}
""",
        tests="property",
    )
    assert passed(project) > 20


@pytest.mark.parametrize("kind", ["image", "video", "text", "application"])
def test_a_range_of_media_types_is_answered(made: Make, kind: str) -> None:
    """A server sends some type that is in the range."""
    project = made(f"""
paths:
  /a:
    get:
      operationId: get_a
      responses: {{'200': {{description: ok, content: {{'{kind}/*': {{}}}}}}}}
""")
    assert passed(project) > 20
    assert f"{kind}/*" in project.text("tests/test_default.py")


def test_a_path_without_its_parameter_is_said(made: Make) -> None:
    """`{a*}` is of RFC 6570, not of OpenAPI: there is no place for `a` to arrive at."""
    project = made(
        """
paths:
  /a/{a*}:
    get:
      operationId: get_a
      parameters:
      - {name: a, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: ok}}
""",
        tests="property",
    )
    assert passed(project) > 20
    assert "the path has no {a}" in project.text("tests/test_default_properties.py")
