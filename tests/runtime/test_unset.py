"""Test the value that means "leave this out"."""

from __future__ import annotations

import copy
import pickle

from specloom.runtime.unset import UNSET, Unset


def test_unset_is_one_instance() -> None:
    """Every way to make or copy it gives the same instance."""
    assert Unset() is UNSET
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy([UNSET])[0] is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_unset_is_falsy_and_shows_its_name() -> None:
    """It is false, is not None, and its repr is its name."""
    assert not UNSET
    assert UNSET is not None
    assert repr(UNSET) == "UNSET"
