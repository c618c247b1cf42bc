"""Names that stay from one version of a document to the next."""

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.document.load import load_bytes
from specloom.errors import UsageError
from specloom.ir.api import Api
from specloom.lower.api import lower
from specloom.naming.edits import renamed
from specloom.naming.lock import Lock
from specloom.naming.lock_file import read_lock, write_lock
from specloom.naming.names import Names
from specloom.naming.stable import stable_names

TEXT: dict[str, Any] = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties: Any) -> dict[str, Any]:
    """Give the schema of an object."""
    return {"type": "object", "properties": properties}


def operation(id_: str, tag: str = "Things", **fields: Any) -> dict[str, Any]:
    """Give an Operation Object."""
    return {"operationId": id_, "tags": [tag], "responses": {}} | fields


def read(
    paths: dict[str, Any], schemas: Mapping[str, Any] | None = None, version: str = "1"
) -> Api:
    """Understand a description."""
    document = {
        "openapi": "3.1.1",
        "info": {"title": "T", "version": version},
        "paths": paths,
        "components": {"schemas": schemas or {}},
    }
    return lower(load_bytes(json.dumps(document).encode(), "api.json")).api


def name(api: Api, lock: Lock | None = None, **wanted: str) -> tuple[Names, Lock]:
    """Name everything; the lock goes through its file."""
    names, fresh = stable_names(api, lock or Lock(), wanted=wanted)
    return names, read_lock(write_lock(fresh), "lock")


def types(names: Names) -> dict[str, str]:
    """Give the type at each place."""
    return {at.pointer: entry.type_ for at, entry in names.types.items()}


def methods(names: Names) -> dict[str, str]:
    """Give the method of each operation."""
    return {at.pointer: method for at, method in names.methods.items()}


def test_a_new_thing_takes_no_name() -> None:
    """Alone, the new ones would have been first in line for the names."""
    before = read(
        {"/a": {"get": operation("Get-it")}},
        {"my-thing": record(someName=TEXT)},
    )
    _, lock = name(before)
    after = read(
        {"/a": {"get": operation("Get-it")}, "/b": {"get": operation("get_it")}},
        {
            "MyThing": record(x=TEXT),
            "my-thing": record(someName=TEXT, some_name=TEXT),
        },
    )
    names, _ = name(after, lock)
    assert methods(names) == {
        "#/paths/~1a/get": "get_it",
        "#/paths/~1b/get": "get_it_2",
    }
    assert types(names) == {
        "#/components/schemas/my-thing": "MyThing",
        "#/components/schemas/MyThing": "MyThing_2",
    }
    [fields] = [
        names.fields[at] for at in names.types if at.pointer.endswith("my-thing")
    ]
    assert fields == {"someName": "some_name", "some_name": "some_name_2"}


def test_what_is_left_keeps_its_number() -> None:
    """Nothing moves up when the first of a name goes."""
    both = {"A-b": record(x=TEXT), "AB": record(y=TEXT), "Ab": record(z=TEXT)}
    _, lock = name(read({}, both))
    held = {key: entry.name for key, entry in lock.types.items()}
    for gone in both:
        left = {key: schema for key, schema in both.items() if key != gone}
        names, _ = name(read({}, left), lock)
        place = f"#/components/schemas/{gone}"
        assert types(names) == {key: held[key] for key in held if key != place}


def test_arguments_keep_their_names() -> None:
    """A parameter of the query would come before one of the header."""

    def described(*places: str) -> Api:
        found = [
            {"name": "id", "in": in_, "schema": TEXT, "required": in_ == "path"}
            for in_ in places
        ]
        return read({"/a": {"get": operation("get", parameters=found)}})

    _, lock = name(described("header"))
    names, _ = name(described("query", "header"), lock)
    [arguments] = names.arguments.values()
    assert arguments == {("header", "id"): "id", ("query", "id"): "query_id"}


