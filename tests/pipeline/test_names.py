"""Names that stay, from one generation to the next."""

import json
from dataclasses import replace
from typing import Any

import pytest

from specloom.cli import run
from specloom.errors import UsageError
from specloom.naming.lock_file import LOCK

from .conftest import Place


def test_an_operation_that_is_renamed_can_be_called_as_before(
    place: Place, document: Any
) -> None:
    """Until the document has another version; the lock is all that is needed for it."""
    place.generate()
    document["paths"]["/dogs"]["get"]["operationId"] = "findDogs"
    place.write(document)
    place.generate()
    api = place.contents()["zoo/api/dogs.py"].decode()
    assert 'list_dogs = renamed(find_dogs, "list_dogs", "1")' in api
    document["info"]["version"] = "2"
    place.write(document)
    place.generate()
    assert b"list_dogs" not in place.contents()["zoo/api/dogs.py"]


def test_a_new_title_does_not_rename_the_package(place: Place, document: Any) -> None:
    """What everyone imports keeps its name."""
    place.generate()
    document["info"]["title"] = "Menagerie"
    place.write(document)
    place.generate()
    assert "zoo/client.py" in place.contents()
    assert not [path for path in place.contents() if path.startswith("menagerie")]


def test_names_that_are_edited_are_used(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """`names --set` makes the output stale; the next generation has both names."""
    place.generate()
    output, spec = str(place.output), str(place.job.spec)
    assert run(["names", output, "--set", "listDogs=all_dogs"]) == 0
    assert run(["check", spec, "--output", output, "--package", "zoo"]) == 1
    assert "the names were edited" in capsys.readouterr().err
    place.generate()
    api = place.contents()["zoo/api/dogs.py"].decode()
    assert "def all_dogs(" in api
    assert 'list_dogs = renamed(all_dogs, "list_dogs", "1")' in api
    assert run(["names", output, "Dogs", "--format", "json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found == {
        "kind": "method",
        "name": "all_dogs",
        "thing": "listDogs",
        "place": "#/paths/~1dogs/get",
    }


def test_names_of_the_configuration(place: Place) -> None:
    """They win; what had the name before is numbered."""
    place.generate()
    job = replace(place.job, names={"Cat": "Dog", "addCat.name": "called"})
    Place(job).generate()
    contents = place.contents()
    assert b"class Dog_2(Model)" in contents["zoo/models/dogs.py"]
    assert b"class Dog(Model)" in contents["zoo/models/cats.py"]
    assert b"called: str" in contents["zoo/api/cats.py"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"listDog": "x"}, "nothing called 'listDog'; did you mean 'listDogs'?"),
        ({"listDogs": "def"}, "'listDogs' cannot be 'def'"),
    ],
)
def test_names_that_cannot_be(
    place: Place, names: dict[str, str], message: str
) -> None:
    """Nothing is written."""
    with pytest.raises(UsageError) as caught:
        Place(replace(place.job, names=names)).generate()
    assert message in str(caught.value)
    assert not place.output.exists()


def test_a_lock_that_a_merge_left_torn(place: Place) -> None:
    """It is refused with its place; the output stays as it was."""
    place.generate()
    before = place.contents()
    (place.output / LOCK).write_text("<<<<<<< HEAD\n{}")
    with pytest.raises(UsageError, match=r"names.json: this is no JSON in line 1"):
        place.generate()
    torn = place.contents()
    assert {path for path in before if before[path] != torn[path]} == {LOCK}
