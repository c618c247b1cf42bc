"""`tests/` of a generated project: what shows that a client speaks its document."""
