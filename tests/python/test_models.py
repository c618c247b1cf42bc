"""Test generated models: what they look like and what they do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any, get_type_hints

import black
import pytest
from black.mode import TargetVersion

from specloom.ir.shape import ListOf, MapOf, Named, Nullable, Scalar
from specloom.python.context import declared_shape
from specloom.python.models.annotations import Annotator, holds_moments, union
from specloom.python.models.order import in_order
from specloom.python.models.readers import ReaderWriter, needs_reading
from specloom.python.text.imports import Imports
from specloom.python.text.proof import is_proven
from specloom.python.text.source import Source

MODE = black.Mode(target_versions={TargetVersion.PY311})
INTEGER = {"type": "integer"}
STRING = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}


def to(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def model(**properties: Any) -> dict[str, Any]:
    """Describe an object."""
    return {"type": "object", "properties": properties}


SCHEMAS: dict[str, Any] = {
    "Part": model(size=INTEGER, grown=MOMENT),
    "Color": {"enum": ["red", "green"], "description": "A colour."},
    "MaybeColor": {"type": ["string", "null"], "enum": ["red", "green", None]},
    "Level": {"enum": [1, 2, "x", True]},
    "Parts": {"type": "array", "items": to("Part")},
    "ByName": {"type": "object", "additionalProperties": to("Part")},
    "Days": {"type": "array", "items": DAY},
    "Alias": to("Part"),
    "AliasOfNames": to("Names"),
    "Names": {"type": "array", "items": STRING},
    "Tree": {"type": "array", "items": to("Tree")},
    "Forest": {
        "type": "array",
        "items": {"oneOf": [to("Forest"), model(leaf=STRING)]},
    },
    "Nothing": {"type": "object", "additionalProperties": False, "deprecated": True},
    "Old": model(x={"description": "A field.", "deprecated": True}, y=INTEGER)
    | {"description": "An old thing.", "deprecated": True},
    "List": model(
        type=STRING,
        list={"type": "array", "items": to("List")},
        str=STRING,
        int=INTEGER,
        datetime=MOMENT,
        wire=STRING,
        createdAt=MOMENT,
        **{
            "class": STRING,
            "self": STRING,
            "1st": STRING,
            "a-b": STRING,
            "a_b": STRING,
        },
    ),
    "Holder": model(
        part=to("Part"),
        parts=to("Parts"),
        by=to("ByName"),
        rows={"type": "array", "items": to("Parts")},
        maybe={"oneOf": [to("Part"), {"type": "null"}]},
        maybes={"type": "array", "items": {"oneOf": [to("Part"), {"type": "null"}]}},
        inner=model(deep=to("Part")),
        forest=to("Forest"),
        color=to("Color"),
        maybe_color=to("MaybeColor"),
        level=to("Level"),
        one={"const": "only"},
        any={},
        number={"type": "number"},
        flag={"type": "boolean"},
        nothing={"type": "null"},
        file={"type": "string", "format": "binary"},
        pin={"type": "string", "format": "password"},
        days=to("Days"),
        moments={
            "type": "object",
            "additionalProperties": {"type": ["string", "null"], "format": "date-time"},
        },
        holder=to("Holder"),
    )
    | {"required": ["part", "color"]},
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of all the schemas above."""
    return package(document(SCHEMAS))


HINTS = [
    ("part", "Part"),
    ("parts", "Parts | None"),
    ("by", "ByName | None"),
    ("rows", "list[Parts] | None"),
    ("maybe", "Part | None"),
    ("maybes", "list[Part | None] | None"),
    ("inner", "HolderInner | None"),
    ("color", "Color | str"),
    ("maybe_color", "MaybeColor | str | None"),
    ("level", "Level | int | str | bool | None"),
    ("one", "Literal['only'] | None"),
    ("any", "Any | None"),
    ("number", "float | None"),
    ("flag", "bool | None"),
    ("nothing", "None"),
    ("file", "bytes | None"),
    ("days", "list[date] | None"),
    ("moments", "dict[str, datetime | None] | None"),
    ("holder", "Holder | None"),
]


