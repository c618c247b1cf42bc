"""References: chains, circles, escapes, other files, and what is never read."""

import os
from pathlib import Path
from typing import Any

import pytest

from specloom.document.load import load, load_bytes
from specloom.document.resolve import ReferenceProblem, References
from specloom.errors import Location

ROOT = Location("x.json", "#/here")


def references(text: str) -> References:
    """Return the References of a document that is not in a file."""
    return References(load_bytes(text.encode(), "x.json"))


def problem(refs: References, ref: str, at: Location = ROOT) -> str:
    """Return what the refusal of a reference says."""
    with pytest.raises(ReferenceProblem) as caught:
        refs.resolve(ref, at)
    return str(caught.value)


@pytest.mark.parametrize(
    ("ref", "pointer", "value"),
    [
        ("#/a", "#/a", 1),
        ("#/b~1c/d~0e", "#/b~1c/d~0e", 2),
        ("#/b~1c/f%25g", "#/b~1c/f%g", 3),
        ("#/b~1c/%C3%A9", "#/b~1c/é", 4),
        ("#/l/1", "#/l/1", 6),
        ("#/chain", "#/a", 1),
    ],
)
def test_fragments_are_pointers_with_escapes(
    ref: str, pointer: str, value: Any
) -> None:
    """`~0`, `~1` and percent escapes are undone in their order."""
    refs = references(
        '{"a": 1, "b/c": {"d~e": 2, "f%g": 3, "é": 4}, "l": [5, 6],'
        ' "chain": {"$ref": "#/link"}, "link": {"$ref": "#/a", "summary": "s"}}'
    )
    found = refs.resolve(ref, ROOT)
    assert (found.location, found.value) == (Location("x.json", pointer), value)


def test_the_whole_document_can_be_named() -> None:
    """An empty fragment is the root."""
    assert references('{"a": 1}').resolve("#", ROOT).value == {"a": 1}


def test_target_takes_one_step() -> None:
    """An alias of an alias stays visible."""
    refs = references('{"a": {"$ref": "#/b"}, "b": 1}')
    assert refs.target("#/a", ROOT).value == {"$ref": "#/b"}


@pytest.mark.parametrize(("version", "value"), [("3.0.4", 1), ("3.1.1", None)])
def test_siblings_stop_a_chain_since_3_1(version: str, value: Any) -> None:
    """In 3.0 fields beside $ref mean nothing; in 3.1 a schema may have them."""
    refs = references(
        f'{{"openapi": "{version}", "a": {{"$ref": "#/b", "type": "string"}}, "b": 1}}'
    )
    expected = value or {"$ref": "#/b", "type": "string"}
    assert refs.resolve("#/a", ROOT).value == expected


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        (
            "#/schemas/Pett",
            "names nothing: there is no 'Pett' in #/schemas; did you mean 'Pet'?",
        ),
        ("#/schemas/Pet/9", "there is no '9' in #/schemas/Pet"),
        ("#/schemas/Pet/x", "there is no 'x' in #/schemas/Pet"),
        ("#nobody", "there is no $anchor 'nobody'"),
    ],
)
def test_a_dangling_reference_says_where_it_breaks(ref: str, reason: str) -> None:
    """The place is the reference, the message the last part that exists."""
    refs = references('{"schemas": {"Pet": [1]},\n "here": {"$ref": "x"}}')
    message = problem(refs, ref)
    assert message.startswith(f"x.json:2:11 #/here/$ref: the reference '{ref}'")
    assert f"{reason} (reference-dangling)" in message


@pytest.mark.parametrize("ref", ["#/a", "#/b", "#/self"])
def test_circles_are_found(ref: str) -> None:
    """References that only lead to each other have no target."""
    text = '{"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}, "self": {"$ref": "#/self"}}'
    expected = f"the reference '{ref}' leads back to itself (reference-circular)"
    assert expected in problem(references(text), ref)