def test_choices_stay_together() -> None:
    """What shares a name goes on sharing it, whatever comes; what does not never begins to."""
    status = {"enum": ["a", "b"]}
    other = {"enum": ["c", "d"]}
    _, lock = name(read({}, {"A": record(status=status), "B": record(status=status)}))
    more = {
        "A": record(status=status),
        "B": record(status=status),
        "C": record(status=other),
        "D": record(status=status),
    }
    names, lock = name(read({}, more), lock)
    found = {
        place.split("/")[3]: n for place, n in types(names).items() if "status" in place
    }
    assert found == {"A": "Status", "B": "Status", "C": "CStatus", "D": "Status"}
    same = {key: record(status=status) for key in "ABCD"}
    names, lock = name(read({}, same), lock)
    assert types(names)["#/components/schemas/C/properties/status"] == "CStatus"
    split = same | {"A": record(status=other)}
    names, _ = name(read({}, split), lock)
    found = {
        place.split("/")[3]: n for place, n in types(names).items() if "status" in place
    }
    assert found == {"A": "AStatus", "B": "Status", "C": "CStatus", "D": "Status"}


def test_variants_in_line_may_change_places() -> None:
    """They are known by what they look like, and by their index if that has changed."""
    one, two = record(a=TEXT), record(b=TEXT)
    _, lock = name(read({}, {"U": {"oneOf": [one, two]}}))
    names, _ = name(read({}, {"U": {"oneOf": [record(c=TEXT), two, one]}}), lock)
    assert types(names) == {
        "#/components/schemas/U": "U",
        "#/components/schemas/U/oneOf/0": "UOption1_2",
        "#/components/schemas/U/oneOf/1": "UOption2",
        "#/components/schemas/U/oneOf/2": "UOption1",
    }
    names, _ = name(read({}, {"U": {"oneOf": [record(c=TEXT), two]}}), lock)
    assert types(names)["#/components/schemas/U/oneOf/0"] == "UOption1"


def test_parameters_may_change_places() -> None:
    """The enum of a parameter is not called by the parameter's index."""
    first = {"name": "a", "in": "query", "schema": {"enum": ["x", "y"]}}
    second = {"name": "b", "in": "query", "schema": {"enum": ["z", "w"]}}
    paths = {"/a": {"get": operation("get", parameters=[first, second])}}
    names, lock = name(read(paths))
    moved = {"/a": {"get": operation("get", parameters=[second, first])}}
    again, same = name(read(moved), lock)
    assert sorted(types(names).values()) == sorted(types(again).values())
    assert lock == same


def test_a_renamed_operation_keeps_its_old_name_for_a_version() -> None:
    """An operation of the same path is the same; the next version drops its old name."""
    names, lock = name(read({"/a": {"get": operation("old")}}))
    assert not names.old.methods
    [at] = names.methods
    for _ in range(2):
        names, lock = name(read({"/a": {"get": operation("new")}}, version="2"), lock)
        assert names.methods[at] == "new"
        assert names.old.methods == {at: ("old",)}
    names, lock = name(read({"/a": {"get": operation("newest")}}, version="2"), lock)
    assert names.old.methods == {at: ("old", "new")}
    names, lock = name(read({"/a": {"get": operation("newest")}}, version="3"), lock)
    assert not names.old.methods
    assert not lock.renamed.operations


def test_an_operation_that_moves_keeps_its_name() -> None:
    """One operationId is one operation, wherever it is; the names in it stay as well."""
    query = {"name": "q", "in": "query", "schema": {"enum": ["x", "y"]}}
    found = operation("get-it", parameters=[query])
    _, lock = name(read({"/a": {"get": found}, "/b": {"get": operation("get_it")}}))
    names, _ = name(read({"/v2/a": {"post": found}}), lock)
    assert list(names.methods.values()) == ["get_it_2"]
    assert not names.old.methods
    assert not names.old.types


