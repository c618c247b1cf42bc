"""Read selectors and package names, and say what would be right."""

import pytest

from specloom.config import Selector, parse_package, parse_selector
from specloom.errors import UsageError

FORMS = "a selector is tag:NAME, operation:ID or path:GLOB"


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("tag:Media", Selector("tag", "Media")),
        ("operation:a:b", Selector("operation", "a:b")),
        ("path:/2/media/**", Selector("path", "/2/media/**")),
        ("tag: a tag", Selector("tag", " a tag")),
    ],
)
def test_a_selector_is_a_kind_and_a_value(text: str, selector: Selector) -> None:
    """Only the first colon separates; str gives the text back."""
    assert parse_selector(text) == selector
    assert str(selector) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tags:Media", f"--include 'tags:Media': {FORMS}; did you mean 'tag:Media'?"),
        ("Path:/a", f"--include 'Path:/a': {FORMS}; did you mean 'path:/a'?"),
        ("Media", f"--include 'Media': {FORMS}; did you mean 'tag:Media'?"),
        ("/2/media", f"--include '/2/media': {FORMS}; did you mean 'path:/2/media'?"),
        ("colour:red", f"--include 'colour:red': {FORMS}"),
        ("tag:", f"--include 'tag:': {FORMS}"),
        ("", f"--include '': {FORMS}"),
    ],
)
def test_another_text_is_refused_with_the_nearest_form(text: str, message: str) -> None:
    """The message names the three forms, and the one that was probably meant."""
    with pytest.raises(UsageError) as caught:
        parse_selector(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("name", ["x_media_upload", "X", "_private", "list_"])
def test_an_identifier_is_a_package_name(name: str) -> None:
    """What can be imported and hides nothing is taken as it is."""
    assert parse_package(name) == name


@pytest.mark.parametrize("name", ["", "a-b", "1a", "a.b", "class", "../x", "한국"])
def test_what_cannot_be_imported_is_no_package_name(name: str) -> None:
    """The message shows an example of a good one."""
    with pytest.raises(UsageError) as caught:
        parse_package(name)
    assert str(caught.value) == (
        f"--package {name!r}: an import package is an ASCII identifier that is no"
        " keyword, like 'x_media_upload'"
    )


@pytest.mark.parametrize("name", ["json", "typing", "httpx2", "tests"])
def test_a_package_name_hides_no_other(name: str) -> None:
    """The generated package imports some of these itself."""
    with pytest.raises(UsageError) as caught:
        parse_package(name)
    assert str(caught.value) == (
        f"--package {name!r}: this would hide the package that Python or the client"
        f" imports under that name; try '{name}_client'"
    )