@pytest.mark.parametrize(("field", "annotation"), HINTS)
def test_fields_have_types(field: str, annotation: str, models: ModuleType) -> None:
    """A field has the type of what a server may answer: choices are open."""
    assert models.Holder.__annotations__[field] == annotation


def test_types_are_known_at_run_time(made: Any) -> None:
    """The types of every model and every method can be asked for."""
    models, api = made.module("models.things"), made.module("api.things")
    for module in (
        models,
        api,
        made.module("validators.things"),
        made.module("client"),
    ):
        for value in vars(module).values():
            if getattr(value, "__module__", "") == module.__name__:
                get_type_hints(value)
    hints = [
        get_type_hints(value) for value in vars(api.Things).values() if callable(value)
    ]
    assert {"body", "options", "return"} <= set().union(*hints)


def test_aliases_that_come_back_to_themselves_end_in_any(made: Any) -> None:
    """A recursive alias is no text that only some modules could read."""
    text = made.text("models/things.py")
    assert "Tree: TypeAlias = list[Any]\n" in text
    assert "Forest: TypeAlias = list[ForestItem]\n" in text
    assert (
        "ForestItem: TypeAlias = Any | ForestItemOption2 | UnknownForestItem\n" in text
    )


def test_aliases_stand_after_what_they_name(made: Any) -> None:
    """Python reads the value of an alias at once, so what it names stands before."""
    context = made.context
    names = [
        context.names.types[entry.at].type_
        for entry in in_order([*context.names.declarations])
    ]
    assert names.index("Names") < names.index("AliasOfNames")
    assert names.index("Part") < names.index("Alias")
    assert sorted(names) == sorted(
        context.names.types[e.at].type_ for e in context.names.declarations
    )


def test_nested_models_are_read(models: ModuleType) -> None:
    """Objects become models wherever they are: in fields, lists, dictionaries, lists of lists."""
    part = {"size": 1}
    holder = models.read_holder(
        copy.deepcopy(
            {
                "part": part,
                "parts": [part],
                "by": {"k": part},
                "rows": [[part]],
                "maybe": None,
                "maybes": [None, part],
                "inner": {"deep": part},
                "forest": [{"leaf": "x"}, [{"leaf": "y"}]],
                "holder": {"part": part},
            }
        )
    )
    assert holder.part.size == 1
    assert holder.parts[0].size == holder.by["k"].size == holder.rows[0][0].size == 1
    assert holder.maybe is None
    assert holder.maybes[0] is None
    assert (
        holder.maybes[1].size == holder.inner.deep.size == holder.holder.part.size == 1
    )
    assert holder.forest[0].leaf == "x"
    assert holder.forest[1][0].leaf == "y"


def test_answers_that_deviate_are_read(models: ModuleType) -> None:
    """Null, a text or an array where an object was promised stays what it is."""
    odds: list[Any] = [None, "x", 1, []]
    for odd in odds:
        assert models.read_holder(odd) == odd
        holder = models.read_holder({"part": odd, "parts": odd, "inner": odd})
        assert holder.part == odd
        assert holder.inner == odd


def test_unknown_keys_are_kept(made: Any, models: ModuleType) -> None:
    """What the description does not know can be read, and goes out as it came in."""
    to_json = made.module("_runtime.model").to_json
    json = {"part": {"size": 1, "new": [1]}, "color": "blue", "later": {"a": 1}}
    holder = models.read_holder(copy.deepcopy(json))
    assert holder.later == {"a": 1}
    assert holder.part.new == [1]
    assert to_json(holder) == json