def test_an_old_name_gives_way() -> None:
    """What is new and really called so gets it."""
    _, lock = name(read({"/a": {"get": operation("old")}}))
    paths = {"/a": {"get": operation("new")}, "/b": {"get": operation("old2")}}
    names, _ = name(read(paths), lock)
    assert list(names.old.methods.values()) == [("old",)]
    paths = {"/a": {"post": operation("new")}, "/b": {"get": operation("OLD")}}
    names, _ = name(read(paths), name(read({"/a": {"post": operation("old")}}))[1])
    assert not names.old.methods


def test_a_renamed_schema_is_known_by_its_looks() -> None:
    """And so is one that refers to it; what is inside has its old names too."""
    old = {
        "User": record(kind={"enum": ["a", "b"]}, name=TEXT),
        "UserList": record(users={"type": "array", "items": ref("User")}),
        "Gone": record(x={"type": "integer"}),
    }
    new = {
        "Person": record(kind={"enum": ["a", "b"]}, name=TEXT),
        "PersonList": record(users={"type": "array", "items": ref("Person")}),
        "Other": record(x={"type": "number"}),
    }
    _, lock = name(read({}, old))
    names, _ = name(read({}, new, version="2"), lock)
    found = {
        names.types[at].type_: old_names for at, old_names in names.old.types.items()
    }
    assert found == {"Person": ("User",), "PersonList": ("UserList",)}


def test_looks_that_two_share_say_nothing() -> None:
    """Which of them was renamed is not guessed."""
    _, lock = name(read({}, {"A": record(x=TEXT), "B": record(x=TEXT)}))
    names, _ = name(read({}, {"C": record(x=TEXT), "B": record(x=TEXT)}), lock)
    assert {n.type_ for n in names.types.values()} == {"B", "C"}
    assert [*names.old.types.values()] == [("A",)]
    names, _ = name(read({}, {"C": record(x=TEXT), "D": record(x=TEXT)}), lock)
    assert not names.old.types


def test_a_renamed_tag() -> None:
    """The attribute of a tag that is gone is kept, if one tag has all that it had."""
    paths = {"/a": {"get": operation("a", "Old"), "put": operation("b", "Old")}}
    _, lock = name(read(paths))
    moved = {"/a": {"get": operation("a", "New"), "put": operation("b", "New")}}
    names, _ = name(read(moved), lock)
    assert names.old.tags == {"New": ("old",)}
    again, _ = name(read(moved), name(read(moved), lock)[1])
    assert again.old.tags == {"New": ("old",)}
    parted = {"/a": {"get": operation("a", "New"), "put": operation("b", "Newer")}}
    assert not name(read(parted), lock)[0].old.tags


def test_an_operation_that_moves_to_another_tag() -> None:
    """It is found in the tag that it had, too, if that is still there."""
    paths = {"/a": {"get": operation("a", "Old"), "put": operation("b", "Old")}}
    _, lock = name(read(paths))
    parted = {"/a": {"get": operation("a", "New"), "put": operation("b", "Old")}}
    for _ in range(2):
        names, lock = name(read(parted), lock)
        assert [*names.old.moved] == ["Old"]
        [moved] = names.old.moved["Old"]
        assert (moved.names, moved.tag.attribute, moved.method) == (("a",), "new", "a")
        assert not names.old.methods
        assert not names.old.tags
    renamed = {"/a": {"get": operation("c", "New"), "put": operation("a", "Old")}}
    names, _ = name(read(renamed), lock)
    assert "Old" not in names.old.moved


def test_the_package_keeps_its_name() -> None:
    """A new title does not rename what everyone imports; the caller may."""
    api = read({"/a": {"get": operation("a")}})
    _, lock = name(api)
    titled = Lock("before", lock.tags, lock.credentials, lock.operations, lock.types)
    assert name(api, titled)[0].package == "before"
    assert stable_names(api, titled, "mine")[0].package == "mine"


