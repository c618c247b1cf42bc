"""Hold the page about views, the templates and the views together.

To write the list of views in the page anew: python tests/configuration/test_views.py
"""

import json
from pathlib import Path

import pytest

from specloom.config import Job
from specloom.custom.files import templates_folder
from specloom.custom.placing import included
from specloom.pipeline import generate
from specloom.python.views import CHANGES, TEMPLATES, VIEWS, parts_of
from specloom.render import Renderer

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "templates.md"
SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"
SNAPSHOT = Path(__file__).parent / f"views_{VIEWS}.json"
HEADING = f"## Views, version {VIEWS}\n"


def listed() -> str:
    """Write the views of every template, each view once."""
    lines = [HEADING]
    told: set[type] = set()
    for name, template in TEMPLATES.items():
        kind = template.view.__name__
        lines += [f"### {name}\n"]
        lines += [f"Writes `{template.writes}`; `{template.name}` is `{kind}`.\n"]
        for view, fields in parts_of(template.view).items():
            if view not in told:
                told.add(view)
                lines += [f"`{view.__name__}`: {sentence(view)}\n"]
                lines += [f"- `{field}`: {holds}" for field, holds in fields.items()]
                lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def sentence(view: type) -> str:
    """Give the docstring of a view on one line."""
    return " ".join((view.__doc__ or "").split())


def test_the_page_lists_the_views_as_they_are() -> None:
    """Every template, every view, every field."""
    assert PAGE.read_text("utf-8").partition(HEADING)[1:] == (
        HEADING,
        listed().removeprefix(HEADING),
    )


def shape() -> dict[str, dict[str, dict[str, str]]]:
    """Give the fields of every view by template."""
    return {
        name: {view.__name__: fields for view, fields in parts_of(t.view).items()}
        for name, t in TEMPLATES.items()
    }


def test_nothing_that_a_version_promised_is_gone() -> None:
    """What is taken away or changed makes the next version, and is told in CHANGES."""
    promised = json.loads(SNAPSHOT.read_text("utf-8"))
    now = shape()
    for template, views in promised.items():
        for view, fields in views.items():
            assert fields.items() <= now[template][view].items(), (template, view)


def test_every_version_says_what_changed() -> None:
    """None is skipped."""
    assert [*CHANGES] == [*range(1, VIEWS + 1)]
    assert all(CHANGES.values())


def test_the_table_names_every_template() -> None:
    """And no other."""
    folder = templates_folder()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.jinja")}
    assert set(TEMPLATES) == there


def test_each_template_is_given_its_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table says of which class; what is included gets a part of it."""
    given: dict[str, set[type]] = {}
    render = Renderer.render

    def watched(self: Renderer, path: str, template: str, view: object) -> str:
        given.setdefault(template, set()).add(type(view))
        return render(self, path, template, view)

    monkeypatch.setattr(Renderer, "render", watched)
    stages: list[str] = []
    generate(Job(SPEC, tmp_path / "client"), stages.append)
    assert len(given) > 10
    for template, views in given.items():
        assert views == {TEMPLATES[template].view}
        text = (templates_folder() / template).read_text("utf-8")
        for inner in included(text):
            assert TEMPLATES[inner].view in parts_of(TEMPLATES[template].view)


if __name__ == "__main__":
    text = PAGE.read_text("utf-8").partition(HEADING)[0]
    PAGE.write_text(text + listed(), "utf-8")
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(shape(), indent=1) + "\n", "utf-8")
