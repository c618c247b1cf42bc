"""YAML 1.2.2 core schema, aliases, merge keys, tags, places and hostile input."""

from typing import Any

import pytest

from specloom.document.load import load_bytes
from specloom.errors import LoadError


def read(text: str) -> dict[str, Any]:
    """Return the root of a YAML document."""
    root: dict[str, Any] = load_bytes(text.encode(), "x.yaml").root
    return root


def refusal(text: str) -> str:
    """Return the text of the LoadError for this document."""
    with pytest.raises(LoadError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("2020-01-01", "2020-01-01"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("+12", 12),
        ("-0", 0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-1.", -1.0),
        ("1.2.3", "1.2.3"),
        ("-", None),
        ("~", None),
        ("", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("=", "="),
        ("'true'", "true"),
        ('"12"', "12"),
        ("|\n  12", "12"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12.0),
        ("!!null", None),
        ("!!bool true", True),
    ],
)
def test_scalars_follow_the_core_schema(scalar: str, value: Any) -> None:
    """Only what YAML 1.2.2, section 10.3.2 lists is other than text."""
    found = read(f"a: {scalar}" if scalar != "-" else "a: \nb: ")["a"]
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("scalar", "reason"),
    [
        (".inf", ".inf is not a JSON number"),
        ("-.INF", "-.INF is not a JSON number"),
        (".nan", ".nan is not a JSON number"),
        ("1e400", "a number is larger than a double can hold"),
        ("9" * 4301, "a number has more than 4300 digits"),
        ("!!int x", "the tag !!int is not read here: the value is no int"),
        (
            "!!timestamp 2020-01-01",
            "the tag !!timestamp is not read here: only the tags of the YAML 1.2",
        ),
        ("!!python/object/apply:os.system ['x']", "the tag !!python/object/apply"),
        ("!mine {}", "the tag !mine is not read here"),
        ("!!set {x}", "the tag !!set is not read here"),
    ],
)
def test_values_that_json_cannot_hold_are_refused(scalar: str, reason: str) -> None:
    """The place is that of the value."""
    text = refusal(f"a:\n  b: {scalar}")
    assert text.startswith(f"x.yaml:2:6 #/a/b: {reason}")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("200: x", "200"),
        ("2XX: x", "2XX"),
        ("on: x", "on"),
        ("null: x", "null"),
        ("~: x", "~"),
        ("0x10: x", "0x10"),
        ("1.0: x", "1.0"),
        ("'': x", ""),
        ("? a\n: x", "a"),
    ],
)
def test_keys_keep_their_text(line: str, key: str) -> None:
    """A response code that looks like a number is text, as written."""
    assert read(line) == {key: "x"}


@pytest.mark.parametrize("line", ["? [a]\n: x", "? {a: b}\n: x", "{[a]: x, b: y}"])
def test_a_key_that_is_no_text_is_refused(line: str) -> None:
    """JSON has no such keys."""
    assert "a key is text, not a mapping or list (yaml)" in refusal(line)


def test_aliases_share_their_value() -> None:
    """The alias is the same object; both places are known."""
    document = load_bytes(b"a: &x\n  k: 1\nb: *x\nc: [*x]\n", "x.yaml")
    assert document.root["a"] is document.root["b"] is document.root["c"][0]
    assert document.position("#/b") == (3, 1)
    assert document.position("#/c/0") == (4, 5)
    assert document.position("#/c/0/k") == (2, 3)


def test_an_alias_may_be_a_key() -> None:
    """A scalar's alias in the place of a key is its text."""
    assert read("a: &x k\n*x : 1") == {"a": "k", "k": 1}


def test_merge_keys_add_what_is_missing() -> None:
    """Own members win, then the first source; places are those of the source."""
    text = "a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\nc:\n  <<: [*a, *b]\n  p: 3\n"
    document = load_bytes(text.encode(), "x.yaml")
    assert document.root["c"] == {"p": 3, "q": 1, "r": 2}
    assert document.position("#/c/p") == (5, 3)
    assert document.position("#/c/q") == (1, 14)
    assert document.diagnostics == ()


@pytest.mark.parametrize("source", ["1", "[1]", "[{a: b}, [c]]"])
def test_a_merge_key_takes_mappings(source: str) -> None:
    """Anything else is refused."""
    assert "a merge key '<<' takes a mapping" in refusal(f"a:\n  <<: {source}")


def test_a_quoted_merge_key_is_a_key() -> None:
    """Only the plain scalar merges."""
    assert read("'<<': {a: 1}") == {"<<": {"a": 1}}


def test_a_repeated_key_is_a_warning_and_the_last_counts() -> None:
    """Each repetition is reported where it stands."""
    document = load_bytes(b"a: 1\nb: {c: 1, c: 2}\na: 3\n", "x.yaml")
    assert document.root == {"a": 3, "b": {"c": 2}}
    places = [(found.line, found.pointer) for found in document.diagnostics]
    assert places == [(2, "#/b/c"), (3, "#/a")]


def test_places_are_those_of_keys_and_items() -> None:
    """Block and flow, after comments and documents marks, with line endings of all."""
    text = "# c\r\n---\r\na:\r\n  - b: 1\r\n  - [x, {y: z}]\r\n"
    document = load_bytes(text.encode(), "x.yaml")
    expected = {
        "#": (3, 1),
        "#/a": (3, 1),
        "#/a/0": (4, 5),
        "#/a/0/b": (4, 5),
        "#/a/1/0": (5, 6),
        "#/a/1/1/y": (5, 10),
    }
    assert {pointer: document.position(pointer) for pointer in expected} == expected


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10)
)
MERGE_BOMB = "m0: &m0 {k0: x}\n" + "".join(
    f"m{i}: &m{i} {{a{i}: *m{i - 1}, b{i}: *m{i - 1}, <<: *m{i - 1}}}\n"
    for i in range(1, 60)
)


@pytest.mark.parametrize("text", [BOMB, MERGE_BOMB])
def test_aliases_cannot_blow_a_document_up(text: str) -> None:
    """What aliases would add is counted, not written out."""
    message = refusal(text)
    assert "aliases would write out more than 1000000 values (aliases)" in message


def test_aliases_cannot_nest_without_end() -> None:
    """A chain of aliases counts as the depth it stands for."""
    chain = "a0: &a0 []\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 999)
    )
    assert "nested deeper than 200 levels (depth)" in refusal(chain)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [*x]", "x.yaml:1:8 #/a/0: the alias *x stands inside its own anchor"),
        ("a: *x", "x.yaml:1:4 #/a: there is no anchor &x above"),
        ("a: 1\n---\nb: 2", "x.yaml:2:1 #: a second YAML document starts here"),
        ("a:\n\tb: 1", "indent with spaces, not with tabs (yaml)"),
        ("a: 'x", "x.yaml:1:6 #: this is not YAML: found unexpected end of stream"),
        ("a: b: c", "x.yaml:1:5 #: this is not YAML: mapping values are not allowed"),
        ("a: %x", "x.yaml:1:4 #: this is not YAML: found character that cannot start"),
        ("a: \x00", "x.yaml:1:4 #: the character U+0000 is not allowed in YAML"),
        ("a: b\nc: \x1b[1m", "x.yaml:2:4 #: the character U+001B is not allowed"),
        ("%YAML 1.2\n%YAML 1.2\n---\na: b", "duplicate %YAML directive"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_place(text: str, message: str) -> None:
    """The message names line and column, the rule and, for tabs, the way out."""
    assert message in refusal(text)
