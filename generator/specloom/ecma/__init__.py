"""Patterns of JSON Schema: ECMA-262 regular expressions as Python can match them."""