def test_fields_may_be_called_like_types(made: Any, models: ModuleType) -> None:
    """A field called `list`, `str` or `class` hides nothing that others need."""
    thing = models.List(
        list=[models.List(str="x")],
        class_="c",
        self_="s",
        n1st="1",
        int=3,
        a_b="dash",
        datetime=datetime(2020, 1, 2, tzinfo=UTC),
        created_at=datetime(2020, 1, 3, tzinfo=UTC),
    )
    json = made.module("_runtime.model").to_json(thing)
    assert json == {
        "list": [{"str": "x"}],
        "class": "c",
        "self": "s",
        "1st": "1",
        "int": 3,
        "a_b": "dash",
        "datetime": "2020-01-02T00:00:00Z",
        "createdAt": "2020-01-03T00:00:00Z",
    }
    again = models.read_list(json)
    assert again == thing
    assert again.list[0].str == "x"
    assert again.created_at.year == 2020
    fields = made.context.names.fields
    [names] = [found for found in fields.values() if "a-b" in found]
    assert len({names["a-b"], names["a_b"]}) == 2


def test_dates_are_read_when_they_are_used(models: ModuleType, made: Any) -> None:
    """The text stays in the object; a field gives dates, in lists and dictionaries too."""
    holder = models.read_holder(
        {"days": ["2020-01-02"], "moments": {"a": None, "b": "2020-01-02T03:04:05Z"}}
    )
    assert holder.days == [date(2020, 1, 2)]
    assert holder.moments == {"a": None, "b": datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)}
    assert vars(holder)["days"] == ["2020-01-02"]
    holder.days = [date(2021, 1, 2)]
    assert made.module("_runtime.model").to_json(holder)["days"] == ["2021-01-02"]


def test_required_fields_are_asked_for(models: ModuleType) -> None:
    """Making a model without one fails; reading one the server left out says so."""
    with pytest.raises(TypeError, match="Holder: required field 'part' is missing"):
        models.Holder(color="red")
    with pytest.raises(AttributeError, match="left out this required field"):
        _ = models.read_holder({}).part
    assert models.read_holder({}).parts is None


def test_models_can_be_pickled_and_copied(models: ModuleType) -> None:
    """A copy is equal, and of the same class."""
    holder = models.read_holder({"part": {"size": 1}, "color": "red"})
    for again in (pickle.loads(pickle.dumps(holder)), copy.deepcopy(holder)):
        assert again == holder
        assert type(again.part) is models.Part


def test_secrets_are_not_shown(models: ModuleType) -> None:
    """A password is in no repr; its field works like any other."""
    holder = models.read_holder({"pin": "1234"})
    assert holder.pin == "1234"
    assert repr(holder) == "Holder(pin='***')"


def test_words_of_the_document_stand_under_fields(made: Any) -> None:
    """Descriptions and deprecation are said once, and nothing is said of nothing."""
    text = made.text("models/things.py")
    assert (
        'class Old(Model):\n    """An old thing.\n\n    Deprecated.\n    """\n\n'
        '    x: Any | None = None\n    """A field.\n\n    Deprecated.\n    """\n\n'
        "    y: int | None = None\n\n\n"
    ) in text
    assert 'class Nothing(Model):\n    """Deprecated."""\n\n\n' in text
    assert 'Color: TypeAlias = Literal["red", "green"]\n"""A colour."""\n' in text


