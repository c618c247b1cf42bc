"""Templates of one's own: what they may do, and what each mistake leads to."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from black import format_str
from black.mode import Mode

from specloom.config import Job
from specloom.custom.files import templates_folder
from specloom.custom.folder import FIRST_LINE, read_templates
from specloom.errors import UsageError
from specloom.output.fingerprint import is_up_to_date, origin_of
from specloom.output.manifest import MANIFEST
from specloom.pipeline import check, generate
from specloom.python import views
from specloom.python.views import TEMPLATES

from .conftest import Refused, silent

SPEC = Path(__file__).parents[2] / "specs" / "x_media_upload_initialize.yaml"
API = "client/api.py.jinja"
Customise = Callable[..., Path]


@pytest.fixture
def customise(folder: Path) -> Customise:
    """Copy a template to the folder `mine`, with a part of it replaced."""

    def customise(name: str, old: str = "", new: str = "") -> Path:
        text = (templates_folder() / name).read_text("utf-8")
        assert old in text
        file = Path("mine", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{FIRST_LINE}\n{text.replace(old, new, 1)}", "utf-8")
        return file

    return customise


def made(output: str = "client", templates: Path | None = Path("mine")) -> Path:
    """Generate with the templates of a folder."""
    job = Job(SPEC, Path(output), templates=templates)
    generate(job, silent)
    return job.output


def files_of(folder: Path) -> dict[str, bytes]:
    """Read everything that was generated, but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_copy_of_every_template_changes_nothing(customise: Customise) -> None:
    """Its first line is a comment; our own templates keep the rules for custom ones."""
    plain = files_of(made("plain", None))
    for name in TEMPLATES:
        customise(name)
    assert files_of(made()) == plain


def test_a_template_replaces_the_one_of_its_name(customise: Customise) -> None:
    """Only what it writes is different, and that is formatted."""
    plain = files_of(made("plain", None))
    customise(
        API, "        self._client = client\n", "        self._client=( client )\n"
    )
    changed = files_of(made())
    different = {path for path in plain if plain[path] != changed[path]}
    assert different == set()
    customise(API, "class {{ service.name }}:", "@final\nclass {{ service.name }}:")
    changed = files_of(made())
    different = {path for path in plain if plain[path] != changed[path]}
    assert different == {"x_media_upload/api/media.py"}
    text = changed["x_media_upload/api/media.py"].decode()
    assert "@final\nclass Media:" in text
    assert format_str(text, mode=Mode()) == text


def test_an_included_template_is_formatted_where_it_is_included(
    customise: Customise,
) -> None:
    """The one that includes it is ours, and what both give is formatted all the same."""
    customise("models/model.py.jinja", "    pass\n", "    pass ;  pass\n")
    file = customise(
        "models/model.py.jinja",
        "{{ declaration.model.head }}",
        "x  =  1\n{{ declaration.model.head }}",
    )
    text = files_of(made())["x_media_upload/models/media.py"].decode()
    assert file.exists()
    assert "\nx = 1\n" in text
    assert "x  =  1" not in text


