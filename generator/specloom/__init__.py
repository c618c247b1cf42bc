"""Write a typed, tested Python client from an OpenAPI description."""

__version__ = "0.1.0"
