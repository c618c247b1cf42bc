"""Reading files: which format, which encoding, which errors."""

import json
from pathlib import Path

import pytest

from specloom.document.limits import MAX_DEPTH
from specloom.document.load import Document, load, load_bytes
from specloom.errors import LoadError

MINIMAL = '{"openapi": "3.1.0", "n": [1, {"a/b": true}]}'


def refusal(data: bytes, file: str = "x.yaml") -> str:
    """Return the text of the LoadError for these bytes."""
    with pytest.raises(LoadError) as caught:
        load_bytes(data, file)
    return str(caught.value)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
@pytest.mark.parametrize("text", [MINIMAL, "openapi: 3.1.0\nname: é한\n"])
def test_unicode_encodings_are_read(encoding: str, text: str) -> None:
    """UTF-8, UTF-16 and UTF-32 are told apart, with and without byte order mark."""
    document = load_bytes(text.encode(encoding), "x")
    assert document.version == "3.1.0"
    assert document.position("#/openapi") in {(1, 2), (1, 1)}


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    """A Latin-1 file is refused where its first odd byte stands."""
    assert refusal("a: 1\nb: é\n".encode("latin-1")) == (
        "x.yaml:2:4 #: byte 9 is not UTF-8; save it as UTF-8 (encoding)"
    )


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is bounded before anything is parsed."""
    monkeypatch.setattr("specloom.document.text.MAX_BYTES", 1024 * 1024)
    assert refusal(b" " * (1024 * 1024 + 1)) == (
        "x.yaml: the file is larger than 1 MiB (size)"
    )


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Nothing but space is an empty file."""
    assert refusal(data) == "x.yaml: the file is empty (empty)"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"[1]", "a list"),
        (b"- 1", "a list"),
        (b"hello", "text"),
        (b"~", "null"),
        (b"12", "a number"),
        (b"true", "a boolean"),
        (b"# only a comment", "null"),
    ],
)
def test_only_an_object_is_a_description(data: bytes, kind: str) -> None:
    """Anything else at the top is refused by its name."""
    assert f"a description is an object, not {kind} (object)" in refusal(data)


def test_the_text_decides_the_format_not_the_name(tmp_path: Path) -> None:
    """JSON in .yaml and YAML in .json are both read."""
    (tmp_path / "a.yaml").write_text(MINIMAL)
    (tmp_path / "b.json").write_text("openapi: 3.1.0")
    assert load(tmp_path / "a.yaml").root == json.loads(MINIMAL)
    assert load(tmp_path / "b.json").version == "3.1.0"


def test_flow_yaml_that_is_no_json_is_read() -> None:
    """A brace at the start may still be YAML."""
    assert load_bytes(b"{openapi: 3.1.0, a: [on,],}", "x").root["a"] == ["on"]


def test_broken_json_is_reported_as_json() -> None:
    """The JSON error is shown unless the name says YAML."""
    data = b'{\n  "a": 1\n  "b": 2\n}'
    assert refusal(data, "x.json") == (
        "x.json:3:3 #: this is not JSON: expecting ',' delimiter (json)"
    )
    assert refusal(data, "x.yaml").startswith("x.yaml:3:6 #: this is not YAML: ")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.yaml", "there is no such file"), (".", "this is a folder, not a file")],
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str, reason: str) -> None:
    """The error is one plain sentence with the name that the caller chose."""
    with pytest.raises(LoadError, match=rf"^shown: {reason} \(file\)$"):
        load(tmp_path / name, "shown")


def test_a_name_with_a_nul_is_no_file() -> None:
    """Even a name that the system refuses gives a LoadError."""
    with pytest.raises(LoadError, match="cannot be read"):
        load(Path("a\0b"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": NaN}', "NaN is not a JSON number"),
        (b'{"a": -Infinity}', "-Infinity is not a JSON number"),
        (b'{"a": 1e400}', "a number is larger than a double can hold"),
        (b'{"a": ' + b"9" * 4301 + b"}", "a number has more than 4300 digits"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(data: bytes, reason: str) -> None:
    """They are refused where they stand."""
    assert refusal(data) == f"x.yaml:1:7 #: {reason} (number)"


def test_half_a_character_is_refused_where_it_stands() -> None:
    """A lone surrogate could not be written out again; a pair is one character."""
    text = refusal(b'{"a":\n {"b": "\\ud800"}}', "x.json")
    assert text.startswith("x.json:2:3 #/a/b: a \\u escape names half a character")
    assert load_bytes(b'{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}', "x").root == {
        "a": "😀",
        "b": "\\ud800",
    }


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 5_000, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """JSON and YAML alike, at any depth, without RecursionError."""
    expected = f"values are nested deeper than {MAX_DEPTH} levels (depth)"
    inner = depth - 1
    assert expected in refusal(b'{"a":' + b"[" * inner + b"]" * inner + b"}")
    assert expected in refusal(b"a: " + b"[" * inner + b"]" * inner)
    assert expected in refusal(b"\n".join(b" " * i + b"a:" for i in range(300)))


def test_the_deepest_nesting_that_is_read() -> None:
    """The limit itself is allowed, and places are found down there."""
    inner = MAX_DEPTH - 1
    for prefix, suffix in ((b'{"a":', b"}"), (b"a: ", b"")):
        data = prefix + b"[" * inner + b"]" * inner + suffix
        document = load_bytes(data, "x")
        deepest = "#/a" + "/0" * (inner - 1)
        column = document.position("#/a/0")[1] + inner - 2
        assert document.position(deepest) == (1, column)


def test_a_repeated_json_key_is_a_warning_and_the_last_counts() -> None:
    """The place is that of the repetition."""
    document = load_bytes(b'{"a": {"b": 1,\n "c": 2,\n "b": 3}}', "x.json")
    assert document.root == {"a": {"b": 3, "c": 2}}
    assert [str(found) for found in document.diagnostics] == [
        (
            "x.json:3:2 #/a/b: the key 'b' is repeated in its object; "
            "the last one counts (duplicate-key)"
        )
    ]
    assert document.diagnostics[0].severity == "warning"


def positions(document: Document, *pointers: str) -> list[tuple[int, int]]:
    return [document.position(pointer) for pointer in pointers]


def test_json_places_are_those_of_keys_and_items() -> None:
    """Escaped keys, spaces, empty containers and strings with braces do not confuse."""
    text = '{"é\\n": {},\n "b": [ ],  "c" :[\n "}",{"d":\t1}]}'
    document = load_bytes(text.encode(), "x.json")
    pointers = ("#", "#/é\n", "#/b", "#/c", "#/c/0", "#/c/1", "#/c/1/d")
    assert positions(document, *pointers) == [
        (1, 1),
        (1, 2),
        (2, 2),
        (2, 13),
        (3, 2),
        (3, 6),
        (3, 7),
    ]


@pytest.mark.parametrize("data", [b'{"a": {"b": [1]}}', b'"a": {"b": [1]}'])
def test_a_pointer_to_nothing_has_the_place_of_its_ancestor(data: bytes) -> None:
    """The nearest ancestor that exists is named; nonsense is the document's start."""
    document = load_bytes(data, "x")
    assert document.position("#/a/b/7/x") == document.position("#/a/b")
    assert document.position("#/a/z") == document.position("#/a")
    assert document.position("#/a/b/0/x") == document.position("#/a/b/0")
    assert document.position("nonsense") == document.position("#")
