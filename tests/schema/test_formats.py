"""Test what `formats=True` asserts beyond the JSON Schema Test Suite."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from specloom.compile import compile_schema
from specloom.dialect import bundle
from specloom.dialect.embedded.content import is_content
from specloom.dialect.embedded.formats import is_email, is_idn_email
from specloom.dialect.embedded.hostnames import is_hostname, is_idn_hostname
from specloom.dialect.embedded.regex import is_regex
from specloom.dialect.formats import ASSERTED

GOOD = {
    "date": "2024-02-29",
    "date-time": "2024-02-29T10:00:00Z",
    "duration": "P1D",
    "email": "a@xn--bcher-kva.example",
    "hostname": "xn--bcher-kva.example",
    "idn-email": "ä@bücher.example",
    "idn-hostname": "bücher.example",
    "ipv4": "127.0.0.1",
    "ipv6": "::1",
    "iri": "http://ä/ö",
    "iri-reference": "ö",
    "json-pointer": "/a",
    "regex": "^(?<year>[0-9]{4})$",
    "relative-json-pointer": "0#",
    "time": "10:00:00Z",
    "uri": "urn:a:b",
    "uri-reference": "a/b",
    "uri-template": "/{a}",
    "uuid": "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
}
EVERY_FORMAT: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "properties": {name: {"format": name} for name in GOOD}
    | {
        "content": {
            "contentEncoding": "base64",
            "contentMediaType": "application/json",
        }
    },
}
CONTENT = {"content": "eyJhIjogMX0="}
WELL_FORMED = r"""
a|b ^(a)\1$ (?<n>a)\k<n> (?<n>a)|(?<n>b) (?:(?<n>a)|b(?<m>c))\k<n> [a-z] [\d-] [-a]
[a-] [--a] [^] [] [[] [\]] [+--] [a-b-c] \u{1F600} [\ud83d\udca9-\ud83d\udcff] \p{L}
\P{Script=Greek} (?i:a) (?i-m:a) (?-i:a) a{2} a{2,} a{2,3}? \cA \0 \x41 (?<$>a)
(?<\u0061>b)\k<a> (?<\ud835\udc9c>b) (?=a) (?<!a) \/ \1(a) \k<a>(?<a>) (?:a)* (a|b)+? .
/ - a{99999999999999999999999} [\x41-\x5a] [\cA-\cZ] [\0-\n] [\b] (?:(?<n>a)|(?<n>b))
(?<n>a)|(?:b(?<n>c)|(?<n>d)) ((a|(b)))\3
"""
MALFORMED = r"""
( ) a) (a (?<n>a)(?<n>b) (?<n>a|(?<n>b)) (?:(?<n>a)|b)(?<n>c) (?:a|(?<n>b))(?<n>c)
(?<n>a)(?<\u006e>b) \k<n> \1 (a)\2 (?:a)\1 a{3,2} a{10,9} a** *a ^* \b+ (?=a)* (?<=a)+
(|*) [z-a] [\d-a] [a-\d] [\B] [\1] [\_] { } ] a{,2} a{ \a \- \_ \u{110000} \u12 \x4 \c1
\00 \p{} \p{Foo=Bar} \pL (?-:a) (?ii:a) (?i-i:a) (?i)a (?P<a>b) (?<1a>b) (?<>a) (?a) [
[a \ [\ud83d\udcff-\ud83d\udca9] (?<a)
"""


def test_every_asserted_format_has_its_function() -> None:
    """The list names what is there, and every format here has a good value."""
    functions = {f"is_{name.replace('-', '_')}" for name in ASSERTED}
    assert bundle.live(functions).keys() == functions
    assert GOOD.keys() == ASSERTED


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_format_is_met_or_missed(name: str) -> None:
    """A good value has no violation; a line feed is in no format but three."""
    validator = compile_schema({"format": name}, formats=True)
    assert validator.violations(GOOD[name]) == []
    assert validator.is_valid(GOOD[name] + "\n") == (name in ("json-pointer", "regex"))
    assert compile_schema({"format": name}).is_valid(GOOD[name] + "\n")


def test_names_in_a_bundle_are_unique() -> None:
    """No two modules that a bundle draws from define the same name."""
    names = Counter[str]()
    for module in bundle._MODULES:
        for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
            names.update(bundle._defined(node))
    assert [name for name, number in names.items() if number > 1] == []


def test_a_validator_runs_in_an_empty_environment(tmp_path: Path) -> None:
    """The text of a validator needs nothing but Python, also with every format."""
    path = tmp_path / "validator.py"
    text = compile_schema(EVERY_FORMAT, formats=True).source
    asked = f"""
good = {GOOD | CONTENT!r}
assert violations(good) == []
bad = {{name: "\\n" for name in good}}
print(sorted(entry.keyword for entry in violations(bad)))
"""
    path.write_text(text + asked, "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", path.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    found = ["contentMediaType", *["format"] * (len(GOOD) - 1)]
    assert done.stdout == f"{found}\n"


def test_a_validator_of_every_format_is_clean(tmp_path: Path) -> None:
    """The text passes `mypy --strict`, and black leaves it as it is."""
    path = tmp_path / "validator.py"
    path.write_text(compile_schema(EVERY_FORMAT, formats=True).source, "utf-8")
    for command in (["mypy", "--strict", "--no-incremental"], ["black", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, path.name],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("text", WELL_FORMED.split())
def test_a_pattern_is_well_formed(text: str) -> None:
    """The grammar of ECMA-262 with the flag `u` has it."""
    assert is_regex(text)


@pytest.mark.parametrize("text", MALFORMED.split())
def test_a_pattern_is_malformed(text: str) -> None:
    """The grammar of ECMA-262 with the flag `u` does not have it."""
    assert not is_regex(text)


def test_the_empty_pattern_is_a_pattern() -> None:
    """It matches everything."""
    assert is_regex("")


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "(" * 50_000 + ")" * 50_000, "(?<" * 50_000, "(?<a>x)|" * 20_000],
)
def test_a_long_pattern_is_read_once(text: str) -> None:
    """Neither depth nor faults make the reader go back, or end in an exception."""
    assert is_regex(text) == text.endswith((")", "|"))


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("r3---sn-4g5.example", True),
        ("XN--BCHER-KVA.example", True),
        ("xn--bcher-kva-.example", False),
        ("xn--.example", False),
        ("xn--a.example", False),
        ("xn--fiqs8s", True),
        ("xn--0ca24w.example", False),
        ("0a.xn--4db", False),
    ],
)
def test_a_labels_are_looked_into(text: str, is_valid: bool) -> None:
    """A name with Punycode is a host name if it is that of a U-label."""
    assert is_hostname(text) == is_valid


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("bücher.example", True),
        ("Bücher.example", False),
        ("Example.com", True),
        ("bu\u0308cher.example", False),
        ("ab--ü.example", False),
        ("a\u200cb.example", False),
        # ALEF does not join what comes after it, BEH does.
        ("\u0627\u200c\u0628", False),
        ("\u0628\u200c\u0627", True),
        ("\u0628\u064e\u200c\u064e\u0628", True),
        ("\u200c\u0628", False),
        ("\u1820\u200c\u1820", True),
        ("\u0712\u200c\u0710", True),
        ("\u0710\u200c\u0712", False),
        ("\u0622\u0644\u0645.ab", True),
        ("\u0622\u0644\u0645.ab-1", True),
        ("\u0622\u0644\u0645.1ab", False),
        ("\U0001f600.example", False),
        ("\u1100\u1161", False),
        ("\ufe0f\u0628", False),
        ("a\u20e3", False),
        ("\u30fc\u30fb\u30fc", False),
        ("\u3005\u30fb", True),
        ("\u0628\u0660\u06f0", False),
        ("ü" * 300, False),
        ("\ud800", False),
    ],
)
def test_u_labels_follow_idna_2008(text: str, is_valid: bool) -> None:
    """RFC 5892 says what a label may have, RFC 5893 what a name right-to-left may."""
    assert is_idn_hostname(text) == is_valid


def test_the_domain_of_a_mailbox_is_a_host_name() -> None:
    """A-labels are looked into, and U-labels for the international format only."""
    assert is_email("a@xn--bcher-kva.example")
    assert not is_email("a@xn--a.example")
    assert not is_email("a@bücher.example")
    assert is_idn_email("ä@bu\u0308cher.example")
    assert not is_idn_email("ä@\U0001f600.example")
    assert is_idn_email("ä@[127.0.0.1]")


@pytest.mark.parametrize(
    ("value", "encoding", "media_type", "is_valid"),
    [
        ("YQ==", "base64", "", True),
        ("YQ=", "base64", "", False),
        ("YQ==YQ==", "base64", "", False),
        ("Y\r\nQ==", "BASE64", "", True),
        ("ä", "base64", "", False),
        ("YQ==", "base64", "text/plain", True),
        ("/w==", "base64", "application/json", False),
        ("%", "quoted-printable", "application/json", True),
        ("{", "8bit", "application/json", False),
        ("{}", "", "Application/JSON; charset=utf-8", True),
        ("NaN", "", "application/json", False),
        ("1" * 5000, "", "application/json", True),
        ("", "", "application/json", False),
        ("{", "", "text/html", True),
    ],
)
def test_content_decodes_and_parses(
    value: str, encoding: str, media_type: str, is_valid: bool
) -> None:
    """Base64 and JSON are looked into, other content is not."""
    assert is_content(value, encoding, media_type) == is_valid


def test_content_says_what_is_wrong() -> None:
    """The violation is that of the keyword which is not met."""
    validator = compile_schema(EVERY_FORMAT, formats=True)
    told = [
        [(entry.keyword, entry.schema_path, entry.message) for entry in found]
        for value in ("?", "ezp9Cg==")
        for found in [validator.violations({"content": value})]
    ]
    at = "#/properties/content/"
    assert told == [
        [
            (
                "contentEncoding",
                f"{at}contentEncoding",
                "'?' is not encoded in base64",
            )
        ],
        [
            (
                "contentMediaType",
                f"{at}contentMediaType",
                "'ezp9Cg==' is no document of the media type application/json",
            )
        ],
    ]


@pytest.mark.parametrize("dialect", ["draft4", "draft6", "2019-09", "2020-12"])
def test_content_is_asserted_in_draft_7_only(dialect: Any) -> None:
    """Before, the keywords are unknown; later they are annotations."""
    schema = {"contentEncoding": "base64", "contentMediaType": "application/json"}
    assert compile_schema(schema, dialect, formats=True).is_valid("?")
    assert compile_schema(schema, "draft7").is_valid("?")
    assert not compile_schema(schema, "draft7", formats=True).is_valid("?")


def test_content_stands_beside_a_type() -> None:
    """A leaf with a type and a length asserts its content too, and null passes."""
    schema = {"type": ["string", "null"], "maxLength": 4, "contentEncoding": "base64"}
    validator = compile_schema(
        {"properties": {"a": schema}, "items": schema}, "draft7", formats=True
    )
    for value in (None, "YQ=="):
        assert validator.violations({"a": value}) == []
        assert validator.violations([value]) == []
    for wrong in ("?", "YWFhYQ==", 1):
        assert len(validator.violations({"a": wrong})) == 1
        assert len(validator.violations([wrong])) == 1


def test_a_deep_document_is_no_crash() -> None:
    """Content deeper than the stack is a violation."""
    validator = compile_schema(
        {"contentMediaType": "application/json"}, "draft7", formats=True
    )
    deep = "[" * 200_000 + "]" * 200_000
    assert not validator.is_valid(deep)
    assert [entry.message for entry in validator.violations(deep)] == [
        "the value is nested too deeply to be checked"
    ]
