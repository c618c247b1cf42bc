"""A change log gets what users notice, under `[Unreleased]`, and loses nothing."""

from pathlib import Path
from typing import Any

import pytest

from specloom.diff.change import Change, Comparison, Edition, Level
from specloom.diff.changelog import add_entry, with_entry

EDITION = Edition("x.json", "X", "1", "x")
START = (
    "# Changelog\n\nAll notable changes to this project are told in this file, in the"
    " form of\n[Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n"
)


def change(
    kind: str, subject: str, level: Level = "safe", old: str = "", new: str = ""
) -> Change:
    """Make a change for a reason."""
    return Change(kind, subject, level, "for a reason", old, new)


def comparison(*changes: Change) -> Comparison:
    """Compare two editions."""
    return Comparison(EDITION, EDITION, changes, ())


ADDED = comparison(change("operation-added", "client.a.b"))


def test_a_file_is_made(tmp_path: Path) -> None:
    """It says what form it has."""
    file = tmp_path / "CHANGELOG.md"
    add_entry(file, ADDED)
    assert file.read_text() == (
        f"{START}\n## [Unreleased]\n\n### Added\n\n- `client.a.b`: for a reason\n"
    )
    before = file.stat().st_mtime_ns
    add_entry(file, ADDED)
    assert file.stat().st_mtime_ns == before


def test_every_kind_has_its_heading() -> None:
    """Headings come in the order of Keep a Changelog; what breaks is marked."""
    found = comparison(
        change("argument-removed", "client.a.b(x)", "breaking"),
        change("field-type-changed", "models.C.d", "risky", "d: int", "d: str"),
        change("operation-deprecated", "client.a.e"),
        change("field-added-optional", "models.C.f"),
        change("argument-became-required", "client.a.g(y)", "breaking"),
        change("field-type-changed", "models.C.h", "risky", "h: int\nx", "h: str"),
    )
    assert with_entry("## [Unreleased]\n", found) == (
        "## [Unreleased]\n"
        "\n### Added\n\n- `models.C.f`: for a reason\n"
        "\n### Changed\n\n"
        "- **risky:** `models.C.d` (`d: int` → `d: str`): for a reason\n"
        "- **breaking:** `client.a.g(y)`: for a reason\n"
        "- **risky:** `models.C.h`: for a reason\n"
        "\n### Deprecated\n\n- `client.a.e`: for a reason\n"
        "\n### Removed\n\n- **breaking:** `client.a.b(x)`: for a reason\n"
    )


def test_many_of_a_kind_are_one_line() -> None:
    """Of a new model it is enough to say the name."""
    found = comparison(*(change("model-added", f"models.{name}") for name in "ABC"))
    assert with_entry("## Unreleased\n", found) == (
        "## Unreleased\n\n### Added\n\n- `models.A`, `models.B`, `models.C`: for a reason\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# C\n\n## [Unreleased]\n\n### Added\n\n- Mine.\n\n## [1.0]\n\n### Added\n",
            (
                "# C\n\n## [Unreleased]\n\n### Added\n\n- Mine.\n- `client.a.b`: for a reason\n"
                "\n## [1.0]\n\n### Added\n"
            ),
        ),
        (
            "# C\n\n## [1.0] - 2020-01-01\n\n- First.\n",
            (
                "# C\n\n## [Unreleased]\n\n### Added\n\n- `client.a.b`: for a reason\n"
                "\n## [1.0] - 2020-01-01\n\n- First.\n"
            ),
        ),
        (
            "## [unreleased]\n\n### Fixed\n\n- Mine.\n\n[unreleased]: https://x\n",
            (
                "## [unreleased]\n\n### Added\n\n- `client.a.b`: for a reason\n\n### Fixed\n"
                "\n- Mine.\n\n[unreleased]: https://x\n"
            ),
        ),
        (
            "## [Unreleased]\r\n\r\nText\u2028of\x0cmine  \r\n",
            (
                "## [Unreleased]\r\n\r\nText\u2028of\x0cmine  \r\n\r\n### Added\r\n\r\n"
                "- `client.a.b`: for a reason\r\n"
            ),
        ),
        (
            "# C\n\n## [Unreleased]",
            "# C\n\n## [Unreleased]\n\n### Added\n\n- `client.a.b`: for a reason\n",
        ),
    ],
)
def test_what_is_there_stays(before: str, after: str) -> None:
    """Lines are put in, none is changed; what is told already is not told again."""
    assert with_entry(before, ADDED) == after
    assert with_entry(after, ADDED) == after
    rest = after.replace("\r\n", "\n").split("\n")
    kept = iter(rest)
    assert all(line in kept for line in before.replace("\r\n", "\n").split("\n"))


def test_text_of_a_document_is_no_markdown() -> None:
    """Names stand in code, reasons are escaped, nothing begins a line."""
    hostile = Change(
        "field-removed", "models.`x\n# y", "breaking", "a <b>\n## [2.0]", "", ""
    )
    text = with_entry("## [Unreleased]\n", comparison(hostile))
    assert text.splitlines()[4:] == [
        "- **breaking:** `` models.`x\\n# y ``: a \\<b\\>\\\\n\\#\\# \\[2.0\\]"
    ]


def test_generate_keeps_a_change_log(
    written: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says in a paragraph what changed, and only when the surface did."""
    from specloom.cli import run

    operation: dict[str, Any] = {"operationId": "send", "tags": ["t"], "responses": {}}
    document: dict[str, Any] = {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": operation}},
    }
    log = tmp_path / "CHANGELOG.md"
    command = ["generate", written(document), "--output", str(tmp_path / "client")]
    command += ["--changelog", str(log)]
    assert run(command) == 0
    operation["summary"] = "Another text"
    written(document)
    assert run(command) == 0
    assert not log.exists()
    assert "suggested version step" not in capsys.readouterr().err
    required = {"name": "n", "in": "query", "required": True, "schema": {}}
    operation["parameters"] = [required]
    written(document)
    assert run(command) == 0
    assert "client.t.send(n) (argument-added-required)" in capsys.readouterr().err
    assert "### Added\n\n- **breaking:** `client.t.send(n)`" in log.read_text()
