"""Swagger 2.0 descriptions, lifted to OpenAPI 3.0."""
