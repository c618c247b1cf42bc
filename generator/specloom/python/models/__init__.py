"""`models/` of a generated package: classes over JSON objects, and what reads them."""
