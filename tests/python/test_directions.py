"""Test models with properties that only servers set, or only callers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, get_type_hints

import pytest

MOMENT = {"type": "string", "format": "date-time"}
USER: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "madeAt", "password"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string"},
        "madeAt": MOMENT | {"readOnly": True},
        "password": {"type": "string", "writeOnly": True},
        "boss": {"$ref": "#/components/schemas/User"},
    },
}
TEAM = {
    "type": "object",
    "required": ["users"],
    "properties": {
        "users": {"type": "array", "items": {"$ref": "#/components/schemas/User"}}
    },
}
SCHEMAS = {"User": USER, "Team": TEAM}
JSON = {"id": 7, "name": "Ada", "madeAt": "2024-01-01T00:00:00Z"}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of an API that takes and answers teams of users."""
    return package(document(SCHEMAS))


def test_a_request_is_made_without_what_servers_set(models: ModuleType) -> None:
    """A required property that is `readOnly` is not asked for, however deep it is."""
    user = models.User(name="Ada", password="hush")
    assert models.Team(users=[user]).users[0].__dict__ == {
        "name": "Ada",
        "password": "hush",
    }


def test_what_only_callers_set_is_asked_for(models: ModuleType) -> None:
    """A required property that is `writeOnly` must be given."""
    with pytest.raises(TypeError, match="required field 'password' is missing"):
        models.User(name="Ada")


def test_an_answer_has_what_servers_set(models: ModuleType) -> None:
    """What is `readOnly` is read as what it is; what is `writeOnly` is None."""
    user = models.read_user(dict(JSON))
    assert user.id == 7
    assert user.made_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert user.password is None


@pytest.mark.parametrize("field", ["id", "made_at"])
def test_what_servers_set_is_missed_where_it_is_absent(
    field: str, models: ModuleType
) -> None:
    """Reading it from a model that was made by hand says what is missing."""
    user = models.User(name="Ada", password="hush")
    assert not hasattr(user, field)
    with pytest.raises(
        AttributeError, match=f"'User' object has no attribute '{field}"
    ):
        getattr(user, field)


def test_what_servers_set_may_be_given(models: ModuleType) -> None:
    """An answer can be made by hand, for a test of one's own."""
    user = models.User(
        id=7, name="Ada", made_at=datetime(2024, 1, 1, tzinfo=UTC), password="x"
    )
    assert user.__dict__ == JSON | {"password": "x"}


def test_types_of_both_directions_are_known_at_run_time(models: ModuleType) -> None:
    """Annotations can be read, and classes give their declarations."""
    hints = get_type_hints(models.User)
    assert hints["id"] is int
    assert hints["password"].__name__ == "WriteOnly"
    assert repr(models.User.id) == "READ_ONLY"
    assert models.User.password.key == "password"


CALLER = """
from .models.things import Team, User


def use(team: Team) -> int:
    Team(users=[User(name="Ada", password="hush")])
    User(name="Ada")
    count: int = team.users[0].id
    password: str = team.users[0].password
    return count + len(password)
"""

INCOMPATIBLE = (
    '9: error: Incompatible types in assignment (expression has type "str | None",'
    ' variable has type "str")  [assignment]'
)


def test_type_checkers_know_both_directions(made: Any) -> None:
    """Mypy asks for the password, promises the id, and does not promise the password."""
    (made.folder / made.name / "caller.py").write_text(CALLER, encoding="utf-8")
    found = [
        line.partition("caller.py:")[2]
        for line in made.mypy().splitlines()
        if ": error:" in line
    ]
    assert found == [
        '7: error: Missing named argument "password" for "User"  [call-arg]',
        INCOMPATIBLE,
    ]


@pytest.mark.parametrize(
    ("uses", "fields"),
    [
        ("request", ["id: int = READ_ONLY", "password: str"]),
        ("response", ["id: int", "password: str | None = None"]),
        ("both", ["id: int = READ_ONLY", 'password: WriteOnly[str] = WriteOnly("']),
    ],
)
def test_one_direction_needs_less(
    uses: str,
    fields: list[str],
    package: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    """A model that is only given, or only answered with, says that alone."""
    text = package(document(SCHEMAS, uses=uses)).text("models/things.py")
    for field in fields:
        assert f"    {field}" in text
    assert f"    {fields[0]}\n" in text


def test_a_model_without_directions_is_as_it_was(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Optional properties need no more than None, whoever sets them."""
    properties = {
        "id": {"type": "integer", "readOnly": True},
        "password": {"type": "string", "writeOnly": True},
    }
    schemas = {"User": {"type": "object", "properties": properties}}
    text = package(document(schemas)).text("models/things.py")
    assert "    id: int | None = None\n" in text
    assert "    password: str | None = None\n" in text
    assert "_runtime.fields" not in text


def test_variants_are_told_apart_by_what_answers_have(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """A union does not look for what only requests have."""

    def variant(key: str) -> dict[str, Any]:
        return {
            "type": "object",
            "required": [key, "token"],
            "properties": {
                key: {"type": "string"},
                "token": {"type": "string", "writeOnly": True},
            },
        }

    schemas = {
        "A": variant("a"),
        "B": variant("b"),
        "Either": {
            "oneOf": [
                {"$ref": "#/components/schemas/A"},
                {"$ref": "#/components/schemas/B"},
            ]
        },
    }
    models = package(document(schemas)).module("models.things")
    assert type(models.read_either({"b": "x"})) is models.B