def test_a_change_of_a_template_makes_the_output_stale(customise: Customise) -> None:
    """As a change of the document does; so does another name."""
    file = customise(API)
    job = Job(SPEC, Path("client"), templates=Path("mine"))
    generate(job, silent)
    assert is_up_to_date(job)
    keys = {
        origin_of(job, ()).templates,
        origin_of(Job(SPEC, Path("client")), ()).templates,
    }
    file.write_text(file.read_text().replace("_client", "_caller"))
    keys.add(origin_of(job, ()).templates)
    assert not is_up_to_date(job)
    generate(job, silent)
    file.rename(file.with_name("client.py.jinja"))
    keys.add(origin_of(job, ()).templates)
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "client/apis.py.jinja",
            "",
            (
                ": there is no template 'client/apis.py.jinja';"
                " did you mean 'client/api.py.jinja'?"
            ),
        ),
        (
            API,
            "{{ view.header }}",
            (
                ":1: it does not say what it is written for;"
                " begin it with {# specloom views 1 #}"
            ),
        ),
        (
            API,
            "{# specloom views 2 #}",
            ":1: it is for views 2; this Specloom has views 1",
        ),
        (
            API,
            f"{FIRST_LINE}\n\n{{% for %}}",
            ":3: Expected an expression, got 'end of ",
        ),
        (
            API,
            f"{FIRST_LINE}\n{{{{ view.header|upper }}}}",
            ":2: 'filter': a template only places text: names, for, if and include",
        ),
        (
            API,
            f"{FIRST_LINE}\n{{{{ view.header.__class__ }}}}",
            ":2: a private name: a template only places text: names, for, if and include",
        ),
        (
            API,
            f"{FIRST_LINE}\n{{% include 'client/apy.jinja' %}}",
            (
                ": it includes 'client/apy.jinja', which is no template;"
                " did you mean 'client/api.py.jinja'?"
            ),
        ),
        (
            API,
            f"{FIRST_LINE}\n{{% include 'client/api.py.jinja' %}}",
            ": it includes 'client/api.py.jinja', which leads back to it",
        ),
        (API, f"{FIRST_LINE}\n\ufdd0", ": U+FDD0 and U+FDD1 are no characters"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(
    folder: Path, refused: Refused, name: str, text: str, message: str
) -> None:
    """With the line where it has one, and nothing is written."""
    file = Path("mine", name)
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    assert refused(made).startswith(f"{file}{message}")
    assert not Path("client").exists()


def test_a_folder_without_templates_is_refused(folder: Path, refused: Refused) -> None:
    """It is probably the wrong one."""
    Path("mine").mkdir()
    assert refused(made) == (
        "mine: there is no template in it; 'specloom templates copy' adds one"
    )


def test_text_that_is_no_utf8_is_refused(folder: Path, refused: Refused) -> None:
    """Templates are UTF-8."""
    file = Path("mine", API)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff")
    assert refused(lambda: read_templates(Path("mine"))) == (
        f"{file}: byte 0 is not UTF-8"
    )


def test_a_template_for_older_views_hears_what_changed(
    customise: Customise, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that changed since, and how its first line must be."""
    file = customise(API)
    changes = {1: "the first", 2: "service.nick is gone", 3: "facts are sorted"}
    for module in ("specloom.python.views", "specloom.custom.folder"):
        monkeypatch.setattr(f"{module}.VIEWS", 3)
        monkeypatch.setattr(f"{module}.CHANGES", changes)
    monkeypatch.setattr("specloom.custom.folder.FIRST_LINE", "{# specloom views 3 #}")
    assert views.VIEWS == 3
    assert refused(made) == (
        f"{file}:1: it is for views 1, this Specloom has views 3: service.nick is gone;"
        " facts are sorted; change it, and its first line to {# specloom views 3 #}"
    )


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            "class {{ service.nam }}:",
            ":LINE: ServiceView has no field 'nam'; did you mean name?",
        ),
        (
            "class {{ service.name }}({{ zzz }}):",
            ":LINE: there is no 'zzz' here",
        ),
        (
            "class {{ service.name.text }}:",
            ":LINE: a template placed str; only Source may reach the output",
        ),
        (
            "class {{ service }}:",
            ":LINE: a template placed ServiceView; only Source may reach the output",
        ),
        (
            "{% for x in service.name %}{% endfor %}class {{ service.name }}:",
            ":LINE: 'Source' object is not iterable",
        ),
        (
            "klass {{ service.name }}:",
            (
                ": in line N of x_media_upload/api/media.py, 'klass Media:':"
                " this is no Python: invalid syntax"
            ),
        ),
        (
            "# {{ service.docstring }}\nclass {{ service.name }}:",
            (
                ": in line N of x_media_upload/api/media.py,"
                ' \'# """Bring images, videos and subtitles to X."""\': text of a view'
                " stands in a string or comment, where it may end it"
            ),
        ),
    ],
)
def test_a_template_that_goes_wrong_leaves_the_output_alone(
    customise: Customise, refused: Refused, new: str, message: str
) -> None:
    """The sentence has its file and line, and the old client stays."""
    before = files_of(made(templates=None))
    file = customise(API, "class {{ service.name }}:", new)
    above, _, _ = file.read_text("utf-8").partition(new)
    told = re.sub(r"in line [0-9]+ of", "in line N of", refused(made))
    line = str(above.count("\n") + 1)
    assert told == f"{file}{message.replace('LINE', line)}"
    assert files_of(Path("client")) == before


def test_names_may_stand_in_strings_and_comments(customise: Customise) -> None:
    """A name has no character that could end one."""
    customise(
        API,
        "class {{ service.name }}:",
        '# {{ service.name }}\n_X = "the {{ service.name }}"\nclass {{ service.name }}:',
    )
    assert b'_X = "the Media"' in files_of(made())["x_media_upload/api/media.py"]


def test_texts_of_toml_stay_out_of_quotes(
    customise: Customise, refused: Refused
) -> None:
    """A text has its own quotes; inside others it would end them."""
    name = "project/pyproject.toml.jinja"
    file = customise(name, "{{ view.description }}", "'{{ view.description }}'")
    assert "text of a view stands in a string or comment" in refused(made)
    assert str(file) in refused(made)


def test_a_hostile_document_stays_text(
    customise: Customise, refused: Refused, folder: Path
) -> None:
    """What would be code is refused, whatever the document says."""
    text = SPEC.read_text("utf-8")
    hostile = folder / "hostile.yaml"
    first = "description: Bring images, videos and subtitles to X."
    assert first in text
    hostile.write_text(
        text.replace(first, "description: |-\n      a\n      import os; os.abort()  #")
    )
    customise(API, "class {{ service.name }}:", "# {{ service.docstring }}\nclass A:")
    job = Job(hostile, Path("client"), templates=Path("mine"))
    with pytest.raises(UsageError):
        generate(job, silent)
    assert not Path("client").exists()


def test_check_uses_the_templates_too(customise: Customise) -> None:
    """What they give is what is expected in the folder."""
    customise("project/gitignore.jinja", "", "extra\n")
    made()
    job = Job(SPEC, Path("client"), templates=Path("mine"))
    assert not check(job, silent).differences
    shutil.rmtree("mine")
    (found,) = check(Job(SPEC, Path("client")), silent).differences
    assert "-extra" in found.text