THINGS = read(
    {
        "/a/{id}": {
            "get": operation(
                "getIt",
                parameters=[
                    {"name": "id", "in": "path", "required": True, "schema": TEXT},
                    {"name": "id", "in": "query", "schema": TEXT},
                ],
            ),
            "put": operation("start"),
        }
    },
    {
        "Thing": record(some=TEXT, other=TEXT),
        "Start": record(kind={"enum": ["a", "b"]}),
    },
)


def test_chosen_names() -> None:
    """They win over the names that things have, which then are named anew."""
    wanted = {
        "getIt": "start",
        "getIt.path:id": "key",
        "Thing": "Start",
        "Thing.some": "other",
        "tag:Things": "stuff",
        "#/components/schemas/Start/properties/kind": "Sort",
    }
    names, _ = stable_names(THINGS, Lock(), wanted=wanted)
    assert methods(names) == {
        "#/paths/~1a~1{id}/get": "start",
        "#/paths/~1a~1{id}/put": "start_2",
    }
    assert types(names) == {
        "#/components/schemas/Thing": "Start",
        "#/components/schemas/Start": "Start_2",
        "#/components/schemas/Start/properties/kind": "Sort",
    }
    assert names.tags["Things"].attribute == "stuff"
    [at] = [at for at in names.types if at.pointer.endswith("/Thing")]
    assert names.fields[at] == {"some": "other", "other": "other_2"}
    [get] = [at for at in names.arguments if at.pointer.endswith("get")]
    assert names.arguments[get] == {("path", "id"): "key", ("query", "id"): "query_id"}


def test_an_edit_forgets_no_name_of_before() -> None:
    """Neither the name that it replaces, nor where an operation was before."""
    paths = {"/a": {"get": operation("a", "Old"), "put": operation("b", "Old")}}
    _, lock = name(read(paths))
    paths["/a"]["get"]["tags"] = ["New"]
    _, lock = name(read(paths), lock)
    names, _ = name(read(paths), renamed(lock, {"a": "alpha"}))
    [at] = [at for at in names.methods if at.pointer.endswith("get")]
    assert names.methods[at] == "alpha"
    assert names.old.methods == {at: ("a",)}
    [moved] = names.old.moved["Old"]
    assert (moved.names, moved.method) == (("a",), "alpha")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"getit": "x"}, "nothing called 'getit'; did you mean 'getIt'?"),
        (
            {"getIt.id": "x"},
            "several things; say one of 'getIt.path:id', 'getIt.query:id'",
        ),
        ({"getIt": "a b"}, "'getIt' cannot be 'a b'"),
        ({"getIt": "class"}, "'getIt' cannot be 'class'"),
        ({"Thing": "Model"}, "'Thing' cannot be 'Model'"),
        ({"getIt": "x", "start": "x"}, "'getIt' and another are both to be 'x'"),
    ],
)
def test_names_that_cannot_be_given(wanted: dict[str, str], message: str) -> None:
    """The message names the thing, and what would be right."""
    with pytest.raises(UsageError, match="names: ") as caught:
        stable_names(THINGS, Lock(), wanted=wanted)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<<<<<<<", "lock: this is no JSON in line 1"),
        (b"[]", "lock: the file is no object"),
        (b"{}", "'version' is not 1"),
        (b'{"version": 1, "package": "os"}', "'os' is no name for a package"),
        (
            b'{"version": 1, "package": "a", "types": {"#/x": {"name": "a b"}}}',
            "types > #/x > name: 'a b' is no Python name",
        ),
        (
            b'{"version": 1, "package": "a", "credentials": {"k": "def"}}',
            "credentials > k: 'def' is no Python name",
        ),
    ],
)
def test_a_lock_that_cannot_be_read(content: bytes, message: str) -> None:
    """The message names the entry; nothing that is no name gets through."""
    with pytest.raises(UsageError) as caught:
        read_lock(content, "lock")
    assert message in str(caught.value)