def test_models_that_are_only_sent_have_no_readers(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """What no server answers needs no function that reads it, and its choices are closed."""
    schemas = {
        "Sent": model(color=to("Color"), file={"type": "string", "format": "binary"}),
        "Color": {"enum": ["red", "green"]},
    }
    made = package(document(schemas, uses="request"))
    text = made.text("models/things.py")
    assert "def read_" not in text
    assert "color: Color | None = None" in text


@pytest.mark.parametrize("kind", ["string", "object", "literals", "array", "moment"])
def test_fields_of_any_width_stand_as_black_puts_them(
    kind: str, package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Around the limit black changes nothing in what is proven."""
    schemas: dict[str, Any] = {}
    for size in range(20, 66, 3):
        word = "x" * size
        shapes: dict[str, Any] = {
            "string": STRING,
            "object": to("A" * (90 - size)),
            "literals": {"const": "y" * (80 - size)},
            "array": {"type": "array", "items": to("A" * (88 - size))},
            "moment": MOMENT,
        }
        for name in ("object", "array"):
            target = shapes[name].get("$ref") or shapes[name]["items"]["$ref"]
            schemas.setdefault(target.rpartition("/")[2], model(x=STRING))
        fields = {
            word: shapes[kind],
            f"{word}y": shapes[kind],
            f"{word}-z": shapes[kind],
        }
        schemas[f"M{size}"] = model(**fields) | {"required": [word]}
    for text in package(document(schemas)).files.values():
        assert not is_proven(text) or black.format_str(text, mode=MODE) == text


def annotator(context: Any, *, gives: bool) -> tuple[Annotator, Imports]:
    """Give a writer of types for a module of operations."""
    imports = Imports(("api", "things"))
    return Annotator(context, imports.inside(frozenset()), gives=gives), imports


GIVEN = [
    ("Parts", "Sequence[Part]", "Parts"),
    ("ByName", "Mapping[str, Part]", "ByName"),
    ("Days", "Sequence[date | str]", "list[date]"),
    ("Color", "Color", "Color | str"),
    ("MaybeColor", "MaybeColor | None", "MaybeColor | str | None"),
    ("Part", "Part", "Part"),
    ("Alias", "Part", "Part"),
    ("AliasOfNames", "Sequence[str]", "Names"),
    ("Tree", "Tree", "Tree"),
]


@pytest.mark.parametrize(("name", "given", "answered"), GIVEN)
def test_callers_give_more_than_servers_answer(
    name: str, given: str, answered: str, made: Any
) -> None:
    """Any sequence or mapping may be given, and only known values; answers are concrete."""
    [at] = [at for at in made.context.api.schemas if at.pointer.endswith(f"/{name}")]
    writer, _ = annotator(made.context, gives=True)
    assert writer.annotate(Named(at)).text == given
    writer, _ = annotator(made.context, gives=False)
    assert writer.annotate(Named(at)).text == answered


def test_scalars_are_given_in_several_types(made: Any) -> None:
    """A time may be given as text, a file as an open one; text of dates may stay text."""
    writer, imports = annotator(made.context, gives=True)
    assert writer.annotate(Scalar("date-time")).text == "datetime | str"
    assert writer.annotate(Scalar("binary")).text == "bytes | File"
    assert (
        writer.annotate(Nullable(ListOf(Scalar("null")))).text
        == "Sequence[None] | None"
    )
    assert [[s.text for s in group] for group in imports.statements()] == [
        ["from collections.abc import Sequence", "from datetime import datetime"],
        ["from .._runtime.files import File"],
    ]
    writer, _ = annotator(made.context, gives=False)
    assert writer.annotate(Scalar("date"), converts=False).text == "str"
    assert writer.annotate(MapOf(Scalar("date"))).text == "dict[str, date]"


def test_unions_of_types_name_each_once() -> None:
    """None stands last, whatever the order was."""
    members = tuple(map(Source, ("None", "str", "int", "str")))
    assert union(members).text == "str | int | None"


def test_reading_is_known_to_be_needed(made: Any) -> None:
    """Only what may hold models or dates is read or converted; recursion ends."""
    at = {at.pointer.rpartition("/")[2]: at for at in made.context.api.schemas}
    needing = {name for name in at if needs_reading(Named(at[name]), made.context)}
    assert needing == {
        "Part",
        "Parts",
        "ByName",
        "Alias",
        "Forest",
        "Nothing",
        "Old",
        "List",
        "Holder",
    }
    with_dates = {name for name in at if holds_moments(Named(at[name]), made.context)}
    assert with_dates == {"Days"}
    writer = ReaderWriter(made.context, Imports(("models", "x")).inside(frozenset()))
    assert writer.reader(Named(at["Names"])) is None
    assert writer.converter(Named(at["Tree"]), "read") is None


def test_null_is_left_to_the_places_that_use_a_name(made: Any) -> None:
    """A nullable choice is declared as the choice alone."""
    declared = {
        made.context.names.types[entry.at].type_: declared_shape(entry)
        for entry in made.context.names.declarations
    }
    assert not isinstance(declared["MaybeColor"], Nullable)


def test_mypy_finds_no_error_in_models(made: Any) -> None:
    """Under mypy in strict mode nothing is wrong, whatever names the document has."""
    assert made.mypy().startswith("Success: no issues found in ")
