"""Test that the published schema is searched for anchors once, not for every schema."""

from pathlib import Path
from unittest.mock import patch

import pytest
from referencing import Registry

from specloom.document.load import load
from specloom.document.specification import specification_findings


def searches(folder: Path, number: int) -> int:
    """Count how often the check of a document with some schemas looks for anchors."""
    schemas = "".join(f"    S{at}: {{type: string}}\n" for at in range(number))
    path = folder / f"{number}.yaml"
    head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
    path.write_text(f"{head}components:\n  schemas:\n{schemas}")
    with patch.object(
        Registry, "crawl", autospec=True, side_effect=Registry.crawl
    ) as done:
        assert specification_findings(load(path)) == ()
    return done.call_count


@pytest.mark.parametrize("number", [20, 80])
def test_searches_as_often_for_many_schemas_as_for_one(
    tmp_path: Path, number: int
) -> None:
    """The number of schemas does not count, once the published one is loaded."""
    searches(tmp_path, 1)
    assert searches(tmp_path, number) == searches(tmp_path, 1)