KEYS = ["a_b", "aB", "AB", "a-b", "A.b", "class", "List", "x", "X", "x_2"]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the parts of a description whose names collide."""
    schemas = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    ids = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    values = st.sampled_from([["a", "b"], ["a", "c"]])
    several = st.lists(st.sampled_from(["X-A", "x_a", "B"]), unique=True)
    kinds = st.sampled_from(["string", "integer"])
    records = {
        key: record(**{draw(st.sampled_from(KEYS)): {"enum": draw(values)}, "p": TEXT})
        | {"discriminator": {"propertyName": "p"}, "required": ["p"]}
        for key in schemas
    }
    for key, base in zip(schemas[1:], schemas, strict=False):
        if draw(st.booleans()):
            records[key] = {"allOf": [ref(base), records[key]]}
    return {
        "schemas": records,
        "paths": {
            f"/{id_}": {
                "get": operation(
                    id_,
                    draw(st.sampled_from(KEYS[:4])),
                    parameters=[
                        {"name": other, "in": in_, "schema": {"enum": draw(values)}}
                        for in_, other in draw(
                            st.lists(
                                st.tuples(
                                    st.sampled_from(["query", "header"]),
                                    st.sampled_from(KEYS),
                                ),
                                unique=True,
                            )
                        )
                    ],
                    responses={
                        "200": {
                            "description": "",
                            "headers": {
                                name: {"schema": {"type": draw(kinds)}}
                                for name in draw(several)
                            },
                            "content": {
                                "application/json": {
                                    "schema": ref(draw(st.sampled_from(schemas)))
                                }
                            },
                        }
                    },
                )
            }
            for id_ in ids
        },
    }


def shuffled(value: Any, shuffle: random.Random) -> Any:
    """Shuffle members everywhere, and the parameters of operations."""
    if isinstance(value, list):
        return [shuffled(element, shuffle) for element in value]
    if not isinstance(value, dict):
        return value
    found = {
        key: shuffled(value[key], shuffle)
        for key in shuffle.sample([*value], len(value))
    }
    if "parameters" in found:
        shuffle.shuffle(found["parameters"])
    return found


def merged(one: Any, other: Any) -> Any:
    """Give the parts of both; what the first has stays as it is."""
    found = copy.deepcopy(one)
    for part in ("schemas", "paths"):
        for key, value in other[part].items():
            found[part].setdefault(key, value)
    return found


def flat(lock: Lock) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every name of a lock with the key of what it stands for."""
    for key, entry in lock.operations.items():
        yield ("method", key), entry.name
        yield from (
            (("header", key, part), name) for part, name in entry.headers.items()
        )
        if entry.headers_class:
            yield ("headers", key), entry.headers_class
        yield from (
            (("argument", key, *part), name) for part, name in entry.arguments.items()
        )
    for key, type_ in lock.types.items():
        yield ("type", key), type_.name
        yield from ((("field", key, part), name) for part, name in type_.fields.items())
    yield from ((("tag", key), names.attribute) for key, names in lock.tags.items())


def space(key: tuple[str, ...], lock: Lock) -> object:
    """Give what a name must be unique in."""
    match key[0]:
        case "method":
            return "method", lock.operations[key[1]].tag
        case "argument" | "header" | "field":
            return key[:2]
    return key[0]


@settings(deadline=None, max_examples=150)
@given(documents(), documents(), st.randoms(use_true_random=False))
def test_adding_removing_and_shuffling_rename_nothing(
    one: Any, other: Any, shuffle: random.Random
) -> None:
    """What was there and still is has the name that it had, and all names differ."""
    first = name(read(one["paths"], one["schemas"]))[1]
    more = shuffled(merged(one, other), shuffle)
    names, second = name(read(more["paths"], more["schemas"]), first)
    assert dict(flat(second)).items() >= dict(flat(first)).items()
    assert not names.old.methods
    assert not names.old.types
    again = name(read(one["paths"], one["schemas"]), second)[1]
    assert dict(flat(again)) == dict(flat(first))
    spaces = Counter((space(key, second), name) for key, name in flat(second))
    assert {
        count
        for (place, _), count in spaces.items()
        if place not in ("type", "headers")
    } == {1}
    served = Counter(entry.name for entry in second.types.values())
    apart = {entry.type_: entry for entry in names.types.values()}.keys()
    assert served.keys() == apart