def test_a_long_chain_is_followed() -> None:
    """Ten thousand aliases need no recursion."""
    links = ", ".join(f'"s{i}": {{"$ref": "#/s{i + 1}"}}' for i in range(10_000))
    refs = references(f'{{{links}, "s10000": "end"}}')
    assert refs.resolve("#/s0", ROOT).value == "end"


def test_names_of_schemas_are_found() -> None:
    """`$anchor` and `$id` of JSON Schema 2020-12 name a place."""
    refs = references(
        '{"openapi": "3.1.1", "$self": "https://x.test/api", "s": {"$anchor": "pet",'
        ' "$id": "https://x.test/pet", "p": 1}}'
    )
    assert refs.resolve("#pet", ROOT).location.pointer == "#/s"
    assert refs.resolve("https://x.test/pet#/p", ROOT).value == 1
    assert refs.resolve("https://x.test/api#/s/p", ROOT).value == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A description of three files, and a secret beside its folder."""
    (tmp_path / "secret.yaml").write_text("password: hidden\n")
    root = tmp_path / "api"
    (root / "sub").mkdir(parents=True)
    (root / "api.yaml").write_text("openapi: 3.1.1\nentry: {deep: 1}\n")
    (root / "sub" / "a b.yaml").write_text(
        "A: {$ref: 'c.yaml#/C'}\nback: {$ref: '../api.yaml#/entry/deep'}\n"
    )
    (root / "sub" / "c.yaml").write_text("C: here\nbroken: {$ref: '#/gone'}\n")
    (root / "bad.yaml").write_text("a: b: c\n")
    return root


def test_other_files_of_the_folder_are_read(folder: Path) -> None:
    """Relative to the file they stand in; Locations name the file as shown."""
    refs = References(load(folder / "api.yaml", "specs/api.yaml"))
    at = Location("specs/api.yaml", "#")
    found = refs.resolve("sub/a%20b.yaml#/A", at)
    assert (found.location, found.value) == (
        Location("specs/sub/c.yaml", "#/C"),
        "here",
    )
    back = refs.resolve("sub/a%20b.yaml#/back", at)
    assert back.location == Location("specs/api.yaml", "#/entry/deep")
    assert refs.document_of(found.location).position("#/C") == (1, 1)


def test_problems_in_other_files_name_them(folder: Path) -> None:
    """What cannot be read is said with file and line."""
    refs = References(load(folder / "api.yaml", "api.yaml"))
    at = Location("api.yaml", "#")
    message = problem(refs, "bad.yaml#/a", at)
    assert "'bad.yaml#/a' cannot be read: bad.yaml:1: this is not YAML" in message
    assert "gone.yaml: there is no such file" in problem(refs, "gone.yaml", at)
    assert "there is no 'gone' in #" in problem(refs, "sub/c.yaml#/broken", at)


@pytest.mark.parametrize(
    "ref",
    [
        "../secret.yaml",
        "sub/../../secret.yaml#/password",
        "%2e%2e/secret.yaml",
        "/etc/passwd",
        "//host/share",
        "\\\\host\\share",
        "C:/secret.yaml",
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.yaml",
        "https://example.com/x.yaml#/a",
        "HTTP://example.com",
        "link.yaml",
        "linked/secret.yaml",
        "pipe",
        "sub",
        "a\0b",
    ],
)
def test_nothing_outside_the_folder_is_read(folder: Path, ref: str) -> None:
    """Neither the network nor absolute names, nor links, nor pipes."""
    (folder / "link.yaml").symlink_to(folder.parent / "secret.yaml")
    (folder / "linked").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe")
    refs = References(load(folder / "api.yaml", "api.yaml"))
    message = problem(refs, ref, Location("api.yaml", "#"))
    assert message.endswith("(reference-outside)")
    assert "hidden" not in message


def test_a_document_without_a_file_has_no_other_files() -> None:
    """There is no folder to look in."""
    message = problem(references('{"here": 1}'), "other.yaml")
    assert "the document was not read from a file" in message
