"""Carry out the operations of an OpenAPI description over HTTP; import from the modules."""