def test_headers_of_answers_keep_their_names() -> None:
    """The lock has them by the operation; a person may choose others."""
    headers = {name: {"schema": TEXT} for name in ("X-Left", "x_left", "Get")}
    answers = {"200": {"description": "", "headers": headers}}
    api = read({"/a": {"get": operation("list", responses=answers)}})
    names, lock = stable_names(api, Lock())
    (found,) = names.headers.values()
    assert found == {"x_left": "x_left", "X-Left": "x_left_2", "Get": "get_"}
    assert read_lock(write_lock(lock), "lock") == lock
    wanted = {"list.response:X-Left": "left"}
    chosen, changed = stable_names(api, lock, wanted=wanted)
    (found,) = chosen.headers.values()
    assert found["X-Left"] == "left"
    (found,) = stable_names(api, changed)[0].headers.values()
    assert found["X-Left"] == "left"


def headed(name: str, *headers: str, tag: str = "Things") -> Any:
    """Describe an operation whose answer has headers of integers; `*` marks a text."""
    described = {
        header.rstrip("*"): {"schema": TEXT if "*" in header else {"type": "integer"}}
        for header in headers
    }
    answers = {"200": {"description": "", "headers": described}}
    return operation(name, tag, responses=answers)


def classes(names: Names) -> dict[str, str]:
    """Give the class of headers of each method."""
    return {names.methods[at]: name for at, name in names.header_classes.items()}


