"""`validators/` of a generated package: one plain function for a schema."""
