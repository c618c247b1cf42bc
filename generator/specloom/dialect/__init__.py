"""JSON Schema documents of any dialect → `ir.Schema` in the words of 2020-12."""
