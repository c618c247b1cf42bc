"""The verdicts of another validator, jsonschema-rs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from specloom.compile import DialectName

CLASSES: Mapping[DialectName, str] = {
    "draft4": "Draft4Validator",
    "draft6": "Draft6Validator",
    "draft7": "Draft7Validator",
    "2019-09": "Draft201909Validator",
    "2020-12": "Draft202012Validator",
}


def other(dialect: DialectName, schema: object) -> Callable[[Any], bool]:
    """Give the other's verdicts for a schema."""
    validator = getattr(import_module("jsonschema_rs"), CLASSES[dialect])
    is_valid: Callable[[Any], bool] = validator(schema).is_valid
    return is_valid
