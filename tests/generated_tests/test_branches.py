"""The values for a branch of a union are few, whatever leads back to the union."""

from specloom.errors import Location
from specloom.ir.schema import Property, Reference, Schema
from specloom.python.tests.branches import Branches
from specloom.python.tests.limits import Limits
from specloom.python.tests.samples import FULL, Sampler

FILE = "x.yaml"
NODE = Location(FILE, "#/components/schemas/Node")


def test_branches_that_join_the_union_end() -> None:
    """A reference with a description beside it is entered once, as one alone is."""
    at = NODE.child("properties", "next")
    described = tuple(
        Schema(
            at=at.child("anyOf", number),
            all_of=(Reference(at.child("anyOf", number).child("$ref"), NODE),),
            description="another node",
        )
        for number in range(4)
    )
    following = Property("next", Schema(at=at, any_of=described))
    node = Schema(at=NODE, types=("object",), properties=(following,))
    tried = list(Branches(Limits({NODE: node})).tried(Reference(at, NODE)))
    assert {"next": {"next": None}} in tried
    assert len(tried) < 100


def test_a_schema_that_joins_itself_is_sampled_once() -> None:
    """`allOf` with a reference back ends where a reference alone would."""
    at = NODE.child("properties", "next")
    back = Schema(at=at, all_of=(Reference(at.child("allOf", 0), NODE),))
    name = Property("name", Schema(at=NODE.child("properties", "name")))
    node = Schema(at=NODE, types=("object",), properties=(name, Property("next", back)))
    value = Sampler({NODE: node}, FULL).value(Reference(at, NODE))
    assert [*value["next"]] == ["name"]
