"""`api/` and `client.py` of a generated package: operations as facts and calls."""