def steps(*documents: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Name each document with the lock of the one before."""
    lock = Lock()
    for document in documents:
        paths = {f"/{name}": {"get": each} for name, each in document.items()}
        names, written = stable_names(read(paths), lock)
        lock = read_lock(write_lock(written), "lock")
        assert lock == written
        yield classes(names)


def test_a_class_of_headers_is_shared_by_those_that_have_the_same() -> None:
    """It is called after the tag then, and after the method where one alone has it."""
    [found] = steps({key: headed(key, "A") for key in "xy"} | {"z": headed("z", "B")})
    assert found == {"x": "ThingsHeaders", "y": "ThingsHeaders", "z": "ZHeaders"}


@pytest.mark.parametrize("changed", [("A", "B"), ("A*",), ("B",)])
@pytest.mark.parametrize("which", "xy")
def test_a_header_of_one_operation_renames_no_class_of_others(
    changed: tuple[str, ...], which: str
) -> None:
    """Added, of another type, or another: the operation has a new class of its own."""
    old = {key: headed(key, "A") for key in "xy"}
    first, second, third = steps(
        old, new := old | {which: headed(which, *changed)}, new
    )
    other = "y" if which == "x" else "x"
    assert set(first.values()) == {"ThingsHeaders"}
    assert second == {which: f"{which.upper()}Headers", other: "ThingsHeaders"}
    assert third == second


def test_a_class_of_headers_stays_when_operations_come_and_go() -> None:
    """A shared one takes new ones in; one that is called after a method is its own."""
    alone, both = {"x": headed("x", "A")}, {key: headed(key, "A") for key in "yz"}
    first, second, third = steps(alone, alone | both, {"z": both["z"]})
    assert first == {"x": "XHeaders"}
    assert second == {"x": "XHeaders", "y": "ThingsHeaders", "z": "ThingsHeaders"}
    assert third == {"z": "ThingsHeaders"}
    several = {**both, "w": headed("w", "A")}
    assert [*steps(both, several)][1]["w"] == "ThingsHeaders"


def test_a_class_of_headers_stays_when_all_that_share_it_change() -> None:
    """What is read is another thing, but it is still what all of them answer."""
    old, new = ({key: headed(key, *all_) for key in "xy"} for all_ in ("A", "AB"))
    assert [set(found.values()) for found in steps(old, new)] == [{"ThingsHeaders"}] * 2


def test_the_words_of_a_header_rename_no_class() -> None:
    """Two that share a class do so still when one describes its header otherwise."""
    told = {"A": {"schema": {"type": "integer"}, "description": "How many are left."}}
    old = {key: headed(key, "A") for key in "xy"}
    new = headed("x", "A")
    new["responses"]["200"]["headers"] = told
    first, second = steps(old, old | {"x": new})
    assert first == second
    assert len(set(second.values())) == 1


def test_a_class_of_headers_outlives_the_name_of_its_operation() -> None:
    """Code that names the class goes on working."""
    paths = [
        {"/a": {"get": headed(each, "A", tag=tag)}}
        for each, tag in (("x", "Things"), ("renamed", "Things"), ("renamed", "Items"))
    ]
    lock, found = Lock(), []
    for each in paths:
        names, lock = stable_names(read(each), lock)
        found.append(classes(names))
    assert found == [{"x": "XHeaders"}, *([{"renamed": "XHeaders"}] * 2)]


def test_two_classes_of_headers_keep_their_numbers() -> None:
    """Whatever the order in the document, and when the first of them is gone."""
    all_ = {key: headed(key, "A" if key in "ab" else "B") for key in "abcd"}
    turned = dict(reversed([*all_.items()]))
    assert [*steps(all_)] == [*steps(dict(sorted(turned.items())))]
    first, second, third = steps(all_, turned, {key: all_[key] for key in "cd"})
    assert first == second
    assert set(first.values()) == {"ThingsHeaders", "ThingsHeaders_2"}
    assert set(third.values()) == {first["c"]}


def test_a_person_names_a_class_of_headers() -> None:
    """By any of its operations; the others of the class have it with it."""
    paths = {f"/{key}": {"get": headed(key, "A")} for key in "xy"}
    api = read(paths | {"/z": {"get": headed("z", "B")}})
    _, lock = stable_names(api, Lock())
    for words in ("x", "y", "#/paths/~1y/get"):
        wanted = {f"{words}.response.headers": "Left"}
        names, chosen = stable_names(api, lock, wanted=wanted)
        assert classes(names) == {"x": "Left", "y": "Left", "z": "ZHeaders"}
        assert classes(stable_names(api, chosen)[0]) == classes(names)
    taken = stable_names(api, lock, wanted={"x.response.headers": "ZHeaders"})[0]
    assert classes(taken) == {"x": "ZHeaders", "y": "ZHeaders", "z": "ZHeaders_2"}
    with pytest.raises(UsageError, match=r"'x\.response\.headers' cannot be"):
        stable_names(api, lock, wanted={"x.response.headers": "Headers"})


KINDS = st.lists(st.sampled_from(["A", "A*", "B", "C"]), unique_by=lambda key: key[0])


@settings(deadline=None, max_examples=50)
@given(st.lists(KINDS, min_size=2, max_size=5), KINDS, st.integers(0, 4))
def test_headers_of_one_operation_are_no_matter_of_others(
    before: list[list[str]], after: list[str], which: int
) -> None:
    """Whatever one operation's headers become, all others have the class that they had."""
    old = {f"op{n}": headed(f"op{n}", *each) for n, each in enumerate(before)}
    changed = f"op{which % len(before)}"
    new = old | {changed: headed(changed, *after)}
    first, second, third = steps(old, new, new)
    assert second == third
    assert {**first, changed: ""} == {**second, changed: ""}
    alike = {changed: tuple(sorted(after))} | {
        f"op{n}": tuple(sorted(each))
        for n, each in enumerate(before)
        if f"op{n}" != changed
    }
    sharing = {(name, alike[key]) for key, name in second.items()}
    assert len(sharing) == len(set(second.values()))
