"""Which variant of a union an object is read as."""

from typing import Any

import pytest

from specloom.runtime.model import Model, adopt
from specloom.runtime.variants import Variant, read_by_fields


class Post(Model):
    """A variant with a property of few values."""


class Like(Model):
    """A variant whose properties are others."""


VARIANTS: tuple[Variant[Model], ...] = (
    Variant(
        lambda json: adopt(Post, json),
        constants={"reply": ("all", "none")},
        known=frozenset({"created", "id", "reply"}),
    ),
    Variant(
        lambda json: adopt(Like, json),
        known=frozenset({"created", "id", "liked", "author"}),
    ),
)


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        ({"created": "x", "id": "1", "liked": "2", "author": "3"}, Like),
        ({"created": "x", "id": "1", "reply": "all"}, Post),
        ({"created": "x", "id": "1", "liked": "2", "reply": "all"}, Post),
        ({"created": "x", "id": "1", "liked": "2", "reply": "some"}, Like),
    ],
)
def test_a_constant_counts_where_it_is(json: Any, expected: type[Model]) -> None:
    """Without it, the variant that knows most of the properties is meant."""
    found = read_by_fields(json, VARIANTS, None)
    assert type(found) is expected
