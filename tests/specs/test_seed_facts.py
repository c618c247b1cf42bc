"""Compare the document with the two localised reference pages it was written from."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from specloom.document.load import load

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
DOCUMENT = ROOT / "specs" / "x_media_upload_initialize.yaml"
PAGES = ("initialize-ko.txt", "initialize-hi.txt")

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the reference pages are not part of the repository"
)


@dataclass(frozen=True)
class Property:
    """What a page says about one property."""

    type: str
    pattern: str = ""
    values: tuple[str, ...] = ()
    example: str = ""
    bounds: tuple[int, int] | None = None
    min_items: int | None = None


@dataclass(frozen=True)
class Facts:
    """What a page says apart from its prose."""

    method: str
    url: str
    path: str
    authorization: str
    request_media_type: str
    request_example: Any
    response_example: Any
    request: dict[str, Property]
    response: dict[str, Property]


@pytest.mark.parametrize("page", PAGES)
def test_the_document_carries_every_fact_of_the_page(page: str) -> None:
    """Method, path, server, security, properties and examples are the page's."""
    text = (SEEDS / page).read_text("utf-8")
    assert document_facts(load(DOCUMENT).root) == page_facts(text)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_read_whole(page: str) -> None:
    """Reading finds all that the page holds, so that equal means something."""
    facts = page_facts((SEEDS / page).read_text("utf-8"))
    assert len(facts.request) == 5
    assert len(facts.request["media_category"].values) == 8
    assert len(facts.request["media_type"].values) == 15
    assert facts.request["additional_owners"].pattern == "^[0-9]{1,19}$"
    assert facts.request["total_bytes"].bounds == (0, 17179869184)
    assert facts.response == {
        "data": Property("object"),
        "errors": Property("object[]", min_items=1),
    }


def test_the_pages_say_the_same() -> None:
    """The two languages differ in prose alone."""
    first, second = (page_facts((SEEDS / p).read_text("utf-8")) for p in PAGES)
    assert first == second


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("total_bytes", Property("integer", bounds=(0, 17179869183))),
        ("shared", Property("string")),
        ("media_category", Property("enum<string>", values=("tweet_gif",))),
        ("surplus", Property("string")),
    ],
)
def test_a_changed_page_is_noticed(name: str, changed: Property) -> None:
    """A property that differs makes the comparison fail."""
    facts = page_facts((SEEDS / PAGES[0]).read_text("utf-8"))
    other = replace(facts, request={**facts.request, name: changed})
    assert document_facts(load(DOCUMENT).root) != other


def page_facts(text: str) -> Facts:
    """Read a page: its curl command, its answer, and its two property lists."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    curl, answer = _between(text, "--data '", "\n'\n")
    header = re.search(r"--header 'Authorization: (.+?)'", text)
    media_type = re.search(r"--header 'Content-Type: (.+?)'", text)
    url = re.search(r"--url (\S+)", text)
    assert header
    assert media_type
    assert url
    body = lines.index(media_type[1], lines.index("Authorization"))
    blocks = list(_properties(lines[body + 1 :]))
    # The answer's list begins with the first property that the request example lacks.
    request_example = json.loads(curl)
    return Facts(
        method=lines[1],
        url=url[1],
        path=_path(lines[2:]),
        authorization=header[1],
        request_media_type=media_type[1],
        request_example=request_example,
        response_example=json.JSONDecoder().raw_decode(answer.lstrip())[0],
        request={name: fact for name, fact in blocks if name in request_example},
        response={name: fact for name, fact in blocks if name not in request_example},
    )


def _between(text: str, start: str, end: str) -> tuple[str, str]:
    inner, _, rest = text.partition(start)[2].partition(end)
    return inner, rest


def _path(lines: list[str]) -> str:
    parts: list[str] = []
    for slash, segment in zip(lines[::2], lines[1::2], strict=False):
        if slash != "/":
            break
        parts.append(f"/{segment}")
    return "".join(parts)


_TYPE = re.compile(r"(string|integer|boolean|object|enum<string>)(\[\])?")


def _properties(lines: list[str]) -> Iterator[tuple[str, Property]]:
    starts = [
        index
        for index, line in enumerate(lines[:-1])
        if re.fullmatch("[a-z_]+", line) and _TYPE.fullmatch(lines[index + 1])
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], _property(lines[start + 1], lines[start + 2 : end])


def _property(type_: str, lines: list[str]) -> Property:
    text = "\n".join(lines)
    pattern = re.search(r"^Pattern: (.+)$", text, re.MULTILINE)
    example = re.search(r'^"(.+)"$', text, re.MULTILINE)
    bounds = re.search(r"(\d+) <= x <= (\d+)", text)
    items = re.search(r"^Minimum array length: (\d+)$", text, re.MULTILINE)
    return Property(
        type_,
        pattern[1] if pattern else "",
        _values(lines) if type_.startswith("enum") else (),
        example[1] if example else "",
        (int(bounds[1]), int(bounds[2])) if bounds else None,
        int(items[1]) if items else None,
    )


def _values(lines: list[str]) -> tuple[str, ...]:
    """Return the lines of a comma list: all but its last end with a comma."""
    first = next(index for index, line in enumerate(lines) if line.endswith(","))
    last = next(i for i in range(first, len(lines)) if not lines[i].endswith(","))
    return tuple(line.rstrip(",") for line in lines[first : last + 1])


def document_facts(root: Any) -> Facts:
    """Read the same facts out of the document."""
    [(path, path_item)] = root["paths"].items()
    [(method, operation)] = path_item.items()
    [(media_type, content)] = operation["requestBody"]["content"].items()
    answer = operation["responses"]["200"]["content"]["application/json"]
    request = _resolve(root, content["schema"])
    assert request["additionalProperties"] is False
    return Facts(
        method=method.upper(),
        url=root["servers"][0]["url"] + path,
        path=path,
        authorization=_authorization(root, operation),
        request_media_type=media_type,
        request_example=content["example"],
        response_example=answer["examples"]["reference_page"]["value"],
        request=_schema_facts(root, request),
        response=_schema_facts(root, _resolve(root, answer["schema"])),
    )


def _resolve(root: Any, node: Any) -> Any:
    while "$ref" in node:
        name = node["$ref"].removeprefix("#/components/schemas/")
        node = root["components"]["schemas"][name]
    return node


def _authorization(root: Any, operation: Any) -> str:
    assert operation["security"] == [{"OAuth2UserToken": ["media.write"]}]
    scheme = root["components"]["securitySchemes"]["OAuth2UserToken"]
    assert "media.write" in scheme["flows"]["authorizationCode"]["scopes"]
    return {"oauth2": "Bearer <token>"}[scheme["type"]]


def _schema_facts(root: Any, schema: Any) -> dict[str, Property]:
    return {
        name: _schema_property(root, _resolve(root, node))
        for name, node in schema["properties"].items()
    }


def _schema_property(root: Any, schema: Any) -> Property:
    item = _resolve(root, schema.get("items", {}))
    type_ = f"{item['type']}[]" if item else schema["type"]
    values = tuple(schema.get("enum", ()))
    minimum = schema.get("minimum")
    return Property(
        f"enum<{type_}>" if values else type_,
        item.get("pattern", ""),
        values,
        schema["examples"][0] if "examples" in schema else "",
        None if minimum is None else (minimum, schema["maximum"]),
        schema.get("minItems"),
    )
